import assert from 'node:assert/strict';
import { cpSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { hexSha256 } from '../base/hash.ts';
import { utf8 } from './bytes.ts';
import { parseEntry, signErase, verifyEntry } from './entry.ts';
import { openRecord, paths } from './store.ts';
import { signed, testFolder, testKeys, testRelease } from './testing.ts';
import { type NewEntry, openWriter, type RecordWriter } from './writer.ts';

const keys = testKeys();
const GROUNDS = 'Order of the district court of Canal Road, 12/2024';
const ORDER = { grounds: GROUNDS, time: '2024-04-01T08:00:00Z' };
const [OWN, SHARED] = ['a picture of its own', 'a picture that others show too'].map(utf8) as [Uint8Array, Uint8Array];

test('what is erased is gone from the disk, and the log says so and still holds', async (t) => {
  const { writer, dir, first, second, stranger } = await newRecord(t);
  const before = openRecord(dir);
  assert.equal(before.release(first.sha256).title, 'The footbridge is open');
  const erase = {
    entryBytes: signErase({ hashes: [second.sha256, hexSha256(OWN), first.sha256], ...ORDER }, keys.publisher),
  };
  assert.deepEqual(await writer.append([erase]), [4]);

  const record = openRecord(dir);
  for (const sha256 of [first.sha256, second.sha256]) {
    assert.throws(() => record.release(sha256), { code: 'RELEASE_ERASED', message: new RegExp(GROUNDS) });
    assert.deepEqual(record.erased(sha256), { ...ORDER, index: 4 });
    assert.ok(!existsSync(join(dir, paths.release(sha256))));
  }
  assert.ok(!existsSync(record.mediaPath(hexSha256(OWN))));
  assert.deepEqual(readFileSync(record.mediaPath(hexSha256(SHARED))), Buffer.from(SHARED));
  assert.equal(record.erased(stranger.sha256), null);
  assert.equal(record.release(stranger.sha256).number, 'ST-2024-0002');
  const entry = record.entry(4);
  assert.ok(entry.type === 'erase' && verifyEntry(entry, keys.publisher.publicKey));
  assert.deepEqual(entry.hashes, [first.sha256, second.sha256, hexSha256(OWN)].sort());

  await t.test('a reader that was open sees it with the next checkpoint', () => {
    assert.equal(before.erased(first.sha256), null);
    assert.ok(before.refresh());
    assert.throws(() => before.release(first.sha256), { code: 'RELEASE_ERASED' });
  });
  await t.test('the same entry again changes nothing', async () => {
    assert.deepEqual(await writer.append([erase, first]), [4, 1]);
    assert.equal(writer.size, 5);
    assert.ok(!existsSync(join(dir, paths.release(first.sha256))));
  });
  await t.test('the edition goes on from the release that was erased', async () => {
    const third = version(3, { previous: second.sha256 });
    assert.deepEqual(await writer.append([third]), [5]);
    await assert.rejects(writer.append([version(4, { previous: second.sha256 })]), { code: 'RELEASE_FORK' });
    assert.equal(openRecord(dir).release(third.sha256).previous, second.sha256);
  });
  await t.test('an erased picture does not come back, neither with a text nor beside one', async () => {
    const shows = signed(testRelease({ number: 'ST-2024-0009', media: [medium(OWN)] }), keys);
    const brings = { ...signed(testRelease({ number: 'ST-2024-0009' }), keys), media: [file(OWN)] };
    for (const item of [{ ...shows, media: [file(OWN)] }, shows, brings])
      await assert.rejects(writer.append([item]), { code: 'MEDIA_ERASED' });
  });
});

test('an erasure names what goes together, and nothing that stays', async (t) => {
  const { writer, dir, first, second, stranger } = await newRecord(t);
  const [own, shared] = [hexSha256(OWN), hexSha256(SHARED)];
  const cases: [why: RegExp, hashes: string[]][] = [
    [/not a release that stands here/, [hexSha256(utf8('anything'))]],
    [/not a release that stands here/, [first.sha256, second.sha256, own, hexSha256(utf8('anything'))]],
    [/ST-2024-0001 shows the medium/, [own]],
    [/ST-2024-0001 shows the medium/, [first.sha256, own]],
    [/ST-2024-0002 shows the medium/, [first.sha256, second.sha256, own, shared]],
    [/nothing else shows the medium/, [first.sha256, second.sha256]],
  ];
  for (const [message, hashes] of cases) await refused(writer, erase(hashes), message);
  const late = signed(testRelease({ number: 'ST-2024-0003', media: [medium(SHARED)] }), keys);
  await refused(writer, [late, ...erase([stranger.sha256, shared])], /other entries stand before it/);
  assert.equal(writer.size, 4);
  for (const item of [first, second, stranger]) assert.ok(openRecord(dir).release(item.sha256));

  await t.test('what one version alone held can go alone', async () => {
    await writer.append(erase([first.sha256]));
    await refused(writer, erase([first.sha256]), /not a release that stands here/, '2025-01-01T00:00:00Z');
    assert.equal(openRecord(dir).release(second.sha256).version, 2);
  });
});

test('an erase entry that is malformed, or signed by a stranger, is refused', async (t) => {
  const { writer, first } = await newRecord(t);
  for (const wrong of [{ hashes: [] }, { grounds: '' }, { hashes: [first.sha256.toUpperCase()] }, { time: 'today' }])
    assert.throws(() => signErase({ hashes: [first.sha256], ...ORDER, ...wrong }, keys.publisher), {
      code: 'ENTRY_MALFORMED',
    });
  const { entryBytes } = erase([hexSha256(utf8('a')), hexSha256(utf8('b'))])[0]!;
  const { hashes, ...rest } = JSON.parse(Buffer.from(entryBytes).toString());
  for (const wrong of [[...hashes].reverse(), [hashes[0], hashes[0]]])
    assert.throws(() => parseEntry(utf8(JSON.stringify({ grounds: rest.grounds, hashes: wrong, ...rest }))), {
      code: 'ENTRY_MALFORMED',
    });
  const strange = signErase({ hashes: [first.sha256], ...ORDER }, testKeys('stranger').publisher);
  await assert.rejects(writer.append([{ entryBytes: strange }]), { code: 'ENTRY_REFUSED' });
});

test('what a crash, or a copy that was put back, leaves on the disk goes at the next start', async (t) => {
  const { writer, dir, options, first, second } = await newRecord(t);
  const copy = testFolder(t);
  cpSync(dir, copy, { recursive: true });
  await writer.append(erase([first.sha256, second.sha256, hexSha256(OWN)]));
  await writer.close();
  const files = [paths.release(first.sha256), paths.release(second.sha256), paths.media(hexSha256(OWN))];
  for (const path of files) {
    mkdirSync(dirname(join(dir, path)), { recursive: true });
    writeFileSync(join(dir, path), readFileSync(join(copy, path)));
  }
  assert.throws(
    () => openRecord(dir).release(first.sha256),
    { code: 'RELEASE_ERASED' },
    'even while its file is there',
  );
  const again = await openWriter(options);
  t.after(() => again.close());
  for (const path of files) assert.ok(!existsSync(join(dir, path)), path);
  assert.ok(existsSync(openRecord(dir).mediaPath(hexSha256(SHARED))));
  assert.deepEqual(await again.append(erase([first.sha256, second.sha256, hexSha256(OWN)])), [4]);
});

/** Two versions of a statement with a picture of their own and one that another statement shows too. */
async function newRecord(t: TestContext) {
  const data = testFolder(t);
  const dir = join(data, 'record');
  const options = { dir, lockFile: join(data, 'lock'), keys };
  const writer = await openWriter(options);
  t.after(() => writer.close());
  const media = [file(OWN), file(SHARED)];
  const first = { ...signed(testRelease({ media: [medium(SHARED), medium(OWN)] }), keys), media };
  const second = version(2, { previous: first.sha256, media: [medium(OWN)] });
  const stranger = signed(testRelease({ number: 'ST-2024-0002', media: [medium(SHARED)] }), keys);
  for (const item of [first, second, stranger]) await writer.append([item]);
  return { writer, dir, options, first, second, stranger };
}

function version(n: number, changes: object) {
  return signed(testRelease({ version: n, event: 'correct', ...changes }), keys);
}

function erase(hashes: string[], time = ORDER.time): NewEntry[] {
  return [{ entryBytes: signErase({ hashes, ...ORDER, time }, keys.publisher) }];
}

async function refused(writer: RecordWriter, batch: NewEntry[], message: RegExp, time?: string) {
  const items = time ? batch.map(({ entryBytes }) => erase(hashesIn(entryBytes), time)[0]!) : batch;
  await assert.rejects(writer.append(items), { code: 'ERASE_REFUSED', message });
}

function hashesIn(entryBytes: Uint8Array): string[] {
  const entry = parseEntry(entryBytes);
  return entry.type === 'erase' ? entry.hashes : [];
}

function file(bytes: Uint8Array) {
  return { sha256: hexSha256(bytes), bytes };
}

function medium(bytes: Uint8Array) {
  const size = { sha256: hexSha256(bytes), type: 'image/webp', width: 1, height: 1 };
  return { sha256: size.sha256, role: 'figure' as const, alt: '', caption: '', credit: '', sizes: [size] };
}
