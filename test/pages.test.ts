import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { after, before, test } from 'node:test';
import { brotliCompressSync } from 'node:zlib';
import { type Draft, draftOf } from '../src/desk/draft.ts';
import { languages } from '../src/languages/index.ts';
import { demoNewsroom, folder, type TestNewsroom } from './helpers/newsroom.ts';

let demo: TestNewsroom;
let pages: { file: string; markup: string }[];

before(async () => {
  demo = await demoNewsroom();
  pages = pagesBelow(demo.siteDir).map((file) => ({ file, markup: readFileSync(join(demo.siteDir, file), 'utf8') }));
});
after(() => demo.close());

test('every link and every picture in every page leads to a file of the site', () => {
  assert.ok(pages.length > 300, `only ${pages.length} pages`);
  const targets = new Map<string, string>(); // a target, and the first page that leads there
  for (const { file, markup } of pages) {
    for (const reference of referencesIn(markup)) targets.set(target(file, reference), file);
  }
  const broken = [...targets].filter(([path]) => !existsSync(path)).map(([path, file]) => `${file}: ${path}`);
  assert.deepEqual(broken, []);
});

test('every part of a page that a link names is there', () => {
  const broken = pages.flatMap(({ file, markup }) =>
    [...markup.matchAll(/ href="#([^"]+)"/g)]
      .filter(([, id]) => !markup.includes(` id="${id}"`))
      .map(([, id]) => `${file}: #${id}`),
  );
  assert.deepEqual(broken, []);
});

test('no page has an e-mail address that a plain search of its markup finds', () => {
  const found = pages.flatMap(({ file, markup }) =>
    (markup.match(/[\w.]{1,64}@[\w.]+\.[a-z]+/g) ?? []).map((address) => `${file}: ${address}`),
  );
  assert.deepEqual(found, []);
});

test('only the pages that are shown at any address have links that start at the root', () => {
  const rooted = pages.filter(({ markup }) => referencesIn(markup).some((reference) => reference.startsWith('/')));
  assert.deepEqual(
    rooted.map(({ file }) => file.replace(/^[a-z]+\//, '')).filter((file) => file !== '404.html'),
    [],
  );
});

test('a statement of 600 words weighs no more than 8 KB with its style', async (t) => {
  for (const language of languages.keys()) {
    const path = await demo.publish(corpusStatement(language, folder(t)));
    const markup = readFileSync(join(demo.siteDir, path, 'index.html'));
    const [, sheet] = /href="([^"]+\.css)"/.exec(markup.toString())!;
    const weight = compressed(markup) + compressed(readFileSync(target(`${path}index.html`, sheet!)));
    assert.ok(weight <= 8192, `${language}: ${weight} bytes`);
  }
});

/** The record stands behind a link, which is not followed. */
function pagesBelow(siteDir: string): string[] {
  return readdirSync(siteDir, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.html'))
    .map((entry) => relative(siteDir, join(entry.parentPath, entry.name)))
    .filter((file) => !file.startsWith('record/'));
}

/** Of links, style, pictures and redirects; what has a scheme leads elsewhere. */
function referencesIn(markup: string): string[] {
  const single = [...markup.matchAll(/ (?:href|src)="([^"]*)"/g)].map(([, reference]) => reference!);
  const sets = [...markup.matchAll(/ srcset="([^"]*)"/g)].flatMap(([, set]) =>
    set!.split(', ').map((one) => one.split(' ')[0]!),
  );
  const redirects = [...markup.matchAll(/http-equiv="refresh" content="0; url=([^"]*)"/g)].map(
    ([, reference]) => reference!,
  );
  return [...single, ...sets, ...redirects].filter((reference) => !/^([a-z]+:|#)/.test(reference));
}

function target(file: string, reference: string): string {
  const path = decodeURI(reference.split(/[?#]/)[0]!.replaceAll('&amp;', '&'));
  if (path.startsWith('/')) return join(demo.siteDir, path);
  return resolve(join(demo.siteDir, dirname(file)), path);
}

function compressed(bytes: Buffer): number {
  return brotliCompressSync(bytes).length;
}

/** About 600 words in the invented vocabulary of the bench's corpus. */
function corpusStatement(language: string, into: string): Draft {
  const file = join(into, 'corpus.jsonl');
  execFileSync(process.execPath, [join(import.meta.dirname, '../bench/corpus.mjs'), '30', file, language], {
    cwd: into,
  });
  const lines = readFileSync(file, 'utf8').trim().split('\n');
  const { id, title, summary, body, date } = lines
    .map((line) => JSON.parse(line))
    .find((line) => Math.abs(line.body.split(/\s+/).length - 620) < 20);
  return draftOf({
    key: `corpus:${language}:${id}`,
    kind: 'statement',
    language,
    title,
    summary,
    body: body
      .split('\n\n')
      .map((text: string) => `<p>${text}</p>`)
      .join(''),
    posted: date.slice(0, 10),
    places: ['Old Quay'],
    tags: ['water', 'safety'],
    fields: { type: 'statement' },
  });
}
