import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import sharp from 'sharp';
import * as files from '../../../../test/desk/files.ts';
import { type Answer, openTestDesk, type TestDesk, type Visitor } from '../../../../test/helpers/desk.ts';
import { EMPTY } from '../../keeping/empty.ts';
import { forgetUploadsOf } from '../uploads/forget.ts';

let desk: TestDesk;
let writer: Visitor;
before(async () => {
  desk = await openTestDesk();
  writer = await desk.person('writer');
});
after(() => desk.close());

test('a photograph comes in without its place, is found, described, and stands in a draft', async () => {
  const { media, duplicate } = (await upload(writer, 'harbour-at-noon.jpg', await files.photograph(1200, 900))).body;
  assert.equal(duplicate, false);
  const { body: view } = await writer.get(`/api/media/${media}`);
  assert.deepEqual([view.type, view.width, view.height, view.used], ['image/jpeg', 1200, 900, false]);
  assert.ok(view.findings.some(({ code }: { code: string }) => code === 'position'));
  assert.equal(view.who.name, writer.name);

  const words = { en: { alt: 'Boats at a quay', caption: 'The harbour' }, ur: { alt: 'گھاٹ پر کشتیاں', caption: '' } };
  const changed = await writer.patch(`/api/media/${media}`, {
    words,
    credit: 'Ilse Brandt',
    focus: { x: 0.9, y: 0.5 },
  });
  assert.deepEqual(changed.body.words, words);
  for (const q of ['noon', 'quay', 'گهاٹ', 'brandt']) {
    const { body } = await writer.get(`/api/media?q=${encodeURIComponent(q)}`);
    assert.deepEqual(
      body.media.map(({ id }: { id: number }) => id),
      [media],
      q,
    );
  }

  const { body: medium } = await writer.post(`/api/media/${media}/medium`, { role: 'lead', language: 'ur' });
  assert.deepEqual([medium.alt, medium.caption, medium.credit], ['گھاٹ پر کشتیاں', '', 'Ilse Brandt']);
  assert.deepEqual(
    medium.sizes.map(({ width }: { width: number }) => width),
    [480, 960, 1200],
  );
  const file = join(desk.newsroom.desk.dataDir, 'media', medium.sha256.slice(0, 2), medium.sha256);
  assert.equal((await sharp(file).metadata()).exif, undefined);

  const content = { ...EMPTY, title: 'A ferry at noon', media: [medium] };
  const made = await writer.post('/api/items', { kind: 'statement', language: 'ur', content });
  assert.equal(made.status, 200, made.text);
  const { body: used } = await writer.get(`/api/media/${media}`);
  assert.deepEqual(
    used.uses.map(({ edition, in: where }: { edition: number; in: string }) => [edition, where]),
    [[made.body.id, 'draft']],
  );
  const refusedToGo = await writer.delete(`/api/media/${media}`);
  assert.deepEqual([refusedToGo.status, refusedToGo.body.error.code], [409, 'MEDIA_IN_USE']);
  assert.deepEqual((await listed('used=yes')).includes(media), true);
  assert.deepEqual((await listed('used=no')).includes(media), false);
});

test('crop and focus say what a picture shows, and leave the picture as it is', async () => {
  const { media } = (await upload(writer, 'two-halves.png', await files.png(400, 200))).body;
  const colourIn = async (role: string) => {
    const { body } = await writer.post(`/api/media/${media}/medium`, { role, language: 'en' });
    const { sha256, width, height } = body.sizes.at(-1);
    const file = join(desk.newsroom.desk.dataDir, 'media', sha256.slice(0, 2), sha256);
    const { channels } = await sharp(file).stats();
    const [red, , blue] = channels.map(({ mean }) => Math.round(mean / 255));
    return { width, height, red, blue };
  };
  await writer.patch(`/api/media/${media}`, { focus: { x: 1, y: 0.5 } });
  assert.deepEqual(await colourIn('portrait'), { width: 160, height: 200, red: 0, blue: 1 });
  await writer.patch(`/api/media/${media}`, { crop: { x: 0, y: 0.5, width: 0.5, height: 0.5 } });
  assert.deepEqual(await colourIn('figure'), { width: 200, height: 100, red: 1, blue: 0 });
  const { body: all } = await writer.patch(`/api/media/${media}`, { crop: null });
  assert.deepEqual([all.crop, all.width, all.height], [null, 400, 200]);
});

