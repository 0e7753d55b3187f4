import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  appendFileSync,
  cpSync,
  existsSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { hexSha256, hexSha256OfFile } from '../base/hash.ts';
import { utf8 } from './bytes.ts';
import { signKeyEntry } from './entry.ts';
import { inclusionProof, leafHash, verifyInclusion } from './merkle.ts';
import { openRecord } from './store.ts';
import { manySigned, signed, testFolder, testKeys, testRelease } from './testing.ts';
import { tilePath, tilesOf } from './tiles.ts';
import { openWriter, type RecordWriter, type WriterOptions } from './writer.ts';

const keys = testKeys();
const picture = utf8('the bytes of a picture');
const medium = {
  sha256: hexSha256(picture),
  role: 'lead' as const,
  alt: 'A bridge',
  caption: '',
  credit: '',
  sizes: [{ sha256: hexSha256(picture), type: 'image/webp', width: 1, height: 1 }],
};

test('a new record holds a policy and the publisher’s key, and says whether it is a demo', async (t) => {
  for (const demo of [true, false]) {
    const options = newOptions(t, { demo });
    const writer = await openFor(t, options);
    const record = openRecord(options.dir);
    assert.deepEqual([record.size, record.demo, record.origin], [1, demo, keys.origin]);
    assert.equal(writer.size, 1);
    await writer.close();
    await assert.rejects(openWriter({ ...options, demo: !demo }), { code: 'RECORD_DEMO' });
    assert.equal((await openFor(t, { ...options, demo: undefined })).size, 1);
  }
});

test('what is appended is read back, each entry provable against the checkpoint', async (t) => {
  const options = newOptions(t);
  const writer = await openFor(t, options);
  const source = join(testFolder(t), 'upload');
  writeFileSync(source, picture);
  const first = signed(testRelease({ media: [medium] }), keys);
  const second = signed(testRelease({ version: 2, event: 'correct', previous: first.sha256, media: [medium] }), keys);
  assert.deepEqual(await writer.append([{ ...first, media: [{ sha256: medium.sha256, path: source }] }]), [1]);
  assert.deepEqual(await writer.append([second]), [2]);

  const record = openRecord(options.dir);
  assert.equal(record.release(second.sha256).previous, first.sha256);
  assert.deepEqual(readFileSync(record.mediaPath(medium.sha256)), Buffer.from(picture));
  assert.deepEqual(
    [...record.entries(1)].map(({ index, entry }) => [index, entry.type]),
    [
      [1, 'release'],
      [2, 'release'],
    ],
  );
  for (const { index, bytes } of record.entries()) {
    const proof = inclusionProof(record.subtree, index, record.size);
    assert.ok(verifyInclusion(index, record.size, leafHash(bytes), proof, record.checkpoint().root));
  }
});

test('the same release is logged once, in one batch, in two, and after a new start', async (t) => {
  const options = newOptions(t);
  const writer = await openFor(t, options);
  const [a, b] = manySigned(2, keys) as [ReturnType<typeof signed>, ReturnType<typeof signed>];
  assert.deepEqual(await writer.append([a, a, b]), [1, 1, 2]);
  const note = openRecord(options.dir).checkpoint().note;
  assert.deepEqual(await writer.append([b, a]), [2, 1]);
  await writer.close();
  const again = await openFor(t, options);
  assert.deepEqual(await again.append([a]), [1]);
  assert.equal(openRecord(options.dir).checkpoint().note, note);
});

test('a log grown over full tiles has every file of every size that had a checkpoint', async (t) => {
  const options = newOptions(t);
  let writer = await openFor(t, options);
  const all = manySigned(519, keys);
  const ends = [1, 250, 254, 255, 256, 511, 519];
  let from = 0;
  const reader = openRecord(options.dir);
  for (const end of ends) {
    await writer.append(all.slice(from, end));
    await writer.close();
    writer = await openFor(t, options);
    from = end;
    assert.ok(reader.refresh());
    assert.equal(reader.size, end + 1);
  }
  for (const end of ends)
    for (const tile of tilesOf(end + 1)) assert.ok(existsSync(join(options.dir, 'log', tilePath(tile))));
  assert.equal([...reader.entries()].length, 520);
  assert.equal(reader.release(all[300]!.sha256).number, 'ST-2024-0301');
});

