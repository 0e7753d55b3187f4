import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import type { Page } from 'playwright-core';
import { languages } from '../../src/languages/index.ts';
import { httpSource, openRecord, verify } from '../../src/verify/index.ts';
import { openBrowser } from '../helpers/browser.ts';
import { Person, type Words } from '../helpers/desk-person.ts';
import { MASTHEAD } from '../helpers/ferry-league.ts';
import { daftar, dataFolder, folder, run, write } from '../helpers/newsroom.ts';

test('a day at the desk, from the first start to a correction', { timeout: 240_000 }, async (t) => {
  const { link, site } = await firstStart(t);
  const { arrives, reader } = await door(t);
  const then = scenes(t);
  const mehr = await arrives('Mehr Lashari', 'en');
  await mehr.takes(link, 'setup');
  await mehr.goes('shell.staff');
  const invited = async (name: string, language: string, ...roles: [roles: string[], into?: string]) => {
    const person = await arrives(name, language);
    await person.takes(await mehr.invites(name, ...roles), 'invitation');
    return person;
  };
  const nadia = await invited('Nadia Kamal', 'en', ['writer', 'approver']);
  const anders = await invited('Anders Holt', 'en', ['approver']);
  const shirin = await invited('Shirin Abro', 'ur', ['translator'], 'ur');
  const tomas = await invited('Tomas Reke', 'sd', ['translator'], 'sd');

  await then('the approver signs in with a code beside the password', async () => {
    await anders.turnsTwoFactorOn();
    await anders.signsOutAndInAgain();
  });

  await then('a statement is written in English, and goes into review', async () => {
    await nadia.begins('statement', 'en');
    await nadia.writes(ENGLISH);
    await nadia.choosesType('statement');
    await nadia.dates('2024-03-05');
    await nadia.submits();
  });

  await then('the approver asks for a change, and marks the word that is meant', async () => {
    await anders.opens(ENGLISH.title, 'en');
    await anders.comments('week', COMMENT);
    await anders.requestsChanges(COMMENT);
  });

  await then('the writer changes it, and although an approver too, cannot approve it', async () => {
    await nadia.reloads();
    await nadia.seesReview('changes-requested');
    await nadia.readsComment('week', COMMENT);
    await nadia.changes('week', 'month');
    await nadia.submits();
    await nadia.isRefused('approve', 'TWO_PERSONS');
  });

  await then('the second person approves and publishes it, and readers have it', async () => {
    await anders.reloads();
    await anders.approvesAndPublishes('publish');
    await anders.seesHistory('submit', 'request-changes', 'approve', 'publish');
    await finds(reader, `${site}en/`, ENGLISH.title, 'free for a month');
  });

  await then(
    'it is translated beside its source, in an interface that speaks Urdu and one that speaks Sindhi',
    async () => {
      for (const [translator, language, words] of [
        [shirin, 'ur', URDU],
        [tomas, 'sd', SINDHI],
      ] as const) {
        await translator.opens(ENGLISH.title, language);
        await translator.translates('en', words, language);
        await translator.submits();
        await anders.opens(words.title, language);
        await anders.approvesAndPublishes('publish');
        await finds(reader, `${site}${language}/`, words.title, words.paragraphs[1]!);
      }
    },
  );

  await then('a mistake is corrected with a note, and the history shows it', async () => {
    await nadia.reloads();
    await nadia.changes('six', 'seven');
    await nadia.field('write.note').fill(NOTE);
    await nadia.submits();
    await anders.opens(ENGLISH.title, 'en');
    await anders.approvesAndPublishes('correct');
    await finds(reader, `${site}en/`, ENGLISH.title, 'leaves at seven', NOTE);
    await finds(reader, null, 'ST-2024-0001', NOTE, URDU.title, SINDHI.title);
  });

  await then('the translations are outdated, each until its translator says that it is current', async () => {
    await shirin.reloads();
    await shirin.seesState('ur', 'outdated');
    await shirin.seesState('sd', 'outdated');
    await shirin.changes('چھ', 'سات', { paragraph: 1, language: 'ur' });
    await shirin.field('write.note').fill(NOTE_IN_URDU);
    await shirin.declaresCurrent('en');
    await shirin.submits();
    await anders.opens(URDU.title, 'ur');
    await anders.approvesAndPublishes('correct');
    await anders.seesState('ur', 'current');
    await anders.seesState('sd', 'outdated');
    await finds(reader, `${site}ur/`, URDU.title, 'سات بجے', NOTE_IN_URDU);
  });

  await then('whoever checks the words that were published finds them genuine', async () => {
    const record = await openRecord(httpSource(`${site}record/`));
    const outcomeOf = async (text: string) => (await verify({ text }, record, { languages })).outcome;
    for (const [language, { title }] of Object.entries({ en: ENGLISH, ur: URDU, sd: SINDHI })) {
      await finds(reader, `${site}${language}/`, title);
      const text = await (await fetch(new URL('text.txt', reader.url()))).text();
      assert.equal(await outcomeOf(text), 'genuine', language);
      assert.equal(await outcomeOf(text.replace(/month|مہینے|مهيني/, 'year')), 'altered', language);
    }
    assert.equal(await outcomeOf(ENGLISH.paragraphs[0]!), 'superseded');
  });

  assert.deepEqual(
    [mehr, nadia, anders, shirin, tomas].flatMap(({ complaints }) => complaints),
    [],
  );
});

