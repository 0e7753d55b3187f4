import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { cleanText, excerpt, slugify, words } from './text.ts';

const CLEAN: [string, string, string][] = [
  ['spaces of every kind', ' a\u00a0\t\r\n b\u3000c ', 'a b c'],
  ['composition', 'e\u0301', 'é'],
  ['controls, byte order marks, soft hyphens', '\ufeffa\u0007b\u00adc', 'abc'],
  ['a control between two spaces', 'a \u0007 b', 'a b'],
  ['embeddings, overrides and isolates', '\u202aa\u202eb\u202c\u2066c\u2069', 'abc'],
  ['joiners and marks stay', 'می\u200cخ\u200d \u200e1\u200f\u061c', 'می\u200cخ\u200d \u200e1\u200f\u061c'],
  ['half a surrogate pair', 'a\ud800', 'a\ufffd'],
];

for (const [name, input, expected] of CLEAN) test(`cleanText: ${name}`, () => assert.equal(cleanText(input), expected));

test('cleanText: clean text stays', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => assert.equal(cleanText(cleanText(text)), cleanText(text))),
  );
});

const LETTERS = { پ: 'p', ا: 'a', ن: 'n', ی: 'i', ß: 'ss', '&': ' and ' };
const SLUGS: [string, string][] = [
  ['Press Conference: 4 May!', 'press-conference-4-may'],
  ['Ærø & Łódź café', 'r-and-odz-cafe'],
  ['Don’t stop', 'dont-stop'],
  ['پانی', 'pani'],
  ['پا\u200cنی', 'pani'],
  ['۲۰۲۰ پ', '2020-p'],
  ['2020', 'n-2020'],
  ['漢字', 'untitled'],
  ['', 'untitled'],
  ['constructor __proto__', 'constructor-proto'],
  [`${'word '.repeat(12)}tail`, 'word-word-word-word-word-word-word-word-word-word-word-word'],
  ['x'.repeat(80), 'x'.repeat(60)],
];

for (const [input, expected] of SLUGS) {
  test(`slugify: ${input.slice(0, 30)}`, () => assert.equal(slugify(input, LETTERS), expected));
}

test('slugify: always an address part', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 200 }), (text) => {
      const slug = slugify(text, LETTERS);
      assert.match(slug, /^(?!\d+$)[a-z0-9]+(-[a-z0-9]+)*$/);
      assert.ok(slug.length <= 60);
    }),
  );
});

test('words counts what holds a letter or a digit', () => {
  assert.equal(words(' One, two — 3 … چار '), 4);
  assert.equal(words(''), 0);
});

test('excerpt ends after a whole word', () => {
  assert.equal(excerpt('One two three', 13), 'One two three');
  assert.equal(excerpt('One two three', 12), 'One two…');
  assert.equal(excerpt('One two, three', 9), 'One two…');
  assert.equal(excerpt('Unbreakable', 5), 'Unbr…');
});
