import assert from 'node:assert/strict';
import { after, afterEach, before, test } from 'node:test';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import type { Content, EditionView, RevisionSummary } from '../src/desk/api-types.ts';
import { EMPTY } from '../src/desk/keeping/empty.ts';
import { deskBundle } from '../src/desk/server/bundle.ts';
import { openBrowser } from './helpers/browser.ts';
import { openTestDesk, type TestDesk, type Visitor } from './helpers/desk.ts';
import { axeFindings } from './helpers/page-checks.ts';

const BODY = '<p>The night ferry runs again from Monday.</p>\n<p>Tickets are free for a week.</p>\n';

const WHOLE = { title: 'Ferries', body: BODY, posted: '2026-11-01', fields: { type: 'statement' } };

let browser: Browser;
let desk: TestDesk;
let writer: Visitor;
let editor: Visitor;
const contexts: BrowserContext[] = [];

before(async () => {
  desk = await openTestDesk({ bundle: deskBundle });
  writer = await desk.person('writer');
  editor = await desk.person('editor');
  browser = await openBrowser();
});
// A page that nobody looks at any more asks on, and takes time from the others.
afterEach(async () => {
  for (const context of contexts.splice(0)) await context.close();
});
after(async () => {
  await browser?.close();
  await desk?.close();
});

test('what is typed is saved by itself', async () => {
  const { page, edition } = await begin(writer);
  await field(page, 'Title').fill('Night ferry');
  await says(page, 'Saved');
  assert.equal((await stored(edition)).content.title, 'Night ferry');
  await field(page, 'Summary').fill('It runs again.');
  await field(page, 'Text').pressSequentially('From Monday.');
  await page.keyboard.press('Control+s'); // before the editor has given its last letters out
  await until(async () => (await revisions(edition))[0]!.auto === false);
  const { content } = await stored(edition);
  assert.deepEqual([content.summary, content.body], ['It runs again.', '<p>From Monday.</p>']);
});

test('without a line writing goes on, and is saved when the line is back', async () => {
  const { page, edition } = await begin(writer);
  await page.context().setOffline(true);
  await field(page, 'Title').fill('Written on a bad line');
  await page.getByText('The line is down').waitFor();
  await field(page, 'Summary').fill('And written on.');
  await page.context().setOffline(false);
  await says(page, 'Saved');
  const { content } = await stored(edition);
  assert.deepEqual([content.title, content.summary], ['Written on a bad line', 'And written on.']);
});

test('a save whose answer was lost is no conflict', async () => {
  const { page, edition } = await begin(writer);
  let isLost = false;
  await page.route(`**/api/editions/${edition}`, async (route) => {
    if (route.request().method() !== 'PUT' || isLost) return route.continue();
    isLost = true;
    await route.fetch(); // it arrives
    await route.abort('connectionreset'); // and nobody hears of it
  });
  await field(page, 'Title').fill('Said once');
  await page.getByText('The line is down').waitFor();
  await field(page, 'Title').fill('Said once, and more');
  await says(page, 'Saved');
  assert.equal((await stored(edition)).content.title, 'Said once, and more');
});

test('a tab that is closed without a line gives its words back', async () => {
  const { page, edition, item } = await begin(writer);
  await page.context().setOffline(true);
  await field(page, 'Title').fill('Not lost');
  await page.getByText('The line is down').waitFor();
  await page.close();
  await page.context().setOffline(false);
  const again = await open(page.context(), `/items/${item}/en`);
  await again.getByText('Words of yours are still on this device').waitFor();
  await again.getByText('They differ in: Title').waitFor();
  await again.getByRole('button', { name: 'Put mine back' }).click();
  await says(again, 'Saved');
  assert.equal((await stored(edition)).content.title, 'Not lost');
  await again.reload();
  await field(again, 'Title').waitFor();
  assert.equal(await again.getByText('Words of yours').count(), 0);
});

