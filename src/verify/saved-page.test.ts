import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { before, test } from 'node:test';
import { filledDemo } from '../../test/helpers/filled-demo.ts';
import { languages } from '../languages/index.ts';
import { folderSource } from './folder.ts';
import { parsePage } from './hast.ts';
import { type OpenedRecord, openRecord } from './log.ts';
import { fromSavedPage } from './saved-page.ts';
import { type Verdict, verify } from './verdict.ts';

let record: OpenedRecord;
let pages: { path: string; html: string }[];
before(async () => {
  const dataDir = process.env.DEMO_DATA ?? (await filledDemo());
  record = await openRecord(folderSource(join(dataDir, 'record')));
  const site = join(dataDir, 'site');
  pages = globSync('??/*/**/index.html', { cwd: site })
    .sort()
    .map((path) => ({ path, html: readFileSync(join(site, path), 'utf8') }))
    .filter(({ html }) => html.includes('<section class="citation"'));
});

test('every page of the demonstration is genuine, or says that it was withdrawn', async () => {
  const wrong: string[] = [];
  for (const { path, html } of pages) {
    const verdict = await verdictOn(html);
    const isDrawn = /<div class="drawn">|<script defer/.test(html);
    const expected = /class="notice withdrawn"/.test(html) ? 'withdrawn' : isDrawn ? 'compare' : 'genuine';
    const why = expected === 'compare' ? 'page-parts-not-compared' : null;
    if (verdict.outcome !== expected || !verdict.whole || verdict.why !== why) wrong.push(`${path}: ${told(verdict)}`);
    if (verdict.release && !path.startsWith(verdict.release.path)) wrong.push(`${path} is ${verdict.release.path}`);
  }
  assert.ok(pages.length > 100);
  assert.equal(wrong.length, 0, wrong.slice(0, 5).join('\n').slice(0, 3000));
});

test('one word or one digit that is changed anywhere in the article makes it altered', async () => {
  const wrong: string[] = [];
  for (const [index, { path, html }] of pages.entries()) {
    const places = wordsIn(html);
    // Of three pages every word, of the others two.
    const chosen = isShortOf(index) ? places : [places[(index * 7919) % places.length]!, digitIn(places, index)];
    for (const place of chosen) {
      const changed = html.slice(0, place.start) + other(place.word) + html.slice(place.end);
      const { outcome } = await verdictOn(changed);
      if (outcome !== 'altered') wrong.push(`${path}: ${place.word} -> ${other(place.word)}: ${outcome}`);
    }
  }
  assert.equal(wrong.length, 0, wrong.slice(0, 5).join('\n').slice(0, 3000));
});

/** The shortest page of each language. */
function isShortOf(index: number): boolean {
  const { path } = pages[index]!;
  const same = pages.filter(
    (page) => page.path.slice(0, 2) === path.slice(0, 2) && page.html.includes('class="prose"'),
  );
  return same.sort((a, b) => a.html.length - b.html.length)[0]!.path === path;
}

const P = '<div class="prose">';
const LIE = '<p>This text has been withdrawn.</p>';

