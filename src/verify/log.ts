import { DaftarError } from '../base/errors.ts';
import type { Release } from '../record/release.ts';
import { equal, joined, sha256Hex, textOf, utf8 } from './bytes.ts';
import { type Entry, type ReleaseEntry, readEntry } from './entry.ts';
import { type Ended, Keys } from './keys.ts';
import { fullRoot, leafHash, rootAt, widths } from './merkle.ts';
import { type Checkpoint, readCheckpoint } from './note.ts';
import { logOf, type Policy, readPolicy, witnessed } from './policy.ts';
import { newest } from './receipt.ts';
import { releaseIn } from './release.ts';
import { type RecordSource, several } from './source.ts';
import { HASH, readBundle, readTile, tilePath, WIDTH } from './tiles.ts';

/** A record whose log was read whole and checked up to its signed head. Its texts are read, and checked, one by one. */
export interface OpenedRecord {
  source: RecordSource;
  origin: string;
  size: number;
  root: Uint8Array;
  /** The signed checkpoint. */
  checkpoint: Checkpoint;
  policy: Policy;
  trust: 'policy' | 'self-asserted';
  demo: boolean;
  witnesses: { name: string; time: number | null }[];
  /** Null where the policy asks for no witness. */
  quorumMet: boolean | null;
  /** ISO, UTC: the later of the newest entry and the newest cosignature. This copy knows nothing of what came after. */
  asOf: string;
  entries: Entry[];
  /** The hashes of the tiles, one after another, of each level; level 0 holds 32 bytes for each entry. */
  levels: Uint8Array[];
  erased: Map<string, Erasure>;
  /** Checks the signature of an entry, and says what became of its key; throws ENTRY_REFUSED. */
  checkEntry(index: number): { keyId: string; ended: Ended | null };
  /** A release, its bytes and form checked; null where it was erased. Throws RELEASE_MISSING, RELEASE_DAMAGED. */
  release(sha256: string): Promise<Release | null>;
  /** Releases of an edition, oldest first. */
  edition(number: string, language: string): Placed[];
  /** Of all editions of an item, by language. */
  editions(number: string): Map<string, Placed[]>;
}

export interface Placed {
  index: number;
  entry: ReleaseEntry;
}

export interface Erasure {
  index: number;
  grounds: string;
  time: string;
}

/**
 * Opens a record: policy, checkpoint, every entry up to the root that the checkpoint signs, the keys that the entries
 * tell of. Throws RECORD_MISSING, RECORD_OTHER_LOG, RECORD_DAMAGED, ENTRY_REFUSED, and what reading the formats throws.
 * Full tiles of leaf hashes are not read: what they hold follows from the entries, and `audit` compares them.
 * @param options.policy the text of a policy that came by another way; without one the record's own word is taken
 */
export async function openRecord(source: RecordSource, options: { policy?: string } = {}): Promise<OpenedRecord> {
  const [own, note] = await Promise.all([source.read('policy'), source.read('log/checkpoint')]);
  if (!note || (!own && options.policy === undefined)) throw missing();
  const policy = options.policy === undefined ? readOwnPolicy(own!) : readPolicy(options.policy);
  const checkpoint = readCheckpoint(note);
  logOf(policy, checkpoint);
  const { entries, levels } = await readEntries(source, await readUpperLevels(source, checkpoint), checkpoint);
  const keys = new Keys();
  for (const [index, entry] of entries.entries()) keys.follow(entry, index);
  const { witnesses, quorumMet } = witnessed(policy, checkpoint);
  const { origin, size, root } = checkpoint;
  const erased = erasuresIn(entries);
  const item = itemsIn(entries);
  const [first] = entries;
  return {
    source, origin, size, root, checkpoint, policy, witnesses, quorumMet, entries, levels, erased,
    trust: options.policy === undefined ? 'self-asserted' : 'policy',
    demo: first?.type === 'key' && first.demo === true,
    asOf: newest(latest(entries), witnesses),
    checkEntry: (index) => keys.check(entries[index]!, index),
    release: (sha256) => readRelease(source, erased, sha256),
    edition: (number, language) => item(number).filter(({ entry }) => entry.language === language),
    editions: (number) => Map.groupBy(item(number), ({ entry }) => entry.language),
  }; // biome-ignore format: what was made above, in one row
}

