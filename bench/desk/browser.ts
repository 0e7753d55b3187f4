import { once } from 'node:events';
import { get, type IncomingMessage } from 'node:http';
import type { Browser, BrowserContext, Page, Request } from 'playwright-core';
import { openBrowser } from '../../test/helpers/browser.ts';
import type { RunningDesk } from './server.ts';
import { type Timing, timed, timingOf } from './timing.ts';

const LANGUAGES = ['en', 'ur', 'sd'];
/** Who comes for the first time has to sign in: the screen of which the promise speaks. */
export const DOOR = 'signing in';
const RUNS = 9;
const KEYS = 60;
interface FirstLoad {
  /** Of everything that the browser asked for, packed as it comes over HTTPS. */
  kilobytes: number;
  /** Of that, fonts: those of the interface, and of the texts on the screen. */
  fontKilobytes: number;
  /** Until the first screen can be used, in milliseconds. */
  usable: Timing;
}

/** In a real browser that has never been here: the door, and the overview of somebody who is signed in; by language. */
export async function firstLoads(desk: RunningDesk): Promise<Record<string, Record<string, FirstLoad>>> {
  const results: Record<string, Record<string, FirstLoad>> = {};
  for (const [screen, isSignedIn] of [
    [DOOR, false],
    ['overview', true],
  ] as const) {
    results[screen] = {};
    for (const language of LANGUAGES) {
      results[screen][language] = await inBrowser((browser) => firstLoad(browser, desk, language, isSignedIn));
    }
  }
  return results;
}

/** A text of 20,000 words at the desk, in the middle of which somebody types. */
export async function typing(desk: RunningDesk): Promise<Record<string, Timing>> {
  const body = `<p>${'لفظ در لفظ '.repeat(34)}</p>\n`.repeat(200);
  const content = { title: 'Long', body, posted: '2024-03-05', fields: { type: 'statement' } };
  const item = { kind: 'statement', language: 'ur', content };
  const { body: edition } = await desk.visitor.post('/api/items', item);
  return inBrowser(async (browser) => {
    const page = await (await newContext(browser, desk, 'ur', true)).newPage();
    const started = performance.now();
    await page.goto(`${desk.url}/items/${edition.item.id}/ur`);
    await page.locator('.ProseMirror p').nth(100).waitFor();
    const opened = performance.now() - started;
    await page.click('.ProseMirror p:first-child');
    await page.keyboard.type('ab');
    const preview = { edition: edition.id, content: edition.content };
    return {
      'open a text of 20,000 words': timingOf([opened]),
      'a key in it, until it is painted': await keysIn(page),
      'its preview': await timed(desk.visitor, 5, () => ({ method: 'POST', path: '/api/preview', body: preview })),
    };
  });
}

async function inBrowser<Result>(work: (browser: Browser) => Promise<Result>): Promise<Result> {
  const browser = await openBrowser();
  try {
    return await work(browser);
  } finally {
    await browser.close();
  }
}

async function keysIn(page: Page): Promise<Timing> {
  const took: number[] = [];
  for (let key = 0; key < KEYS; key++) {
    await page.evaluate(WATCH_A_KEY);
    await page.keyboard.press('b');
    took.push(await page.evaluate<number>('painted'));
  }
  return timingOf(took);
}

/** From the key to the frame after the one in which it changed something. */
const WATCH_A_KEY = `void (painted = new Promise((resolve) => {
  addEventListener('keydown', ({ timeStamp }) => {
    requestAnimationFrame(() => requestAnimationFrame(() => resolve(performance.now() - timeStamp)));
  }, { once: true, capture: true });
}))`;

async function firstLoad(
  browser: Browser,
  desk: RunningDesk,
  language: string,
  isSignedIn: boolean,
): Promise<FirstLoad> {
  if (isSignedIn) await desk.visitor.patch('/api/me', { language });
  const took: number[] = [];
  let asked: Request[] = [];
  for (let run = 0; run < RUNS; run++) {
    const load = await loadOnce(browser, desk, language, isSignedIn);
    took.push(load.usable);
    asked = load.asked;
  }
  const fonts = asked.filter((request) => request.resourceType() === 'font');
  return {
    kilobytes: await kilobytesOf(asked, desk),
    fontKilobytes: await kilobytesOf(fonts, desk),
    usable: timingOf(took),
  };
}

async function loadOnce(browser: Browser, desk: RunningDesk, language: string, isSignedIn: boolean) {
  const context = await newContext(browser, desk, language, isSignedIn);
  const page = await context.newPage();
  const asked: Request[] = [];
  page.on('request', (request) => asked.push(request));
  const started = performance.now();
  await page.goto(`${desk.url}/`, { waitUntil: 'commit' });
  await page.waitForSelector(isSignedIn ? '.overview' : 'input[type=password]');
  const usable = performance.now() - started;
  await page.waitForLoadState('networkidle');
  await context.close();
  return { usable, asked: asked.filter((request) => request.url().startsWith('http')) };
}

/** Asked for once more: without HTTPS a browser does not take Brotli. */
async function kilobytesOf(requests: Request[], desk: RunningDesk): Promise<number> {
  const cookie = [...desk.visitor.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  let bytes = 0;
  for (const request of requests) {
    const headers = { 'accept-encoding': 'br, gzip', cookie };
    const [answer] = (await once(get(request.url(), { headers }), 'response')) as [IncomingMessage];
    for await (const piece of answer) bytes += piece.length;
  }
  return Math.round(bytes / 1024);
}

async function newContext(
  browser: Browser,
  desk: RunningDesk,
  language: string,
  isSignedIn: boolean,
): Promise<BrowserContext> {
  const context = await browser.newContext({ locale: language, viewport: { width: 1280, height: 860 } });
  if (!isSignedIn) return context;
  const cookies = [...desk.visitor.cookies].map(([name, value]) => ({ name, value, url: desk.url }));
  await context.addCookies(cookies);
  return context;
}
