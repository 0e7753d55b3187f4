import { DaftarError } from '../base/errors.ts';
import type { Release } from '../record/release.ts';
import { byNumber, compareItem, namedIn, numberAlone } from './by-number.ts';
import { type Comparison, compareWith, type Difference } from './compare.ts';
import { isForgeryNotice } from './forgery.ts';
import { forgedSurface, type Held, type Library } from './library.ts';
import { Asked, aroundRun, findRun, type Run, reachFrom } from './match.ts';
import { candidates, GUARANTEED_WORDS } from './passages.ts';
import type { Surface } from './surface.ts';
import type { Answer, Why } from './verdict.ts';

/** Longer texts are refused at once; the longest books have a few million. */
export const LONGEST_TEXT = 1_000_000;
/** An altered text is one of which at least this share is recognisably from a release. */
const RECOGNISABLE = 0.5;
/** As many of the best candidates are read: until the words are found, and in all; and compared word by word. */
const LOOKED_FOR = 24;
const LOOKED_THROUGH = 64;
const BATCH = 8;
const COMPARED = 8;
/** A splice is told from a rewriting by the length and the number of its pieces. */
const SHORTEST_PIECE = 3;
const MOST_PIECES = 20;
/** In records of up to so many entries short passages are looked for in every release. */
const READ_WHOLE = 512;

export async function byText(library: Library, text: string, first: number[] = []): Promise<Answer> {
  if (text.length > LONGEST_TEXT) throw tooLong(text.length);
  if (numberAlone(text)) return byNumber(library, text);
  const asked = new Asked(text);
  const named = [...first, ...(await namedIn(library, text))];
  if (/^\s*\S+\s*$/.test(text) && named.length > 0) return compareItem(library, (await library.held(named[0]!))!.entry);
  if (asked.words === 0) return { outcome: 'not-in-record', why: 'too-short' };

  const hits = candidates(await library.index(), text).map(({ index }) => index);
  const { held, found } = await lookThrough(library, named, hits, asked);
  const forgery = await forgeryOf(held, asked);
  const ours = forgery ? found.filter(({ release }) => !isForgeryNotice(release)) : found;
  if (ours.length > 0) return standing(library, ours, asked);
  if (forgery) return notOurs(library, forgery);
  if (asked.words < GUARANTEED_WORDS && library.record.size <= READ_WHOLE) {
    const all = await matching(library, await heldOf(library, library.record.entries.keys()), asked);
    if (all.length > 0) return standing(library, all, asked);
  }
  const broken = held.find(({ index }) => named.includes(index) && library.damaged.has(index));
  if (broken) return { outcome: 'damaged', release: library.found(broken) };
  return differing(library, held, asked, new Set(named));
}

export function tooLong(length: number): DaftarError {
  return new DaftarError(
    'TEXT_TOO_LONG',
    `The text has ${length} characters; at most ${LONGEST_TEXT} can be checked at once.`,
    'Check it in parts, a statement at a time.',
  );
}

/**
 * The named entries and the best hits, a batch at a time: on while the words are still found in more of them, and for
 * some batches until they are found at all. Those that hold a passage have nearly the same hits, so they stand together.
 */
async function lookThrough(library: Library, named: number[], hits: number[], asked: Asked) {
  const held = await heldOf(library, named);
  const found = await matching(library, held, asked);
  for (let from = 0; from < Math.min(hits.length, found.length > 0 ? LOOKED_THROUGH : LOOKED_FOR); from += BATCH) {
    const known = new Set(held.map(({ index }) => index));
    const batch = await heldOf(
      library,
      hits.slice(from, from + BATCH).filter((index) => !known.has(index)),
    );
    const fresh = batch.filter(({ index }) => !known.has(index));
    const more = await matching(library, fresh, asked);
    held.push(...fresh);
    if (found.length > 0 && more.length === 0) break;
    found.push(...more);
  }
  return { held, found };
}

/** Releases of these entries, and of each edition also the newest, each once and in this order. */
export async function heldOf(library: Library, indexes: Iterable<number>): Promise<Held[]> {
  const entries = await Promise.all([...new Set(indexes)].map((index) => library.held(index)));
  const releases = entries.filter((one) => one !== null);
  const newest = await Promise.all(releases.map(({ entry }) => library.held(library.newest(entry).index)));
  const each = new Map([...releases, ...newest].map((one) => [one!.index, one!]));
  return [...each.values()];
}

interface Match {
  held: Held;
  release: Release;
  surface: Surface;
  run: Run;
}

export async function matching(library: Library, held: Held[], asked: Asked): Promise<Match[]> {
  const matches: Match[] = [];
  for (const one of held) {
    for (const surface of await library.surfaces(one)) {
      const run = findRun(asked, surface);
      if (!run) continue;
      matches.push({ held: one, release: one.release!, surface, run });
      break;
    }
  }
  return matches;
}

const RANKS = ['genuine', 'superseded', 'withdrawn'] as const;