test('words that were left behind, and newer ones at the desk, stand side by side', async () => {
  const { page, edition, item } = await begin(writer);
  await page.context().setOffline(true);
  await field(page, 'Title').fill('Mine of yesterday');
  await page.getByText('The line is down').waitFor();
  await page.close();
  await page.context().setOffline(false);
  await save(editor, edition, { title: 'Theirs of today' });
  const again = await open(page.context(), `/items/${item}/en`);
  await again.getByRole('button', { name: 'See both side by side' }).click();
  await again.getByText('Your words and those at the desk').waitFor();
  await again.getByRole('radio', { name: 'Mine' }).check();
  await again.getByRole('button', { name: 'Save this' }).click();
  await says(again, 'Saved');
  assert.equal((await stored(edition)).content.title, 'Mine of yesterday');
});

test('who is signed out in the middle of a save signs in over the page, and the save goes on', async () => {
  const { page, edition, context } = await begin(await desk.person('writer'));
  // Of what a page asks at its start the save is to be the first to be refused.
  await page.waitForLoadState('networkidle');
  await context.clearCookies();
  await field(page, 'Title').fill('Typed while the session ended');
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel(/^Password/).fill('seven small harbours');
  await dialog.getByRole('button', { name: 'Sign in' }).click();
  await says(page, 'Saved');
  assert.equal((await stored(edition)).content.title, 'Typed while the session ended');
});

test('two people on one edition see each other', async () => {
  const { page, item } = await begin(writer);
  const other = await open(await signedIn(editor), `/items/${item}/en`);
  await other.getByText(`${writer.name} has this open`).waitFor();
  await field(page, 'Title').pressSequentially('Fe');
  await other.getByText(`${writer.name} is typing`).waitFor({ timeout: 20_000 });
});

test('who reads only gets the newer words, and sees what changed', async () => {
  const { page, edition } = await begin(writer);
  await save(editor, edition, { title: 'Ferries run at night' });
  await page.getByText(`${editor.name} has saved a newer text`).waitFor({ timeout: 20_000 });
  assert.equal(await field(page, 'Title').inputValue(), 'Ferries run at night');
  await page.getByRole('button', { name: 'See what changed' }).click();
  await page.getByRole('dialog').locator('ins', { hasText: 'at night' }).waitFor();
});

test('two people who change the same words see both, and nothing is overwritten', async () => {
  const { page, edition } = await begin(writer);
  await save(editor, edition, { title: 'Ferries run again at night', summary: 'Theirs.' });
  await field(page, 'Title').fill('Ferries run again by day');
  await page.getByText(`${editor.name} has saved this edition while you wrote`).waitFor();
  assert.equal((await stored(edition)).content.title, 'Ferries run again at night');
  await page.getByRole('button', { name: 'Compare and decide' }).click();
  const title = page.getByRole('region', { name: 'Title' });
  await title.locator('mark', { hasText: 'by day' }).waitFor();
  await title.locator('mark', { hasText: 'at night' }).waitFor();
  await page.getByRole('button', { name: 'Save this' }).click();
  await page.getByText('One part is still to be decided').waitFor();
  await title.getByRole('radio', { name: 'Write it anew' }).check();
  await title.getByRole('textbox', { name: 'Title' }).fill('Ferries run again, day and night');
  await page.getByRole('button', { name: 'Save this' }).click();
  await says(page, 'Saved');
  const { content } = await stored(edition);
  assert.deepEqual([content.title, content.summary], ['Ferries run again, day and night', 'Theirs.']);
  assert.ok(
    (await revisions(edition)).some(({ author }) => author?.id === editor.id),
    'theirs stays among the revisions',
  );
});

test('any revision is compared, named and restored', async () => {
  const { page, edition } = await begin(writer, { title: 'First words' });
  await save(writer, edition, { title: 'Second words' });
  await page.reload();
  await page.getByRole('tab', { name: 'History' }).click();
  await page
    .getByRole('button', { name: /^See what was changed/ })
    .first()
    .click();
  const dialog = page.getByRole('dialog');
  await dialog.locator('del', { hasText: 'First' }).waitFor();
  await dialog.locator('ins', { hasText: 'Second' }).waitFor();
  await dialog.getByRole('button', { name: 'Close' }).click();
  await page
    .getByRole('button', { name: /^Name the revision/ })
    .last()
    .click();
  await page.getByRole('dialog').getByLabel('Name').fill('As first sent');
  await page.getByRole('button', { name: 'Save the name' }).click();
  await page.getByText('As first sent').waitFor();
  await page
    .getByRole('button', { name: /^Restore the revision/ })
    .last()
    .click();
  await page.getByRole('dialog').getByRole('button', { name: 'Restore' }).click();
  await until(async () => (await stored(edition)).content.title === 'First words');
  await until(async () => (await field(page, 'Title').inputValue()) === 'First words');
});

