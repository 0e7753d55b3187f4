import assert from 'node:assert/strict';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, test } from 'node:test';
import { languages } from '../languages/index.ts';
import { fontFaces, sfnt, unicodeRange } from './fonts.ts';
import { coverage } from './sfnt.ts';

const all = [...languages.values()];
const cacheDir = await mkdtemp(path.join(tmpdir(), 'daftar-fonts-'));
after(() => rm(cacheDir, { recursive: true }));
const made = await fontFaces(all, cacheDir);

test('ranges of code points are written compactly', () => {
  const cases: [number[], string][] = [
    [[], ''],
    [[0x20], 'U+20'],
    [[0x20, 0x21, 0x22, 0xa0], 'U+20-22,U+A0'],
    [[0x627, 0x628, 0x6d2, 0x6d3], 'U+627-628,U+6D2-6D3'],
  ];
  for (const [points, range] of cases) assert.equal(unicodeRange(points), range);
});

test('every letter of every alphabet is in its family', () => {
  for (const language of all) {
    const rules = made.css.split('\n').filter((rule) => rule.includes(`"${language.font.family}"`));
    assert.equal(rules.length, Object.keys(language.font.files).length);
    for (const rule of rules) {
      const covered = pointsOf(rule);
      const missing = language.alphabet.filter((letter) =>
        [...letter].some((sign) => !covered.has(sign.codePointAt(0)!)),
      );
      assert.deepEqual(missing, [], `${language.id}: letters that its font would not draw`);
    }
  }
});

test('a rule names a file that is there, relative to the style sheet, and lets text show before it', () => {
  for (const rule of made.css.split('\n')) {
    const name = /src:url\((font-[0-9a-f]{16}\.woff2)\) format\("woff2"\)/.exec(rule)?.[1];
    assert.equal(made.files.get(name!)?.toString('latin1', 0, 4), 'wOF2');
    assert.match(rule, /font-display:swap/);
  }
});

test('English stands beside a script that leaves Latin letters to it', async () => {
  const { css } = await fontFaces([languages.get('sd')!], cacheDir);
  assert.match(css, /"Source Serif 4"/);
  const naskh = css.split('\n').find((rule) => rule.includes('Naskh'))!;
  assert.equal(pointsOf(naskh).has(0x41), false);
});

test('what the cache holds is taken, what is broken in it is made again', async () => {
  const [name] = await readdir(cacheDir);
  const file = path.join(cacheDir, name!);
  const kept = await readFile(file);
  await writeFile(file, kept.subarray(0, 100));
  assert.deepEqual(await fontFaces([...all].reverse(), cacheDir), made);
  assert.deepEqual(await readFile(file), kept);
});

test('the typesetter gets whole fonts under names of our own', async () => {
  const fonts = await sfnt(all);
  assert.equal(fonts, await sfnt([...all].reverse()));
  for (const language of all) assert.equal(fonts.families(language)[0], `Daftar ${language.font.family}`);
  for (const blob of fonts.blobs) assert.ok(coverage(blob).length > 0);
});

function pointsOf(rule: string): Set<number> {
  const ranges = /unicode-range:([^}]*)}/.exec(rule)![1]!.split(',');
  return new Set(
    ranges.flatMap((range) => {
      const [first, last = first] = range
        .slice(2)
        .split('-')
        .map((hex) => Number.parseInt(hex, 16));
      return Array.from({ length: last! - first! + 1 }, (_, i) => first! + i);
    }),
  );
}
