import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import fc from 'fast-check';
import type { Element, Root, RootContent } from 'hast';
import { fromHtml } from 'hast-util-from-html';
import { canonicalBody, parseBody } from './body.ts';
import { ALLOWED } from './body-tree.ts';
import { writeBody } from './body-write.ts';

interface Vector {
  name: string;
  input: string;
  output: string;
  findings: string[];
}

const vectors: Record<'hostile' | 'sloppy', Vector[]> = JSON.parse(
  readFileSync(new URL('../../test/vectors/body.json', import.meta.url), 'utf8'),
);

for (const { name, input, output, findings } of [...vectors.hostile, ...vectors.sloppy]) {
  test(`body: ${name}`, () => {
    assert.deepEqual(canonicalBody(input), { html: output, findings });
    assert.deepEqual(canonicalBody(output), { html: output, findings: [] });
    assert.equal(writeBody(parseBody(output)), output);
    assertAllowed(output);
  });
}

const NAMES = [
  ...Object.keys(ALLOWED).slice(1),
  'h1',
  'b',
  'i',
  'div',
  'section',
  'font',
  'pre',
  'code',
  'svg',
  'script',
];
const ATTRIBUTES = [
  '', ' lang=ur', ' lang=en dir=ltr', ' dir=rtl', ' class=verse', ' class=notes', ' class=footnotes', ' id=note-1',
  ' id=note-2', ' href=#note-1 id=ref-1', ' href=#note-2', ' href=#ref-1', ' href="https://a.example/?a=1&b=é x"',
  ' href=item:ST-2020-0137', ' href=javascript:1', ' id=s-x', ' href=#s-x', ' colspan=2 rowspan=3', ' scope=col',
  ' class=language-verse', ' onclick=alert(1)', ' style="display:none"', ` src=media:${'5'.repeat(64)} alt=x`, ' src=x',
]; // biome-ignore format: a table
const TEXTS = [
  '<br>',
  '<br><br>',
  '\n',
  ' ',
  '\u00a0',
  'x',
  'e',
  '\u0301',
  '\u00ad',
  '\u202e',
  '"&<',
  '&lt;',
  '<!--x-->',
  'گل',
  '\u200c',
];

const soup = fc
  .array(
    fc.oneof(
      fc.tuple(fc.constantFrom(...NAMES), fc.constantFrom(...ATTRIBUTES)).map(([name, given]) => `<${name}${given}>`),
      fc.constantFrom(...NAMES).map((name) => `</${name}>`),
      fc.constantFrom(...TEXTS),
    ),
    { maxLength: 40 },
  )
  .map((tokens) => tokens.join(''));

test('body: canonical is canonical, whatever came in, and holds only what is allowed', () => {
  fc.assert(
    fc.property(fc.oneof(soup, fc.string({ unit: 'binary' })), (input) => {
      const { html } = canonicalBody(input);
      assert.deepEqual(canonicalBody(html), { html, findings: [] });
      assertAllowed(html);
    }),
    { numRuns: 3000 },
  );
});

const LARGE = 1_000_000;
const MONSTERS: Record<string, (length: number) => string> = {
  'nested blocks': (length) => '<div>'.repeat(length / 5),
  'nested quotes': (length) => '<blockquote>x'.repeat(length / 13),
  'nested tables, ends out of order': (length) => '<div><table><tr><td></div></table>'.repeat(length / 34),
  'unclosed links': (length) => '<a href=http://a.example/>x'.repeat(length / 27),
  'many attributes': (length) => `<p ${Array.from({ length: length / 13 }, (_, i) => `a${i}=">"`).join(' ')}>x`,
  'content beside cells': (length) => `<table>${'x<b></b>'.repeat(length / 8)}`,
  'bold that never ends': (length) => '<p><b>x'.repeat(length / 7),
  'bold that never ends, each its own': (length) =>
    Array.from({ length: length / 20 }, (_, i) => `<p><b id=b${i} lang=a${i}>x`).join(''),
  'all that can stay open, then paragraphs': (length) =>
    `<p>${'<b><i><em><strong><code>'.repeat(3)}${'<p>x'.repeat(length / 4)}`,
  'scripts without an end': (length) => '<svg><script'.repeat(length / 12),
  'nothing but less-than': (length) => '<'.repeat(length / 4),
};

for (const [name, make] of Object.entries(MONSTERS)) {
  test(`body: 1 MB of ${name} comes through`, { timeout: 60_000 }, () => {
    const { html } = canonicalBody(make(LARGE));
    assert.ok(html.length < LARGE * 10);
  });
}

test('body: what is nested beyond measure moves up, and its words stay', () => {
  const { html } = canonicalBody(`${'<blockquote>'.repeat(500)}deep${'</blockquote>'.repeat(500)}`);
  assert.equal(html.match(/<blockquote>/g)?.length, 8);
  assert.ok(html.includes('<p>deep</p>'));
});

test('body: long bodies are read in parts, with no seam', () => {
  const one = '<p>Some <b>words</b> and <a href="https://a.example/">a link</a>.</p>';
  const blocks = parseBody(one.repeat(5000));
  assert.equal(blocks.length, 5000);
  assert.ok(blocks.every((block) => writeBody([block]) === canonicalBody(one).html));
});

function assertAllowed(html: string): void {
  for (const { tagName, properties } of elements(fromHtml(html, { fragment: true }))) {
    assert.ok(tagName in ALLOWED && tagName !== '*', `element ${tagName}`);
    for (const name of Object.keys(properties)) {
      const attribute = name === 'className' ? 'class' : name.toLowerCase();
      assert.ok([...ALLOWED[tagName]!, ...ALLOWED['*']!].includes(attribute), `attribute ${attribute} of ${tagName}`);
    }
    assert.match(String(properties.href ?? 'tel:'), /^(https?:\/\/|mailto:|tel:|item:[A-Z]{2}-|#(note-\d|ref-\d|s-))/);
    assert.match(String(properties.src ?? 'media:'), /^media:/);
  }
}

function* elements(node: Root | RootContent): Generator<Element> {
  if (node.type === 'element') yield node;
  if ('children' in node) for (const child of node.children) yield* elements(child);
}
