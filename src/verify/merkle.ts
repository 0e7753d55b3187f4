import { equal, sha256 } from './bytes.ts';
import { HASH, WIDTH } from './tiles.ts';

/** The tree of RFC 6962, section 2.1. Hashes are 32 bytes; positions and sizes count entries. */
const LEAF = Uint8Array.of(0);
const NODE = Uint8Array.of(1);

export function leafHash(entry: Uint8Array): Uint8Array {
  return sha256(LEAF, entry);
}

export function nodeHash(left: Uint8Array, right: Uint8Array): Uint8Array {
  return sha256(NODE, left, right);
}

/** The root over a power of two of hashes that stand one after another, such as a full tile. */
export function fullRoot(hashes: Uint8Array): Uint8Array {
  let level = hashes;
  while (level.length > HASH) {
    const above = new Uint8Array(level.length / 2);
    for (let at = 0; at < above.length; at += HASH) {
      above.set(sha256(NODE, level.subarray(at * 2, at * 2 + 2 * HASH)), at);
    }
    level = above;
  }
  return level;
}

/** The root of the tree as it was at `size`, from its right edge: a run of the hashes in the tiles of each level. */
export function rootAt(size: number, hashesOf: (level: number, from: number, to: number) => Uint8Array): Uint8Array {
  const full = [...widths(size).entries()].reverse().flatMap(([level, width]) => {
    const from = width - (width % WIDTH);
    return fullSubtrees(hashesOf(level, from, width));
  });
  const [last, ...others] = full.reverse();
  return last ? others.reduce((right, left) => nodeHash(left, right), last) : sha256(new Uint8Array());
}

/** How many hashes each level of tiles holds at this size, level 0 first. */
export function widths(size: number): number[] {
  const all: number[] = [];
  for (let width = size; width > 0; width = Math.floor(width / WIDTH)) all.push(width);
  return all;
}

/** Fewer than 256 hashes, as the roots of the full subtrees that they make, largest first. */
function fullSubtrees(hashes: Uint8Array): Uint8Array[] {
  const roots: Uint8Array[] = [];
  let at = 0;
  for (let length = (WIDTH / 2) * HASH; length >= HASH; length /= 2) {
    if (hashes.length - at < length) continue;
    roots.push(fullRoot(hashes.subarray(at, at + length)));
    at += length;
  }
  return roots;
}

/** RFC 9162, section 2.1.3.2: whether a leaf stands at `index` of the tree of `size` entries with this root. */
export function isIncluded(
  index: number,
  size: number,
  leaf: Uint8Array,
  proof: Uint8Array[],
  root: Uint8Array,
): boolean {
  if (index >= size) return false;
  let [at, last, hash] = [index, size - 1, leaf];
  for (const sibling of proof) {
    if (last === 0) return false;
    if (at % 2 === 1 || at === last) {
      hash = nodeHash(sibling, hash);
      while (at % 2 === 0 && at !== 0) [at, last] = [half(at), half(last)];
    } else {
      hash = nodeHash(hash, sibling);
    }
    [at, last] = [half(at), half(last)];
  }
  return last === 0 && equal(hash, root);
}

/** RFC 9162, section 2.1.4.2: whether the tree of `newer` entries continues that of `older`. */
export function isConsistent(
  older: number,
  newer: number,
  proof: Uint8Array[],
  olderRoot: Uint8Array,
  newerRoot: Uint8Array,
): boolean {
  if (older >= newer) return older === newer && proof.length === 0 && equal(olderRoot, newerRoot);
  if (older === 0) return proof.length === 0;
  let [at, last] = [older - 1, newer - 1];
  while (at % 2 === 1) [at, last] = [half(at), half(last)];
  // A full tree is its own first hash, which the proof then leaves out.
  const [first, ...rest] = at === 0 ? [olderRoot, ...proof] : proof;
  if (!first) return false;
  let [was, is] = [first, first];
  for (const hash of rest) {
    if (last === 0) return false;
    if (at % 2 === 1 || at === last) {
      [was, is] = [nodeHash(hash, was), nodeHash(hash, is)];
      while (at % 2 === 0 && at !== 0) [at, last] = [half(at), half(last)];
    } else {
      is = nodeHash(is, hash);
    }
    [at, last] = [half(at), half(last)];
  }
  return last === 0 && equal(was, olderRoot) && equal(is, newerRoot);
}

function half(n: number): number {
  return Math.floor(n / 2);
}
