import assert from 'node:assert/strict';
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { after, before, type TestContext, test } from 'node:test';
import { hexSha256 } from '../src/base/hash.ts';
import { run } from '../src/cli.ts';
import { takeInFiles } from '../src/commands/import.ts';
import {
  dataFolder,
  FONT_CACHE,
  folder,
  openNewsroom,
  publishFiles,
  ROOT,
  recordOf,
  shareFonts,
  write,
} from './helpers/newsroom.ts';

const MASTHEAD = `kind: masthead
fields:
  base: https://news.ferry.example/
  languages: [en, ur]
  zone: { id: Asia/Karachi, offset: "+05:00" }
  names: { en: Ferry Users’ League, ur: گھاٹ والوں کی انجمن }
  mottos: {}
  sections: [{ kind: statement, titles: {} }]
  navigation: []
  contacts: []
  letterhead: { address: {} }
  channels: []
  mirrors: []
  tags: {}
  numerals: {}
`;
const ITEM = 'kind: statement\nposted: 2021-05-04\nfields: { type: statement }\n';
const ENGLISH = '---\ntitle: The ferry runs again\n---\nFrom Monday, every hour.\n';
const withAlias = (alias: string) => ENGLISH.replace('---\nFrom', `aliases: ["${alias}"]\n---\nFrom`);

const home = mkdtempSync(join(tmpdir(), 'daftar-bad-input-'));
const data = join(home, 'data');
const nowhere = join(home, 'nowhere');

before(async () => {
  mkdirSync(data, { mode: 0o700 });
  shareFonts(data);
  const texts = write(join(home, 'texts'), { 'masthead.yaml': MASTHEAD, ...statement('ferry') });
  await succeeds('import', texts, '--publish', '--data', data);
});
after(() => rmSync(home, { recursive: true, force: true }));

// What is said wrongly on the command line. {data} is a newsroom with one statement, {nowhere} is not there.
const COMMANDS: [words: string, code: string, exit: number][] = [
  ['frobnicate', 'USAGE', 64],
  ['build --frobnicate', 'USAGE', 64],
  ['build --data', 'USAGE', 64],
  ['import --data {nowhere}', 'USAGE', 64],
  ['import {data} --from gopher --data {nowhere}', 'USAGE', 64],
  ['import {nowhere} --data {nowhere}', 'NO_SUCH_PATH', 70],
  ['import {texts} --data {data} --report {nowhere}/report.json', 'NO_SUCH_PATH', 70],
  ['import {texts} --data {texts}/masthead.yaml', 'DATA_UNUSABLE', 70],
  ['build --data {nowhere}', 'NO_RECORD', 70],
  ['build --data {data} --out {texts}', 'NOT_A_SITE', 70],
  ['build --data {data} --out {data}', 'NOT_A_SITE', 70],
  ['build --data {data} --out {texts}/masthead.yaml/site', 'OUT_UNUSABLE', 70],
  ['verify {texts} --data {data}', 'FILE_MISSING', 70],
  ['verify {nowhere} --data {data}', 'FILE_MISSING', 70],
  ['verify /dev/null --data {data}', 'FILE_MISSING', 70],
  ['verify {texts}/masthead.yaml --policy {texts} --data {data}', 'FILE_MISSING', 70],
  ['verify {texts}/masthead.yaml --record {texts}', 'RECORD_MISSING', 70],
  ['verify http://127.0.0.1:1/ --data {data}', 'ADDRESS_UNREACHABLE', 70],
  ['restore --record {data} --data {texts}/masthead.yaml', 'DATA_UNUSABLE', 70],
  ['restore --record {data} --data {texts}/masthead.yaml/data', 'DATA_UNUSABLE', 70],
  ['gallery --out {texts}/masthead.yaml', 'OUT_UNUSABLE', 70],
  ['witness --key {texts} --logs {data}/record/policy', 'KEY_MALFORMED', 70],
  ['serve --data {nowhere}', 'NO_SITE', 70],
  ['serve --data {data} --port nine', 'USAGE', 64],
  ['start --data {nowhere} --port 65536', 'USAGE', 64],
];