/** What a forger may try on a page; each shows other words than the release, or could. */
const TRICKS: [name: string, change: (html: string) => string][] = [
  ['a sentence more', (html) => html.replace('<section class="citation"', `${LIE}<section class="citation"`)],
  ['a sentence over the title', (html) => html.replace('<h1>', `${LIE}<h1>`)],
  [
    'the text hidden and another shown',
    (html) => html.replace(P, `<p>${'No. '.repeat(3)}</p><div class="prose" hidden>`),
  ],
  ['the text hidden by a style', (html) => html.replace(P, `<div class="prose" style="display:none">`)],
  ['a paragraph hidden by the page’s own class', (html) => html.replace(`${P}<p`, `${P}<p class="skip"`)],
  ['the article in the page’s own hiding class', (html) => html.replace('<article>', '<article class="skip">')],
  ['the body hidden', (html) => html.replace('<body>', '<body class="skip">')],
  ['words hidden in a span', (html) => html.replace('</h1>', '<span style="font-size:0"> x</span></h1>')],
  ['an empty element with a style', (html) => html.replace('</article>', '<p style="position:fixed"></p></article>')],
  ['a style element', (html) => html.replace('</head>', '<style>.prose{display:none}</style></head>')],
  ['a style sheet', (html) => html.replace('</head>', '<link rel="stylesheet" href="other.css"></head>')],
  [
    'an alternate style sheet',
    (html) => html.replace('</head>', '<link rel="alternate stylesheet" href="x.css"></head>'),
  ],
  ['another style sheet', (html) => html.replace(/assets\/style-[0-9a-f]+\.css/, 'assets/other.css')],
  ['a script', (html) => html.replace('</body>', '<script>document.body.innerHTML = "";</script></body>')],
  [
    'a script from elsewhere',
    (html) => html.replace('</head>', '<script type="application/ld+json" src="x.js"></script></head>'),
  ],
  ['an event', (html) => html.replace('<h1>', '<h1 onclick="x()">')],
  [
    'a page that leads away',
    (html) => html.replace('</head>', '<meta http-equiv="refresh" content="0; url=x.html"></head>'),
  ],
  ['a template', (html) => html.replace(P, `<template shadowrootmode="open"><p>No.</p></template>${P}`)],
  [
    'details that are closed',
    (html) => html.replace('<p class="meta">', '<details><summary>.</summary></details><p class="meta">'),
  ],
  ['a frame', (html) => html.replace('</article>', '<iframe src="x.html"></iframe></article>')],
  ['a picture with words', (html) => html.replace('</article>', '<svg><text>No.</text></svg></article>')],
  ['words before the header', (html) => html.replace('<header class="top">', `${LIE}<header class="top">`)],
  ['words beside the article', (html) => html.replace('</article>', `</article>${LIE}`)],
  ['a second article', (html) => html.replace('</article>', '</article><article><h1>No.</h1></article>')],
  [
    'the other direction',
    (html) => html.replace(/dir="(ltr|rtl)">\n<head>/, (_, dir) => `dir="${dir === 'ltr' ? 'rtl' : 'ltr'}">\n<head>`),
  ],
  ['a direction within the text', (html) => html.replace(`${P}<p`, `${P}<p dir="rtl"`)],
  [
    'an override of the direction',
    (html) => html.replace('<h1>', '<h1><bdo dir="rtl">').replace('</h1>', '</bdo></h1>'),
  ],
  [
    'a raised word',
    (html) => html.replace(/(<div class="prose">(?:<p class="dateline">.*?<\/p>)?<p[^>]*>)(\S+)/, '$1<sup>$2</sup>'),
  ],
  [
    'a link elsewhere',
    (html) =>
      html.replace(
        /(<div class="prose">(?:<p class="dateline">.*?<\/p>)?<p[^>]*>)(\S+)/,
        '$1<a href="https://x.example/">$2</a>',
      ),
  ],
  [
    'another picture',
    (html) =>
      html.replace(/<figure class="leading"><img src="[^"]*"|<h1>/, (at) =>
        at.startsWith('<h1') ? '<img src="a.png" alt="No."><h1>' : '<figure class="leading"><img src="a.png"',
      ),
  ],
];

for (const [name, change] of TRICKS) {
  test(`altered: ${name}`, async () => {
    for (const language of ['en', 'ur', 'sd']) {
      const { html, path } = pages.find(
        (page) => page.path.startsWith(`${language}/statements/`) && page.html.includes(`${P}<p`),
      )!;
      const changed = change(html);
      assert.notEqual(changed, html);
      const verdict = await verdictOn(changed);
      assert.equal(verdict.outcome, 'altered', `${path}: ${told(verdict)}`);
    }
  });
}

