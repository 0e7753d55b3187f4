import assert from 'node:assert/strict';
import { test } from 'node:test';
import { en } from './en.ts';
import { languages } from './index.ts';
import type { Language } from './language.ts';
import { sd } from './sd.ts';
import { ur } from './ur.ts';

for (const language of languages.values()) {
  test(`${language.id} has every word and every kind of English`, () => {
    assert.deepEqual(paths(language.words), paths(en.words));
    assert.deepEqual(paths(language.kinds), paths(en.kinds));
    assert.deepEqual(blanks(language), []);
  });

  test(`${language.id} has an alphabet without repeats, twelve months and ten digits`, () => {
    assert.equal(new Set(language.alphabet).size, language.alphabet.length);
    assert.equal(language.months.length, 12);
    assert.equal([...language.digits].length, 10);
  });

  test(`${language.id} writes its own words with its own letters`, () => {
    assert.deepEqual(strangers(language), []);
  });

  test(`${language.id} has ASCII for its letters and digits, all but the bare hamza`, () => {
    const missing = [...language.alphabet.flatMap((letter) => [...letter]), ...language.digits].filter(
      (letter) => letter !== 'ء' && !/^[a-z0-9]$/.test(letter) && !(letter in language.transliteration),
    );
    assert.deepEqual(missing, []);
    for (const ascii of Object.values(language.transliteration)) assert.match(ascii, /^[a-z0-9 ]*$/);
  });
}

const sentences: [string, string][] = [
  [en.date({ day: 14, month: 11, year: 2020 }), '14 November 2020'],
  [ur.date({ day: 14, month: 11, year: 2020 }), '14 نومبر 2020ء'],
  [sd.date({ day: 14, month: 11, year: 2020 }), '14 نومبر 2020ع'],
  [sd.month({ month: 8, year: 2021 }), 'آگسٽ 2021ع'],
  [ur.list(['ا', 'ب', 'ج']), 'ا، ب اور ج'],
  [sd.list(['ا', 'ب']), 'ا ۽ ب'],
  [en.words.zone('+05:00'), 'UTC+5'],
  [ur.words.zone('+05:30'), 'UTC+5:30'],
  [sd.words.zone('Z'), 'UTC'],
  [ur.words.translatedFrom(sd.name), 'سندھی سے ترجمہ'],
  [sd.words.translatedFrom(en.name), 'انگريزي مان ترجمو'],
];

test('dates, lists and zones are said as each language says them', () => {
  for (const [said, expected] of sentences) assert.equal(said, expected);
});

/** `['events.publish', …]`: the places of all words, sorted. */
function paths(words: object, before = ''): string[] {
  return Object.entries(words)
    .flatMap(([key, value]) => (typeof value === 'object' ? paths(value, `${before}${key}.`) : [`${before}${key}`]))
    .sort();
}

function blanks(language: Language): string[] {
  return texts(language).filter((text) => text.trim() === '');
}

/** Characters in the language's words that it does not count among its letters and marks. */
function strangers(language: Language): string[] {
  const own = new Set([...language.alphabet.join(''), ...language.marks, ...language.digits]);
  // Names of programs, folders, formats, and places for a name, stay as they are typed.
  const found = texts(language).flatMap((text) => [...text.replace(/Daftar|UTC|SHA-256|\{[a-z]+\}|”[a-z ]+“/g, '')]);
  return [...new Set(found)].filter((character) => !own.has(character));
}

function texts(language: Language): string[] {
  return [...spoken(language.words), ...spoken(language.kinds), ...language.months];
}

function spoken(words: object): string[] {
  return Object.values(words).flatMap((value) => {
    if (typeof value === 'object') return spoken(value);
    return [typeof value === 'function' ? sample(value) : value];
  });
}

// Every function of Words takes short texts, or a number, its text, and maybe its unit.
function sample(word: (...values: unknown[]) => string): string {
  return word('2', '2', 'day');
}
