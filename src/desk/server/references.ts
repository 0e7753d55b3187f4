import type { Json, Party, Release } from '../../record/release.ts';
import type { DraftParty } from '../draft.ts';
import type { Db } from './database.ts';

/**
 * The number of an item that is named by the key of its source, by `desk:` and its id where it was made at the desk, or, as
 * in what was taken back from the record, by the number itself; null where it has none yet.
 */
export async function numberOf(db: Db, item: string): Promise<string | null> {
  if (/^[A-Z]{2}-\d{4}-\d+$/.test(item)) return item;
  const id = Number(/^desk:(\d+)$/.exec(item)?.[1]);
  const known = await db
    .selectFrom('items')
    .select('number')
    .where((is) => (id ? is('id', '=', id) : is('source_key', '=', item)))
    .executeTakeFirst();
  return known?.number ?? null;
}

export async function withNumbers(db: Db, drafts: DraftParty[]): Promise<Party[]> {
  return Promise.all(
    drafts.map(async ({ item, name, role }) => ({ number: item && (await numberOf(db, item)), name, role })),
  );
}

/** In a draft the masthead's navigation names items by key; in the record by number. Items without one wait outside. */
export async function mastheadWithNumbers(db: Db, fields: Record<string, Json>): Promise<Release['fields']> {
  const entries = fields.navigation as { item: string }[];
  const numbers = await Promise.all(entries.map(({ item }) => numberOf(db, item)));
  return { ...fields, navigation: numbers.filter((item) => item !== null).map((item) => ({ item })) };
}
