import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import { after, before, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import sharp from 'sharp';
import { gallery } from '../src/commands/gallery.ts';
import { languages } from '../src/languages/index.ts';
import type { Release } from '../src/record/release.ts';
import { openBrowser } from './helpers/browser.ts';
import { demoNewsroom, type TestNewsroom } from './helpers/newsroom.ts';
import { axeFindings, sticksOut, watch } from './helpers/page-checks.ts';

const LANGUAGES = [...languages.keys()];

let browser: Browser;
let demo: TestNewsroom;

before(async () => {
  demo = await demoNewsroom();
  browser = await openBrowser();
});
after(async () => {
  await browser?.close(); // a browser that stays open would keep the process
  await demo?.close();
});

for (const language of LANGUAGES) {
  test(`axe finds nothing on any kind of page in ${language}, wide and light, narrow and dark`, async () => {
    const addresses = [...commonPages(language), ...rarerPages(language)].map((address) => demo.url + address);
    assert.deepEqual(await onNewPage((page) => allFindings(page, addresses, viewFindings)), []);
  });

  test(`every kind of page in ${language} fits a phone 320 pixels wide, and loads without a complaint`, async () => {
    const addresses = [...commonPages(language), ...rarerPages(language)].map((address) => demo.url + address);
    assert.deepEqual(await onNewPage((page) => allFindings(page, addresses, loadFindings)), []);
  });
}

test('axe finds nothing on any component in the gallery', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'daftar-gallery-'));
  await gallery({ words: [], options: { out: folder }, print: () => {} });
  const addresses = LANGUAGES.map((id) => pathToFileURL(join(folder, `${id}.html`)).href);
  const findings = await onNewPage((page) => allFindings(page, addresses, viewFindings));
  rmSync(folder, { recursive: true });
  // A page has one of each landmark; the gallery shows several side by side.
  assert.deepEqual(
    findings.filter((finding) => !finding.includes('landmark-unique:')),
    [],
  );
});

test('all that a phone loads to show a statement, fonts aside, is at most 25 KB', async () => {
  for (const language of LANGUAGES) {
    const { path } = edition({ language, kind: 'statement', event: 'publish', withPicture: false });
    const loaded = await onNewPage((page) => bytesOfFirstView(page, demo.url + path));
    assert.ok(loaded <= 25 * 1024, `${path}: ${loaded} bytes`);
  }
});

test('on a line of 50 kbit/s the words of an Urdu statement are seen while its fonts are still on their way', async () => {
  const { path } = edition({ language: 'ur', kind: 'statement', event: 'publish' });
  await onNewPage(async (page) => {
    await slowDown(page);
    await page.goto(demo.url + path, { waitUntil: 'commit' });
    await page.evaluate(FIRST_PAINT);
    assert.ok(await showsInk(page, 'h1'), 'the title is not seen');
    assert.equal(await page.evaluate('document.fonts.status'), 'loading');
    assert.deepEqual(await page.evaluate(FONTS_THAT_ARRIVED), []);
  });
});

test('without its style a statement reads in its order', async () => {
  for (const language of LANGUAGES) {
    const { path, title, number } = edition({ language, kind: 'statement', event: 'publish' });
    const { words, name } = languages.get(language)!;
    const text = await onNewPage((page) => textWithoutStyle(page, demo.url + path));
    assertInOrder(text, [
      words.skipToContent,
      name,
      title,
      words.posted,
      number,
      words.recordNote,
      words.mediaInquiries,
    ]);
  }
});

test('markup follows the order in which people read', async () => {
  const { path } = edition({ language: 'ur', kind: 'statement', event: 'publish' });
  const parts = [
    '.skip',
    '.languages',
    '.name',
    '.sections',
    'h1',
    'time',
    '.prose',
    '.citation',
    '.contacts',
    '.email',
  ];
  const places = await onNewPage(async (page) => {
    await page.goto(demo.url + path);
    return page.evaluate(
      `${JSON.stringify(parts)}.map((part) => [...document.querySelectorAll('*')].indexOf(document.querySelector(part)))`,
    );
  });
  assert.deepEqual(
    places,
    [...(places as number[])].sort((a, b) => a - b),
  );
  assert.ok((places as number[]).every((place) => place > 0));
});

test('the site works in any sub-path of any static host', async () => {
  const host = await staticHost(demo.siteDir, '/sub/path/');
  const problems = await onNewPage(async (page) => {
    const found = watch(page, host.url);
    await page.goto(`${host.url}sub/path/index.html`);
    await page.click('.gate section[lang=sd] h2 a');
    found.push(...(await brokenLinks(page)));
    await page.click('.card a');
    found.push(...(await brokenLinks(page)));
    await page.click('.citation a');
    found.push(...(await brokenLinks(page)));
    return found;
  });
  host.server.close();
  assert.deepEqual(problems, []);
});

