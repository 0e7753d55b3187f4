import { readCsv, writeCsv } from '../../base/csv.ts';
import { DaftarError } from '../../base/errors.ts';
import { cleanText } from '../../base/text.ts';
import { languages } from '../../languages/index.ts';
import { foldWords } from '../../search/fold.ts';
import { plainText } from '../passages.ts';
import type { Suggestion, Term, TermList } from '../review-types.ts';
import type { Db } from './database.ts';
import { contentOf, editionsOf, editionWith, notFound } from './editions.ts';
import type { Content, Desk } from './intake.ts';
import { type Actor, requireRight } from './roles.ts';

/** Agreed renderings of names and terms, from one language into another. */
export interface NewTerm {
  from: string;
  to: string;
  term: string;
  rendering: string;
  note: string;
}

const SHOWN = 200;
const LONGEST = 300;
const HEADINGS = ['from', 'to', 'term', 'rendering', 'note'];

/** Of one pair of languages or of all, by term; `q` is found in term and rendering however it is spelt. @throws FORBIDDEN */
export async function listTerms(
  { db }: Desk,
  who: Actor,
  { from, to, q }: { from?: string; to?: string; q?: string },
): Promise<TermList> {
  requireRight(who, 'read');
  let query = db.selectFrom('glossary').selectAll().orderBy('folded').orderBy('id');
  if (from) query = query.where('from_language', '=', from);
  if (to) query = query.where('to_language', '=', to);
  const wanted = foldWords(q ?? '');
  const rows = wanted.length === 0 ? await query.limit(SHOWN + 1).execute() : await query.execute();
  const terms = rows.map(termOf).filter((one) => {
    const words = foldWords(`${one.term} ${one.rendering}`).join(' ');
    return wanted.every((word) => words.includes(word));
  });
  return { terms: terms.slice(0, SHOWN), more: terms.length > SHOWN };
}

/** Adds a term; one that is there already gets this rendering. @throws DaftarError FORBIDDEN, UNKNOWN_LANGUAGE, TERM_INVALID */
export async function putTerm(desk: Desk, who: Actor, sent: NewTerm, now: Date): Promise<Term> {
  requireRight(who, 'glossary');
  return desk.db.transaction().execute((db) => put(db, who, checked(sent), now));
}

/** @throws DaftarError FORBIDDEN, NOT_FOUND, TERM_INVALID, TERM_THERE */
export async function changeTerm({ db }: Desk, who: Actor, id: number, sent: NewTerm, now: Date): Promise<Term> {
  requireRight(who, 'glossary');
  const row = rowOf(checked(sent), who, now);
  return db.transaction().execute(async (trx) => {
    const other = await sameTerm(trx, row);
    if (other && other.id !== id) {
      throw new DaftarError(
        'TERM_THERE',
        `“${sent.term}” is in the glossary already: ${other.rendering}.`,
        'Change that entry instead.',
      );
    }
    const changed = await trx.updateTable('glossary').set(row).where('id', '=', id).returningAll().executeTakeFirst();
    if (!changed) throw notFound(`term ${id}`);
    return termOf(changed);
  });
}

/** @throws DaftarError FORBIDDEN, NOT_FOUND */
export async function removeTerm({ db }: Desk, who: Actor, id: number): Promise<void> {
  requireRight(who, 'glossary');
  const { numDeletedRows } = await db.deleteFrom('glossary').where('id', '=', id).executeTakeFirst();
  if (numDeletedRows === 0n) throw notFound(`term ${id}`);
}

/**
 * Terms that stand in the source of a translation, in the order in which they come, and whether each one's rendering
 * stands in the translation. A longer term hides a shorter one within it.
 * @throws DaftarError FORBIDDEN, NOT_FOUND
 */
export async function suggestionsFor(
  { db }: Desk,
  who: Actor,
  editionId: number,
  unsaved: Content | null = null,
): Promise<Suggestion[]> {
  requireRight(who, 'read');
  const edition = await editionWith(db, editionId);
  const source = (await editionsOf(db, edition.item_id)).find(({ language }) => language === edition.translates);
  if (!source) return [];
  const rows = await db
    .selectFrom('glossary')
    .selectAll()
    .where('from_language', '=', source.language)
    .where('to_language', '=', edition.language)
    .execute();
  const said = wordsOf(await contentOf(db, source.head_id!));
  const translated = ` ${wordsOf(unsaved ?? (await contentOf(db, edition.head_id!))).join(' ')} `;
  const found = new Map<number, { first: number; count: number }>();
  const byFirst = Map.groupBy(
    rows.map((row) => ({ row, words: row.folded.split(' ') })),
    ({ words }) => words[0]!,
  );
  for (let at = 0; at < said.length; ) {
    const here = (byFirst.get(said[at]!) ?? []).filter(({ words }) => words.every((word, n) => said[at + n] === word));
    const longest = here.sort((a, b) => b.words.length - a.words.length)[0];
    if (longest) {
      const known = found.get(longest.row.id);
      found.set(longest.row.id, { first: known?.first ?? at, count: (known?.count ?? 0) + 1 });
    }
    at += longest?.words.length ?? 1;
  }
  return rows
    .filter(({ id }) => found.has(id))
    .sort((a, b) => found.get(a.id)!.first - found.get(b.id)!.first)
    .map((row) => ({
      ...termOf(row),
      count: found.get(row.id)!.count,
      used: row.rendering.split(/[،,;؛/|]/).some((one) => stands(one, translated)),
    }));
}

