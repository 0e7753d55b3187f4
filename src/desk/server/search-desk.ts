import { type RawBuilder, sql } from 'kysely';
import { indexForms } from '../../search/fold.ts';
import type { FoundLine } from '../list-types.ts';
import type { Db } from './database.ts';
import { bodyWords, editionsWith, type Wanted, wantedIn } from './edition-words.ts';
import type { Content, Desk } from './intake.ts';
import { type LineRow, lineRows, linesOf } from './lines.ts';
import { type Actor, requireRight } from './roles.ts';

export interface SearchQuery {
  q: string;
  language?: string;
  kind?: string;
  limit?: number;
}

/** So many of the newest are looked through; who looks for something older says more of it. */
const LOOKED_THROUGH = 400;
const NUMBER = /^[A-Za-z]{2}-\d{4}(?:-\d{0,9})?$/;

/**
 * Drafts and published editions in all scripts that have every word, while somebody types: the last word may be half
 * there. Those that have them all in the title come first, then the newest; a citation number is found directly.
 * @throws DaftarError FORBIDDEN
 */
export async function searchDesk({ db }: Desk, who: Actor, query: SearchQuery): Promise<FoundLine[]> {
  requireRight(who, 'read');
  const limit = Math.min(query.limit ?? 20, 50);
  if (NUMBER.test(query.q.trim())) return shown(db, await byNumber(db, query, limit), null);
  const wanted = wantedIn(query.q);
  if (!wanted) return [];
  const titled = await newest(db, query, editionsWith(db, wanted, 'title'), limit);
  const ids = new Set(titled.map(({ edition }) => edition));
  const others = titled.length < limit ? await newest(db, query, editionsWith(db, wanted), limit + ids.size) : [];
  const rows = [...titled, ...others.filter(({ edition }) => !ids.has(edition))];
  return shown(db, rows.slice(0, limit), wanted, ids);
}

async function byNumber(db: Db, { q }: SearchQuery, limit: number): Promise<LineRow[]> {
  const number = q.trim().toUpperCase();
  return lineRows(db)
    .where('items.number', '>=', number)
    .where('items.number', '<', `${number}~`)
    .orderBy('items.number')
    .orderBy('editions.id')
    .limit(limit)
    .execute();
}

async function newest(
  db: Db,
  { language, kind }: SearchQuery,
  ids: RawBuilder<{ id: number }>,
  limit: number,
): Promise<LineRow[]> {
  const found = sql<number>`(${ids} order by id desc limit ${sql.lit(LOOKED_THROUGH)})`;
  let rows = lineRows(db).where('editions.id', 'in', found).where('editions.archived', 'is', null);
  if (language) rows = rows.where('editions.language', '=', language);
  if (kind) rows = rows.where('items.kind', '=', kind);
  return rows
    .orderBy(({ fn, ref }) => fn.coalesce(ref('editions.posted'), ref('editions.saved')), 'desc')
    .orderBy('editions.id', 'desc')
    .limit(limit)
    .execute();
}

async function shown(
  db: Db,
  rows: LineRow[],
  wanted: Wanted | null,
  titled: Set<number> = new Set(),
): Promise<FoundLine[]> {
  const heads = rows.filter(({ edition }) => wanted && !titled.has(edition)).map(({ head_id }) => head_id!);
  const revisions =
    heads.length > 0
      ? await db.selectFrom('revisions').select(['edition_id', 'content']).where('id', 'in', heads).execute()
      : [];
  const contents = new Map(revisions.map(({ edition_id, content }) => [edition_id, JSON.parse(content) as Content]));
  return linesOf(db, rows, ({ edition, language, posted, saved }) => ({
    at: saved,
    posted,
    excerpt: contents.has(edition) ? excerptOf(contents.get(edition)!, language, wanted!) : null,
  }));
}

const BEFORE = 8;
const LENGTH = 24;

/** The words around the first that was looked for; where it stands elsewhere than in the text, the text's beginning. */
function excerptOf({ summary, body }: Content, language: string, { words }: Wanted): string | null {
  const text = `${summary} ${bodyWords(body)}`.trim().split(/\s+/u);
  const last = words.at(-1)!;
  const at = text.findIndex((word) =>
    indexForms(word, language).some((form) => words.includes(form) || form.startsWith(last)),
  );
  const start = Math.max(at - BEFORE, 0);
  const piece = text.slice(start, start + LENGTH).join(' ');
  return piece && `${start > 0 ? '… ' : ''}${piece}${text.length > start + LENGTH ? ' …' : ''}`;
}