const ENGLISH: Words = {
  title: 'The ferry runs again from Monday',
  summary: 'Repairs are done, and the hull has been tested.',
  paragraphs: [
    'The ferry between Old Landing and East Bank runs again from Monday. The first boat leaves at six.',
    'Tickets are free for a week.',
  ],
};
const URDU: Words = {
  title: 'پیر سے کشتی پھر چلے گی',
  summary: 'مرمت مکمل ہو گئی ہے اور کشتی کی جانچ ہو چکی ہے۔',
  paragraphs: [
    'پرانے گھاٹ اور مشرقی کنارے کے درمیان کشتی پیر سے پھر چلے گی۔ پہلی کشتی چھ بجے روانہ ہوگی۔',
    'ٹکٹ ایک مہینے تک مفت ہیں۔',
  ],
};
const SINDHI: Words = {
  title: 'سومر کان ٻيڙي وري هلندي',
  summary: 'مرمت پوري ٿي وئي آهي ۽ ٻيڙيءَ جي جاچ ٿي چڪي آهي.',
  paragraphs: [
    'پراڻي گھاٽ ۽ اوڀر ڪناري جي وچ ۾ ٻيڙي سومر کان وري هلندي. پهرين ٻيڙي ڇهين وڳي نڪرندي.',
    'ٽڪيٽون هڪ مهيني تائين مفت آهن.',
  ],
};
const COMMENT = 'The board said a month.';
const NOTE = 'The first boat was given as six o’clock; it is seven.';
const NOTE_IN_URDU = 'پہلی کشتی کا وقت چھ بجے لکھا گیا تھا؛ درست وقت سات بجے ہے۔';

/** `daftar start` on a newsroom that has a masthead and nobody yet: where the site is, and the link that it prints. */
async function firstStart(t: TestContext): Promise<{ link: string; site: string }> {
  const dataDir = dataFolder(t);
  const masthead = write(folder(t), { 'masthead.yaml': MASTHEAD });
  assert.equal((await daftar('import', masthead, '--publish', '--data', dataDir)).code, 0);
  const started = run(t, 'start', '--data', dataDir, '--port', '0');
  const [, site] = await started.says(/The newsroom stands at (http:\S+)/);
  const [link] = await started.says(/http:\S+\/setup\?token=\S+/);
  return { link, site: site! };
}

/**
 * One browser for everybody. To be looked at as pictures, the same day in one language at one width:
 *
 *     PICTURES=FOLDER LANGUAGE=ur WIDTH=360 node --test test/stories/a-day-at-the-desk.test.ts
 */
async function door(t: TestContext) {
  const { PICTURES: pictures, LANGUAGE: spoken, WIDTH = '1280' } = process.env;
  const browser = await openBrowser();
  t.after(() => browser.close());
  return {
    arrives: (name: string, language: string) =>
      Person.arrives(name, { browser, language: spoken ?? language, width: Number(WIDTH), pictures }),
    reader: await browser.newPage(),
  };
}

/** Each scene goes on from the one before: after one that fails the rest is not played. */
function scenes(t: TestContext): (name: string, play: () => Promise<void>) => Promise<void> {
  let isOver = false;
  return (name, play) =>
    t.test(name, { skip: isOver }, async () => {
      isOver = true;
      await play();
      isOver = false;
    });
}

/** Follows the link that says this, from an address or from the page that is open, and reads what it leads to. */
async function finds(reader: Page, from: string | null, link: string, ...words: string[]): Promise<void> {
  if (from) await reader.goto(from);
  const found = reader.getByRole('link', { name: link }).first();
  const address = new URL((await found.getAttribute('href'))!, reader.url());
  await found.click();
  await reader.waitForURL(address.href);
  const text = await reader.locator('main').textContent();
  for (const one of words) assert.ok(text!.includes(one), `${reader.url()}: ${one}`);
}
