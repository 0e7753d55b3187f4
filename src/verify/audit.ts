import { DaftarError } from '../base/errors.ts';
import type { Release } from '../record/release.ts';
import { concat, equal, sha256Hex, startsWith, utf8 } from './bytes.ts';
import { type Json, writeCanonical } from './canonical.ts';
import type { Entry, ReleaseEntry } from './entry.ts';
import { continues, type OpenedRecord, readOwnPolicy } from './log.ts';
import { leafHash } from './merkle.ts';
import { readCheckpoint } from './note.ts';
import { logOf, witnessed } from './policy.ts';
import { parseReceipt, provenBy } from './receipt.ts';
import { releaseIn } from './release.ts';
import { several } from './source.ts';
import { HASH, readBundle, readTilePath, tilePath, WIDTH } from './tiles.ts';

/** One thing that is wrong with a record: a code, the file or entry, a sentence. */
export interface Fault {
  code: string;
  where: string;
  sentence: string;
}

/** How many of each there are, and hold. */
export interface Audit {
  entries: number;
  releases: number;
  media: number;
  receipts: number;
  /** Hashes that the log says are gone. */
  erased: number;
  /** Receipts, of those above, whose checkpoint has fewer cosignatures than the policy asks for today. */
  unwitnessed: number;
  /** Files that nothing in the log leads to: they mean nothing. Empty where the source cannot list its files. */
  extra: string[];
  faults: Fault[];
}

export interface AuditOptions {
  progress?: (done: number, of: number) => void;
}

/**
 * Checks all of a record, and goes on where something is wrong: policy, tiles, signatures, releases, receipts, media.
 * Throws only where the source cannot be read (RECORD_UNREACHABLE).
 */
export async function audit(record: OpenedRecord, { progress }: AuditOptions = {}): Promise<Audit> {
  const found = new Findings(record.size, record.erased.size);
  await checkOwnPolicy(record, found);
  await checkTiles(record, found);
  const media = await checkEntries(record, found, progress);
  await several(media.length, (at) => checkMedium(record, media[at]!, found));
  await checkErased(record, found);
  if (record.source.list) await checkOthers(record, await record.source.list(), media, found);
  return found.result();
}

class Findings {
  releases = 0;
  media = 0;
  receipts = 0;
  unwitnessed = 0;
  extra: string[] = [];
  faults: Fault[] = [];
  #entries: number;
  #erased: number;

  constructor(entries: number, erased: number) {
    this.#entries = entries;
    this.#erased = erased;
  }

  fault(code: string, where: string, sentence: string): void {
    this.faults.push({ code, where, sentence });
  }

  /** What a check gives; where it throws, a fault and null. */
  attempt<Value>(where: string, check: () => Value): Value | null {
    try {
      return check();
    } catch (error) {
      if (!(error instanceof DaftarError)) throw error;
      this.fault(error.code, where, error.message);
      return null;
    }
  }

