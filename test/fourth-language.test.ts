import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';

const root = join(import.meta.dirname, '..');
const copy = mkdtempSync(join(tmpdir(), 'daftar-persian-'));
after(() => rmSync(copy, { recursive: true, force: true }));

const MASTHEAD = `kind: masthead
fields:
  base: https://example.org/
  languages: [en, fa]
  zone: { id: Asia/Tehran, offset: "+03:30" }
  names: { en: The River Union, fa: اتحادیهٔ رود }
  mottos: {}
  sections: [{ kind: statement, titles: {} }]
  navigation: []
  contacts: []
  email:
  letterhead: { address: {} }
  channels: []
  mirrors: []
  tags: {}
  security:
  numerals: { fa: native }
`;

const STATEMENT = `---
title: پل تازه باز شد
summary: گزارش کوتاه
---
ژاله و پرویز از گذرگاه گذشتند.
`;

test('a fourth language is one file and no other change', () => {
  for (const part of ['src', 'bin', 'package.json']) cpSync(join(root, part), join(copy, part), { recursive: true });
  symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'));
  cpSync(join(root, 'test/fixtures/fa.ts'), join(copy, 'src/languages/fa.ts'));

  const texts = join(copy, 'texts');
  mkdirSync(join(texts, 'statements/bridge'), { recursive: true });
  writeFileSync(join(texts, 'masthead.yaml'), MASTHEAD);
  writeFileSync(
    join(texts, 'statements/bridge/item.yaml'),
    'kind: statement\nposted: 2024-05-04\nfields: { type: statement }\n',
  );
  writeFileSync(join(texts, 'statements/bridge/fa.md'), STATEMENT);
  execFileSync(process.execPath, ['bin/daftar', 'import', 'texts', '--publish'], { cwd: copy, stdio: 'pipe' });

  const site = join(copy, 'data/site');
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
