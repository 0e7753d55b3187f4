import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DaftarError } from '../base/errors.ts';
import { equal, sha256Hex, utf8 } from './bytes.ts';
import { signCheckpoint, verifyCheckpoint } from './checkpoint.ts';
import { DurableFolder, type NewFile } from './durable.ts';
import { type Edge, EMPTY_EDGE, edgeRoot, growEdge } from './edge.ts';
import { type Entry, parseEntry, type ReleaseEntry, signGenesis } from './entry.ts';
import { type Head, openHead } from './head.ts';
import { Keyring } from './keyring.ts';
import type { Keys } from './keys.ts';
import { treeRoot } from './merkle.ts';
import { policyText } from './policy.ts';
import type { Release } from './release.ts';
import { logKey, openRecord, parseRelease, paths, RecordReader, readOptional, readPolicy } from './store.ts';

/** One entry to log, with what it stands for. A release entry must bring its release. */
export interface NewEntry {
  entryBytes: Uint8Array;
  releaseBytes?: Uint8Array;
  media?: NewMedium[];
}

/** Bytes, or the path of a file that holds them. */
export type NewMedium = { sha256: string; bytes: Uint8Array } | { sha256: string; path: string };

export interface WriterOptions {
  dir: string;
  /** Outside the record's folder; see head.ts. */
  lockFile: string;
  keys: Keys;
  /** Marks a new log for ever; for a log that exists it must agree, when given. */
  demo?: boolean;
  /** When a new log begins, in UTC; the clock's time when left out. */
  begun?: string;
}

/**
 * Opens a record for writing, or makes it: policy, and the publisher's key as first entry. Finishes what a crash left
 * half done. Throws RECORD_LOCKED while another writer has it, RECORD_OTHER_KEY, RECORD_DEMO, RECORD_BEHIND where the
 * record lacks entries that were signed here, and what openRecord throws.
 */
export async function openWriter(options: WriterOptions): Promise<RecordWriter> {
  const head = openHead(options.lockFile);
  try {
    const folder = new DurableFolder(options.dir);
    await folder.prepare();
    await recoverHead(options, head, folder);
    const isNew = !existsSync(join(options.dir, paths.checkpoint));
    if (isNew) await writePolicy(options, folder);
    requireOwnPolicy(options);
    const writer = new RecordWriter(options, head, folder, isNew ? null : openRecord(options.dir));
    if (isNew) await writer.append([{ entryBytes: genesis(options) }]);
    return writer;
  } catch (error) {
    head.close();
    throw readable(error);
  }
}

/** The only one who appends to a record. */
export class RecordWriter {
  readonly dir: string;
  readonly origin: string;
  #keys: Keys;
  #head: Head;
  #folder: DurableFolder;
  #edge: Edge;
  #logged: Logged;
  #queue: Promise<unknown> = Promise.resolve();
  #stopped = false;

  constructor({ dir, keys, demo }: WriterOptions, head: Head, folder: DurableFolder, record: RecordReader | null) {
    if (record && demo !== undefined && demo !== record.demo) throw otherDemo(dir, record.demo);
    this.dir = dir;
    this.origin = keys.origin;
    this.#keys = keys;
    this.#head = head;
    this.#folder = folder;
    this.#edge = record?.edge() ?? EMPTY_EDGE;
    this.#logged = new Logged(record);
  }

  get size(): number {
    return this.#edge.size;
  }

  /**
   * Appends a batch: on the disk, signed and readable when the promise resolves. Returns each entry's index in the
   * log; what is logged already keeps its index and is not logged again. Either all of a batch is logged, or none.
   * Throws ENTRY_MALFORMED, ENTRY_REFUSED, RELEASE_DAMAGED, RELEASE_FORK, MEDIA_MISSING, MEDIA_DAMAGED,
   * RECORD_DISK_FULL.
   */
  append(batch: NewEntry[]): Promise<number[]> {
    const done = this.#queue.then(() => this.#append(batch));
    this.#queue = done.catch(() => {});
    return done;
  }

