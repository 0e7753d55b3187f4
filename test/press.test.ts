import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  chmodSync,
  createReadStream,
  existsSync,
  lstatSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { Readable } from 'node:stream';
import { type TestContext, test } from 'node:test';
import { promisify } from 'node:util';
import fc from 'fast-check';
import { DaftarError } from '../src/base/errors.ts';
import { hexSha256 } from '../src/base/hash.ts';
import { takeInFiles } from '../src/commands/import.ts';
import { openDatabase } from '../src/desk/server/database.ts';
import { emptyOutbox } from '../src/desk/server/outbox.ts';
import { aliasAddresses } from '../src/kinds/aliases.ts';
import { BARE } from '../src/kinds/masthead.ts';
import { languages } from '../src/languages/index.ts';
import { Newsroom, pathsOf } from '../src/newsroom.ts';
import { pressingCode } from '../src/press/code.ts';
import { Press } from '../src/press/press.ts';
import { type Sheets, sheetsFor } from '../src/press/sheet/sheet.ts';
import { loadKeys } from '../src/record/keys.ts';
import { keepReceipts } from '../src/record/receipts.ts';
import type { Medium, Release } from '../src/record/release.ts';
import { openRecord } from '../src/record/store.ts';
import { signed, testKeys, testRelease } from '../src/record/testing.ts';
import { openWriter, type RecordWriter } from '../src/record/writer.ts';
import { MASTHEAD } from './helpers/ferry-league.ts';
import {
  assertSameSite,
  DEMO,
  dataFolder,
  emptyNewsroom,
  FONT_CACHE,
  folder,
  fullBuild,
  openNewsroom,
  publishFiles,
  reader,
  siteFiles,
  write,
} from './helpers/newsroom.ts';

// The long run: PRESS_RUNS=500 PRESS_BATCHES=12, with another PRESS_SEED to try others.
const RUNS = Number(process.env.PRESS_RUNS ?? 5);
const MOST_BATCHES = Number(process.env.PRESS_BATCHES ?? 5);
const SEED = Number(process.env.PRESS_SEED ?? 20201114);

test('whatever was published in whatever order, the site is the one that a full build makes', async (t) => {
  const sheets = remembered(await sheetsFor([...languages.values()]));
  await fc.assert(
    fc.asyncProperty(batches, (story) => playAndCompare(t, story, sheets)),
    { numRuns: RUNS, seed: SEED, endOnFailure: RUNS <= 8 },
  );
});

/** One thing that happens in a newsroom. Numbers choose among what is there at that time. */
type Step =
  | { do: 'publish' | 'translate' | 'correct' | 'withdraw'; item: number; edition: number; words: Words }
  | { do: 'masthead'; fields: MastheadWords };
type Words = typeof words extends fc.Arbitrary<infer T> ? T : never;
type MastheadWords = typeof mastheadWords extends fc.Arbitrary<infer T> ? T : never;

const LANGUAGES = ['en', 'ur', 'sd'] as const;
const TITLES = ['The ferry runs again', 'Water for Old Quay', 'گھاٹ پر پانی', 'ٻيڙي وري هلي'];
const OLD_ADDRESSES = [
  'oldnews/41001/the-ferry',
  'oldnews/41001',
  'oldnews/41001/',
  'news990911.htm',
  'en/statements/2020/renamed/',
  'en/statements/',
  'record/log/checkpoint',
  '../outside',
  'robots.txt',
];

const words = fc.record({
  kind: fc.constantFrom('statement', 'statement', 'statement', 'person', 'page', 'document', 'document', 'poem'),
  language: fc.constantFrom(...LANGUAGES),
  title: fc.constantFrom(...TITLES),
  posted: fc.constantFrom('2019-12-31', '2020-01-01', '2020-11-14', '2020-11-14T23:30:00+05:00', '2021-02-03', null),
  tags: fc.uniqueArray(fc.constantFrom('water', 'ferry', 'unlabelled'), { maxLength: 2 }),
  people: fc.uniqueArray(fc.nat(4), { maxLength: 2 }),
  name: fc.constantFrom('N. Abro', 'Nasreen Abro', 'نسرین ابڑو'),
  pictures: fc.uniqueArray(fc.nat(2), { maxLength: 2 }),
  aliases: fc.uniqueArray(fc.constantFrom(...OLD_ADDRESSES), { maxLength: 3 }),
  isTranslation: fc.boolean(),
  earlier: fc.nat(9),
});

