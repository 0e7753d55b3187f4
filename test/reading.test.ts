import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { brotliCompressSync } from 'node:zlib';
import type { Browser } from 'playwright-core';
import type { Draft } from '../src/desk/draft.ts';
import { openBrowser } from './helpers/browser.ts';
import { demoNewsroom, type TestNewsroom } from './helpers/newsroom.ts';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

let browser: Browser;
let demo: TestNewsroom;

before(async () => {
  [browser, demo] = await Promise.all([openBrowser(), demoNewsroom()]);
});
after(async () => {
  await browser.close();
  await demo.close();
});

function pathOf(language: string, event: string, kind = 'statement'): string {
  const found = demo
    .editions()
    .find((release) => release.language === language && release.event === event && release.kind === kind);
  assert.ok(found, `the demo has no ${event} ${kind} in ${language}`);
  return found.path;
}

for (const language of ['en', 'ur', 'sd']) {
  test(`axe finds nothing on pages in ${language}, light and dark, wide and narrow`, async () => {
    const pages = [
      '',
      `${language}/`,
      `${language}/statements/`,
      `${language}/statements/2021/`,
      `${language}/people/`,
      `${language}/tags/water/`,
      `${language}/nowhere/`,
    ];
    pages.push(pathOf(language, 'publish'), pathOf(language, 'publish', 'person'), pathOf(language, 'publish', 'page'));
    for (const [width, colorScheme] of [
      [1200, 'light'],
      [360, 'dark'],
    ] as const) {
      const context = await browser.newContext({ bypassCSP: true, colorScheme, viewport: { width, height: 800 } });
      const page = await context.newPage();
      const strangers: string[] = [];
      page.on('request', (request) => request.url().startsWith(demo.url) || strangers.push(request.url()));
      for (const address of pages) {
        await page.goto(demo.url + address);
        await page.addScriptTag({ content: AXE });
        const { violations } = (await page.evaluate('axe.run()')) as {
          violations: { id: string; nodes: { html: string }[] }[];
        };
        assert.deepEqual(
          violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`),
          [],
          `/${address} at ${width}, ${colorScheme}`,
        );
        assert.ok(
          await page.evaluate('document.documentElement.scrollWidth <= innerWidth'),
          `/${address} scrolls sideways at ${width}`,
        );
      }
      assert.deepEqual(strangers, [], 'requests to another host');
      await context.close();
    }
  });
}

test('a statement of 600 words weighs no more than 8 KB with its style', async () => {
  const sizes = await Promise.all(['en', 'ur', 'sd'].map((language) => weigh(corpusStatement(language))));
  for (const size of sizes) assert.ok(size <= 8192, `${size} bytes`);
});

test('on a line of 50 kbit/s, text can be read before any font arrives', async () => {
  const context = await browser.newContext({ bypassCSP: true, viewport: { width: 360, height: 700 } });
  const page = await context.newPage();
  const session = await context.newCDPSession(page);
  await session.send('Network.enable');
  await session.send('Network.emulateNetworkConditions', {
    offline: false,
    latency: 600,
    downloadThroughput: 6250,
    uploadThroughput: 6250,
  });
  await page.goto(demo.url + pathOf('ur', 'publish', 'page'), { waitUntil: 'commit' });
  await page.waitForFunction("performance.getEntriesByName('first-contentful-paint').length > 0");
  const fonts = await page.evaluate(
    "performance.getEntriesByType('resource').filter((r) => r.name.endsWith('.woff2') && r.responseEnd > 0).length",
  );
  assert.equal(fonts, 0, 'no font had arrived at the first paint');
  assert.ok(await page.evaluate("document.querySelector('h1').getBoundingClientRect().height > 0"));
  await context.close();
});

test('Urdu is set in Nastaliq with its line height, its letters never spaced or slanted', async () => {
  const page = await browser.newPage();
  await page.goto(demo.url + pathOf('ur', 'publish'));
  const style = (selector: string, property: string) =>
    page.evaluate(`getComputedStyle(document.querySelector('${selector}')).${property}`) as Promise<string>;
  assert.match(await style('.prose p', 'fontFamily'), /^"Noto Nastaliq Urdu"/);
  assert.ok(
    Number.parseFloat(await style('.prose p', 'lineHeight')) / Number.parseFloat(await style('.prose p', 'fontSize')) >=
      2,
  );
  assert.equal(await style('h1', 'letterSpacing'), 'normal');
  assert.equal(await style('html', 'direction'), 'rtl');
  await page.close();
});

test('from a folder on a disk a reader gets from the front door to a statement and its releases', async () => {
  const page = await browser.newPage();
  await page.goto(`file://${demo.siteDir}/index.html`);
  await page.click('.gate section[lang=ur] h2 a');
  await page.click('.card a');
  assert.match(page.url(), /\/ur\/statements\/.*\/index\.html$/);
  assert.match(await page.evaluate('getComputedStyle(document.body).backgroundColor'), /rgb\(2\d\d/);
  await page.click('.citation a');
  assert.match(page.url(), /\/[A-Z]{2}-\d{4}-\d{4}\/index\.html$/);
  await page.close();
});

test('people and assistive technology read the address, a plain search of the markup does not find it', async () => {
  const markup = await (await fetch(`${demo.url}ur/`)).text();
  assert.doesNotMatch(markup, /[\w.]+@[\w.]+\.\w+/);
  const page = await browser.newPage();
  await page.goto(`${demo.url}ur/`);
  assert.equal(await page.textContent('.email'), 'press@roshanghat.example');
  await page.close();
});

/** Compressed bytes of the page of this text and of the style sheet. */
async function weigh(draft: Draft): Promise<number> {
  const page = await compressed(demo.url + (await demo.publish(draft)));
  const sheet = /href="[./]*(assets\/[^"]+\.css)"/.exec(page.text)![1];
  return page.bytes + (await compressed(demo.url + sheet)).bytes;
}

async function compressed(url: string): Promise<{ text: string; bytes: number }> {
  const text = await (await fetch(url)).text();
  return { text, bytes: brotliCompressSync(text).length };
}

/** About 600 words in the invented vocabulary of the bench's corpus. */
function corpusStatement(language: string): Draft {
  const folder = mkdtempSync(join(tmpdir(), 'daftar-corpus-'));
  const file = join(folder, 'corpus.jsonl');
  execFileSync(process.execPath, [join(import.meta.dirname, '../bench/corpus.mjs'), '30', file, language], {
    cwd: folder,
  });
  const lines = readFileSync(file, 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  rmSync(folder, { recursive: true });
  const { id, title, summary, body, date } = lines.find((line) => Math.abs(line.body.split(/\s+/).length - 620) < 20);
  const markup = body
    .split('\n\n')
    .map((text: string) => `<p>${text}</p>`)
    .join('');
  return {
    ...EMPTY,
    key: `corpus:${language}:${id}`,
    language,
    title,
    summary,
    body: markup,
    posted: date.slice(0, 10),
  };
}

const EMPTY: Draft = {
  key: '',
  kind: 'statement',
  language: '',
  title: '',
  summary: '',
  body: '',
  dateline: null,
  posted: null,
  issuers: [],
  people: [],
  places: ['Old Quay'],
  tags: ['water', 'safety'],
  translates: null,
  media: [],
  fields: { type: 'statement' },
  slug: null,
  aliases: [],
  legacy: null,
  event: 'publish',
  note: '',
  restricted: null,
  original: null,
};
