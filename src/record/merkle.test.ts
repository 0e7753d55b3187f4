import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { fromBase64, toBase64, utf8 } from './bytes.ts';
import {
  consistencyProof,
  EMPTY_ROOT,
  inclusionProof,
  leafHash,
  memorySubtree,
  nodeHash,
  rootOf,
  treeRoot,
  verifyConsistency,
  verifyInclusion,
} from './merkle.ts';
import { readVectors, vectorEntries } from './testing.ts';

const vectors = readVectors('tlog');
const leaves = vectorEntries(70000).map(leafHash);
const tree = memorySubtree(leaves);
const a = leafHash(utf8('a'));
const b = leafHash(utf8('b'));
const c = leafHash(utf8('c'));

test('vector: leaves, a node, a root of three, the root of nothing', () => {
  assert.deepEqual([a, b, c].map(toBase64), Object.values(vectors.leaves));
  assert.equal(toBase64(nodeHash(a, b)), vectors.nodeAB);
  assert.equal(toBase64(rootOf([a, b, c])), vectors.rootABC);
  assert.equal(toBase64(rootOf([])), vectors.emptyRoot);
});

for (const { size, root } of vectors.roots) {
  test(`vector: the root of ${size} entries`, () => assert.equal(toBase64(treeRoot(tree, size)), root));
}

for (const { index, size, proof } of vectors.inclusion) {
  test(`vector: inclusion of ${index} in ${size}`, () => {
    assert.deepEqual(inclusionProof(tree, index, size).map(toBase64), proof);
    assert.ok(verifyInclusion(index, size, leaves[index]!, proof.map(fromBase64), treeRoot(tree, size)));
  });
}

for (const { older, newer, proof } of vectors.consistency) {
  test(`vector: consistency of ${older} and ${newer}`, () => {
    assert.deepEqual(consistencyProof(tree, older, newer).map(toBase64), proof);
    const roots = [treeRoot(tree, older), treeRoot(tree, newer)] as const;
    assert.ok(verifyConsistency(older, newer, proof.map(fromBase64), ...roots));
  });
}

test('every proof in trees of up to 40 leaves is good, and for no other place', () => {
  for (let size = 1; size <= 40; size++) {
    const root = treeRoot(tree, size);
    for (let index = 0; index < size; index++) {
      const proof = inclusionProof(tree, index, size);
      for (let other = 0; other < size; other++) {
        assert.equal(verifyInclusion(other, size, leaves[index]!, proof, root), other === index);
      }
    }
    for (let older = 0; older <= size; older++) {
      const proof = consistencyProof(tree, older, size);
      assert.ok(verifyConsistency(older, size, proof, treeRoot(tree, older), root), `${older} to ${size}`);
      const wrong = treeRoot(tree, older + 1);
      assert.ok(!verifyConsistency(older, size, proof, wrong, root), `${older} to ${size}, another root`);
      assert.ok(!verifyConsistency(older, size, [...proof, root], treeRoot(tree, older), root));
    }
  }
});

test('a proof with one bit altered, one hash more or one less is bad', () => {
  const size = fc.integer({ min: 2, max: 1000 });
  const places = size.chain((n) => fc.record({ n: fc.constant(n), i: fc.nat(n - 1), at: fc.nat(), bit: fc.nat(255) }));
  fc.assert(
    fc.property(places, ({ n, i, at, bit }) => {
      const root = treeRoot(tree, n);
      const proof = inclusionProof(tree, i, n);
      const altered = proof.map((hash, j) => (j === at % proof.length ? flip(hash, bit) : hash));
      assert.ok(verifyInclusion(i, n, leaves[i]!, proof, root));
      for (const bad of [altered, proof.slice(1), [...proof, root]]) {
        assert.ok(!verifyInclusion(i, n, leaves[i]!, bad, root));
      }
    }),
  );
});

test('sizes beyond 32 bits do not wrap', () => {
  const far = 2 ** 40;
  const proof = Array.from({ length: 40 }, () => a);
  const root = proof.reduce((hash, sibling) => nodeHash(hash, sibling), b);
  assert.ok(verifyInclusion(0, far, b, proof, root));
  assert.ok(!verifyInclusion(2 ** 32, far, b, proof, root));
  assert.ok(!verifyInclusion(0, 2 ** 8, b, proof, root));
});

test('what cannot be proved is refused in a sentence', () => {
  assert.throws(() => inclusionProof(tree, 7, 7), { code: 'MERKLE_RANGE' });
  assert.throws(() => inclusionProof(tree, -1, 7), { code: 'MERKLE_RANGE' });
  assert.throws(() => consistencyProof(tree, 8, 7), { code: 'MERKLE_RANGE' });
  assert.throws(() => inclusionProof(memorySubtree([a]), 0, 2), { code: 'MERKLE_RANGE' });
  assert.ok(!verifyInclusion(0.5, 2, a, [b], EMPTY_ROOT));
});

function flip(hash: Uint8Array, bit: number): Uint8Array {
  return Uint8Array.from(hash, (byte, i) => (i === bit >> 3 ? byte ^ (1 << (bit & 7)) : byte));
}
