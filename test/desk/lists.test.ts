import assert from 'node:assert/strict';
import { test } from 'node:test';
import { prepareSignIn } from '../../src/desk/server/auth.ts';
import { doBulk } from '../../src/desk/server/bulk.ts';
import { calendarOf } from '../../src/desk/server/calendar.ts';
import { addEdition, archiveEdition, assign, createItem } from '../../src/desk/server/editions.ts';
import { type ListQuery, listItems } from '../../src/desk/server/lists.ts';
import { overviewFor } from '../../src/desk/server/overview.ts';
import * as review from '../../src/desk/server/review.ts';
import { searchDesk } from '../../src/desk/server/search-desk.ts';
import { deleteView, saveView, viewsOf } from '../../src/desk/server/views.ts';
import { openDesk } from './edition.ts';
import { amina, bilal, guest, kamal, nadia, rahim, zehra } from './people.ts';

const LANGUAGES = ['en', 'ur', 'sd'];

/** A small archive: of each thing that a list can ask for, one. */
async function archive(t: Parameters<typeof openDesk>[0]) {
  const desk = await openDesk(t);
  await prepareSignIn(desk.desk.db);
  const statement = (title: string, posted: string, body = '<p>Nothing else.</p>') =>
    desk.statement(amina, { title, posted, body });
  const itemOf = async (id: number) => (await desk.edition(id)).item_id;
  const into = async (id: number, language: string, who: typeof zehra, title: string, body: string) => {
    const made = await addEdition(desk.desk, who, { itemId: await itemOf(id), language, translates: 'en' }, desk.now());
    await desk.write(who, made, { title, body });
    return made;
  };

  const bridge = await statement('Footbridge opens', '2024-03-01', '<p>The bridge at <em>Kil</em>n Lane opens.</p>');
  await desk.bringOut(bridge);
  const bridgeInUrdu = await into(bridge, 'ur', zehra, 'کراچی میں پل کھل گیا', '<p>پانی اور بجلی</p>');
  await desk.bringOut(bridgeInUrdu, zehra);
  const bridgeInSindhi = await into(bridge, 'sd', kamal, 'ڪراچي ۾ پل کليو', '<p>پاڻي ۽ بجلي جي ڳالهه</p>');

  const ferry = await statement('Ferry to Sandspit', '2024-05-10', '<p>Three boats a day, and Footbridge tickets.</p>');
  await desk.bringOut(ferry);
  const ferryInUrdu = await into(ferry, 'ur', zehra, 'سینڈز پٹ کی کشتی', '<p>روزانہ تین کشتیاں</p>');
  await desk.write(amina, ferry, {
    body: '<p>Four boats a day, and Footbridge tickets.</p>',
    note: 'A boat more.',
    event: 'correct',
  });
  await desk.bringOut(ferry);

  const lamps = await statement('Lamps on Mill Street', '2024-06-01');
  await desk.submit(amina, lamps);
  await assign(desk.desk, rahim, lamps, 'rahim');
  const draft = await desk.statement(rahim, {
    title: 'Market days',
    posted: '2024-06-02',
    body: '<p>On Fridays.</p>',
  });
  const old = await statement('A draft that nobody wants', '2020-01-01');
  await archiveEdition(desk.desk, rahim, old, true, desk.now());
  const page = await createItem(
    desk.desk,
    amina,
    { kind: 'page', language: 'en', content: { title: 'About us', body: '<p>Who we are.</p>' } },
    desk.now(),
  );
  return { ...desk, bridge, bridgeInUrdu, bridgeInSindhi, ferry, ferryInUrdu, lamps, draft, page, into };
}