test('a translation stands beside its source, and is current when its translator says so', async () => {
  const { page, edition, item } = await begin(writer, {
    title: 'Night ferry',
    body: BODY,
    posted: '2026-11-01',
    fields: { type: 'statement' },
  });
  await page.getByRole('link', { name: /اردو/ }).click();
  await page.getByRole('button', { name: 'Translate from English' }).click();
  await field(page, 'Title').fill('رات کی کشتی');
  await page.getByRole('button', { name: /^Paragraph 2 in اردو/ }).click();
  await field(page, 'Paragraph 2 in اردو').pressSequentially('ٹکٹ مفت ہیں۔');
  await page.getByRole('button', { name: /^Paragraph 1 in اردو/ }).focus();
  await field(page, 'Paragraph 1 in اردو').pressSequentially('رات کی کشتی پیر سے چلے گی۔');
  await says(page, 'Saved');
  const urdu = (await writer.get(`/api/items/${item}`)).body.editions.find(
    (one: EditionView) => one.language === 'ur',
  ).id;
  assert.equal((await stored(urdu)).content.body, '<p>رات کی کشتی پیر سے چلے گی۔</p>\n<p>ٹکٹ مفت ہیں۔</p>');
  await move(writer, edition, 'submit');
  await save(editor, edition, { body: BODY.replace('a week', 'a month') });
  await move(editor, edition, 'reopen');
  await move(editor, edition, 'submit');
  await page.reload();
  await page.getByText('has changed since this translation was made').waitFor();
  await page.locator('.translate-source del', { hasText: 'week' }).waitFor();
  await page.locator('.translate-source ins', { hasText: 'month' }).waitFor();
  assert.equal((await stored(urdu)).outdated, true);
  await page.getByRole('button', { name: 'The translation is current with this text' }).click();
  await page.getByText('Current with the text in English').waitFor();
  assert.equal((await stored(urdu)).outdated, false);
});

test('a person whose item was made at the desk is found by name, and linked', async () => {
  const person = await editor.post('/api/items', {
    kind: 'person',
    language: 'en',
    content: { title: 'Nadia Kamal', fields: { sortKey: 'Kamal' } },
  });
  assert.equal(person.status, 200, JSON.stringify(person.body));
  const { page, edition } = await begin(writer);
  await page.getByRole('button', { name: 'Add a person' }).click();
  await page.getByRole('combobox', { name: 'Name as printed' }).fill('nadia');
  await page.getByRole('option', { name: 'Nadia Kamal' }).click();
  await page.getByText('Linked with Nadia Kamal').waitFor();
  await says(page, 'Saved');
  const [named] = (await stored(edition)).content.people;
  assert.deepEqual(named, { item: `desk:${person.body.item.id}`, name: 'Nadia Kamal', role: '' });
});

test('whoever has no Urdu keyboard types Urdu all the same', async () => {
  const { page, item } = await begin(writer);
  await writer.post(`/api/items/${item}/editions`, { language: 'ur', translates: null });
  await page.goto(`${desk.url}/items/${item}/ur`);
  await page.getByLabel(/^Type اردو on any keyboard/).check();
  await field(page, 'Title').press('a');
  await field(page, 'Title').press('b');
  assert.equal(await field(page, 'Title').inputValue(), 'اب');
});

test('a title gets the marks of its language, and one Backspace gives back what was typed', async () => {
  const { page, item } = await begin(writer, { title: '' });
  const title = field(page, 'Title');
  await title.pressSequentially('The "night');
  assert.equal(await title.inputValue(), 'The “night');
  await title.pressSequentially('"');
  await title.press('Backspace');
  assert.equal(await title.inputValue(), 'The “night"');
  await writer.post(`/api/items/${item}/editions`, { language: 'ur', translates: null });
  await page.goto(`${desk.url}/items/${item}/ur`);
  await title.fill('کشتی چلے گی');
  await title.press('End');
  await title.press('?');
  assert.equal(await title.inputValue(), 'کشتی چلے گی؟');
});

