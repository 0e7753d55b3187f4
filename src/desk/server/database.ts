import { DatabaseSync, type SQLInputValue } from 'node:sqlite';
import { type Generated, Kysely, SqliteDialect } from 'kysely';
import { Migrator } from 'kysely/migration';
import { DaftarError } from '../../base/errors.ts';
import { migrations } from './migrations.ts';

/** The desk's tables, the same on SQLite and PostgreSQL. */
export interface Tables {
  items: { id: Generated<number>; source_key: string | null; kind: string; number: string | null };
  editions: {
    id: Generated<number>;
    item_id: number;
    language: string;
    path: string | null;
    restricted: string | null;
  };
  /** Each saved state of an edition; `content` is a `Content` in JSON, `sha256` its hash. */
  revisions: {
    id: Generated<number>;
    edition_id: number;
    sha256: string;
    content: string;
    saved: string;
    source: string;
  };
  /** `bytes` and `entry` are kept until the record holds them; `position` is the place in its log. */
  releases: {
    sha256: string;
    edition_id: number;
    revision_id: number;
    version: number;
    event: string;
    released: string;
    bytes: string | null;
    entry: string | null;
    position: number | null;
  };
  outbox: { id: Generated<number>; sha256: string };
  counters: { letters: string; year: number; last: number };
  /** Sizes made of an uploaded picture, once. */
  pictures: { sha256: string; role: string; sizes: string };
  originals: { sha256: string; edition_id: number; name: string };
  /** Releases and media that the record says are gone and that are gone here too. */
  erased: { sha256: string };
}

export type Db = Kysely<Tables>;

/**
 * Opens the desk's database, made or brought up to date if need be.
 * @throws DaftarError DATA_NEWER when a newer Daftar has written it
 */
export async function openDatabase(file: string): Promise<Db> {
  const db = new Kysely<Tables>({ dialect: new SqliteDialect({ database: sqlite(file) }) });
  await migrate(db, file);
  return db;
}

/** `node:sqlite` in the shape that Kysely's dialect expects. A transaction takes the write lock at once, or two could deadlock. */
function sqlite(file: string) {
  const database = new DatabaseSync(file, { timeout: 10_000 });
  database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON');
  return {
    close: () => database.close(),
    prepare(sql: string) {
      const statement = database.prepare(sql === 'begin' ? 'begin immediate' : sql);
      return {
        reader: statement.columns().length > 0,
        all: (parameters: ReadonlyArray<unknown>) => statement.all(...(parameters as SQLInputValue[])),
        // On a full disk SQLite has rolled back by itself: a second time would hide what went wrong.
        run: (parameters: ReadonlyArray<unknown>) =>
          sql === 'rollback' && !database.isTransaction
            ? { changes: 0, lastInsertRowid: 0 }
            : statement.run(...(parameters as SQLInputValue[])),
        iterate: (parameters: ReadonlyArray<unknown>) => statement.iterate(...(parameters as SQLInputValue[])),
      };
    },
  };
}

async function migrate(db: Db, file: string): Promise<void> {
  const migrator = new Migrator({ db, provider: { getMigrations: async () => migrations } });
  const { error } = await migrator.migrateToLatest();
  if (!error) return;
  await db.destroy();
  if (/corrupted migrations|was expected|is missing/i.test(String(error))) {
    throw new DaftarError(
      'DATA_NEWER',
      `${file} was written by a newer version of Daftar.`,
      'Install that version or a later one; nothing was changed.',
    );
  }
  throw error;
}