const ASKED: [what: string, query: ListQuery, titles: string[]][] = [
  [
    'everything that is not put away, newest save first',
    {},
    ['About us', 'Market days', 'Lamps on Mill Street', 'Ferry to Sandspit', 'Footbridge opens'],
  ],
  [
    'the oldest first',
    { sort: 'date', kind: 'statement' },
    ['Footbridge opens', 'Ferry to Sandspit', 'Lamps on Mill Street', 'Market days'],
  ],
  ['a kind', { kind: 'page' }, ['About us']],
  ['an unknown kind', { kind: 'weather' }, []],
  ['a language', { language: 'ur' }, ['Ferry to Sandspit', 'Footbridge opens']],
  ['a state', { state: ['in-review'] }, ['Lamps on Mill Street']],
  [
    'either of two states',
    { state: ['in-review', 'published'] },
    ['Lamps on Mill Street', 'Ferry to Sandspit', 'Footbridge opens'],
  ],
  ['a state in a language', { state: ['draft'], language: 'sd' }, ['Footbridge opens']],
  ['translations in work', { translation: 'in-work' }, ['Footbridge opens']],
  ['translations that are current', { translation: 'current' }, ['Footbridge opens']],
  ['translations that are outdated', { translation: 'outdated' }, ['Ferry to Sandspit']],
  ['outdated in another language', { translation: 'outdated', language: 'sd' }, []],
  [
    'missing in any language',
    { translation: 'missing', kind: 'statement' },
    ['Market days', 'Lamps on Mill Street', 'Ferry to Sandspit'],
  ],
  [
    'missing in Urdu',
    { translation: 'missing', language: 'ur', kind: 'statement' },
    ['Market days', 'Lamps on Mill Street'],
  ],
  ['missing in the language of the original', { translation: 'missing', language: 'en' }, []],
  ['given to somebody', { assignee: 'rahim' }, ['Lamps on Mill Street']],
  ['saved by somebody', { author: 'kamal' }, ['Footbridge opens']],
  ['days', { from: '2024-03-01', to: '2024-05-09', kind: 'statement' }, ['Footbridge opens']],
  ['until a day, that day too', { to: '2024-05-10', kind: 'statement' }, ['Ferry to Sandspit', 'Footbridge opens']],
  ['what was put away', { archived: true }, ['A draft that nobody wants']],
  ['words of a title', { q: 'footbridge opens' }, ['Footbridge opens']],
  ['a word half typed', { q: 'foot' }, ['Ferry to Sandspit', 'Footbridge opens']],
  ['a word that is whole, and is no beginning', { q: 'foot ' }, []],
  ['a word with markup in it', { q: 'kiln' }, ['Footbridge opens']],
  ['words of different languages of one item', { q: 'پانی', language: 'en' }, []],
  ['Sindhi by its own letters', { q: 'ڳالهه' }, ['Footbridge opens']],
  ['Urdu from an Arabic keyboard', { q: 'كشتي' }, ['Ferry to Sandspit']],
  ['a number', { q: 'st-2024-0001' }, ['Footbridge opens']],
  ['the beginning of a number', { q: 'ST-2024' }, ['Ferry to Sandspit', 'Footbridge opens']],
  ['the beginning of a number, cut anywhere', { q: 'ST-2024-0' }, ['Ferry to Sandspit', 'Footbridge opens']],
  ['nothing but punctuation', { q: '…؟' }, []],
];

test('lists show what is asked for, each item once', async (t) => {
  const { desk } = await archive(t);
  for (const [what, query, titles] of ASKED) {
    const { items, count } = await listItems(desk, guest, query, LANGUAGES);
    assert.deepEqual(items.map(englishTitle), titles, what);
    assert.equal(count, titles.length, what);
  }
});

test('what has no date stands under the day of its last save, to the day’s end', async (t) => {
  const { desk, edition, page } = await archive(t);
  const day = (await edition(page)).saved!.slice(0, 10);
  const { items } = await listItems(desk, guest, { kind: 'page', from: day, to: day }, LANGUAGES);
  assert.deepEqual(items.map(englishTitle), ['About us']);
});

test('every row says how far each language is', async (t) => {
  const { desk, bridge } = await archive(t);
  const { items } = await listItems(desk, guest, { q: 'footbridge opens' }, LANGUAGES);
  const [item] = items;
  assert.deepEqual([item!.number, item!.matched, item!.missing], ['ST-2024-0001', bridge, []]);
  assert.deepEqual(
    item!.editions.map(({ language, state, translation }) => [language, state, translation]),
    [
      ['en', 'published', null],
      ['ur', 'published', 'current'],
      ['sd', 'draft', 'in-work'],
    ],
  );
  const ferry = (await listItems(desk, guest, { q: 'ferry' }, LANGUAGES)).items[0]!;
  assert.deepEqual(ferry.missing, ['sd']);
  assert.equal(ferry.editions.find(({ language }) => language === 'ur')?.translation, 'outdated');
});

