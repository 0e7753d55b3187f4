import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { RecordReader } from './record/store.ts';
import { indexChanges, segmentPath } from './verify/passages.ts';

const SEGMENT = 256;

/**
 * Brings `record/index/` up to the record. It is derived and a hint only: it can be deleted, and is made again. The last
 * segment is written last, so that after a crash the same work, erasures included, is done again.
 */
export async function keepPassageIndex(record: RecordReader): Promise<void> {
  const before = indexedSize(record.dir, record.size);
  if (before === record.size) return;
  const reader = {
    read: (path: string) => readFile(join(record.dir, path)).catch(() => null),
    release: async (index: number) => {
      const entry = record.entry(index);
      return entry.type === 'release' && !record.erased(entry.release) ? record.release(entry.release) : null;
    },
  };
  for await (const { path, bytes } of indexChanges(reader, before, record.size, erasedSince(record, before))) {
    const file = join(record.dir, path);
    if (bytes === null) rmSync(file, { force: true });
    else replace(file, bytes);
  }
  removeOlderPartials(record, Math.floor(before / SEGMENT));
}

/** How many entries the index covers. */
function indexedSize(dir: string, size: number): number {
  let segment = 0;
  while (segment * SEGMENT + SEGMENT <= size && existsSync(join(dir, segmentPath(segment, SEGMENT)))) segment++;
  const widest = Math.max(0, ...partials(dir, segment));
  return Math.min(segment * SEGMENT + widest, size);
}

/** Positions of releases that an entry from `before` on has erased. */
function erasedSince(record: RecordReader, before: number): number[] {
  const news = new Set([...record.erasures()].filter(([, { index }]) => index >= before).map(([sha256]) => sha256));
  if (news.size === 0) return [];
  const entries = [...record.entries()];
  return entries.flatMap(({ index, entry }) => (entry.type === 'release' && news.has(entry.release) ? [index] : []));
}

/** A crash may have left narrower ones, with words of what was erased since. */
function removeOlderPartials({ dir, size }: RecordReader, from: number): void {
  for (let segment = from; segment * SEGMENT < size; segment++) {
    const has = Math.min(size - segment * SEGMENT, SEGMENT);
    for (const width of partials(dir, segment))
      if (width !== has) rmSync(join(dir, segmentPath(segment, width)), { force: true });
  }
}

function partials(dir: string, segment: number): number[] {
  const folder = dirname(join(dir, segmentPath(segment, 1)));
  return existsSync(folder) ? readdirSync(folder).map(Number).filter(Number.isSafeInteger) : [];
}

function replace(file: string, bytes: Uint8Array): void {
  mkdirSync(dirname(file), { recursive: true });
  const staged = join(dirname(file), `.${basename(file)}.new`);
  writeFileSync(staged, bytes);
  renameSync(staged, file);
}
