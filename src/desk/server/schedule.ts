import type { ExpressionBuilder } from 'kysely';
import { DaftarError } from '../../base/errors.ts';
import type { Tables } from './database.ts';
import type { Desk } from './intake.ts';
import { type Publisher, publishEdition, type Rules } from './review.ts';
import { DAFTAR } from './roles.ts';

/** So long another process leaves alone what one has begun. */
const LEASE_MS = 60_000;
/** What a clock may be nudged by between two looks. A larger jump is waited out once: it may be put right again. */
const JUMP_MS = 120_000;

/**
 * Publishes what is due, as a worker that looks now and then. Several may run: each edition is claimed by one. What fails
 * says so in its edition, and is tried again.
 */
export class Scheduler {
  #last: { clock: number; steady: number } | null = null;
  #desk: Desk;
  #rules: Rules;
  #publisher: Publisher;
  #now: () => Date;
  #steady: () => number;

  constructor(desk: Desk, { rules, publisher, now, steady = () => performance.now() }: SchedulerOptions) {
    this.#desk = desk;
    this.#rules = rules;
    this.#publisher = publisher;
    this.#now = now;
    this.#steady = steady;
  }

  /** Returns the editions that it published. */
  async look(): Promise<number[]> {
    if (this.#hasJumped()) return [];
    const done: number[] = [];
    for (const { id, head_id, publish_by } of await this.#due()) {
      if (!(await this.#claim(id))) continue;
      try {
        const who = { ...DAFTAR, id: publish_by ?? DAFTAR.id };
        const at = { editionId: id, revision: head_id! };
        await publishEdition(who, at, {
          rules: this.#rules,
          publisher: this.#publisher,
          andRelease: false,
        });
        done.push(id);
      } catch (error) {
        await this.#failed(id, error);
      }
    }
    if (done.length > 0) await this.#publisher.release();
    return done;
  }

  /** A clock that is suddenly elsewhere is believed only once it has gone on from there. */
  #hasJumped(): boolean {
    const now = { clock: this.#now().getTime(), steady: this.#steady() };
    const last = this.#last;
    this.#last = now;
    return last !== null && now.clock - last.clock - (now.steady - last.steady) > JUMP_MS;
  }

  #due() {
    const now = this.#now().toISOString();
    return this.#desk.db
      .selectFrom('editions')
      .select(['id', 'head_id', 'publish_by'])
      .where('state', '=', 'scheduled')
      .where('publish_at', '<=', now)
      .where(isFree(this.#now()))
      .orderBy('publish_at')
      .execute();
  }

  async #claim(id: number): Promise<boolean> {
    const now = this.#now();
    const { numUpdatedRows } = await this.#desk.db
      .updateTable('editions')
      .set({ publish_lease: new Date(now.getTime() + LEASE_MS).toISOString() })
      .where('id', '=', id)
      .where('state', '=', 'scheduled')
      .where(isFree(now))
      .executeTakeFirst();
    return numUpdatedRows > 0n;
  }

  async #failed(id: number, error: unknown): Promise<void> {
    const why = error instanceof DaftarError ? error.toLine() : String(error);
    await this.#desk.db
      .updateTable('editions')
      .set({ publish_failure: why })
      .where('id', '=', id)
      // Somebody may have published it by hand meanwhile.
      .where('state', '=', 'scheduled')
      .execute();
  }
}

/** Nobody is at it. A lease that ends later than one can be given was given by a clock that was ahead. */
function isFree(now: Date) {
  const longest = new Date(now.getTime() + LEASE_MS).toISOString();
  return ({ eb, or }: ExpressionBuilder<Tables, 'editions'>) =>
    or([
      eb('publish_lease', 'is', null),
      eb('publish_lease', '<', now.toISOString()),
      eb('publish_lease', '>', longest),
    ]);
}

export interface SchedulerOptions {
  rules: Rules;
  publisher: Publisher;
  now(): Date;
  /** Milliseconds of a clock that nobody sets. */
  steady?(): number;
}
