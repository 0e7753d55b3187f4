import assert from 'node:assert/strict';
import { test } from 'node:test';
import { monthAfter, weeksOf } from './month.ts';

const MONTHS: [month: string, first: string, last: string, weeks: number][] = [
  ['2024-03', '2024-02-26', '2024-03-31', 5],
  ['2021-02', '2021-02-01', '2021-02-28', 4],
  ['2024-12', '2024-11-25', '2025-01-05', 6],
];

for (const [month, first, last, weeks] of MONTHS) {
  test(`${month} stands in ${weeks} whole weeks`, () => {
    const days = weeksOf(month);
    assert.deepEqual([days[0]![0], days.at(-1)!.at(-1), days.length], [first, last, weeks]);
    assert.ok(days.every((week) => week.length === 7));
  });
}

test('months follow one another over the turn of the year', () => {
  assert.deepEqual(
    [monthAfter('2024-01', -1), monthAfter('2024-12', 1), monthAfter('2024-05', 0)],
    ['2023-12', '2025-01', '2024-05'],
  );
});
