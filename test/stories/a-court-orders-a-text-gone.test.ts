import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join, relative } from 'node:path';
import { type TestContext, test } from 'node:test';
import sharp from 'sharp';
import { pathsOf } from '../../src/newsroom.ts';
import { signErase } from '../../src/record/entry.ts';
import { loadKeys } from '../../src/record/keys.ts';
import { openWriter } from '../../src/record/writer.ts';
import { audit } from '../../src/verify/audit.ts';
import { folderSource } from '../../src/verify/folder.ts';
import { openRecord as openVerified } from '../../src/verify/log.ts';
import { verify } from '../../src/verify/verdict.ts';
import { ENGLISH, noted, typeFerryStatement } from '../helpers/ferry-league.ts';
import {
  assertSameSite,
  daftar,
  dataFolder,
  folder,
  fullBuild,
  openNewsroom,
  publishFiles,
  reader,
  recordOf,
  write,
} from '../helpers/newsroom.ts';

const GROUNDS = 'Order of the court at East Bank, 7/2024: a private address was named';
const NUMBER = 'ST-2024-0001';
const PAGE = '/en/statements/2024/ferry-runs-again/';
/** Of the English texts, their titles and summaries, and the words that a picture is described with. */
const WORDS = ['first boat', 'hull has been tested', 'The ferry runs again', 'Canal View', 'A boat at night'];

