import { type InsertObject, sql } from 'kysely';
import { hexSha256 } from '../../src/base/hash.ts';
import { EMPTY } from '../../src/desk/keeping/empty.ts';
import { type Db, isPostgres, type Tables } from '../../src/desk/server/database.ts';
import { wordsOf } from '../../src/desk/server/head.ts';
import type { Content } from '../../src/desk/server/intake.ts';
import { canonicalJson } from '../../src/record/canonical.ts';
import { indexForms } from '../../src/search/fold.ts';
import { type CorpusLine, corpus } from '../corpus.ts';

const DAY = 24 * 3_600_000;
const PICTURES = 5000;
const TERMS = 2000;
/** Lines of the corpus that become rows together. */
const TOGETHER = 600;

/** Rows by their tables, in the order in which they may be written. */
type Rows = { [Table in keyof Tables]?: InsertObject<Tables, Table>[] };
const ORDER = [
  'items',
  'editions',
  'revisions',
  'revision_media',
  'releases',
  'steps',
  'comments',
  'mentions',
  'audit',
] as const;

/**
 * Fills an empty desk as if these people had been at work for 25 years: nearly all is published, the rest stands in every
 * state. The rows go straight into their tables, many at a time.
 */
export async function fill(db: Db, items: number, people: string[]): Promise<void> {
  const desk = new Years(people);
  const afterwards = await prepare(db);
  await addLibrary(db, people);
  let lines: CorpusLine[] = [];
  for await (const line of corpus(items)) {
    lines.push(line);
    if (lines.length < TOGETHER) continue;
    await write(db, desk, lines);
    lines = [];
  }
  await write(db, desk, lines);
  await insert(db, 'counters', desk.counters());
  await afterwards();
}

/** What is slow to keep up row by row is made at the end. Returns that end. */
async function prepare(db: Db): Promise<() => Promise<void>> {
  if (!isPostgres(db)) {
    await sql`pragma synchronous = off`.execute(db);
    return async () => void (await sql`pragma wal_checkpoint(truncate)`.execute(db));
  }
  const { rows: indexes } = await sql<{ indexname: string; indexdef: string }>`
    select indexname, indexdef from pg_indexes where tablename = 'edition_words' and indexdef like '%gin%'`.execute(db);
  for (const { indexname } of indexes) await sql`drop index ${sql.ref(indexname)}`.execute(db);
  return async () => {
    for (const { indexdef } of indexes) await sql.raw(indexdef).execute(db);
    for (const table of ['items', 'editions', 'revisions', 'steps', 'comments'])
      await sql`select setval(pg_get_serial_sequence(${table}, 'id'), (select max(id) from ${sql.table(table)}))`.execute(
        db,
      );
    // Which PostgreSQL does by itself, a minute later.
    await sql`vacuum analyze`.execute(db);
  };
}

async function write(db: Db, desk: Years, lines: CorpusLine[]): Promise<void> {
  const { rows, words } = desk.rowsOf(lines);
  await db.transaction().execute(async (transaction) => {
    for (const table of ORDER) await insert(transaction, table, rows[table] ?? []);
    await insertWords(transaction, words);
  });
}

async function insert<Table extends keyof Tables>(db: Db, table: Table, rows: InsertObject<Tables, Table>[]) {
  for (let at = 0; at < rows.length; at += 400)
    await db
      .insertInto(table)
      .values(rows.slice(at, at + 400))
      .execute();
}

interface Words {
  edition: number;
  title: string[];
  words: string[];
}

async function insertWords(db: Db, all: Words[]): Promise<void> {
  if (isPostgres(db)) {
    const rows = all.map(
      ({ edition, title, words }) =>
        sql`(${edition}::integer, array_to_tsvector(${title}::text[]), array_to_tsvector(${words}::text[]))`,
    );
    if (rows.length > 0)
      await sql`insert into edition_words (edition_id, title, words) values ${sql.join(rows)}`.execute(db);
    return;
  }
  for (const { edition, title, words } of all)
    await sql`insert into edition_words (rowid, title, words)
      values (${edition}, ${title.join(' ')}, ${words.join(' ')})`.execute(db);
}