// Where no folder can be made, Node's recursive mkdir never comes back.
if (existsSync('/proc')) {
  COMMANDS.push(['build --data {data} --out /proc/site', 'OUT_UNUSABLE', 70]);
  COMMANDS.push(['import {texts} --data /proc/data/folder', 'DATA_UNUSABLE', 70]);
  COMMANDS.push(['restore --record {data} --data /proc/data/folder', 'DATA_UNUSABLE', 70]);
  COMMANDS.push(['gallery --out /proc/gallery', 'OUT_UNUSABLE', 70]);
  COMMANDS.push(['witness --key /proc/folder/key --logs {data}/record/policy', 'DATA_UNUSABLE', 70]);
  COMMANDS.push(['witness --key {home}/key --data /proc/witness --logs {data}/record/policy', 'DATA_UNUSABLE', 70]);
}

test('a mistake is told on standard error alone, with its exit code', async () => {
  const child = spawn(process.execPath, [join(ROOT, 'bin/daftar'), 'build', '--data', nowhere]);
  const told = await ended(child);
  fails(told, 'NO_RECORD', 70);
  assert.equal(told.out, '');
});

for (const [words, code, exit] of COMMANDS) {
  test(`daftar ${words}: ${code}`, async () => {
    const told = words.replaceAll(/\{(\w+)\}/g, (_, name) => join(home, name));
    await nothingIsLost(async () => fails(await daftar(...told.split(' ')), code, exit));
    assert.ok(!existsSync(nowhere));
  });
}

// Texts that cannot be taken in: the import goes on with the others, and says why of each.
const TEXTS: [name: string, why: string, files: Record<string, string | Uint8Array>][] = [
  ['YAML that is malformed', 'YAML', { 'item.yaml': 'kind: [statement\n' }],
  ['YAML that is a list', 'YAML', { 'item.yaml': '- statement\n' }],
  ['front matter that is malformed', 'YAML', { 'en.md': '---\ntitle: "The ferry\n---\nText.\n' }],
  ['a word where a list belongs', 'MISSHAPEN', { 'item.yaml': `${ITEM}people: somebody\n` }],
  ['a list where a word belongs', 'MISSHAPEN', { 'en.md': '---\ntitle: [one, two]\n---\nText.\n' }],
  ['a part that pictures cannot play', 'MISSHAPEN', { 'item.yaml': `${ITEM}media: [{ file: a.jpg, role: chief }]\n` }],
  ['a key with a slip', 'UNKNOWN_KEY', { 'item.yaml': ITEM.replace('posted', 'postd') }],
  ['a key that there is not', 'UNKNOWN_KEY', { 'en.md': ENGLISH.replace('---\nFrom', 'colour: red\n---\nFrom') }],
  ['a key of a person that there is not', 'UNKNOWN_KEY', { 'item.yaml': `${ITEM}people: [{ nane: Ann }]\n` }],
  ['a tag with capitals', 'INVALID_TAG', { 'item.yaml': `${ITEM}tags: [water, Fresh Water]\n` }],
  ['a tag that would leave its folder', 'INVALID_TAG', { 'item.yaml': `${ITEM}tags: [../water]\n` }],
  ['a whole address as alias', 'INVALID_ALIAS', { 'en.md': withAlias('https://old.example/1') }],
  ['an alias where pages of the site stand', 'INVALID_ALIAS', { 'en.md': withAlias('en/feed.xml') }],
  ['an alias out of the site', 'INVALID_ALIAS', { 'en.md': withAlias('../../keys/log.key') }],
  ['a date in words', 'INVALID_DATE', { 'item.yaml': ITEM.replace('2021-05-04', 'yesterday') }],
  ['a day that there was not', 'INVALID_DATE', { 'item.yaml': ITEM.replace('2021-05-04', '2021-02-30') }],
  ['a time without its offset', 'INVALID_DATE', { 'item.yaml': ITEM.replace('2021-05-04', '2021-05-04T18:30:00') }],
  [
    'a dateline without a day',
    'INVALID_DATE',
    { 'en.md': ENGLISH.replace('---\nFrom', 'dateline: { text: Ferry, date: "2021" }\n---\nFrom') },
  ],
  ['no front matter', 'FRONT_MATTER', { 'en.md': 'From Monday, every hour.\n' }],
  ['a text that is not UTF-8', 'NOT_UTF8', { 'en.md': Buffer.from('---\ntitle: Caf\xe9\n---\nText.\n', 'latin1') }],
  ['an item without a text', 'NO_EDITION', { 'en.md': '' }],
  ['a kind that there is not', 'UNKNOWN_KIND', { 'item.yaml': 'kind: rumour\nposted: 2021-05-04\n' }],
  ['a language that there is not', 'UNKNOWN_LANGUAGE', { 'en.md': '', 'xx.md': ENGLISH }],
  ['no title', 'INCOMPLETE', { 'en.md': '---\nsummary: Short\n---\nText.\n' }],
  ['no body', 'INCOMPLETE', { 'en.md': '---\ntitle: Silence\n---\n' }],
  ['a withdrawal without its reason', 'INCOMPLETE', { 'en.md': '---\ntitle: Gone\nevent: withdraw\n---\n' }],
  ['a correction that does not say what', 'INCOMPLETE', { 'en.md': '', 'en.2.md': ENGLISH }],
  ['an event with a slip', 'MISSHAPEN', { 'en.md': '---\ntitle: Gone\nevent: withdrawn\nnote: Wrong.\n---\nText.\n' }],
  ['a field that the kind has not', 'INVALID_FIELDS', { 'item.yaml': ITEM.replace('}', ', colour: red }') }],
  ['a choice that the field has not', 'INVALID_FIELDS', { 'item.yaml': ITEM.replace(': statement }', ': rumour }') }],
  ['a person who is not there', 'UNKNOWN_ITEM', { 'item.yaml': `${ITEM}people: [{ item: people/nobody }]\n` }],
  ['a picture that is not there', 'NO_PICTURE', { 'item.yaml': `${ITEM}media: [{ file: media/ferry.jpg }]\n` }],
  [
    'a picture that is none',
    'PICTURE_UNREADABLE',
    { 'item.yaml': `${ITEM}media: [{ file: ferry.jpg }]\n`, '../../ferry.jpg': 'not a picture' },
  ],
];