test('a court orders a text gone: it goes with all that was made from it, and the log still holds', async (t) => {
  const dataDir = dataFolder(t);
  const texts = await typeStatements(join(folder(t), 'texts'));
  await published(t, dataDir, texts);
  const before = recordOf(dataDir);
  const english = releasesOf(dataDir, NUMBER, 'en');
  const other = releasesOf(dataDir, 'ST-2024-0002', 'en');
  const [boat, pier] = picturesOf(dataDir, english[0]!) as [string[], string[]];
  const erase = (...words: string[]) => daftar('erase', ...words, '--grounds', GROUNDS, '--data', dataDir);

  await t.test('without --yes it says exactly what would go, and nothing does', async () => {
    const { code, out, err } = await erase(NUMBER, '--language', 'en');
    assert.deepEqual([code, err.slice(0, 34)], [64, 'daftar: USAGE: Nothing was erased:']);
    for (const sha256 of english) assert.ok(out.includes(sha256.slice(0, 16)));
    assert.ok(out.includes(GROUNDS) && out.includes('The ferry runs again from Monday'));
    assert.ok(!out.includes(releasesOf(dataDir, NUMBER, 'ur')[0]!.slice(0, 16)));
    assert.equal(recordOf(dataDir).checkpoint().note, before.checkpoint().note);
  });

  await t.test('it wants grounds, and a text that is there', async () => {
    assert.equal((await daftar('erase', NUMBER, '--yes', '--data', dataDir)).code, 64);
    const { code, err } = await erase('ST-2024-0099', '--yes');
    assert.equal(code, 70);
    assert.match(err, /^daftar: NOTHING_TO_ERASE: /);
  });

  await t.test('with it the English goes: releases, page, sheet, feeds, revisions and originals', async () => {
    const { code, err } = await erase(NUMBER, '--language', 'en', '--yes');
    assert.deepEqual([code, err], [0, '']);
    assert.deepEqual(filesWith(dataDir, WORDS), []);
    const left = filesNamed(dataDir, [...english, `${NUMBER}-en.pdf`]);
    assert.ok(
      left.every((file) => file.includes('record/receipts/')),
      'receipts hold the entry, and nothing of the text',
    );
    assertSameSite(join(dataDir, 'site'), await fullBuild(t, dataDir));
  });

  await t.test('the log holds, says what was erased and why, and continues the one before', () => {
    const record = recordOf(dataDir);
    assert.equal(record.size, before.size + 1);
    for (const sha256 of english) assert.equal(record.erased(sha256)?.grounds, GROUNDS);
    assert.ok(before.refresh(), 'a reader who held the log before follows it');
    assert.equal([...record.entries()].length, record.size);
  });

  await t.test('the verifier, which shares no code with the writer, finds nothing wrong', async () => {
    const record = await openVerified(folderSource(join(dataDir, 'record')));
    assert.deepEqual((await audit(record)).faults, []);
    for (const sha256 of english) assert.equal(await record.release(sha256), null);
    assert.equal(record.erased.get(english[0]!)?.grounds, GROUNDS);
    const verdict = await verify({ text: ENGLISH.split('---\n')[2]! }, record);
    assert.notEqual(verdict.outcome, 'genuine');
  });

  const { get } = await reader(t, dataDir);
  await t.test('readers find number, dates and grounds, and the translations as they were', async () => {
    const { status, text } = await get(`/${NUMBER}/`);
    assert.equal(status, 200);
    assert.ok(text.includes(GROUNDS) && text.includes('مٹا دیا گیا'));
    for (const sha256 of english) assert.ok(text.includes(sha256.slice(0, 16)) && !text.includes(`${sha256}.json`));
    assert.equal((await get('/ur/statements/2024/ferry-runs-again/')).status, 200);
    assert.ok(!(await get('/ur/statements/2024/ferry-runs-again/')).text.includes(`href="../../../..${PAGE}"`));
    for (const gone of ['', 'text.txt', `${NUMBER}-en.pdf`, 'card.png', 'history/'])
      assert.equal((await get(`${PAGE}${gone}`)).status, 404, gone);
  });

  await t.test('pictures stay as long as any text shows them, and go with the last', async () => {
    for (const sha256 of [...boat, ...pier]) assert.ok(existsSync(before.mediaPath(sha256)));
    assert.equal((await erase(NUMBER, '--yes')).code, 0);
    assert.deepEqual(filesNamed(dataDir, boat), []);
    for (const sha256 of pier) assert.ok(existsSync(before.mediaPath(sha256)));
    assertSameSite(join(dataDir, 'site'), await fullBuild(t, dataDir));
  });

  await t.test('the files that it came from do not bring it back unseen', async () => {
    const { size } = recordOf(dataDir);
    const { err } = await daftar('import', texts, '--publish', '--data', dataDir);
    assert.equal(err, '');
    assert.equal(recordOf(dataDir).size, size);
    assert.deepEqual(filesWith(dataDir, WORDS), []);
    assert.deepEqual(filesNamed(dataDir, boat), []);
  });

  await t.test('a version alone: the one before it is not shown as current, a further one is', async () => {
    const page = '/en/statements/2024/the-pier-is-shut/';
    assert.equal((await erase('ST-2024-0002', '--version', '2', '--yes')).code, 0);
    const tombstone = (await get(page)).text;
    assert.ok(tombstone.includes(GROUNDS) && tombstone.includes('The pier is shut'));
    assert.ok(!tombstone.includes('until the storm') && !tombstone.includes('warden'));
    for (const list of ['/en/', '/en/feed.xml', '/en/statements/', '/sitemaps/2024-04.xml'])
      assert.ok(!(await get(list)).text.includes('the-pier-is-shut'), list);

    await published(t, dataDir, join(texts, 'statements/pier'), {
      'en.3.md': noted(PIER.replace('until', 'after'), 'The day was wrong.'),
    });
    const [first, second, third] = releasesOf(dataDir, 'ST-2024-0002', 'en');
    assert.deepEqual([first, second], other);
    assert.equal(recordOf(dataDir).release(third!).previous, second);
    const later = await reader(t, dataDir);
    assert.ok((await later.get(page)).text.includes('after the storm'));
    const history = (await later.get(`${page}history/`)).text;
    assert.ok(history.includes(GROUNDS) && !history.includes('warden'));
    assertSameSite(join(dataDir, 'site'), await fullBuild(t, dataDir));
  });

  await t.test('a crash right after the entry is made good at the next start', async () => {
    assert.notDeepEqual(filesWith(dataDir, ['until the storm']), []);
    const paths = pathsOf(dataDir);
    const keys = loadKeys(paths.keys);
    const writer = await openWriter({ dir: paths.record, lockFile: paths.lock, keys });
    const hashes = [releasesOf(dataDir, 'ST-2024-0002', 'en')[0]!];
    const entryBytes = signErase({ hashes, grounds: GROUNDS, time: '2099-01-01T00:00:00Z' }, keys.publisher);
    await writer.append([{ entryBytes }]);
    await writer.close();
    const newsroom = await openNewsroom(t, dataDir);
    await newsroom.release();
    await newsroom.close();
    assert.deepEqual(filesWith(dataDir, ['until the storm']), []);
    assertSameSite(join(dataDir, 'site'), await fullBuild(t, dataDir));
  });

  await t.test('the masthead that shapes every page cannot go', async () => {
    const masthead = [...recordOf(dataDir).entries()].find(
      ({ entry }) => 'language' in entry && entry.language === 'mul',
    );
    assert.ok(masthead?.entry.type === 'release');
    const { code, err } = await erase(masthead.entry.number, '--yes');
    assert.equal(code, 70);
    assert.match(err, /^daftar: ERASE_REFUSED: .*masthead/);
  });
});

