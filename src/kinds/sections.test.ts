import assert from 'node:assert/strict';
import { test } from 'node:test';
import { languages } from '../languages/index.ts';
import { pairSections, sectionsOf } from './sections.ts';

const NUMBERS: [what: string, body: string, language: string, sections: string[]][] = [
  ['levels', '<h2>Water</h2>\n<h3>Mains</h3>\n<h3>Taps</h3>\n<h2>Heat</h2>\n<h3>Shade</h3>', 'en', [
    '1 s-water', '1.1 s-mains', '1.2 s-taps', '2 s-heat', '2.1 s-shade',
  ]], // biome-ignore format: a table
  ['a level that is left out', '<h2>Water</h2>\n<h4>Mains</h4>', 'en', ['1 s-water', '1.1 s-mains']],
  ['an anchor that an author gave', '<h2 id="s-w">Water</h2>\n<h2>W</h2>', 'en', ['1 s-w', '2 s-w-2']],
  ['two headings of the same words', '<h2>Water</h2>\n<h2>Water</h2>', 'en', ['1 s-water', '2 s-water-2']],
  ['a heading in Urdu', '<h2>پانی</h2>', 'ur', ['1 s-pani']],
  ['words before the first heading', '<p>Adopted.</p>\n<h2>Water</h2>', 'en', [' ', '1 s-water']],
  ['a heading in a quote, which opens no section', '<blockquote>\n<h2>Heat</h2>\n</blockquote>\n<h2>Water</h2>', 'en', [' ', '1 s-water']],
]; // biome-ignore format: a table

for (const [what, body, id, expected] of NUMBERS) {
  test(`sections: ${what}`, () => {
    const found = sectionsOf(body, languages.get(id)!).map((one) => `${one.number} ${one.id}`);
    assert.deepEqual(found, expected);
  });
}

const LAMPS = '<h2>Lamps</h2>\n<p>Every lamp on the way to a school is lit.</p>';
const PAIRS: [what: string, older: string, newer: string, pairs: string[]][] = [
  ['the same', LAMPS, LAMPS, ['Lamps = Lamps']],
  ['one that is new, and stands first', LAMPS, `<h2>Heat</h2>\n<p>Shade.</p>\n${LAMPS}`, ['- = Heat', 'Lamps = Lamps']],
  ['one that is left out', `<h2>Heat</h2>\n<p>Shade.</p>\n${LAMPS}`, LAMPS, ['Heat = -', 'Lamps = Lamps']],
  ['another in its place', LAMPS, '<h2>Heat</h2>\n<p>Shade for forty people.</p>', ['Lamps = -', '- = Heat']],
  ['the same words under another title', LAMPS, LAMPS.replace('Lamps', 'Light'), ['Lamps = Light']],
  ['the same anchor under another title', '<h2 id="s-a">Lamps</h2>', '<h2 id="s-a">Light</h2>', ['Lamps = Light']],
];

for (const [what, older, newer, expected] of PAIRS) {
  test(`sections of two editions: ${what}`, () => {
    const en = languages.get('en')!;
    const pairs = pairSections(sectionsOf(older, en), sectionsOf(newer, en));
    assert.deepEqual(
      pairs.map((pair) => `${pair.older?.title ?? '-'} = ${pair.newer?.title ?? '-'}`),
      expected,
    );
  });
}
