import { instant, monthOf } from '../base/dates.ts';
import { aliasAddresses, isPlainName } from '../kinds/aliases.ts';
import { leavesOf, type Named } from '../kinds/field.ts';
import { kinds } from '../kinds/index.ts';
import type { Kind } from '../kinds/kind.ts';
import type { Masthead } from '../kinds/masthead.ts';
import { compareIn } from '../languages/format.ts';
import type { Language } from '../languages/language.ts';
import type { ReleaseEntry } from '../record/entry.ts';
import type { Event, Release } from '../record/release.ts';
import type { Erased } from '../record/store.ts';

/** A release without its text: what lists, feeds and neighbours need. Texts stay on disk. */
export type Brief = Omit<Release, 'body'>;

export interface Stamp {
  version: number;
  event: Event;
  released: string;
  note: string;
  sha256: string;
  /** Index in the log. */
  position: number;
  /** Id of the publisher's key that signed. */
  key: string;
  /** Of an erased release only its entry is left: no note, and no text. */
  erased: Erased | null;
}

export interface Edition {
  current: Brief;
  /** Oldest first; the last is `current`. Some before it may be erased. */
  releases: Stamp[];
}

/** An edition whose newest release was erased: it stands in no list. */
export interface Tombstone {
  number: string;
  language: string;
  /** The newest release that stands, which is not shown as current; null where none does. */
  last: Brief | null;
  /** Oldest first. */
  releases: Stamp[];
}

/** Editions that stand in one list, by month (`2020-11`). Shelves are named by the address of their page: `en/tags/water/`. */
export type Shelf = Map<string, Set<Edition>>;

/** What the record holds now, in memory and without texts; it only ever moves forward, release by release. */
export class Catalogue {
  masthead: { fields: Masthead; edition: Edition } | null = null;
  demo = false;
  items = new Map<string, Map<string, Edition>>();
  /** By number and language. */
  tombstones = new Map<string, Map<string, Tombstone>>();
  /** Keys that others may have, by id, with the position of the entry that revoked them. */
  revoked = new Map<string, number>();
  shelves = new Map<string, Shelf>();
  /** Editions that ask for an older address, the first of them first: it leads to that one. */
  aliases = new Map<string, Edition[]>();
  /** Where editions stand; an alias never takes such an address. */
  paths = new Set<string>();
  /** Editions that show a picture, by the hash of one of its sizes. */
  pictures = new Map<string, Set<Edition>>();
  /** Editions whose pages draw from the texts of an item, by its number. */
  drawing = new Map<string, Set<Edition>>();
  /** Editions by the month of their date, for the sitemap's shards. */
  months: Shelf = new Map();

  edition(number: string, language: string): Edition | undefined {
    return this.items.get(number)?.get(language);
  }

  apply(release: Release, entry: ReleaseEntry, position: number): Edition {
    const { body: _, ...brief } = release;
    const known = this.edition(brief.number, brief.language);
    if (known) this.#unshelve(known);
    const before = this.tombstones.get(brief.number)?.get(brief.language);
    this.tombstones.get(brief.number)?.delete(brief.language);
    const edition = known ?? { current: brief, releases: [...(before?.releases ?? [])] };
    const aliasesBefore = known?.current.aliases ?? [];
    edition.current = brief;
    edition.releases.push(stampOf(entry, position, brief.note, null));
    this.#shelve(edition);
    this.#changeAliases(edition, aliasesBefore);
    return edition;
  }

  /** A release of which the log holds no more than the entry. Until a newer one stands, the edition is a tombstone. */
  applyErased(entry: ReleaseEntry, position: number, erased: Erased): void {
    const { number, language } = entry;
    const stamp = stampOf(entry, position, '', erased);
    const known = this.edition(number, language);
    if (known?.current.kind === 'masthead') return void known.releases.push(stamp); // pages keep the one that stands
    const before = known ?? this.tombstones.get(number)?.get(language);
    if (known) this.#bury(known);
    const last = known?.current ?? this.tombstones.get(number)?.get(language)?.last ?? null;
    if (!this.tombstones.has(number)) this.tombstones.set(number, new Map());
    this.tombstones
      .get(number)!
      .set(language, { number, language, last, releases: [...(before?.releases ?? []), stamp] });
  }

