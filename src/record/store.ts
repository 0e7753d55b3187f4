import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DaftarError } from '../base/errors.ts';
import { hexSha256 } from '../base/hash.ts';
import { equal, utf8 } from './bytes.ts';
import { parseCanonical } from './canonical.ts';
import { type Checkpoint, verifyCheckpoint } from './checkpoint.ts';
import type { Edge } from './edge.ts';
import { type Entry, parseEntry } from './entry.ts';
import { originOf } from './keys.ts';
import { leafHash, type Subtree, treeRoot } from './merkle.ts';
import type { Vkey } from './note.ts';
import { type Policy, parsePolicy } from './policy.ts';
import { type Release, releaseSchema } from './release.ts';
import {
  decodeBundle,
  decodeTile,
  subtreeRoot,
  TILE_WIDTH,
  type TileId,
  tilePath,
  tileSubtree,
  tileWidth,
} from './tiles.ts';

const ERASE_BEGINS = utf8('{"grounds":');

/** Verified tiles kept in memory: 128 of 8 KB. */
const CACHED_TILES = 128;

export interface LoggedEntry {
  index: number;
  entry: Entry;
  bytes: Uint8Array;
}

/** What an erase entry says of a release or a medium. */
export interface Erased {
  grounds: string;
  time: string;
  /** The erase entry's position in the log. */
  index: number;
}

/** Where things stand under a record's folder, and under `/record/` over HTTP. */
export const paths = {
  policy: 'policy',
  checkpoint: 'log/checkpoint',
  log: (path: string) => `log/${path}`,
  release: (sha256: string) => `releases/${sha256.slice(0, 2)}/${sha256}.json`,
  media: (sha256: string) => `media/${sha256.slice(0, 2)}/${sha256}`,
  receipt: (sha256: string) => `receipts/${sha256.slice(0, 2)}/${sha256}.tlog-proof`,
};

/**
 * Opens a record for reading. Checks the checkpoint's signature with the key in the record's own policy, that origin
 * and key belong together, and that the right edge of the log has the checkpoint's root. Throws RECORD_MISSING,
 * RECORD_DAMAGED, or what the checks of policy and checkpoint throw.
 */
export function openRecord(dir: string): RecordReader {
  return new RecordReader(dir, readPolicy(dir), readCheckpointNote(dir));
}

/**
 * A record at one checkpoint. Whatever is read is checked up to the checkpoint's root: entries against their tile,
 * tiles against the tile above, releases against their hash.
 */
export class RecordReader {
  readonly dir: string;
  readonly policy: Policy;
  #log: Log;
  #erased = new Map<string, Erased>();
  /** Up to here the log was searched for erase entries. */
  #searched = 0;

  constructor(dir: string, policy: Policy, note: Uint8Array) {
    this.dir = dir;
    this.policy = policy;
    this.#log = new Log(dir, policy, note);
  }

  get size(): number {
    return this.#log.checkpoint.size;
  }

  get origin(): string {
    return this.#log.checkpoint.origin;
  }

  /** Whether the first entry marks all of this as a demonstration. */
  get demo(): boolean {
    const first = this.entry(0);
    return first.type === 'key' && first.demo === true;
  }

  /** The checkpoint that was verified, with its signed note. */
  checkpoint(): Checkpoint & { note: string } {
    return this.#log.checkpoint;
  }

  /** Looks for a newer checkpoint and moves to it; true if there was one. Throws RECORD_FORKED if it does not continue this one. */
  refresh(): boolean {
    const note = readCheckpointNote(this.dir);
    const before = this.#log.checkpoint;
    if (Buffer.from(note).toString() === before.note) return false;
    const log = new Log(this.dir, this.policy, note);
    log.requireContinues(before);
    this.#log = log;
    return log.checkpoint.size > before.size;
  }

  /** The entry at a position below `size`. */
  entry(index: number): Entry {
    return parseEntry(this.entryBytes(index));
  }

  entryBytes(index: number): Uint8Array {
    if (!Number.isSafeInteger(index) || index < 0 || index >= this.size) throw beyond(index, this.size);
    return this.#log.bundle(Math.floor(index / TILE_WIDTH))[index % TILE_WIDTH]!;
  }

  /** Entries from `from` up to and without `to`, in order. */
  *entries(from = 0, to = this.size): Generator<LoggedEntry> {
    for (let index = from; index < to; index++) {
      const bytes = this.entryBytes(index);
      yield { index, entry: parseEntry(bytes), bytes };
    }
  }

  /** Subtrees for proofs: `inclusionProof(record.subtree, index, record.size)`. */
  get subtree(): Subtree {
    return this.#log.subtree;
  }