test('appends that come at the same time stand in their order', async (t) => {
  const options = newOptions(t);
  const writer = await openFor(t, options);
  const indices = await Promise.all(manySigned(20, keys).map((item) => writer.append([item])));
  assert.deepEqual(
    indices.flat(),
    Array.from({ length: 20 }, (_, i) => i + 1),
  );
  assert.equal(openRecord(options.dir).size, 21);
});

test('what must not stand in a record is refused, whole batches at a time, and leaves it as it was', async (t) => {
  const options = newOptions(t);
  const writer = await openFor(t, options);
  const first = signed(testRelease(), keys);
  await writer.append([first]);
  const stranger = testKeys('stranger');
  const other = (changes: object) => signed(testRelease({ number: 'ST-2024-0002', ...changes }), keys);
  const correction = { version: 2, event: 'correct', previous: first.sha256 } as const;
  const cases: [code: string, item: Parameters<RecordWriter['append']>[0][number]][] = [
    ['ENTRY_MALFORMED', { entryBytes: utf8('{}') }],
    ['ENTRY_REFUSED', signed(testRelease({ number: 'ST-2024-0002' }), stranger)],
    ['RELEASE_DAMAGED', { entryBytes: other({}).entryBytes }],
    ['RELEASE_DAMAGED', { ...other({}), releaseBytes: other({ title: 'Another' }).releaseBytes }],
    ['RELEASE_FORK', signed(testRelease({ title: 'Another' }), keys)],
    ['RELEASE_FORK', other(correction)],
    ['RELEASE_FORK', signed(testRelease({ ...correction, previous: other({}).sha256 }), keys)],
    ['RELEASE_FORK', signed(testRelease({ ...correction, version: 3 }), keys)],
    ['MEDIA_MISSING', other({ media: [medium] })],
    ['MEDIA_DAMAGED', { ...other({}), media: [{ sha256: medium.sha256, bytes: utf8('other') }] }],
    ['MEDIA_DAMAGED', { ...other({}), media: [{ sha256: '../../policy', bytes: picture }] }],
    ['MEDIA_DAMAGED', { ...other({}), media: [{ sha256: medium.sha256, path: options.lockFile }] }],
  ];
  const [good] = manySigned(1, keys, 9);
  for (const [code, item] of cases) await assert.rejects(writer.append([good!, item]), { code });
  assert.equal(openRecord(options.dir).size, 2);
  assert.deepEqual(await writer.append([good!, signed(testRelease(correction), keys)]), [2, 3]);
});

test('a film goes into the record piece by piece; one that is not what its hash says leaves nothing behind', async (t) => {
  const options = newOptions(t);
  const writer = await openFor(t, options);
  const path = join(testFolder(t), 'film');
  const length = 300 * 1024 * 1024;
  writeFileSync(path, 'a sparse file of zeros');
  truncateSync(path, length);
  const sha256 = await hexSha256OfFile(path);
  const sizes = [{ sha256, type: 'video/mp4', width: 640, height: 360 }];
  const film = { sha256, role: 'file' as const, alt: '', caption: '', credit: '', sizes };
  const release = signed(testRelease({ media: [film] }), keys);
  const stored = openRecord(options.dir).mediaPath(sha256);

  appendFileSync(path, 'more');
  await assert.rejects(writer.append([{ ...release, media: [{ sha256, path }] }]), { code: 'MEDIA_DAMAGED' });
  assert.ok(!existsSync(stored));
  assert.deepEqual(readdirSync(join(options.dir, '.writing')), []);

  truncateSync(path, length);
  await writer.append([{ ...release, media: [{ sha256, path }] }]);
  assert.equal(await hexSha256OfFile(stored), sha256);
  const most = process.resourceUsage().maxRSS * 1024;
  assert.ok(most < length, `${most} bytes for a film of ${length}`);
});

test('a second writer is told so in a sentence, in this process and in another', async (t) => {
  const options = newOptions(t);
  const writer = await openFor(t, options);
  await assert.rejects(openWriter(options), { code: 'RECORD_LOCKED' });
  const child = startChild(options);
  assert.match(await firstLine(child), /^error RECORD_LOCKED$/);
  await writer.append(manySigned(1, keys));
  await writer.close();
  assert.equal((await openFor(t, options)).size, 2);
});