test('an upload goes on where the line broke', async () => {
  const bytes = await noise(900_000);
  const { headers } = await begin(writer, 'noise.png', bytes.length);
  const place = headers.get('location')!;
  await breakOff(place, bytes.subarray(0, 500_000), bytes.length);
  const came = await offsetOf(place);
  assert.ok(came > 0 && came < bytes.length, `${came} bytes came`);
  const done = await patch(writer, place, came, bytes.subarray(came));
  assert.equal(done.status, 200, done.text);
  assert.equal(done.headers.get('daftar-media'), String(done.body.media));

  const asked = await writer.fetch(place, { method: 'HEAD', headers: TUS });
  assert.equal(asked.headers.get('upload-offset'), String(bytes.length), 'an answer that got lost is given again');
  assert.equal(asked.headers.get('daftar-media'), String(done.body.media));
});

test('what had come whole when Daftar was stopped is taken in when the sender asks', async () => {
  const bytes = await files.png(50, 50);
  const { headers } = await begin(writer, 'late.png', bytes.length);
  const place = headers.get('location')!;
  writeFileSync(join(desk.newsroom.desk.dataDir, 'uploads-in-work', place.split('/').at(-1)!), bytes);
  const asked = await writer.fetch(place, { method: 'HEAD', headers: TUS });
  assert.match(asked.headers.get('daftar-media') ?? '', /^\d+$/);
});

test('the same bytes are one upload, also when they come twice at once', async () => {
  const bytes = await files.png(61, 43);
  const answers = await Promise.all(['one.png', 'two.png'].map((name) => upload(writer, name, bytes)));
  const [first, second] = answers.map(({ body }) => body);
  assert.equal(first.media, second.media);
  assert.deepEqual([first.duplicate, second.duplicate].sort(), [false, true]);
  assert.deepEqual((await upload(writer, 'three.png', bytes)).body, { media: first.media, duplicate: true });
});

test('what is refused leaves nothing behind', async () => {
  const answer = await upload(writer, 'trap.pdf', files.pdf('<< /S /JavaScript >>'));
  assert.deepEqual([answer.status, answer.body.error.code], [422, 'UPLOAD_ACTIVE']);
  const large = await begin(writer, 'large.pdf', 60_000_000, 'application/pdf');
  assert.deepEqual([large.status, large.body.error.code], [413, 'UPLOAD_TOO_LARGE']);
  const left = readdirSync(join(desk.newsroom.desk.dataDir, 'uploads-in-work'));
  assert.deepEqual(
    left.filter((name) => !name.endsWith('.taken')),
    [],
  );
});

test('how large a file may be is a setting', async () => {
  const administrator = await desk.person('administrator');
  const { body: before } = await writer.get('/api/media');
  assert.deepEqual(before.limits, { picture: 5e7, audio: 2e8, video: 1e9, captions: 2e6, pdf: 5e7 });
  assert.equal((await administrator.put('/api/settings', { uploadMegabytes: { pdf: 1 } })).status, 200);
  const refusedNow = await upload(writer, 'thick.pdf', Buffer.concat([files.pdf(), Buffer.alloc(1_100_000, ' ')]));
  assert.deepEqual([refusedNow.status, refusedNow.body.error.code], [413, 'UPLOAD_TOO_LARGE']);
  assert.equal((await administrator.put('/api/settings', { uploadMegabytes: {} })).status, 200);
});

