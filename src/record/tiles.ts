import { DaftarError } from '../base/errors.ts';
import { concat } from './bytes.ts';
import { memorySubtree, type Subtree } from './merkle.ts';

/**
 * C2SP tlog-tiles: the log as static files. A tile holds up to 256 hashes of 32 bytes; a bundle holds the entries of
 * one level-0 tile, each after its length in two bytes.
 *
 *     tile/0/x001/x234/067        tile 1234067 of level 0, full
 *     tile/1/000.p/17             tile 0 of level 1 with 17 hashes so far
 *     tile/entries/273.p/112      112 entries
 */
export const TILE_WIDTH = 256;
export const HASH_BYTES = 32;
export const MAX_ENTRY_BYTES = 65535;

/** One tile, or the bundle beside it where `level` is `entries`; `width` is 1 to 256. */
export interface TileId {
  level: number | 'entries';
  index: number;
  width: number;
}

/** Path under `log/`. A full tile has no suffix. */
export function tilePath({ level, index, width }: TileId): string {
  const partial = width === TILE_WIDTH ? '' : `.p/${width}`;
  return `tile/${level}/${numberPath(index)}${partial}`;
}

/** Every tile and bundle that a log of this size consists of, lowest level first, bundles last. */
export function tilesOf(size: number): TileId[] {
  const tiles: TileId[] = [];
  for (let level = 0, width = size; width > 0; level++, width = Math.floor(width / TILE_WIDTH)) {
    tiles.push(...tilesAcross(level, width));
  }
  return [...tiles, ...tilesAcross('entries', size)];
}

/** Width of tile `index` at `level` in a log of `size`; 0 where it does not exist. */
export function tileWidth(size: number, level: number, index: number): number {
  const hashes = Math.floor(size / TILE_WIDTH ** level);
  return Math.max(0, Math.min(TILE_WIDTH, hashes - index * TILE_WIDTH));
}

export function encodeTile(hashes: Uint8Array[]): Uint8Array {
  return concat(...hashes);
}

/** The first `width` hashes of a tile's bytes; throws TILE_MALFORMED where there are fewer, or half a hash. */
export function decodeTile(bytes: Uint8Array, width: number): Uint8Array[] {
  if (bytes.length % HASH_BYTES !== 0 || bytes.length < width * HASH_BYTES || bytes.length > TILE_WIDTH * HASH_BYTES) {
    throw malformed(`A tile of ${bytes.length} bytes cannot hold ${width} hashes`);
  }
  return Array.from({ length: width }, (_, i) => bytes.subarray(i * HASH_BYTES, (i + 1) * HASH_BYTES));
}

export function encodeBundle(entries: Uint8Array[]): Uint8Array {
  return concat(...entries.flatMap((entry) => [lengthPrefix(entry), entry]));
}

/** The first `width` entries of a bundle's bytes; throws TILE_MALFORMED where there are fewer, or half an entry. */
export function decodeBundle(bytes: Uint8Array, width: number): Uint8Array[] {
  const entries: Uint8Array[] = [];
  for (let offset = 0; offset < bytes.length; ) {
    const start = offset + 2;
    const end = start + (bytes[offset]! << 8) + (bytes[offset + 1] ?? 0);
    if (start > bytes.length || end > bytes.length) throw malformed(`A bundle ends within its entry ${entries.length}`);
    entries.push(bytes.subarray(start, end));
    offset = end;
  }
  if (entries.length < width || entries.length > TILE_WIDTH) {
    throw malformed(`A bundle holds ${entries.length} entries where ${width} belong`);
  }
  return entries.slice(0, width);
}

/** The tree over tiles: any full subtree lies within one tile, or one level down from its hashes. */
export function tileSubtree(tile: (level: number, index: number) => Uint8Array[]): Subtree {
  return (level, index) => {
    const tileLevel = Math.floor(level / 8);
    const count = 2 ** (level % 8);
    const start = index * count;
    const hashes = tile(tileLevel, Math.floor(start / TILE_WIDTH));
    return subtreeRoot(hashes.slice(start % TILE_WIDTH, (start % TILE_WIDTH) + count), count);
  };
}

/** The root over a power of two of hashes, 256 at most. */
export function subtreeRoot(hashes: Uint8Array[], count = hashes.length): Uint8Array {
  if (hashes.length !== count) throw malformed(`A tile holds ${hashes.length} hashes where ${count} belong`);
  return memorySubtree(hashes)(Math.log2(count), 0);
}

function numberPath(n: number): string {
  let path = group(n % 1000);
  for (let rest = Math.floor(n / 1000); rest > 0; rest = Math.floor(rest / 1000))
    path = `x${group(rest % 1000)}/${path}`;
  return path;
}

function group(n: number): string {
  return String(n).padStart(3, '0');
}

function tilesAcross(level: number | 'entries', hashes: number): TileId[] {
  const full = Math.floor(hashes / TILE_WIDTH);
  const tiles: TileId[] = Array.from({ length: full }, (_, index) => ({ level, index, width: TILE_WIDTH }));
  if (hashes % TILE_WIDTH > 0) tiles.push({ level, index: full, width: hashes % TILE_WIDTH });
  return tiles;
}

function lengthPrefix(entry: Uint8Array): Uint8Array {
  if (entry.length > MAX_ENTRY_BYTES)
    throw malformed(`An entry of ${entry.length} bytes is longer than ${MAX_ENTRY_BYTES}`);
  return Uint8Array.of(entry.length >> 8, entry.length & 0xff);
}

function malformed(what: string): DaftarError {
  return new DaftarError('TILE_MALFORMED', `${what}.`, 'Copy the log again, from its site or from a mirror.');
}
