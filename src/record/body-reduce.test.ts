import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { Root, RootContent } from 'hast';
import { fromHtml } from 'hast-util-from-html';
import { reduceHtml } from './body-reduce.ts';

const NAMES = 'p h1 h2 blockquote ul ol li figure figcaption a b strong em i sub sup bdi span div'.split(' ');

const soup = fc
  .array(
    fc.oneof(
      fc.constantFrom(...NAMES).map((name) => `<${name}>`),
      fc.constantFrom(...NAMES).map((name) => `</${name}>`),
      fc.constantFrom('<br>', 'x', 'y'),
    ),
    { maxLength: 25 },
  )
  .map((tokens) => `<div>${tokens.join('')}`);

test('reducing: outside tables it changes nothing that the parser sees, however badly nested', () => {
  fc.assert(
    fc.property(soup, (html) => assert.deepEqual(leaves(parse(reduced(html))), leaves(parse(html)))),
    { numRuns: 2000 },
  );
});

const END_TAGS = [
  '<li>a<ul></li></ul>b',
  '<li><h2>a<ol></li></h2>b',
  '<a><span>a</a><sup></span></sup>b',
  '<a><sup>a<a><sub>b</sup></sub>c',
  '<p><em><h2>a<h1></h1></h2>b',
  '<b><i><sub><sup><span><p>a</b></p></span>b</sup>c</i>d',
  'a</li></h2></sup>b',
];

for (const html of END_TAGS) {
  test(`reducing: the parser judges the end tags of ${html}`, () => {
    assert.deepEqual(leaves(parse(reduced(`<div>${html}`))), leaves(parse(`<div>${html}`)));
  });
}

test('reducing: what was never closed goes on in the next part, up to its end tag', () => {
  const half = '<p>x'.repeat(60_000);
  const parts = reduceHtml(`<b lang=ur><p><i>${half}</i>${half}`, () => {});
  const all = parts.flatMap((part) => leaves(parse(part)));
  assert.ok(parts.length > 3);
  assert.equal(all.length, 120_000);
  assert.ok(all.slice(0, 60_000).every((leaf) => /\bb\b/.test(leaf) && /\bi\b/.test(leaf)));
  assert.ok(all.slice(60_000).every((leaf) => /\bb\b/.test(leaf) && !/\bi\b/.test(leaf)));
});

test('reducing: tags outside the few known ones never reach the parser', () => {
  const odd = '<svg><p>a</p></svg><x-y>b</x-y><select>c</select><template>d</template><noscript>e</noscript><td>f';
  assert.doesNotMatch(reduced(odd), /<\/?(svg|x-y|select|template|noscript|td)/);
});

function reduced(html: string): string {
  return reduceHtml(html, () => {}).join('');
}

function parse(html: string): Root {
  return fromHtml(html, { fragment: true });
}

/** Every text and break with the elements around it. */
function leaves(node: Root | RootContent, path: string[] = []): string[] {
  if (node.type === 'text') return [`${path.join(' ')}: ${node.value}`];
  if (node.type === 'root') return node.children.flatMap((child) => leaves(child));
  if (node.type !== 'element') return [];
  if (node.tagName === 'br') return [`${path.join(' ')} br`];
  return node.children.flatMap((child) => leaves(child, [...path, node.tagName]));
}