/** The policy that a record brings along: of one log, its own. Throws POLICY_MALFORMED. */
export function readOwnPolicy(bytes: Uint8Array): Policy {
  const policy = readPolicy(textOf(bytes) ?? '\0');
  if (policy.logs.length === 1) return policy;
  throw new DaftarError(
    'POLICY_MALFORMED',
    'The policy of this record does not name one log.',
    'Bring it back from a mirror or a backup.',
  );
}

/** Whether a checkpoint that was seen before is continued by this record: the older tree has the older root. */
export function continues(record: OpenedRecord, { origin, size, root }: Pick<Checkpoint, 'origin' | 'size' | 'root'>) {
  return origin === record.origin && size <= record.size && equal(rootAt(size, runIn(record.levels)), root);
}

/**
 * How a checkpoint that was seen earlier, a signed note, stands to this record. `forked`: the log signed two histories;
 * both together prove it, so keep them. `behind`: this copy is older. Throws what reading a checkpoint throws.
 */
export function consistent(older: string, record: OpenedRecord): 'continued' | 'behind' | 'forked' {
  const checkpoint = readCheckpoint(utf8(older));
  logOf(record.policy, checkpoint);
  if (checkpoint.origin === record.origin && checkpoint.size > record.size) return 'behind';
  return continues(record, checkpoint) ? 'continued' : 'forked';
}

function runIn(levels: Uint8Array[]): (level: number, from: number, to: number) => Uint8Array {
  return (level, from, to) => levels[level]!.subarray(from * HASH, to * HASH);
}

/**
 * The tiles above the leaves, and of the leaves the last tile where it is not full. The right edge comes first: until it
 * has the root that the checkpoint signs, nothing of the log is trusted.
 */
async function readUpperLevels(source: RecordSource, { size, root }: Checkpoint): Promise<Uint8Array[]> {
  const all = widths(size);
  if (all.length === 0) throw damaged('its log is empty');
  const edge = await Promise.all(
    all.map((width, level) =>
      width % WIDTH === 0 ? new Uint8Array() : readTileAt(source, level, Math.floor(width / WIDTH), width % WIDTH),
    ),
  );
  const edgeRoot = rootAt(size, (level) => edge[level]!);
  if (!equal(edgeRoot, root)) throw damaged('its right edge does not have the root that its checkpoint signs');
  const levels = [...edge];
  for (let level = all.length - 2; level > 0; level--) {
    const above = runIn(levels);
    const tiles = await several(Math.floor(all[level]! / WIDTH), async (index) => {
      const tile = await readTileAt(source, level, index, WIDTH);
      if (equal(fullRoot(tile), above(level + 1, index, index + 1))) return tile;
      throw damaged(`${tilePath(level, index, WIDTH)} does not hold what the tile above it says`);
    });
    levels[level] = joined([...tiles, edge[level]!]);
  }
  return levels;
}

/** Every entry, compared with the hashes above it before it is read. */
async function readEntries(source: RecordSource, upper: Uint8Array[], { size }: Checkpoint) {
  const entries: Entry[] = [];
  const texts = new Map<string, string>();
  const above = runIn(upper);
  const tiles = await several(Math.ceil(size / WIDTH), async (index) => {
    const width = Math.min(WIDTH, size - index * WIDTH);
    const bundle = (await readTileFile(source, 'entries', index, width, readBundle)).slice(0, width);
    const leaves = joined(bundle.map(leafHash));
    const isRight = width < WIDTH ? equal(leaves, upper[0]!) : equal(fullRoot(leaves), above(1, index, index + 1));
    if (!isRight) throw damaged(`${tilePath('entries', index, width)} holds other entries than the tiles say`);
    bundle.forEach((bytes, place) => {
      entries[index * WIDTH + place] = entryAt(index * WIDTH + place, bytes, texts);
    });
    return leaves;
  });
  return { entries, levels: [joined(tiles), ...upper.slice(1)] };
}

