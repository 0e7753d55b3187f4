import { DaftarError } from '../base/errors.ts';
import { equal, sha256 } from './bytes.ts';

/**
 * The Merkle tree of RFC 6962 section 2.1. Sizes and indices are numbers up to 2^53-1, halved by division and never
 * shifted: JavaScript's shifts cut numbers to 32 bits.
 */
export const EMPTY_ROOT = sha256(new Uint8Array());

/** The root of the full subtree over the leaves [index * 2^level, (index + 1) * 2^level). */
export type Subtree = (level: number, index: number) => Uint8Array;

export function leafHash(entry: Uint8Array): Uint8Array {
  return sha256(Uint8Array.of(0), entry);
}

export function nodeHash(left: Uint8Array, right: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(1 + left.length + right.length);
  bytes[0] = 1;
  bytes.set(left, 1);
  bytes.set(right, 1 + left.length);
  return sha256(bytes);
}

/** Subtrees over leaf hashes held in memory; levels above are made once, when first asked for. */
export function memorySubtree(leaves: Uint8Array[]): Subtree {
  const levels: Uint8Array[][] = [leaves];
  return (level, index) => {
    while (levels.length <= level) levels.push(pairs(levels.at(-1)!));
    const hash = levels[level]![index];
    if (!hash) throw outOfRange(`there is no full subtree ${index} at level ${level}`);
    return hash;
  };
}

export function rootOf(leaves: Uint8Array[]): Uint8Array {
  return treeRoot(memorySubtree(leaves), leaves.length);
}

/** MTH(D[0:size]). */
export function treeRoot(subtree: Subtree, size: number): Uint8Array {
  return size === 0 ? EMPTY_ROOT : rangeRoot(subtree, 0, size);
}

/** Proof that leaf `index` stands in the tree of `size`, leaf's sibling first; throws MERKLE_RANGE. */
export function inclusionProof(subtree: Subtree, index: number, size: number): Uint8Array[] {
  if (!isSize(index) || !isSize(size) || index >= size) throw outOfRange(`entry ${index} of ${size} does not exist`);
  return inclusionPath(subtree, index, 0, size);
}

/** Proof that the tree of `newer` leaves continues the tree of `older`; throws MERKLE_RANGE. */
export function consistencyProof(subtree: Subtree, older: number, newer: number): Uint8Array[] {
  if (!isSize(older) || !isSize(newer) || older > newer) throw outOfRange(`${newer} entries cannot continue ${older}`);
  return older === 0 || older === newer ? [] : consistencyPath(subtree, older, 0, newer, true);
}

/** RFC 9162 section 2.1.3.2. */
export function verifyInclusion(
  index: number,
  size: number,
  leaf: Uint8Array,
  proof: Uint8Array[],
  root: Uint8Array,
): boolean {
  if (!isSize(index) || !isSize(size) || index >= size) return false;
  let walk = { first: index, last: size - 1 };
  let hash = leaf;
  for (const sibling of proof) {
    if (walk.last === 0) return false;
    if (isRightmost(walk)) {
      hash = nodeHash(sibling, hash);
      walk = upUntilOdd(walk);
    } else {
      hash = nodeHash(hash, sibling);
    }
    walk = up(walk);
  }
  return walk.last === 0 && equal(hash, root);
}

/** RFC 9162 section 2.1.4.2. */
export function verifyConsistency(
  older: number,
  newer: number,
  proof: Uint8Array[],
  olderRoot: Uint8Array,
  newerRoot: Uint8Array,
): boolean {
  if (!isSize(older) || !isSize(newer) || older > newer) return false;
  if (older === newer) return proof.length === 0 && equal(olderRoot, newerRoot);
  if (older === 0) return proof.length === 0 && equal(olderRoot, EMPTY_ROOT);
  if (proof.length === 0) return false;
  const path = isPowerOfTwo(older) ? [olderRoot, ...proof] : proof;
  let walk = { first: older - 1, last: newer - 1 };
  while (walk.first % 2 === 1) walk = up(walk);
  let olderHash = path[0]!;
  let newerHash = path[0]!;
  for (const sibling of path.slice(1)) {
    if (walk.last === 0) return false;
    if (isRightmost(walk)) {
      olderHash = nodeHash(sibling, olderHash);
      newerHash = nodeHash(sibling, newerHash);
      walk = upUntilOdd(walk);
    } else {
      newerHash = nodeHash(newerHash, sibling);
    }
    walk = up(walk);
  }
  return walk.last === 0 && equal(olderHash, olderRoot) && equal(newerHash, newerRoot);
}

/** MTH(D[start:end]) for the ranges that the tree's own splitting yields, so `start` is aligned to the first subtree. */
function rangeRoot(subtree: Subtree, start: number, end: number): Uint8Array {
  const count = end - start;
  if (isPowerOfTwo(count)) return subtree(Math.log2(count), start / count);
  const split = start + largestPowerBelow(count);
  return nodeHash(rangeRoot(subtree, start, split), rangeRoot(subtree, split, end));
}

function inclusionPath(subtree: Subtree, index: number, start: number, end: number): Uint8Array[] {
  if (end - start === 1) return [];
  const split = start + largestPowerBelow(end - start);
  return index < split
    ? [...inclusionPath(subtree, index, start, split), rangeRoot(subtree, split, end)]
    : [...inclusionPath(subtree, index, split, end), rangeRoot(subtree, start, split)];
}

/** `known`: the range up to `older` is the whole older tree, whose root the verifier has already. */
function consistencyPath(subtree: Subtree, older: number, start: number, end: number, known: boolean): Uint8Array[] {
  if (older === end) return known ? [] : [rangeRoot(subtree, start, end)];
  const split = start + largestPowerBelow(end - start);
  return older <= split
    ? [...consistencyPath(subtree, older, start, split, known), rangeRoot(subtree, split, end)]
    : [...consistencyPath(subtree, older, split, end, false), rangeRoot(subtree, start, split)];
}

interface Walk {
  first: number;
  last: number;
}

function isRightmost({ first, last }: Walk): boolean {
  return first % 2 === 1 || first === last;
}

function upUntilOdd(walk: Walk): Walk {
  while (walk.first % 2 === 0 && walk.first !== 0) walk = up(walk);
  return walk;
}

function up({ first, last }: Walk): Walk {
  return { first: Math.floor(first / 2), last: Math.floor(last / 2) };
}

function pairs(hashes: Uint8Array[]): Uint8Array[] {
  const parents: Uint8Array[] = [];
  for (let i = 0; i + 1 < hashes.length; i += 2) parents.push(nodeHash(hashes[i]!, hashes[i + 1]!));
  return parents;
}

/** Largest power of two strictly below n, for n > 1. */
function largestPowerBelow(n: number): number {
  let power = 1;
  while (power * 2 < n) power *= 2;
  return power;
}

function isPowerOfTwo(n: number): boolean {
  let power = 1;
  while (power < n) power *= 2;
  return power === n;
}

function isSize(n: number): boolean {
  return Number.isSafeInteger(n) && n >= 0;
}

function outOfRange(why: string): DaftarError {
  return new DaftarError('MERKLE_RANGE', `No such proof: ${why}.`, 'Ask within the size of the checkpoint.');
}