/** The words stand in these releases: which of them the verdict is about, and whether it still holds. */
export async function standing(library: Library, matches: Match[], asked: Asked): Promise<Answer> {
  const stands = new Set(matches.map(({ held }) => held.index));
  const rank = ({ held }: Match) => {
    const newest = library.newest(held.entry);
    if (newest.entry.event === 'withdraw') return 2;
    return newest.index === held.index ? 0 : stands.has(newest.index) ? 0.5 : 1;
  };
  const [best, ...others] = matches
    .map((match) => ({ match, rank: rank(match) }))
    .sort(
      (a, b) => Number(b.match.run.whole) - Number(a.match.run.whole) || a.rank - b.rank || newer(a.match, b.match),
    );
  const { held, run, surface } = best!.match;
  const outcome = RANKS[Math.floor(best!.rank)]!;
  const newest = library.newest(held.entry);
  const current = newest.index === held.index ? null : (await library.held(newest.index))!;
  const [now] = outcome === 'superseded' && current ? await library.surfaces(current) : [];
  return {
    outcome,
    whole: run.whole,
    release: library.found(held),
    current: current && library.found(current),
    also: others.slice(0, 20).map(({ match }) => library.found(match.held)),
    differences: now ? compareWith(asked, now).differences : [],
    leftOut: run.whole ? null : aroundRun(surface, run),
    ...(matches.every(({ release }) => release.kind === CUTTING) && { why: 'press-cutting' as const }),
  };
}

/** The kind whose words are somebody else's. */
const CUTTING = 'cutting';

function newer(a: Match, b: Match): number {
  return b.held.index - a.held.index;
}

/** The newest notice that declares these very words a forgery. */
async function forgeryOf(held: Held[], asked: Asked): Promise<Held | null> {
  const notices = held.filter(({ release }) => {
    const surface = release && forgedSurface(release);
    const run = surface && findRun(asked, surface);
    return run && (run.whole || asked.words >= GUARANTEED_WORDS);
  });
  return notices.sort((a, b) => b.index - a.index)[0] ?? null;
}

export async function notOurs(library: Library, notice: Held): Promise<Answer> {
  return { outcome: 'not-ours', whole: true, release: library.found(notice), why: 'declared-forgery' };
}

interface Compared extends Comparison {
  held: Held;
  /** Of a notice: compared with what it declares a forgery. */
  forged: boolean;
}

/** The words stand in no release so: altered, where enough is recognisable, or not in the record. */
async function differing(library: Library, held: Held[], asked: Asked, named: Set<number>): Promise<Answer> {
  const readable = held.filter(({ release }) => release);
  const compared = (
    await Promise.all(readable.slice(0, COMPARED).map((one) => comparisons(library, one, asked)))
  ).flat();
  const ranked = compared.sort(
    (a, b) =>
      Number(b.share >= RECOGNISABLE && named.has(b.held.index)) -
        Number(a.share >= RECOGNISABLE && named.has(a.held.index)) ||
      b.share - a.share ||
      b.held.index - a.held.index,
  );
  const best = ranked.find(({ forged }) => !forged);
  if (best && best.share >= RECOGNISABLE) return altered(library, best, readable, asked);
  const nearest = ranked.filter(({ share }) => share > 0).slice(0, 5);
  return {
    outcome: 'not-in-record',
    nearest: nearest.map((one) => ({ ...library.found(one.held), similarity: round(one.share) })),
    why: reason(asked, library, nearest),
  };
}

export async function comparisons(library: Library, held: Held, asked: Asked): Promise<Compared[]> {
  const forged = forgedSurface(held.release!);
  const own = (await library.surfaces(held)).map((surface) => ({
    held,
    forged: false,
    ...compareWith(asked, surface),
  }));
  return forged ? [...own, { held, forged: true, ...compareWith(asked, forged) }] : own;
}

function reason(asked: Asked, { record }: Library, nearest: Compared[]): Why | null {
  if (asked.words < 3) return 'too-short';
  if (nearest.some(({ forged, share }) => forged && share >= RECOGNISABLE)) return 'resembles-forgery';
  return asked.words < GUARANTEED_WORDS && record.size > READ_WHOLE ? 'short-passage' : null;
}

export async function altered(library: Library, best: Compared, readable: Held[], asked: Asked): Promise<Answer> {
  const newest = library.newest(best.held.entry);
  const current = newest.index === best.held.index ? null : await library.held(newest.index);
  return {
    outcome: 'altered',
    release: library.found(best.held),
    current: current && library.found(current),
    differences: best.differences,
    why: await howAltered(library, best.differences, readable, asked),
  };
}

/** Whether something was only left out, or all of it stands in the record, put together from pieces of three words or more. */
async function howAltered(
  library: Library,
  differences: Difference[],
  readable: Held[],
  asked: Asked,
): Promise<Why | null> {
  if (differences.every(({ kind }) => kind !== 'added')) return 'words-left-out';
  const surfaces = (await Promise.all(readable.slice(0, COMPARED).map((one) => library.surfaces(one)))).flat();
  let from = 0;
  for (let pieces = 0; pieces < MOST_PIECES && from < asked.tokens.length; pieces++) {
    const reach = Math.max(...surfaces.map((surface) => reachFrom(asked, surface, from)));
    if (reach < SHORTEST_PIECE) return null;
    from += reach;
  }
  return from === asked.tokens.length ? 'splice' : null;
}

function round(share: number): number {
  return Math.round(share * 100) / 100;
}