  /** Waits for what is under way and gives the lock back. */
  async close(): Promise<void> {
    await this.#queue;
    if (this.#stopped) return;
    this.#stopped = true;
    // A courtesy to whoever copies the folder next; what was acknowledged is safe in the head already.
    await this.#folder.finish().catch(() => {});
    this.#head.close();
  }

  async #append(batch: NewEntry[]): Promise<number[]> {
    if (this.#stopped) throw stopped();
    const plan = planBatch(this.#logged, this.#edge.size, batch, this.dir);
    if (plan.fresh.length === 0) return plan.indices;
    const { edge, files } = growEdge(
      this.#edge,
      plan.fresh.map(({ entryBytes }) => entryBytes),
    );
    const note = signCheckpoint({ origin: this.origin, size: edge.size, root: edgeRoot(edge) }, [this.#keys.log]);
    const staged = await this.#writeAhead([...plan.fresh.flatMap(filesOf), ...files.map(logFile)], note);
    await this.#commit(staged, note);
    this.#edge = edge;
    this.#logged = plan.logged.merged();
    return plan.indices;
  }

  /** Everything that the checkpoint will stand on. Nobody looks at it before; after a failure it is written anew. */
  async #writeAhead(files: NewFile[], note: string): Promise<string> {
    const results = await Promise.allSettled([this.#folder.stage(utf8(note)), this.#folder.write(files)]);
    const failed = results.find((result) => result.status === 'rejected');
    if (failed) {
      await this.#folder.prepare().catch(() => {});
      throw readable(failed.reason);
    }
    return (results[0] as PromiseFulfilledResult<string>).value;
  }

  /**
   * From the moment that the signature is saved there is no way back but forward: whatever fails now stops this writer,
   * and the next one to open finishes the work.
   */
  async #commit(staged: string, note: string): Promise<void> {
    try {
      this.#head.save(note);
      await this.#folder.publish(staged, paths.checkpoint);
    } catch (error) {
      this.#stopped = true;
      this.#head.close();
      throw readable(error);
    }
  }
}

/** What the log holds already, as far as appending must know it. A plan's additions stand in a layer above. */
class Logged {
  keyring: Keyring;
  #below: Logged | null;
  #indices = new Map<string, number>();
  #editions = new Map<string, Edition>();

  constructor(source: RecordReader | Logged | null) {
    this.#below = source instanceof Logged ? source : null;
    this.keyring = source instanceof Logged ? source.keyring.copy() : new Keyring();
    if (source instanceof RecordReader)
      for (const { index, entry, bytes } of source.entries()) this.#take(index, entry, bytes);
  }

  index(id: string): number | null {
    return this.#indices.get(id) ?? this.#below?.index(id) ?? null;
  }

  /** The newest release of an edition. */
  edition(number: string, language: string): Edition | null {
    return this.#editions.get(`${number} ${language}`) ?? this.#below?.edition(number, language) ?? null;
  }

  add(index: number, entry: Entry, bytes: Uint8Array): void {
    this.#indices.set(identity(entry, bytes), index);
    if (entry.type === 'release') this.#editions.set(`${entry.number} ${entry.language}`, entry);
  }

  /** This layer and the one below as one. */
  merged(): Logged {
    const below = this.#below;
    if (!below) return this;
    for (const [id, index] of this.#indices) below.#indices.set(id, index);
    for (const [id, edition] of this.#editions) below.#editions.set(id, edition);
    below.keyring = this.keyring;
    return below;
  }

  /** Entries that stand in the log were checked when they came; of signatures only those over keys are looked at again. */
  #take(index: number, entry: Entry, bytes: Uint8Array): void {
    if (entry.type === 'key' || index === 0) this.keyring.admit(entry, index);
    this.add(index, entry, bytes);
  }
}

type Edition = Pick<ReleaseEntry, 'version' | 'release'>;

interface Plan {
  indices: number[];
  fresh: NewEntry[];
  logged: Logged;
}

/** Checks a batch and finds which of its entries are new. */
function planBatch(before: Logged, size: number, batch: NewEntry[], dir: string): Plan {
  const logged = new Logged(before);
  const fresh: NewEntry[] = [];
  const indices = batch.map((item) => {
    const entry = parseEntry(item.entryBytes);
    const known = logged.index(identity(entry, item.entryBytes));
    if (known !== null) return known;
    const index = size + fresh.length;
    logged.keyring.admit(entry, index);
    requireMedia(item.media ?? []);
    if (entry.type === 'release') requireRelease(entry, item, logged, dir);
    logged.add(index, entry, item.entryBytes);
    fresh.push(item);
    return index;
  });
  return { indices, fresh, logged };
}

function requireRelease(
  entry: ReleaseEntry,
  { releaseBytes, media = [] }: NewEntry,
  logged: Logged,
  dir: string,
): void {
  if (!releaseBytes || sha256Hex(releaseBytes) !== entry.release) throw otherRelease(entry);
  const release = parseRelease(releaseBytes);
  const agrees = (['number', 'language', 'version', 'event'] as const).every((key) => release[key] === entry[key]);
  if (!agrees || release.released !== entry.time) throw otherRelease(entry);
  requireContinuation(release, logged.edition(release.number, release.language));
  requireAllMedia(release, new Set(media.map(({ sha256 }) => sha256)), dir);
}

/** Every release but the first names the one before it: an edition is a chain without a fork. */
function requireContinuation(release: Release, last: Edition | null): void {
  const expected = { version: (last?.version ?? 0) + 1, previous: last?.release ?? null };
  if (release.version === expected.version && release.previous === expected.previous) return;
  throw new DaftarError(
    'RELEASE_FORK',
    `${release.number} in ${release.language} stands at version ${expected.version - 1} in the record; version ${release.version} with previous ${release.previous} does not follow it.`,
    'Make the release anew on the newest one in the record.',
  );
}

/** A record is a full backup: it takes no release whose pictures it does not hold. */
function requireAllMedia(release: Release, brought: Set<string>, dir: string): void {
  const named = release.media.flatMap(({ sha256, sizes }) => [sha256, ...sizes.map((size) => size.sha256)]);
  const absent = named.find((sha256) => !brought.has(sha256) && !existsSync(join(dir, paths.media(sha256))));
  if (!absent) return;
  throw new DaftarError(
    'MEDIA_MISSING',
    `${release.number} names the medium ${absent}, which is neither in the record nor with the release.`,
    'Send the bytes along.',
  );
}

function requireMedia(media: NewMedium[]): void {
  for (const medium of media) {
    const fits = 'path' in medium || sha256Hex(medium.bytes) === medium.sha256;
    if (!/^[0-9a-f]{64}$/.test(medium.sha256) || !fits) throw damagedMedium(medium.sha256);
  }
}

/** What makes two entries the same: the release they log, or all their bytes. */
function identity(entry: Entry, bytes: Uint8Array): string {
  return entry.type === 'release' ? entry.release : `entry ${sha256Hex(bytes)}`;
}

function filesOf({ releaseBytes, media = [] }: NewEntry): NewFile[] {
  const files = media.map((medium) => ({ path: paths.media(medium.sha256), content: contentOf(medium), keep: true }));
  if (!releaseBytes) return files;
  return [{ path: paths.release(sha256Hex(releaseBytes)), content: releaseBytes, keep: true }, ...files];
}

function contentOf(medium: NewMedium): NewFile['content'] {
  if ('bytes' in medium) return medium.bytes;
  return async () => {
    const bytes = await readFile(medium.path);
    if (sha256Hex(bytes) !== medium.sha256) throw damagedMedium(medium.sha256);
    return bytes;
  };
}

function logFile({ path, bytes }: { path: string; bytes: Uint8Array }): NewFile {
  return { path: paths.log(path), content: bytes };
}

/** Brings record and head together after a crash, or after a backup was put back. */
async function recoverHead({ dir, keys }: WriterOptions, head: Head, folder: DurableFolder): Promise<void> {
  const note = head.last();
  if (note === null) return;
  const signed = verifyOwn(note, keys);
  const published = readOptional(join(dir, paths.checkpoint));
  // A power cut may leave an empty file, on some file systems; an empty note is nobody's, so the head replaces it.
  const size = published?.length ? verifyOwn(published, keys).size : 0;
  if (size >= signed.size) return requireSameHistory(dir, signed);
  requireTilesOf(dir, note, signed.size);
  await folder.publish(await folder.stage(utf8(note)), paths.checkpoint);
}

/** The record stands at the head or ahead of it, put back from elsewhere: either way it must hold that head. */
function requireSameHistory(dir: string, signed: { size: number; root: Uint8Array }): void {
  if (equal(treeRoot(openRecord(dir).subtree, signed.size), signed.root)) return;
  throw new DaftarError(
    'RECORD_FORKED',
    `The record in ${dir} does not continue the ${signed.size} entries that were signed here.`,
    'Do not write to it: bring back the record that belongs to this data folder.',
  );
}

/** The head was signed and its tiles were written before; they must be there to publish it. */
function requireTilesOf(dir: string, note: string, size: number): void {
  try {
    new RecordReader(dir, readPolicy(dir), utf8(note));
  } catch {
    throw new DaftarError(
      'RECORD_BEHIND',
      `The record in ${dir} lacks entries: ${size} were signed here.`,
      'Bring the newest copy back from a mirror or a backup; writing on from here would fork the log.',
    );
  }
}

function verifyOwn(note: string | Uint8Array, keys: Keys): { size: number; root: Uint8Array } {
  try {
    return verifyCheckpoint(note, keys.log.vkey);
  } catch {
    throw otherKey();
  }
}

async function writePolicy({ dir, keys }: WriterOptions, folder: DurableFolder): Promise<void> {
  const text = policyText({ logs: [{ vkey: keys.log.vkey, url: null }], witnesses: [], groups: [], quorum: 'none' });
  if (!existsSync(join(dir, paths.policy))) await folder.write([{ path: paths.policy, content: utf8(text) }]);
}

function requireOwnPolicy({ dir, keys }: WriterOptions): void {
  if (!equal(logKey(readPolicy(dir)).publicKey, keys.log.vkey.publicKey)) throw otherKey();
}

/** The one place where the record reads a clock: every other time comes with what is appended. */
function genesis({ keys, demo = false, begun = new Date().toISOString() }: WriterOptions): Uint8Array {
  return signGenesis(keys.publisher, demo, begun);
}

const SQLITE_FULL = 13;

/** A full disk is said in a sentence; everything else stays what it is. */
function readable(error: unknown): unknown {
  const { code, errcode } = error as { code?: string; errcode?: number };
  if (!['ENOSPC', 'EDQUOT'].includes(code ?? '') && ((errcode ?? 0) & 0xff) !== SQLITE_FULL) return error;
  return new DaftarError(
    'RECORD_DISK_FULL',
    'The disk is full: nothing was added to the record, which stays readable.',
    'Free some space, then publish again.',
  );
}

function otherRelease({ number, language, version }: ReleaseEntry): DaftarError {
  return new DaftarError(
    'RELEASE_DAMAGED',
    `The entry of ${number} in ${language}, version ${version}, does not fit the release that came with it.`,
    'Sign an entry over these very bytes.',
  );
}

function damagedMedium(sha256: string): DaftarError {
  return new DaftarError('MEDIA_DAMAGED', `The bytes of medium ${sha256} have another hash.`, 'Upload the file again.');
}

function otherKey(): DaftarError {
  return new DaftarError(
    'RECORD_OTHER_KEY',
    'This record was signed with another log key than the one in the keys folder.',
    'Put the keys back that belong to this record.',
  );
}

function otherDemo(dir: string, demo: boolean): DaftarError {
  return new DaftarError(
    'RECORD_DEMO',
    `The record in ${dir} is ${demo ? 'a demonstration and stays one' : 'a real one and cannot become a demonstration'}.`,
    'Use another data folder.',
  );
}

function stopped(): DaftarError {
  return new DaftarError(
    'RECORD_STOPPED',
    'This writer has stopped.',
    'Start Daftar again: it finishes what was begun.',
  );
}