test('a writer killed at any moment leaves a record that holds all it had acknowledged', async (t) => {
  const options = newOptions(t);
  let acknowledged = 1;
  for (const wait of [0, 7, 23, 60]) {
    const child = startChild(options);
    acknowledged = Math.max(acknowledged, await killAfter(child, wait));
    if (existsSync(join(options.dir, 'log/checkpoint'))) openRecord(options.dir);
    const writer = await openWriter(options);
    assert.ok(writer.size >= acknowledged, `${writer.size} of ${acknowledged}`);
    await writer.append(manySigned(1, keys, 5000 + wait));
    acknowledged = writer.size;
    await writer.close();
    const record = openRecord(options.dir);
    assert.equal([...record.entries()].length, acknowledged);
    for (const { entry } of record.entries()) if (entry.type === 'release') record.release(entry.release);
  }
});

test('a crash between signing and publishing is finished at the next start', async (t) => {
  const options = newOptions(t);
  const writer = await openFor(t, options);
  await writer.append(manySigned(1, keys));
  const checkpoint = join(options.dir, 'log/checkpoint');
  const before = readFileSync(checkpoint);
  await writer.append(manySigned(2, keys, 2));
  await writer.close();
  for (const crashed of [before, new Uint8Array()]) {
    writeFileSync(checkpoint, crashed);
    const again = await openFor(t, options);
    assert.equal(again.size, 4);
    assert.equal(openRecord(options.dir).size, 4);
    await again.close();
  }
});

test('an older copy of the record is not written on: that would sign a second history', async (t) => {
  const options = newOptions(t);
  const copy = join(testFolder(t), 'copy');
  const writer = await openFor(t, options);
  cpSync(options.dir, copy, { recursive: true });
  await writer.append(manySigned(1, keys));
  await writer.close();
  await assert.rejects(openWriter({ ...options, dir: copy }), { code: 'RECORD_BEHIND' });
});

test('a log of the same key that went another way is not written on, nor read on', async (t) => {
  const [one, other] = [newOptions(t), newOptions(t)];
  const [a, b] = [await openFor(t, one), await openFor(t, other)];
  await a.append(manySigned(1, keys));
  await b.append(manySigned(2, keys, 8));
  await a.close();
  await b.close();
  const reader = openRecord(one.dir);
  rmSync(join(one.dir, 'log'), { recursive: true });
  cpSync(join(other.dir, 'log'), join(one.dir, 'log'), { recursive: true });
  assert.throws(() => reader.refresh(), { code: 'RECORD_FORKED' });
  await assert.rejects(openWriter(one), { code: 'RECORD_FORKED' });
});

test('what lies beyond the checkpoint is passed over and written anew', async (t) => {
  const options = newOptions(t);
  const writer = await openFor(t, options);
  await writer.append(manySigned(1, keys));
  await writer.close();
  for (const path of ['tile/0/000.p/3', 'tile/entries/000.p/3'])
    writeFileSync(join(options.dir, 'log', path), 'half a ti');
  assert.equal(openRecord(options.dir).size, 2);
  const again = await openFor(t, options);
  assert.deepEqual(await again.append(manySigned(1, keys, 2)), [2]);
  assert.equal([...openRecord(options.dir).entries()].length, 3);
});

test('a full disk is said so, the record stays readable, and the same release can be tried again', async (t) => {
  const options = newOptions(t);
  const writer = await openFor(t, options);
  await writer.append(manySigned(1, keys));
  for (let i = 0; i < 40; i++) {
    const staged = join(options.dir, '.writing', String(i));
    if (!existsSync(staged)) symlinkSync('/dev/full', staged);
  }
  await assert.rejects(writer.append(manySigned(1, keys, 2)), { code: 'RECORD_DISK_FULL' });
  assert.equal([...openRecord(options.dir).entries()].length, 2);
  assert.deepEqual(await writer.append(manySigned(1, keys, 2)), [2]);
  assert.equal(openRecord(options.dir).size, 3);
});

test('keys of another record are refused', async (t) => {
  const options = newOptions(t);
  await (await openFor(t, options)).close();
  await assert.rejects(openWriter({ ...options, keys: testKeys('other') }), { code: 'RECORD_OTHER_KEY' });
  const lockFile = join(testFolder(t), 'lock');
  await assert.rejects(openWriter({ ...options, lockFile, keys: testKeys('other') }), { code: 'RECORD_OTHER_KEY' });
});

test('a second publisher’s key can be added and used', async (t) => {
  const options = newOptions(t);
  const writer = await openFor(t, options);
  const second = testKeys('second');
  const add = { action: 'add', publicKey: second.publisher.publicKey, time: '2024-03-01T09:00:00Z' } as const;
  const item = signed(testRelease(), second);
  assert.deepEqual(await writer.append([{ entryBytes: signKeyEntry(add, keys.publisher) }, item]), [1, 2]);
  await writer.close();
  const again = await openFor(t, options);
  await again.append([signed(testRelease({ number: 'ST-2024-0002' }), second)]);
  assert.equal(again.size, 4);
});

