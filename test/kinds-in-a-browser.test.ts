import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { brotliCompressSync } from 'node:zlib';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { kinds } from '../src/kinds/index.ts';
import { languages } from '../src/languages/index.ts';
import type { Release } from '../src/record/release.ts';
import { openBrowser } from './helpers/browser.ts';
import { demoNewsroom, type TestNewsroom } from './helpers/newsroom.ts';
import { axeFindings, sticksOut, watch } from './helpers/page-checks.ts';

const LANGUAGES = [...languages.keys()];
const SECTIONS = [...kinds.values()].filter(({ section }) => section);

let browser: Browser;
let demo: TestNewsroom;
let phone: Page;
/** On the phone, since it was emptied. */
let findings: string[];

before(async () => {
  demo = await demoNewsroom();
  browser = await openBrowser();
  phone = await browser.newPage({ viewport: { width: 360, height: 740 } });
  findings = watch(phone, demo.url);
});
after(async () => {
  await browser?.close();
  await demo?.close();
});

/** Each kind's item in one language and its section in the next, so that all languages and both directions come up. */
const PAGES = SECTIONS.flatMap(({ id, section }, index) => {
  const [one, other] = [LANGUAGES[index % LANGUAGES.length]!, LANGUAGES[(index + 1) % LANGUAGES.length]!];
  return [
    { kind: id, what: `a ${id} in ${one}`, path: () => fullest(id, one).path },
    { kind: id, what: `the ${section} in ${other}`, path: () => `${other}/${section}/` },
  ];
});

test('every kind has an example in every language', () => {
  const missing = SECTIONS.flatMap(({ id }) =>
    LANGUAGES.filter((language) => !demo.editions().some((one) => one.kind === id && one.language === language)).map(
      (language) => `${id} in ${language}`,
    ),
  );
  assert.deepEqual(missing, []);
});

for (const { what, path } of PAGES) {
  test(`${what}: axe finds nothing, it fits a phone, nothing complains, nobody else is asked`, async () => {
    findings.length = 0;
    await phone.goto(demo.url + path());
    await phone.evaluate('document.fonts.ready.then(() => {})');
    if (await sticksOut(phone)) findings.push('sticks out');
    findings.push(...(await axeFindings(phone)));
    assert.deepEqual(findings, []);
  });
}

test('the scripts of any page are less than 10 KB together', () => {
  for (const { what, path } of PAGES) {
    const html = readFileSync(join(demo.siteDir, path(), 'index.html'), 'utf8');
    const scripts = [...html.matchAll(/<script defer src="([^"]+)"/g)].map(([, src]) =>
      join(demo.siteDir, path(), src!),
    );
    const bytes = scripts.reduce((sum, file) => sum + brotliCompressSync(readFileSync(file)).length, 0);
    assert.ok(bytes < 10_240, `${what}: ${bytes} bytes`);
  }
});

test('without script every page says what it has to say', async () => {
  const wrong: string[] = [];
  await onNewPage({ javaScriptEnabled: false }, async (page) => {
    for (const { what, path } of PAGES) {
      const html = readFileSync(join(demo.siteDir, path(), 'index.html'), 'utf8');
      await page.goto(demo.url + path());
      const title = (await page.locator('h1').first().textContent()) ?? '';
      const main = (await page.locator('main').textContent()) ?? '';
      if (!html.includes('<h1') || title.trim() === '' || main.length < title.length + 40) wrong.push(what);
    }
  });
  assert.deepEqual(wrong, []);
});

test('a chapter of a film begins to play where it says', async () => {
  await onNewPage({}, async (page) => {
    await page.goto(demo.url + path('video', 'ur', 'the-first-boat'));
    assert.equal(await page.evaluate("document.querySelector('video').readyState"), 0, 'nothing is loaded unasked');
    await page.locator('.chapters a').nth(1).click();
    await page.waitForFunction("document.querySelector('video').currentTime >= 8");
    const shown =
      "[...document.querySelector('video').textTracks].filter(({ mode }) => mode === 'showing').map(({ language }) => language)";
    assert.deepEqual(await page.evaluate(shown), ['ur']);
  });
});

