import { aliasAddresses } from '../../kinds/aliases.ts';
import { isoDay } from './dates.ts';

/** Where a capture stood on the old site, host and scheme left aside. See specs/import.md, section "Legacy". */
export interface Address {
  /** Keys that share a sequence of ids can be neighbours: `news` for all languages, `media-corner` for its own. */
  sequence: 'news' | 'media-corner' | null;
  id: number | null;
  /** The item within the import: `legacy:41001`, `legacy:media-corner/12`, `legacy:news990911.htm`. */
  key: string;
  path: string;
  /** Older addresses to redirect from, the fullest first. */
  aliases: string[];
  /** Those among them at which the new site has pages of its own: nothing can be redirected from there. */
  taken: string[];
}

const SECTION_ROOT = /^([a-z]+news|media-?corner|blogs|events|photo-?gallery|videos-?gallery|default|index)$/i;
const TEXT_ENDING = /\.(txt|text|md)$/i;
const PAGE_ENDING = /\.(html?|aspx?|php)$/i;

/** The address of the first source that gives one: canonical link or `URL:` line, then the file's own name. */
export function addressOf(urls: (string | null)[], fileName: string): Address | null {
  for (const url of urls) {
    const address = url && fromUrl(url);
    if (address) return address;
  }
  return fromFileName(fileName);
}

function fromUrl(url: string): Address | null {
  const segments = segmentsOf(url);
  if (segments.length === 0) return null;
  const numbered = fromSegments(segments);
  if (numbered) return numbered;
  // `?Page=N` counts back from the newest and shifts, so a section's root is never the name of one item.
  return SECTION_ROOT.test(stem(segments.at(-1)!)) ? null : unnumbered(segments);
}

/** A folder of captures (`www.old.example.org/englishnews/41001/a-slug.html`) or one flat name with hyphens. */
function fromFileName(name: string): Address | null {
  const segments = segmentsOf(name.replaceAll('\\', '/'));
  const numbered = fromSegments(segments);
  if (numbered) return numbered;
  const last = segments.at(-1) ?? '';
  const flat = /^(?:.*[-_.])?([a-z]+news|media-?corner)[-_](\d{1,9})(?:[-_](.+))?$/i.exec(stem(last));
  if (flat) return withId(flat[1]!, flat[2]!, flat[3]);
  return /\d{6}\.html?$/i.test(last) ? unnumbered(segments) : null;
}

function fromSegments(segments: string[]): Address | null {
  const at = segments.findIndex(
    (segment, index) =>
      /^([a-z]+news|media-?corner)$/i.test(segment) && /^\d{1,9}$/.test(stem(segments[index + 1] ?? '')),
  );
  if (at < 0) return null;
  const slug = stem(segments[at + 2] ?? '');
  return withId(segments[at]!, stem(segments[at + 1]!), slug === 'index' ? undefined : slug);
}

function withId(route: string, digits: string, slug: string | undefined): Address {
  const id = Number(digits);
  const section = /^media/i.test(route) ? 'media-corner' : route.toLowerCase();
  const sequence = section === 'media-corner' ? 'media-corner' : 'news';
  const path = `${section}/${id}`;
  return {
    sequence,
    id,
    key: sequence === 'news' ? `legacy:${id}` : `legacy:${path}`,
    path,
    ...split(slug ? [`${path}/${slug}`, path] : [path]),
  };
}

function unnumbered(segments: string[]): Address {
  const path = segments.join('/');
  return { sequence: null, id: null, key: `legacy:${path}`, path, ...split([path]) };
}

function split(addresses: string[]): Pick<Address, 'aliases' | 'taken'> {
  const isFree = (address: string) => aliasAddresses([address]).length > 0;
  return { aliases: addresses.filter(isFree), taken: addresses.filter((address) => !isFree(address)) };
}

/** The parts of a path, without scheme, host, query, and whatever could lead out of the site's own folder. */
function segmentsOf(url: string): string[] {
  const path = url
    .trim()
    .replace(/^[a-z]+:\/\/[^/]*/i, '')
    .replace(/[?#].*$/s, '');
  const segments = path
    .split('/')
    .map(decoded)
    .filter((segment) => /^(?!\.+$)[^/\\\p{Cc}]+$/u.test(segment));
  const host = segments.findIndex((segment) => /^[a-z0-9-]+(\.[a-z0-9-]+)+$/i.test(segment) && !hasEnding(segment));
  return segments.slice(host + 1);
}

function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}

const hasEnding = (segment: string): boolean => TEXT_ENDING.test(segment) || PAGE_ENDING.test(segment);
const stem = (segment: string): string => segment.replace(TEXT_ENDING, '').replace(PAGE_ENDING, '');

/** The days that a static page's name can mean, as `newsYYMMDD.htm` or `…DDMMYY.htm`, within 1998 to 2008. */
export function daysInName(path: string): string[] {
  const digits = /(\d\d)(\d\d)(\d\d)\.html?$/i.exec(path);
  if (!digits) return [];
  const [, a, b, c] = digits as unknown as [string, string, string, string];
  return [...new Set([staticDay(a, b, c), staticDay(c, b, a)])].filter((day) => day !== null);
}

function staticDay(year: string, month: string, day: string): string | null {
  const full = Number(year) >= 98 ? `19${year}` : `20${year}`;
  return Number(full) <= 2008 ? isoDay(Number(full), Number(month), Number(day)) : null;
}
