import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { canonicalBody } from '../../record/body.ts';
import { cleanPaste, TEXT_LIMIT } from './paste.ts';

interface Fixture {
  name: string;
  into: string;
  html?: string[];
  text?: string[];
  body: string[];
  lost?: [string, number][];
}

const fixtures: Fixture[] = JSON.parse(readFileSync(new URL('paste.fixtures.json', import.meta.url), 'utf8'));

for (const { name, into, html = [], text = [], body, lost = [] } of fixtures) {
  test(`pasted: ${name}`, () => {
    const place = { direction: into === 'en' ? 'ltr' : 'rtl', verse: into === 'verse' } as const;
    const pasted = cleanPaste({ html: html.join('\n'), text: text.join('\n') }, place)!;
    assert.equal(pasted.html, body.join('\n'));
    assert.deepEqual(pasted.lost, lost);
    assert.equal(canonicalBody(pasted.html).html, pasted.html);
  });
}

const vectors: { hostile: { name: string; input: string }[] } = JSON.parse(
  readFileSync(new URL('../../../test/vectors/body.json', import.meta.url), 'utf8'),
);

test('nothing hostile survives, whatever it came in', () => {
  for (const { name, input } of vectors.hostile) {
    for (const html of [
      input,
      `<p style="mso-list:l0 level1">${input}</p>`,
      `<!--StartFragment-->${input}<!--EndFragment-->`,
    ]) {
      const pasted = cleanPaste({ html, text: '' }, { direction: 'ltr' })!.html;
      assert.doesNotMatch(
        pasted,
        /<(?!\/?(p|h[2-4]|blockquote|[uo]l|li|hr|table|caption|thead|tbody|tr|t[hd]|figure|img|figcaption|strong|em|su[bp]|bdi|a|span|br)[ >])/,
        name,
      );
      assert.doesNotMatch(pasted, /<[^>]*(?:\son\w+=|javascript:|style=)/i, name);
    }
  }
});

test('too long a paste is refused, a heavy one comes as its words', () => {
  assert.equal(
    cleanPaste({ html: `<p>${'x'.repeat(100_000_000)}</p>`, text: 'x'.repeat(100_000_000) }, { direction: 'ltr' }),
    null,
  );
  assert.equal(cleanPaste({ html: '', text: 'x '.repeat(TEXT_LIMIT / 2 + 1) }, { direction: 'ltr' }), null);
  const heavy = cleanPaste({ html: `<p style="${'x'.repeat(9_000_000)}">a</p>`, text: 'a' }, { direction: 'ltr' });
  assert.deepEqual(heavy, { html: '<p>a</p>', lost: [], plain: true });
});

test('depth beyond all measure is no obstacle', () => {
  const pasted = cleanPaste({ html: `${'<div><b>'.repeat(200_000)}x`, text: 'x' }, { direction: 'ltr' })!;
  assert.match(pasted.html, /x/);
});