let report: { file: string; outcome: string; why: string }[] = [];

test('wrong texts alone: NOTHING_TAKEN_IN', async (t) => {
  const texts = folder(t);
  for (const [index, [, , files]] of TEXTS.entries()) {
    const name = `statements/${index}`;
    write(texts, { ...statement(`${index}`), ...inFolder(name, files) });
    if (files['en.md'] === '') rmSync(join(texts, name, 'en.md'));
  }
  await nothingIsLost(async () => {
    const told = await daftar('import', texts, '--publish', '--json', '--data', data);
    fails(told, 'NOTHING_TAKEN_IN', 70);
    report = jsonLines(told);
  });
  assert.equal(report.length, TEXTS.length);
});

for (const [index, [name, code]] of TEXTS.entries()) {
  test(`${name}: ${code}`, () => {
    const row = report.find(({ file }) => file.includes(`/statements/${index}/`))!;
    assert.equal(row.outcome, 'refused');
    assert.match(row.why, new RegExp(`^${code}: .+[.:] .+[.?]$`), 'what is wrong, then what to do');
  });
}

test('a key that there is not is named beside the nearest that there is, or beside all', () => {
  const whyOf = (name: string) => {
    const index = TEXTS.findIndex(([title]) => title === name);
    return report.find(({ file }) => file.includes(`/statements/${index}/`))!.why;
  };
  assert.match(whyOf('a key with a slip'), /item\.yaml: there is no key "postd"\. Did you mean "posted"\?$/);
  assert.match(whyOf('a key that there is not'), /en\.md: there is no key "colour"\. There are posted, .*aliases/);
  assert.match(whyOf('a key of a person that there is not'), /"nane" in "people\.0"\. Did you mean "name"\?$/);
});

