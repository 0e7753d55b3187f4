import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { fromUtf8, utf8 } from './bytes.ts';
import { canonicalBytes, canonicalJson, parseCanonical } from './canonical.ts';

const cases: [name: string, value: unknown, json: string][] = [
  ['keys in order', { b: 1, a: [true, null], aa: 'x' }, '{"a":[true,null],"aa":"x","b":1}'],
  ['order by UTF-16 units, not by code points', { '\ufb33': 1, '\u{1f600}': 2, ö: 3 }, '{"ö":3,"😀":2,"\ufb33":1}'],
  [
    'numbers of RFC 8785',
    [333333333.3333333, 1e30, 4.5, 0.002, 1e-27, -0],
    '[333333333.3333333,1e+30,4.5,0.002,1e-27,0]',
  ],
  ['escapes of RFC 8785', '\u20ac$\u000f\nA\'B"\\\\"/', '"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"'],
  ['Urdu and Sindhi as they are', 'دفتر ڪتاب', '"دفتر ڪتاب"'],
  ['an object without a prototype', Object.assign(Object.create(null), { a: 1 }), '{"a":1}'],
  ['a key named __proto__', JSON.parse('{"__proto__":1}'), '{"__proto__":1}'],
];

for (const [name, value, json] of cases) test(`writes ${name}`, () => assert.equal(canonicalJson(value), json));

const cyclic: unknown[] = [];
cyclic.push(cyclic);
const refused: [name: string, value: unknown][] = [
  ['undefined', undefined],
  ['undefined in an object', { a: undefined }],
  ['a hole in a list', new Array(1)],
  ['NaN', Number.NaN],
  ['infinity', [Number.POSITIVE_INFINITY]],
  ['bigint', 1n],
  ['a function', () => 1],
  ['half a surrogate pair', '\ud83d'],
  ['half a surrogate pair in a key', { '\ude00': 1 }],
  ['a date', new Date(0)],
  ['a map', new Map()],
  ['a symbol as key', { [Symbol('a')]: 1 }],
  ['a cycle', cyclic],
];

for (const [name, value] of refused) {
  test(`refuses ${name}`, () => assert.throws(() => canonicalJson(value), { code: 'CANONICAL_JSON' }));
}

test('any JSON value comes back from its canonical form, whatever the order of its keys', () => {
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 6 }), (value) => {
      const bytes = canonicalBytes(value);
      assert.equal(canonicalJson(shuffled(value)), fromUtf8(bytes));
      assert.deepEqual(JSON.parse(fromUtf8(bytes)), JSON.parse(JSON.stringify(value)));
      assert.deepEqual(canonicalBytes(parseCanonical(bytes)), bytes);
    }),
  );
});

const notCanonical = [
  '{"b":1,"a":2}',
  '{"a": 1}',
  '[1.0]',
  '-0',
  '{"a":1,"a":1}',
  '"\\u0041"',
  '1e400',
  'null\n',
  '\ufeff1',
  '',
  '{',
];
for (const json of notCanonical) {
  test(`does not read ${JSON.stringify(json)}`, () =>
    assert.throws(() => parseCanonical(utf8(json)), { code: 'CANONICAL_JSON' }));
}

test('any bytes are read or refused in a sentence', () => {
  fc.assert(
    fc.property(fc.uint8Array(), (bytes) => {
      try {
        parseCanonical(bytes);
      } catch (error) {
        assert.equal((error as Error).name, 'DaftarError');
      }
    }),
  );
});

test('nesting without end is refused in a sentence', () => {
  assert.throws(() => parseCanonical(utf8('['.repeat(50_000) + ']'.repeat(50_000))), { code: 'CANONICAL_JSON' });
});

function shuffled(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(shuffled);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([key, member]) => [key, shuffled(member)]),
  );
}
