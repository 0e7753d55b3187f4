import type { Browser, BrowserContext, Page } from 'playwright-core';
import { openBrowser } from '../../test/helpers/browser.ts';
import type { RunningDesk } from './server.ts';
import { type Timing, timed, timingOf } from './timing.ts';

const LANGUAGES = ['en', 'ur', 'sd'];
const RUNS = 7;
const KEYS = 60;
/** What a phone gets from a middling cell: bytes a second, and the way there and back in milliseconds. */
const LINE = { downloadThroughput: (4_000_000 / 8) | 0, uploadThroughput: (1_000_000 / 8) | 0, latency: 60 };

interface FirstLoad {
  /** Of everything that the browser asked for, as it came over the line. */
  kilobytes: number;
  /** Of that, the fonts. */
  fontKilobytes: number;
  /** Until the first screen can be used, in milliseconds. */
  usable: Timing;
  usableOnALineOf4Mbit: Timing;
}

/** In a real browser that has never been here: the door, and the overview of somebody who is signed in; by language. */
export async function firstLoads(desk: RunningDesk): Promise<Record<string, Record<string, FirstLoad>>> {
  const browser = await openBrowser();
  try {
    const results: Record<string, Record<string, FirstLoad>> = {};
    for (const [screen, isSignedIn] of [
      ['signing in', false],
      ['overview', true],
    ] as const) {
      results[screen] = {};
      for (const language of LANGUAGES)
        results[screen][language] = await firstLoad(browser, desk, language, isSignedIn);
    }
    return results;
  } finally {
    await browser.close();
  }
}

/** A text of 20,000 words at the desk, in the middle of which somebody types. */
export async function typing(desk: RunningDesk): Promise<Record<string, Timing>> {
  const body = `<p>${'لفظ در لفظ '.repeat(34)}</p>\n`.repeat(200);
  const content = { title: 'Long', body, posted: '2024-03-05', fields: { type: 'statement' } };
  const item = { kind: 'statement', language: 'ur', content };
  const { body: edition } = await desk.visitor.post('/api/items', item);
  const browser = await openBrowser();
  try {
    const context = await newContext(browser, desk, 'ur', true);
    const page = await context.newPage();
    const started = performance.now();
    await page.goto(`${desk.url}/items/${edition.item.id}/ur`);
    await page.locator('.ProseMirror p').nth(100).waitFor();
    const opened = performance.now() - started;
    await page.click('.ProseMirror p:first-child');
    await page.keyboard.type('ab');
    return {
      'open a text of 20,000 words': timingOf([opened]),
      'a key in it, until it is painted': await keysIn(page),
      'its preview': await timed(desk.visitor, 5, () => ({
        ...{ method: 'POST', path: '/api/preview', body: { edition: edition.id, content: edition.content } },
      })),
    };
  } finally {
    await browser.close();
  }
}

async function keysIn(page: Page): Promise<Timing> {
  const took: number[] = [];
  for (let key = 0; key < KEYS; key++) {
    const painted = page.evaluate(PAINTED_AFTER_KEY);
    await page.keyboard.press('b');
    took.push((await painted) as number);
  }
  return timingOf(took);
}

/** From the key to the frame after the one in which it changed something. */
const PAINTED_AFTER_KEY = `new Promise((resolve) => {
  addEventListener('keydown', ({ timeStamp }) => {
    requestAnimationFrame(() => requestAnimationFrame((now) => resolve(performance.now() - timeStamp)));
  }, { once: true, capture: true });
})`;

async function firstLoad(
  browser: Browser,
  desk: RunningDesk,
  language: string,
  isSignedIn: boolean,
): Promise<FirstLoad> {
  if (isSignedIn) await desk.visitor.patch('/api/me', { language });
  const near = [];
  const far = [];
  let bytes = { all: 0, fonts: 0 };
  for (let run = 0; run < RUNS; run++) {
    const load = await loadOnce(browser, desk, { language, isSignedIn });
    near.push(load.usable);
    bytes = load.bytes;
    far.push((await loadOnce(browser, desk, { language, isSignedIn, line: LINE })).usable);
  }
  return {
    kilobytes: Math.round(bytes.all / 1024),
    fontKilobytes: Math.round(bytes.fonts / 1024),
    usable: timingOf(near),
    usableOnALineOf4Mbit: timingOf(far),
  };
}

async function loadOnce(
  browser: Browser,
  desk: RunningDesk,
  { language, isSignedIn, line }: { language: string; isSignedIn: boolean; line?: typeof LINE },
): Promise<{ usable: number; bytes: { all: number; fonts: number } }> {
  const context = await newContext(browser, desk, language, isSignedIn);
  const page = await context.newPage();
  const client = await context.newCDPSession(page);
  await client.send('Network.enable');
  if (line) await client.send('Network.emulateNetworkConditions', { offline: false, ...line });
  const bytes = { all: 0, fonts: 0 };
  const fonts = new Set<string>();
  client.on('Network.responseReceived', ({ requestId, type }) => void (type === 'Font' && fonts.add(requestId)));
  client.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    bytes.all += encodedDataLength;
    if (fonts.has(requestId)) bytes.fonts += encodedDataLength;
  });
  const started = performance.now();
  await page.goto(`${desk.url}/`, { waitUntil: 'commit' });
  await page
    .locator(isSignedIn ? '.overview' : 'input[type=password]')
    .first()
    .waitFor();
  const usable = performance.now() - started;
  await page.waitForLoadState('networkidle');
  await context.close();
  return { usable, bytes };
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
