import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';

const root = join(import.meta.dirname, '..');
/** A literal in capitals that is given first to DaftarError or to one of its helpers, or said by bin/daftar. */
const CODE =
  /(?:Error|malformed|damaged|missing|refused|failed)\(\s*(?:[\w.]+,\s*)?'([A-Z][A-Z0-9]*(?:_[A-Z0-9]+)*)'|daftar: ([A-Z_]{4,}):/g;

test('every error code is documented, and no other', () => {
  const documented = codesIn(readFileSync(join(root, 'specs/errors.md'), 'utf8'), /`([A-Z][A-Z0-9]*(?:_[A-Z0-9]+)*)`/g);
  assert.deepEqual(
    [...codesInSource()].filter((code) => !documented.has(code)),
    [],
    'not in specs/errors.md',
  );
  const everything = sources()
    .map((file) => readFileSync(file, 'utf8'))
    .join('\n');
  assert.deepEqual(
    [...documented].filter((code) => !everything.includes(code)),
    [],
    'in specs/errors.md only',
  );
});

function codesInSource(): Set<string> {
  return new Set(sources().flatMap((file) => [...codesIn(readFileSync(file, 'utf8'), CODE)]));
}

function sources(): string[] {
  const files = readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' });
  const own = files.filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'));
  return [...own.map((file) => join(root, 'src', file)), join(root, 'bin/daftar')];
}

function codesIn(text: string, pattern: RegExp): Set<string> {
  return new Set([...text.matchAll(pattern)].map((match) => match[1] ?? match[2]!).filter((code) => code !== 'CODE'));
}
