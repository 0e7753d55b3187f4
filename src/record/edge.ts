import { leafHash, treeRoot } from './merkle.ts';
import { encodeBundle, encodeTile, subtreeRoot, TILE_WIDTH, type TileId, tilePath, tileSubtree } from './tiles.ts';

/**
 * The right edge of a log: the hashes of each level's partial tile and the entries of the partial bundle. It is all
 * that appending needs, so that an append costs the same in a large log as in a small one.
 */
export interface Edge {
  size: number;
  /** `levels[0]` are leaf hashes; each list is shorter than 256. */
  levels: Uint8Array[][];
  bundle: Uint8Array[];
}

export interface LogFile {
  /** Under `log/`. */
  path: string;
  bytes: Uint8Array;
}

export const EMPTY_EDGE: Edge = { size: 0, levels: [], bundle: [] };

/** The edge after these entries, and every tile and bundle that changed on the way. The edge given stays as it is. */
export function growEdge(before: Edge, entries: Uint8Array[]): { edge: Edge; files: LogFile[] } {
  const edge = { size: before.size, levels: before.levels.map((level) => [...level]), bundle: [...before.bundle] };
  const full = entries.flatMap((entry) => push(edge, entry));
  return { edge, files: [...full, ...partials(before, edge)] };
}

export function edgeRoot(edge: Edge): Uint8Array {
  return treeRoot(
    tileSubtree((level) => edge.levels[level] ?? []),
    edge.size,
  );
}

/** Adds one entry; returns the files of what became full by it. */
function push(edge: Edge, entry: Uint8Array): LogFile[] {
  edge.size++;
  edge.bundle.push(entry);
  const hash = leafHash(entry);
  if (edge.bundle.length < TILE_WIDTH) return pushHash(edge, 0, hash);
  const bundle = logFile('entries', edge.size / TILE_WIDTH - 1, TILE_WIDTH, encodeBundle(edge.bundle));
  edge.bundle = [];
  return [bundle, ...pushHash(edge, 0, hash)];
}

function pushHash(edge: Edge, level: number, hash: Uint8Array): LogFile[] {
  edge.levels[level] ??= [];
  const hashes = edge.levels[level];
  hashes.push(hash);
  if (hashes.length < TILE_WIDTH) return [];
  edge.levels[level] = [];
  const index = edge.size / TILE_WIDTH ** (level + 1) - 1;
  const tile = logFile(level, index, TILE_WIDTH, encodeTile(hashes));
  return [tile, ...pushHash(edge, level + 1, subtreeRoot(hashes))];
}

/** The partial bundle and tiles that are not what they were. */
function partials(before: Edge, edge: Edge): LogFile[] {
  const bundle = logFile('entries', tileIndex(edge.size, 0), edge.bundle.length, encodeBundle(edge.bundle));
  const tiles = edge.levels.map((hashes, level) =>
    logFile(level, tileIndex(edge.size, level), hashes.length, encodeTile(hashes)),
  );
  const changed = (level: number) =>
    Math.floor(edge.size / TILE_WIDTH ** level) !== Math.floor(before.size / TILE_WIDTH ** level);
  return [bundle, ...tiles.filter((_, level) => changed(level))].filter(({ bytes }) => bytes.length > 0);
}

function tileIndex(size: number, level: number): number {
  return Math.floor(size / TILE_WIDTH ** (level + 1));
}

function logFile(level: TileId['level'], index: number, width: number, bytes: Uint8Array): LogFile {
  return { path: tilePath({ level, index, width }), bytes };
}
