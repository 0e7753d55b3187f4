import {
  CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  type Driver,
  PostgresDialect,
  PostgresDriver,
  type TransactionSettings,
} from 'kysely';
import pg from 'pg';

const CHANNEL = 'daftar_outbox';
/** The lock's name: any number, the same in every process. */
const ONE_WRITER = 0xdaf7;
const CONNECTIONS = 10;

/** PostgreSQL, for several machines. */
export function postgres(url: string): Dialect {
  const pool = new pg.Pool({ connectionString: url, max: CONNECTIONS });
  // A connection that breaks while idle is replaced; who waits for one learns of it there.
  pool.on('error', () => {});
  return new OneWriterDialect({ pool });
}

/**
 * Transactions come one after the other, as on SQLite: what one decides by reading holds when it writes. Reading outside
 * of them waits for nobody.
 */
class OneWriterDialect extends PostgresDialect {
  #config: ConstructorParameters<typeof PostgresDialect>[0];

  constructor(config: ConstructorParameters<typeof PostgresDialect>[0]) {
    super(config);
    this.#config = config;
  }

  override createDriver(): Driver {
    return new OneWriterDriver(this.#config);
  }
}

class OneWriterDriver extends PostgresDriver {
  override async beginTransaction(connection: DatabaseConnection, settings: TransactionSettings): Promise<void> {
    await super.beginTransaction(connection, settings);
    await connection.executeQuery(CompiledQuery.raw(`select pg_advisory_xact_lock(${ONE_WRITER})`));
  }
}

/** Calls back whenever a process on any machine says that something waits in the outbox. */
export async function listenForWork(url: string, callback: () => void): Promise<() => Promise<void>> {
  const client = new pg.Client({ connectionString: url });
  // Without it whoever works looks every second.
  client.on('error', () => {});
  await client.connect();
  client.on('notification', callback);
  await client.query(`listen ${CHANNEL}`);
  return () => client.end();
}

export const SAY_THAT_WORK_WAITS = CompiledQuery.raw(`notify ${CHANNEL}`);
