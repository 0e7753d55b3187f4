import { DaftarError } from '../base/errors.ts';

/** C2SP tlog-tiles: where the hashes and entries of a log stand, in groups of 256. */
export const WIDTH = 256;
/** Bytes of a hash. */
export const HASH = 32;
export const MAX_ENTRY = 65_535;

/** `level` counts from the leaves; `entries` is the bundle of the entries themselves. */
export function tilePath(level: number | 'entries', index: number, width: number): string {
  let name = String(index % 1000).padStart(3, '0');
  for (let rest = Math.floor(index / 1000); rest > 0; rest = Math.floor(rest / 1000)) {
    name = `x${String(rest % 1000).padStart(3, '0')}/${name}`;
  }
  return `log/tile/${level}/${name}${width < WIDTH ? `.p/${width}` : ''}`;
}

/** The reverse of `tilePath`, of every path that it writes; null of anything else. */
export function readTilePath(path: string): { level: number | 'entries'; index: number; width: number } | null {
  const match = /^log\/tile\/(entries|\d{1,2})\/((?:x\d{3}\/){0,4}\d{3})(?:\.p\/(\d{1,3}))?$/.exec(path);
  if (!match) return null;
  const level = match[1] === 'entries' ? match[1] : Number(match[1]);
  const [index, width] = [Number(match[2]!.replace(/[x/]/g, '')), Number(match[3] ?? WIDTH)];
  return width > 0 && tilePath(level, index, width) === path ? { level, index, width } : null;
}

/** The entries of a bundle, which holds `count` of them: each after its length in two bytes. Throws TILE_MALFORMED. */
export function readBundle(bytes: Uint8Array, count: number): Uint8Array[] {
  const entries: Uint8Array[] = [];
  let at = 0;
  while (at < bytes.length && entries.length < count) {
    const end = at + 2 + ((bytes[at]! << 8) | (bytes[at + 1] ?? 0));
    if (at + 2 > bytes.length || end > bytes.length) throw malformed('an entry is cut short');
    entries.push(bytes.subarray(at + 2, end));
    at = end;
  }
  if (entries.length < count || at < bytes.length) throw malformed(`it does not hold ${count} entries`);
  return entries;
}

/** The hashes of a tile that holds `count` of them. Throws TILE_MALFORMED. */
export function readTile(bytes: Uint8Array, count: number): Uint8Array {
  if (bytes.length !== count * HASH) throw malformed(`it is ${bytes.length} bytes long, not ${count * HASH}`);
  return bytes;
}

function malformed(why: string): DaftarError {
  return new DaftarError('TILE_MALFORMED', `This is not a tile of this log: ${why}.`, 'Fetch it again, byte for byte.');
}
