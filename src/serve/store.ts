import { createHash } from 'node:crypto';
import { constants, type Stats } from 'node:fs';
import { type FileHandle, open, realpath, stat } from 'node:fs/promises';
import { join, sep } from 'node:path';
import { compress, type Packed } from './compress.ts';
import { Lru } from './lru.ts';
import type { Coding } from './negotiate.ts';
import { carriesItsScript, type Rule, ruleFor, withScript } from './rules.ts';

/** One state of one file. Body, tag and compressed copies belong together: a changed file is a new entry. */
export interface Entry {
  file: string;
  /** Where it really stands, links followed. */
  path: string;
  stamp: string;
  rule: Rule;
  size: number;
  /** Half of the SHA-256 of the bytes, in hex. */
  digest: string;
  /** Null for a large file, which is streamed. */
  body: Buffer | null;
  /** Where a redirect page points, as it is written there. */
  redirect: string | null;
  /** Compressed copies as they get ready; null where compressing did not make it smaller. */
  packed: Partial<Record<Packed, Buffer | null>>;
  /** When the file was last compared with the disk, in milliseconds. */
  checked: number;
}

export interface StoreOptions {
  siteDir: string;
  memoryBytes: number;
  /** After how many milliseconds a kept entry is compared with the disk again; null trusts `drop` alone. */
  recheckAfter: number | null;
}

export interface Store {
  /** The file below the site's folder, from memory or disk; null where there is none. */
  load(file: string): Promise<Entry | null>;
  /** A compressed copy, made now if need be; null where it would not be smaller. */
  pack(entry: Entry, coding: Packed): Promise<Buffer | null>;
  /** Makes a compressed copy in the background, for the next request. */
  packLater(entry: Entry, coding: Packed): void;
  /** Opens a large file for streaming; null where it is no longer the one that the entry describes. */
  open(entry: Entry): Promise<FileHandle | null>;
  /** Forgets these files, or all. */
  drop(files?: string[]): void;
  /** Compares every file with the disk at its next use; compressed copies of what did not change are kept. */
  doubt(): void;
  stats(): { hits: number; misses: number; bytes: number; entries: number };
}

const LARGE = 2 * 1024 * 1024;
const WORTH_COMPRESSING = 256;
const REDIRECT_PAGE_LIMIT = 2048;
/** What an entry costs beside its bytes, roughly: objects, header strings, keys. */
const ENTRY_OVERHEAD = 2048;
/** Good compression is slow; two at a time leave the thread pool free for reading files. */
const PACKERS = 2;

/** The site's files with a memory of bounded size. Reading, hashing and compressing all happen off the event loop. */
export function createStore({ siteDir, memoryBytes, recheckAfter }: StoreOptions): Store {
  const kept = new Lru<Entry>(memoryBytes);
  const loading = new Map<string, Promise<Entry | null>>();
  const packing = new Map<Entry, Map<Packed, Promise<Buffer | null>>>();
  const waiting: (() => Promise<unknown>)[] = [];
  let generation = 0;
  let packers = 0;
  let hits = 0;
  let misses = 0;

  async function load(file: string): Promise<Entry | null> {
    const entry = kept.get(file);
    if (entry && (await isCurrent(entry))) {
      hits++;
      return entry;
    }
    misses++;
    return loading.get(file) ?? startLoading(file);
  }

  async function isCurrent(entry: Entry): Promise<boolean> {
    if (recheckAfter === null || Date.now() - entry.checked < recheckAfter) return true;
    entry.checked = Date.now();
    // Through the site's folder, not by the real path: the folder may be a link that points to a newer site by now.
    const stats = await stat(join(siteDir, entry.file)).catch(() => null);
    if (stats && stampOf(stats) === entry.stamp) return true;
    if (kept.holds(entry.file, entry)) kept.delete(entry.file);
    return false;
  }

  function startLoading(file: string): Promise<Entry | null> {
    const started = generation;
    const promise = readEntry(siteDir, file)
      .then((entry) => {
        // What was read while something was dropped may be the state from before: it is served once, never kept.
        if (entry && started === generation) keep(entry);
        return entry;
      })
      .finally(() => {
        if (loading.get(file) === promise) loading.delete(file);
      });
    loading.set(file, promise);
    return promise;
  }

  function keep(entry: Entry): void {
    kept.set(entry.file, entry, costOf(entry));
  }

  function pack(entry: Entry, coding: Packed): Promise<Buffer | null> {
    const ready = entry.packed[coding];
    if (ready !== undefined) return Promise.resolve(ready);
    const jobs = packing.get(entry) ?? new Map<Packed, Promise<Buffer | null>>();
    packing.set(entry, jobs);
    const running = jobs.get(coding) ?? startPacking(entry, coding);
    jobs.set(coding, running);
    return running;
  }

  async function startPacking(entry: Entry, coding: Packed): Promise<Buffer | null> {
    try {
      const packed = await compress(entry.body!, coding);
      entry.packed[coding] = packed.length < entry.size ? packed : null;
      if (kept.holds(entry.file, entry)) keep(entry);
      return entry.packed[coding]!;
    } finally {
      const jobs = packing.get(entry);
      jobs?.delete(coding);
      if (jobs?.size === 0) packing.delete(entry);
    }
  }

  function packLater(entry: Entry, coding: Packed): void {
    if (entry.packed[coding] !== undefined || packing.get(entry)?.has(coding)) return;
    if (!kept.holds(entry.file, entry) || waiting.length > 1000) return;
    waiting.push(async () => {
      if (kept.holds(entry.file, entry)) await pack(entry, coding);
    });
    startPackers();
  }

  function startPackers(): void {
    while (packers < PACKERS && waiting.length > 0) {
      packers++;
      // A copy that could not be made is simply not there: the plain text is served.
      waiting.shift()!()
        .catch(() => {})
        .finally(() => {
          packers--;
          startPackers();
        });
    }
  }

  function drop(files?: string[]): void {
    generation++;
    loading.clear();
    if (!files) kept.clear();
    for (const file of files ?? []) kept.delete(file);
  }

  function doubt(): void {
    generation++;
    loading.clear();
    for (const entry of kept.values()) entry.checked = 0;
  }

  return {
    load,
    pack,
    packLater,
    open: openUnchanged,
    drop,
    doubt,
    stats: () => ({ hits, misses, bytes: kept.bytes, entries: kept.size }),
  };
}

