import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DaftarError } from '../base/errors.ts';
import { hexSha256 } from '../base/hash.ts';
import { verifyCheckpoint } from './checkpoint.ts';
import { DurableFolder, type NewFile } from './durable.ts';
import { type Entry, parseEntry, type ReleaseEntry } from './entry.ts';
import { Keyring } from './keyring.ts';
import { parsePolicy } from './policy.ts';
import { logKey, openRecord, parseRelease, paths, RecordReader, readOptional } from './store.ts';
import { TILE_WIDTH, type TileId, tilePath, tilesOf } from './tiles.ts';

/** The files of a record, wherever they are: by their path below `record/`, null where there is none. */
export interface RecordFiles {
  /** As the person named it, for messages. */
  name: string;
  read(path: string): Promise<Uint8Array | null>;
}

export interface CopyOptions {
  progress?: (done: number, of: number) => void;
  /** Throws where a receipt is not one of this entry. */
  checkReceipt?: (receipt: Uint8Array, entry: Uint8Array, policy: string) => void;
}

/** Files that are fetched at the same time. */
const AT_ONCE = 12;
const TIMEOUT_MS = 60_000;

/**
 * The record at this place: its own folder or address, or that of a site that carries it at `record/`.
 * Throws RECORD_MISSING, RECORD_UNREACHABLE.
 */
export async function findRecord(place: string): Promise<RecordFiles> {
  const isUrl = /^https?:\/\//i.test(place);
  const base = isUrl ? place.replace(/[^/]*$/, (last) => (last === '' ? '' : `${last}/`)) : place;
  const candidates = isUrl
    ? [base, new URL('record/', base).href].map((url) => httpFiles(place, url))
    : [base, join(base, 'record')].map((dir) => folderFiles(place, dir));
  for (const files of candidates) {
    // A site may answer every address with some page.
    const policy = await files.read(paths.policy);
    if (policy && isPolicy(policy) && (await files.read(paths.checkpoint))) return files;
  }
  throw new DaftarError(
    'RECORD_MISSING',
    `There is no record at ${place}.`,
    'Name the folder or the address that holds “policy” and “log”, or the site above it.',
  );
}

/**
 * Copies a record into a folder and checks everything on the way: policy, checkpoint, tiles, every entry and its
 * signature, releases, media and receipts. The checkpoint comes last, so a copy that was broken off is no record yet;
 * called again it keeps what it has. What was erased is not brought back, whether or not it is still there.
 * Throws RECORD_DAMAGED, RELEASE_DAMAGED, RELEASE_MISSING, MEDIA_DAMAGED, MEDIA_MISSING, RECEIPT_REFUSED,
 * RECORD_UNREACHABLE, and what the readers of policy and checkpoint throw.
 */
export async function copyRecord(
  source: RecordFiles,
  dir: string,
  { progress = () => {}, checkReceipt = () => {} }: CopyOptions = {},
): Promise<RecordReader> {
  const folder = new DurableFolder(dir);
  await folder.prepare();
  const [policyBytes, note] = [await mustRead(source, paths.policy), await mustRead(source, paths.checkpoint)];
  const policy = parsePolicy(policyBytes);
  const witnesses = policy.witnesses.map(({ vkey }) => vkey);
  const { size } = verifyCheckpoint(note, logKey(policy), witnesses);

  await copyAll(tilesOf(size), (tile) => fetchTile(source, dir, tile), folder);
  const record = new RecordReader(dir, policy, note);
  const releases = checkedReleases(record);

  const files = { total: releases.length, done: 0 };
  const told = () => progress(++files.done, files.total);
  const media = new Set<string>();
  await copyAll(
    releases,
    async ({ entry, index }) => {
      const bytes = await fetchRelease(source, dir, entry);
      for (const sha256 of mediaOf(bytes)) media.add(sha256);
      const receipt = await source.read(paths.receipt(entry.release));
      if (receipt) {
        requireReceipt(source, entry, () =>
          checkReceipt(receipt, record.entryBytes(index), Buffer.from(policyBytes).toString()),
        );
      }
      told();
      return [
        { path: paths.release(entry.release), content: bytes },
        ...(receipt ? [{ path: paths.receipt(entry.release), content: receipt }] : []),
      ];
    },
    folder,
  );
  requireChains(record, releases);
  files.total += media.size;
  await copyAll(
    [...media],
    async (sha256) => {
      const content = await fetchMedium(source, dir, sha256);
      told();
      return content && [{ path: paths.media(sha256), content }];
    },
    folder,
  );

  await folder.write([{ path: paths.policy, content: policyBytes }]);
  await folder.write([{ path: paths.checkpoint, content: note }]);
  await folder.finish();
  return openRecord(dir);
}

