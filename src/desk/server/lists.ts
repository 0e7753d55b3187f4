import { type RawBuilder, sql } from 'kysely';
import { DaftarError } from '../../base/errors.ts';
import type { State, TranslationState } from '../api-types.ts';
import type { ItemList, ListedEdition, ListedItem, SORTS } from '../list-types.ts';
import type { Db } from './database.ts';
import { summaryOf } from './edition-view.ts';
import { editionsWith, wantedIn } from './edition-words.ts';
import type { Desk } from './intake.ts';
import { namesOf } from './people.ts';
import { type Actor, requireRight } from './roles.ts';
import { isOutdated } from './translation.ts';
import { isInTranslationState, isMissingIn, translationStateOf } from './translation-state.ts';

/** What a list shows; what is not given narrows nothing. An item stands in it for its newest edition that matches. */
export interface ListQuery {
  kind?: string;
  language?: string;
  state?: string[];
  translation?: TranslationState;
  assignee?: string;
  author?: string;
  /** Days, both inclusive: of its posting, or where it has none, of its last save. */
  from?: string;
  to?: string;
  restricted?: boolean;
  /** Only what was put away; otherwise none of it. */
  archived?: boolean;
  /** Words, the last one perhaps half typed, or a citation number. */
  q?: string;
  sort?: (typeof SORTS)[number];
  cursor?: string;
  limit?: number;
}

export const MOST_COUNTED = 1000;
/** Fewer than these are looked up one by one; of more it is quicker to go along the sort's index. */
const FEW = 3000;
const NUMBER = /^([A-Za-z]{2})-(\d{4})(?:-(\d{0,9}))?$/;

/**
 * A page of items, `languages` being those of the organisation. Pages follow one another by the place of the last row,
 * so that what is saved meanwhile moves nothing.
 * @throws DaftarError FORBIDDEN, INVALID
 */
export async function listItems({ db }: Desk, who: Actor, query: ListQuery, languages: string[]): Promise<ItemList> {
  requireRight(who, 'read');
  const sort = sortOf(query.sort ?? '-saved');
  const limit = Math.min(query.limit ?? 50, 200);
  const narrowed = await narrow(db, query, languages);
  if (!narrowed) return { items: [], cursor: null, count: 0 };
  // A first page is cut from the rows that are counted.
  const wanted = query.cursor ? limit + 1 : MOST_COUNTED + 1;
  const rows = await firstOfEach({ db, conditions: narrowed, sort }, query, wanted);
  const page = rows.slice(0, limit);
  return {
    items: await listed(db, page, languages),
    cursor: rows.length > limit ? cursorAt(page.at(-1)!) : null,
    count: query.cursor ? null : rows.length,
  };
}

/** Items as lists show them, with all their editions, in this order. */
export async function listed(
  db: Db,
  rows: { id: number; item_id: number }[],
  languages: string[],
): Promise<ListedItem[]> {
  if (rows.length === 0) return [];
  const ids = rows.map(({ item_id }) => item_id);
  const items = await db.selectFrom('items').select(['id', 'kind', 'number']).where('id', 'in', ids).execute();
  const editions = await db.selectFrom('editions').selectAll().where('item_id', 'in', ids).orderBy('id').execute();
  const names = await namesOf(
    db,
    editions.flatMap(({ author_id, assignee_id }) => [author_id, assignee_id]),
  );
  const itemById = new Map(items.map((item) => [item.id, item]));
  const byItem = Map.groupBy(editions, ({ item_id }) => item_id);
  return rows.map(({ id: matched, item_id }) => {
    const own = byItem.get(item_id)!;
    const written = new Set(own.map(({ language }) => language));
    return {
      ...itemById.get(item_id)!,
      matched,
      editions: own.map((row) => listedEditionOf(row, own, names)),
      missing: written.has('mul') ? [] : languages.filter((language) => !written.has(language)),
    };
  });
}

export type EditionRow = Awaited<ReturnType<typeof editionRows>>[number];

function editionRows(db: Db) {
  return db.selectFrom('editions').selectAll().execute();
}

