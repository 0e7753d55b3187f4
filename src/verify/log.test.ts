import assert from 'node:assert/strict';
import { cpSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { type TestContext, test } from 'node:test';
import fc from 'fast-check';
import { DaftarError } from '../base/errors.ts';
import { signKeyEntry } from '../record/entry.ts';
import { writeReceipts } from '../record/receipts.ts';
import { openRecord as openWritten } from '../record/store.ts';
import { manySigned, readVectors, signed, testFolder, testKeys, testRelease } from '../record/testing.ts';
import { openWriter } from '../record/writer.ts';
import { audit } from './audit.ts';
import { folderSource } from './folder.ts';
import { continues, openRecord } from './log.ts';
import { readPolicy as readAnyPolicy } from './policy.ts';
import { parseReceipt, verifyReceipt } from './receipt.ts';
import type { RecordSource } from './source.ts';

test('a record is opened, and all of it holds', async (t) => {
  const { dir } = await smallRecord(t);
  const record = await openRecord(folderSource(dir));
  assert.deepEqual([record.size, record.trust, record.demo, record.quorumMet], [5, 'self-asserted', true, null]);
  assert.equal(record.edition('ST-2024-0001', 'en').length, 2);
  assert.equal((await record.release(record.edition('ST-2024-0001', 'en')[1]!.entry.release))!.version, 2);
  assert.deepEqual(await audit(record), {
    entries: 5,
    releases: 4,
    media: 0,
    receipts: 4,
    erased: 0,
    unwitnessed: 0,
    extra: [],
    faults: [],
  });
});

test('a policy that came by another way is what counts', async (t) => {
  const { dir } = await smallRecord(t);
  const other = await smallRecord(t, 'other');
  const policy = (from: string) => readFileSync(join(from, 'policy'), 'utf8');
  assert.equal((await openRecord(folderSource(dir), { policy: policy(dir) })).trust, 'policy');
  const refused = openRecord(folderSource(dir), { policy: policy(other.dir) });
  await assert.rejects(refused, { code: 'RECORD_OTHER_LOG' });
});

test('a head that was seen before is continued, or the two are two histories', async (t) => {
  const { dir, keys } = await smallRecord(t);
  const before = await openRecord(folderSource(dir));
  const copy = join(testFolder(t), 'record');
  cpSync(dir, copy, { recursive: true });
  await append(dir, keys, [signed(testRelease({ number: 'ST-2024-0009' }), keys)]);
  await append(copy, keys, [signed(testRelease({ number: 'ST-2024-0009', title: 'Another' }), keys)]);
  const [here, there] = [await openRecord(folderSource(dir)), await openRecord(folderSource(copy))];
  assert.ok(continues(here, before) && continues(there, before));
  assert.ok(!continues(here, there) && !continues(before, here));
});

test('receipts hold by themselves, for their own entry and log', async (t) => {
  const { dir } = await smallRecord(t);
  const other = await smallRecord(t, 'other');
  const policyOf = (from: string) => readAnyPolicy(readFileSync(join(from, 'policy'), 'utf8'));
  const [first, second] = receiptsOf(dir).map((file) => parseReceipt(readFileSync(file)));
  const received = verifyReceipt(first!, policyOf(dir));
  assert.equal(received.entry.type, 'release');
  const refused = (change: object, policy = policyOf(dir)) =>
    assert.throws(() => verifyReceipt({ ...first!, ...change }, policy), { code: 'RECEIPT_REFUSED' });
  refused({}, policyOf(other.dir));
  refused({ extra: second!.extra });
  refused({ extra: null });
  refused({ index: first!.index + 1 });
  refused({ proof: first!.proof.slice(1) });
  refused({ note: first!.note.replace(/\n\d+\n/, '\n99\n') });
});

test('wherever one bit of a record is changed, somebody notices', async (t) => {
  const { dir } = await smallRecord(t);
  const files = filesIn(dir);
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...files), fc.nat(), fc.nat(7), async (file, at, bit) => {
      const source = changed(dir, file, at, bit);
      assert.ok(await isNoticed(source), `${file} byte ${at} bit ${bit}`);
    }),
    { numRuns: 250 },
  );
  const { size } = openWritten(dir);
  const isOlder = (file: string) => file.includes('.p/') && !file.endsWith(`.p/${size}`);
  for (const file of files.filter((one) => !one.startsWith('receipts/') && !isOlder(one))) {
    assert.ok(await isNoticed(without(dir, file)), `${file} missing`);
  }
});

