import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { toBase64, utf8 } from './bytes.ts';
import { verifyCheckpoint } from './checkpoint.ts';
import { DurableFolder, type NewFile } from './durable.ts';
import { inclusionProof } from './merkle.ts';
import { quorumMet } from './policy.ts';
import { logKey, paths, type RecordReader, readOptional } from './store.ts';

/** So many are on the disk before the next are begun: after a power cut no older one can be missing. */
const CHUNK = 256;
/** The writer stages above, and may cosign meanwhile. */
const STAGING = '.writing/receipts';

/**
 * The receipt of an entry, a C2SP `tlog-proof` under the record's checkpoint. Its `extra` line is the entry itself, so
 * that release and receipt prove each other with nothing else than the policy.
 *
 *     c2sp.org/tlog-proof@v1
 *     extra eyJldmVudCI6...
 *     index 17
 *     PrNZBOj4...
 *
 *     <checkpoint>
 */
export function receiptText(record: RecordReader, index: number): string {
  const proof = inclusionProof(record.subtree, index, record.size).map((hash) => `${toBase64(hash)}\n`);
  const extra = toBase64(record.entryBytes(index));
  return `c2sp.org/tlog-proof@v1\nextra ${extra}\nindex ${index}\n${proof.join('')}\n${record.checkpoint().note}`;
}

/**
 * Writes the receipts of all release entries from position `from` on, each once and for ever, where the checkpoint meets
 * the quorum of the record's policy. Returns how many it wrote.
 */
export async function writeReceipts(dir: string, record: RecordReader, from: number): Promise<number> {
  if (!meetsQuorum(record)) return 0;
  const folder = new DurableFolder(dir, STAGING);
  let written = 0;
  for (let start = from; start < record.size; start += CHUNK) {
    const files = missingReceipts(dir, record, start, Math.min(start + CHUNK, record.size));
    if (files.length === 0) continue;
    await mkdir(join(dir, STAGING), { recursive: true }); // what a crash left there goes when a writer opens
    await folder.write(files);
    written += files.length;
  }
  return written;
}

function missingReceipts(dir: string, record: RecordReader, from: number, to: number): NewFile[] {
  return [...record.entries(from, to)].flatMap(({ index, entry }) => {
    const path = entry.type === 'release' ? paths.receipt(entry.release) : null;
    return path && !existsSync(join(dir, path)) ? [{ path, content: utf8(receiptText(record, index)) }] : [];
  });
}

/**
 * Brings the record's receipts up to its checkpoint, where that meets the quorum. Returns from where to go on the next
 * time; null where nothing is known yet, and then it looks for the newest receipt first.
 */
export async function keepReceipts(record: RecordReader, from: number | null = null): Promise<number | null> {
  if (!meetsQuorum(record)) return from;
  await writeReceipts(record.dir, record, from ?? receiptsBegin(record.dir, record));
  return record.size;
}

/**
 * How many entries from the start have their receipts, of those that need one; `known` of them are taken for granted. A
 * release that was erased needs none: copies of a record leave it out.
 */
export function receiptsUpTo(record: RecordReader, known = 0): number {
  for (const { index, entry } of record.entries(known))
    if (entry.type === 'release' && !hasReceipt(record, entry.release) && !record.erased(entry.release)) return index;
  return record.size;
}

/** The receipt as it stands in the record; null where there is none yet. */
export function readReceipt(record: RecordReader, sha256: string): string | null {
  return readOptional(join(record.dir, paths.receipt(sha256)))?.toString() ?? null;
}

/** Where writing goes on: behind the newest receipt, and a chunk before it, as a power cut may have left gaps there. */
export function receiptsBegin(dir: string, record: RecordReader): number {
  for (let index = record.size - 1; index >= 0; index--) {
    const entry = record.entry(index);
    if (entry.type === 'release' && existsSync(join(dir, paths.receipt(entry.release))))
      return Math.max(0, index + 1 - CHUNK);
  }
  return 0;
}

function hasReceipt({ dir }: RecordReader, sha256: string): boolean {
  return existsSync(join(dir, paths.receipt(sha256)));
}

/** Whether the checkpoint that stands carries the cosignatures that the record's policy asks for. */
function meetsQuorum(record: RecordReader): boolean {
  const { policy } = record;
  const witnesses = policy.witnesses.map(({ vkey }) => vkey);
  const { signed } = verifyCheckpoint(record.checkpoint().note, logKey(policy), witnesses);
  return quorumMet(
    policy,
    signed.map(({ vkey }) => vkey),
  );
}
