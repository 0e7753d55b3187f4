import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { DaftarError } from '../base/errors.ts';
import { canonicalBytes, parseCanonical } from '../record/canonical.ts';
import { utf8 } from './bytes.ts';
import { readCanonical } from './canonical.ts';

const canonical = ['null', 'true', '0', '-1', '1e+21', '1e-7', '""', '"\\u0000\\b\\n"', '[]', '{}', '"ڪير"', '"😀"'];
for (const text of [...canonical, '{"":1,"a":[{"b":null}]}', '{"😀":1,"ﬁ":2}', '{"__proto__":1}', nested(101)]) {
  test(`${text.slice(0, 40)} is canonical`, () => {
    assert.deepEqual(readCanonical(utf8(text)), JSON.parse(text));
  });
}

const refused: [what: string, text: string][] = [
  ['nothing', ''],
  ['white space', '{ }'],
  ['a line feed at the end', '{}\n'],
  ['a byte order mark', '\ufeff{}'],
  ['a key twice', '{"a":1,"a":1}'],
  ['keys in another order', '{"b":1,"a":2}'],
  ['keys in the order of code points', '{"ﬁ":1,"😀":2}'],
  ['a number with a plain exponent', '1e21'],
  ['a number with a point for nothing', '1.0'],
  ['minus zero', '-0'],
  ['a number beyond all numbers', '1e400'],
  ['more digits than a number has', '0.10000000000000001'],
  ['an escape that needs none', '"\\u0061"'],
  ['an escaped slash', '"\\/"'],
  ['an escape in capitals', '"\\u001F"'],
  ['half a surrogate pair', '"\\ud800"'],
  ['half a surrogate pair in a key', '{"\\udc00":1}'],
  ['something after the end', '{}x'],
  ['values too deep', nested(102)],
  ['values so deep that they exhaust the stack', nested(200_000)],
];
for (const [what, text] of refused) {
  test(`refused: ${what}`, () => {
    assert.throws(() => readCanonical(utf8(text)), { name: 'DaftarError', code: 'CANONICAL_JSON' });
  });
}

test('bytes that are not UTF-8 are refused', () => {
  for (const bytes of [
    [0x22, 0xff, 0x22],
    [0x22, 0xc0, 0xaf, 0x22],
    [0x22, 0xed, 0xa0, 0x80, 0x22],
  ]) {
    assert.throws(() => readCanonical(Uint8Array.from(bytes)), { code: 'CANONICAL_JSON' });
  }
});

test('what the record writes, the verifier reads, and they agree on everything else', () => {
  const text = fc.oneof(
    fc.json(),
    fc.string({ unit: 'grapheme' }),
    fc.json().map((json) => json.replace(/:/, ': ')),
  );
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      const bytes = canonicalBytes(value);
      assert.deepEqual(readCanonical(bytes), parseCanonical(bytes));
    }),
  );
  fc.assert(fc.property(text, (given) => assert.equal(reads(readCanonical, given), reads(parseCanonical, given))));
});

function reads(read: (bytes: Uint8Array) => unknown, text: string): boolean {
  try {
    read(utf8(text));
    return true;
  } catch (error) {
    assert.ok(error instanceof DaftarError);
    return false;
  }
}

function nested(lists: number): string {
  return '['.repeat(lists) + ']'.repeat(lists);
}
