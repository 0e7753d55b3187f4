import assert from 'node:assert/strict';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { ed25519 } from '@noble/curves/ed25519.js';
import { readPolicy as parseGivenPolicy } from '../verify/policy.ts';
import { parseReceipt, verifyReceipt } from '../verify/receipt.ts';
import { sha256, utf8 } from './bytes.ts';
import { cosignText } from './cosignature.ts';
import { signatureLine } from './cosigned.ts';
import { COSIGNATURE, formatVkey, makeVkey, parseNote } from './note.ts';
import { parsePolicy } from './policy.ts';
import { keepReceipts, receiptsBegin, receiptsUpTo, receiptText, writeReceipts } from './receipts.ts';
import { openRecord, paths, RecordReader } from './store.ts';
import { manySigned, testFolder, testKeys } from './testing.ts';
import { openWriter, type RecordWriter } from './writer.ts';

const keys = testKeys();

test('every release entry gets a receipt that proves it with the policy alone', async (t) => {
  const { dir, writer } = await newRecord(t);
  const items = manySigned(300, keys);
  await writer.append(items);
  const record = openRecord(dir);
  assert.equal(await keepReceipts(record), 301);
  assert.equal(receiptsUpTo(record), 301);
  const policy = policyOf(readFileSync(join(dir, paths.policy)));
  for (const [i, { sha256 }] of items.entries()) {
    const receipt = parseReceipt(readFileSync(join(dir, paths.receipt(sha256)), 'utf8'));
    const { entry, index } = verifyReceipt(receipt, policy);
    assert.equal(index, i + 1);
    assert.equal(entry.type === 'release' && entry.release, sha256);
  }
});

test('a receipt is written once, whatever comes after', async (t) => {
  const { dir, writer } = await newRecord(t);
  const [first, second] = manySigned(2, keys) as [Item, Item];
  await writer.append([first]);
  assert.equal(await writeReceipts(dir, openRecord(dir), 0), 1);
  const before = readFileSync(join(dir, paths.receipt(first.sha256)));
  await writer.append([second]);
  assert.equal(receiptsUpTo(openRecord(dir)), 2);
  assert.equal(await writeReceipts(dir, openRecord(dir), 0), 1);
  assert.equal(await writeReceipts(dir, openRecord(dir), 0), 0);
  assert.deepEqual(readFileSync(join(dir, paths.receipt(first.sha256))), before);
  assert.notEqual(receiptText(openRecord(dir), 1), before.toString());
});

test('what a power cut left out among the newest is written at the next start', async (t) => {
  const { dir, writer } = await newRecord(t);
  const items = manySigned(520, keys);
  await writer.append(items);
  const record = openRecord(dir);
  await keepReceipts(record);
  const lost = [300, 515, 519].map((i) => join(dir, paths.receipt(items[i]!.sha256)));
  for (const file of lost) rmSync(file);
  assert.equal(receiptsBegin(dir, record), 520 - 256);
  assert.equal(receiptsUpTo(record), 301);
  assert.equal(await keepReceipts(record), 521);
  assert.equal(receiptsUpTo(record), 521);
  assert.ok(lost.every((file) => existsSync(file)));
});

test('no receipt before the checkpoint meets the quorum, and then for all that went before', async (t) => {
  const { dir, writer } = await newRecord(t);
  const witness = makeWitness('witness.example/north');
  const [first, second] = manySigned(2, keys) as [Item, Item];
  await writer.append([first]);
  const log = readFileSync(join(dir, paths.policy), 'utf8').split('\n')[0];
  const policyText = `${log}\nwitness north ${formatVkey(witness.vkey)}\nquorum north\n`;
  writeFileSync(join(dir, paths.policy), policyText);
  await writer.append([second]);
  assert.equal(await keepReceipts(openRecord(dir)), null);
  assert.equal(receiptsUpTo(openRecord(dir)), 1);
  assert.equal(await writeReceipts(dir, openRecord(dir), 0), 0);

  const { note } = openRecord(dir).checkpoint();
  const cosigned = new RecordReader(dir, parsePolicy(utf8(policyText)), utf8(note + witness.line(note)));
  assert.equal(await keepReceipts(cosigned), 3);
  assert.equal(receiptsUpTo(cosigned), 3);
  const receipt = parseReceipt(readFileSync(join(dir, paths.receipt(first.sha256)), 'utf8'));
  const { quorumMet, witnesses } = verifyReceipt(receipt, policyOf(utf8(policyText)));
  assert.equal(quorumMet, true);
  assert.deepEqual(witnesses, [{ name: 'north', time: 1_700_000_000 }]);
});

type Item = ReturnType<typeof manySigned>[0];

function policyOf(bytes: Uint8Array) {
  return parseGivenPolicy(Buffer.from(bytes).toString());
}

async function newRecord(t: TestContext): Promise<{ dir: string; writer: RecordWriter }> {
  const data = testFolder(t);
  const dir = join(data, 'record');
  const writer = await openWriter({
    dir,
    lockFile: join(data, 'lock'),
    keys,
    demo: false,
    begun: '2024-01-01T00:00:00Z',
  });
  t.after(() => writer.close());
  return { dir, writer };
}

function makeWitness(name: string) {
  const seed = sha256(utf8(name));
  const vkey = makeVkey(name, COSIGNATURE, ed25519.getPublicKey(seed));
  const line = (note: string) => {
    const signature = cosignText(parseNote(utf8(note)).text, 1_700_000_000, (message) => ed25519.sign(message, seed));
    return signatureLine({ name, id: vkey.id, signature });
  };
  return { vkey, line };
}
