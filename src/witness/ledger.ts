import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { makeFolder } from '../base/folder.ts';

/** What was last cosigned of one log. */
export interface Head {
  size: number;
  root: Uint8Array;
  /** Unix seconds. */
  time: number;
  /** The cosigned checkpoint: the log's signature and ours. */
  note: string;
}

/** The witness's memory, on the disk before anybody is answered. Losing it would let a log show a second history. */
export interface Ledger {
  /** The vkey of the witness that all of this was cosigned with; null before the first start has ended. */
  owner(): string | null;
  belongsTo(vkey: string): void;
  isEmpty(): boolean;
  head(origin: string): Head | null;
  /** By the lower-case hex SHA-256 of the origin. */
  noteOf(originHash: string): string | null;
  /**
   * Runs `decide` on the log's head with all other writers shut out, and returns when what it decided is durable. It
   * gives back its answer and the head to keep, null to leave things as they are.
   */
  update<T>(origin: string, originHash: string, decide: (head: Head | null) => { answer: T; head: Head | null }): T;
  close(): void;
}

/** Opens the ledger's file, made if need be. */
export function openLedger(file: string): Ledger {
  makeFolder(dirname(file), 0o700);
  const database = new DatabaseSync(file, { timeout: 10_000 });
  database.exec(`
    PRAGMA journal_mode = WAL;
    PRAGMA synchronous = FULL;
    CREATE TABLE IF NOT EXISTS owner (id INTEGER PRIMARY KEY CHECK (id = 1), vkey TEXT NOT NULL) STRICT;
    CREATE TABLE IF NOT EXISTS heads (
      origin TEXT PRIMARY KEY,
      origin_hash TEXT NOT NULL UNIQUE,
      size INTEGER NOT NULL,
      root BLOB NOT NULL,
      time INTEGER NOT NULL,
      note TEXT NOT NULL
    ) STRICT;
  `);
  const select = database.prepare('SELECT size, root, time, note FROM heads WHERE origin = ?');
  const selectNote = database.prepare('SELECT note FROM heads WHERE origin_hash = ?');
  const replace = database.prepare(
    'REPLACE INTO heads (origin, origin_hash, size, root, time, note) VALUES (?, ?, ?, ?, ?, ?)',
  );
  const head = (origin: string) => (select.get(origin) as Head | undefined) ?? null;
  return {
    owner: () => (database.prepare('SELECT vkey FROM owner').get()?.vkey as string | undefined) ?? null,
    belongsTo: (vkey) => void database.prepare('REPLACE INTO owner (id, vkey) VALUES (1, ?)').run(vkey),
    isEmpty: () => database.prepare('SELECT 1 FROM heads LIMIT 1').get() === undefined,
    head,
    noteOf: (originHash) => (selectNote.get(originHash)?.note as string | undefined) ?? null,
    update(origin, originHash, decide) {
      database.exec('BEGIN IMMEDIATE');
      try {
        const { answer, head: next } = decide(head(origin));
        if (next) replace.run(origin, originHash, next.size, next.root, next.time, next.note);
        database.exec('COMMIT');
        return answer;
      } catch (error) {
        // On a full disk SQLite has rolled back by itself.
        if (database.isTransaction) database.exec('ROLLBACK');
        throw error;
      }
    },
    close: () => database.close(),
  };
}
