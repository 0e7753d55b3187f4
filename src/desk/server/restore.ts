import { rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { DaftarError } from '../../base/errors.ts';
import type { RecordReader } from '../../record/store.ts';
import { type Db, openDatabase, type Where } from './database.ts';
import { followRecord } from './outbox.ts';

/**
 * A desk's database made from a record: every item, edition and release that it tells of, and the counters, so that the
 * next number is the next one. What never was published, and where things came from, is not in a record.
 */
export async function restoreDesk(record: RecordReader, where: Where): Promise<void> {
  if (!where.url) for (const suffix of ['', '-wal', '-shm']) rmSync(`${where.file}${suffix}`, { force: true });
  const db = await openDatabase(where);
  try {
    await requireEmpty(db);
    await followRecord({ db, dataDir: dirname(where.file) }, record);
  } finally {
    await db.destroy();
  }
}

async function requireEmpty(db: Db): Promise<void> {
  if (!(await db.selectFrom('items').select('id').limit(1).executeTakeFirst())) return;
  throw new DaftarError(
    'DATABASE_IN_USE',
    'There is a desk in the database of DATABASE_URL already.',
    'Name an empty database: nothing was changed in this one.',
  );
}
