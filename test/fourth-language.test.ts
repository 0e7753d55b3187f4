import assert from 'node:assert/strict';
import { cpSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { programCopy, publishIn } from './helpers/program-copy.ts';

const MASTHEAD = {
  languages: ['en', 'fa'],
  zone: { id: 'Asia/Tehran', offset: '+03:30' },
  names: { en: 'The River Union', fa: 'اتحادیهٔ رود' },
  sections: [{ kind: 'statement', titles: {} }],
  numerals: { fa: 'native' },
};

const STATEMENT = `---
title: پل تازه باز شد
summary: گزارش کوتاه
---
ژاله و پرویز از گذرگاه گذشتند.
`;

test('a fourth language is one file and no other change', () => {
  const copy = programCopy();
  cpSync(join(import.meta.dirname, 'fixtures/fa.ts'), join(copy, 'src/languages/fa.ts'));
  const site = publishIn(copy, MASTHEAD, {
    'statements/bridge/item.yaml': 'kind: statement\nposted: 2024-05-04\nfields: { type: statement }\n',
    'statements/bridge/fa.md': STATEMENT,
  });

  const folder = join(site, 'fa/statements/2024/pl-tazh-baz-shd');
  const page = readFileSync(join(folder, 'index.html'), 'utf8');
  assert.match(page, /<html lang="fa" dir="rtl">/);
  assert.match(page, /اتحادیهٔ رود/);
  assert.match(page, /تاریخ انتشار <time datetime="2024-05-04">۴ مه ۲۰۲۴<\/time>/);
  assert.match(page, /English<\/bdi> <small>\(هنوز به این زبان نیست\)/);
  assert.match(readFileSync(join(folder, 'ST-2024-0001-fa.pdf'), 'latin1'), /^%PDF/);
  assert.match(readFileSync(join(site, 'fa/feed.xml'), 'utf8'), /پل تازه باز شد/);

  const sheet = readdirSync(join(site, 'assets')).find((name) => /^style-.*\.css$/.test(name))!;
  const css = readFileSync(join(site, 'assets', sheet), 'utf8');
  assert.match(css, /\[lang=fa\]\{font-family:"Noto Naskh Arabic"/);
  const naskh = [...css.matchAll(/@font-face\{[^}]*Noto Naskh Arabic[^}]*\}/g)].map(([rule]) => rule);
  assert.ok(naskh.length > 0 && naskh.every((rule) => covers(rule, 'پچژگ')), naskh.join('\n'));
});

/** Whether a rule's unicode-range has all these letters. */
function covers(rule: string, letters: string): boolean {
  const ranges = [...rule.matchAll(/U\+([0-9A-F]+)(?:-([0-9A-F]+))?/gi)].map(([, from, to]) => [
    parseInt(from!, 16),
    parseInt(to ?? from!, 16),
  ]);
  return [...letters].every((letter) =>
    ranges.some(([from, to]) => letter.codePointAt(0)! >= from! && letter.codePointAt(0)! <= to!),
  );
}
