import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createReadStream, readdirSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { type IncomingMessage, request } from 'node:http';
import { join } from 'node:path';
import { json } from 'node:stream/consumers';
import { pipeline } from 'node:stream/promises';
import { after, before, test } from 'node:test';
import { openRecord } from '../src/record/store.ts';
import { box, movie } from './desk/files.ts';
import { openTestDesk, type TestDesk, type Visitor } from './helpers/desk.ts';
import { MASTHEAD } from './helpers/ferry-league.ts';
import { folder, publishFiles, write } from './helpers/newsroom.ts';

/** A film may be longer than the memory of the machine: nothing on its way from a folder or a browser to readers reads all of it. */
const LENGTH = 300 * 1024 * 1024;

let desk: TestDesk;
let writer: Visitor;
before(async () => {
  desk = await openTestDesk();
  writer = await desk.person('writer');
});
after(() => desk.close());

test('typed in files, in two languages, and on to the site', async (t) => {
  const root = write(folder(t), { 'masthead.yaml': MASTHEAD });
  await publishFiles(desk.newsroom, typed(root, 'short', movie().length));
  const held = most();
  await publishFiles(desk.newsroom, typed(root, 'long', LENGTH));
  assert.ok(most() - held < LENGTH / 2, `${most() - held} bytes more for the film`);

  const record = openRecord(desk.newsroom.paths.record);
  const entry = record.entry(record.size - 1);
  assert.ok(entry.type === 'release');
  const [medium] = record.release(entry.release).media;
  const { sha256 } = medium!;
  const site = join(desk.newsroom.paths.site, 'media', sha256.slice(0, 2), `${sha256}.mp4`);
  for (const path of [record.mediaPath(sha256), site]) assert.equal(statSync(path).size, LENGTH);
  assert.deepEqual(
    leftIn('cache').filter((name) => name.startsWith('taking-in')),
    [],
  );
});

test('sent from a browser', async (t) => {
  const path = join(folder(t), 'film.mp4');
  makeFilm(path, LENGTH + 1); // not the one that is there already
  const tus = { 'tus-resumable': '1.0.0' };
  const metadata = `filename ${Buffer.from('film.mp4').toString('base64')}`;
  const begun = await writer.fetch('/api/uploads', {
    method: 'POST',
    headers: { ...tus, 'upload-length': String(LENGTH + 1), 'upload-metadata': metadata },
  });
  const held = most();
  const media = await send(path, begun.headers.get('location')!, { ...tus, 'upload-offset': '0' });
  assert.ok(most() - held < LENGTH / 2, `${most() - held} bytes more for the film`);
  assert.equal((await writer.get(`/api/media/${media}`)).body.bytes, LENGTH + 1);
  assert.deepEqual(
    leftIn('uploads-in-work').filter((name) => !name.endsWith('.taken')),
    [],
  );
});

/** As browsers do, which hold no more of a file than the line takes; `fetch` of Node would hold it all. */
async function send(path: string, place: string, headers: Record<string, string>): Promise<number> {
  const sending = request(new URL(place, desk.url), {
    method: 'PATCH',
    headers: {
      ...headers,
      origin: desk.url,
      cookie: [...writer.cookies].map(([name, value]) => `${name}=${value}`).join('; '),
      'content-type': 'application/offset+octet-stream',
      'content-length': statSync(path).size,
    },
  });
  const answered = once(sending, 'response');
  await pipeline(createReadStream(path), sending);
  const [response] = (await answered) as [IncomingMessage];
  const { media } = (await json(response)) as { media: number };
  return media;
}

/** The most bytes that this process has ever held. */
function most(): number {
  return process.resourceUsage().maxRSS * 1024;
}

function leftIn(name: string): string[] {
  return readdirSync(join(desk.newsroom.desk.dataDir, name));
}

/** An item in its folder, with a film of this length. */
function typed(root: string, slug: string, length: number): string {
  const item = `kind: video
posted: 2024-03-05
media: [{ file: media/${slug}.mp4, role: file }]
fields: { files: [{ file: media/${slug}.mp4 }], silent: true }
slug: ${slug}
`;
  const edition = (title: string) => `---\ntitle: ${title}\nsummary: ${title}\n---\n`;
  write(root, {
    [`videos/${slug}/item.yaml`]: item,
    [`videos/${slug}/en.md`]: edition('The crossing'),
    [`videos/${slug}/ur.md`]: edition('پار جانا'),
    [`media/${slug}.mp4`]: '',
  });
  makeFilm(join(root, `media/${slug}.mp4`), length);
  return slug === 'short' ? root : join(root, 'videos', slug);
}

/** A sparse file: what it shows are zeros, which take no room on the disk. */
function makeFilm(path: string, length: number): void {
  const start = movie().subarray(0, -box('mdat', 'the pictures themselves').length);
  const pictures = box('mdat');
  pictures.writeUInt32BE(length - start.length);
  writeFileSync(path, Buffer.concat([start, pictures]));
  truncateSync(path, length);
}