const MASTHEADS: [what: string, code: string, good: string | RegExp, wrong: string][] = [
  ['a zone that there is not', 'BAD_ZONE', 'Asia/Karachi', 'Asia/Nowhere'],
  ['a language that there is not', 'UNKNOWN_LANGUAGE', /languages: \[.*\]/, 'languages: [en, xx]'],
  ['no language', 'NO_LANGUAGE', /languages: \[.*\]/, 'languages: []'],
  ['a section of a kind that there is not', 'UNKNOWN_KIND', 'kind: statement', 'kind: statment'],
  ['a section of a kind that has none', 'UNKNOWN_KIND', 'kind: statement', 'kind: masthead'],
];

for (const [what, code, good, wrong] of MASTHEADS) {
  test(`a masthead with ${what}: ${code}, and the one that stands stays`, async (t) => {
    const masthead = MASTHEAD.replace(good, wrong).replace('kind: masthead', 'kind: masthead\nnote: Corrected.');
    await nothingIsLost(async () => {
      const told = await daftar('import', write(folder(t), { 'masthead.yaml': masthead }), '--publish', '--data', data);
      fails(told, 'NOTHING_TAKEN_IN', 70);
      assert.match(told.out, new RegExp(code));
    });
  });
}

test('a wrong text among good ones: the others come in', async (t) => {
  const dataDir = dataFolder(t);
  const texts = write(folder(t), {
    'masthead.yaml': MASTHEAD,
    ...statement('ferry'),
    ...statement('wrong', { 'en.md': 'No front matter.\n' }),
  });
  const { code, out, err } = await daftar('import', texts, '--publish', '--data', dataDir);
  assert.deepEqual([code, err], [1, ''], 'scripts can tell: not all of it is in');
  assert.match(out, /1 refused\./);
  assert.match(out, /refused: .*wrong\/en\.md: FRONT_MATTER: /);
  assert.match(out, /What was refused is not in: correct it and import again\.\n$/);
  assert.ok(existsSync(join(dataDir, 'site/en/statements/2021/the-ferry-runs-again/index.html')));
});

