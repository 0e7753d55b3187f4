import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { hexSha256 } from '../base/hash.ts';
import { equal, toBase64, toHex } from './bytes.ts';
import { EMPTY_EDGE, edgeRoot, growEdge } from './edge.ts';
import { inclusionProof, leafHash, memorySubtree, treeRoot } from './merkle.ts';
import { readVectors, vectorEntries } from './testing.ts';
import { decodeBundle, decodeTile, encodeBundle, tilePath, tileSubtree, tilesOf, tileWidth } from './tiles.ts';

const vectors = readVectors('tlog');

for (const { index, width = 256, path } of vectors.tilePaths) {
  test(`vector: path of tile ${index}`, () => assert.equal(tilePath({ level: 0, index, width }), path));
}

for (const { size, paths } of vectors.files) {
  test(`vector: files of a log of ${size}`, () => {
    assert.deepEqual(tilesOf(size).map(tilePath), paths);
    assert.deepEqual([...filesOf(size, [size]).keys()].sort(), paths);
  });
}

for (const { size, lastPerLevel, fullPerLevel } of vectors.edges) {
  test(`vector: tiles of a log of ${size}`, () => {
    const levels = lastPerLevel.map((_: string, level: number) => tilesOf(size).filter((tile) => tile.level === level));
    assert.deepEqual(
      levels.map((tiles: ReturnType<typeof tilesOf>) => tilePath(tiles.at(-1)!)),
      lastPerLevel,
    );
    const full = levels.map((tiles: ReturnType<typeof tilesOf>) => tiles.filter(({ width }) => width === 256).length);
    assert.deepEqual(full, fullPerLevel);
  });
}

test('vector: bytes of tiles and bundles', () => {
  const { size, sha256 } = vectors.tileHashes;
  const files = filesOf(size, [size]);
  for (const [path, hash] of Object.entries(sha256)) assert.equal(hexSha256(files.get(path)!), hash);
  assert.ok(toHex(files.get('tile/entries/000')!).startsWith(vectors.bundleStartHex));
});

for (const { size, root } of vectors.roots) {
  test(`vector: the right edge of ${size} entries has their root`, () => {
    assert.equal(toBase64(edgeRoot(growEdge(EMPTY_EDGE, vectorEntries(size)).edge)), root);
  });
}

test('however a log was batched, each size that had a checkpoint has all its tiles, with the same bytes', () => {
  const batches = fc.array(fc.integer({ min: 1, max: 300 }), { minLength: 1, maxLength: 6 });
  fc.assert(
    fc.property(batches, (counts) => {
      const size = counts.reduce((sum, count) => sum + count, 0);
      const atOnce = filesOf(size, [size]);
      const bit = filesOf(size, counts);
      for (const tile of tilesOf(size)) assert.ok(equal(bit.get(tilePath(tile))!, atOnce.get(tilePath(tile))!));
    }),
    { numRuns: 30 },
  );
});

test('the tree over tiles is the tree over leaves', () => {
  const size = 1000;
  const leaves = memorySubtree(vectorEntries(size).map(leafHash));
  const files = filesOf(size, [size]);
  const tiles = tileSubtree((level, index) => {
    const width = tileWidth(size, level, index);
    return decodeTile(files.get(tilePath({ level, index, width }))!, width);
  });
  assert.deepEqual(treeRoot(tiles, size), treeRoot(leaves, size));
  for (const index of [0, 255, 256, 767, 768, 999]) {
    assert.deepEqual(inclusionProof(tiles, index, size), inclusionProof(leaves, index, size));
  }
});

test('a bundle gives its entries back, and a wider one serves for a narrower', () => {
  fc.assert(
    fc.property(fc.array(fc.uint8Array({ maxLength: 600 }), { minLength: 1, maxLength: 256 }), (entries) => {
      const bytes = encodeBundle(entries);
      assert.deepEqual(decodeBundle(bytes, entries.length), entries);
      assert.deepEqual(decodeBundle(bytes, 1), entries.slice(0, 1));
      assert.throws(() => decodeBundle(bytes, entries.length + 1), { code: 'TILE_MALFORMED' });
      assert.throws(() => decodeBundle(bytes.subarray(0, -1), entries.length), { code: 'TILE_MALFORMED' });
    }),
  );
});

test('an entry of 65535 bytes fits, a longer one does not', () => {
  const longest = new Uint8Array(65535);
  assert.deepEqual(decodeBundle(encodeBundle([longest]), 1), [longest]);
  assert.throws(() => encodeBundle([new Uint8Array(65536)]), { code: 'TILE_MALFORMED' });
});

test('no bytes crash the readers of tiles', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 9000 }), fc.integer({ min: 1, max: 256 }), (bytes, width) => {
      for (const decode of [decodeTile, decodeBundle]) {
        try {
          assert.equal(decode(bytes, width).length, width);
        } catch (error) {
          assert.equal((error as { code: string }).code, 'TILE_MALFORMED');
        }
      }
    }),
  );
});

/** Every file written while a log grows to `size`, batch by batch. */
function filesOf(size: number, counts: number[]): Map<string, Uint8Array> {
  const entries = vectorEntries(size);
  const files = new Map<string, Uint8Array>();
  let edge = EMPTY_EDGE;
  for (const count of counts) {
    const grown = growEdge(edge, entries.slice(edge.size, edge.size + count));
    for (const { path, bytes } of grown.files) files.set(path, bytes);
    edge = grown.edge;
  }
  return files;
}
