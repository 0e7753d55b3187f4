import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { test } from 'node:test';

const src = join(import.meta.dirname, '../src');

/** What each part may import beside itself: imports point one way. The files directly in src/ and commands/ join all. */
const MAY_IMPORT: Record<string, string[]> = {
  base: [],
  languages: ['base'],
  record: ['base', 'languages'],
  verify: ['base', 'languages', 'record/release.ts'],
  theme: ['base', 'languages', 'record'],
  kinds: ['base', 'languages', 'record', 'theme'],
  press: ['base', 'languages', 'record', 'verify', 'theme', 'kinds'],
  search: ['base', 'languages'],
  desk: ['base', 'languages', 'record', 'verify', 'kinds', 'search'],
  import: ['base', 'languages', 'record', 'kinds', 'desk/draft.ts'],
  links: ['base', 'record', 'kinds'],
  serve: ['base'],
  witness: ['base', 'record'],
};

test('imports point one way', () => {
  const wrong = sourceFiles().flatMap((file) => {
    const part = file.split('/')[0]!;
    const allowed = MAY_IMPORT[part];
    if (!allowed) return [];
    return importsOf(file)
      .filter(
        (target) =>
          target.split('/')[0] !== part && !allowed.some((one) => target === one || target.startsWith(`${one}/`)),
      )
      .map((target) => `${file} imports ${target}`);
  });
  assert.deepEqual(wrong, []);
});

test('every part of src/ has a place in the order', () => {
  const parts = readdirSync(src, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  assert.deepEqual(
    parts.map(({ name }) => name).filter((name) => name !== 'commands' && !MAY_IMPORT[name]),
    [],
  );
});

test('the verifier shares the record’s format, and not a line of its code', () => {
  const shared = sourceFiles()
    .filter((file) => file.startsWith('verify/'))
    .flatMap((file) => readFileSync(join(src, file), 'utf8').match(/^import (?!type ).*record\/.*$/gm) ?? []);
  assert.deepEqual(shared, []);
});

test('the press asks neither the clock nor the locale of the machine', () => {
  const machine = /\bIntl\b|toLocale|localeCompare|Date\.now|new Date\(\)|Math\.random|process\.env/;
  const asking = sourceFiles()
    .filter((file) => /^(press|theme|kinds|languages)\//.test(file) && !file.endsWith('.test.ts'))
    .filter((file) => !file.endsWith('.script.ts')) // these run in readers' browsers, and it is the clock that they are for
    .filter((file) => machine.test(readFileSync(join(src, file), 'utf8')));
  assert.deepEqual(asking, []);
});

function sourceFiles(): string[] {
  return readdirSync(src, { recursive: true, encoding: 'utf8' }).filter(
    (file) => file.endsWith('.ts') && !file.endsWith('.test.ts'),
  );
}

function importsOf(file: string): string[] {
  const text = readFileSync(join(src, file), 'utf8');
  return [...text.matchAll(/\bfrom '(\.[^']+)'/g)].map(([, path]) => relative(src, join(src, dirname(file), path!)));
}
