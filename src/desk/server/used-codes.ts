import { hexSha256 } from '../../base/hash.ts';
import type { Db } from './database.ts';

/** Longer than an authenticator's code is taken for right: better-auth allows for a clock that is a step off. */
const GOOD_MS = 5 * 60_000;

/**
 * Takes an authenticator's code, and says whether it was the first time: who looks over somebody's shoulder has the code
 * for another half a minute or more. Of two who send it at once, one was first.
 */
export async function isFirstUse(db: Db, userId: string, code: string): Promise<boolean> {
  const now = Date.now();
  await db
    .deleteFrom('used_codes')
    .where('at', '<', new Date(now - GOOD_MS).toISOString())
    .execute();
  const row = { user_id: userId, code: hexSha256(`${userId} ${code.trim()}`), at: new Date(now).toISOString() };
  const { numInsertedOrUpdatedRows } = await db
    .insertInto('used_codes')
    .values(row)
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  return numInsertedOrUpdatedRows === 1n;
}
