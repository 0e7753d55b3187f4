import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { createInstance } from 'i18next';
import ICU from 'i18next-icu';
import { type TOTP, URI } from 'otpauth';
import type { Browser, BrowserContext, Locator, Page } from 'playwright-core';
import { words as en } from '../../src/desk/ui/words/en/index.ts';
import { words as sd } from '../../src/desk/ui/words/sd/index.ts';
import { words as ur } from '../../src/desk/ui/words/ur/index.ts';
import { languages } from '../../src/languages/index.ts';
import { complaints } from './desk-browser.ts';
import { sticksOut } from './page-checks.ts';

const WORDS: Record<string, Record<string, string>> = { en, ur, sd };
const PASSWORD = 'seven small harbours';
/** From here on what helps at writing stands beside the form, and below it is one dialog away. */
const ROOM_BESIDE = 1200;
const PHONE = 600;

export interface Setting {
  browser: Browser;
  /** Of the interface. */
  language: string;
  /** Of the window, in CSS pixels. */
  width: number;
  /** A folder for pictures of what people see on their way; none are taken without it. */
  pictures?: string;
}

/** Somebody at the desk, at a browser of their own: does what people do there, by nothing but the interface. */
export class Person {
  readonly name: string;
  readonly page: Page;
  /** What the browser complained of, and what looked wrong. */
  readonly complaints: string[];
  readonly #setting: Setting;
  readonly #say: Say;
  #totp: TOTP | null = null;

  static async arrives(name: string, setting: Setting): Promise<Person> {
    const context = await openContext(setting);
    return new Person(name, setting, await context.newPage(), await wordsOf(setting.language));
  }

  private constructor(name: string, setting: Setting, page: Page, say: Say) {
    this.name = name;
    this.page = page;
    this.complaints = complaints(page);
    this.#setting = setting;
    this.#say = say;
  }

