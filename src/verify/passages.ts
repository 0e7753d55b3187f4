import type { Release } from '../record/release.ts';
import { searchFold } from './fold.ts';
import { forgedPictures } from './forgery.ts';
import type { OpenedRecord } from './log.ts';
import { ownWords } from './surface.ts';

/**
 * The index of passages: which releases may hold a text. A hint, never trusted: what it names is then compared word by
 * word. One segment for 256 entries of the log, `index/000`; the last one, not full, `index/000.p/<W>`, as tiles are.
 *
 * A segment is a row of numbers of 32 bits, rising, each the difference to the one before in LEB128 (seven bits a byte, the
 * lowest first). The upper 24 bits of a number are a fingerprint, the lower 8 the entry's place in the segment.
 *
 * A fingerprint is FNV-1a (32 bits, over UTF-16 code units, both bytes), its upper 24 bits, of: three folded words in a row
 * with spaces between (of six such runs in a row the least, so that eight words in common are always found; all of them
 * for lines that stand alone, and the line itself where it has fewer words); `path:` and each address within the site;
 * `media:` and each picture's hash, those among them that a notice declares not to be the organisation's.
 */
const SEGMENT = 256;
const RUN = 3;
const WINDOW = 6;
/** A text with so many words in common with a release is always found. */
export const GUARANTEED_WORDS = RUN + WINDOW - 1;

/** A segment from its releases, the first entry's first; null where an entry holds no release, or an erased one. */
export function segmentOf(releases: (Release | null)[]): Uint8Array {
  const codes = releases.flatMap((release, place) => (release ? codesOf(release, place) : []));
  return writeSegment(codes);
}

/** Throws nothing: bytes that are cut off or do not rise give null. */
export function readSegment(bytes: Uint8Array): Uint32Array | null {
  const codes = new Uint32Array(bytes.length);
  let [count, last, value, shift] = [0, 0, 0, 0];
  for (const byte of bytes) {
    value += (byte & 127) * 2 ** shift;
    shift += 7;
    if (shift > 35) return null;
    if (byte & 128) continue;
    last += value;
    if (last > 0xffffffff || (value === 0 && count > 0)) return null;
    codes[count++] = last;
    [value, shift] = [0, 0];
  }
  return shift === 0 ? codes.slice(0, count) : null;
}

/** `index/x001/234`, and of a segment that holds fewer than 256 entries `index/000.p/17`. */
export function segmentPath(segment: number, entries: number): string {
  const groups = String(segment)
    .padStart(Math.ceil(String(segment).length / 3) * 3, '0')
    .match(/\d{3}/g)!;
  const name = groups.map((digits, at) => (at < groups.length - 1 ? `x${digits}` : digits)).join('/');
  return entries === SEGMENT ? `index/${name}` : `index/${name}.p/${entries}`;
}

/** What the writer needs to read: the files below record/, and the release of an entry (null: none, or erased). */
export interface IndexReader {
  read(path: string): Promise<Uint8Array | null>;
  release(index: number): Promise<Release | null>;
}

/** Files to write, and those to delete (`bytes` null), in this order. */
export interface IndexChange {
  path: string;
  bytes: Uint8Array | null;
}

/**
 * What a publication changes in the index: the log grew from `before` to `size` entries, and the entries `erased` lost
 * their releases. Rewrites the last segment, the new ones, and those of erased entries, nothing else.
 */
export async function* indexChanges(
  reader: IndexReader,
  before: number,
  size: number,
  erased: number[] = [],
): AsyncGenerator<IndexChange> {
  const touched = new Set(erased.filter((index) => index < before).map((index) => Math.floor(index / SEGMENT)));
  for (let segment = Math.floor(before / SEGMENT); segment * SEGMENT < size; segment++) touched.add(segment);
  for (const segment of [...touched].sort((a, b) => a - b)) {
    const from = segment * SEGMENT;
    const had = Math.max(0, Math.min(before - from, SEGMENT));
    const has = Math.min(size - from, SEGMENT);
    const gone = new Set(erased.filter((index) => index >= from).map((index) => index - from));
    const bytes = await grownSegment(reader, from, had, has, gone);
    yield { path: segmentPath(segment, has), bytes };
    if (had > 0 && had < has) yield { path: segmentPath(segment, had), bytes: null };
  }
}

async function grownSegment(reader: IndexReader, from: number, had: number, has: number, gone: Set<number>) {
  const known = had > 0 ? await reader.read(segmentPath(from / SEGMENT, had)) : null;
  const codes = known && readSegment(known);
  const kept = codes ? [...codes].filter((code) => !gone.has(code & 255)) : [];
  for (let place = codes ? had : 0; place < has; place++) {
    const release = gone.has(place) ? null : await reader.release(from + place);
    if (release) for (const code of codesOf(release, place)) kept.push(code);
  }
  return writeSegment(kept);
}

export interface PassageIndex {
  size: number;
  segments: Uint32Array[];
}

/** Reads every segment that stands in the record; where one is missing or damaged its releases are read instead. */
export async function openIndex(
  record: Pick<OpenedRecord, 'source' | 'size' | 'entries' | 'release'>,
): Promise<PassageIndex> {
  const count = Math.ceil(record.size / SEGMENT);
  const segments: Uint32Array[] = [];
  // A few at once: over HTTP each waits for the network.
  for (let from = 0; from < count; from += 16) {
    const some = Array.from({ length: Math.min(16, count - from) }, (_, at) => openSegment(record, from + at));
    segments.push(...(await Promise.all(some)));
  }
  return { size: record.size, segments };
}

