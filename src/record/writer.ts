import { createHash } from 'node:crypto';
import { createReadStream, existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isDiskFull } from '../base/disk-full.ts';
import { DaftarError } from '../base/errors.ts';
import { hexSha256 } from '../base/hash.ts';
import { reached } from '../base/steps.ts';
import { equal, utf8 } from './bytes.ts';
import { signCheckpoint, verifyCheckpoint } from './checkpoint.ts';
import { joinCosigned } from './cosigned.ts';
import { DurableFolder, type NewFile } from './durable.ts';
import { type Edge, EMPTY_EDGE, edgeRoot, growEdge } from './edge.ts';
import { type Entry, type EraseEntry, parseEntry, type ReleaseEntry, signGenesis } from './entry.ts';
import { type Head, openHead } from './head.ts';
import { Keyring } from './keyring.ts';
import type { Keys } from './keys.ts';
import { treeRoot } from './merkle.ts';
import { policyText } from './policy.ts';
import type { Release } from './release.ts';
import { logKey, openRecord, parseRelease, paths, RecordReader, readOptional, readPolicy } from './store.ts';

/** How much of a medium is read at once. */
const PIECE = 1 << 18;

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
    else await writer.finishErasing();
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
   * What an erase entry names is removed once its checkpoint is safe, before the promise resolves.
   * Throws ENTRY_MALFORMED, ENTRY_REFUSED, RELEASE_DAMAGED, RELEASE_FORK, MEDIA_MISSING, MEDIA_DAMAGED, MEDIA_ERASED,
   * ERASE_REFUSED, RECORD_DISK_FULL.
   */
  append(batch: NewEntry[]): Promise<number[]> {
    const done = this.#queue.then(() => this.#append(batch));
    this.#queue = done.catch(() => {});
    return done;
  }

  /**
   * Gives the checkpoint that stands the good cosignature lines of this note, and keeps those that it has: of each
   * witness of the record's policy the newest. Resolves to false, and changes nothing, where the note is of another
   * checkpoint, usually since a newer one was published. Throws NOTE_MALFORMED, RECORD_DISK_FULL.
   */
  cosign(note: string): Promise<boolean> {
    const done = this.#queue.then(() => this.#cosign(note));
    this.#queue = done.catch(() => {});
    return done;
  }

  /** Removes what the log says is gone and a crash, or a copy put back, has left on the disk. */
  finishErasing(): Promise<void> {
    return this.#folder.remove([...this.#logged.erased()].flatMap(filesOfErased));
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
    reached('written');
    await this.#commit(staged, note);
    reached('logged');
    this.#edge = edge;
    this.#logged = plan.logged.merged();
    await this.#folder.remove(plan.erased.flatMap(filesOfErased));
    return plan.indices;
  }

  /** A failure here stops nothing: head and record hold the same checkpoint, with more lines or with fewer. */
  async #cosign(note: string): Promise<boolean> {
    if (this.#stopped) throw stopped();
    const { witnesses } = readPolicy(this.dir);
    const published = await readFile(join(this.dir, paths.checkpoint), 'utf8');
    const keys = witnesses.map(({ vkey }) => vkey);
    const joined = joinCosigned([published, note], this.#keys.log.vkey, keys);
    if (joined === null || verifyOwn(joined, this.#keys).size !== this.size) return false;
    if (joined === published) return true;
    try {
      const staged = await this.#folder.stage(utf8(joined));
      this.#head.save(joined);
      await this.#folder.publish(staged, paths.checkpoint);
    } catch (error) {
      throw readable(error);
    }
    return true;
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
      reached('signed');
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
  #erased = new Set<string>();
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

  isErased(sha256: string): boolean {
    return this.#erased.has(sha256) || (this.#below?.isErased(sha256) ?? false);
  }

  /** Every hash that the log says is gone. */
  erased(): Set<string> {
    return this.#erased;
  }

  add(index: number, entry: Entry, bytes: Uint8Array): void {
    this.#indices.set(identity(entry, bytes), index);
    if (entry.type === 'erase') for (const sha256 of entry.hashes) this.#erased.add(sha256);
    if (entry.type !== 'release') return;
    // Of the entry just these two: the whole of each would stay in memory with a log of any length.
    const { number, language, version, release } = entry;
    this.#editions.set(`${number} ${language}`, { version, release });
  }

  /** This layer and the one below as one. */
  merged(): Logged {
    const below = this.#below;
    if (!below) return this;
    for (const [id, index] of this.#indices) below.#indices.set(id, index);
    for (const [id, edition] of this.#editions) below.#editions.set(id, edition);
    for (const sha256 of this.#erased) below.#erased.add(sha256);
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
  /** Hashes that fresh entries erase. */
  erased: string[];
  logged: Logged;
}

/** Checks a batch and finds which of its entries are new. */
function planBatch(before: Logged, size: number, batch: NewEntry[], dir: string): Plan {
  const logged = new Logged(before);
  const fresh: NewEntry[] = [];
  const erased: string[] = [];
  const indices = batch.map((item) => {
    const entry = parseEntry(item.entryBytes);
    const known = logged.index(identity(entry, item.entryBytes));
    if (known !== null) return known;
    const index = size + fresh.length;
    logged.keyring.admit(entry, index);
    requireMedia(item.media ?? [], logged);
    if (entry.type === 'release') requireRelease(entry, item, logged, dir);
    if (entry.type === 'erase') {
      // What comes in with the batch is not in the record yet: what an erasure may name could not be told.
      if (fresh.length > 0) throw eraseRefused('other entries stand before it in its batch');
      requireErasable(entry, openRecord(dir));
      erased.push(...entry.hashes);
    }
    logged.add(index, entry, item.entryBytes);
    fresh.push(item);
    return index;
  });
  return { indices, fresh, erased, logged };
}

function requireRelease(
  entry: ReleaseEntry,
  { releaseBytes, media = [] }: NewEntry,
  logged: Logged,
  dir: string,
): void {
  if (!releaseBytes || hexSha256(releaseBytes) !== entry.release) throw otherRelease(entry);
  const release = parseRelease(releaseBytes);
  const agrees = (['number', 'language', 'version', 'event'] as const).every((key) => release[key] === entry[key]);
  if (!agrees || release.released !== entry.time) throw otherRelease(entry);
  requireContinuation(release, logged.edition(release.number, release.language));
  requireAllMedia(release, new Set(media.map(({ sha256 }) => sha256)), logged, dir);
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
function requireAllMedia(release: Release, brought: Set<string>, logged: Logged, dir: string): void {
  const named = mediaOf(release);
  const gone = named.find((sha256) => logged.isErased(sha256));
  if (gone) throw erasedMedium(gone);
  const absent = named.find((sha256) => !brought.has(sha256) && !existsSync(join(dir, paths.media(sha256))));
  if (!absent) return;
  throw new DaftarError(
    'MEDIA_MISSING',
    `${release.number} names the medium ${absent}, which is neither in the record nor with the release.`,
    'Send the bytes along.',
  );
}

function requireMedia(media: NewMedium[], logged: Logged): void {
  for (const medium of media) {
    if (logged.isErased(medium.sha256)) throw erasedMedium(medium.sha256);
    const fits = 'path' in medium || hexSha256(medium.bytes) === medium.sha256;
    if (!/^[0-9a-f]{64}$/.test(medium.sha256) || !fits) throw damagedMedium(medium.sha256);
  }
}

/**
 * An erasure names releases that stand, and with them every medium that nothing else shows; a medium which a standing
 * release shows stays with it. So all that the record's files hold is led to by a release that stands.
 */
function requireErasable({ hashes }: EraseEntry, record: RecordReader): void {
  const gone = new Set(hashes);
  const shownBy = new Map<string, string>();
  const going = new Set<string>();
  for (const { entry } of record.entries()) {
    if (entry.type !== 'release' || record.erased(entry.release)) continue;
    const media = mediaOf(record.release(entry.release));
    if (!gone.has(entry.release)) for (const sha256 of media) shownBy.set(sha256, entry.number);
    else for (const sha256 of [entry.release, ...media]) going.add(sha256);
  }
  for (const sha256 of gone) {
    if (shownBy.has(sha256)) throw eraseRefused(`${shownBy.get(sha256)} shows the medium ${sha256} and stands`);
    if (!going.has(sha256))
      throw eraseRefused(`${sha256} is not a release that stands here, nor a medium of one that goes`);
  }
  for (const sha256 of going)
    if (!gone.has(sha256) && !shownBy.has(sha256))
      throw eraseRefused(`nothing else shows the medium ${sha256}: it has to go too`);
}

/** Every hash of a medium that a release names. */
function mediaOf({ media }: Release): string[] {
  return media.flatMap(({ sha256, sizes }) => [sha256, ...sizes.map((size) => size.sha256)]);
}

/** What makes two entries the same: the release they log, or all their bytes. */
function identity(entry: Entry, bytes: Uint8Array): string {
  return entry.type === 'release' ? entry.release : `entry ${hexSha256(bytes)}`;
}

function filesOf({ releaseBytes, media = [] }: NewEntry): NewFile[] {
  const files = media.map((medium) => ({
    path: paths.media(medium.sha256),
    content: 'bytes' in medium ? medium.bytes : checkedPieces(medium),
    keep: true,
  }));
  if (!releaseBytes) return files;
  return [{ path: paths.release(hexSha256(releaseBytes)), content: releaseBytes, keep: true }, ...files];
}

function filesOfErased(sha256: string): string[] {
  return [paths.release(sha256), paths.media(sha256)];
}

/** With the last piece it is known whether they were the right ones; until then nobody sees the file. */
async function* checkedPieces({ sha256, path }: { sha256: string; path: string }): AsyncIterable<Uint8Array> {
  const hash = createHash('sha256');
  for await (const piece of createReadStream(path, { highWaterMark: PIECE }) as AsyncIterable<Buffer>) {
    hash.update(piece);
    yield piece;
  }
  if (hash.digest('hex') !== sha256) throw damagedMedium(sha256);
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

/** A full disk is said in a sentence; everything else stays what it is. */
function readable(error: unknown): unknown {
  if (!isDiskFull(error)) return error;
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

function erasedMedium(sha256: string): DaftarError {
  return new DaftarError(
    'MEDIA_ERASED',
    `The medium ${sha256} was erased from this record and cannot come back.`,
    'Take it out of the text and publish again.',
  );
}

function eraseRefused(why: string): DaftarError {
  return new DaftarError(
    'ERASE_REFUSED',
    `This cannot be erased: ${why}.`,
    'Use "daftar erase", which finds all that goes together.',
  );
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
