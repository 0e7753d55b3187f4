import type { SelectQueryBuilder } from 'kysely';
import type { State } from '../api-types.ts';
import type { Line } from '../list-types.ts';
import type { Db } from './database.ts';
import { namesOf } from './people.ts';

/** Editions with what a line of the overview, the calendar or a search says of them. */
export function lineRows(db: Db) {
  return db
    .selectFrom('editions')
    .innerJoin('items', 'items.id', 'editions.item_id')
    .select([
      'editions.id as edition',
      'editions.item_id as item',
      'items.kind',
      'items.number',
      'editions.language',
      'editions.title',
      'editions.state',
      'editions.author_id',
      'editions.head_id',
      'editions.posted',
      'editions.saved',
      'editions.released',
      'editions.publish_at',
      'editions.publish_failure',
    ]);
}

export type LineRow = ReturnType<typeof lineRows> extends SelectQueryBuilder<infer _D, infer _T, infer O> ? O : never;

/** Lines of rows, each with its time and whatever else it says. */
export async function linesOf<Row extends LineRow, More>(
  db: Db,
  rows: Row[],
  of: (row: Row) => { at: string | null } & More,
): Promise<(Line & More)[]> {
  const names = await namesOf(
    db,
    rows.map(({ author_id }) => author_id),
  );
  return rows.map((row) => {
    const { edition, item, kind, number, language, title } = row;
    const state = row.state as State;
    return {
      edition,
      item,
      kind,
      number,
      language,
      title,
      state,
      author: names.get(row.author_id) ?? null,
      ...of(row),
    };
  });
}
