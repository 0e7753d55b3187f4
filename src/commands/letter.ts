import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Press } from '../press/press.ts';
import { openRecord } from '../record/store.ts';

/** The letter of an edition, set anew from the record in this folder; null where there is none. */
export async function letterFrom(
  recordDir: string,
  { number, language }: { number: string; language: string },
): Promise<Uint8Array | null> {
  const work = mkdtempSync(join(tmpdir(), 'daftar-letter-'));
  const cache = join(recordDir, '../cache'); // of the data folder, where the record stands in one
  try {
    const press = await Press.open({
      record: openRecord(recordDir),
      siteDir: join(work, 'site'),
      cacheDir: existsSync(cache) ? cache : null,
    });
    return press.letter(number, language);
  } finally {
    rmSync(work, { recursive: true });
  }
}