const PIER = `---
title: The pier is shut
---
The pier stays shut until the storm is over.
`;

/** The ferry statement with two pictures, corrected once, and another statement that shows one of them, corrected too. */
async function typeStatements(dir: string): Promise<string> {
  typeFerryStatement(dir);
  const item = readFileSync(join(dir, 'statements/ferry/item.yaml'), 'utf8');
  const media = (...names: string[]) =>
    `media: [${names.map((name) => `{ file: media/${name}.png, role: figure }`).join(', ')}]\n`;
  const described = ENGLISH.replace('---\nThe', 'pictures: [{ alt: A boat at night }, { alt: A pier }]\n---\nThe');
  return write(dir, {
    'media/boat.png': await picture('#224466'),
    'media/pier.png': await picture('#886622'),
    'statements/ferry/item.yaml': `${item}${media('boat', 'pier')}`,
    'statements/ferry/en.md': described,
    'statements/ferry/en.2.md': noted(
      described.replace('at six.', 'at seven, from 5 Canal View.'),
      'The hour was wrong.',
    ),
    'statements/pier/item.yaml': `kind: statement\nposted: 2024-04-02\nfields: { type: statement }\n${media('pier')}`,
    'statements/pier/en.md': PIER,
    'statements/pier/en.2.md': noted(PIER.replace('over.', 'over, says the warden.'), 'Who says so was missing.'),
  });
}

function picture(background: string): Promise<Buffer> {
  return sharp({ create: { width: 40, height: 30, channels: 3, background } })
    .png()
    .toBuffer();
}

async function published(t: TestContext, dataDir: string, texts: string, more: Record<string, string> = {}) {
  write(texts, more);
  const newsroom = await openNewsroom(t, dataDir);
  await publishFiles(newsroom, texts);
  await newsroom.close();
}

function releasesOf(dataDir: string, number: string, language: string): string[] {
  return [...recordOf(dataDir).entries()].flatMap(({ entry }) =>
    entry.type === 'release' && entry.number === number && entry.language === language ? [entry.release] : [],
  );
}

/** The hashes of each picture's sizes. */
function picturesOf(dataDir: string, sha256: string): string[][] {
  return recordOf(dataDir)
    .release(sha256)
    .media.map(({ sizes }) => sizes.map((size) => size.sha256));
}

function filesWith(dataDir: string, words: string[]): string[] {
  return allFiles(dataDir).filter((file) => {
    const bytes = readFileSync(join(dataDir, file));
    return words.some((word) => bytes.includes(word));
  });
}

function filesNamed(dataDir: string, names: string[]): string[] {
  return allFiles(dataDir).filter((file) => names.some((name) => basename(file).startsWith(name)));
}

function allFiles(dir: string): string[] {
  return readdirSync(dir, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(dir, join(entry.parentPath, entry.name)));
}
