import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { DaftarError } from '../base/errors.ts';
import { makeFolder } from '../base/folder.ts';

/**
 * The writer's own file, outside the record: a lock that dies with its process, and the last checkpoint that was
 * signed. The checkpoint is durable here before anybody can see it, so that a power cut can never make the log sign a
 * second history. SQLite gives both, and its lock is the kernel's: there is nothing to clean up after a crash.
 */
export interface Head {
  /** The note of the last checkpoint signed; null before the first. */
  last(): string | null;
  save(note: string): void;
  close(): void;
}

const BUSY = 5;
const LOCKED = 6;

/** Takes the lock; throws RECORD_LOCKED while another writer has it. */
export function openHead(lockFile: string): Head {
  makeFolder(dirname(lockFile));
  const database = new DatabaseSync(lockFile);
  try {
    lock(database);
  } catch (error) {
    database.close();
    throw isLocked(error) ? lockedError(lockFile) : error;
  }
  return {
    last: () => (database.prepare('SELECT note FROM head').get()?.note as string | undefined) ?? null,
    save: (note) => void database.prepare('REPLACE INTO head (id, note) VALUES (1, ?)').run(note),
    close: () => database.close(),
  };
}

/** With locking_mode EXCLUSIVE the lock of BEGIN EXCLUSIVE outlives the COMMIT, until the connection closes. */
function lock(database: DatabaseSync): void {
  database.exec(`
    PRAGMA busy_timeout = 0;
    PRAGMA locking_mode = EXCLUSIVE;
    PRAGMA journal_mode = WAL;
    PRAGMA synchronous = FULL;
    BEGIN EXCLUSIVE;
    CREATE TABLE IF NOT EXISTS head (id INTEGER PRIMARY KEY CHECK (id = 1), note TEXT NOT NULL) STRICT;
    COMMIT;
  `);
}

function isLocked(error: unknown): boolean {
  return [BUSY, LOCKED].includes(((error as { errcode?: number }).errcode ?? 0) & 0xff);
}

function lockedError(lockFile: string): DaftarError {
  return new DaftarError(
    'RECORD_LOCKED',
    `Another Daftar is writing this record: it holds ${lockFile}.`,
    'Stop it first, or give this one a data folder of its own.',
  );
}