  /** An item's tombstones, in the order of their languages' ids. */
  tombstonesOf(number: string): Tombstone[] {
    return [...(this.tombstones.get(number)?.values() ?? [])].sort((a, b) => (a.language < b.language ? -1 : 1));
  }

  #bury(edition: Edition): void {
    const { number, language, aliases } = edition.current;
    this.#unshelve(edition);
    edition.current = { ...edition.current, aliases: [] };
    this.#changeAliases(edition, aliases);
    this.items.get(number)!.delete(language);
    if (this.items.get(number)!.size === 0) this.items.delete(number);
  }

  /** The editions of an item, in the masthead's order of languages. */
  editionsOf(number: string): Edition[] {
    const editions = this.items.get(number);
    if (!editions) return [];
    const order = this.masthead?.fields.languages ?? [];
    const rank = ({ current }: Edition) => rankIn(order, current.language);
    return [...editions.values()].sort(
      (a, b) => rank(a) - rank(b) || (a.current.language < b.current.language ? -1 : 1),
    );
  }

  /**
   * Whether a section holds something to read, and so stands in the navigation. What was withdrawn keeps its place in lists
   * by date; a list that a kind draws itself has nothing of it.
   */
  isOpen(kind: Kind | undefined, language: string): boolean {
    const shelf = kind?.section ? this.shelves.get(`${language}/${kind.section}/`) : undefined;
    if (!shelf || !kind?.list) return (shelf?.size ?? 0) > 0;
    return shelf.values().some((editions) => editions.values().some(({ current }) => current.event !== 'withdraw'));
  }

  #shelve(edition: Edition): void {
    const { number, language, kind } = edition.current;
    if (!this.items.has(number)) this.items.set(number, new Map());
    this.items.get(number)!.set(language, edition);
    for (const picture of picturesOf(edition)) put(this.pictures, picture, edition);
    for (const from of drawnFrom(edition)) put(this.drawing, from, edition);
    if (kind === 'masthead') {
      this.masthead = { fields: edition.current.fields as unknown as Masthead, edition };
      return;
    }
    this.paths.add(edition.current.path);
    const month = monthOf(dateOf(edition));
    for (const shelf of shelvesOf(edition)) {
      if (!this.shelves.has(shelf)) this.shelves.set(shelf, new Map());
      put(this.shelves.get(shelf)!, month, edition);
    }
    put(this.months, month, edition);
  }

  #unshelve(edition: Edition): void {
    const month = monthOf(dateOf(edition));
    for (const name of shelvesOf(edition)) take(this.shelves.get(name), month, edition);
    take(this.months, month, edition);
    for (const picture of picturesOf(edition)) take(this.pictures, picture, edition);
    for (const from of drawnFrom(edition)) take(this.drawing, from, edition);
  }

  /** A correction keeps the edition's place among those that ask for the same address. */
  #changeAliases(edition: Edition, before: string[]): void {
    const now = aliasAddresses(edition.current.aliases);
    for (const address of aliasAddresses(before)) {
      if (now.includes(address)) continue;
      const others = this.aliases.get(address)!.filter((other) => other !== edition);
      if (others.length > 0) this.aliases.set(address, others);
      else this.aliases.delete(address);
    }
    for (const address of now) {
      const claims = this.aliases.get(address) ?? [];
      if (!claims.includes(edition)) this.aliases.set(address, [...claims, edition]);
    }
  }
}

function stampOf(entry: ReleaseEntry, position: number, note: string, erased: Erased | null): Stamp {
  const { version, event, time: released, release: sha256, key } = entry;
  return { version, event, released, note, sha256, position, key, erased };
}

/** The day or time that an edition is filed under: as posted, or else when it was first released. */
export function dateOf({ current, releases }: Edition): string {
  return current.posted ?? releases[0]!.released;
}

/** The lists in which an edition stands, as addresses of their pages. */
export function shelvesOf({ current }: Edition): string[] {
  const { kind: id, language, tags } = current;
  const kind = kinds.get(id);
  if (!kind?.section) return [];
  const named = [...new Set(partiesOf(current).flatMap(({ number }) => number ?? []))];
  return [
    ...(kind.dated ? [`${language}/`] : []),
    `${language}/${kind.section}/`,
    ...[...new Set(tags)].filter(hasTagPage).map((tag) => tagAddress(language, tag)),
    ...named.map((number) => personAddress(language, number)),
  ];
}

