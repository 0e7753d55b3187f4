/**
 * How long the desk's lists, searches and saves take: `node bench/desk.ts [items=50000] [folder]`, each item in three
 * languages, from the deterministic corpus (bench/corpus.mjs). A folder that is named is filled once and kept. Prints one
 * JSON object, milliseconds as [median, 95th percentile]; results are kept in bench/results/desk.json.
 */
import { execFileSync } from 'node:child_process';
import { createReadStream, existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { sql } from 'kysely';
import { prepareSignIn } from '../src/desk/server/auth.ts';
import { calendarOf } from '../src/desk/server/calendar.ts';
import { type Db, openDatabase } from '../src/desk/server/database.ts';
import { contentOf, editionWith, saveEdition } from '../src/desk/server/editions.ts';
import { EMPTY } from '../src/desk/server/erase.ts';
import { addRevision } from '../src/desk/server/head.ts';
import { type ListQuery, listItems } from '../src/desk/server/lists.ts';
import { overviewFor } from '../src/desk/server/overview.ts';
import { type Actor, DAFTAR } from '../src/desk/server/roles.ts';
import { searchDesk } from '../src/desk/server/search-desk.ts';

const LANGUAGES = ['en', 'ur', 'sd'];
const PEOPLE = 12;
const RUNS = 15;
/** The last number given, by letters and year. */
const numbers = new Map<string, number>();

const count = Number(process.argv[2] ?? 50_000);
const dir = process.argv[3] ?? mkdtempSync(join(tmpdir(), 'daftar-bench-'));
mkdirSync(dir, { recursive: true });
const isFilled = existsSync(join(dir, 'filled'));
const db = await openDatabase({ file: join(dir, 'db') });
const desk = { db, dataDir: dir };
await prepareSignIn(db);
if (!isFilled) await fill(db);
const who: Actor = { ...DAFTAR, id: 'person-3', name: 'Person 3' };

const lists: Record<string, ListQuery> = {
  all: {},
  'oldest first': { sort: 'saved' },
  'by date': { sort: '-date' },
  'by date, oldest first': { sort: 'date' },
  'a kind': { kind: 'statement' },
  'a rare kind': { kind: 'page' },
  'a language': { language: 'sd' },
  'a language, by date': { language: 'sd', sort: '-date' },
  'in review': { state: ['in-review'] },
  'published, by date': { state: ['published'], sort: '-date' },
  'approved or scheduled, by date': { state: ['approved', 'scheduled'], sort: '-date' },
  missing: { translation: 'missing' },
  'missing in Sindhi': { translation: 'missing', language: 'sd' },
  'in work': { translation: 'in-work' },
  'in review as a translation': { translation: 'in-review', language: 'ur' },
  current: { translation: 'current', language: 'ur' },
  outdated: { translation: 'outdated' },
  'outdated in Urdu': { translation: 'outdated', language: 'ur' },
  'assigned to me': { assignee: who.id },
  'written by me': { author: who.id },
  'written by me, by date': { author: who.id, sort: '-date' },
  'a month': { from: '2012-03-01', to: '2012-03-31', sort: '-date' },
  'a month, by last save': { from: '2012-03-01', to: '2012-03-31' },
  'a decade, by last save': { from: '2000-01-01', to: '2009-12-31' },
  restricted: { restricted: true },
  archived: { archived: true },
  'a rare kind that nobody is at': { kind: 'page', state: ['in-review'], language: 'sd', assignee: who.id },
  'mine in review in Urdu, by date': { author: who.id, state: ['in-review'], language: 'ur', sort: '-date' },
  'with a word that is everywhere': { q: 'the ' },
  'with the beginning of one': { q: 'م' },
  'with two frequent words': { q: 'میں کے' },
  'with a rare word': { q: 'ranlorvi' },
  'with a frequent word, drafts only': { q: 'آهي', state: ['draft'] },
  'with a frequent word, mine, by date': { q: 'کا', author: who.id, sort: '-date' },
  'a number': { q: 'ST-2012-0100' },
  'the beginning of a number': { q: 'ST-2012' },
};
const searches = ['t', 'the', 'the of', 'ka', 'kalo', 'ک', 'کی', 'میں کے سے', 'جي', 'ڪ', 'سنڌ', 'پاڻي', 'ST-2014-0042'];

const results: Record<string, [number, number]> = {};
for (const [name, query] of Object.entries(lists)) {
  results[`list: ${name}`] = await time(() => listItems(desk, who, query, LANGUAGES));
  const { cursor } = await listItems(desk, who, query, LANGUAGES);
  if (cursor)
    results[`list: ${name}, second page`] = await time(() => listItems(desk, who, { ...query, cursor }, LANGUAGES));
}
results['list: all, far down'] = await time(async () =>
  listItems(desk, who, { cursor: Buffer.from('["2012-06-01T00:00:00.000Z",1]').toString('base64url') }, LANGUAGES),
);
for (const q of searches) results[`search: ${q}`] = await time(() => searchDesk(desk, who, { q }));
const now = new Date('2025-01-10T09:00:00Z');
results.overview = await time(() => overviewFor(desk, who, LANGUAGES, now));
results.calendar = await time(() => calendarOf(desk, who, { from: '2024-12-01', to: '2024-12-31' }));
results.save = await time(saveOne);

const slowest = Object.entries(results).sort(([, a], [, b]) => b[1] - a[1])[0]!;
console.log(
  JSON.stringify(
    {
      command: `node bench/desk.ts ${count}`,
      items: count,
      editions: Number((await sql<{ n: number }>`select count(*) as n from editions`.execute(db)).rows[0]!.n),
      database: 'SQLite',
      cores: availableParallelism(),
      node: process.version,
      slowest: { [slowest[0]]: slowest[1] },
      milliseconds: results,
    },
    null,
    1,
  ),
);
await db.destroy();
if (!process.argv[3]) rmSync(dir, { recursive: true });

async function time(work: () => Promise<unknown>): Promise<[number, number]> {
  const took: number[] = [];
  for (let run = 0; run < RUNS; run++) {
    const started = performance.now();
    await work();
    took.push(performance.now() - started);
  }
  took.sort((a, b) => a - b);
  const at = (part: number) => Math.round(took[Math.floor((RUNS - 1) * part)]! * 10) / 10;
  return [at(0.5), at(0.95)];
}

/** Each time another draft, with another sentence. */
async function saveOne(): Promise<void> {
  const { id, head_id } = await db
    .selectFrom('editions')
    .select(['id', 'head_id'])
    .where('state', '=', 'draft')
    .orderBy(sql`random()`)
    .limit(1)
    .executeTakeFirstOrThrow();
  const content = await contentOf(db, head_id!);
  const body = `${content.body}\n<p>Said at ${performance.now()}.</p>`;
  await saveEdition(desk, who, id, { base: head_id!, content: { ...content, body } }, new Date());
  await editionWith(db, id);
}

interface Line {
  id: number;
  slug: string;
  lang: string;
  date: string;
  title: string;
  summary: string;
  place: string;
  tags: string[];
  body: string;
}

/** Through the one place where a revision is made; states as if people had been at work for years. */
async function fill(db: Db): Promise<void> {
  const corpus = join(dir, 'corpus.jsonl');
  execFileSync(process.execPath, [join(import.meta.dirname, 'corpus.mjs'), String(count), corpus], { cwd: dir });
  await sql`pragma synchronous = off`.execute(db);
  for (let n = 0; n < PEOPLE; n++) {
    const time = '2020-01-01T00:00:00.000Z';
    await sql`insert into "user" (id, name, email, "emailVerified", "createdAt", "updatedAt")
      values (${`person-${n}`}, ${`Person ${n}`}, ${`person-${n}@example.org`}, 1, ${time}, ${time})`.execute(db);
  }
  let batch: Line[] = [];
  for await (const text of createInterface({ input: createReadStream(corpus) })) {
    batch.push(JSON.parse(text));
    if (batch.length < 600) continue;
    await addAll(db, batch);
    batch = [];
  }
  await addAll(db, batch);
  rmSync(corpus);
  await sql`pragma synchronous = full`.execute(db);
  await sql`pragma wal_checkpoint(truncate)`.execute(db);
  mkdirSync(join(dir, 'filled'));
}

async function addAll(db: Db, lines: Line[]): Promise<void> {
  await db.transaction().execute(async (transaction) => {
    const items = new Map<number, { id: number; source: number | null }>();
    for (const line of lines) {
      if (!items.has(line.id)) items.set(line.id, await addItem(transaction, line));
      const item = items.get(line.id)!;
      if (line.lang !== 'en' && (line.id * 7 + line.lang.charCodeAt(0)) % 11 === 0) continue;
      const id = await addEdition(transaction, item, line);
      item.source ??= id;
    }
  });
}

async function addItem(db: Db, { id, date }: Line) {
  const kind = id % 900 === 0 ? 'page' : id % 60 === 0 ? 'person' : 'statement';
  const letters = { page: 'PG', person: 'PE', statement: 'ST' }[kind];
  const key = `${letters}-${date.slice(0, 4)}`;
  const n = (numbers.get(key) ?? 0) + 1;
  numbers.set(key, n);
  const isPublic = stateOf(id, 'en') === 'published';
  const item = await db
    .insertInto('items')
    .values({ source_key: null, kind, number: isPublic ? `${key}-${String(n).padStart(4, '0')}` : null })
    .returning('id')
    .executeTakeFirstOrThrow();
  return { id: item.id, source: null as number | null };
}

async function addEdition(db: Db, item: { id: number; source: number | null }, line: Line): Promise<number> {
  const { id: n, lang, date, title, summary, body, place, tags } = line;
  const { id } = await db
    .insertInto('editions')
    .values({ item_id: item.id, language: lang, path: null, restricted: n % 97 === 5 ? 'Names private people' : null })
    .returning('id')
    .executeTakeFirstOrThrow();
  const revisionId = await addRevision(db, {
    editionId: id,
    content: {
      ...EMPTY,
      title,
      summary,
      body: body
        .split('\n\n')
        .map((text) => `<p>${text}</p>`)
        .join('\n'),
      posted: n % 13 === 0 ? null : date.slice(0, 10),
      places: [place],
      tags: tags.map((_, index) => `tag-${(n + index) % 40}`),
      translates: lang === 'en' ? null : 'en',
      fields: { type: 'statement' },
    },
    saved: new Date(Date.parse(date) + (lang.charCodeAt(0) % 5) * 3_600_000).toISOString(),
    source: 'desk',
    authorId: `person-${(n + lang.charCodeAt(0)) % PEOPLE}`,
  });
  const state = stateOf(n, lang);
  const isPublic = state === 'published' || n % 3 === 0;
  const source =
    lang === 'en'
      ? null
      : await db
          .selectFrom('editions')
          .select(['head_id', 'reference_words'])
          .where('id', '=', item.source!)
          .executeTakeFirstOrThrow();
  await db
    .updateTable('editions')
    .set({
      state,
      assignee_id: n % 41 === 0 ? `person-${n % PEOPLE}` : null,
      archived: n % 211 === 7 ? date : null,
      publish_at: state === 'scheduled' ? new Date(Date.parse('2025-01-15') + n * 60_000).toISOString() : null,
      publish_failure: state === 'scheduled' && n % 5 === 0 ? 'DISK_FULL: There is no room left.' : null,
      ...(isPublic && { released_id: revisionId, released_event: 'publish', released: date.replace(/\.\d+Z/, 'Z') }),
      ...(lang === 'en' && { reference_id: revisionId, reference_words: `words-${n}` }),
      ...(source && {
        made_from_id: n % 19 === 0 ? 0 : source.head_id,
        made_from_words: n % 19 === 0 ? 'older' : source.reference_words,
      }),
    })
    .where('id', '=', id)
    .execute();
  return id;
}

/** Nearly all is published; the newest are at work. */
function stateOf(n: number, language: string): string {
  const one = (n * 31 + language.charCodeAt(0)) % 200;
  if (one < 6) return 'draft';
  return (
    { 6: 'in-review', 7: 'in-review', 8: 'changes-requested', 9: 'approved', 10: 'scheduled', 11: 'withdrawn' }[one] ??
    'published'
  );
}
