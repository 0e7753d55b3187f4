import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { base64, decimal, equal, fromBase64, hex, quoted, sha256Hex, textOf, utf8 } from './bytes.ts';

test('base64 is read back, by Node too', () => {
  fc.assert(
    fc.property(fc.uint8Array(), (bytes) => {
      assert.equal(base64(bytes), Buffer.from(bytes).toString('base64'));
      assert.deepEqual(fromBase64(base64(bytes)), bytes);
    }),
  );
});

for (const text of ['YQ', 'YQ=', 'YR==', 'YWJ=', 'YQ==\n', ' YQ==', 'YQ= =', '-_-_', 'YQ==YQ==', '====', 'Y', 'ڪير=']) {
  test(`${JSON.stringify(text)} is not canonical base64`, () => assert.equal(fromBase64(text), null));
}

test('only one spelling of bytes is read', () => {
  const alphabet = fc.constantFrom(...'AQgw+/=Z9\n -_');
  fc.assert(
    fc.property(fc.array(alphabet), (letters) => {
      const text = letters.join('');
      const bytes = fromBase64(text);
      assert.ok(bytes === null || base64(bytes) === text);
    }),
  );
});

const decimals: [text: string, number: number | null][] = [
  ['0', 0],
  ['9007199254740991', 2 ** 53 - 1],
  ['9007199254740992', null],
  ['18446744073709551616', null],
  ['00', null],
  ['01', null],
  ['+1', null],
  ['-1', null],
  ['1e3', null],
  ['1.0', null],
  [' 1', null],
  ['1\n', null],
  ['١', null],
  ['', null],
];
for (const [text, number] of decimals) {
  test(`${JSON.stringify(text)} as a decimal is ${number}`, () => assert.equal(decimal(text), number));
}

test('hex, hashes, UTF-8', () => {
  assert.equal(hex(Uint8Array.of(0, 15, 255)), '000fff');
  assert.equal(sha256Hex(utf8('')), 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855');
  assert.equal(textOf(Uint8Array.of(0xff)), null);
  assert.equal(textOf(utf8('\ufeffa')), '\ufeffa');
  assert.ok(!equal(Uint8Array.of(1), Uint8Array.of(1, 2)) && equal(Uint8Array.of(1), Uint8Array.of(1)));
});

test('what an error quotes is one short line', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => !/[\n\r]/.test(quoted(text)) && quoted(text).length <= 61),
  );
});