/** Says in errors which entry it was. `texts` holds what many entries have in common, so that it is kept once. */
function entryAt(index: number, bytes: Uint8Array, texts: Map<string, string>): Entry {
  let entry: Entry;
  try {
    entry = readEntry(bytes);
  } catch (error) {
    if (!(error instanceof DaftarError)) throw error;
    throw new DaftarError(error.code, `Entry ${index}: ${error.message}`, error.next);
  }
  if (entry.type !== 'release') return entry;
  const { key } = entry;
  const known = texts.get(key);
  if (known === undefined) texts.set(key, key);
  else entry.key = known;
  return entry;
}

async function readTileAt(source: RecordSource, level: number, index: number, width: number): Promise<Uint8Array> {
  const hashes = await readTileFile(source, level, index, width, readTile);
  return hashes.subarray(0, width * HASH);
}

/** A partial tile or bundle may have been left out where the full one exists, which then is the answer. */
async function readTileFile<Content>(
  source: RecordSource,
  level: number | 'entries',
  index: number,
  width: number,
  read: (bytes: Uint8Array, count: number) => Content,
): Promise<Content> {
  const path = tilePath(level, index, width);
  try {
    const bytes = await source.read(path);
    if (bytes) return read(bytes, width);
    const full = width < WIDTH ? await source.read(tilePath(level, index, WIDTH)) : null;
    if (full) return read(full, WIDTH);
  } catch (error) {
    if (error instanceof DaftarError && error.code === 'TILE_MALFORMED') throw damaged(`${path}: ${error.message}`);
    throw error;
  }
  throw damaged(`${path} is missing`);
}

async function readRelease(
  source: RecordSource,
  erased: Map<string, Erasure>,
  sha256: string,
): Promise<Release | null> {
  if (erased.has(sha256)) return null;
  const bytes = await source.read(`releases/${sha256.slice(0, 2)}/${sha256}.json`);
  if (!bytes) {
    throw new DaftarError('RELEASE_MISSING', `The record lacks the release ${sha256}.`, 'Bring it back from a mirror.');
  }
  if (sha256Hex(bytes) !== sha256) {
    throw new DaftarError(
      'RELEASE_DAMAGED',
      `The file of release ${sha256} holds something else.`,
      'Bring it back from a mirror.',
    );
  }
  return releaseIn(bytes);
}

function erasuresIn(entries: Entry[]): Map<string, Erasure> {
  const erased = new Map<string, Erasure>();
  entries.forEach((entry, index) => {
    if (entry.type !== 'erase') return;
    const { hashes, grounds, time } = entry;
    for (const hash of hashes) if (!erased.has(hash)) erased.set(hash, { index, grounds, time });
  });
  return erased;
}

/**
 * Finds an item's entries by its number. Records hold a million: so there is one number for each entry, the place of the
 * item's next one, rather than a list for each edition.
 */
function itemsIn(entries: Entry[]): (number: string) => Placed[] {
  const first = new Map<string, number>();
  const next = new Int32Array(entries.length);
  for (let index = entries.length - 1; index >= 0; index--) {
    const entry = entries[index]!;
    if (entry.type !== 'release') continue;
    next[index] = first.get(entry.number) ?? -1;
    first.set(entry.number, index);
  }
  return (number) => {
    const placed: Placed[] = [];
    for (let index = first.get(number) ?? -1; index >= 0; index = next[index]!) {
      placed.push({ index, entry: entries[index] as ReleaseEntry });
    }
    return placed;
  };
}

function latest(entries: Entry[]): string {
  let time = '';
  for (const entry of entries) if (entry.time > time) time = entry.time;
  return time;
}

function missing(): DaftarError {
  return new DaftarError(
    'RECORD_MISSING',
    'There is no record here.',
    'Name the folder that holds “policy” and “log”.',
  );
}

function damaged(why: string): DaftarError {
  return new DaftarError(
    'RECORD_DAMAGED',
    `This record is damaged: ${why}.`,
    'Take a copy from a mirror, or from the organisation.',
  );
}