test('what the record erases goes from the library as well', async () => {
  const { media } = (await upload(writer, 'by-order.png', await files.png(91, 47))).body;
  const { body: medium } = await writer.post(`/api/media/${media}/medium`, { role: 'lead', language: 'en' });
  const { body: view } = await writer.get(`/api/media/${media}`);
  await writer.fetch(`/api/media/${media}/file?width=50`);
  await forgetUploadsOf(desk.newsroom.desk, medium.sha256);
  assert.equal((await writer.get(`/api/media/${media}`)).status, 404);
  const { dataDir } = desk.newsroom.desk;
  assert.ok(!existsSync(join(dataDir, 'media', view.sha256.slice(0, 2), view.sha256)));
  assert.deepEqual(
    readdirSync(join(dataDir, 'cache', 'media')).filter((name) => name.startsWith(view.sha256)),
    [],
  );
});

test('nobody reads or goes on with what another one is sending', async () => {
  const { headers } = await begin(writer, 'mine.png', 100);
  const other = await desk.person('writer');
  for (const method of ['HEAD', 'DELETE']) {
    assert.equal((await other.fetch(headers.get('location')!, { method, headers: TUS })).status, 404, method);
  }
  assert.equal((await patch(other, headers.get('location')!, 0, Buffer.from('abc'))).status, 404);
  assert.equal((await writer.fetch(headers.get('location')!, { method: 'DELETE', headers: TUS })).status, 204);
});

test('who may: viewers look, translators upload, and only editors delete what is another’s', async () => {
  const [viewer, translator, editor] = await Promise.all([
    desk.person('viewer'),
    desk.person({ role: 'translator', language: 'ur' }),
    desk.person('editor'),
  ]);
  const bytes = await files.png(33, 33);
  assert.equal((await upload(viewer, 'a.png', bytes)).body.error.code, 'FORBIDDEN');
  const { media } = (await upload(writer, 'a.png', bytes)).body;
  assert.equal((await viewer.get(`/api/media/${media}`)).status, 200);
  assert.equal((await viewer.patch(`/api/media/${media}`, { credit: 'x' })).status, 403);
  assert.equal((await viewer.post(`/api/media/${media}/medium`, { role: 'figure', language: 'en' })).status, 403);
  assert.equal(
    (await translator.patch(`/api/media/${media}`, { words: { ur: { alt: 'ا', caption: '' } } })).status,
    200,
  );
  assert.equal((await translator.delete(`/api/media/${media}`)).status, 403);
  assert.equal((await desk.visitor().get('/api/media')).status, 401);

  const { body: view } = await editor.get(`/api/media/${media}`);
  const file = join(desk.newsroom.desk.dataDir, 'media', view.sha256.slice(0, 2), view.sha256);
  assert.ok(existsSync(file));
  assert.equal((await editor.delete(`/api/media/${media}`)).status, 200);
  assert.equal((await editor.get(`/api/media/${media}`)).status, 404);
  assert.ok(!existsSync(file), 'its bytes are gone');
});

test('files are looked at: small copies of pictures, parts of recordings, papers as downloads', async () => {
  const picture = (await upload(writer, 'wide.png', await files.png(1200, 300))).body.media;
  const small = await writer.fetch(`/api/media/${picture}/file?width=200`);
  assert.equal(small.headers.get('content-type'), 'image/webp');
  assert.equal((await sharp(Buffer.from(await small.arrayBuffer())).metadata()).width, 320);

  const film = (await upload(writer, 'film.mp4', files.movie())).body.media;
  const part = await writer.fetch(`/api/media/${film}/file`, { headers: { range: 'bytes=4-7' } });
  assert.deepEqual([part.status, await part.text()], [206, 'ftyp']);
  const beyond = await writer.fetch(`/api/media/${film}/file`, { headers: { range: 'bytes=999999-' } });
  assert.equal(beyond.status, 416);
  assert.equal(
    (await writer.post(`/api/media/${film}/medium`, { role: 'lead', language: 'en' })).body.error.code,
    'NOT_A_PICTURE',
  );

  const paper = (await upload(writer, 'report.pdf', files.pdf())).body.media;
  const { headers } = await writer.fetch(`/api/media/${paper}/file`);
  assert.match(headers.get('content-disposition')!, /^attachment/);
  assert.match(headers.get('content-security-policy')!, /sandbox/);
});

