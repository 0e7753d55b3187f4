import assert from 'node:assert/strict';
import { posix } from 'node:path';
import { test } from 'node:test';
import fc from 'fast-check';
import { fileOfPath, folderAddress, readTarget } from './target.ts';

const piece = fc.constantFrom(
  '..',
  '.',
  '%2e',
  '%2F',
  '/',
  '\\',
  '%5c',
  '%00',
  'en',
  'a',
  '.git',
  '?',
  '#',
  '%',
  ':',
  '//',
);

test('no address leads out of the folder or to a hidden file', () => {
  fc.assert(
    fc.property(fc.array(fc.oneof(piece, fc.string({ maxLength: 4 }))), (pieces) => {
      const file = readTarget(`/${pieces.join('')}`)?.file;
      if (file === null || file === undefined) return;
      assert.equal(posix.join('/site', file), `/site/${file}`);
      assert.ok(file.split('/').every((name) => name !== '' && (name === '.well-known' || !name.startsWith('.'))));
    }),
    { numRuns: 2000 },
  );
});

test('the address of a folder is always on this host', () => {
  fc.assert(
    fc.property(fc.array(fc.string({ minLength: 1, unit: 'grapheme' })), (segments) => {
      assert.equal(new URL(folderAddress(segments), 'http://here.example/').host, 'here.example');
    }),
  );
});

test('a published path names one file', () => {
  for (const [path, file] of [
    ['/', 'index.html'],
    ['', 'index.html'],
    ['/en/', 'en/index.html'],
    ['en/', 'en/index.html'],
    ['en/index.html', 'en/index.html'],
    ['/record/log/checkpoint', 'record/log/checkpoint'],
  ] as const) {
    assert.equal(fileOfPath(path), file);
  }
});
