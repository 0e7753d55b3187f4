import assert from 'node:assert/strict';
import { test } from 'node:test';
import { canonicalBody } from '../record/body.ts';
import { bodyHtml } from './body-html.ts';

const STORED = '5'.repeat(64);
const MISSING = '6'.repeat(64);
const parts = {
  media: (sha256: string) =>
    sha256 === STORED ? { src: '../a.webp', srcset: '../b.webp 800w', width: 400, height: 300 } : null,
  item: (number: string) => (number === 'ST-2020-0001' ? '../../ST-2020-0001/' : null),
  label: 'Table "1"',
};

const CASES: [string, string, string][] = [
  [
    'a stored picture',
    `<figure lang="ur"><img src="media:${STORED}" alt="a"><figcaption>b</figcaption></figure>`,
    '<figure lang="ur"><img src="../a.webp" srcset="../b.webp 800w" width="400" height="300" alt="a" loading="lazy" decoding="async"><figcaption>b</figcaption></figure>',
  ],
  ['a missing picture', `<p>a</p><figure><img src="media:${MISSING}" alt="a"></figure>`, '<p>a</p>'],
  ['an item', '<p><a href="item:ST-2020-0001">a</a></p>', '<p><a href="../../ST-2020-0001/">a</a></p>'],
  ['an item that is not there', '<p><a href="item:ST-2020-0002">a</a></p>', '<p>a</p>'],
  [
    'a table',
    '<table><tr><td>a</td></tr></table>',
    '<div class="table" role="region" aria-label="Table &quot;1&quot;" tabindex="0"><table>\n<tbody>\n<tr><td>a</td></tr>\n</tbody>\n</table></div>',
  ],
];

for (const [name, body, expected] of CASES) test(`page: ${name}`, () => assert.equal(bodyHtml(body, parts), expected));

test('page: everything else is the canonical form', () => {
  const { html } = canonicalBody(
    '<h2 id="s-a">a</h2><ul><li>b</li></ul><blockquote lang="ur" dir="rtl">c</blockquote>',
  );
  assert.equal(bodyHtml(html, parts), html);
});