interface Logged {
  index: number;
  entry: ReleaseEntry;
}

/** Every entry with its signature; the releases that stand. */
function checkedReleases(record: RecordReader): Logged[] {
  const keyring = new Keyring();
  const releases: Logged[] = [];
  for (const { index, bytes } of record.entries()) {
    const entry = admitted(keyring, bytes, index);
    if (entry.type === 'release' && !record.erased(entry.release)) releases.push({ index, entry });
  }
  return releases;
}

function admitted(keyring: Keyring, bytes: Uint8Array, index: number): Entry {
  try {
    const entry = parseEntry(bytes);
    keyring.admit(entry, index);
    return entry;
  } catch (error) {
    if (!(error instanceof DaftarError)) throw error;
    throw damaged(`entry ${index} may not stand there. ${error.message.replace(/\.$/, '')}`);
  }
}

/** Versions of an edition count up, and each names the one before: by its entry, since that may have been erased. */
function requireChains(record: RecordReader, standing: Logged[]): void {
  const before = new Map<string, ReleaseEntry>();
  const stands = new Set(standing.map(({ entry }) => entry.release));
  for (const { index, entry } of record.entries()) {
    if (entry.type !== 'release') continue;
    const edition = `${entry.number} ${entry.language}`;
    const last = before.get(edition);
    before.set(edition, entry);
    const follows = entry.version === (last?.version ?? 0) + 1;
    const previous = stands.has(entry.release) ? record.release(entry.release).previous : (last?.release ?? null);
    if (!follows || previous !== (last?.release ?? null))
      throw damaged(`entry ${index}, ${edition} version ${entry.version}, does not follow the release before it`);
  }
}

async function fetchTile(source: RecordFiles, dir: string, tile: TileId): Promise<NewFile[] | null> {
  const [path, full] = [tile, { ...tile, width: TILE_WIDTH }].map((one) => paths.log(tilePath(one))) as [
    string,
    string,
  ];
  // A full tile never changes; what an earlier copy brought is checked against the root like the rest.
  if (path === full && existsSync(join(dir, path))) return null;
  const bytes = await source.read(path);
  if (bytes) return [{ path, content: bytes }];
  const whole = await source.read(full);
  if (whole) return [{ path: full, content: whole }];
  throw damaged(`${path} is missing`);
}

async function fetchRelease(source: RecordFiles, dir: string, entry: ReleaseEntry): Promise<Uint8Array> {
  const path = paths.release(entry.release);
  const known = readOptional(join(dir, path));
  const bytes = known && hexSha256(known) === entry.release ? known : await source.read(path);
  const of = `${entry.number} in ${entry.language}, version ${entry.version}`;
  if (!bytes) throw missing('RELEASE_MISSING', `the release ${entry.release} (${of})`, source);
  if (hexSha256(bytes) !== entry.release) throw altered('RELEASE_DAMAGED', `release ${entry.release} (${of})`, source);
  const release = parseRelease(bytes);
  const agrees = (['number', 'language', 'version', 'event'] as const).every((key) => release[key] === entry[key]);
  if (!agrees || release.released !== entry.time)
    throw altered('RELEASE_DAMAGED', `release ${entry.release} (${of})`, source);
  return bytes;
}

