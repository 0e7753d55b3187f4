import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { ENGLISH, typeFerryStatement } from '../helpers/ferry-league.ts';
import { dataFolder, folder, openNewsroom, publishFiles, reader, recordOf, write } from '../helpers/newsroom.ts';

const PAGE = '/en/statements/2024/ferry-runs-again/';
const PDF = `${PAGE}ST-2024-0001-en.pdf`;
const OLD_WORDS = 'The first boat leaves at six';
const NEW_WORDS = 'The first boat leaves at seven';
const CORRECTION = 'The first boat was given as six o’clock; it is seven.';
const REASON = 'The licence of the boat has not come through.';

test('a mistake is corrected in the open, and a text is taken back without a trace being lost', async (t) => {
  const dataDir = dataFolder(t);
  const texts = typeFerryStatement(join(folder(t), 'texts'));
  const statement = join(texts, 'statements/ferry');
  let now = '2024-03-05T04:00:00Z';
  const { get, onChange } = await reader(t, dataDir);
  const newsroom = await openNewsroom(t, dataDir, { now: () => new Date(now), onChange });
  await publishFiles(newsroom, texts);
  const releases = () => releasesOf(dataDir);

  await t.test('the correction stands on the page with its note and its date', async () => {
    now = '2024-03-06T07:30:00Z';
    const corrected = ENGLISH.replace('at six.\n', 'at seven.\n').replace('---\nThe', `note: ${CORRECTION}\n---\nThe`);
    write(statement, { 'en.2.md': corrected });
    await publishFiles(newsroom, statement);
    const { text } = await get(PAGE);
    assert.ok(text.includes(CORRECTION) && text.includes(NEW_WORDS) && !text.includes(OLD_WORDS));
    assert.match(text, /<time datetime="2024-03-06T07:30:00Z">6 March 2024/);
    assert.match(text, /<time datetime="2024-03-05T09:00:00\+05:00">5 March 2024/, 'the old dates stay');
    assert.ok((await get(`${PAGE}text.txt`)).text.includes(CORRECTION));
  });

  await t.test('the new release names the one before it', () => {
    const [first, second] = releases();
    assert.deepEqual([first!.version, first!.event, first!.previous], [1, 'publish', null]);
    assert.deepEqual([second!.version, second!.event, second!.previous], [2, 'correct', first!.sha256]);
    assert.equal(second!.note, CORRECTION);
    assert.equal(second!.number, first!.number);
    assert.equal(second!.path, first!.path);
  });

  await t.test('the citation page lists both', async () => {
    const { text } = await get('/ST-2024-0001/');
    for (const { sha256 } of releases()) assert.ok(text.includes(sha256.slice(0, 12)));
    assert.ok(text.includes(CORRECTION));
  });

  await t.test('readers of a translation are told that its original has changed', async () => {
    const ur = await get('/ur/statements/2024/ferry-runs-again/');
    assert.match(ur.text, /class="notice note"/);
  });

  await t.test(
    'after a withdrawal the page keeps number, title, dates and reason, and nothing of the text',
    async () => {
      now = '2024-03-07T06:00:00Z';
      const withdrawn = ENGLISH.replace('---\nThe', `event: withdraw\nnote: ${REASON}\n---\nThe`);
      write(statement, { 'en.3.md': withdrawn });
      await publishFiles(newsroom, statement);
      const { status, text } = await get(PAGE);
      assert.equal(status, 200);
      for (const kept of [
        'ST-2024-0001',
        'The ferry runs again from Monday',
        REASON,
        '2024-03-05T09:00:00+05:00',
        '2024-03-07T06:00:00Z',
      ]) {
        assert.ok(text.includes(kept), kept);
      }
      for (const gone of ['first boat', 'Repairs are done', 'application/ld+json', 'card.png', '.pdf']) {
        assert.ok(!text.includes(gone), gone);
      }
      const words = (await get(`${PAGE}text.txt`)).text;
      assert.ok(words.includes(REASON) && words.includes('ST-2024-0001') && !words.includes('first boat'));
      assert.equal((await get(PDF)).status, 404);
      assert.equal((await get(`${PAGE}card.png`)).status, 404);
    },
  );

  await t.test('feeds and lists say that it is withdrawn, and show no more of it', async () => {
    for (const file of [
      'feed.xml',
      'feed.atom',
      'feed.json',
      '',
      'statements/',
      'tags/ferry/',
      'statements/2024/03/',
    ]) {
      const { text } = await get(`/en/${file}`);
      assert.match(text, /Withdrawn/, file);
      assert.ok(!text.includes('first boat') && !text.includes('Repairs are done'), file);
    }
    assert.ok(!(await get('/sitemaps/2024-03.xml')).text.includes(`<loc>https://news.ferry.example${PAGE}`));
  });

  await t.test('the translations still stand', async () => {
    assert.equal((await get('/sd/statements/2024/ferry-runs-again/ST-2024-0001-sd.pdf')).status, 200);
  });

  await t.test('the record still holds all three releases', async () => {
    const [first, second, third] = releases();
    assert.ok(first!.body.includes(OLD_WORDS));
    assert.ok(second!.body.includes(NEW_WORDS));
    assert.deepEqual([third!.event, third!.previous], ['withdraw', second!.sha256]);
    const citation = (await get('/ST-2024-0001/')).text;
    for (const { sha256 } of releases()) assert.ok(citation.includes(sha256.slice(0, 12)));
  });
});

/** The releases of the English edition, in the order of the log. */
function releasesOf(dataDir: string) {
  const record = recordOf(dataDir);
  return [...record.entries()].flatMap(({ entry }) =>
    entry.type === 'release' && entry.number === 'ST-2024-0001' && entry.language === 'en'
      ? [{ ...record.release(entry.release), sha256: entry.release }]
      : [],
  );
}
