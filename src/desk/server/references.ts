import { changeLeaves, type Leaf, leavesOf, withoutPrivate } from '../../kinds/field.ts';
import type { Kind } from '../../kinds/kind.ts';
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

/** A kind's fields as they stand in the record: without what is the desk's alone, other items named by number. */
export async function fieldsWithNumbers(db: Db, kind: Kind, all: Record<string, Json>): Promise<Release['fields']> {
  const fields = withoutPrivate(kind.fields, all);
  if (kind.id === 'masthead') return mastheadWithNumbers(db, fields);
  const named = leavesOf(kind.fields, fields).filter(isItem).map(itemOf);
  const numbers = await numbersOf(
    db,
    named.flatMap(({ item }) => item ?? []),
  );
  const open = changeLeaves(kind.fields, fields, (leaf) => {
    if (!isItem(leaf)) return leaf.value;
    const { item, name } = itemOf(leaf);
    return { number: item === null ? null : numbers.get(item)!, name };
  });
  return withoutPrivate(kind.fields, open);
}

/** The other way: fields out of the record, to be worked on. */
export function fieldsWithItems(kind: Kind | undefined, fields: Release['fields']): Record<string, Json> {
  if (!kind || kind.id === 'masthead') return fields;
  return changeLeaves(kind.fields, fields, (leaf) => {
    if (!isItem(leaf)) return leaf.value;
    const { number, name } = leaf.value as { number: string | null; name: string };
    return { item: number, name };
  });
}

/** To be worked on: items that are named by their key alone, by their number where they have one by now. */
export async function keysAsNumbers(
  db: Db,
  kind: Kind | undefined,
  fields: Record<string, Json>,
): Promise<Record<string, Json>> {
  const isKey = ({ field }: Leaf) => field.type === 'key';
  const keys = leavesOf(kind?.fields ?? {}, fields).filter(isKey);
  if (keys.length === 0) return fields;
  const numbers = await numbersOf(
    db,
    keys.map(({ value }) => String(value)),
  );
  return changeLeaves(kind!.fields, fields, (leaf) =>
    isKey(leaf) ? (numbers.get(String(leaf.value)) ?? leaf.value) : leaf.value,
  );
}

async function numbersOf(db: Db, items: string[]): Promise<Map<string, string | null>> {
  const numbers = new Map<string, string | null>();
  for (const item of items) numbers.set(item, await numberOf(db, item));
  return numbers;
}

function isItem({ field }: Leaf): boolean {
  return field.type === 'item';
}

function itemOf({ value }: Leaf): { item: string | null; name: string } {
  return value as { item: string | null; name: string };
}

/** In a draft the masthead's navigation names items by key; in the record by number. Items without one wait outside. */
async function mastheadWithNumbers(db: Db, fields: Record<string, Json>): Promise<Release['fields']> {
  const entries = (fields.navigation ?? []) as { item: string }[];
  const numbers = await Promise.all(entries.map(({ item }) => numberOf(db, item)));
  return { ...fields, navigation: numbers.filter((item) => item !== null).map((item) => ({ item })) };
}