/** Whether a compressed copy of this entry may be made. */
export function isPackable(entry: Entry): boolean {
  return entry.rule.compress && entry.body !== null && entry.size > WORTH_COMPRESSING;
}

/** Compressed bytes are other bytes, so they have a tag of their own (RFC 9110, section 8.8.3.3). */
export function tagOf(entry: Entry, coding: Coding): string {
  return coding === 'identity' ? `"${entry.digest}"` : `"${entry.digest}-${coding}"`;
}

async function readEntry(siteDir: string, file: string): Promise<Entry | null> {
  const path = await locate(siteDir, file);
  const handle = path && (await openPlainFile(path));
  if (!path || !handle) return null;
  try {
    const stats = await handle.stat();
    if (!stats.isFile()) return null;
    const body = stats.size > LARGE ? null : await handle.readFile();
    const redirect = body && mayRedirect(file) ? redirectOf(body) : null;
    return {
      file,
      path,
      stamp: stampOf(stats),
      // An older address may end in `.php`: what stands there is a page all the same.
      rule: ruleOf(redirect === null ? file : 'index.html', body),
      size: body ? body.length : stats.size,
      digest: body ? digestOf(body) : (hashInAddress(file)?.slice(0, 32) ?? (await digestOfLarge(handle))),
      body,
      redirect,
      packed: {},
      checked: Date.now(),
    };
  } finally {
    await handle.close();
  }
}

/**
 * The real path of a file, if it is one and stands inside the site. The site's folder itself may be a link, and so may
 * its `record`, which the press links to the record beside it.
 */
async function locate(siteDir: string, file: string): Promise<string | null> {
  const root = file.startsWith('record/') ? join(siteDir, 'record') : siteDir;
  try {
    const [inside, path] = await Promise.all([realpath(root), realpath(join(siteDir, file))]);
    return path.startsWith(inside + sep) && (await stat(path)).isFile() ? path : null;
  } catch (error) {
    return nullIfMissing(error);
  }
}

async function openPlainFile(path: string): Promise<FileHandle | null> {
  try {
    return await open(path, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0));
  } catch (error) {
    return nullIfMissing(error);
  }
}

async function openUnchanged(entry: Entry): Promise<FileHandle | null> {
  const handle = await openPlainFile(entry.path);
  if (!handle || stampOf(await handle.stat()) === entry.stamp) return handle;
  await handle.close();
  return null;
}

function nullIfMissing(error: unknown): null {
  const missing = ['ENOENT', 'ENOTDIR', 'EISDIR', 'ELOOP', 'ENAMETOOLONG', 'EACCES', 'EINVAL'];
  if (missing.includes((error as NodeJS.ErrnoException).code ?? '')) return null;
  throw error;
}

function stampOf(stats: Stats): string {
  return [stats.dev, stats.ino, stats.size, stats.mtimeMs, stats.ctimeMs].join(':');
}

function digestOf(body: Buffer): string {
  return createHash('sha256').update(body).digest('hex').slice(0, 32);
}

/** Stored media have their hash for a name: nobody waits for a film's first second until all of it has been hashed. */
function hashInAddress(file: string): string | undefined {
  return /^(?:record\/)?media\/[0-9a-f]{2}\/([0-9a-f]{64})(?:\.[a-z0-9]+)?$/.exec(file)?.[1];
}

async function digestOfLarge(handle: FileHandle): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of handle.createReadStream({ start: 0, autoClose: false, highWaterMark: 1 << 18 })) {
    hash.update(chunk as Buffer);
  }
  return hash.digest('hex').slice(0, 32);
}

/** Bytes that came from elsewhere lead nobody anywhere. */
function mayRedirect(file: string): boolean {
  return !/^(record|media|assets)\//.test(file);
}

/** The press writes a redirect as a small page that refreshes at once, so that it works on any static host. */
function redirectOf(body: Buffer): string | null {
  if (body.length >= REDIRECT_PAGE_LIMIT) return null;
  const page =
    /^<!doctype html>\s*<html[^>]*>\s*(?:<head>\s*)?(?:<meta charset[^>]*>\s*)?<meta http-equiv="refresh" content="0; ?url=([^"]+)"/i;
  return page.exec(body.toString('utf8'))?.[1]?.replaceAll('&amp;', '&') ?? null;
}

function ruleOf(file: string, body: Buffer | null): Rule {
  const rule = ruleFor(file);
  const script = body && carriesItsScript(file) ? /<script>([\s\S]*)<\/script>/.exec(body.toString())?.[1] : undefined;
  return script === undefined ? rule : withScript(rule, createHash('sha256').update(script).digest('base64'));
}

function costOf(entry: Entry): number {
  const packed = Object.values(entry.packed).reduce((sum, copy) => sum + (copy?.length ?? 0), 0);
  return ENTRY_OVERHEAD + (entry.body?.length ?? 0) + packed;
}
