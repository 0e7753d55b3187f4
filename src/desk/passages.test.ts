import assert from 'node:assert/strict';
import { test } from 'node:test';
import { EMPTY } from './keeping/empty.ts';
import { findPassage, passageAt, plainText } from './passages.ts';
import type { Passage } from './review-types.ts';

const BODY = '<p>The ferry runs <em>on Monday</em>.</p>\n<p>The tram runs on Monday, too &amp; free.</p>\n';
const content = { ...EMPTY, title: 'Ferry and tram', body: BODY };

test('a field’s plain text is what a reader sees', () => {
  assert.equal(plainText(content, 'body'), 'The ferry runs on Monday. The tram runs on Monday, too & free.');
  assert.equal(plainText(content, 'title'), 'Ferry and tram');
  assert.equal(plainText(content, 'media'), '');
});

const second = passage('on Monday', 'The tram runs ', ', too');
const FOUND: [what: string, body: string, passage: Passage, found: string | null][] = [
  ['as it was', BODY, second, 'The tram runs [on Monday], too'],
  ['words before it are new', `<p>News.</p>\n${BODY}`, second, 'The tram runs [on Monday], too'],
  [
    'its paragraph has moved up',
    '<p>The tram runs on Monday, too.</p>\n<p>The ferry runs on Monday.</p>',
    second,
    'The tram runs [on Monday], too',
  ],
  [
    'it is emphasised now',
    '<p>The tram runs <strong>on</strong> Monday, too.</p>',
    second,
    'The tram runs [on Monday], too',
  ],
  ['only another place has these words', '<p>The ferry runs on Monday.</p>', second, 'The ferry runs [on Monday].'],
  ['its words are gone', '<p>The tram runs on Tuesday, too.</p>', second, null],
  ['everything is gone', '', second, null],
  [
    'it goes over two paragraphs',
    BODY,
    passage('on Monday. The tram', 'runs ', ' runs'),
    'runs [on Monday. The tram] runs',
  ],
  [
    'right to left',
    '<p>ٹرام پیر کو چلے گی۔ کشتی پیر کو چلے گی۔</p>',
    passage('پیر کو', 'کشتی ', ' چلے'),
    'کشتی [پیر کو] چلے',
  ],
];

for (const [what, body, wanted, expected] of FOUND) {
  test(`a passage is found again: ${what}`, () => {
    const now = { ...content, body };
    const place = findPassage(now, wanted);
    if (expected === null) return assert.equal(place, null);
    const text = plainText(now, 'body');
    const marked = `${text.slice(0, place!.from)}[${text.slice(place!.from, place!.to)}]${text.slice(place!.to)}`;
    assert.ok(marked.includes(expected), marked);
  });
}

test('a passage that is taken from a place is found there', () => {
  const text = plainText(content, 'body');
  const from = text.lastIndexOf('on Monday');
  const place = { from, to: from + 9 };
  assert.deepEqual(findPassage(content, passageAt(content, 'body', place)), place);
});

function passage(quote: string, before: string, after: string): Passage {
  return { field: 'body', quote, before, after };
}