function listedEditionOf(
  row: EditionRow,
  siblings: EditionRow[],
  names: Awaited<ReturnType<typeof namesOf>>,
): ListedEdition {
  const state = row.state as State;
  const source = siblings.find(({ language }) => language === row.translates);
  const outdated = row.translates !== null && isOutdated(row, source);
  return {
    ...summaryOf({ ...row, outdated }),
    translation: row.translates === null ? null : translationStateOf(state, outdated),
    restricted: row.restricted,
    publishFailure: row.publish_failure,
    posted: row.posted,
    author: names.get(row.author_id) ?? null,
    assignee: names.get(row.assignee_id) ?? null,
  };
}

/** Conditions on a row of `editions` by the name that a query gives it. */
type Conditions = (edition: string) => RawBuilder<unknown>[];

/** Null where nothing can match. */
async function narrow(db: Db, query: ListQuery, languages: string[]): Promise<Conditions | null> {
  const found = query.q?.trim() ? await foundBy(db, query.q) : () => [];
  if (!found) return null;
  const ofKind = query.kind ? await kindIs(db, query.kind) : notTheMasthead;
  return (edition) => {
    const column = (name: string) => sql.ref(`${edition}.${name}`);
    const date = sql`coalesce(${column('posted')}, ${column('saved')})`;
    const { language, state, translation, assignee, author, from, to, restricted, archived } = query;
    const isMissing = translation === 'missing';
    const conditions: (RawBuilder<unknown> | false | undefined | '')[] = [
      sql`${column('archived')} is ${sql.raw(archived ? 'not null' : 'null')}`,
      language && !isMissing && sql`${column('language')} = ${language}`,
      isMissing && isMissingIn(edition, language ? [language] : languages),
      translation && translation !== 'missing' && isInTranslationState(edition, translation),
      state && state.length > 0 && sql`${column('state')} in (${sql.join(state)})`,
      assignee && sql`${column('assignee_id')} = ${assignee}`,
      author && sql`${column('author_id')} = ${author}`,
      from && sql`${date} >= ${from}`,
      // Greater than every time of that day, in whatever order a database puts letters.
      to && sql`${date} < ${`${to}T24`}`,
      restricted && sql`${column('restricted')} is not null`,
    ];
    return [...conditions.filter((condition) => !!condition), ...ofKind(edition), ...found(edition)];
  };
}

/** The items that a citation number, or its beginning, names; else the editions that have the words. */
async function foundBy(db: Db, q: string): Promise<Conditions | null> {
  const number = NUMBER.exec(q.trim());
  if (number) {
    const from = q.trim().toUpperCase();
    const ids = sql`select id from items where number >= ${from} and number < ${`${from}~`}`;
    return (edition) => [sql`${sql.ref(`${edition}.item_id`)} in (${ids})`];
  }
  const wanted = wantedIn(q);
  if (!wanted) return null;
  const ids = editionsWith(db, wanted);
  const isFew = await hasFew(db, ids);
  return (edition) => [isAmong(sql.ref(`${edition}.id`), ids, isFew)];
}

async function kindIs(db: Db, kind: string): Promise<Conditions> {
  const ids = sql`select id from items where kind = ${kind}`;
  const isFew = await hasFew(db, ids);
  return (edition) => [isAmong(sql.ref(`${edition}.item_id`), ids, isFew)];
}

/** The masthead is no text among others: it has a page of its own. */
const notTheMasthead: Conditions = (edition) => [sql`${sql.ref(`${edition}.language`)} <> 'mul'`];

/** Whether it is quicker to look these up one by one than to go along another index until enough have been found. */
export async function hasFew(db: Db, ids: RawBuilder<unknown>): Promise<boolean> {
  const { rows } = await sql<{ n: number }>`
    select count(*) as n from (${ids} limit ${sql.lit(FEW + 1)}) as few_of_them`.execute(db);
  return Number(rows[0]!.n) <= FEW;
}

