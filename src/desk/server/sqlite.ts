import { DatabaseSync, type SQLInputValue } from 'node:sqlite';
import { type Dialect, SqliteDialect } from 'kysely';

/** A database in a file, for one machine: several processes may open it. */
export function sqlite(file: string): Dialect {
  return new SqliteDialect({ database: opened(file) });
}

/** `node:sqlite` in the shape that Kysely's dialect expects. A transaction takes the write lock at once, or two could deadlock. */
function opened(file: string) {
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