const mastheadWords = fc.record({
  languages: fc.constantFrom(['en', 'ur', 'sd'], ['sd', 'en'], ['ur', 'en', 'sd']),
  name: fc.constantFrom('Ferry Users’ League', 'Old Quay League'),
  sections: fc.constantFrom(['statement', 'person', 'page'], ['page', 'statement'], ['person', 'statement', 'page']),
  navigation: fc.uniqueArray(fc.nat(4), { maxLength: 2 }),
  tags: fc.constantFrom({}, { water: { en: 'Water', ur: 'پانی' } }, { water: { en: 'Taps' }, ferry: { sd: 'ٻيڙي' } }),
  numerals: fc.constantFrom({}, { ur: 'native', sd: 'ascii' }),
  security: fc.constantFrom(null, { contact: 'mailto:security@ferry.example', expires: '2031-01-01T00:00:00Z' }),
  emblem: fc.option(fc.nat(2)),
});

function text<What extends string>(what: What) {
  return fc.record({ do: fc.constant(what), item: fc.nat(9), edition: fc.nat(2), words });
}

const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 8, arbitrary: text('publish') },
  { weight: 6, arbitrary: text('translate') },
  { weight: 12, arbitrary: text('correct') },
  { weight: 3, arbitrary: text('withdraw') },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('masthead' as const), fields: mastheadWords }) },
);

/** What happens between two presses, whether Daftar is started anew before the second, and when receipts come. */
const batch = fc.record({
  steps: fc.array(step, { minLength: 1, maxLength: 4 }),
  restart: fc.boolean(),
  receipts: fc.constantFrom('none', 'before', 'later'),
});
const batches = fc.array(batch, { minLength: 2, maxLength: MOST_BATCHES });

interface Batch {
  steps: Step[];
  restart: boolean;
  receipts: 'none' | 'before' | 'later';
}

async function playAndCompare(t: TestContext, story: Batch[], sheets: Sheets) {
  const dir = folder(t);
  const record = join(dir, 'record');
  const siteDir = join(dir, 'site');
  const whole = join(dir, 'whole');
  const desk = await Desk.open(dir);
  const open = (to: string) => Press.open({ record: openRecord(record), siteDir: to, cacheDir: FONT_CACHE, sheets });
  try {
    let press = await open(siteDir);
    await press.catchUp();
    for (const { steps, restart, receipts } of story) {
      await desk.append(steps);
      if (receipts === 'before') await keepReceipts(openRecord(record));
      if (restart) press = await open(siteDir);
      await press.catchUp();
      if (receipts === 'later') {
        await keepReceipts(openRecord(record));
        await press.catchUp();
      }
      rmSync(`${whole}.json`, { force: true }); // what it was pressed from is forgotten: all of it is built
      await (await open(whole)).catchUp();
      assertSameSite(siteDir, whole);
    }
    assert.equal(openRecord(record).size, desk.size);
  } finally {
    await desk.close();
    rmSync(dir, { recursive: true });
  }
}

/**
 * Every story begins with something of each kind in each language: the first edition of a section shows in all navigation,
 * so before that nearly every press would render everything, and nothing could be left out by mistake.
 */
const START: Step[] = [
  ...(['statement', 'person', 'page', 'document', 'poem'] as const).flatMap((kind, item) =>
    LANGUAGES.map((language, index): Step => {
      const said = { tags: [], people: [], name: '', pictures: [], aliases: [], isTranslation: true, earlier: 0 };
      const words = { kind, language, title: TITLES[item % TITLES.length]!, posted: '2020-01-01', ...said } as Words;
      return { do: index === 0 ? 'publish' : 'translate', item, edition: 0, words };
    }),
  ),
  {
    do: 'masthead',
    fields: {
      languages: [...LANGUAGES],
      name: 'Ferry Users’ League',
      sections: ['statement', 'person', 'page'],
      navigation: [2],
      tags: {},
      numerals: {},
      security: null,
      emblem: 0,
    },
  },
];

/** Makes releases of steps, as a desk would: numbers, versions and the chain are always right. */
class Desk {
  #keys = testKeys('press');
  #writer: RecordWriter;
  #newest = new Map<string, Release & { sha256: string }>();
  #minute = 0;

  static async open(dir: string): Promise<Desk> {
    const keys = testKeys('press');
    const writer = await openWriter({ dir: join(dir, 'record'), lockFile: join(dir, 'lock'), keys, demo: false });
    const desk = new Desk(writer);
    await desk.append(START);
    return desk;
  }

