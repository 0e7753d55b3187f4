import assert from 'node:assert/strict';
import { test } from 'node:test';
import { countWords, elementsOf, plainText } from './elements.ts';
import { EMPTY } from './empty.ts';
import { opened, step } from './keeping.ts';
import { disagreements, merged, mergedLists } from './merge.ts';

const LISTS: [title: string, base: string, mine: string, theirs: string, both: string | null][] = [
  ['different paragraphs', 'a b c', 'A b c', 'a b C', 'A b C'],
  ['neighbours', 'a b c', 'A b c', 'a B c', 'A B c'],
  ['the same change', 'a b c', 'a X c', 'a X c', 'a X c'],
  ['the same paragraph', 'a b c', 'a X c', 'a Y c', null],
  ['one more at the end', 'a b', 'a b c', 'A b', 'A b c'],
  ['one more at the end by each', 'a b', 'a b c', 'a b d', null],
  ['taken out and changed', 'a b c', 'a c', 'a B c', null],
  ['taken out, and something put in behind it', 'a b c', 'a c', 'a b x c', null],
  ['a stretch that holds the other change', 'a b c d', 'a X d', 'a b C d', null],
  ['nothing before', '', 'a', '', 'a'],
];

for (const [title, base, mine, theirs, both] of LISTS) {
  test(`paragraphs of two people: ${title}`, () => {
    const lists = [base, mine, theirs].map((list) => list.split(' ').filter(Boolean));
    assert.deepEqual(mergedLists(lists[0]!, lists[1]!, lists[2]!), both?.split(' ') ?? null);
    assert.deepEqual(mergedLists(lists[0]!, lists[2]!, lists[1]!), both?.split(' ') ?? null);
  });
}

test('each disagreement says who changed what both began with', () => {
  const base = {
    ...EMPTY,
    title: 'Ferries',
    summary: 'Old',
    body: '<p>a</p>\n<p>b</p>\n',
    tags: ['water'],
    fields: { type: 'letter' },
  };
  const mine = { ...base, title: 'Ferries run', summary: 'Mine', body: '<p>A</p><p>b</p>' };
  const theirs = { ...base, summary: 'Theirs', body: '<p>a</p>\n<p>B</p>\n', fields: { type: 'speech' }, note: ' ' };
  let [state] = opened({ head: 1, content: base, author: null }, null);
  [state] = step(state, { type: 'typed', content: mine, at: 0 });
  [state] = step(state, { type: 'newer', theirs: { head: 2, content: theirs, author: 'Tahir' } });
  const found = disagreements(state);
  assert.deepEqual(
    found.map(({ field, suggested }) => [field, suggested]),
    [
      ['title', 'mine'],
      ['summary', null],
      ['body', 'both'],
      ['fields.type', 'theirs'],
    ],
  );
  assert.equal(found[2]!.both, '<p>A</p>\n<p>B</p>');
  const chosen = merged(theirs, { title: 'Ferries run', summary: 'Mine', 'fields.type': 'letter' });
  assert.deepEqual(
    [chosen.title, chosen.summary, chosen.fields, chosen.tags],
    ['Ferries run', 'Mine', { type: 'letter' }, ['water']],
  );
});

const BODIES: [string, string[]][] = [
  ['<p>One</p>\n<p>Two<br>lines</p>\n', ['<p>One</p>', '<p>Two<br>lines</p>']],
  ['<ul>\n<li>a</li>\n<li>b</li>\n</ul><hr><p>c</p>', ['<ul>\n<li>a</li>\n<li>b</li>\n</ul>', '<hr>', '<p>c</p>']],
  ['<blockquote><p>a &gt; b</p></blockquote>', ['<blockquote><p>a &gt; b</p></blockquote>']],
  [
    '<figure><img src="media:ab" alt="a &quot;b&quot; > c"></figure>',
    ['<figure><img src="media:ab" alt="a &quot;b&quot; > c"></figure>'],
  ],
  ['just words', ['<p>just words</p>']],
  ['', []],
];

for (const [body, elements] of BODIES) {
  test(`the elements of ${JSON.stringify(body)}`, () => assert.deepEqual(elementsOf(body), elements));
}

test('words are counted in any script', () => {
  const body = '<h2>کشتیاں</h2>\n<p>ہر روز — چھ بجے۔</p>';
  assert.equal(plainText(body), 'کشتیاں\nہر روز — چھ بجے۔');
  assert.equal(countWords(plainText(body)), 5);
  assert.equal(countWords('The ferry’s six o’clock run – again.'), 6);
});