test('a stream on another site is asked for after a click, and not before', async () => {
  await onNewPage({}, async (page) => {
    const asked: string[] = [];
    await page.route(/stream\.roshanghat\.example/, (route) => {
      asked.push(route.request().url());
      return route.fulfill({ status: 404 });
    });
    await page.addInitScript("HTMLMediaElement.prototype.canPlayType = () => 'maybe'"); // this browser has no HLS
    await page.goto(demo.url + path('live', 'en', 'league-house'));
    await page.waitForLoadState('networkidle');
    assert.deepEqual(asked, []);
    await page.click('.elsewhere a');
    await page.waitForSelector('.elsewhere video');
    await page.waitForFunction("document.querySelector('.elsewhere video').networkState !== 0");
    await waitUntil(() => asked.length > 0);
    assert.match(page.url(), /league-house/);
  });
});

test('a browser that cannot play a stream follows the link to it', async () => {
  await onNewPage({}, async (page) => {
    await page.route(/stream\.roshanghat\.example/, (route) =>
      route.fulfill({ body: '#EXTM3U', contentType: 'text/plain' }),
    );
    await page.addInitScript("HTMLMediaElement.prototype.canPlayType = () => ''");
    await page.goto(demo.url + path('live', 'en', 'league-house'));
    await page.click('.elsewhere a');
    await page.waitForURL(/league-house\.m3u8/);
  });
});

test('the live page says what comes next, by the reader’s clock, and what is on', async () => {
  for (const [now, said] of [
    ['2027-02-01T12:00:00Z', /Off the air\. Next: Evening at the Quay/],
    ['2027-02-05T15:00:00Z', /On the air now: Evening at the Quay/],
    ['2029-01-01T00:00:00Z', /Off the air\. No further broadcast/],
  ] as const) {
    await onNewPage({}, async (page) => {
      await page.clock.setFixedTime(now);
      await page.goto(demo.url + path('live', 'en', 'league-house'));
      assert.match((await page.locator('.agenda-next').textContent()) ?? '', said);
    });
  }
});

test('an album is looked through by keys in the direction of reading, and without script by its links', async () => {
  const album = demo.url + path('album', 'ur', 'calendar-2025');
  await onNewPage({}, async (page) => {
    await page.goto(album);
    await page.locator('.album li a').first().click();
    await page.keyboard.press('ArrowLeft'); // Urdu goes on to the left
    assert.match(page.url(), /#picture-2$/);
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowRight'); // there is none before the first
    assert.match(page.url(), /#picture-1$/);
    assert.deepEqual(await axeFindings(page, '.album'), []);
    await page.keyboard.press('Escape');
    assert.equal(await page.locator('.album .view:visible').count(), 0);
    assert.equal(await page.evaluate('document.activeElement.id'), 'to-picture-1');
  });
  await onNewPage({ javaScriptEnabled: false }, async (page) => {
    await page.goto(album);
    await page.locator('.album li a').nth(4).click();
    await page.locator('.view:target [rel=next]').click();
    assert.equal(await page.locator('.view:target [rel=next]').count(), 0, 'the sixth is the last');
    await page.locator('.view:target [data-close]').click();
    assert.equal(await page.locator('.view:visible').count(), 0);
  });
});

/** The edition with most in it. */
function fullest(kind: string, language: string): Release {
  const size = (release: Release) => JSON.stringify(release.fields).length;
  const all = demo
    .editions()
    .filter((one) => one.kind === kind && one.language === language && one.event !== 'withdraw');
  return all.sort((a, b) => size(b) - size(a))[0]!;
}

function path(kind: string, language: string, slug: string): string {
  return demo.editions().find((one) => one.kind === kind && one.language === language && one.path.includes(slug))!.path;
}

async function waitUntil(holds: () => boolean): Promise<void> {
  while (!holds()) await new Promise((resolve) => setTimeout(resolve, 20));
}

async function onNewPage(options: BrowserContextOptions, work: (page: Page) => Promise<void>): Promise<void> {
  const context = await browser.newContext(options);
  try {
    await work(await context.newPage());
  } finally {
    await context.close();
  }
}
