import assert from 'node:assert/strict';
import { test } from 'node:test';
import { languages } from '../languages/index.ts';
import type { Json } from '../record/release.ts';
import { hours } from '../theme/hours/hours.ts';
import { settingAt } from '../theme/setting.ts';
import { term } from '../theme/term.ts';
import { checkTerms } from './terms.ts';
import { checkHours, checkReach, hoursData, hoursIn, placeData } from './whereabouts.ts';

const week = (opens: string, closes: string, first = 'monday', last: string | null = 'saturday') => ({
  week: [{ first, last, opens, closes }],
  offset: '+05:00',
});

const HOURS: [value: Json, faults: string[]][] = [
  [null, []],
  [week('09:00', '18:00'), []],
  [week('00:00', '24:00'), []],
  [week('9:00', '18:00'), ['fields.hours.week.0.opens BAD_CLOCK']],
  [week('09:00', '25:00'), ['fields.hours.week.0.closes BAD_CLOCK']],
  [week('18:00', '09:00'), ['fields.hours.week.0.closes CLOSES_BEFORE_OPENS']],
  [{ ...week('09:00', '18:00'), offset: '5' }, ['fields.hours.offset BAD_OFFSET']],
  [{ ...week('09:00', '18:00'), zone: 'Asia/Karachi' }, []],
  [{ ...week('09:00', '18:00'), zone: 'Karachi' }, ['fields.hours.zone BAD_ZONE']],
];

for (const [value, expected] of HOURS) {
  test(`opening hours ${JSON.stringify(value)}: ${expected.join(', ') || 'nothing wrong'}`, () => {
    assert.deepEqual(told(checkHours(value)), expected);
  });
}

const FINGERPRINTS: [string, boolean][] = [
  ['', true],
  ['4C1E 90B7 2D5A F308 6E11  BB42 7F9D 0C3A 58E6 A1D4', true],
  ['4c1e90b72d5af3086e11bb427f9d0c3a58e6a1d4', true],
  ['58E6A1D4', false],
  ['4C1E 90B7 2D5A F308 6E11  BB42 7F9D 0C3A 58E6 A1DX', false],
];

for (const [fingerprint, isGood] of FINGERPRINTS) {
  test(`the fingerprint “${fingerprint}” is ${isGood ? 'taken' : 'refused'}`, () => {
    assert.deepEqual(told(checkReach({ fingerprint })), isGood ? [] : ['fields.fingerprint BAD_FINGERPRINT']);
  });
}

test('a week that runs from Saturday to Wednesday is told day by day, and the days between are closed', () => {
  const value = week('10:00', '24:00', 'saturday', 'wednesday');
  assert.deepEqual(hoursData(value), [
    {
      '@type': 'OpeningHoursSpecification',
      dayOfWeek: ['Saturday', 'Sunday', 'Monday', 'Tuesday', 'Wednesday'].map((day) => `https://schema.org/${day}`),
      opens: '10:00',
      closes: '23:59',
    },
  ]);
  const here = settingAt('en/offices/', languages.get('en')!, 'ascii');
  const text = String(hours(hoursIn(value)!, here)).replace(/<[^>]*>/g, ' ');
  assert.match(text, /Saturday–Wednesday +10:00–24:00 +Thursday and Friday +Closed/);
});

test('a place that is known in words alone is a place', () => {
  assert.deepEqual(placeData({ way: 'beside the ferry steps' }), {
    '@type': 'Place',
    name: 'beside the ferry steps',
    address: 'beside the ferry steps',
  });
  assert.equal(placeData({ name: '', address: null }), null);
});

const TERMS: [from: string | null, to: string | null, en: string | null, ur: string | null][] = [
  ['2013', '2019-06', '2013 – June 2019', '2013\u00a0 تا \u00a0جون 2019ء'],
  ['2013', '2019', '2013–2019', '2013\u00a0 تا \u00a02019'],
  ['2019-06-03', null, 'since 3 June 2019', '3 جون 2019ء سے'],
  [null, '2019', 'until 2019', '2019 تک'],
  ['2019', '2019', '2019', '2019'],
  ['spring 2019', null, 'since spring 2019', 'spring 2019 سے'],
  [null, null, null, null],
];

for (const [from, to, en, ur] of TERMS) {
  test(`from ${from} to ${to} is ${en}`, () => {
    const said = ['en', 'ur'].map((id) => term(from, to, settingAt('', languages.get(id)!, 'ascii')));
    assert.deepEqual(said, [en, ur]);
  });
}

test('a term that ends before it begins is told, as exactly as its dates are known', () => {
  const entries = [
    { from: '2019', to: '2018' },
    { from: '2019-06', to: '2019' },
    { from: '2019-06-03', to: '2019-05' },
    { from: '2019', to: null },
  ];
  assert.deepEqual(told(checkTerms(entries, 'fields.members')), [
    'fields.members.0.to ENDS_BEFORE_START',
    'fields.members.2.to ENDS_BEFORE_START',
  ]);
});

function told(faults: { field: string; code: string }[]): string[] {
  return faults.map(({ field, code }) => `${field} ${code}`);
}