  result(): Audit {
    const { releases, media, receipts, unwitnessed, extra, faults } = this;
    return { entries: this.#entries, releases, media, receipts, erased: this.#erased, unwitnessed, extra, faults };
  }
}

/** The policy that the record brings along is this log's, also where another one was given to open it. */
async function checkOwnPolicy({ source, checkpoint }: OpenedRecord, found: Findings): Promise<void> {
  const bytes = await source.read('policy');
  if (!bytes) return found.fault('RECORD_MISSING', 'policy', 'It is missing.');
  found.attempt('policy', () => {
    const policy = readOwnPolicy(bytes);
    logOf(policy, checkpoint);
    witnessed(policy, checkpoint);
  });
}

/** Every tile that this size of the log has holds the hashes that follow from the entries. */
async function checkTiles({ source, levels }: OpenedRecord, found: Findings): Promise<void> {
  for (const [level, hashes] of levels.entries()) {
    const width = hashes.length / HASH;
    await several(Math.ceil(width / WIDTH), async (index) => {
      const own = Math.min(WIDTH, width - index * WIDTH);
      const path = tilePath(level, index, own);
      const expected = hashes.subarray(index * WIDTH * HASH, (index * WIDTH + own) * HASH);
      const bytes = await source.read(path);
      const full = bytes ? null : await source.read(tilePath(level, index, WIDTH));
      const holds = bytes ? equal(bytes, expected) : full && startsWith(full, expected);
      if (!holds) found.fault('RECORD_DAMAGED', path, bytes || full ? OTHER_CONTENT : 'It is missing.');
    });
  }
}

const OTHER_CONTENT = 'It holds something else than the log.';

/** Signatures, releases and receipts in order of the log. */
async function checkEntries(
  record: OpenedRecord,
  found: Findings,
  progress: AuditOptions['progress'] = () => {},
): Promise<string[]> {
  const { entries, size } = record;
  const seen = new Set<string>();
  const media = new Set<string>();
  const newest = new Map<string, ReleaseEntry>();
  const step = 256;
  for (let from = 0; from < size; from += step) {
    const files = await several(Math.min(step, size - from), (at) => filesOf(record, entries[from + at]!));
    for (const [at, { release: bytes, receipt }] of files.entries()) {
      const index = from + at;
      const entry = entries[index]!;
      found.attempt(`entry ${index}`, () => record.checkEntry(index));
      const name = entry.type === 'release' ? entry.release : writeCanonical(entry as unknown as Json);
      if (seen.has(name)) found.fault('ENTRY_REFUSED', `entry ${index}`, 'It stands in the log a second time.');
      seen.add(name);
      if (entry.type === 'release') {
        const edition = `${entry.number} ${entry.language}`;
        const release = checkRelease(record, index, bytes, newest.get(edition), found);
        for (const sha256 of release ? mediaOf(release) : []) if (!record.erased.has(sha256)) media.add(sha256);
        newest.set(edition, entry);
        if (receipt) checkReceipt(record, index, receipt, found);
      }
      progress(index + 1, size);
    }
  }
  return [...media];
}

async function filesOf({ source }: OpenedRecord, entry: Entry) {
  if (entry.type !== 'release') return { release: null, receipt: null };
  const [release, receipt] = await Promise.all([
    source.read(pathOf('releases', entry.release)),
    source.read(pathOf('receipts', entry.release)),
  ]);
  return { release, receipt };
}

/** The text is the one that the entry names, says of itself what the entry says, and continues its edition. */
function checkRelease(
  { entries, erased }: OpenedRecord,
  index: number,
  bytes: Uint8Array | null,
  before: ReleaseEntry | undefined,
  found: Findings,
): Release | null {
  const { release: sha256, number, language, version, event, time } = entries[index] as ReleaseEntry;
  const where = pathOf('releases', sha256);
  const follows = version === (before?.version ?? 0) + 1 && (before !== undefined || event === 'publish');
  if (!follows)
    found.fault('RELEASE_FORK', `entry ${index}`, `${number} in ${language} does not continue its edition.`);
  if (erased.has(sha256)) return null;
  const release = bytes ? intact(found, where, sha256, bytes) : missing(found, 'RELEASE_MISSING', where);
  if (!release) return null;
  const says = [release.number, release.language, release.version, release.event, release.released];
  if ([number, language, version, event, time].some((value, at) => value !== says[at])) {
    found.fault('RELEASE_DAMAGED', where, `It says other things of itself than entry ${index}.`);
  }
  if (release.previous !== (before?.release ?? null)) {
    found.fault('RELEASE_FORK', where, 'It does not continue the release before it.');
  }
  found.releases++;
  return release;
}

function intact(found: Findings, where: string, sha256: string, bytes: Uint8Array): Release | null {
  if (sha256Hex(bytes) === sha256) return found.attempt(where, () => releaseIn(bytes));
  found.fault('RELEASE_DAMAGED', where, 'It holds something else than was published.');
  return null;
}

/** A receipt that is there must hold, for this entry, and be of this history; one that is not there yet is no fault. */
function checkReceipt(record: OpenedRecord, index: number, bytes: Uint8Array, found: Findings): void {
  const entry = record.entries[index] as ReleaseEntry;
  const where = pathOf('receipts', entry.release);
  found.attempt(where, () => {
    const receipt = parseReceipt(bytes);
    const entryBytes = utf8(writeCanonical(entry as unknown as Json));
    const isThis = receipt.index === index && (!receipt.extra || equal(receipt.extra, entryBytes));
    if (!isThis) return found.fault('RECEIPT_REFUSED', where, 'It is the receipt of another entry.');
    const { quorumMet } = provenBy(receipt, record.policy, entryBytes);
    const checkpoint = readCheckpoint(utf8(receipt.note));
    if (checkpoint.size <= record.size && !continues(record, checkpoint)) {
      return found.fault('RECORD_FORKED', where, 'It is of another history than this record. Keep both.');
    }
    found.receipts++;
    if (quorumMet === false) found.unwitnessed++;
  });
}

function mediaOf({ media }: Release): string[] {
  return media.flatMap(({ sha256, sizes }) => [sha256, ...sizes.map((size) => size.sha256)]);
}

async function checkMedium({ source }: OpenedRecord, sha256: string, found: Findings): Promise<void> {
  const where = mediumPath(sha256);
  const bytes = await source.read(where);
  if (!bytes) missing(found, 'MEDIA_MISSING', where);
  else if (sha256Hex(bytes) === sha256) found.media++;
  else found.fault('MEDIA_DAMAGED', where, 'It holds something else than was published.');
}

/** What a court ordered gone must be gone. */
async function checkErased({ source, erased }: OpenedRecord, found: Findings): Promise<void> {
  for (const sha256 of erased.keys()) {
    for (const where of [pathOf('releases', sha256), mediumPath(sha256)]) {
      if (await source.read(where)) {
        found.fault('ERASED_PRESENT', where, 'It was erased, and is still here: delete it.');
      }
    }
  }
}

/** Of the files that nothing above has read: tiles of older sizes must hold what the log holds, others lead nowhere. */
async function checkOthers(record: OpenedRecord, paths: string[], media: string[], found: Findings): Promise<void> {
  const known = new Set(['policy', 'log/checkpoint', ...[...media, ...record.erased.keys()].map(mediumPath)]);
  for (const entry of record.entries) {
    if (entry.type === 'release') for (const folder of TEXTS) known.add(pathOf(folder, entry.release));
  }
  const told = new Set(found.faults.map(({ where }) => where));
  const bundleStart = bundleStarts(record);
  for (const path of paths) {
    if (known.has(path) || told.has(path) || DERIVED.test(path)) continue;
    const tile = readTilePath(path);
    const from = (tile?.index ?? 0) * WIDTH;
    const hashes = tile && record.levels[tile.level === 'entries' ? 0 : tile.level];
    const isLogged = tile && hashes && (from + tile.width) * HASH <= hashes.length;
    if (!isLogged) {
      found.extra.push(path);
      continue;
    }
    const expected =
      tile.level === 'entries'
        ? await bundleStart(tile.index, tile.width)
        : hashes.subarray(from * HASH, (from + tile.width) * HASH);
    const bytes = await record.source.read(path);
    if (bytes && !(expected && equal(bytes, expected))) found.fault('RECORD_DAMAGED', path, OTHER_CONTENT);
  }
}

/** The index of passages is a hint that is made anew from the releases; the writer's folder is its own. */
const DERIVED = /^(index|\.writing)\//;
const TEXTS = ['releases', 'receipts'] as const;

/** Bytes that a bundle of fewer entries must have: the start of the newest one, which is kept for the next question. */
function bundleStarts({ source, size, levels }: OpenedRecord) {
  let last: { index: number; bytes: Uint8Array; entries: Uint8Array[] } | null = null;
  return async (index: number, width: number): Promise<Uint8Array | null> => {
    if (last?.index !== index) {
      const own = Math.min(WIDTH, size - index * WIDTH);
      const bytes = await source.read(tilePath('entries', index, own));
      const entries = bytes && bundleOf(bytes, own);
      const leaves = levels[0]!.subarray(index * WIDTH * HASH, (index * WIDTH + own) * HASH);
      if (!entries || !equal(concat(...entries.map(leafHash)), leaves)) return null;
      last = { index, bytes, entries };
    }
    return last.bytes.subarray(
      0,
      last.entries.slice(0, width).reduce((length, entry) => length + 2 + entry.length, 0),
    );
  };
}

function bundleOf(bytes: Uint8Array, count: number): Uint8Array[] | null {
  try {
    return readBundle(bytes, count);
  } catch {
    return null;
  }
}

function missing(found: Findings, code: string, where: string): null {
  found.fault(code, where, 'It is missing.');
  return null;
}

function pathOf(folder: 'releases' | 'receipts', sha256: string): string {
  return `${folder}/${sha256.slice(0, 2)}/${sha256}${folder === 'releases' ? '.json' : '.tlog-proof'}`;
}

function mediumPath(sha256: string): string {
  return `media/${sha256.slice(0, 2)}/${sha256}`;
}
