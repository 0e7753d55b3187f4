import { sql } from 'kysely';
import { DaftarError } from '../../base/errors.ts';
import { signInTables } from './auth.ts';
import type { Db } from './database.ts';

/** So many within so long, counted from the last one. */
export interface Limit {
  most: number;
  ms: number;
}

/**
 * Counts an attempt before it is made, so that many at once are not taken for few. One that was right is given back with
 * `forgive`. Counted in the database: for every process of the desk, from wherever they come. Not by the desk's clock but
 * by the machine's, as better-auth does; where that was put back nobody waits for it to come round again.
 * @throws DaftarError TOO_MANY
 */
export async function requireFew(db: Db, key: string, { most, ms }: Limit): Promise<void> {
  const now = Date.now();
  const isOld = sql<boolean>`(${sql.ref('rateLimit.lastRequest')} < ${now - ms} or ${sql.ref('rateLimit.lastRequest')} > ${now})`;
  const isBelow = sql<boolean>`${sql.ref('rateLimit.count')} < ${most}`;
  const counted = await signInTables(db)
    .insertInto('rateLimit')
    .values({ id: key, key, count: 1, lastRequest: now })
    .onConflict((conflict) =>
      conflict
        .column('id')
        .doUpdateSet({
          count: sql<number>`case when ${isOld} then 1 else ${sql.ref('rateLimit.count')} + 1 end`,
          lastRequest: now,
        })
        .where(({ or }) => or([isOld, isBelow])),
    )
    .returning('count')
    .executeTakeFirst();
  if (!counted) throw tooMany(Math.ceil((await lastOf(db, key)) + ms - now) / 1000);
}

/** What was counted was no wrong attempt. */
export async function forgive(db: Db, key: string): Promise<void> {
  await signInTables(db)
    .updateTable('rateLimit')
    .set(({ eb }) => ({ count: eb('count', '-', 1) }))
    .where('id', '=', key)
    .where('count', '>', 0)
    .execute();
}

/** Wrong links by address, in this process: nobody guesses one, and this keeps the noise of trying away. */
export class Misses {
  readonly #limit: Limit;
  readonly #since = new Map<string, { first: number; count: number }>();

  constructor(limit: Limit = { most: 20, ms: 10 * 60_000 }) {
    this.#limit = limit;
  }

  add(address: string, now: Date): void {
    const known = this.#recent(address, now);
    if (this.#since.size > 10_000) this.#since.clear();
    this.#since.set(address, known ? { ...known, count: known.count + 1 } : { first: now.getTime(), count: 1 });
  }

  areTooMany(address: string, now: Date): boolean {
    return (this.#recent(address, now)?.count ?? 0) >= this.#limit.most;
  }

  /** @throws DaftarError TOO_MANY */
  requireFew(address: string, now: Date): void {
    if (this.areTooMany(address, now)) throw tooMany(this.#limit.ms / 1000);
  }

  #recent(address: string, now: Date) {
    const known = this.#since.get(address);
    return known && Math.abs(now.getTime() - known.first) < this.#limit.ms ? known : undefined;
  }
}

export function tooMany(seconds: number): DaftarError {
  const wait = Math.max(1, Math.ceil(seconds));
  return new DaftarError(
    'TOO_MANY',
    'There were too many attempts, from this address or on this account.',
    `Wait ${wait < 90 ? `${wait} seconds` : `${Math.ceil(wait / 60)} minutes`} and try again.`,
  );
}

async function lastOf(db: Db, key: string): Promise<number> {
  const row = await signInTables(db)
    .selectFrom('rateLimit')
    .select('lastRequest')
    .where('id', '=', key)
    .executeTakeFirst();
  return Number(row?.lastRequest ?? Date.now());
}