test('a page as browsers save it, with whole addresses and its files in a folder, is genuine', async () => {
  const whole = pages.filter(({ html }) => !/<div class="drawn">|<script defer/.test(html));
  for (const { path, html } of [whole[0]!, whole[40]!, whole[90]!, whole.at(-1)!]) {
    const saved = html
      .replace('<html', '<!-- saved from url=(0042)https://oldquay.example/ -->\n<html')
      .replace('<meta charset="utf-8">', '<meta http-equiv="Content-Type" content="text/html; charset=UTF-8">')
      .replace(/href="[^"]*(style-[0-9a-f]+\.css)"/, 'href="./page_files/$1"')
      .replace(/(?<=<a [^>]*href=")\.[^"#]*/g, (href) => new URL(href, `https://oldquay.example/${path}`).href)
      .replace('<body>', '<body data-new-gr-c-s-check-loaded="14">');
    const verdict = await verdictOn(saved);
    assert.match(verdict.outcome, /^(genuine|withdrawn)$/, `${path}: ${told(verdict)}`);
  }
});

test('a page that claims no release is asked about by its words, and those must not be hidden', async () => {
  const { html } = pages.find(({ path }) => path.startsWith('en/statements/'))!;
  const text = fromSavedPage(html, parsePage).visible.join('</p>\n<p>');
  const plain = `<!doctype html><html><body><p>${text}</p></body></html>`;
  assert.equal((await verdictOn(plain)).outcome, 'genuine');
  const hidden = plain
    .replace('<body>', '<body><div style="display:none">')
    .replace('</body>', '</div><img src="x"></body>');
  assert.deepEqual(
    [(await verdictOn(hidden)).outcome, (await verdictOn(hidden)).why],
    ['altered', 'page-markup-differs'],
  );
});

test('a page needs a parser', async () => {
  await assert.rejects(verify({ bytes: new TextEncoder().encode(pages[0]!.html) }, record), { code: 'PARSER_MISSING' });
});

function verdictOn(html: string): Promise<Verdict> {
  return verify({ bytes: new TextEncoder().encode(html) }, record, { languages, parse: parsePage });
}

function told({ outcome, whole, why, differences }: Verdict): string {
  const changes = differences.filter(({ kind }) => kind !== 'same');
  return `${outcome} ${whole} ${why} ${JSON.stringify(changes)}`;
}

interface Place {
  start: number;
  end: number;
  word: string;
}

/** Every word that the article shows, by its place in the markup. */
/** Of what a kind has drawn no order is compared, so a digit there may be that of another day: it is left aside. */
function wordsIn(html: string): Place[] {
  const from = html.indexOf('<article>');
  const to = html.indexOf('</article>');
  const places: Place[] = [];
  let drawn = 0;
  for (const { index, 0: text } of html.slice(from, to).matchAll(/<\/?div\b[^>]*>|(?<=>)[^<>]+/g)) {
    if (text === '</div>') drawn = Math.max(0, drawn - 1);
    else if (text === '<div class="drawn">' || (drawn > 0 && text.startsWith('<div'))) drawn++;
    if (drawn > 0 || text.startsWith('<')) continue;
    for (const { index: at, 0: word } of text.matchAll(
      /(?<![&\p{L}\p{M}\p{N}])[\p{L}\p{M}\p{N}]+(?![;\p{L}\p{M}])/gu,
    )) {
      const start = from + index + at;
      places.push({ start, end: start + word.length, word });
    }
  }
  return places;
}

function digitIn(places: Place[], index: number): Place {
  const digits = places.filter(({ word }) => /^\p{Nd}+$/u.test(word));
  return digits[(index * 31) % digits.length]!;
}

/** Another word; another number of the same length. */
function other(word: string): string {
  if (!/^\p{Nd}+$/u.test(word)) return `${word}${/[a-z]/i.test(word) ? 'q' : 'ق'}`;
  return word.slice(0, -1) + String.fromCodePoint(word.codePointAt(word.length - 1)! + (/[9۹٩]$/.test(word) ? -1 : 1));
}
