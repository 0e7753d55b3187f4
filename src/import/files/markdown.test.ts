import assert from 'node:assert/strict';
import { test } from 'node:test';
import { canonicalBody } from '../../record/body.ts';
import { markdownToHtml } from './markdown.ts';

const CASES: [string, string, string][] = [
  ['paragraphs and emphasis', 'a *b* **c**\n\nd', '<p>a <em>b</em> <strong>c</strong></p>\n<p>d</p>'],
  ['headings', '# a\n\n## b', '<h2>a</h2>\n<h2>b</h2>'],
  ['links to items', '[a](item:ST-2020-0137)', '<p><a href="item:ST-2020-0137">a</a></p>'],
  ['bare links', 'https://a.example/b', '<p><a href="https://a.example/b">https://a.example/b</a></p>'],
  ['scripts', '[a](javascript:alert(1)) <script>b</script>', '<p>a</p>'],
  ['raw HTML', 'a <span lang="ur" dir="rtl">ب</span>', '<p>a <span lang="ur" dir="rtl">ب</span></p>'],
  ['verse', '```verse\na\nb\n\nc\n```', '<p class="verse">a<br>b</p>\n<p class="verse">c</p>'],
  [
    'tables',
    '| a | b |\n| - | - |\n| c | d |',
    '<table>\n<thead>\n<tr><th>a</th><th>b</th></tr>\n</thead>\n<tbody>\n<tr><td>c</td><td>d</td></tr>\n</tbody>\n</table>',
  ],
  [
    'footnotes, one used twice',
    'a[^x] b[^y] c[^x]\n\n[^x]: d\n[^y]: e',
    '<p>a<sup><a href="#note-1" id="ref-1">1</a></sup> b<sup><a href="#note-2" id="ref-2">2</a></sup> c<sup><a href="#note-1">1</a></sup></p>\n' +
      '<ol class="notes">\n<li id="note-1">d <a href="#ref-1">↩</a></li>\n<li id="note-2">e <a href="#ref-2">↩</a></li>\n</ol>',
  ],
];

for (const [name, markdown, expected] of CASES) {
  test(`Markdown: ${name}`, () => assert.equal(canonicalBody(markdownToHtml(markdown)).html, expected));
}