const damages: [name: string, path: string, code: string][] = [
  ['a tile', 'log/tile/0/000', 'RECORD_DAMAGED'],
  ['a partial tile', 'log/tile/0/001.p/45', 'RECORD_DAMAGED'],
  ['the tile above', 'log/tile/1/000.p/1', 'RECORD_DAMAGED'],
  ['an entry', 'log/tile/entries/000', 'RECORD_DAMAGED'],
  ['the checkpoint', 'log/checkpoint', 'NOTE_BAD_SIGNATURE'],
  ['a release', '', 'RELEASE_DAMAGED'],
];
test('a reader finds one altered byte, and a missing file, wherever it is', async (t) => {
  const options = newOptions(t);
  const writer = await openFor(t, options);
  const items = manySigned(300, keys);
  await writer.append(items);
  await writer.close();
  const sha256 = items[7]!.sha256;
  const readAll = () => {
    const record = openRecord(options.dir);
    for (const { entry } of record.entries()) if (entry.type === 'release') record.release(entry.release);
  };
  readAll();
  for (const [name, path, code] of damages) {
    const file = join(options.dir, path || `releases/${sha256.slice(0, 2)}/${sha256}.json`);
    const good = readFileSync(file);
    const bad = Buffer.from(good);
    bad[path === 'log/checkpoint' ? 32 : 21]! ^= 2;
    writeFileSync(file, bad);
    assert.throws(readAll, { code }, name);
    rmSync(file);
    assert.throws(readAll, { name: 'DaftarError' }, `${name} missing`);
    writeFileSync(file, good);
  }
  readAll();
});

test('a reader of a folder without a record is told so', (t) => {
  assert.throws(() => openRecord(testFolder(t)), { code: 'RECORD_MISSING' });
});

test('asking beyond the log, or for a release that is not there, is refused in a sentence', async (t) => {
  const options = newOptions(t);
  await openFor(t, options);
  const record = openRecord(options.dir);
  assert.throws(() => record.entry(1), { code: 'ENTRY_MISSING' });
  assert.throws(() => record.entry(-1), { code: 'ENTRY_MISSING' });
  assert.throws(() => record.release('0'.repeat(64)), { code: 'RELEASE_MISSING' });
});

function newOptions(t: TestContext, changes: Partial<WriterOptions> = {}): WriterOptions {
  const data = testFolder(t);
  return { dir: join(data, 'record'), lockFile: join(data, 'record.lock'), keys, ...changes };
}

async function openFor(t: TestContext, options: WriterOptions): Promise<RecordWriter> {
  const writer = await openWriter(options);
  t.after(() => writer.close());
  return writer;
}

/** Another process that appends without end and says each size that was acknowledged. */
function startChild({ dir, lockFile }: WriterOptions) {
  const from = existsSync(join(dir, 'log/checkpoint')) ? openRecord(dir).size : 1;
  const program = `
    const { openWriter } = await import(${JSON.stringify(new URL('./writer.ts', import.meta.url).href)});
    const { manySigned, testKeys } = await import(${JSON.stringify(new URL('./testing.ts', import.meta.url).href)});
    const keys = testKeys();
    try {
      const writer = await openWriter({ ...${JSON.stringify({ dir, lockFile })}, keys });
      for (let i = ${from}; ; i++) {
        console.log('size', writer.size);
        await writer.append(manySigned(1, keys, i));
      }
    } catch (error) {
      console.log('error', error.code);
    }`;
  return spawn(process.execPath, ['--input-type=module', '-e', program], { stdio: ['ignore', 'pipe', 'inherit'] });
}

async function firstLine(child: ReturnType<typeof startChild>): Promise<string> {
  const [chunk] = await once(child.stdout, 'data');
  return String(chunk).split('\n')[0]!;
}

/** Kills it some milliseconds after its first word; returns the last size that it acknowledged. */
async function killAfter(child: ReturnType<typeof startChild>, milliseconds: number): Promise<number> {
  let said = '';
  child.stdout.on('data', (chunk) => {
    said += chunk;
  });
  await once(child.stdout, 'data');
  setTimeout(() => child.kill('SIGKILL'), milliseconds);
  await once(child, 'close');
  assert.doesNotMatch(said, /error/);
  return Number(said.trim().split('\n').at(-1)!.split(' ')[1]);
}
