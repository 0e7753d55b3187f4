import type { Desk } from './intake.ts';
import type { Actor } from './roles.ts';

/** Whoever was not heard of for this long has gone. */
const GONE_MS = 30_000;

/** Says that somebody has an edition open in this tab, and learns who else has. */
export async function present(
  { db }: Desk,
  who: Actor,
  { editionId, tab, typing }: { editionId: number; tab: string; typing: boolean },
  now: Date,
) {
  const seen = now.toISOString();
  await db
    .insertInto('presences')
    .values({ edition_id: editionId, user_id: who.id, tab, typing: typing ? 1 : 0, seen })
    .onConflict((conflict) =>
      conflict.columns(['edition_id', 'user_id', 'tab']).doUpdateSet({ typing: typing ? 1 : 0, seen }),
    )
    .execute();
  const since = new Date(now.getTime() - GONE_MS).toISOString();
  await db.deleteFrom('presences').where('seen', '<', since).execute();
  return db
    .selectFrom('presences')
    .select(['user_id', 'typing', 'seen'])
    .where('edition_id', '=', editionId)
    .where(({ eb, or }) => or([eb('user_id', '!=', who.id), eb('tab', '!=', tab)]))
    .execute();
}