function requireReceipt(source: RecordFiles, entry: ReleaseEntry, check: () => void): void {
  try {
    check();
  } catch (error) {
    if (!(error instanceof DaftarError)) throw error;
    const of = `${entry.number} in ${entry.language}, version ${entry.version}`;
    throw new DaftarError(
      'RECEIPT_REFUSED',
      `The record at ${source.name} was altered: the receipt of ${of} does not hold. ${error.message}`,
      'Take another copy of it.',
    );
  }
}

/** Null where an earlier copy brought it. */
async function fetchMedium(source: RecordFiles, dir: string, sha256: string): Promise<Uint8Array | null> {
  const path = paths.media(sha256);
  const known = readOptional(join(dir, path));
  if (known && hexSha256(known) === sha256) return null;
  const bytes = await source.read(path);
  if (!bytes) throw missing('MEDIA_MISSING', `the medium ${sha256}`, source);
  if (hexSha256(bytes) !== sha256) throw altered('MEDIA_DAMAGED', `medium ${sha256}`, source);
  return bytes;
}

function mediaOf(releaseBytes: Uint8Array): string[] {
  const { media } = parseRelease(releaseBytes);
  return media.flatMap(({ sha256, sizes }) => [sha256, ...sizes.map((size) => size.sha256)]);
}

/** A few at once, written as they come; the first failure ends it. */
async function copyAll<T>(
  items: T[],
  fetchFiles: (item: T) => Promise<NewFile[] | null>,
  folder: DurableFolder,
): Promise<void> {
  for (let from = 0; from < items.length; from += AT_ONCE) {
    const files = await Promise.all(items.slice(from, from + AT_ONCE).map(fetchFiles));
    await folder.write(files.flatMap((some) => some ?? []));
  }
}

function folderFiles(name: string, dir: string): RecordFiles {
  return {
    name,
    read: async (path) => {
      try {
        return await readFile(join(dir, path));
      } catch (error) {
        if (['ENOENT', 'ENOTDIR'].includes((error as NodeJS.ErrnoException).code ?? '')) return null;
        throw unreachable(join(dir, path), (error as Error).message);
      }
    },
  };
}

function httpFiles(name: string, base: string): RecordFiles {
  return {
    name,
    read: async (path) => {
      const url = new URL(path, base).href;
      const answer = await fetch(url, { signal: AbortSignal.timeout(TIMEOUT_MS) }).catch((error) => {
        throw unreachable(url, (error.cause ?? error).message);
      });
      if (answer.status === 404 || answer.status === 410) {
        await answer.body?.cancel();
        return null;
      }
      if (!answer.ok) throw unreachable(url, `it answered ${answer.status}`);
      return new Uint8Array(await answer.arrayBuffer());
    },
  };
}

function isPolicy(bytes: Uint8Array): boolean {
  return /^log daftar\./m.test(Buffer.from(bytes).toString());
}

async function mustRead(source: RecordFiles, path: string): Promise<Uint8Array> {
  const bytes = await source.read(path);
  if (!bytes) throw damaged(`${path} is missing`);
  return bytes;
}

function missing(code: 'RELEASE_MISSING' | 'MEDIA_MISSING', what: string, source: RecordFiles): DaftarError {
  return new DaftarError(code, `The record at ${source.name} lacks ${what}.`, 'Take another copy of it.');
}

function altered(code: 'RELEASE_DAMAGED' | 'MEDIA_DAMAGED', what: string, source: RecordFiles): DaftarError {
  return new DaftarError(
    code,
    `The record at ${source.name} was altered: ${what} is not what was logged.`,
    'Take another copy of it.',
  );
}

function damaged(why: string): DaftarError {
  return new DaftarError('RECORD_DAMAGED', `This record is damaged: ${why}.`, 'Take another copy of it.');
}

function unreachable(what: string, why: string): DaftarError {
  return new DaftarError('RECORD_UNREACHABLE', `${what} cannot be read: ${why}.`, 'Try again; what came stays.');
}