test('hostile markup comes in clean, and the import says what was taken out', async (t) => {
  const dataDir = dataFolder(t);
  const texts = write(folder(t), { 'masthead.yaml': MASTHEAD, ...statement('hostile', { 'en.md': HOSTILE }) });
  const told = await succeeds('import', texts, '--publish', '--json', '--data', dataDir);
  const row = jsonLines(told).find(({ key }) => key === 'files:statements/hostile');
  for (const finding of [
    /^Scripts removed: 1/,
    /^Frames of other sites removed: 1/,
    /^Event handlers removed: 2/,
    /^Links that would run a script/,
  ]) {
    assert.ok(
      row.findings.some((said: string) => finding.test(said)),
      `${finding} in ${row.findings}`,
    );
  }
  const page = readFileSync(join(dataDir, 'site', row.path, 'index.html'), 'utf8');
  assert.match(page, /<h1[^>]*>&lt;script&gt;steal\(\)&lt;\/script&gt; the ferry<\/h1>/);
  assert.match(page, /Kept words\./);
  assert.doesNotMatch(page, /<script>steal|<iframe|onerror=|onclick=|href="javascript:|evil\.example/i);
});

const HOSTILE = `---
title: "<script>steal()</script> the ferry"
---
Kept words. <script>steal()</script> <img src="https://evil.example/x" onerror="steal()"> [link](javascript:steal())

<iframe src="https://evil.example/"></iframe>

<p onclick="steal()" style="position:fixed">Kept too.</p>
`;

test('a language without an edition is named on the page', async () => {
  const page = readFileSync(join(data, 'site/en/statements/2021/the-ferry-runs-again/index.html'), 'utf8');
  assert.match(page, /اردو<\/bdi> <small>\(not yet in this language\)/);
  assert.ok(!existsSync(join(data, 'site/ur/statements/2021')));
});

test('two items of one name both stand', async (t) => {
  const dataDir = dataFolder(t);
  const texts = write(folder(t), { 'masthead.yaml': MASTHEAD, ...statement('first'), ...statement('second') });
  await succeeds('import', texts, '--publish', '--data', dataDir);
  const section = join(dataDir, 'site/en/statements/2021');
  assert.match(readFileSync(join(section, 'the-ferry-runs-again/index.html'), 'utf8'), /ST-2021-0001/);
  assert.match(readFileSync(join(section, 'the-ferry-runs-again-2/index.html'), 'utf8'), /ST-2021-0002/);
});

test('a clock that was set back: CLOCK_BEHIND, and the text waits', async (t) => {
  const dataDir = dataFolder(t);
  let clock = new Date('2051-03-05T12:00:00Z');
  const texts = write(folder(t), { 'masthead.yaml': MASTHEAD, ...statement('first') });
  const newsroom = await openNewsroom(t, dataDir, { now: () => clock });
  await publishFiles(newsroom, texts);
  const size = recordOf(dataDir).size;

  write(texts, statement('second'));
  const second = join(texts, 'statements/second');
  const told = await daftar('import', second, '--publish', '--data', dataDir);
  fails(told, 'NOTHING_TAKEN_IN', 70);
  assert.match(told.out, /CLOCK_BEHIND: .*2051-03-05T12:00:00Z/);
  assert.equal(recordOf(dataDir).size, size);

  clock = new Date('2051-03-05T13:00:00Z');
  const [row] = await takeInFiles(newsroom, [second], { publish: true });
  await newsroom.release();
  assert.deepEqual([row!.outcome, row!.published], ['duplicate', true]);
  assert.equal(recordOf(dataDir).size, size + 1);
});

test('an import that was broken off: the same again says what readers now see', async (t) => {
  const dataDir = dataFolder(t);
  const texts = write(folder(t), { 'masthead.yaml': MASTHEAD, ...statement('first') });
  const newsroom = await openNewsroom(t, dataDir);
  await takeInFiles(newsroom, [texts], { publish: true }); // and no release
  await newsroom.close();

  const waiting = jsonLines(await succeeds('import', texts, '--json', '--data', dataDir));
  const out = jsonLines(await succeeds('import', texts, '--publish', '--json', '--data', dataDir));
  const later = jsonLines(await succeeds('import', texts, '--json', '--data', dataDir));
  for (const [rows, published] of [
    [waiting, false],
    [out, true],
    [later, true],
  ] as const) {
    const { outcome, number, ...row } = rows.find(({ kind }) => kind === 'statement');
    assert.deepEqual([outcome, number, row.published], ['duplicate', 'ST-2021-0001', published]);
  }
});

test('a page that was captured twice: both say where readers have it', async (t) => {
  const dataDir = dataFolder(t);
  const page = 'URL: https://old.example/englishnews/7\n\nThe ferry\n Posted on: 5/4/2018\nIt runs at noon.\n';
  const captures = write(folder(t), { 'a.txt': page, 'b.txt': page });
  const told = await succeeds('import', captures, '--publish', '--json', '--data', dataDir);
  assert.deepEqual(
    jsonLines(told).map(({ outcome, number, path, published }) => [outcome, number, path, published]),
    ['imported', 'duplicate'].map((outcome) => [outcome, 'ST-2018-0001', 'en/statements/2018/the-ferry/', true]),
  );
});

test('a data folder of a newer version: DATA_NEWER', async () => {
  await nothingIsLost(async () => {
    database("INSERT INTO kysely_migration (name, timestamp) VALUES ('9999-later', '2051-03-05T12:00:00Z')");
    for (const command of [
      ['import', join(home, 'texts')],
      ['start', '--port', '0'],
    ]) {
      fails(await daftar(...command, '--data', data), 'DATA_NEWER', 70);
    }
    database("DELETE FROM kysely_migration WHERE name = '9999-later'");
    await succeeds('import', join(home, 'texts'), '--publish', '--data', data);
  });
});

test('keys that are lost are never silently made anew', async (t) => {
  const dataDir = dataFolder(t);
  await succeeds('import', join(home, 'texts'), '--publish', '--data', dataDir);
  rmSync(join(dataDir, 'keys'), { recursive: true });
  fails(await daftar('import', join(home, 'texts'), '--publish', '--data', dataDir), 'KEYS_NEEDED', 70);
  assert.ok(!existsSync(join(dataDir, 'keys')));
});

test('a port in use: PORT_IN_USE, and no data folder is made', async (t) => {
  const server = createServer().listen(0, '127.0.0.1');
  t.after(() => server.close());
  await new Promise((resolve) => server.once('listening', resolve));
  const { port } = server.address() as { port: number };
  fails(await daftar('start', '--data', nowhere, '--port', String(port)), 'PORT_IN_USE', 70);
  assert.ok(!existsSync(nowhere));
});

test('beside a running Daftar: a second one is refused, an import shows at once', async (t) => {
  const dataDir = dataFolder(t);
  await succeeds('import', join(home, 'texts'), '--publish', '--data', dataDir);
  const { url, stop } = await started(t, dataDir);
  fails(await daftar('start', '--data', dataDir, '--port', '0'), 'ALREADY_RUNNING', 70);

  const texts = write(folder(t), statement('news', { 'en.md': ENGLISH.replace('runs again', 'is full') }));
  await succeeds('import', texts, '--publish', '--data', dataDir);
  const page = await fetch(`${url}en/statements/2021/the-ferry-is-full/`);
  assert.equal(page.status, 200);
  assert.match(await page.text(), /The ferry is full/);
  assert.equal(await stop(), 0);
});

test('beside a running Daftar that cannot press: NOT_SHOWN, and all is shown once it can', async (t) => {
  const dataDir = dataFolder(t);
  await succeeds('import', join(home, 'texts'), '--publish', '--data', dataDir);
  const { url, stop } = await started(t, dataDir);
  const page = 'en/statements/2021/the-ferry-is-full/';
  const inTheWay = join(dataDir, 'site', page, 'index.html/in-the-way');
  mkdirSync(inTheWay, { recursive: true });

  const texts = write(folder(t), statement('news', { 'en.md': ENGLISH.replace('runs again', 'is full') }));
  fails(await daftar('import', texts, '--publish', '--data', dataDir), 'NOT_SHOWN', 70);
  rmSync(join(inTheWay, '..'), { recursive: true });
  const [row] = jsonLines(await succeeds('import', texts, '--publish', '--json', '--data', dataDir));
  assert.deepEqual([row.outcome, row.published, row.path], ['duplicate', true, page]);
  assert.equal((await fetch(`${url}${page}`)).status, 200);
  await stop();
});

test('beside a Daftar that does nothing at all: NOT_SHOWN after a while, and nothing is lost', async (t) => {
  const dataDir = dataFolder(t);
  await succeeds('import', join(home, 'texts'), '--publish', '--data', dataDir);
  const stuck = await openNewsroom(t, dataDir);
  const beside = await openNewsroom(t, dataDir, { patience: 200 });
  const texts = write(folder(t), statement('news', { 'en.md': ENGLISH.replace('runs again', 'is full') }));
  await takeInFiles(beside, [texts], { publish: true });
  await assert.rejects(beside.release(), { code: 'NOT_SHOWN' });
  await stuck.release();
  await beside.release();
  assert.ok(existsSync(join(dataDir, 'site/en/statements/2021/the-ferry-is-full/index.html')));
});

// Full at another step each time.
const ROOMS = ['0', '100', '200', '300'];

test('a full disk: DISK_FULL, and the same command succeeds once there is room', async (t) => {
  if (!canMount()) return t.skip('a small disk needs the right to mount one (unshare -rm)');
  const long = `---\ntitle: Long\n---\n${'From Monday, every hour.\n\n'.repeat(500)}`;
  const texts = write(folder(t), {
    'first/masthead.yaml': MASTHEAD,
    ...inFolder('first', statement('first')),
    ...Object.assign({}, ...ROOMS.map((room) => inFolder(room, statement(room, { 'en.md': long })))),
  });
  const site = join(folder(t), 'site');
  const words = [join(ROOT, 'test/helpers/small-disk.ts'), folder(t), FONT_CACHE, texts, site, ...ROOMS];
  const mounted = 'mount -t tmpfs -o size=32m tmpfs "$2" && exec "$0" "$@"';
  const { code, out, err } = await ended(spawn('unshare', ['-rm', 'sh', '-c', mounted, process.execPath, ...words]));
  assert.deepEqual([code, err], [0, '']);
  const [first, ...rest] = out.trim().split('\n');
  assert.deepEqual([first, rest.pop()], ['0', '0']);
  for (const [index] of ROOMS.entries()) {
    assert.match(rest[2 * index]!, /^70 daftar: (RECORD_)?DISK_FULL: /);
    assert.equal(rest[2 * index + 1], '0');
  }
  for (const n of ['first', ...ROOMS].keys()) assert.ok(existsSync(join(site, `ST-2021-000${n + 1}/index.html`)));
});

function canMount(): boolean {
  try {
    execFileSync('unshare', ['-rm', 'sh', '-c', 'mount -t tmpfs tmpfs /mnt'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

interface Told {
  code: number | null;
  out: string;
  err: string;
}

/** The command, run in this process: a process for each case takes longer than all cases. */
async function daftar(...words: string[]): Promise<Told> {
  const told = { code: null as number | null, out: '', err: '' };
  const into = (part: 'out' | 'err') => (line: string) => {
    told[part] += `${line}\n`;
  };
  told.code = await run(words, into('out'), into('err'));
  return told;
}

/** One sentence with its code on standard error, nothing else there, and the exit code. */
function fails({ code, err }: Told, expected: string, exit: number): void {
  assert.match(err, new RegExp(`^daftar: ${expected}: [^\\n]+[.:] [^\\n]+\\.\\n$`));
  assert.equal(code, exit);
}

async function succeeds(...words: string[]): Promise<Told> {
  const told = await daftar(...words);
  assert.equal(told.err, '');
  assert.equal(told.code, 0, told.out);
  return told;
}

function jsonLines({ out }: Told) {
  return out
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
}

/** The shared newsroom's record, keys and site, and the texts beside it, are afterwards what they were before. */
async function nothingIsLost(work: () => Promise<void>): Promise<void> {
  const kept = () =>
    ['texts', 'data/record', 'data/keys', 'data/site'].flatMap((part) => fingerprints(join(home, part)));
  const earlier = kept();
  await work();
  assert.deepEqual(kept(), earlier);
}

function fingerprints(dir: string): string[] {
  return readdirSync(dir, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()
    .map((file) => `${file} ${hexSha256(readFileSync(file))}`);
}

function statement(name: string, files: Record<string, string | Uint8Array> = {}) {
  return inFolder(`statements/${name}`, { 'item.yaml': ITEM, 'en.md': ENGLISH, ...files });
}

function inFolder(dir: string, files: Record<string, string | Uint8Array>): Record<string, string | Uint8Array> {
  return Object.fromEntries(Object.entries(files).map(([path, content]) => [join(dir, path), content]));
}

function database(sql: string): void {
  const opened = new DatabaseSync(join(data, 'db'));
  opened.exec(sql);
  opened.close();
}

/** `daftar start`, once it says where the newsroom stands; stopped by the test's end at the latest. */
async function started(t: TestContext, dataDir: string): Promise<{ url: string; stop: () => Promise<number | null> }> {
  const child = spawn(process.execPath, [join(ROOT, 'bin/daftar'), 'start', '--data', dataDir, '--port', '0']);
  t.after(() => child.kill('SIGKILL'));
  const url = await new Promise<string>((resolve, reject) => {
    let out = '';
    child.once('exit', () => reject(new Error(`It ended: ${out}`)));
    child.stdout.on('data', (chunk) => {
      out += chunk;
      const found = /stands at (http:\S+)/.exec(out);
      if (found) resolve(found[1]!);
    });
  });
  return {
    url,
    stop: () => {
      child.kill('SIGTERM');
      return new Promise((resolve) => child.once('exit', resolve));
    },
  };
}

async function ended(child: ChildProcess): Promise<Told> {
  const told = { code: null as number | null, out: '', err: '' };
  child.stdout!.on('data', (chunk) => {
    told.out += chunk;
  });
  child.stderr!.on('data', (chunk) => {
    told.err += chunk;
  });
  told.code = await new Promise((resolve) => child.once('close', resolve));
  return told;
}
