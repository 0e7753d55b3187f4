import assert from 'node:assert/strict';
import { test } from 'node:test';
import { bodyOf, rowsOf } from './align.ts';

const H = '<h2>Timetable</h2>';
const LONG = '<p>The night ferry runs again from Monday, at ten, at midnight and at two.</p>';
const SHORT = '<p>Tickets are free.</p>';
const H2 = '<h2>اوقات</h2>';
const LONG2 = '<p>رات کی کشتی پیر سے پھر چلے گی: دس بجے، بارہ بجے اور دو بجے۔</p>';
const SHORT2 = '<p>ٹکٹ مفت ہیں۔</p>';

const CASES: [title: string, source: string[], target: string[], rows: [number | null, string][]][] = [
  ['nothing is translated yet', [H, LONG], [], [[0, ''], [1, '']]],
  ['one by one', [H, LONG, SHORT], [H2, LONG2, SHORT2], [[0, H2], [1, LONG2], [2, SHORT2]]],
  ['the heading is new in the source', [H, LONG, SHORT], [LONG2, SHORT2], [[0, ''], [1, LONG2], [2, SHORT2]]],
  ['the last is still missing', [H, LONG, SHORT], [H2, LONG2], [[0, H2], [1, LONG2], [2, '']]],
  ['the translation says more', [LONG], [H2, LONG2], [[null, H2], [0, LONG2]]],
  ['an empty source', [], [LONG2], [[null, LONG2]]],
  ['nothing at all', [], [], [[null, '']]],
]; // biome-ignore format: rows are read side by side

for (const [title, source, target, rows] of CASES) {
  test(`source and translation side by side: ${title}`, () => {
    assert.deepEqual(
      rowsOf(source, target.join('\n')).map((row) => [row.source, row.target]),
      rows,
    );
  });
}

test('a paragraph that became two stands beside its source', () => {
  const halves = ['<p>رات کی کشتی پیر سے پھر چلے گی۔</p>', '<p>دس بجے، بارہ بجے اور دو بجے۔</p>'];
  const rows = rowsOf([H, LONG, SHORT], [H2, ...halves, SHORT2].join('\n'));
  assert.deepEqual(
    rows.map(({ target }) => target),
    [H2, halves.join('\n'), SHORT2],
  );
});

test('what the translator saw last holds as long as it gives this text', () => {
  const seen = [
    { source: 0, target: '' },
    { source: 1, target: '' },
    { source: 2, target: SHORT2 },
  ];
  assert.equal(bodyOf(seen), SHORT2);
  assert.equal(rowsOf([LONG, LONG, SHORT], SHORT2, seen), seen);
  assert.notEqual(rowsOf([LONG, LONG, SHORT], LONG2, seen), seen);
});
