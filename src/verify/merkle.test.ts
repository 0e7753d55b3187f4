import assert from 'node:assert/strict';
import { test } from 'node:test';
import { consistencyProof, memorySubtree } from '../record/merkle.ts';
import { readVectors, vectorEntries } from '../record/testing.ts';
import { base64, concat, fromBase64 } from './bytes.ts';
import { fullRoot, isConsistent, leafHash, rootAt, widths } from './merkle.ts';
import { HASH, WIDTH } from './tiles.ts';

const vectors = readVectors('tlog');
const leaves = vectorEntries(70_000).map(leafHash);
const levels = levelsOver(concat(...leaves));

test('known roots, each from the right edge of one great tree', () => {
  assert.equal(base64(rootAt(0, runOf)), vectors.emptyRoot);
  for (const { size, root } of vectors.roots) assert.equal(base64(rootAt(size, runOf)), root, `size ${size}`);
});

test('levels of tiles are as wide as the specification says', () => {
  assert.deepEqual([widths(0), widths(255), widths(256), widths(70_000)], [[], [255], [256, 1], [70_000, 273, 1]]);
  assert.equal(widths(Number.MAX_SAFE_INTEGER).length, 7);
});

test('known consistency proofs', () => {
  for (const { older, newer, proof } of vectors.consistency) {
    const hashes = proof.map((hash: string) => fromBase64(hash)!);
    assert.ok(isConsistent(older, newer, hashes, rootAt(older, runOf), rootAt(newer, runOf)));
  }
});

test('every consistency proof up to 40 holds, and no other', () => {
  for (let newer = 0; newer <= 40; newer++) {
    const subtree = memorySubtree(leaves.slice(0, newer));
    const root = rootAt(newer, runOf);
    for (let older = 0; older <= newer; older++) {
      const before = rootAt(older, runOf);
      const proof = older === 0 ? [] : consistencyProof(subtree, older, newer);
      const where = `${older} to ${newer}`;
      assert.ok(isConsistent(older, newer, proof, before, root), where);
      assert.ok(!isConsistent(older, newer, [...proof, root], before, root), `${where}: a hash too many`);
      if (older === 0 || older === newer) continue;
      assert.ok(!isConsistent(older, newer, proof.slice(1), before, root), `${where}: a hash too few`);
      assert.ok(!isConsistent(older, newer, proof, root, root), `${where}: another older root`);
      assert.ok(!isConsistent(older, newer, proof, before, before), `${where}: another newer root`);
      assert.ok(!isConsistent(newer, older, proof, root, before), `${where}: backwards`);
    }
  }
});

test('the greatest sizes are answered', () => {
  const most = Number.MAX_SAFE_INTEGER;
  const hashes = leaves.slice(0, 63);
  assert.ok(!isConsistent(most - 1, most, hashes, leaves[0]!, leaves[1]!));
  assert.ok(!isConsistent(2 ** 52, most, hashes, leaves[0]!, leaves[1]!));
});

function runOf(level: number, from: number, to: number): Uint8Array {
  return levels[level]!.subarray(from * HASH, to * HASH);
}

function levelsOver(hashes: Uint8Array): Uint8Array[] {
  const tiles = Math.floor(hashes.length / HASH / WIDTH);
  if (tiles === 0) return [hashes];
  const roots = Array.from({ length: tiles }, (_, at) =>
    fullRoot(hashes.subarray(at * WIDTH * HASH, (at + 1) * WIDTH * HASH)),
  );
  return [hashes, ...levelsOver(concat(...roots))];
}