/** With an “is true” no database begins with a set that is large; it would then have to sort what it finds. */
export function isAmong(id: RawBuilder<unknown>, ids: RawBuilder<unknown>, isFew: boolean): RawBuilder<boolean> {
  return isFew ? sql`${id} in (${ids})` : sql`(${id} in (${ids})) is true`;
}

interface Sort {
  /** What is compared, of a row of `editions`. */
  by(edition: string): RawBuilder<unknown>;
  descending: boolean;
}

function sortOf(sort: (typeof SORTS)[number]): Sort {
  const column = (edition: string, name: string) => sql.ref(`${edition}.${name}`);
  return {
    by: (edition) =>
      sort.endsWith('saved')
        ? column(edition, 'saved')
        : sql`coalesce(${column(edition, 'posted')}, ${column(edition, 'saved')})`,
    descending: sort.startsWith('-'),
  };
}

/** Of a row in its list. */
interface Place {
  by: string;
  id: number;
}

interface Row extends Place {
  item_id: number;
}

interface Matching {
  db: Db;
  conditions: Conditions;
  sort: Sort;
}

/** Few items are written in more: of so many editions for one, it takes no second round. */
const EDITIONS_OF_ONE = 3;
/** Where it does take one, nearly all that is left stands on earlier pages. */
const A_FURTHER_ROUND = 3000;

/** Each item once: for that edition of those that match which the sort puts first. */
async function firstOfEach(matching: Matching, { cursor, language }: ListQuery, wanted: number): Promise<Row[]> {
  const begin = cursor ? readCursor(cursor) : null;
  const found = new Map<number, Row>();
  let most = wanted * (language ? 1 : EDITIONS_OF_ONE);
  for (let last = begin; ; most = A_FURTHER_ROUND) {
    const rows = await rowsAfter(matching, last, most);
    const news = rows.filter(({ item_id }) => !found.has(item_id));
    const shown = begin ? await shownBefore(matching, begin, news) : new Set();
    for (const row of news) if (!found.has(row.item_id) && !shown.has(row.item_id)) found.set(row.item_id, row);
    if (found.size >= wanted || rows.length < most) return [...found.values()].slice(0, wanted);
    last = rows.at(-1)!;
  }
}

async function rowsAfter({ db, conditions, sort }: Matching, last: Place | null, most: number): Promise<Row[]> {
  const { by, descending } = sort;
  const direction = sql.raw(descending ? 'desc' : 'asc');
  const place = last ? [sql`(${by('e')}, e.id) ${sql.raw(descending ? '<' : '>')} (${last.by}, ${last.id})`] : [];
  const { rows } = await sql<Row>`
    select e.id, e.item_id, ${by('e')} as "by" from editions as e
    where ${sql.join([...conditions('e'), ...place], sql` and `)}
    order by ${by('e')} ${direction}, e.id ${direction} limit ${sql.lit(most)}`.execute(db);
  return rows;
}

/** Which of these items stand on an earlier page, for another edition. */
async function shownBefore({ db, conditions, sort }: Matching, begin: Place, rows: Row[]): Promise<Set<number>> {
  if (rows.length === 0) return new Set();
  const items = rows.map(({ item_id }) => sql.lit(item_id));
  const place = sql`(${sort.by('e')}, e.id) ${sql.raw(sort.descending ? '>=' : '<=')} (${begin.by}, ${begin.id})`;
  const { rows: shown } = await sql<Row>`select e.item_id from editions as e
    where e.item_id in (${sql.join(items)}) and ${sql.join([place, ...conditions('e')], sql` and `)}`.execute(db);
  return new Set(shown.map(({ item_id }) => item_id));
}

function cursorAt({ by, id }: Place): string {
  return Buffer.from(JSON.stringify([by, id])).toString('base64url');
}

function readCursor(cursor: string): Place {
  try {
    const [by, id] = JSON.parse(Buffer.from(cursor, 'base64url').toString());
    if (typeof by === 'string' && Number.isInteger(id)) return { by, id };
  } catch {
    // Said below.
  }
  throw new DaftarError('INVALID', 'The cursor is none that a list has given.', 'Begin again with the first page.');
}