  /** What a writer goes on from. */
  edge(): Edge {
    return this.#log.edge();
  }

  /** What became of a release or a medium that was erased; null where it stands, or where the log never held it. */
  erased(sha256: string): Erased | null {
    return this.erasures().get(sha256) ?? null;
  }

  /** All that was erased up to this checkpoint, by hash. */
  erasures(): ReadonlyMap<string, Erased> {
    for (; this.#searched < this.size; this.#searched++) {
      const bytes = this.entryBytes(this.#searched);
      // Keys stand in order, so an erase entry is known by its first one; thousands of others need not be parsed.
      if (!ERASE_BEGINS.every((byte, i) => byte === bytes[i])) continue;
      const entry = parseEntry(bytes);
      if (entry.type !== 'erase') continue;
      const { grounds, time, hashes } = entry;
      for (const hash of hashes) this.#erased.set(hash, { grounds, time, index: this.#searched });
    }
    return this.#erased;
  }

  /** A release, its hash checked and its shape; throws RELEASE_ERASED, RELEASE_MISSING or RELEASE_DAMAGED. */
  release(sha256: string): Release {
    return parseRelease(this.releaseBytes(sha256));
  }

  releaseBytes(sha256: string): Uint8Array {
    const erased = this.erased(sha256);
    if (erased) {
      throw new DaftarError(
        'RELEASE_ERASED',
        `The release ${sha256} was erased on ${erased.time.slice(0, 10)}, by entry ${erased.index} of the log: ${erased.grounds}.`,
        'It is gone for good; its entry in the log stands.',
      );
    }
    const bytes = readOptional(join(this.dir, paths.release(sha256)));
    if (!bytes) {
      throw new DaftarError(
        'RELEASE_MISSING',
        `The record lacks the release ${sha256}.`,
        'Bring it back from a mirror.',
      );
    }
    if (hexSha256(bytes) !== sha256) {
      throw new DaftarError(
        'RELEASE_DAMAGED',
        `The file of release ${sha256} holds something else.`,
        'Bring it back from a mirror.',
      );
    }
    return bytes;
  }

  /** Where a medium's bytes stand. */
  mediaPath(sha256: string): string {
    return join(this.dir, paths.media(sha256));
  }
}

/** A release's bytes read: canonical JSON with every key of the format; throws RELEASE_DAMAGED. */
export function parseRelease(bytes: Uint8Array): Release {
  const { data, error } = releaseSchema.safeParse(canonical(bytes));
  if (error) {
    const { path, message } = error.issues[0]!;
    throw damagedRelease(`${path.join('.') || 'it'}: ${message}`);
  }
  return data;
}

/** The log at one checkpoint; nothing read through it is unverified. */
class Log {
  readonly checkpoint: Checkpoint & { note: string };
  readonly subtree: Subtree;
  #dir: string;
  #partials: Uint8Array[][];
  #tiles = new Map<string, Uint8Array[]>();
  #bundle: { index: number; entries: Uint8Array[] } | null = null;

