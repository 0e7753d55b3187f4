import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { compare, concat, fromBase64, fromHex, parseDecimal, toBase64, toHex } from './bytes.ts';

for (const text of ['QQ', 'QQ=', 'QR==', 'Q Q=', 'QQ==\n', 'QQ==QQ==', '-_-_', 'ق']) {
  test(`${JSON.stringify(text)} is not canonical base64`, () =>
    assert.throws(() => fromBase64(text), { code: 'ENCODING' }));
}

for (const text of ['a', 'AB', '0g', ' 00', '00\n']) {
  test(`${JSON.stringify(text)} is not hex`, () => assert.throws(() => fromHex(text), { code: 'ENCODING' }));
}

const decimals: [string, number | null][] = [
  ['0', 0],
  ['70000', 70000],
  ['9007199254740991', Number.MAX_SAFE_INTEGER],
  ['9007199254740992', null],
  ['9223372036854775808', null],
  ['01', null],
  ['-1', null],
  ['+1', null],
  ['1e3', null],
  ['', null],
  ['١', null],
];
for (const [text, value] of decimals) {
  test(`decimal ${JSON.stringify(text)} is ${value}`, () => assert.equal(parseDecimal(text), value));
}

test('hex and base64 give any bytes back', () => {
  fc.assert(
    fc.property(fc.uint8Array(), (bytes) => {
      assert.deepEqual(fromHex(toHex(bytes)), bytes);
      assert.deepEqual(fromBase64(toBase64(bytes)), bytes);
      assert.equal(compare(bytes, concat(bytes.subarray(0, 1), bytes.subarray(1))), 0);
    }),
  );
});