test('agreed words stand below what they stand for, and go into the translation at a click', async () => {
  const term = { from: 'en', to: 'ur', term: 'night ferry', rendering: 'رات کی کشتی، شبینہ کشتی', note: '' };
  assert.equal((await editor.post('/api/glossary', term)).status, 200);
  const { page, item } = await begin(writer, { title: 'Night ferry', body: BODY });
  await page.getByRole('link', { name: /اردو/ }).click();
  await page.getByRole('button', { name: 'Translate from English' }).click();
  const putIn = page.getByRole('button', { name: 'night ferry: put in “رات کی کشتی، شبینہ کشتی”' });
  await putIn.first().click();
  await until(async () => (await field(page, 'Title').inputValue()) === 'رات کی کشتی');
  await putIn.nth(1).click();
  await field(page, 'Paragraph 1 in اردو').getByText('رات کی کشتی').waitFor();
  await page.keyboard.type(' چلے گی.');
  await says(page, 'Saved');
  const { editions } = (await writer.get(`/api/items/${item}`)).body;
  const { content } = await stored(editions.find((one: EditionView) => one.language === 'ur').id);
  assert.deepEqual([content.title, content.body], ['رات کی کشتی', '<p>رات کی کشتی چلے گی۔</p>']);
});

test('what somebody asks to be changed is read where it is changed', async () => {
  const { edition, item } = await begin(writer, WHOLE);
  await move(writer, edition, 'submit');
  const { head } = await stored(edition);
  await editor.post(`/api/editions/${edition}/comments`, { text: 'Which Monday?' });
  await editor.post(`/api/editions/${edition}/request-changes`, { revision: head, note: 'Say which Monday.' });
  const page = await open(await signedIn(writer), `/items/${item}/en`);
  const bar = page.getByRole('region', { name: 'State and next steps' });
  await bar.getByText('Say which Monday.').waitFor();
  await page.getByRole('tab', { name: 'Comments 1 open comment', selected: true }).waitFor();
  await page.getByText('Which Monday?').waitFor();
  await field(page, 'Title').fill('Ferries on Monday, 16 November');
  await bar.getByRole('button', { name: 'Submit for review' }).click();
  await bar.getByText('Waits for somebody else’s approval.').waitFor();
  assert.equal((await stored(edition)).content.title, 'Ferries on Monday, 16 November');
});

test('before anything goes out, the page stands beside the record, and languages can go out together', async () => {
  const approver = await desk.person('approver');
  const { edition, item } = await begin(writer, WHOLE);
  const urdu = (await writer.post(`/api/items/${item}/editions`, { language: 'ur', translates: 'en' })).body.id;
  await save(writer, urdu, { title: 'کشتیاں', body: '<p>کشتی پیر سے چلے گی۔</p>' });
  for (const one of [edition, urdu]) await approve(approver, one);
  const page = await open(await signedIn(approver), `/items/${item}/en`);
  await page.getByRole('button', { name: 'Publish …' }).click();
  const dialog = page.getByRole('dialog', { name: 'Publish' });
  const readers = dialog.locator('iframe').contentFrame();
  await readers.getByText('Tickets are free for a week.').waitFor();
  await dialog.getByRole('row', { name: 'Address' }).getByText('en/statements/2026/ferries').waitFor();
  await dialog.getByText('The whole release, as it is signed').click();
  assert.match((await dialog.locator('pre').textContent())!, /"format": "daftar-release\/1"/);
  await dialog.getByRole('checkbox', { name: 'اردو: کشتیاں' }).check();
  await dialog.getByRole('button', { name: 'Publish all 2 now' }).click();
  await page.getByText('Readers have exactly this.').waitFor();
  assert.equal((await stored(urdu)).state, 'published');
});

