import { rmSync } from 'node:fs';
import { dirname } from 'node:path';
import type { RecordReader } from '../../record/store.ts';
import { openDatabase } from './database.ts';
import { followRecord } from './outbox.ts';

/**
 * A desk's database made from a record: every item, edition and release that it tells of, and the counters, so that the
 * next number is the next one. What never was published, and where things came from, is not in a record.
 */
export async function restoreDesk(record: RecordReader, dbFile: string): Promise<void> {
  for (const suffix of ['', '-wal', '-shm']) rmSync(`${dbFile}${suffix}`, { force: true });
  const db = await openDatabase(dbFile);
  try {
    await followRecord({ db, dataDir: dirname(dbFile) }, record);
  } finally {
    await db.destroy();
  }
}