for (const sort of ['-saved', 'saved', '-date', 'date'] as const) {
  test(`pages follow one another without a gap or a double: ${sort}`, async (t) => {
    const { desk } = await archive(t);
    const whole = await listItems(desk, guest, { sort }, LANGUAGES);
    const paged: number[] = [];
    for (let cursor: string | undefined, n = 0; n < 10; n++) {
      const page = await listItems(desk, guest, { sort, limit: 2, cursor }, LANGUAGES);
      paged.push(...page.items.map(({ id }) => id));
      if (!page.cursor) break;
      cursor = page.cursor;
    }
    assert.deepEqual(
      paged,
      whole.items.map(({ id }) => id),
    );
  });
}

test('a cursor that is none is refused', async (t) => {
  const { desk } = await archive(t);
  await assert.rejects(listItems(desk, guest, { cursor: 'W10' }, LANGUAGES), { code: 'INVALID' });
});

const SEARCHED: [q: string, titles: string[]][] = [
  // In the title before in the text, then the newest.
  ['footbridge', ['Footbridge opens', 'Ferry to Sandspit']],
  ['ferry', ['Ferry to Sandspit']],
  ['boats', ['Ferry to Sandspit']],
  ['opens foot', ['Footbridge opens']],
  ['کراچی', ['کراچی میں پل کھل گیا', 'ڪراچي ۾ پل کليو']],
  ['ڪراچي', ['ڪراچي ۾ پل کليو']],
  ['پانی', ['کراچی میں پل کھل گیا', 'ڪراچي ۾ پل کليو']],
  ['ST-2024-0002', ['Ferry to Sandspit', 'سینڈز پٹ کی کشتی']],
  ['wants', []],
  ['  ', []],
];

test('a search finds drafts and published editions in every script', async (t) => {
  const { desk } = await archive(t);
  for (const [q, titles] of SEARCHED) {
    const found = await searchDesk(desk, guest, { q });
    assert.deepEqual(found.map(({ title }) => title).sort(), [...titles].sort(), q);
  }
});

test('titles come before texts, and what was found in a text is shown with its words', async (t) => {
  const { desk, statement } = await archive(t);
  await statement(amina, { title: 'Boats for all', body: '<p>New.</p>', posted: '2010-01-01' });
  const found = await searchDesk(desk, guest, { q: 'boat' });
  assert.deepEqual(
    found.map(({ title, excerpt }) => [title, excerpt]),
    [
      ['Boats for all', null],
      ['Ferry to Sandspit', 'Four boats a day, and Footbridge tickets.'],
    ],
  );
});

test('what an edition no longer says, it is no longer found by', async (t) => {
  const { desk, write, draft } = await archive(t);
  await write(rahim, draft, { title: 'Bazaar days' });
  assert.deepEqual(await searchDesk(desk, guest, { q: 'market' }), []);
  assert.equal((await searchDesk(desk, guest, { q: 'bazaar' })).length, 1);
});

test('a saved view is one person’s own', async (t) => {
  const { desk } = await archive(t);
  await saveView(desk, amina, { name: 'Mine', query: 'author=me' });
  await saveView(desk, amina, { name: 'Mine', query: 'author=me&state=draft' });
  await saveView(desk, nadia, { name: 'Mine', query: 'assignee=me' });
  const [view, ...others] = await viewsOf(desk, amina);
  assert.deepEqual([view!.query, others], ['author=me&state=draft', []]);
  await deleteView(desk, nadia, view!.id);
  assert.equal((await viewsOf(desk, amina)).length, 1);
  await deleteView(desk, amina, view!.id);
  assert.deepEqual(await viewsOf(desk, amina), []);
});

