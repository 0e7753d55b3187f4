import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { Lru } from './lru.ts';

test('what was used longest ago goes first', () => {
  const lru = new Lru<string>(10);
  lru.set('a', 'A', 4);
  lru.set('b', 'B', 4);
  lru.get('a');
  lru.set('c', 'C', 4);
  assert.deepEqual([lru.get('a'), lru.get('b'), lru.get('c'), lru.bytes], ['A', undefined, 'C', 8]);
});

test('what is larger than the limit is not kept and drives nothing out', () => {
  const lru = new Lru<string>(10);
  lru.set('a', 'A', 4);
  lru.set('b', 'B', 11);
  assert.deepEqual([lru.size, lru.bytes], [1, 4]);
});

test('the bytes are the sum of what is held, and within the limit', () => {
  const step = fc.record({ key: fc.constantFrom('a', 'b', 'c', 'd'), bytes: fc.nat(12), drop: fc.boolean() });
  fc.assert(
    fc.property(fc.array(step), (steps) => {
      const lru = new Lru<number>(20);
      for (const { key, bytes, drop } of steps) {
        if (drop) lru.delete(key);
        else lru.set(key, bytes, bytes);
        assert.equal(
          [...lru.values()].reduce((sum, value) => sum + value, 0),
          lru.bytes,
        );
        assert.ok(lru.bytes <= 20);
      }
    }),
  );
});
