import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { unzipSync } from 'fflate';
import type { Checked, Shown } from './kind.ts';
import { kit } from './kit.ts';
import { nameOf, packOf } from './kit-pack.ts';

const it = {
  release: {
    title: 'For editors',
    number: 'KI-2025-0001',
    path: 'en/press-kit/2025/for-editors/',
    released: '2025-03-30T22:59:58Z',
    fields: { terms: 'Name us.', texts: [{ label: 'In a sentence', text: 'We count.' }] },
  },
  organisation: 'The River Union',
  absolute: (address: string) => `https://union.example/${address}`,
} as unknown as Shown;

function file(title: string, content: string, index: number) {
  const medium = {
    address: 'media/ab.jpg',
    alt: 'A lamp.',
    credit: 'Drawing: R.',
    sha256: 'ab'.repeat(32),
    bytes: () => Buffer.from(content),
  };
  return { title, name: nameOf(title, index), medium: medium as never };
}

const FILES = [file('Emblem', 'one', 0), file('Emblem', 'two', 1), file('نشان: ../.\\"؟*', 'three', 2)];

test('the pack holds every file as it is, under a name of its own, with credits and texts', () => {
  const files = unzipSync(packOf(FILES, it));
  assert.deepEqual(Object.keys(files), [
    'CREDITS.txt',
    'TEXTS.txt',
    '01 Emblem.jpg',
    '02 Emblem.jpg',
    '03 نشان .. . ؟.jpg',
  ]);
  assert.equal(Buffer.from(files['03 نشان .. . ؟.jpg']!).toString(), 'three');
  const credits = new TextDecoder().decode(files['CREDITS.txt']);
  assert.match(credits, /^The River Union\r\nFor editors\r\nKI-2025-0001 · https:\/\/union\.example\/en\/press-kit/);
  assert.match(credits, /01 Emblem\.jpg\r\nA lamp\.\r\nDrawing: R\.\r\nSHA-256: abab/);
  assert.equal(new TextDecoder().decode(files['TEXTS.txt']), 'In a sentence\r\n\r\nWe count.\r\n');
});

test('the same release gives the same bytes wherever the machine believes to be', () => {
  const zone = process.env.TZ;
  const packs = ['UTC', 'Asia/Karachi', 'America/St_Johns', 'Pacific/Apia'].map((name) => {
    process.env.TZ = name;
    return Buffer.from(packOf(FILES, it)).toString('base64');
  });
  if (zone === undefined) delete process.env.TZ;
  else process.env.TZ = zone;
  assert.equal(new Set(packs).size, 1);
});

test('another program opens it', (t) => {
  if (spawnSync('python3', ['--version']).status !== 0) return t.skip('there is no Python here');
  const folder = mkdtempSync(join(tmpdir(), 'daftar-kit-'));
  t.after(() => rmSync(folder, { recursive: true }));
  writeFileSync(join(folder, 'kit.zip'), packOf(FILES, it));
  const script =
    'import sys, zipfile; z = zipfile.ZipFile(sys.argv[1]); print(z.testzip(), z.namelist()[-1].encode("utf-8").hex())';
  const said = execFileSync('python3', ['-c', script, join(folder, 'kit.zip')], { encoding: 'utf8' });
  assert.equal(said.trim(), `None ${Buffer.from('03 نشان .. . ؟.jpg').toString('hex')}`);
});

const PICTURE = { sha256: 'a', alt: 'A lamp.', credit: 'R.', sizes: [{ type: 'image/jpeg' }] };
const CASES: [what: string, files: object[], media: object[], faults: string[]][] = [
  ['a picture with its words', [{ file: 'a' }], [PICTURE], []],
  ['nothing', [], [], ['fields.files NO_FILES']],
  [
    'a picture without words',
    [{ file: 'a' }],
    [{ ...PICTURE, alt: '', credit: '' }],
    ['fields.files.0.file NO_ALT', 'fields.files.0.file NO_CREDIT'],
  ],
  [
    'a paper without words',
    [{ file: 'a' }],
    [{ ...PICTURE, alt: '', credit: '', sizes: [{ type: 'application/pdf' }] }],
    [],
  ],
];

for (const [what, files, media, expected] of CASES) {
  test(`a kit with ${what}: ${expected.join(', ') || 'nothing wrong'}`, () => {
    const faults = kit.check!({ fields: { files }, media } as unknown as Checked);
    assert.deepEqual(
      faults.map(({ field, code }) => `${field} ${code}`),
      expected,
    );
  });
}
