/**
 * What the log costs: `node bench/log.ts [entries=100000]`. Appends them in batches of 500, then some one by one, each
 * durable; proves and checks inclusion and consistency; opens and checks the whole log as a stranger does. Prints one
 * line of JSON; results are kept in bench/results/.
 */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  consistencyProof,
  inclusionProof,
  leafHash,
  treeRoot,
  verifyConsistency,
  verifyInclusion,
} from '../src/record/merkle.ts';
import { receiptText } from '../src/record/receipts.ts';
import { openRecord } from '../src/record/store.ts';
import { signed, testKeys, testRelease } from '../src/record/testing.ts';
import { openWriter } from '../src/record/writer.ts';
import { folderSource } from '../src/verify/folder.ts';
import { openRecord as openAsStranger } from '../src/verify/log.ts';
import { readPolicy } from '../src/verify/policy.ts';
import { parseReceipt, verifyReceipt } from '../src/verify/receipt.ts';

const BATCH = 500;
const SINGLES = 200;
const PROOFS = 200;

const entries = Number(process.argv[2] ?? 100_000);
const data = mkdtempSync(join(tmpdir(), 'daftar-bench-'));
const dir = join(data, 'record');
const keys = testKeys();
const writer = await openWriter({ dir, lockFile: join(data, 'lock'), keys });

const memoryBefore = process.memoryUsage().rss;
let appending = 0;
for (let from = 1; from < entries - SINGLES; from += BATCH) {
  const batch = made(from, Math.min(BATCH, entries - SINGLES - from));
  appending += await milliseconds(() => writer.append(batch)); // making and signing them is the desk's work
}
const memoryAfter = process.memoryUsage().rss;
const singles = made(entries - SINGLES, SINGLES);
const single = await milliseconds(async () => {
  for (const one of singles) await writer.append([one]);
});
await writer.close();

const opening = await milliseconds(async () => void openRecord(dir));
const record = openRecord(dir);
const { size, root } = record.checkpoint();
const indices = Array.from({ length: PROOFS }, (_, n) => Math.floor((n * size) / PROOFS));
const inclusion = await milliseconds(async () => {
  for (const index of indices) {
    const proof = inclusionProof(record.subtree, index, size);
    if (!verifyInclusion(index, size, leafHash(record.entryBytes(index)), proof, root)) throw new Error('inclusion');
  }
});
const consistency = await milliseconds(async () => {
  for (const older of indices.map((index) => index + 1)) {
    const proof = consistencyProof(record.subtree, older, size);
    if (!verifyConsistency(older, size, proof, treeRoot(record.subtree, older), root)) throw new Error('consistency');
  }
});
const receipts = indices.slice(1).map((index) => receiptText(record, index));
const policy = readPolicy(readFileSync(join(dir, 'policy'), 'utf8'));
const receipt = await milliseconds(async () => {
  for (const text of receipts) verifyReceipt(parseReceipt(text), policy);
});
const stranger = await milliseconds(() => openAsStranger(folderSource(dir)));
rmSync(data, { recursive: true });

console.log(
  JSON.stringify({
    entries: size,
    batchedPerSecond: Math.round(((entries - SINGLES) / appending) * 1000),
    singlePerSecond: Math.round((SINGLES / single) * 1000),
    memoryGrewMB: Math.round((memoryAfter - memoryBefore) / 2 ** 20),
    openMs: round(opening),
    inclusionMs: round(inclusion / PROOFS),
    consistencyMs: round(consistency / PROOFS),
    receiptMs: round(receipt / receipts.length),
    wholeLogCheckedByAStrangerMs: round(stranger),
  }),
);

function made(from: number, count: number) {
  return Array.from({ length: count }, (_, n) =>
    signed(testRelease({ number: `ST-2024-${String(from + n).padStart(4, '0')}` }), keys),
  );
}

async function milliseconds(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  await work();
  return performance.now() - started;
}

function round(ms: number): number {
  return Math.round(ms * 100) / 100;
}