test('on a disk, pictures, style and fonts come along', async () => {
  const { path } = edition({ language: 'ur', kind: 'statement', event: 'publish', withPicture: true });
  const seen = await onNewPage(async (page) => {
    await page.goto(pathToFileURL(join(demo.siteDir, path, 'index.html')).href);
    await page.locator('.leading img').scrollIntoViewIfNeeded();
    await page.waitForFunction("document.querySelector('.leading img').naturalWidth > 0");
    await page.evaluate('document.fonts.ready.then(() => {})');
    return page.evaluate(`({
      sheets: document.styleSheets.length,
      nastaliq: [...document.fonts].filter((font) => /Nastaliq/.test(font.family) && font.status === 'loaded').length > 0,
    })`);
  });
  assert.deepEqual(seen, { sheets: 1, nastaliq: true });
});

test('each language stands in its own direction, and Urdu is never slanted', async () => {
  const directions = await onNewPage(async (page) => {
    const found: string[] = [];
    for (const language of LANGUAGES) {
      await page.goto(`${demo.url}${language}/`);
      found.push(await page.evaluate("document.documentElement.lang + ' ' + document.documentElement.dir"));
    }
    return found;
  });
  assert.deepEqual(
    directions,
    LANGUAGES.map((id) => `${id} ${languages.get(id)!.direction}`),
  );
  const emphasis = edition({ language: 'ur', kind: 'statement', event: 'publish', body: /<em>/ });
  await onNewPage(async (page) => {
    await page.goto(demo.url + emphasis.path);
    assert.equal(await page.evaluate("getComputedStyle(document.querySelector('.prose em')).fontStyle"), 'normal');
  });
});

test('Urdu is set in Nastaliq with its line height, its letters never spaced', async () => {
  const { path } = edition({ language: 'ur', kind: 'statement', event: 'publish' });
  await onNewPage(async (page) => {
    await page.goto(demo.url + path);
    const style = (selector: string, property: string) =>
      page.evaluate(`getComputedStyle(document.querySelector('${selector}')).${property}`) as Promise<string>;
    assert.match(await style('.prose p', 'fontFamily'), /^"Noto Nastaliq Urdu"/);
    const lineHeight = Number.parseFloat(await style('.prose p', 'lineHeight'));
    assert.ok(lineHeight / Number.parseFloat(await style('.prose p', 'fontSize')) >= 2);
    for (const part of ['h1', '.prose p']) assert.equal(await style(part, 'letterSpacing'), 'normal');
  });
});

test('from a folder on a disk a reader gets from the front door to a statement and its releases', async () => {
  await onNewPage(async (page) => {
    await page.goto(pathToFileURL(join(demo.siteDir, 'index.html')).href);
    await page.click('.gate section[lang=ur] h2 a');
    await page.click('.card a');
    await page.waitForURL(/\/ur\/[a-z]+\/\d{4}\/.*\/index\.html$/);
    await page.click('.citation a');
    await page.waitForURL(/\/[A-Z]{2}-\d{4}-\d{4}\/index\.html$/);
  });
});

test('people and assistive technology read the e-mail address that the markup hides', async () => {
  const address = await onNewPage(async (page) => {
    await page.goto(`${demo.url}ur/`);
    return page.textContent('.email');
  });
  assert.equal(address, 'press@roshanghat.example');
});

for (const language of LANGUAGES) {
  test(`in ${language} a reader checks a text, and nothing of it leaves the page`, async () => {
    const { path, number } = edition({ language, kind: 'statement', event: 'publish' });
    const text = await (await fetch(`${demo.url}${path}text.txt`)).text();
    const { outcomes } = languages.get(language)!.words.verify;
    await onNewPage(async (page) => {
      const found = watch(page, demo.url);
      await page.goto(`${demo.url}${language}/verify/`);
      const sent: string[] = [];
      page.on('request', (request) => sent.push(`${request.method()} ${new URL(request.url()).pathname}`));
      assert.equal(await verdictOn(page, text), outcomes.genuine.title);
      assert.equal(
        await verdictOn(
          page,
          text.replace(/\d/, (digit) => String(9 - Number(digit))),
        ),
        outcomes.altered.title,
      );
      assert.ok(await page.locator('.verdict ins, .verdict del').count());
      assert.equal(
        await verdictOn(page, 'Qwertz uiop asdf ghjk lyxc vbnm qwer tzui op.'),
        outcomes['not-in-record'].title,
      );
      assert.deepEqual(
        sent.filter((request) => !request.startsWith('GET /record/')),
        [],
      );
      await page.goto('about:blank');
      await page.goto(`${demo.url}${language}/verify/#${number}`);
      await page.waitForSelector('.verdict h2');
      assert.equal(await page.textContent('.verdict h2'), outcomes.compare.title);
      assert.deepEqual(found, []);
    });
  });
}

