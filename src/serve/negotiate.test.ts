import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { acceptedCodings, acceptedLanguages, CODINGS, matchingTag, readRange } from './negotiate.ts';

test('codings in order of wish, ours between equals', () => {
  const cases: [header: string | undefined, codings: string[]][] = [
    [undefined, ['identity']],
    ['', ['identity']],
    ['gzip, br', ['br', 'gzip', 'identity']],
    ['gzip;q=1.0, br;q=0.9, *;q=0', ['gzip', 'br']],
    ['*;q=0', []],
    ['identity;q=0', []],
    ['*', ['br', 'zstd', 'gzip', 'identity']],
    ['br;q=2, gzip;q=x', ['identity']],
  ];
  for (const [header, codings] of cases) assert.deepEqual(acceptedCodings(header), codings, `${header}`);
});

test('languages in order of wish, each with its general form', () => {
  assert.deepEqual(acceptedLanguages('en-GB;q=0.5, ur-PK, sd;q=0.8, fr;q=0'), ['ur-pk', 'ur', 'sd', 'en-gb', 'en']);
  assert.deepEqual(acceptedLanguages('*, ../x, a'), []);
});

test('no header breaks a reader', () => {
  fc.assert(
    fc.property(fc.string(), fc.nat(1000), (header, size) => {
      assert.ok(acceptedCodings(header).every((coding) => CODINGS.includes(coding)));
      assert.ok(acceptedLanguages(header).length <= 10);
      matchingTag(header, ['"x"']);
      readRange(header, size);
    }),
  );
});

test('a range that is given stands inside the file', () => {
  const bound = fc.oneof(fc.constant(''), fc.nat(2000).map(String));
  fc.assert(
    fc.property(bound, bound, fc.nat(1000), (first, last, size) => {
      const part = readRange(`bytes=${first}-${last}`, size);
      if (part === null || part === 'outside') return;
      assert.ok(0 <= part.start && part.start <= part.end && part.end < size);
    }),
  );
});
