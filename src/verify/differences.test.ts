import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { type Difference, stretches, wordDifferences } from './differences.ts';

const CASES: [older: string, newer: string, shown: string][] = [
  ['The ferry runs six times a day.', 'The ferry runs seven times a day.', 'The ferry runs [-six -]{+seven +}times a day.'],
  ['We do agree.', 'We do not agree.', 'We do {+not +}agree.'],
  ['one two three', 'one three', 'one [-two -]three'],
  ['', 'new', '{+new+}'],
  ['کشتی دن میں چھ بار چلتی ہے۔', 'کشتی دن میں سات بار چلتی ہے۔', 'کشتی دن میں [-چھ -]{+سات +}بار چلتی ہے۔'],
  ['| 13\nSaltpan', '| 31\nSaltpan', '| [-13 -]{+31\n+}Saltpan'],
  ['first\n\nsecond', 'first\n\nother', 'first\n\n[-second -]{+other+}'],
]; // biome-ignore format: a table

test('two texts in one, word by word', () => {
  for (const [older, newer, shown] of CASES) assert.equal(marked(wordDifferences(older, newer)), shown);
});

test('both texts can be read from their differences', () => {
  const word = fc.constantFrom('a', 'b', 'c', 'd', 'e', 'ہے', 'نہیں');
  const text = fc.array(word, { maxLength: 40 }).map((words) => words.join(' '));
  fc.assert(
    fc.property(text, text, (older, newer) => {
      const runs = wordDifferences(older, newer);
      assert.deepEqual(words(runs, 'added'), split(older));
      assert.deepEqual(words(runs, 'left'), split(newer));
    }),
  );
});

test('a word moved, dropped or added among many is found as that', () => {
  const many = Array.from({ length: 20_000 }, (_, index) => `w${index % 7000}`);
  const changed = many.toSpliced(12_345, 1, 'other');
  assert.deepEqual(
    stretches(many, changed).filter(({ alike }) => !alike),
    [{ alike: false, a: [12_345, 12_346], b: [12_345, 12_346] }],
  );
});

function marked(runs: Difference[]): string {
  const show = { same: (t: string) => t, left: (t: string) => `[-${t}-]`, added: (t: string) => `{+${t}+}` };
  return runs.map(({ kind, text }) => show[kind](text)).join('');
}

function words(runs: Difference[], without: Difference['kind']): string[] {
  return split(
    runs
      .filter(({ kind }) => kind !== without)
      .map(({ text }) => text)
      .join(' '),
  ); // prettier-ignore
}

function split(text: string): string[] {
  return text.split(/\s+/).filter(Boolean);
}
