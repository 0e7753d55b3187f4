import { asciiDigits } from './fold.ts';
import type { Held, Library } from './library.ts';
import { candidatesAt } from './passages.ts';
import type { Answer } from './verdict.ts';

const DASH = '[-\\u2010-\\u2015\\u2212_]';
const NUMBER_ALONE = new RegExp(`^([a-z]{2})(?:\\s|${DASH})*(\\d{4})(?:\\s|${DASH})*(\\d{4,})$`, 'i');
const NUMBER_WITHIN = new RegExp(`(?:^|[^a-z0-9])([a-z]{2})${DASH}(\\d{4})${DASH}(\\d{4,})(?![a-z0-9])`, 'gi');

/** `ST-2020-0137` of ` st 2020 ۰۱۳۷ `; null of anything else. */
export function numberAlone(text: string): string | null {
  if (text.length > 200) return null;
  const match = NUMBER_ALONE.exec(withoutMarks(text).trim());
  return match && numberOf(match);
}

function numberOf([, letters, year, counter]: RegExpExecArray | RegExpMatchArray): string {
  return `${letters!.toUpperCase()}-${year}-${counter}`;
}

function withoutMarks(text: string): string {
  return asciiDigits(text.replace(/[\u200b-\u200f\u061c\u202a-\u202e\u2066-\u2069\ufeff\u00ad]/g, ''));
}

export async function byNumber(library: Library, text: string): Promise<Answer> {
  const number = numberAlone(text);
  const [first] = number ? library.record.editions(number).values() : [];
  if (!first) return { outcome: 'not-in-record', why: 'number-unknown' };
  return compareItem(library, first.at(-1)!.entry);
}

/** A number or an address says which text, never that a text is genuine: here are the texts to compare. */
export async function compareItem(library: Library, asked: { number: string; language: string }): Promise<Answer> {
  const newest = [...library.record.editions(asked.number).values()].map((releases) => releases.at(-1)!.index);
  const held = (await Promise.all(newest.map((index) => library.held(index)))).filter((one) => one !== null);
  const [release, ...also] = held.sort((a, b) => Number(isOf(asked, b)) - Number(isOf(asked, a)));
  const erased = release && library.record.erased.has(release.entry.release);
  return {
    outcome: library.damaged.has(release!.index) ? 'damaged' : 'compare',
    release: library.found(release!),
    also: also.map((one) => library.found(one)),
    why: erased ? 'erased' : null,
  };
}

function isOf({ language }: { language: string }, { entry }: Held): boolean {
  return entry.language === language;
}

/** Entries of the items that a text names by number or by address, the newest first. */
export async function namedIn(library: Library, text: string): Promise<number[]> {
  const plain = withoutMarks(text);
  const numbers = new Set([...plain.matchAll(NUMBER_WITHIN)].slice(0, 20).map(numberOf));
  const byNumber = [...numbers].flatMap((number) => [...library.record.editions(number).values()].flat());
  const paths = [...plain.matchAll(/(?:https?:\/\/|[\w-]+\.[a-z]{2,}\/)[^\s<>"')\]]+/gi)]
    .slice(0, 20)
    .flatMap(([url]) => tails(url));
  const byPath = paths.length === 0 ? [] : await atPaths(library, new Set(paths));
  return [...byNumber.map(({ index }) => index).sort((a, b) => b - a), ...byPath];
}

/** The ends of an address that can be a page's path within a site, whatever the site's own path is. */
function tails(url: string): string[] {
  const segments = url
    .replace(/^https?:\/\/|[?#].*$/g, '')
    .replace(/[.,;:!،۔؟]+$/, '')
    .replace(/\/(index\.html|text\.txt|card\.png)?$/, '')
    .split('/');
  return segments.slice(1).map((_, at) => `${segments.slice(at + 1).join('/')}/`);
}

async function atPaths(library: Library, paths: Set<string>): Promise<number[]> {
  const index = await library.index();
  const hits = new Set([...paths].flatMap((path) => candidatesAt(index, path)));
  const held = await Promise.all([...hits].map((hit) => library.held(hit)));
  return held
    .filter((one) => one?.release && [one.release.path, ...one.release.aliases].some((path) => paths.has(path)))
    .map((one) => one!.index)
    .sort((a, b) => b - a);
}