/** As a spreadsheet opens it: from, to, term, rendering, note. @throws DaftarError FORBIDDEN */
export async function exportTerms({ db }: Desk, who: Actor): Promise<string> {
  requireRight(who, 'read');
  const rows = await db
    .selectFrom('glossary')
    .selectAll()
    .orderBy('from_language')
    .orderBy('to_language')
    .orderBy('folded')
    .execute();
  const terms = rows.map(termOf);
  return writeCsv([HEADINGS, ...terms.map(({ from, to, term, rendering, note }) => [from, to, term, rendering, note])]);
}

/**
 * Takes in such a table, all of it or nothing; what is there already gets the rendering that comes in. Returns how many
 * there were.
 * @throws DaftarError FORBIDDEN, UNKNOWN_LANGUAGE, TERM_INVALID, each with the row
 */
export async function importTerms(desk: Desk, who: Actor, csv: string, now: Date): Promise<number> {
  requireRight(who, 'glossary');
  const [head, ...rows] = readCsv(csv);
  const columns = HEADINGS.map((name) => head?.findIndex((cell) => cell.trim().toLowerCase() === name) ?? -1);
  if (columns.slice(0, 4).includes(-1)) {
    throw new DaftarError(
      'TERM_INVALID',
      'The first row of this table does not name the columns.',
      `Begin it with ${HEADINGS.join(', ')}; the last may be missing.`,
    );
  }
  return desk.db.transaction().execute(async (db) => {
    for (const [index, row] of rows.entries()) {
      const [from, to, term, rendering, note] = columns.map((column) => row[column]?.trim() ?? '');
      const sent = { from: from!, to: to!, term: plain(term!), rendering: plain(rendering!), note: plain(note!) };
      await put(db, who, checked(sent, `Row ${index + 2}: `), now);
    }
    return rows.length;
  });
}

/** The sign that keeps a cell from being a formula is none of its words. */
function plain(cell: string): string {
  return cell.replace(/^'(?=[=+\-@])/, '');
}

async function put(db: Db, who: Actor, term: NewTerm, now: Date): Promise<Term> {
  const row = rowOf(term, who, now);
  const { rendering, note, at } = row;
  const made = await db
    .insertInto('glossary')
    .values(row)
    .onConflict((conflict) =>
      conflict
        .columns(['from_language', 'to_language', 'folded'])
        .doUpdateSet({ term: row.term, rendering, note, who: row.who, at }),
    )
    .returningAll()
    .executeTakeFirstOrThrow();
  return termOf(made);
}

function sameTerm(db: Db, row: ReturnType<typeof rowOf>) {
  return db
    .selectFrom('glossary')
    .select(['id', 'rendering'])
    .where('from_language', '=', row.from_language)
    .where('to_language', '=', row.to_language)
    .where('folded', '=', row.folded)
    .executeTakeFirst();
}

function rowOf({ from, to, term, rendering, note }: NewTerm, who: Actor, now: Date) {
  return {
    ...{ from_language: from, to_language: to, term, rendering, note },
    folded: foldWords(term).join(' '),
    who: who.id,
    at: now.toISOString(),
  };
}

function termOf(row: {
  id: number;
  from_language: string;
  to_language: string;
  term: string;
  rendering: string;
  note: string;
}): Term {
  const { id, from_language: from, to_language: to, term, rendering, note } = row;
  return { id, from, to, term, rendering, note };
}

/** @throws DaftarError UNKNOWN_LANGUAGE, TERM_INVALID */
function checked(sent: NewTerm, where = ''): NewTerm {
  const term = cleanText(sent.term);
  const rendering = cleanText(sent.rendering);
  const note = cleanText(sent.note);
  for (const id of [sent.from, sent.to]) {
    if (languages.has(id)) continue;
    throw new DaftarError(
      'UNKNOWN_LANGUAGE',
      `${where}There is no language "${id}" here.`,
      `Languages are ${[...languages.keys()].join(', ')}.`,
    );
  }
  const isWrong = foldWords(term).length === 0 || rendering === '' || sent.from === sent.to;
  if (isWrong || [term, rendering, note].some((text) => text.length > LONGEST)) {
    throw new DaftarError(
      'TERM_INVALID',
      `${where}A term and its rendering are words in two languages, of ${LONGEST} characters at most.`,
      'Correct it and save it again.',
    );
  }
  return { from: sent.from, to: sent.to, term, rendering, note };
}

function wordsOf(content: Content): string[] {
  const dateline = content.dateline?.text ?? '';
  const pictures = content.media.map(({ alt, caption }) => `${alt} ${caption}`);
  return foldWords([content.title, content.summary, dateline, plainText(content, 'body'), ...pictures].join('\n'));
}

function stands(rendering: string, folded: string): boolean {
  const words = foldWords(rendering).join(' ');
  return words !== '' && folded.includes(` ${words} `);
}