test('an entry by a key that is not in force is found, whoever logged it', async (t) => {
  const dir = join(testFolder(t), 'record');
  const [keys, thief] = [testKeys(), testKeys('thief')];
  const change = (action: 'add' | 'retire' | 'revoke', of: typeof keys, by: typeof keys) => ({
    entryBytes: signKeyEntry({ action, publicKey: of.publisher.publicKey, time: '2024-04-01T00:00:00Z' }, by.publisher),
  });
  await append(dir, keys, [signed(testRelease(), keys), change('add', thief, keys)]);
  await append(dir, keys, [signed(testRelease({ number: 'ST-2024-0002' }), thief), change('revoke', thief, keys)]);
  const record = await openRecord(folderSource(dir));
  assert.deepEqual(record.checkEntry(3).ended, { action: 'revoke', index: 4, time: '2024-04-01T00:00:00Z' });
  assert.equal(record.checkEntry(1).ended, null);
  record.entries.push({ ...record.entries[3]! });
  assert.throws(() => record.checkEntry(5), { code: 'ENTRY_REFUSED' });
});

test('the worked example of specs/record.md is read', async (t) => {
  const vectors = readVectors('record');
  const dir = join(testFolder(t), 'record');
  const { describeRecord } = await import('../record/testing.ts');
  await describeRecord(vectors, join(dir, '..'));
  const record = await openRecord(folderSource(dir));
  assert.equal(record.origin, vectors.log.origin);
  assert.deepEqual((await audit(record)).faults, []);
});

test('a part of a log whose bundles are there only in full is read from them', async (t) => {
  const dir = join(testFolder(t), 'record');
  const keys = testKeys();
  await append(dir, keys, manySigned(300, keys));
  const note = readFileSync(join(dir, 'log/checkpoint'));
  await append(dir, keys, manySigned(300, keys, 301));
  rmSync(join(dir, 'log/tile/entries/001.p'), { recursive: true });
  rmSync(join(dir, 'log/tile/0/001.p'), { recursive: true });
  writeFileSync(join(dir, 'log/checkpoint'), note);
  const record = await openRecord(folderSource(dir));
  assert.equal(record.size, 301);
  assert.deepEqual((await audit(record)).faults, []);
});

/** Five entries: the key, a statement in two languages, its correction, another; with their receipts. */
async function smallRecord(t: TestContext, name = 'test') {
  const dir = join(testFolder(t), 'record');
  const keys = testKeys(name);
  const first = signed(testRelease(), keys);
  const urdu = testRelease({ language: 'ur', title: 'پل کھل گیا', body: '<p>نہر کا پل دوبارہ کھل گیا ہے۔</p>' });
  const corrected = testRelease({ version: 2, event: 'correct', previous: first.sha256, note: 'A date.' });
  await append(dir, keys, [first, signed(urdu, keys), signed(corrected, keys)]);
  await append(dir, keys, [signed(testRelease({ number: 'ST-2024-0002' }), keys)]);
  await writeReceipts(dir, openWritten(dir), 0);
  return { dir, keys };
}

async function append(dir: string, keys: ReturnType<typeof testKeys>, batch: Parameters<Writer['append']>[0]) {
  const writer = await openWriter({
    dir,
    lockFile: join(dir, '../lock'),
    keys,
    begun: '2024-01-01T00:00:00Z',
    demo: true,
  });
  await writer.append(batch);
  await writer.close();
  rmSync(join(dir, '../lock'), { force: true }); // a copy of the folder is another writer's
}

type Writer = Awaited<ReturnType<typeof openWriter>>;

function filesIn(dir: string): string[] {
  return readdirSync(dir, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.parentPath.includes('.writing'))
    .map((entry) => relative(dir, join(entry.parentPath, entry.name)));
}

function receiptsOf(dir: string): string[] {
  return filesIn(dir)
    .filter((file) => file.endsWith('.tlog-proof'))
    .map((file) => join(dir, file));
}

function changed(dir: string, file: string, at: number, bit: number): RecordSource {
  return {
    ...folderSource(dir),
    async read(path) {
      const bytes = await folderSource(dir).read(path);
      if (path !== file || !bytes) return bytes;
      const other = Uint8Array.from(bytes);
      other[at % other.length]! ^= 1 << bit;
      return other;
    },
  };
}

function without(dir: string, file: string): RecordSource {
  return { read: async (path) => (path === file ? null : folderSource(dir).read(path)) };
}

async function isNoticed(source: RecordSource): Promise<boolean> {
  try {
    return (await audit(await openRecord(source))).faults.length > 0;
  } catch (error) {
    assert.ok(error instanceof DaftarError, String(error));
    return true;
  }
}