/** Makes the rows of what people did, one item after the other. */
class Years {
  #people: string[];
  #last = { item: 0, edition: 0, revision: 0, step: 0, comment: 0 };
  /** The last number given, by letters and year. */
  #numbers = new Map<string, number>();
  /** Folded forms of a word, by language: the corpus has few words and says them often. */
  #forms = new Map<string, string[]>();

  constructor(people: string[]) {
    this.#people = people;
  }

  rowsOf(lines: CorpusLine[]): { rows: Rows; words: Words[] } {
    const rows: Rows = {};
    const words: Words[] = [];
    for (const all of Map.groupBy(lines, ({ id }) => id).values()) this.#addItem(all, rows, words);
    return { rows, words };
  }

  /** Where numbers go on. */
  counters(): InsertObject<Tables, 'counters'>[] {
    return [...this.#numbers].map(([key, last]) => {
      const [letters, year] = key.split('-');
      return { letters: letters!, year: Number(year), last };
    });
  }

  #addItem(lines: CorpusLine[], rows: Rows, words: Words[]): void {
    const { id: n, date } = lines[0]!;
    const kind = kindOf(n);
    const isPublic = stateOf(n, 'en') === 'published';
    const item = ++this.#last.item;
    const number = isPublic ? this.#number(kind, date.slice(0, 4)) : null;
    add(rows, 'items', { id: item, source_key: null, kind, number });
    let source: Source | null = null;
    for (const line of lines) {
      // Not everything is translated.
      if (line.lang !== 'en' && (n * 7 + line.lang.charCodeAt(0)) % 11 === 0) continue;
      const made = this.#addEdition({ line, item, source }, rows);
      source ??= made;
      words.push({
        edition: made.edition,
        title: this.#formsOf(line.title, line.lang),
        words: this.#formsOf([line.title, line.summary, line.body, line.place].join(' '), line.lang),
      });
    }
  }

  #addEdition({ line, item, source }: { line: CorpusLine; item: number; source: Source | null }, rows: Rows): Source {
    const { id: n, lang, date } = line;
    const edition = ++this.#last.edition;
    const state = stateOf(n, lang);
    const author = this.#people[(n + lang.charCodeAt(0)) % this.#people.length]!;
    const content = contentOf(line, source !== null);
    const revisions = this.#addRevisions({ edition, n, state, content, date, author }, rows);
    const head = revisions.at(-1)!;
    const isOut = state === 'published' || state === 'withdrawn';
    const released = isOut ? head : n % 3 === 0 ? revisions[0]! : null;
    const isOutdated = n % 19 === 0;
    add(rows, 'editions', {
      id: edition,
      item_id: item,
      language: lang,
      path: released && `${lang}/statements/${date.slice(0, 4)}/${line.slug}-${n}/`,
      restricted: n % 97 === 5 ? 'Names private people' : null,
      state,
      head_id: head.id,
      title: content.title,
      posted: content.posted,
      saved: head.saved,
      author_id: author,
      assignee_id: n % 41 === 0 ? this.#people[n % this.#people.length]! : null,
      approved_id: state === 'approved' || state === 'scheduled' ? head.id : null,
      publish_at: state === 'scheduled' ? new Date(Date.now() + 30 * DAY + n * 60_000).toISOString() : null,
      publish_by: state === 'scheduled' ? author : null,
      publish_lease: null,
      publish_failure: state === 'scheduled' && n % 5 === 0 ? 'DISK_FULL: There is no room left.' : null,
      released_id: released?.id ?? null,
      released_event: released && (state === 'withdrawn' ? 'withdraw' : 'publish'),
      released: released && secondsOf(released.saved),
      translates: content.translates,
      made_from_id: source && (isOutdated ? source.older.id : source.head.id),
      made_from_words: source && (isOutdated ? source.older.words : source.head.words),
      reference_words: head.words,
      reference_id: head.id,
      archived: released === null && n % 5 === 2 ? head.saved : null,
    });
    if (released) this.#addRelease({ edition, revision: released, author, state }, rows);
    if (n % 10 === 0) this.#addComments(edition, head, rows);
    return { edition, head, older: revisions[0]! };
  }

  /** What is at work has been saved several times, and so has some of what is done. */
  #addRevisions(
    { edition, n, state, content, date, author }: Work & { content: Content; date: string },
    rows: Rows,
  ): Revision[] {
    const count = state !== 'published' || n % 5 === 0 || n % 19 === 0 ? 3 : 1;
    return Array.from({ length: count }, (_, index) => {
      const at = Date.parse(date) + index * 3_600_000 + (n % 7) * 60_000;
      const paragraphs = content.body.split('\n');
      // Earlier ones lack the last paragraphs.
      const body = paragraphs.slice(0, Math.max(paragraphs.length - (count - 1 - index), 1)).join('\n');
      const said = { ...content, body };
      const revision = { id: ++this.#last.revision, words: wordsOf(said, {}), saved: new Date(at).toISOString() };
      add(rows, 'revisions', {
        ...revision,
        edition_id: edition,
        sha256: null,
        content: canonicalJson(said),
        source: 'desk',
        author_id: author,
        name: null,
        auto: 0,
      });
      for (const { sha256, sizes } of content.media)
        for (const hash of [sha256, ...sizes.map((size) => size.sha256)])
          add(rows, 'revision_media', { sha256: hash, revision_id: revision.id });
      this.#addAudit('edition.save', edition, author, revision.saved, rows);
      return revision;
    });
  }

  #addRelease(
    { edition, revision, author, state }: { edition: number; revision: Revision; author: string; state: string },
    rows: Rows,
  ): void {
    const event = state === 'withdrawn' ? 'withdraw' : 'publish';
    add(rows, 'releases', {
      sha256: hexSha256(`release of ${revision.id}`),
      edition_id: edition,
      revision_id: revision.id,
      version: 1,
      event,
      released: secondsOf(revision.saved),
      bytes: null,
      entry: null,
      position: null,
    });
    for (const action of ['submit', 'approve', event]) {
      const id = ++this.#last.step;
      const step = { id, edition_id: edition, revision_id: revision.id, action, who: author, note: '' };
      add(rows, 'steps', { ...step, at: revision.saved });
      this.#addAudit(`edition.${action}`, edition, author, revision.saved, rows);
    }
  }

  #addComments(edition: number, head: Revision, rows: Rows): void {
    const [who, other] = [this.#people[edition % this.#people.length]!, this.#people[0]!];
    const id = ++this.#last.comment;
    const common = { edition_id: edition, revision_id: head.id, at: head.saved, passage: null };
    const resolved = edition % 4 === 0 ? null : head.saved;
    const by = { resolved, resolved_by: resolved && other };
    add(rows, 'comments', { id, ...common, parent_id: null, who, text: 'Is this date right?', ...by });
    const answer = { parent_id: id, who: other, text: 'Yes: see the minutes.', resolved: null, resolved_by: null };
    add(rows, 'comments', { id: ++this.#last.comment, ...common, ...answer });
    if (who !== other) add(rows, 'mentions', { comment_id: id, user_id: other, seen: resolved });
  }

  #addAudit(action: string, edition: number, who: string, at: string, rows: Rows): void {
    const line = { at, user_id: who, who: 'Nadia Kamal', action, object: `edition:${edition}` };
    add(rows, 'audit', { ...line, details: '{}', address: '192.0.2.7' });
  }

  #number(kind: ReturnType<typeof kindOf>, year: string): string {
    const key = `${{ page: 'PG', person: 'PE', statement: 'ST' }[kind]}-${year}`;
    const n = (this.#numbers.get(key) ?? 0) + 1;
    this.#numbers.set(key, n);
    return `${key}-${String(n).padStart(4, '0')}`;
  }

  #formsOf(text: string, language: string): string[] {
    const forms = new Set<string>();
    for (const word of text.split(/\s+/)) {
      const key = `${language} ${word}`;
      if (!this.#forms.has(key)) this.#forms.set(key, indexForms(word, language));
      for (const form of this.#forms.get(key)!) forms.add(form);
    }
    return [...forms];
  }
}

interface Revision {
  id: number;
  words: string;
  saved: string;
}

interface Work {
  edition: number;
  n: number;
  state: string;
  author: string;
}

/** An original, as its translations see it. */
interface Source {
  edition: number;
  head: Revision;
  older: Revision;
}

function contentOf(
  { id: n, lang, date, title, summary, body, place, tags }: CorpusLine,
  isTranslation: boolean,
): Content {
  const paragraphs = body.split('\n\n').map((text) => `<p>${text}</p>`);
  return {
    ...EMPTY,
    title,
    summary,
    body: `${paragraphs.join('\n')}\n`,
    posted: n % 13 === 0 ? null : date.slice(0, 10),
    places: [place],
    tags: tags.map((_, index) => `tag-${(n + index) % 40}`),
    media: stateOf(n, lang) === 'published' && n % 6 === 0 ? [pictureIn(n % PICTURES)] : [],
    translates: isTranslation ? 'en' : null,
    fields: kindOf(n) === 'statement' ? { type: 'statement' } : {},
  };
}

function kindOf(n: number): 'statement' | 'person' | 'page' {
  return n % 900 === 0 ? 'page' : n % 60 === 0 ? 'person' : 'statement';
}

function pictureIn(n: number): Content['media'][number] {
  return {
    sha256: masterOf(n),
    role: 'lead',
    alt: 'A harbour in the morning',
    caption: '',
    credit: '',
    sizes: sizesOf(n),
  };
}

function masterOf(n: number): string {
  return hexSha256(`picture ${n}`);
}

function sizesOf(n: number): Content['media'][number]['sizes'] {
  return [480, 960, 1600].map((width) => ({
    sha256: hexSha256(`picture ${n} at ${width}`),
    type: 'image/webp',
    width,
    height: width / 2,
  }));
}

/** Pictures and terms. */
async function addLibrary(db: Db, people: string[]): Promise<void> {
  const at = '2012-03-05T10:00:00.000Z';
  const numbers = Array.from({ length: PICTURES }, (_, n) => n);
  await insert(
    db,
    'uploads',
    numbers.map((n) => ({
      sha256: hexSha256(`as it came ${n}`),
      master: masterOf(n),
      name: `harbour-${n}.jpg`,
      type: 'image/jpeg',
      bytes: 400_000,
      width: 2400,
      height: 1200,
      focus_x: 0.5,
      focus_y: 0.5,
      crop: null,
      credit: n % 7 === 0 ? 'Tide & Harbour Weekly' : 'Ferry Users’ League',
      rights: '',
      words: JSON.stringify({ en: { alt: 'A harbour in the morning', caption: `Pier ${n}` } }),
      findings: '[]',
      who: people[n % people.length]!,
      at,
    })),
  );
  await insert(
    db,
    'pictures',
    numbers.map((n) => ({ sha256: masterOf(n), role: 'lead', sizes: JSON.stringify(sizesOf(n)) })),
  );
  const terms = Array.from({ length: TERMS }, (_, n) => ({
    ...{ from_language: 'en', to_language: n % 2 === 0 ? 'ur' : 'sd', rendering: 'لفظ', note: '', who: people[0]!, at },
    ...{ term: `bank ${n.toString(36)}`, folded: `bank ${n.toString(36)}` },
  }));
  await insert(db, 'glossary', terms);
}

function add<Table extends keyof Tables>(rows: Rows, table: Table, row: InsertObject<Tables, Table>): void {
  const known = (rows[table] ?? []) as InsertObject<Tables, Table>[];
  known.push(row);
  rows[table] = known as Rows[Table];
}

function secondsOf(time: string): string {
  return time.replace(/\.\d+Z$/, 'Z');
}

/** Nearly all is published; some is at work. */
function stateOf(n: number, language: string): string {
  const one = (n * 31 + language.charCodeAt(0)) % 200;
  if (one < 6) return 'draft';
  return (
    { 6: 'in-review', 7: 'in-review', 8: 'changes-requested', 9: 'approved', 10: 'scheduled', 11: 'withdrawn' }[one] ??
    'published'
  );
}