test('of several editions each is done by its own rules, and says what was refused', async (t) => {
  const { desk, rules, publisher, now, edition, lamps, draft, bridgeInSindhi, ferry } = await archive(t);
  let releases = 0;
  const context = { rules, publisher: { ...publisher, release: async () => void releases++ }, now: now() };
  const at = (ids: number[]) => Promise.all(ids.map(async (id) => ({ id, revision: (await edition(id)).head_id! })));
  const codes = async (who: typeof amina, action: 'submit' | 'approve' | 'publish', ids: number[]) =>
    (await doBulk(desk, who, { action, editions: await at(ids) }, context)).map(
      ({ done, error }) => error?.code ?? done,
    );

  assert.deepEqual(await codes(amina, 'submit', [draft, lamps, ferry]), [true, 'WRONG_STATE', 'NOTHING_NEW']);
  assert.deepEqual(await codes(bilal, 'approve', [draft, lamps]), [true, true]);
  assert.deepEqual(await codes(guest, 'publish', [draft]), ['FORBIDDEN']);
  assert.equal(releases, 0);
  assert.deepEqual(await codes(nadia, 'publish', [draft, lamps, bridgeInSindhi]), [true, true, 'WRONG_STATE']);
  assert.equal(releases, 1);

  const stale = await doBulk(
    desk,
    rahim,
    { action: 'tag', tags: ['bridges'], editions: [{ id: ferry, revision: 1 }] },
    context,
  );
  assert.equal(stale[0]!.error?.code, 'CONFLICT');
  await doBulk(desk, rahim, { action: 'tag', tags: ['bridges'], editions: await at([ferry]) }, context);
  assert.equal((await edition(ferry)).state, 'draft');
  await doBulk(desk, rahim, { action: 'assign', assignee: 'amina', editions: await at([ferry, lamps]) }, context);
  assert.equal((await edition(lamps)).assignee_id, 'amina');
});

test('the overview shows everybody what waits for them', async (t) => {
  const { desk, now, at, write, lamps, draft, ferryInUrdu } = await archive(t);
  const titles = (lines: { title: string }[]) => lines.map(({ title }) => title);
  const forNadia = await overviewFor(desk, nadia, LANGUAGES, now());
  assert.deepEqual(titles(forNadia.toReview), ['Lamps on Mill Street']);
  assert.deepEqual(titles(forNadia.drafts), []);

  await review.requestChanges(desk, nadia, await at(lamps, 'Which street?'), now());
  const forAmina = await overviewFor(desk, amina, LANGUAGES, now());
  assert.deepEqual(titles(forAmina.changesRequested), ['Lamps on Mill Street']);
  assert.deepEqual(titles(forAmina.toReview), []);
  assert.deepEqual(titles((await overviewFor(desk, rahim, LANGUAGES, now())).assigned), ['Lamps on Mill Street']);
  assert.deepEqual(titles((await overviewFor(desk, rahim, LANGUAGES, now())).drafts), ['Market days']);

  const { translations } = await overviewFor(desk, zehra, LANGUAGES, now());
  assert.deepEqual(
    translations.map(({ language, missing, outdated, newest }) => [language, missing, outdated, titles(newest)]),
    [['ur', 3, 1, ['سینڈز پٹ کی کشتی']]],
  );
  await write(zehra, ferryInUrdu, { summary: 'A word.' });
  assert.deepEqual(titles(forAmina.published).slice(0, 1), ['Ferry to Sandspit']);

  assert.ok(draft);
});

test('the calendar shows what goes out and what went out, in the organisation’s days', async (t) => {
  const { desk, submit, approve, at, rules, now, draft } = await archive(t);
  await submit(rahim, draft);
  await approve(nadia, draft);
  const time = new Date(now().getTime() + 5 * 24 * 3_600_000).toISOString();
  await review.schedule(desk, nadia, { ...(await at(draft)), time }, rules, now());
  const today = now().toISOString().slice(0, 10);
  const { entries } = await calendarOf(desk, guest, { from: today, to: time.slice(0, 10) });
  assert.deepEqual(
    entries.map(({ what, title }) => `${what}: ${title}`).sort(),
    [
      'published: Ferry to Sandspit',
      'published: Footbridge opens',
      'published: کراچی میں پل کھل گیا',
      'scheduled: Market days',
    ].sort(),
  );
  assert.equal(entries.at(-1)!.at, time);
  const next = await calendarOf(desk, guest, { from: '2001-01-01', to: '2001-01-31' });
  assert.deepEqual(next.entries, []);
});

function englishTitle({ editions }: { editions: { language: string; title: string }[] }): string | undefined {
  return editions.find(({ language }) => language === 'en')?.title;
}
