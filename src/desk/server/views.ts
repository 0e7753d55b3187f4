import type { SavedListView } from '../list-types.ts';
import type { Desk } from './intake.ts';
import { type Actor, requireRight } from './roles.ts';

/** Lists that somebody has given a name: their own alone. `query` is what stands behind the list's address. */
export async function viewsOf({ db }: Desk, who: Actor): Promise<SavedListView[]> {
  requireRight(who, 'read');
  return db.selectFrom('views').select(['id', 'name', 'query']).where('user_id', '=', who.id).orderBy('id').execute();
}

/** Under a name that is there already it takes the other's place. */
export async function saveView(
  { db }: Desk,
  who: Actor,
  { name, query }: { name: string; query: string },
): Promise<void> {
  requireRight(who, 'read');
  await db
    .insertInto('views')
    .values({ user_id: who.id, name: name.trim(), query })
    .onConflict((conflict) => conflict.columns(['user_id', 'name']).doUpdateSet({ query }))
    .execute();
}

export async function deleteView({ db }: Desk, who: Actor, id: number): Promise<void> {
  await db.deleteFrom('views').where('id', '=', id).where('user_id', '=', who.id).execute();
}