test('a letter is read in the browser, and compared with the one that the site gives out', async () => {
  const { path, number } = edition({ language: 'sd', kind: 'statement', event: 'publish' });
  const { genuine } = languages.get('sd')!.words.verify.outcomes;
  await onNewPage(async (page) => {
    await page.goto(`${demo.url}sd/verify/`);
    await page.setInputFiles('#check-file', join(demo.siteDir, path, `${number}-sd.pdf`));
    await page.click('.verifier button');
    await page.waitForSelector('.verdict h2');
    assert.equal(await page.textContent('.verdict h2'), genuine.title);
  });
});

test('the page that checks texts works from a disk, where the reader names the record’s folder', async () => {
  const { path } = edition({ language: 'ur', kind: 'statement', event: 'publish' });
  const { genuine } = languages.get('ur')!.words.verify.outcomes;
  await onNewPage(async (page) => {
    await page.goto(pathToFileURL(join(demo.siteDir, 'ur/verify/index.html')).href);
    await page.setInputFiles('#check-folder', join(demo.dataDir, 'record'));
    await page.setInputFiles('#check-file', join(demo.siteDir, path, 'text.txt'));
    await page.click('.verifier button');
    await page.waitForSelector('.verdict h2');
    assert.equal(await page.textContent('.verdict h2'), genuine.title);
  });
});

/** What the page answers when this text is pasted: the heading of the verdict. */
async function verdictOn(page: Page, text: string): Promise<string | null> {
  await page.fill('#check-text', text);
  await page.evaluate("document.getElementById('verdict').replaceChildren()");
  await page.click('.verifier button');
  await page.waitForSelector('.verdict h2');
  return page.textContent('.verdict h2');
}

function commonPages(language: string): string[] {
  return [
    '',
    `${language}/`,
    `${language}/statements/`,
    `${language}/statements/2021/`,
    `${language}/people/`,
    `${language}/tags/transport/`,
    `${language}/nowhere/`,
    `${language}/verify/`,
    edition({ language, kind: 'statement', event: 'publish', body: /<table/ }).path,
    edition({ language, kind: 'person', event: 'publish' }).path,
    edition({ language, kind: 'page', event: 'publish' }).path,
  ];
}

function rarerPages(language: string): string[] {
  const person = edition({ language, kind: 'person', event: 'publish' });
  const texts = demo.editions().filter((release) => release.language === language && release.event !== 'publish');
  return [
    `${language}/statements/2021/05/`,
    `${language}/people/${person.number}/`,
    `${edition({ language, kind: 'statement', event: 'publish' }).number}/`,
    ...texts.filter(({ path }) => path !== '').flatMap(({ path }) => [path, `${path}history/`]), // corrected and withdrawn
  ];
}

interface Wanted {
  language: string;
  kind: string;
  event: Release['event'];
  withPicture?: boolean;
  body?: RegExp;
}

function edition({ language, kind, event, withPicture, body }: Wanted): Release {
  const found = demo
    .editions()
    .find(
      (release) =>
        release.language === language &&
        release.kind === kind &&
        release.event === event &&
        (withPicture === undefined || release.media.length > 0 === withPicture) &&
        (!body || body.test(release.body)),
    );
  assert.ok(found, `the demo has no such edition: ${kind}, ${event}, in ${language}`);
  return found;
}

async function onNewPage<Result>(work: (page: Page) => Promise<Result>): Promise<Result> {
  const context = await browser.newContext({ viewport: { width: 360, height: 740 } });
  try {
    return await work(await context.newPage());
  } finally {
    await context.close();
  }
}

async function allFindings(
  page: Page,
  addresses: string[],
  look: (page: Page, address: string) => Promise<string[]>,
): Promise<string[]> {
  const findings: string[] = [];
  for (const address of addresses) {
    for (const finding of await look(page, address)) findings.push(`${new URL(address).pathname}: ${finding}`);
  }
  return findings;
}

const VIEWS = [
  { width: 1200, colorScheme: 'light' },
  { width: 360, colorScheme: 'dark' },
] as const;