for (const language of ['en', 'ur', 'sd']) {
  test(`axe finds nothing where an edition is written in ${language}, wide and narrow, and nothing overflows`, async () => {
    const { page, item, edition } = await begin(
      writer,
      { title: 'Night ferry', body: BODY, fields: { type: 'statement' } },
      language,
    );
    await writer.patch('/api/me', { language: 'en' });
    await writer.post(`/api/items/${item}/editions`, { language: 'ur', translates: 'en' });
    await save(editor, edition, { title: 'Night ferries', body: BODY.replace('a week', 'a month') });
    await page.goto(`${desk.url}/items/${item}/ur`);
    await page.locator('.translate-row ins').first().waitFor();
    await looksRight(page);
    await page.goto(`${desk.url}/items/${item}/en`);
    await page.locator('.write-form').waitFor();
    await save(editor, edition, { title: 'Night ferries run' });
    await page.locator('input[name=title], textarea[name=title]').fill('Night ferry, again');
    await page.locator('.write-state[data-phase=conflict]').waitFor();
    await looksRight(page);
    await page.locator('.mantine-Alert-root button').first().click();
    await page.locator('.write-part mark').first().waitFor();
    await looksRight(page);
  });
}

async function looksRight(page: Page): Promise<void> {
  for (const width of [1440, 360]) {
    await page.setViewportSize({ width, height: 800 });
    await page.waitForTimeout(300);
    assert.deepEqual(await axeFindings(page), [], `at ${width} pixels`);
    const over = await page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth');
    assert.ok((over as number) <= 0, `${width}: ${over} pixels too wide`);
  }
  await page.setViewportSize({ width: 1440, height: 900 });
}

interface Begun {
  page: Page;
  context: BrowserContext;
  item: number;
  edition: number;
}

/** A new statement, open in a browser of its own. */
async function begin(who: Visitor, content: Partial<Content> = { title: 'Ferries' }, language = 'en'): Promise<Begun> {
  const { status, body } = await editor.post('/api/items', { kind: 'statement', language: 'en', content });
  assert.equal(status, 200, JSON.stringify(body));
  await who.patch('/api/me', { language });
  const context = await signedIn(who);
  const page = await open(context, `/items/${body.item.id}/en`);
  return { page, context, item: body.item.id, edition: body.id };
}

async function signedIn(who: Visitor): Promise<BrowserContext> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: 'en-GB' });
  contexts.push(context);
  await context.addCookies([...who.cookies].map(([name, value]) => ({ name, value, url: desk.url })));
  return context;
}

async function open(context: BrowserContext, path: string): Promise<Page> {
  const page = await context.newPage();
  page.on('pageerror', (error) => console.error(error));
  await page.goto(desk.url + path);
  await page.locator('.write-form').waitFor();
  return page;
}

function field(page: Page, name: string) {
  return page.getByRole('textbox', { name, exact: true });
}

async function says(page: Page, words: string): Promise<void> {
  await page.locator('.write-state').getByText(words, { exact: true }).waitFor({ timeout: 20_000 });
}

async function stored(edition: number): Promise<EditionView> {
  return (await editor.get(`/api/editions/${edition}`)).body;
}

async function revisions(edition: number): Promise<RevisionSummary[]> {
  return (await editor.get(`/api/editions/${edition}/revisions`)).body;
}

/** Somebody saves from elsewhere. */
async function save(who: Visitor, edition: number, change: Partial<Content>): Promise<void> {
  const { head, content } = await stored(edition);
  const { status, body } = await who.put(`/api/editions/${edition}`, {
    base: head,
    content: { ...EMPTY, ...content, ...change },
  });
  assert.equal(status, 200, JSON.stringify(body));
}

async function move(who: Visitor, edition: number, action: string): Promise<void> {
  const { head } = await stored(edition);
  const { status, body } = await who.post(`/api/editions/${edition}/${action}`, { revision: head });
  assert.equal(status, 200, JSON.stringify(body));
}

/** From a draft to what can be published. */
async function approve(who: Visitor, edition: number): Promise<void> {
  await move(writer, edition, 'submit');
  const { revision, points } = (await who.get(`/api/editions/${edition}/checklist`)).body;
  for (const { id } of points)
    await who.put(`/api/editions/${edition}/checklist`, { revision, point: id, ticked: true });
  await move(who, edition, 'approve');
}

async function until(isSo: () => Promise<boolean>): Promise<void> {
  for (let n = 0; n < 100; n++) {
    if (await isSo()) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  assert.fail('It did not become so in ten seconds.');
}
