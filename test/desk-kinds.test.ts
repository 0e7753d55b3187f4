import assert from 'node:assert/strict';
import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { deskBundle } from '../src/desk/server/bundle.ts';
import { words as en } from '../src/desk/ui/words/en/index.ts';
import { words as ur } from '../src/desk/ui/words/ur/index.ts';
import { kinds } from '../src/kinds/index.ts';
import { languages } from '../src/languages/index.ts';
import { openBrowser } from './helpers/browser.ts';
import { type Answer, openTestDesk, type TestDesk, type Visitor } from './helpers/desk.ts';
import { complaints, openContext } from './helpers/desk-browser.ts';
import { filledDemo } from './helpers/filled-demo.ts';
import { axeFindings, sticksOut } from './helpers/page-checks.ts';

const LANGUAGES = [...languages.keys()];

let folder: string;
let browser: Browser;
let desk: TestDesk;
let editor: Visitor;

before(async () => {
  folder = mkdtempSync(join(tmpdir(), 'daftar-kinds-'));
  cpSync(await filledDemo(), folder, { recursive: true });
  desk = await openTestDesk({ dataDir: folder, bundle: deskBundle });
  editor = await desk.person('editor', 'approver');
  browser = await openBrowser();
});
after(async () => {
  await browser?.close();
  await desk?.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Every kind's form, filled as the demonstration fills it; the interface speaks each language in turn. */
test('the form of every kind stands whole, wide and on a phone, and axe finds nothing in it', async () => {
  const all = [...kinds.values()].filter(({ section }) => section).map(({ id }) => id);
  const looks = LANGUAGES.map(async (language, nth) => {
    const findings: Record<string, string[]> = {};
    for (const kind of all.filter((_, index) => index % LANGUAGES.length === nth)) {
      const { item } = await firstOf(kind, language);
      findings[kind] = await onForm(language, `/items/${item}/${language}`, findingsOn);
    }
    return findings;
  });
  const findings = Object.assign({}, ...(await Promise.all(looks)));
  assert.deepEqual(findings, Object.fromEntries(all.map((kind) => [kind, []])));
});

async function findingsOn(page: Page): Promise<string[]> {
  const text = (await page.locator('.write-form').textContent())!;
  const nameless = text.match(/write\.[\w.]+|undefined|\[object/g) ?? [];
  const found = await axeFindings(page, '.write-form');
  await page.setViewportSize({ width: 360, height: 740 });
  return [...nameless, ...found, ...((await settles(page)) ? [] : ['sticks out on a phone'])];
}

test('an event is written from nothing, told what is wrong in Urdu, mended, published and read', async () => {
  const begun = { title: 'A night at the lighthouse', summary: 'The lamp is lit by hand.', posted: '2026-11-20' };
  const { body: edition } = await editor.post('/api/items', { kind: 'event', language: 'en', content: begun });
  await onForm('ur', `/items/${edition.item.id}/en`, async (page) => {
    const words = languages.get('ur')!.kinds.event!.fields!;
    const add = (label: string) => page.getByRole('button', { name: ur['write.entryAdd']!.replace('{label}', label) });
    const at = (path: string) => page.locator(`[name="fields.${path}"]`);
    await when(page, 'fields.start', '2027-02-06', '20:30');
    await when(page, 'fields.end', '2027-02-06', '19:00');
    await page.getByText(ur['error.ENDS_BEFORE_START']!).waitFor();
    await when(page, 'fields.end', '2027-02-06', '23:00');
    await page.getByText(ur['error.ENDS_BEFORE_START']!).waitFor({ state: 'detached' });

    await add(words.place!).click();
    await at('place.name').fill('Lighthouse Point');
    await at('place.longitude').fill('66.87');
    await at('place.latitude').fill('247');
    await page.getByText(ur['error.BAD_PLACE']!).waitFor();
    await at('place.latitude').fill('24.7');
    await page.getByText(ur['error.BAD_PLACE']!).waitFor({ state: 'detached' });

    for (const [index, what] of ['The lamp', 'Tea', 'The stairs'].entries()) {
      await add(words.programme!).click();
      await at(`programme.${index}.what`).fill(what);
    }
    const entry = (key: 'write.entryUp' | 'write.entryRemove', n: number) =>
      page.getByRole('button', {
        name: ur[key]!.replace('{label}', words.programme!).replace('{n}', String(n)),
        exact: true,
      });
    await entry('write.entryUp', 3).click();
    await entry('write.entryRemove', 3).click();
    await add(words.speakers!).click();
    await at('speakers.0.who').pressSequentially('Nasreen');
    await page.getByRole('option', { name: 'Nasreen Abro' }).click();
    await at('registration').fill('https://join.roshanghat.example/lamp');
    await page.keyboard.press('Control+s');
    await until(async () => (await stored(edition.id)).fields.registration !== null);
  });

  const { fields } = await stored(edition.id);
  assert.deepEqual(
    fields.programme.map(({ what }: { what: string }) => what),
    ['The lamp', 'The stairs'],
  );
  assert.equal(fields.start, '2027-02-06T20:30:00+05:00');
  assert.deepEqual(fields.place.longitude, 66.87);
  assert.match(fields.speakers[0].who.item, /nasreen-abro|^PE-/);
  const page = read(await publish(edition.id));
  assert.match(page, /Lighthouse Point/);
  assert.match(page, /<a href="[^"]*people\/PE-[^"]*">Nasreen Abro<\/a>/);
  assert.match(page, /20:30/);
});

const FAULTS: [kind: string, fields: object, code: string][] = [
  ['video', { files: [] }, 'error.NO_RECORDING'],
  ['album', {}, 'error.NO_PICTURES'],
  ['kit', { files: [] }, 'error.NO_FILES'],
  ['post', { author: { item: null, name: '' } }, 'error.NO_AUTHOR'],
];

test('what a kind lacks is said in the language of the interface, where it is asked to go out', async () => {
  for (const [kind, fields, code] of FAULTS) {
    const content = { title: 'Half of it', summary: 'So far.', body: '<p>Words.</p>', posted: '2026-11-20', fields };
    const { body } = await editor.post('/api/items', { kind, language: 'en', content });
    assert.ok(body.item, JSON.stringify(body));
    await onForm('ur', `/items/${body.item.id}/en`, async (page) => {
      await page.getByText(ur[code]!).first().waitFor({ timeout: 10_000 });
    });
  }
});

test('a film without captions is not let go on, and whoever asks is led to what it lacks', async () => {
  const { item, content } = await firstOf('video', 'en', 'first boat');
  const fields = { ...content.fields, captions: [] };
  const { body } = await editor.post('/api/items', { kind: 'video', language: 'en', content: { ...content, fields } });
  assert.notEqual(body.item.id, item);
  await onForm('ur', `/items/${body.item.id}/en`, async (page) => {
    const captions = page.locator('fieldset', { hasText: languages.get('ur')!.kinds.video!.fields!.captions }).last();
    await page.getByRole('button', { name: ur['review.do.submit'] }).click();
    await captions.getByRole('alert').getByText(ur['error.NO_CAPTIONS']!).waitFor();
    await captions.locator('button:focus').waitFor();
  });
  assert.equal((await editor.get(`/api/editions/${body.id}`)).body.state, 'draft');
});

test('sections are put in another order and named anew, and the navigation of the page beside the form follows', async () => {
  const { item, edition } = await firstOf('masthead', 'mul');
  await onForm('ur', `/items/${item}/mul`, async (page) => {
    const label = ur['write.field.sections']!;
    const name = ur['write.entryUp']!.replace('{label}', label).replace('{n}', '2');
    await page.getByRole('button', { name, exact: true }).click();
    await page.locator('button[data-by="1"]:focus').waitFor();
    await page.locator('[name="fields.sections.0.titles.en"]').fill('Our people');
    const first = page.locator('iframe').contentFrame().locator('nav.sections li').first();
    await first.getByRole('link', { name: 'Our people', exact: true }).waitFor();
    await page.locator('[name=note]').fill('People come first.');
    await page.keyboard.press('Control+s');
    await until(async () => (await stored(edition)).note === 'People come first.');
  });
  const [first, second] = (await stored(edition)).fields.sections;
  assert.deepEqual([first.titles.en, first.kind, second.kind], ['Our people', 'person', 'statement']);
});

test('the navigation says what its entries are called, and another is found by its title', async () => {
  const { item, edition } = await firstOf('masthead', 'mul');
  const charter = (await editor.get('/api/items?kind=page&q=charter')).body.items[0];
  await onForm('en', `/items/${item}/mul`, async (page) => {
    const label = en['write.field.navigation']!;
    const entries = page.getByRole('group', { name: label, exact: true }).getByRole('combobox');
    await until(async () => (await entries.last().inputValue()) === 'Contact and hours (Page)');
    await page.getByRole('button', { name: en['write.entryAdd']!.replace('{label}', label) }).click();
    await entries.last().fill('charter');
    await page.getByRole('option', { name: /charter/i }).click();
    // Where there are many sections, the last entries stand behind a word that opens them.
    const shown = page.locator('iframe').contentFrame().locator('nav.sections a', { hasText: 'Charter' });
    await shown.waitFor({ state: 'attached' });
    await page.locator('[name=note]').fill('The charter is found at once.');
    await page.keyboard.press('Control+s');
    await until(async () => (await stored(edition)).fields.navigation.length === 4);
  });
  assert.equal((await stored(edition)).fields.navigation.at(-1).item, charter.number);
});

/** The first item of a kind in the demonstration, and what its edition says. */
async function firstOf(kind: string, language: string, words = '') {
  const [{ id: item, editions }] = (await editor.get(`/api/items?kind=${kind}&q=${words}`)).body.items;
  const edition = editions.find((one: { language: string }) => one.language === language).id;
  return { item, edition, content: await stored(edition) };
}

/** Work on the form of an edition, in a browser that speaks this language; nothing may be complained of. */
async function onForm<Result>(language: string, path: string, work: (page: Page) => Promise<Result>): Promise<Result> {
  if (!pages.has(language)) {
    const person = await desk.person('administrator');
    const context = await openContext(browser, desk, person, { language, width: 1440 });
    pages.set(language, await context.newPage());
  }
  const page = pages.get(language)!;
  const said = complaints(page);
  await page.setViewportSize({ width: 1440, height: 860 });
  await page.goto(desk.url + path);
  await page.locator('.write-form').waitFor();
  const result = await work(page);
  page.removeAllListeners();
  assert.deepEqual(said, []);
  return result;
}

/** One for each language: what a page has loaded once, the next need not load. */
const pages = new Map<string, Page>();

/** Whether the page fits its window, once it has found its new shape. */
async function settles(page: Page): Promise<boolean> {
  for (let n = 0; n < 20 && (await sticksOut(page)); n++) await new Promise((resolve) => setTimeout(resolve, 50));
  return !(await sticksOut(page));
}

async function when(page: Page, name: string, day: string, clock: string): Promise<void> {
  const row = page.locator(`.write-when:has([name="${name}"])`);
  await row.locator('input:not([type=hidden])').first().fill(day);
  await row.locator('.write-clock input').fill(clock);
  await row.locator('.write-clock input').blur();
}

// biome-ignore lint/suspicious/noExplicitAny: what a kind adds is looked into freely
async function stored(edition: number): Promise<any> {
  return (await editor.get(`/api/editions/${edition}`)).body.content;
}

/** Through review to readers; where it stands then. */
async function publish(edition: number): Promise<string> {
  const at = async () => ({ revision: (await editor.get(`/api/editions/${edition}`)).body.head });
  const writer = await desk.person('writer');
  const approver = await desk.person('approver');
  await ok(writer.post(`/api/editions/${edition}/submit`, await at()));
  const { points } = await ok(approver.get(`/api/editions/${edition}/checklist`));
  for (const { id } of points)
    await ok(approver.put(`/api/editions/${edition}/checklist`, { ...(await at()), point: id, ticked: true }));
  await ok(approver.post(`/api/editions/${edition}/approve`, await at()));
  const { path } = await ok(approver.post(`/api/editions/${edition}/publish`, await at()));
  await desk.newsroom.release();
  return path;
}

/** What readers get at an address. */
function read(address: string): string {
  return readFileSync(join(desk.newsroom.paths.site, address, 'index.html'), 'utf8');
}

// biome-ignore lint/suspicious/noExplicitAny: answers are looked into freely
async function ok(answer: Promise<Answer>): Promise<any> {
  const { status, body } = await answer;
  assert.equal(status, 200, JSON.stringify(body));
  return body;
}

async function until(holds: () => Promise<boolean>): Promise<void> {
  for (let n = 0; n < 100; n++) {
    if (await holds()) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  assert.fail('It did not become so in ten seconds.');
}