/** The page is loaded once, and looked at in every view. */
async function viewFindings(page: Page, address: string): Promise<string[]> {
  await page.goto(address);
  const findings: string[] = [];
  for (const { width, colorScheme } of VIEWS) {
    await page.setViewportSize({ width, height: 740 });
    await page.emulateMedia({ colorScheme });
    findings.push(...(await axeFindings(page)).map((finding) => `${width} ${colorScheme}: ${finding}`));
  }
  return findings;
}

async function loadFindings(page: Page, address: string): Promise<string[]> {
  const findings = watch(page, new URL('/', address).href);
  await page.setViewportSize({ width: 320, height: 740 });
  await page.goto(address);
  await page.evaluate('document.fonts.ready.then(() => {})');
  if (await sticksOut(page)) findings.push('scrolls sideways');
  page.removeAllListeners();
  return findings;
}

/** On the line, headers included, once the server has its compressed copies ready. */
async function bytesOfFirstView(page: Page, url: string): Promise<number> {
  await page.goto(url, { waitUntil: 'networkidle' });
  const session = await page.context().newCDPSession(page);
  await session.send('Network.enable');
  await session.send('Network.setCacheDisabled', { cacheDisabled: true });
  const fonts = new Set<string>();
  let bytes = 0;
  session.on('Network.responseReceived', ({ type, requestId }) => type === 'Font' && fonts.add(requestId));
  session.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    if (!fonts.has(requestId)) bytes += encodedDataLength;
  });
  await page.goto(url, { waitUntil: 'networkidle' });
  return bytes;
}

async function slowDown(page: Page): Promise<void> {
  const session = await page.context().newCDPSession(page);
  await session.send('Network.enable');
  const line = { latency: 600, downloadThroughput: 50_000 / 8, uploadThroughput: 50_000 / 8 };
  await session.send('Network.emulateNetworkConditions', { offline: false, ...line });
}

const FIRST_PAINT = `new Promise((resolve) => {
  const observer = new PerformanceObserver((list) => list.getEntriesByName('first-contentful-paint').length > 0 && resolve());
  observer.observe({ type: 'paint', buffered: true });
})`;

const FONTS_THAT_ARRIVED =
  "performance.getEntriesByType('resource').filter(({ name, responseEnd }) => name.endsWith('.woff2') && responseEnd > 0).map(({ name }) => name)";

/** Whether anything dark stands in the element's box. The browser's own screenshot would wait for the fonts. */
async function showsInk(page: Page, selector: string): Promise<boolean> {
  const box = (await page.locator(selector).first().boundingBox())!;
  const session = await page.context().newCDPSession(page);
  const { data } = await session.send('Page.captureScreenshot', { format: 'png', clip: { ...box, scale: 1 } });
  const { channels } = await sharp(Buffer.from(data, 'base64')).stats();
  return channels[0]!.min < 100 && channels[0]!.max > 200;
}

async function textWithoutStyle(page: Page, url: string): Promise<string> {
  await page.route('**/*.css', (route) => route.abort());
  await page.goto(url);
  return page.evaluate('document.body.innerText');
}

function assertInOrder(text: string, phrases: string[]): void {
  let from = 0;
  for (const phrase of phrases) {
    const at = text.indexOf(phrase, from);
    assert.ok(at >= 0, `"${phrase}" does not stand where it should`);
    from = at + phrase.length;
  }
}

/** The site as any host would serve it that knows nothing of it: files by their path, below a folder. */
async function staticHost(siteDir: string, below: string): Promise<{ server: Server; url: string }> {
  const types: Record<string, string> = { '.html': 'text/html', '.css': 'text/css', '.woff2': 'font/woff2' };
  const server = createServer((request, response) => {
    const path = decodeURI(new URL(request.url!, 'http://localhost').pathname);
    if (!path.startsWith(below)) return void response.writeHead(404).end();
    try {
      const bytes = readFileSync(join(siteDir, path.slice(below.length)));
      response.writeHead(200, { 'Content-Type': types[extname(path)] ?? 'application/octet-stream' }).end(bytes);
    } catch {
      response.writeHead(404).end();
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { server, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/` };
}

/** Links of this page into the site that lead nowhere. */
async function brokenLinks(page: Page): Promise<string[]> {
  const links = (await page.evaluate(
    "[...new Set([...document.querySelectorAll('a[href], link[href]')].map(({ href }) => href.split('#')[0]))].filter((href) => href.startsWith(location.origin))",
  )) as string[];
  const answers = await Promise.all(links.map(async (href) => ({ href, ok: (await fetch(href)).ok })));
  return answers.filter(({ ok }) => !ok).map(({ href }) => `${page.url()} leads to ${href}`);
}