test('a picture that was published stays in the library while its release stands', async () => {
  const administrator = await desk.person('administrator');
  const { media } = (await upload(writer, 'published.png', await files.png(70, 50))).body;
  const { body: medium } = await writer.post(`/api/media/${media}/medium`, { role: 'figure', language: 'en' });
  const { db } = desk.newsroom.desk;
  const made = await writer.post('/api/items', {
    kind: 'statement',
    language: 'en',
    content: {
      ...EMPTY,
      title: 'Quay reopens',
      body: '<p>Today.</p>',
      posted: '2024-03-01',
      fields: { type: 'statement' },
      media: [medium],
    },
  });
  const edition = await db
    .selectFrom('editions')
    .select('head_id')
    .where('id', '=', made.body.id)
    .executeTakeFirstOrThrow();
  await desk.newsroom.publish(edition.head_id!);
  await desk.newsroom.release();
  const { body: view } = await administrator.get(`/api/media/${media}`);
  assert.deepEqual([view.uses[0].in, view.mayDelete], ['release', false]);
  assert.equal((await administrator.delete(`/api/media/${media}`)).body.error.code, 'MEDIA_IN_USE');
  const record = join(desk.newsroom.paths.record, 'media', medium.sha256.slice(0, 2), medium.sha256);
  assert.ok(readFileSync(record).length > 0);
});

const TUS = { 'tus-resumable': '1.0.0' };

async function upload(who: Visitor, name: string, bytes: Buffer): Promise<Answer> {
  const begun = await begin(who, name, bytes.length);
  return begun.status === 201 ? patch(who, begun.headers.get('location')!, 0, bytes) : begun;
}

function begin(who: Visitor, name: string, length: number, type = ''): Promise<Answer> {
  const encoded = { filename: name, filetype: type };
  const metadata = Object.entries(encoded).map(([key, value]) => `${key} ${Buffer.from(value).toString('base64')}`);
  return who.send('POST', '/api/uploads', undefined, {
    ...TUS,
    'upload-length': String(length),
    'upload-metadata': metadata.join(','),
  });
}

function patch(who: Visitor, place: string, offset: number, bytes: Buffer): Promise<Answer> {
  return who.send('PATCH', place, bytes, {
    ...TUS,
    'content-type': 'application/offset+octet-stream',
    'upload-offset': String(offset),
  });
}

/** Sends a part of what it promised, and hangs up. */
function breakOff(place: string, part: Buffer, promised: number): Promise<void> {
  return new Promise((resolve) => {
    const sending = request(new URL(place, desk.url), {
      method: 'PATCH',
      headers: {
        ...TUS,
        origin: desk.url,
        cookie: [...writer.cookies].map(([name, value]) => `${name}=${value}`).join('; '),
        'content-type': 'application/offset+octet-stream',
        'upload-offset': '0',
        'content-length': promised,
      },
    });
    sending.on('error', () => resolve());
    sending.write(part, () => setTimeout(() => sending.destroy(new Error('the line broke')), 200));
  });
}

async function offsetOf(place: string): Promise<number> {
  const { headers } = await writer.fetch(place, { method: 'HEAD', headers: TUS });
  return Number(headers.get('upload-offset'));
}

async function listed(query: string): Promise<number[]> {
  const { body } = await writer.get(`/api/media?${query}`);
  return body.media.map(({ id }: { id: number }) => id);
}

/** A picture that does not grow small. */
function noise(bytes: number): Promise<Buffer> {
  const side = Math.ceil(Math.sqrt(bytes / 3));
  const create = {
    width: side,
    height: side,
    channels: 3 as const,
    background: '#000',
    noise: { type: 'gaussian' as const, mean: 128, sigma: 90 },
  };
  return sharp({ create }).png().toBuffer();
}
