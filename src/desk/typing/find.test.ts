import assert from 'node:assert/strict';
import { test } from 'node:test';
import { findIn } from './find.ts';
import { locate, passageAt } from './passage.ts';

const FOUND: [text: string, query: string, matches: string[]][] = [
  ['The footbridge, the Footbridge', 'footbridge', ['footbridge', 'Footbridge']],
  ['Café and cafe\u0301', 'cafe', ['Café', 'cafe\u0301']],
  ['کتاب اور کِتاب', 'كتاب', ['کتاب', 'کِتاب']],
  ['سال ۱۹۴۷ء', '1947', ['۱۹۴۷']],
  ['ڪتاب ۽ کتاب', 'ڪتاب', ['ڪتاب']],
  ['a  b', 'a b', ['a  b']],
  ['خوب\u200cصورت', 'خوبصورت', ['خوب\u200cصورت']],
  ['aaa', 'aa', ['aa']],
  ['anything', '  ', []],
  ['(x)', '(', ['(']],
];

for (const [text, query, matches] of FOUND) {
  test(`find ${query} in ${text}`, () =>
    assert.deepEqual(
      findIn(text, query).map(({ from, to }) => text.slice(from, to)),
      matches,
    ));
}

test('a passage is found again after the text has changed around it', () => {
  const text = 'The bridge is open. The bridge is closed.';
  const passage = passageAt(text, 24, 30);
  assert.equal(passage.quote, 'bridge');
  const later = `New: ${text}`;
  assert.equal(locate(later, passage)?.from, 29);
  assert.equal(locate(later.replaceAll('bridge', 'quay'), passage), null);
});