/** Who is named: in the envelope, or where the kind's own fields name persons and bodies. */
export function partiesOf({ kind, people, issuers, fields }: Brief): Named[] {
  const isParty = (id: string) => kinds.get(id)?.isParty;
  const inFields = leavesOf(kinds.get(kind)?.fields ?? {}, fields)
    .filter(({ field }) => field.type === 'item' && field.kinds?.some(isParty))
    .map(({ value }) => value as unknown as Named)
    .filter(({ number }) => typeof number === 'string');
  return [...people, ...issuers, ...inFields];
}

/** Every stored size of the pictures that stand on the edition's pages: a withdrawn one shows none. */
export function picturesOf({ current }: Edition): string[] {
  return current.event === 'withdraw' ? [] : current.media.flatMap(({ sizes }) => sizes.map(({ sha256 }) => sha256));
}

/** Numbers of the items from whose texts its pages draw: a withdrawn one draws nothing. */
export function drawnFrom({ current }: Edition): string[] {
  const from = current.event === 'withdraw' ? [] : (kinds.get(current.kind)?.drawsFrom?.(current) ?? []);
  return [...new Set(from)].filter((number) => number !== current.number);
}

/** The editions whose pages draw from the texts of an item, in the order of their numbers. */
export function drawing(catalogue: Catalogue, { number }: Pick<Brief, 'number'>): Edition[] {
  const key = ({ current }: Edition) => `${current.number} ${current.language}`;
  return [...(catalogue.drawing.get(number) ?? [])].sort((a, b) => (key(a) < key(b) ? -1 : 1));
}

/** The record may hold stranger ones than intake lets through now. */
export function hasTagPage(tag: string): boolean {
  return /^[a-z0-9]+(-[a-z0-9]+)*$/.test(tag) && isPlainName(tag);
}

export function tagAddress(language: string, tag: string): string {
  return `${language}/tags/${tag}/`;
}

/** Where a person's statements stand, in each language, whether or not there is a profile. */
export function personAddress(language: string, number: string): string {
  return `${language}/people/${number}/`;
}

/** Newest first; what has the same date in the order of numbers. */
export function newestFirst(editions: Iterable<Edition>): Edition[] {
  return [...editions].sort(
    (a, b) => instant(dateOf(b)) - instant(dateOf(a)) || (a.current.number < b.current.number ? 1 : -1),
  );
}

/** The newest `count` of a shelf, reading no more months than that takes. */
export function newestOf(shelf: Shelf | undefined, count: number): Edition[] {
  const found: Edition[] = [];
  for (const month of monthsOf(shelf)) {
    found.push(...newestFirst(shelf!.get(month)!));
    if (found.length >= count) break;
  }
  return found.slice(0, count);
}

/** By which something is sorted in an order that may not know it: then it stands last. */
export function rankIn(order: string[], id: string): number {
  const place = order.indexOf(id);
  return place < 0 ? order.length : place;
}

/** In the order of their numbers. */
export function inOrder(shelf: Shelf | undefined): Edition[] {
  return editionsIn(shelf).sort(byNumber);
}

/** In the order of the language's alphabet, by the name that they are sorted under. */
export function byAlphabet(shelf: Shelf | undefined, language: Language): Edition[] {
  const compare = compareIn(language);
  const key = ({ current }: Edition) => String(current.fields.sortKey || current.title);
  return editionsIn(shelf).sort((a, b) => compare(key(a), key(b)) || byNumber(a, b));
}

function editionsIn(shelf: Shelf | undefined): Edition[] {
  return [...(shelf?.values() ?? [])].flatMap((editions) => [...editions]);
}

function byNumber(a: Edition, b: Edition): number {
  return a.current.number < b.current.number ? -1 : 1;
}

/** Months that hold something, newest first. */
export function monthsOf(shelf: Shelf | undefined): string[] {
  return shelf ? [...shelf.keys()].sort().reverse() : [];
}

function put(shelf: Shelf, month: string, edition: Edition): void {
  if (!shelf.has(month)) shelf.set(month, new Set());
  shelf.get(month)!.add(edition);
}

function take(shelf: Shelf | undefined, month: string, edition: Edition): void {
  const editions = shelf?.get(month);
  editions?.delete(edition);
  if (editions?.size === 0) shelf!.delete(month);
}