  /** Opens a link that was handed over, and makes the account that it is for. */
  async takes(link: string, kind: 'setup' | 'invitation'): Promise<void> {
    await this.page.goto(link);
    await this.field('access.name').fill(this.name);
    await this.field('access.email').fill(this.#email);
    await this.#password.fill(PASSWORD);
    await this.looks(kind);
    await this.press(`access.${kind}Button`);
    await this.page.locator('.desk-header').waitFor();
  }

  /** Returns the link to be handed over. */
  async invites(name: string, roles: string[], intoLanguage?: string): Promise<string> {
    await this.press('admin.invite');
    await this.field('admin.name').fill(name);
    for (const role of roles) await this.#checkbox(this.#say(`access.role.${role}`)).check();
    if (intoLanguage) await this.#checkbox(languages.get(intoLanguage)!.name).check();
    await this.looks('invite');
    await this.press('admin.makeInvitation');
    const link = await this.field('admin.link').inputValue();
    await this.looks('invited');
    await this.page.keyboard.press('Escape');
    await this.page.getByRole('dialog').waitFor({ state: 'detached' });
    return link;
  }

  /** Scans the key with an authenticator, and keeps the recovery codes. */
  async turnsTwoFactorOn(): Promise<void> {
    await this.#opensOwnMenu('shell.account');
    await this.press('account.turnOn');
    await this.#password.last().fill(PASSWORD);
    await this.press('account.turnOn');
    const secret = await this.field('account.secret').inputValue();
    this.#totp = URI.parse(`otpauth://totp/Daftar?secret=${secret}`) as TOTP;
    await this.field('access.code').fill(this.#totp.generate());
    await this.looks('two-factor');
    await this.press('account.turnOn');
    await this.looks('recovery-codes');
    await this.press('account.codesKept');
    await this.sees('account.isOn');
  }

  async signsOutAndInAgain(): Promise<void> {
    await this.#opensOwnMenu('access.signOut');
    await this.field('access.email').fill(this.#email);
    await this.#password.fill(PASSWORD);
    await this.press('access.signIn');
    // The code of now has been used.
    await this.field('access.code').fill(this.#totp!.generate({ timestamp: Date.now() + 30_000 }));
    await this.looks('code');
    await this.press('access.signIn');
    await this.page.locator('.desk-header').waitFor();
  }

  /** By the menu of pages. */
  async goes(place: string): Promise<void> {
    if (this.#isOnPhone) await this.press('shell.menu');
    const places = this.page.getByRole('navigation', { name: this.#say('shell.places') });
    await places.getByRole('link', { name: this.#say(place), exact: true }).click();
    await this.page.getByRole('heading', { level: 1, name: this.#say(place) }).waitFor();
    await this.looks(place.split('.').at(-1)!);
  }

  async begins(kind: string, language: string): Promise<void> {
    await this.press('shell.new');
    const dialog = this.page.getByRole('dialog');
    await dialog.getByLabel(this.#say('shell.kind')).selectOption(kind);
    await dialog.getByLabel(this.#say('shell.writtenIn')).selectOption(language);
    await this.looks('new');
    await this.press('shell.begin');
    await this.page.locator('.write-form').waitFor();
  }

  async writes({ title, summary, paragraphs }: Words): Promise<void> {
    await this.field('write.title').fill(title);
    await this.field('write.summary').fill(summary);
    const text = this.field('write.body');
    for (const [index, paragraph] of paragraphs.entries()) {
      if (index > 0) await text.press('Enter');
      await text.pressSequentially(paragraph);
    }
  }

  async choosesType(type: string): Promise<void> {
    const { fields, choices } = languages.get(this.#setting.language)!.kinds.statement!;
    await this.page.locator('.write-form').getByRole('combobox', { name: fields!.type!, exact: true }).click();
    await this.page.getByRole('option', { name: choices![type]!, exact: true }).click();
  }

  async dates(day: string): Promise<void> {
    const field = this.field('write.posted');
    await field.fill(day);
    await field.press('Tab');
  }

  /** Finds it with the search that stands on every page, and goes to its edition in this language. */
  async opens(title: string, language: string): Promise<void> {
    await this.page.getByRole('combobox', { name: this.#say('shell.search') }).fill(title);
    await this.page.getByRole('option', { name: title }).first().waitFor();
    await this.looks('search');
    await this.page.getByRole('option', { name: title }).first().click();
    await this.page.locator('.write-form').waitFor();
    await this.switchesTo(language);
  }

  async switchesTo(language: string): Promise<void> {
    const link = this.#languages.getByRole('link', { name: languages.get(language)!.name });
    if ((await link.getAttribute('aria-current')) !== null) return;
    await link.click();
    await this.#languages.locator(`[aria-current]:has([lang=${language}])`).waitFor();
  }

  /** What stands beside a language in the switch: `missing`, `in review`, `outdated`. */
  async seesState(language: string, state: string): Promise<void> {
    const link = this.#languages.getByRole('link', { name: languages.get(language)!.name });
    await link.getByText(this.#say(`write.state.${state}`), { exact: true }).waitFor();
  }

  /** Begins the translation, and writes it beside its source, paragraph by paragraph. */
  async translates(from: string, { title, summary, paragraphs }: Words, into: string): Promise<void> {
    await this.looks('not-yet');
    await this.press('write.translateFrom', { language: languages.get(from)!.name });
    await this.field('write.title').fill(title);
    await this.field('write.summary').fill(summary);
    for (const [index, paragraph] of paragraphs.entries()) {
      await (await this.#paragraph(index + 1, into)).pressSequentially(paragraph);
    }
    await this.looks('translation');
  }

  /** Writes one word for another, in the text or in a paragraph of the translation. */
  async changes(word: string, to: string, place?: { paragraph: number; language: string }): Promise<void> {
    const text = place ? await this.#paragraph(place.paragraph, place.language) : this.field('write.body');
    await this.#doubleClicks(word, text);
    await this.page.keyboard.insertText(to);
  }

  async comments(word: string, text: string): Promise<void> {
    await this.#doubleClicks(word, this.field('write.body'));
    await this.#beside('comments', async () => {
      await this.field('review.commentOnPassage').fill(text);
      await this.looks('comment');
      await this.press('review.commentSend');
      await this.page.locator('.comments-one', { hasText: text }).waitFor();
    });
  }

  async readsComment(passage: string, text: string): Promise<void> {
    await this.#beside('comments', async () => {
      const comment = this.page.locator('.comments-one', { hasText: text });
      await comment.locator('.comments-quote', { hasText: passage }).waitFor();
      await this.looks('comments');
      await comment.getByRole('button', { name: this.#say('review.resolve'), exact: true }).click();
      await comment.waitFor({ state: 'detached' });
    });
  }

  async submits(): Promise<void> {
    await this.looks('written');
    await this.press('review.do.submit');
    await this.seesReview('in-review-waits');
    await this.looks('submitted');
  }

  async requestsChanges(note: string): Promise<void> {
    await this.press('review.do.request-changes');
    await this.field('review.changesNote').fill(note);
    await this.looks('request');
    await this.#dialog.getByRole('button', { name: this.#say('review.do.request-changes'), exact: true }).click();
    await this.seesReview('changes-requested');
  }

  /** Approves what is in review, and publishes it: what readers will see has been looked at both times. */
  async approvesAndPublishes(event: 'publish' | 'correct'): Promise<void> {
    await this.seesReview('in-review');
    await this.press('review.do.approve');
    await this.#seesPreview();
    await this.#ticksEverything();
    await this.looks('approve');
    await this.#dialog.getByRole('button', { name: this.#say('review.do.approve'), exact: true }).click();
    await this.seesReview('approved');
    await this.press('review.do.publish');
    await this.#seesPreview();
    await this.#dialog.getByRole('table').waitFor();
    await this.looks('publish');
    await this.press(`review.doPublish.${event}`, { count: 1 });
    await this.seesReview('published');
    await this.looks('published');
  }

  async seesHistory(...actions: string[]): Promise<void> {
    await this.#beside('history', async () => {
      for (const action of actions)
        await this.page
          .getByText(this.#say(`review.did.${action}`))
          .first()
          .waitFor();
      await this.looks('history');
    });
  }

  /** Asks the desk itself for what the interface does not offer. */
  async isRefused(action: string, code: string): Promise<void> {
    assert.equal(await this.#button(`review.do.${action}`).count(), 0, 'it is not offered');
    const answered = await this.page.evaluate(askFor, action);
    assert.equal(answered, code);
  }

  async declaresCurrent(from: string): Promise<void> {
    const language = languages.get(from)!.name;
    await this.sees('translate.outdated', { language });
    await this.looks('outdated');
    await this.press('translate.declareCurrent');
    await this.sees('translate.upToDate', { language });
    await this.looks('current');
  }

  async reloads(): Promise<void> {
    await this.page.reload();
    await this.page.locator('.write-form').waitFor();
  }

  /** What the bar over the text says of its way to readers. */
  async seesReview(state: string): Promise<void> {
    await this.page
      .locator('.review-bar')
      .getByText(this.#say(`review.says.${state}`), { exact: true })
      .waitFor();
  }

  async sees(key: string, values?: Values): Promise<void> {
    await this.page.getByText(this.#say(key, values), { exact: true }).first().waitFor();
  }

  async press(key: string, values?: Values): Promise<void> {
    await this.#button(key, values).click();
  }

  field(key: string, values?: Values): Locator {
    return this.page.getByRole('textbox', { name: this.#say(key, values), exact: true });
  }

  /** A picture of the page as it stands, where pictures are wanted; says what sticks out of it. */
  async looks(scene: string): Promise<void> {
    const { pictures, language, width } = this.#setting;
    if (!pictures) return;
    mkdirSync(pictures, { recursive: true });
    const nth = String(++taken).padStart(3, '0');
    await this.page.waitForLoadState('networkidle');
    await this.page.evaluate('document.fonts.ready.then(() => {})');
    const path = join(pictures, `${language}-${width}-${nth}-${scene}.png`);
    await this.#asTallAsThePage(() => this.page.screenshot({ path }));
    if (await sticksOut(this.page)) this.complaints.push(`${nth}-${scene} sticks out`);
  }

  /** What sticks to the window's edges would stand in the midst of a picture that is longer than the window. */
  async #asTallAsThePage(work: () => Promise<unknown>): Promise<void> {
    const { width, height } = this.page.viewportSize()!;
    const tall = (await this.page.evaluate(
      'Math.max(document.documentElement.scrollHeight, ...[...document.querySelectorAll("[role=dialog]")].map((dialog) => dialog.scrollHeight + 100))',
    )) as number;
    await this.page.setViewportSize({ width, height: Math.max(height, Math.min(tall, 3000)) });
    await work();
    await this.page.setViewportSize({ width, height });
  }

  get #email(): string {
    return `${this.name.split(' ')[0]!.toLowerCase()}@ferry.example`;
  }

  get #password(): Locator {
    return this.page.locator('input[type=password]');
  }

  get #dialog(): Locator {
    return this.page.getByRole('dialog');
  }

  get #languages(): Locator {
    return this.page.getByRole('navigation', { name: this.#say('write.languages') });
  }

  get #isOnPhone(): boolean {
    return this.#setting.width < PHONE;
  }

  #button(key: string, values?: Values): Locator {
    return this.page.getByRole('button', { name: this.#say(key, values), exact: true });
  }

  #checkbox(name: string): Locator {
    return this.page.getByRole('checkbox', { name, exact: true });
  }

  async #opensOwnMenu(key: string): Promise<void> {
    await this.press('shell.person', { name: this.name });
    await this.looks('own-menu');
    await this.page.getByRole('menuitem', { name: this.#say(key), exact: true }).click();
  }

  /** What stands beside the text, and on a phone comes up from below. */
  async #beside(panel: string, work: () => Promise<void>): Promise<void> {
    const isBeside = this.#setting.width >= ROOM_BESIDE;
    // Its name may be followed by how many there are.
    const name = new RegExp(`^${this.#say(`write.panel.${panel}`)}`);
    await this.page.getByRole(isBeside ? 'tab' : 'button', { name }).click();
    await work();
    if (isBeside) return;
    await this.page.keyboard.press('Escape');
    await this.#dialog.waitFor({ state: 'detached' });
  }

  /** The very page, in the dialog. */
  async #seesPreview(): Promise<void> {
    await this.#dialog.frameLocator('iframe').locator('h1').waitFor();
  }

  async #ticksEverything(): Promise<void> {
    const points = this.#dialog.getByRole('checkbox');
    await points.first().waitFor();
    for (const [index, point] of (await points.all()).entries()) {
      await point.click();
      await this.#dialog.locator('[type=checkbox]:checked').nth(index).waitFor();
    }
  }

  /** A paragraph of a translation becomes an editor when it is entered. */
  async #paragraph(n: number, language: string): Promise<Locator> {
    const label = this.#say('translate.target', { n, language: languages.get(language)!.name });
    await this.page.getByRole('button', { name: label }).click();
    return this.page.getByRole('textbox', { name: label, exact: true });
  }

  async #doubleClicks(word: string, text: Locator): Promise<void> {
    const { x, y } = await text.evaluate(middleOf, word);
    await this.page.mouse.dblclick(x, y);
  }
}

export interface Words {
  title: string;
  summary: string;
  paragraphs: string[];
}

let taken = 0;

async function openContext({ browser, language, width }: Setting): Promise<BrowserContext> {
  const context = await browser.newContext({
    viewport: { width, height: width < PHONE ? 740 : 860 },
    locale: language,
    reducedMotion: 'reduce',
  });
  context.setDefaultTimeout(15_000);
  return context;
}

type Values = Record<string, string | number>;
type Say = (key: string, values?: Values) => string;

/** The sentences of the interface as people read them. */
async function wordsOf(language: string): Promise<Say> {
  const instance = createInstance();
  await instance.use(ICU).init({
    lng: language,
    resources: { [language]: { translation: WORDS[language]! } },
    keySeparator: false,
    nsSeparator: false,
  });
  return (key, values) => {
    assert.ok(instance.exists(key), key);
    return instance.t(key, values ?? {});
  };
}

/** Where a word of a text stands in the window. Runs in the browser. */
function middleOf(text: Element, word: string): { x: number; y: number } {
  const walker = document.createTreeWalker(text, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const at = node.textContent!.indexOf(word);
    if (at === -1) continue;
    const range = document.createRange();
    range.setStart(node, at);
    range.setEnd(node, at + word.length);
    node.parentElement!.scrollIntoView({ block: 'center' });
    const { left, top, width, height } = range.getBoundingClientRect();
    return { x: left + width / 2, y: top + height / 2 };
  }
  throw new Error(`${word} stands nowhere.`);
}

/** Returns the code of the refusal. Runs in the browser. */
async function askFor(action: string): Promise<string> {
  const item = location.pathname.split('/')[2];
  const { editions } = await (await fetch(`/api/items/${item}`)).json();
  const { id } = editions[0];
  const { head } = await (await fetch(`/api/editions/${id}`)).json();
  const answer = await fetch(`/api/editions/${id}/${action}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ revision: head }),
  });
  return (await answer.json()).error?.code;
}
