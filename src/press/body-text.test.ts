import assert from 'node:assert/strict';
import { test } from 'node:test';
import { bodyText } from './body-text.ts';

const CASES: [string, string, string][] = [
  ['paragraphs and headings', '<h2>a</h2><p>b <b>c</b><br>d</p>', 'a\n\nb c\nd'],
  ['verse', '<p class="verse">a<br>b</p><p class="verse">c</p>', 'a\nb\n\nc'],
  ['lists', '<ol><li>a</li><li>b</li></ol><ul><li>c</li></ul>', '1. a\n2. b\n\n• c'],
  ['a list in a list', '<ul><li>a<ul><li>b</li></ul></li></ul>', '• a\n\n  • b'],
  ['quotes', '<blockquote><p>a</p><p>b</p></blockquote>', '> a\n>\n> b'],
  ['tables', '<table><caption>T</caption><tr><th>a</th><td>b</td></tr><tr><td>c</td></tr></table>', 'T\na | b\nc'],
  [
    'links',
    '<a href="https://a.example/b">c</a> <a href="https://d.example/">d.example</a>',
    'c (https://a.example/b) d.example',
  ],
  [
    'footnotes',
    '<p>a<sup><a href="#note-1">1</a></sup></p><ol class="notes"><li id="note-1">b <a href="#ref-1">↩</a></li></ol>',
    'a[1]\n\n[1] b',
  ],
  ['pictures', `<figure><img src="media:${'5'.repeat(64)}" alt="a"></figure><hr>`, 'a\n\n* * *'],
  ['markup in words', '<p>&lt;b&gt; &amp; "c"</p>', '<b> & "c"'],
  ['directions', '<p>ا <span dir="ltr">+92 21</span> <bdi>b</bdi></p>', 'ا \u2066+92 21\u2069 \u2068b\u2069'],
  ['nothing', '', ''],
];

for (const [name, body, expected] of CASES) test(`plain words: ${name}`, () => assert.equal(bodyText(body), expected));
