import { type RawBuilder, sql } from 'kysely';
import { searchTexts } from '../../kinds/field.ts';
import { kinds } from '../../kinds/index.ts';
import type { Release } from '../../record/release.ts';
import { foldWords, indexForms } from '../../search/fold.ts';
import { type Db, isPostgres } from './database.ts';
import type { Content } from './intake.ts';

/** Of one edition: PostgreSQL takes no more than a megabyte, and nobody searches for the rest. */
const MOST_CHARACTERS = 250_000;
const LONGEST_WORD = 60;

/** Makes the edition found by what it says now, in the caller's transaction. */
export async function indexWords(db: Db, editionId: number, content: Content): Promise<void> {
  const { language, kind } = await db
    .selectFrom('editions')
    .innerJoin('items', 'items.id', 'editions.item_id')
    .select(['editions.language', 'items.kind'])
    .where('editions.id', '=', editionId)
    .executeTakeFirstOrThrow();
  const title = formsOf(content.title, language);
  const words = formsOf(textsOf(content, kind).join('\n'), language);
  await (isPostgres(db)
    ? sql`insert into edition_words (edition_id, title, words)
        values (${editionId}, array_to_tsvector(${title}::text[]), array_to_tsvector(${words}::text[]))
        on conflict (edition_id) do update set title = excluded.title, words = excluded.words`
    : sql`insert or replace into edition_words (rowid, title, words)
        values (${editionId}, ${title.join(' ')}, ${words.join(' ')})`
  ).execute(db);
}

/** Leaves nothing behind that the edition could be found by. */
export async function forgetIndexed(db: Db, editionIds: number[]): Promise<void> {
  if (editionIds.length === 0) return;
  if (isPostgres(db)) {
    await sql`delete from edition_words where edition_id in (${sql.join(editionIds)})`.execute(db);
    return;
  }
  await sql`delete from edition_words where rowid in (${sql.join(editionIds)})`.execute(db);
  // Deleted words go out of the index only when its parts are put together.
  await sql`insert into edition_words (edition_words) values ('optimize')`.execute(db);
}

/** What somebody looks for: all of these words; the last one may be half typed. */
export interface Wanted {
  words: string[];
  isLastWhole: boolean;
}

/** Null where nothing in it can be looked for. */
export function wantedIn(text: string): Wanted | null {
  const words = foldWords(text).slice(0, 20);
  return words.length > 0 ? { words, isLastWhole: /\s$/u.test(text) } : null;
}

/**
 * A query for the ids (`id`) of the editions that have all the words: anywhere, or with `in: 'title'` in their titles.
 * The newest come first where it is limited.
 */
export function editionsWith(
  db: Db,
  { words, isLastWhole }: Wanted,
  where: 'words' | 'title' = 'words',
): RawBuilder<{ id: number }> {
  if (isPostgres(db)) {
    const terms = words.map((word) => `'${word}'`).join(' & ');
    return sql`select edition_id as id from ${sql.raw(`editions_with_${where}`)}(${isLastWhole ? terms : `${terms}:*`}::tsquery)`;
  }
  const terms = words.map((word) => `${where} : "${word}"`).join(' AND ');
  return sql`select rowid as id from edition_words where edition_words match ${isLastWhole ? terms : `${terms}*`}`;
}

function formsOf(text: string, language: string): string[] {
  const forms: string[] = [];
  let characters = 0;
  for (const form of indexForms(text, language)) {
    characters += form.length;
    if (characters > MOST_CHARACTERS) break;
    forms.push(form.slice(0, LONGEST_WORD));
  }
  return [...new Set(forms)];
}

/** Everything that somebody may remember of an edition, its title included. */
function textsOf(content: Content, kind: string): string[] {
  const { body, dateline, tags, media, legacy, note } = content;
  const declared = kinds.get(kind);
  const texts = declared ? searchTexts(declared, { ...content, body: bodyWords(body) } as unknown as Release) : [];
  const pictures = media.flatMap(({ alt, caption, credit }) => [alt, caption, credit]);
  return [content.title, ...texts, dateline?.text ?? '', ...tags, ...pictures, note, ...(legacy?.ids ?? [])];
}

/** A canonical body without its markup; what stands inside a word leaves no gap in it. */
export function bodyWords(body: string): string {
  return body
    .replace(/<\/?(?:a|b|bdi|em|i|s|span|strong|sub|sup|u)(?:\s[^>]*)?>/g, '')
    .replace(/<[^>]*>/g, ' ')
    .replace(/&(amp|lt|gt|quot|#39);/g, (_, name) => ENTITIES[name as string]!);
}

const ENTITIES: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" };