  private constructor(writer: RecordWriter) {
    this.#writer = writer;
  }

  get size(): number {
    return this.#writer.size;
  }

  async append(steps: Step[]): Promise<void> {
    const made = steps.flatMap((one) => this.#release(one) ?? []);
    await this.#writer.append(
      made.map((release) => ({ ...signed(release, this.#keys), media: release.media.flatMap(bytesOf) })),
    );
  }

  close(): Promise<void> {
    return this.#writer.close();
  }

  #release(one: Step): Release | null {
    const release = one.do === 'masthead' ? this.#masthead(one.fields) : this.#text(one);
    if (!release) return null;
    const before = this.#newest.get(`${release.number} ${release.language}`);
    const whole = { ...release, version: (before?.version ?? 0) + 1, previous: before?.sha256 ?? null };
    this.#newest.set(`${release.number} ${release.language}`, { ...whole, sha256: signed(whole, this.#keys).sha256 });
    return whole;
  }

  #text({ do: what, item, edition, words: said }: Exclude<Step, { do: 'masthead' }>): Release | null {
    const known = this.#items();
    if (what === 'publish')
      return this.#first(`${LETTERS[said.kind]}-2020-${String(known.length + 1).padStart(4, '0')}`, said);
    const number = known[item % known.length];
    if (!number) return null;
    const editions = [...this.#newest.values()].filter((release) => release.number === number);
    if (what === 'translate') {
      if (editions.some(({ language }) => language === said.language)) return null;
      const [original] = editions;
      const translates = said.isTranslation ? { language: original!.language, sha256: original!.sha256 } : null;
      return { ...this.#first(number, { ...said, kind: original!.kind }), translates };
    }
    const { kind, language, path, translates } = editions[edition % editions.length]!;
    const note = 'The day was wrong.';
    return { ...this.#first(number, { ...said, kind, language }), path, translates, note, event: what };
  }

  #first(number: string, said: Omit<Words, 'kind' | 'language'> & { kind: string; language: string }): Release {
    const { kind, language } = said;
    const section = { statement: 'statements', person: 'people', page: 'pages', document: 'documents', poem: 'poems' }[
      kind
    ]!;
    return testRelease({
      number,
      kind,
      language,
      title: said.title,
      summary: 'In short.',
      body: `<h2>${said.title}</h2>\n<p>${said.title}, as <a href="item:${number}">said</a> before.</p>`,
      posted: kind === 'statement' ? (said.posted ?? '2020-06-01') : null,
      released: this.#time(),
      people: said.people.map((which) => ({ number: this.#personNumber(which), name: said.name, role: 'speaker' })),
      tags: said.tags,
      media: said.pictures.map((which, index) => picture(which, index === 0 ? 'lead' : 'figure')),
      fields: this.#fields(kind, said),
      path: `${language}/${section}/2020/${number.toLowerCase()}/`,
      aliases: said.aliases,
    });
  }

  #masthead(fields: MastheadWords): Release {
    const { name, sections, navigation, emblem, ...rest } = fields;
    return testRelease({
      number: 'MH-2020-0001',
      kind: 'masthead',
      language: 'mul',
      event: this.#newest.has('MH-2020-0001 mul') ? 'correct' : 'publish',
      title: name,
      body: '',
      posted: null,
      path: '',
      released: this.#time(),
      media: emblem === null ? [] : [picture(emblem, 'emblem')],
      fields: {
        base: 'https://ferry.example/news/',
        zone: { id: 'Asia/Karachi', offset: '+05:00' },
        names: { en: name },
        mottos: {},
        sections: sections.map((kind) => ({ kind, titles: {} })),
        navigation: navigation.map((which) => ({ item: this.#items()[which] ?? 'PG-2020-0001' })),
        contacts: [],
        email: null,
        letterhead: { address: {} },
        channels: [],
        mirrors: [],
        ...rest,
      } as unknown as Release['fields'],
    });
  }

  /** What a document and a poem draw from others: the edition before, the poet. */
  #fields(kind: string, { earlier, people, name }: Pick<Words, 'earlier' | 'people' | 'name'>): Release['fields'] {
    const items = this.#items();
    if (kind === 'document')
      return { ...FIELDS.document, earlier: { number: items[earlier % (items.length + 1)] ?? null, name: 'Before' } };
    if (kind === 'poem') return { ...FIELDS.poem, poet: { number: this.#personNumber(people[0] ?? 0), name } };
    return FIELDS[kind]!;
  }

  /** Persons with and without a profile, and now and then another kind of item. */
  #personNumber(which: number): string | null {
    return which === 0 ? null : (this.#items()[which - 1] ?? `PE-2020-900${which}`);
  }

  #items(): string[] {
    return [...new Set([...this.#newest.values()].map(({ number }) => number))].filter(
      (number) => !number.startsWith('MH'),
    );
  }

  #time(): string {
    return new Date(Date.UTC(2021, 5, 1, 0, this.#minute++)).toISOString().replace('.000', '');
  }
}

const LETTERS: Record<string, string> = { statement: 'ST', person: 'PE', page: 'PG', document: 'DO', poem: 'PM' };
const FIELDS: Record<string, Release['fields']> = {
  statement: { type: 'statement' },
  person: { honorific: null, sortKey: 'abro', offices: [] },
  page: {},
  document: { type: 'policy', edition: null, ownNumbers: null },
  poem: { form: 'nazm', translator: null, written: null, recitation: null },
  video: {
    address: null,
    captions: [],
    silent: true,
    poster: null,
    duration: null,
    recorded: null,
    chapters: [],
    credits: [],
  },
};

/** Three small pictures: red, green and blue. */
const PIXELS = [
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAIAAACQd1PeAAAADElEQVR4nGP4z8AAAAMBAQDJ/pLvAAAAAElFTkSuQmCC',
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAIAAACQd1PeAAAADElEQVR4nGNg+M8AAAICAQB7CYF4AAAAAElFTkSuQmCC',
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAIAAACQd1PeAAAADElEQVR4nGNgYPgPAAEDAQAIicLsAAAAAElFTkSuQmCC',
].map((text) => Buffer.from(text, 'base64'));

function picture(which: number, role: Medium['role']): Medium {
  const sha256 = hexSha256(PIXELS[which]!);
  const sizes = [{ sha256, type: 'image/png', width: 1, height: 1 }];
  return { sha256, role, alt: `Picture ${which}`, caption: '', credit: '', sizes };
}

function bytesOf({ sha256 }: Medium): { sha256: string; bytes: Uint8Array }[] {
  return PIXELS.filter((bytes) => hexSha256(bytes) === sha256).map((bytes) => ({ sha256, bytes }));
}

/**
 * The real typesetter, asked once for what it was asked before: the same input gives the same bytes (sheet.test.ts shows
 * it), and both builds of a story need the same sheets. An input that differs in anything is set anew.
 */
function remembered(sheets: Sheets): Sheets {
  const made = new Map<string, Promise<Buffer> | Buffer>();
  const once =
    <Input, Made extends Promise<Buffer> | Buffer>(name: string, set: (input: Input) => Made) =>
    (input: Input): Made => {
      const key = hexSha256(name + JSON.stringify(input, (_, value) => (value instanceof Map ? [...value] : value)));
      const known = made.get(key) as Made | undefined;
      if (known) return known;
      const fresh = set(input);
      made.set(key, fresh);
      return fresh;
    };
  return {
    pdf: once('pdf', sheets.pdf),
    socialPicture: once('picture', sheets.socialPicture),
    cover: once('cover', sheets.cover),
  };
}

test('old addresses lead to pages, and never stand where the site or the record stands', () => {
  const kept: [string, string][] = [
    ['englishnews/41001/a-slug', 'englishnews/41001/a-slug/'],
    ['englishnews/41001/', 'englishnews/41001/'],
    ['news990911.htm', 'news990911.htm'],
    ['old/index.html', 'old/'],
    ['en/statements/2020/an-older-slug/', 'en/statements/2020/an-older-slug/'],
    ['en/news/5', 'en/news/5/'],
  ];
  for (const [alias, address] of kept) assert.deepEqual(aliasAddresses([alias]), [address]);
  const left = [
    '',
    '/',
    'index.html',
    '404.html',
    'robots.txt',
    'sitemap.xml',
    'sitemaps/2020-11.xml',
    'record/log/checkpoint',
    'media/ab',
    'assets/style.css',
    '.well-known/security.txt',
    '../../etc/passwd',
    'a/../../b',
    '/etc/passwd',
    'a//b',
    'en',
    'en/',
    'en/feed.xml',
    'en/404.html',
    'en/tags/water',
    'verify',
    'ur/verify/',
    'en/statements/2020/a-slug/history/',
    'en/statements',
    'en/statements/2020',
    'en/statements/2020/11',
    'en/statements/2020/a-slug/text.txt',
    'ST-2020-0001',
    'ST-2020-0001/x',
    'a\\b',
    'a\u0000b',
    `${'long'.repeat(80)}/x`,
  ]; // prettier-ignore
  for (const alias of left) assert.deepEqual(aliasAddresses([alias]), [], alias);
});

test('of two texts that ask for one old address the first has it, until it lets go', async (t) => {
  const { append, press, siteDir } = await smallSite(t);
  const first = { number: 'ST-2024-0001', title: 'First', path: 'en/statements/2024/first/', aliases: ['old/1'] };
  const second = { number: 'ST-2024-0002', title: 'Second', path: 'en/statements/2024/second/', aliases: ['old/1/'] };
  const leadsTo = () =>
    /url=..\/..\/([^"]*)index.html"/.exec(readFileSync(join(siteDir, 'old/1/index.html'), 'utf8'))![1];
  const release = await append(first);
  await append(second);
  await press.catchUp();
  assert.equal(leadsTo(), 'en/statements/2024/first/');
  const corrected = await append({ ...first, version: 2, event: 'correct', previous: release });
  await press.catchUp();
  assert.equal(leadsTo(), 'en/statements/2024/first/');
  await append({ ...first, version: 3, event: 'correct', previous: corrected, aliases: [] });
  await press.catchUp();
  assert.equal(leadsTo(), 'en/statements/2024/second/');
});

test('a press that failed goes on where it stopped', async (t) => {
  const { append, open, siteDir } = await smallSite(t);
  await append({});
  const fickle = { fails: true };
  const real = await sheetsFor([...languages.values()]);
  const press = await open({
    ...real,
    pdf(input) {
      if (fickle.fails && input.release.number === 'ST-2024-0002') throw new Error('the disk is full');
      return real.pdf(input);
    },
  });
  await press.catchUp();
  const before = siteFiles(siteDir);
  await append({ number: 'ST-2024-0002', path: 'en/statements/2024/second/' });
  await assert.rejects(press.catchUp(), /disk is full/);
  assert.deepEqual(siteFiles(siteDir), before, 'nothing of it is seen');
  fickle.fails = false;
  await press.catchUp();
  const whole = join(folder(t), 'site');
  await (await open(real, whole)).catchUp();
  assertSameSite(siteDir, whole);
});

test('a text or picture that the typesetter refuses is set more plainly, and everything else stands', async (t) => {
  const { append, open, siteDir } = await smallSite(t);
  const findings: string[] = [];
  const onFinding = (finding: string) => findings.push(finding);
  const real = await sheetsFor([...languages.values()]);
  const asked: string[] = [];
  const picky: Sheets = {
    cover: real.cover,
    pdf(input) {
      asked.push(input.release.number);
      if (input.release.body.includes('<table>')) throw new DaftarError('SHEET_NOT_SET', 'No tables.');
      return real.pdf(input);
    },
    socialPicture(input) {
      if (input.release.title.includes('ugly')) throw new DaftarError('SHEET_NOT_SET', 'Not this title.');
      return real.socialPicture(input);
    },
  };
  const broken = Buffer.from('not a picture');
  const sizes = [{ sha256: hexSha256(broken), type: 'image/png', width: 9, height: 9 }];
  const lead: Medium = { ...picture(0, 'lead'), sha256: sizes[0]!.sha256, sizes };
  const press = await open(picky, siteDir, onFinding);
  await append({});
  await press.catchUp();
  assert.deepEqual(findings, []);
  assert.deepEqual(asked, ['ST-2024-0001'], 'what can be set is set once');
  await append({ number: 'ST-2024-0002', path: 'en/statements/2024/picture/', media: [lead] }, [broken]);
  const table = '<table><tbody><tr><td><p>A fare</p></td></tr></tbody></table>';
  await append({ number: 'ST-2024-0003', path: 'en/statements/2024/table/', title: 'An ugly table', body: table });
  await press.catchUp();
  assert.equal(findings.length, 1, 'one sentence a press');
  assert.match(
    findings[0]!,
    /^3 sheets .*picture\/ST-2024-0002-en\.pdf.*table\/ST-2024-0003-en\.pdf.*table\/card\.png/,
  );
  for (const name of ['picture/ST-2024-0002-en.pdf', 'table/ST-2024-0003-en.pdf']) {
    assert.match(readFileSync(join(siteDir, 'en/statements/2024', name), 'latin1'), /^%PDF/);
  }
  const whole = join(folder(t), 'site');
  await (await open(picky, whole, onFinding)).catchUp();
  assertSameSite(siteDir, whole);
  assert.equal(findings[1], findings[0]);
});

test('a month without any text that stands is in no sitemap', async (t) => {
  const { append, press, siteDir } = await smallSite(t);
  const stays = { number: 'ST-2024-0002', path: 'en/statements/2024/stays/', posted: '2024-04-01' };
  const sitemap = () => readFileSync(join(siteDir, 'sitemap.xml'), 'utf8').match(/sitemaps\/[-\d]+\.xml/g);
  const previous = await append({});
  await append(stays);
  await press.catchUp();
  assert.deepEqual(sitemap(), ['sitemaps/2024-04.xml', 'sitemaps/2024-03.xml']);
  await append({ version: 2, event: 'withdraw', previous, note: 'Wrong.' });
  await press.catchUp();
  assert.deepEqual(sitemap(), ['sitemaps/2024-04.xml']);
  assert.ok(!siteFiles(siteDir).has('sitemaps/2024-03.xml'));
});

test('a tag that is no plain word is printed and leads nowhere', async (t) => {
  const { append, press, siteDir } = await smallSite(t);
  const strange = ['Water', 'old quay', 'a/b', 'پانی', '-a', 'a--b'];
  await append({ tags: ['ferry-2', ...strange] });
  await press.catchUp();
  const page = readFileSync(join(siteDir, 'en/statements/2024/the-footbridge-is-open/index.html'), 'utf8');
  assert.deepEqual(page.match(/tags\/[^"]*/g), ['tags/ferry-2/index.html']);
  for (const tag of strange) assert.ok(page.includes(` · ${tag}`), tag);
  const pages = [...siteFiles(siteDir).keys()].filter((file) => /^en\/tags\/[^/]+\/index.html$/.test(file));
  assert.deepEqual(pages, ['en/tags/ferry-2/index.html']);
});

test('a site that other code pressed is pressed anew', async (t) => {
  const { append, open, siteDir } = await smallSite(t);
  await append({});
  await (await open()).catchUp();
  const pressed = JSON.parse(readFileSync(`${siteDir}.json`, 'utf8'));
  assert.ok(pressed.version.includes(pressingCode()));
  rmSync(join(siteDir, 'robots.txt'));
  writeFileSync(
    `${siteDir}.json`,
    JSON.stringify({ ...pressed, version: pressed.version.replace(pressingCode(), '0') }),
  );
  assert.deepEqual(await (await open()).catchUp(), ['robots.txt']);
});

test('a site that was pressed from another record is pressed anew', async (t) => {
  const here = await smallSite(t);
  const other = await smallSite(t, 'other');
  await here.append({});
  await here.append({ number: 'ST-2024-0002', path: 'en/statements/2024/second/' });
  await other.append({ title: 'Another organisation’s' });
  await (await here.open()).catchUp();
  const press = await other.open(undefined, here.siteDir);
  await press.catchUp();
  const whole = join(folder(t), 'site');
  await (await other.open(undefined, whole)).catchUp();
  assertSameSite(here.siteDir, whole);
  assert.match(readFileSync(join(here.siteDir, 'record/policy'), 'utf8'), new RegExp(openRecord(other.record).origin));
});

test('a long film is copied without being read, once, and goes with the last text that shows it', async (t) => {
  const { append, open, record, siteDir } = await smallSite(t);
  const length = 300 * 1024 * 1024;
  const sha256 = await hashOf(Readable.from(zeros(length)));
  const medium: Medium = {
    ...{ sha256, role: 'file', alt: '', caption: '', credit: '' },
    sizes: [{ sha256, type: 'video/mp4', width: 0, height: 0 }],
  };
  const item = {
    ...{ number: 'VI-2024-0001', kind: 'video', path: 'en/videos/2024/the-crossing/', summary: 'The crossing.' },
    ...{ fields: { ...FIELDS.video, files: [{ file: sha256 }] }, media: [medium] },
  };
  const stored = openRecord(record).mediaPath(sha256);
  write(dirname(stored), { [sha256]: '' });
  const previous = await append(item);

  const held = async (bytes: number, to: string) => {
    truncateSync(stored, bytes); // a sparse file: it takes no room on the disk
    const { stdout } = await promisify(execFile)(process.execPath, [PRESS_ALONE, record, to]);
    return Number(stdout);
  };
  const short = await held(3, join(folder(t), 'site'));
  chmodSync(stored, 0o600);
  const long = await held(length, siteDir);
  assert.ok(long - short < length / 4, `${long - short} bytes more for the film`);

  const address = `media/${sha256.slice(0, 2)}/${sha256}.mp4`;
  const film = join(siteDir, address);
  assert.equal(await hashOf(createReadStream(film)), sha256);
  assert.equal(statSync(film).mode & 0o777, 0o644, 'for whoever serves the site');
  assert.ok(readFileSync(join(siteDir, item.path, 'index.html'), 'utf8').includes(`${address}"`));

  const everything = async () => {
    rmSync(`${siteDir}.json`);
    return (await open()).catchUp();
  };
  assert.deepEqual(await everything(), [], 'what stands is not copied again');
  truncateSync(film, length / 2);
  assert.deepEqual(await everything(), [address], 'what a full disk cut short is');
  assert.equal(statSync(film).size, length);

  await append({ ...item, version: 2, event: 'withdraw', previous, note: 'Wrong.' });
  assert.ok((await (await open()).catchUp()).includes(address));
  assert.ok(!existsSync(film));
});

const PRESS_ALONE = join(import.meta.dirname, 'helpers/press-alone.ts');

function* zeros(length: number): Iterable<Buffer> {
  const chunk = Buffer.alloc(1024 * 1024);
  for (let sent = 0; sent < length; sent += chunk.length) yield chunk;
}

async function hashOf(bytes: Readable): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of bytes) hash.update(chunk);
  return hash.digest('hex');
}

/** A record with a masthead, and what it takes to add to it and press it. */
async function smallSite(t: TestContext, name = 'small') {
  const dir = folder(t);
  const record = join(dir, 'record');
  const siteDir = join(dir, 'site');
  const keys = testKeys(name);
  const desk = await openWriter({ dir: record, lockFile: join(dir, 'lock'), keys, demo: false });
  t.after(() => desk.close());
  const append = async (changes: Partial<Release>, pictures: Buffer[] = []) => {
    const entry = signed(testRelease({ fields: FIELDS.statement!, ...changes }), keys);
    await desk.append([{ ...entry, media: pictures.map((bytes) => ({ sha256: hexSha256(bytes), bytes })) }]);
    return entry.sha256;
  };
  await append({
    number: 'MH-2024-0001',
    kind: 'masthead',
    language: 'mul',
    title: name,
    path: '',
    fields: {
      ...BARE,
      base: 'https://small.example/',
      languages: ['en'],
      zone: { id: 'UTC', offset: '+00:00' },
      names: { en: name },
      sections: [{ kind: 'statement', titles: {} }],
    },
  });
  const open = (sheets?: Sheets, to = siteDir, onFinding?: (finding: string) => void) =>
    Press.open({ record: openRecord(record), siteDir: to, cacheDir: FONT_CACHE, sheets, onFinding });
  return { record, siteDir, append, open, press: await open() };
}

test('the site folder: what a restart, a crash and a stranger’s hand leave behind', async (t) => {
  const dataDir = dataFolder(t);
  const site = join(dataDir, 'site');
  const newsroom = await openNewsroom(t, dataDir);
  await publishFiles(newsroom, join(DEMO, 'masthead.yaml'));
  await publishFiles(newsroom, join(DEMO, 'statements/2017-09-ferry-fares'));
  await newsroom.close();
  const pressed = siteFiles(site);
  const recordBefore = siteFiles(join(dataDir, 'record'));
  const press = () => Press.open({ record: openRecord(join(dataDir, 'record')), siteDir: site, cacheDir: FONT_CACHE });

  await t.test('files that did not change are not written again', async () => {
    const old = new Date('2001-02-03T04:05:06Z');
    for (const file of pressed.keys()) utimesSync(join(site, file), old, old);
    rmSync(`${site}.json`);
    assert.deepEqual(await (await press()).catchUp(), []);
    for (const file of pressed.keys()) assert.deepEqual(statSync(join(site, file)).mtime, old, file);
  });

  await t.test('without site.json all of it is built, and strange or stale files go', async () => {
    const strange = ['en/statements/2017/gone/index.html', 'wp-login.php', 'en/stale.html', '.hidden'];
    write(site, Object.fromEntries(strange.map((file) => [file, 'not ours'])));
    writeFileSync(join(site, 'index.html'), 'changed by hand');
    rmSync(join(site, 'robots.txt'));
    rmSync(`${site}.json`);
    const changed = await (await press()).catchUp();
    assert.deepEqual([...changed].sort(), [...strange, 'index.html', 'robots.txt'].sort());
    assert.deepEqual(siteFiles(site), pressed);
  });

  await t.test('a site.json that cannot be read counts as none', async () => {
    for (const text of ['', 'null', '{}', '{"size":1e9}', '[', '{"version":"0","size":-1,"head":""}']) {
      rmSync(join(site, 'robots.txt'));
      writeFileSync(`${site}.json`, text);
      assert.deepEqual(await (await press()).catchUp(), ['robots.txt'], text);
    }
  });

  await t.test('what a crash left staged is cleared away', async () => {
    write(`${site}.staging`, { 'en/index.html': 'half a page' });
    await (await press()).catchUp();
    assert.throws(() => lstatSync(`${site}.staging`), { code: 'ENOENT' });
    assert.deepEqual(siteFiles(site), pressed);
  });

  await t.test(
    'the record behind its link is never touched, and a link that leads elsewhere is put right',
    async () => {
      const elsewhere = write(folder(t), { 'log/checkpoint': 'a stranger’s' });
      rmSync(join(site, 'record'));
      symlinkSync(elsewhere, join(site, 'record'));
      rmSync(`${site}.json`);
      await (await press()).catchUp();
      assert.deepEqual(siteFiles(join(dataDir, 'record')), recordBefore);
      assert.deepEqual(siteFiles(elsewhere).size, 1);
      assert.equal(
        readFileSync(join(site, 'record/log/checkpoint'), 'utf8'),
        readFileSync(join(dataDir, 'record/log/checkpoint'), 'utf8'),
      );
      rmSync(join(site, 'record'));
      symlinkSync('../nowhere', join(site, 'record'));
      await press();
      assert.deepEqual(siteFiles(join(site, 'record')), recordBefore);
    },
  );
});

test('what was appended when the power went is on the site after the next start', async (t) => {
  const dataDir = dataFolder(t);
  const before = await openNewsroom(t, dataDir);
  await publishFiles(before, join(DEMO, 'masthead.yaml'));
  await before.close();
  const crashed = await Newsroom.open({ dataDir });
  await takeInFiles(crashed, [join(DEMO, 'statements/2017-09-ferry-fares')], { publish: true });
  await crashed.close();
  await appendButDoNotPress(dataDir);

  const after = await openNewsroom(t, dataDir);
  await after.release();
  const { get } = await reader(t, dataDir);
  assert.equal((await get('/ST-2017-0001/')).status, 200);
  assertSameSite(join(dataDir, 'site'), await fullBuild(t, dataDir));
});

/** As far as a process came that died before it pressed. */
async function appendButDoNotPress(dataDir: string): Promise<void> {
  const paths = pathsOf(dataDir);
  const writer = await openWriter({ dir: paths.record, lockFile: paths.lock, keys: loadKeys(paths.keys) });
  const db = await openDatabase({ file: paths.db });
  assert.equal(await emptyOutbox({ db, dataDir }, writer), 2);
  await writer.close();
  await db.destroy();
}

test('a section leaves the navigation when the last that its list shows is withdrawn, and comes back', async (t) => {
  const { newsroom, siteDir, close } = await emptyNewsroom();
  t.after(close);
  const texts = folder(t);
  const link = (release: string, head: string) => ({
    [`links/tide/en${release}.md`]: `---\ntitle: Tide table\n${head}---\n`,
  });
  const item =
    'kind: link\nposted: 2024-03-05\nslug: tide\nfields: { subject: River, address: https://tides.example/ }\n';
  const front = () => readFileSync(join(siteDir, 'en/index.html'), 'utf8');
  const told = async (files: Record<string, string>) => {
    await publishFiles(newsroom, write(texts, files));
    return [
      front().includes('>Links</a>'),
      readFileSync(join(siteDir, 'en/links/index.html'), 'utf8').includes('No link has been entered'),
    ];
  };
  const masthead = MASTHEAD.replace(/( {2}sections:\n)/, '$1    - kind: link\n      titles: { en: Links }\n');
  assert.deepEqual(await told({ 'masthead.yaml': masthead, 'links/tide/item.yaml': item, ...link('', '') }), [
    true,
    false,
  ]);
  assert.deepEqual(await told(link('.2', 'event: withdraw\nnote: It is wrong.\n')), [false, true]);
  assert.deepEqual(await told(link('.3', 'note: It is right again.\n')), [true, false]);
});
