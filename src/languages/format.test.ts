import assert from 'node:assert/strict';
import { test } from 'node:test';
import { compareIn, digits, formatDate, formatMonth } from './format.ts';
import { languages } from './index.ts';

const DATES: [iso: string, language: string, shown: string][] = [
  ['2020-11-14', 'en', '14 November 2020'],
  ['2020-11-14', 'ur', '14 نومبر 2020ء'],
  ['2020-11-14', 'sd', '14 نومبر 2020ع'],
  ['2018-05-04T16:30:00+05:00', 'en', '4 May 2018, 16:30 (\u2066UTC+5\u2069)'],
  ['2018-05-04T16:30:00+05:30', 'en', '4 May 2018, 16:30 (\u2066UTC+5:30\u2069)'],
  ['2018-05-04T11:30:00Z', 'en', '4 May 2018, 11:30 (\u2066UTC\u2069)'],
];

for (const [iso, id, shown] of DATES) {
  test(`${iso} in ${id}`, () => assert.equal(formatDate(iso, languages.get(id)!, 'ascii'), shown));
}

test('the script’s own digits where the masthead asks for them', () => {
  assert.equal(digits('ST-2020-0137', languages.get('ur')!, 'native'), 'ST-۲۰۲۰-۰۱۳۷');
  assert.equal(formatMonth('2020-11', languages.get('en')!, 'native'), 'November 2020');
});

const ORDER: [language: string, sorted: string[]][] = [
  ['en', ['Abro', 'Émile', 'Samoo', 'samoon', 'Vohra']],
  ['ur', ['آم', 'بادل', 'پانی', 'تارا', 'ٹوپی', 'ثمر', 'کتاب', 'گل', 'ہوا', 'یاد']],
  ['sd', ['اٻڙو', 'بادل', 'ٻار', 'ڀاءُ', 'تارو', 'ٿر', 'جهاز', 'ڄام', 'جھنگ', 'ڪتاب', 'کير', 'ڳوٺ', 'واري']],
];

for (const [id, sorted] of ORDER) {
  test(`sorting by the alphabet of ${id}`, () => {
    assert.deepEqual([...sorted].reverse().sort(compareIn(languages.get(id)!)), sorted);
  });
}