  constructor(dir: string, policy: Policy, note: Uint8Array) {
    const witnesses = policy.witnesses.map(({ vkey }) => vkey);
    const { origin, size, root } = verifyCheckpoint(note, logKey(policy), witnesses);
    this.#dir = dir;
    this.checkpoint = { origin, size, root, note: Buffer.from(note).toString() };
    this.subtree = tileSubtree((level, index) => this.tile(level, index));
    this.#partials = this.#readPartials();
    const edge = tileSubtree((level) => this.#partials[level] ?? []);
    if (!equal(treeRoot(edge, size), root)) throw damaged('its tiles do not have the root that its checkpoint signs');
  }

  /** A tile's hashes, checked against the tile above it; the partial ones were checked with the checkpoint. */
  tile(level: number, index: number): Uint8Array[] {
    const width = tileWidth(this.checkpoint.size, level, index);
    if (width === 0) return [];
    if (width < TILE_WIDTH) return this.#partials[level]!;
    const name = `${level}/${index}`;
    const cached = this.#tiles.get(name);
    if (cached) return cached;
    const hashes = this.#readTile(level, index, width);
    const expected = this.tile(level + 1, Math.floor(index / TILE_WIDTH))[index % TILE_WIDTH];
    if (!expected || !equal(subtreeRoot(hashes), expected))
      throw damaged(`tile ${name} does not fit the tile above it`);
    this.#remember(name, hashes);
    return hashes;
  }

  /** The entries of a bundle, checked against their leaf hashes. */
  bundle(index: number): Uint8Array[] {
    if (this.#bundle?.index === index) return this.#bundle.entries;
    const width = tileWidth(this.checkpoint.size, 0, index);
    const entries = decodeBundle(this.#read({ level: 'entries', index, width }), width);
    const leaves = this.tile(0, index);
    const altered = entries.findIndex((entry, i) => !equal(leafHash(entry), leaves[i]!));
    if (altered >= 0) throw damaged(`entry ${index * TILE_WIDTH + altered} does not fit its hash`);
    this.#bundle = { index, entries };
    return entries;
  }

  edge(): Edge {
    const { size } = this.checkpoint;
    const bundle = size % TILE_WIDTH === 0 ? [] : this.bundle(Math.floor(size / TILE_WIDTH));
    return { size, levels: this.#partials, bundle };
  }

  requireContinues(older: Checkpoint): void {
    const { size } = this.checkpoint;
    if (size < older.size || !equal(treeRoot(this.subtree, older.size), older.root)) {
      throw new DaftarError(
        'RECORD_FORKED',
        `The log's checkpoint of ${size} entries does not continue the one of ${older.size} seen before.`,
        'Keep both checkpoints: together they prove that two histories were signed.',
      );
    }
  }

  #readPartials(): Uint8Array[][] {
    const partials: Uint8Array[][] = [];
    for (let level = 0, hashes = this.checkpoint.size; hashes > 0; level++, hashes = Math.floor(hashes / TILE_WIDTH)) {
      const width = hashes % TILE_WIDTH;
      partials.push(width === 0 ? [] : this.#readTile(level, Math.floor(hashes / TILE_WIDTH), width));
    }
    return partials;
  }

  #readTile(level: number, index: number, width: number): Uint8Array[] {
    return decodeTile(this.#read({ level, index, width }), width);
  }

  /** A partial tile may have been left out where the full one exists. */
  #read(tile: TileId): Uint8Array {
    const bytes = this.#file(tile) ?? this.#file({ ...tile, width: TILE_WIDTH });
    if (!bytes) throw damaged(`${tilePath(tile)} is missing`);
    return bytes;
  }

  #file(tile: TileId): Uint8Array | null {
    return readOptional(join(this.#dir, paths.log(tilePath(tile))));
  }

  #remember(name: string, hashes: Uint8Array[]): void {
    if (this.#tiles.size >= CACHED_TILES) this.#tiles.delete(this.#tiles.keys().next().value!);
    this.#tiles.set(name, hashes);
  }
}

/** The record's policy; throws RECORD_MISSING or POLICY_MALFORMED. */
export function readPolicy(dir: string): Policy {
  const bytes = readOptional(join(dir, paths.policy));
  if (!bytes) throw missing(dir);
  return parsePolicy(bytes);
}

/** The one log of a record's policy, its name checked against its key. */
export function logKey(policy: Policy): Vkey {
  const [log, ...others] = policy.logs;
  if (!log || others.length > 0) throw damaged('its policy does not name exactly one log');
  if (log.vkey.name !== originOf(log.vkey.publicKey))
    throw damaged('the origin in its policy does not fit the log’s key');
  return log.vkey;
}

/** A file's bytes, null where there is no such file. */
export function readOptional(path: string): Uint8Array | null {
  try {
    return readFileSync(path);
  } catch (error) {
    if (['ENOENT', 'ENOTDIR'].includes((error as NodeJS.ErrnoException).code ?? '')) return null;
    throw error;
  }
}

function readCheckpointNote(dir: string): Uint8Array {
  const bytes = readOptional(join(dir, paths.checkpoint));
  if (!bytes) throw missing(dir);
  return bytes;
}

function canonical(bytes: Uint8Array): unknown {
  try {
    return parseCanonical(bytes);
  } catch (error) {
    throw damagedRelease(error instanceof DaftarError ? error.message.replace(/\.$/, '') : 'it is unreadable');
  }
}

function damagedRelease(why: string): DaftarError {
  return new DaftarError(
    'RELEASE_DAMAGED',
    `This is not a release that this version of Daftar knows: ${why}.`,
    'Take the file as it was published, byte for byte.',
  );
}

function missing(dir: string): DaftarError {
  return new DaftarError(
    'RECORD_MISSING',
    `There is no record in ${dir}.`,
    'Name the folder that holds “policy” and “log”.',
  );
}

function beyond(index: number, size: number): DaftarError {
  return new DaftarError('ENTRY_MISSING', `The log has ${size} entries, and none at ${index}.`, 'Count from 0.');
}

function damaged(why: string): DaftarError {
  return new DaftarError(
    'RECORD_DAMAGED',
    `This record is damaged: ${why}.`,
    'Bring it back from a mirror or a backup.',
  );
}