async function openSegment(record: Parameters<typeof openIndex>[0], segment: number): Promise<Uint32Array> {
  const entries = Math.min(record.size - segment * SEGMENT, SEGMENT);
  for (const stored of entries < SEGMENT ? [entries, SEGMENT] : [SEGMENT]) {
    const bytes = await record.source.read(segmentPath(segment, stored));
    const codes = bytes && readSegment(bytes);
    // The segment may have grown beyond the checkpoint that is open here.
    if (codes) return stored === entries ? codes : codes.filter((code) => (code & 255) < entries);
  }
  const releases: (Release | null)[] = [];
  for (const entry of record.entries.slice(segment * SEGMENT, segment * SEGMENT + entries)) {
    // A release that is missing or damaged is found by no passage; whoever asks for it by number hears why.
    releases.push(entry.type === 'release' ? await record.release(entry.release).catch(() => null) : null);
  }
  return readSegment(segmentOf(releases))!;
}

/** Entries that may hold words of the text, those that share the most with it first, newer ones before older. */
export function candidates(index: PassageIndex, text: string): { index: number; shared: number }[] {
  const words = searchFold(text);
  const wanted = new Set(words.length > 200 ? winnowed(words) : allRuns(words));
  return found(index, [...wanted]);
}

/** Entries whose page may stand at this address within the site. */
export function candidatesAt(index: PassageIndex, path: string): number[] {
  return found(index, [fingerprint(`path:${path}`)]).map((one) => one.index);
}

/** Entries whose release may hold this picture. */
export function candidatesWith(index: PassageIndex, mediaSha256: string): number[] {
  return found(index, [fingerprint(`media:${mediaSha256}`)]).map((one) => one.index);
}

function found({ segments }: PassageIndex, fingerprints: number[]): { index: number; shared: number }[] {
  const wanted = Uint32Array.from(fingerprints).sort();
  const counts = new Uint32Array(SEGMENT);
  return segments
    .flatMap((codes, segment) => {
      counts.fill(0);
      count(codes, wanted, counts);
      return [...counts].flatMap((shared, place) => (shared > 0 ? [{ index: segment * SEGMENT + place, shared }] : []));
    })
    .sort((a, b) => b.shared - a.shared || b.index - a.index);
}

function count(codes: Uint32Array, wanted: Uint32Array, counts: Uint32Array): void {
  let at = 0;
  for (const print of wanted) {
    const from = print * SEGMENT;
    // Gallop, then halve: few wanted prints jump far, many walk.
    let stride = 1;
    while (at + stride < codes.length && codes[at + stride]! < from) stride *= 2;
    let [low, high] = [at, Math.min(at + stride, codes.length)];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (codes[middle]! < from) low = middle + 1;
      else high = middle;
    }
    for (at = low; at < codes.length && codes[at]! < from + SEGMENT; at++) counts[codes[at]! & 255]!++;
  }
}

function codesOf(release: Release, place: number): number[] {
  return [...fingerprints(release)].map((print) => print * SEGMENT + place);
}

function fingerprints(release: Release): Set<number> {
  const { runs, lines } = ownWords(release);
  const addresses = [release.path, ...release.aliases].filter(Boolean);
  const own = release.media.flatMap(({ sha256, sizes }) => [sha256, ...sizes.map((size) => size.sha256)]);
  const pictures = [...own, ...forgedPictures(release)];
  return new Set([
    ...runs.flatMap((text) => winnowed(searchFold(text))),
    ...lines.flatMap((text) => allRuns(searchFold(text))),
    ...addresses.map((path) => fingerprint(`path:${path}`)),
    ...pictures.map((sha256) => fingerprint(`media:${sha256}`)),
  ]);
}

/** The fingerprints of all runs of three words; of fewer words the one of all of them. */
function allRuns(words: string[]): number[] {
  if (words.length === 0) return [];
  if (words.length < RUN) return [fingerprint(words.join(' '))];
  const prints: number[] = [];
  for (let at = 0; at + RUN <= words.length; at++) prints.push(fingerprint(words.slice(at, at + RUN).join(' ')));
  return prints;
}

/** Of every six fingerprints in a row the least (Schleimer, Wilkerson, Aiken: “Winnowing”, 2003). */
function winnowed(words: string[]): number[] {
  const prints = allRuns(words);
  const kept: number[] = [];
  let least = -1;
  for (let at = 0; at < prints.length; at++) {
    const from = Math.max(0, at - WINDOW + 1);
    if (at < WINDOW - 1 && at < prints.length - 1) continue;
    if (least < from) {
      least = from;
      for (let i = from; i <= at; i++) if (prints[i]! <= prints[least]!) least = i;
    } else if (prints[at]! <= prints[least]!) least = at;
    else continue;
    kept.push(prints[least]!);
  }
  return kept;
}

function fingerprint(text: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    hash = Math.imul(hash ^ (unit & 255), 0x01000193);
    hash = Math.imul(hash ^ (unit >> 8), 0x01000193);
  }
  return hash >>> 8;
}

function writeSegment(codes: number[]): Uint8Array {
  const sorted = Uint32Array.from(codes).sort();
  const bytes: number[] = [];
  let last = 0;
  sorted.forEach((code, at) => {
    if (at > 0 && code === last) return;
    let rest = code - last;
    for (; rest > 127; rest = Math.floor(rest / 128)) bytes.push((rest % 128) | 128);
    bytes.push(rest);
    last = code;
  });
  return Uint8Array.from(bytes);
}
