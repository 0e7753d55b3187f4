import type { Child, Html } from '../base/html.ts';
import type { KindWords, Language } from '../languages/language.ts';
import type { Json, Medium, Release } from '../record/release.ts';
import type { Run } from '../theme/difference/difference.ts';
import type { Picture } from '../theme/picture/picture.ts';
import type { Setting } from '../theme/setting.ts';
import type { Field } from './field.ts';

/**
 * What a kind is, declared once. The press draws page, card, feed entry and schema.org data from it, the desk its form,
 * the search its fields, the importers their mapping. What all kinds share (title, body, dates, people, tags, …) is the
 * envelope and is never declared again: see src/record/release.ts. What several kinds share beyond it is a trait: see
 * traits.ts.
 */
export interface Kind {
  id: string;
  /** The letters of its citation numbers: `ST`. */
  letters: string;
  /** The part of addresses that names its section: `statements`. Null for what has no page of its own. */
  section: string | null;
  /** Dated kinds stand in archives, on the front page and in feeds; the others in one list by alphabet. */
  dated: boolean;
  /** schema.org type of its page. */
  schemaType: string | null;
  /** What schema.org data it adds to the envelope's. */
  schemaOrg?(it: Shown): Record<string, Json>;
  /** What this kind adds to the envelope. */
  fields: Record<string, Field>;
  /** Envelope parts that must be there, beside the title. */
  requires?: ('body' | 'posted' | 'summary')[];
  /** Why a new edition waits until an approver has read it and lets it go on, as one clause: `it names private persons`. */
  restricted?: string;
  /** Whether texts can name an item of this kind as issuer or person: then a page gathers all that does. */
  isParty?: boolean;
  /** What is wrong in the fields together, beyond each one's own shape. */
  check?(content: Checked): Fault[];
  /** What it draws itself above and below the text, from its fields. A withdrawn one shows neither. */
  above?(it: Shown): Child;
  below?(it: Shown): Child;
  /**
   * The words are somebody else's: page, card, feed and plain text are marked with the sentence `says.theirs`, and there is
   * no letter under the organisation's head.
   */
  theirs?: true;
  /** What stands over the title of its card and its page, instead of the fields shown as `eyebrow`. */
  eyebrow?(it: Shown): string;
  /** The picture on its card, where that is not the one over its text; the kind draws it itself. */
  face?(release: Shown['release']): Medium | undefined;
  /** The day or time on its card, where that is not when it was posted. */
  day?(it: Shown): string | null;
  /** Numbers of other items from whose texts its pages draw (`Shown.other`): these are pressed anew when those change. */
  drawsFrom?(release: Shown['release']): string[];
  /** Its headings open sections, which the press gives anchors and, where this says so, numbers: see sections.ts. */
  sections?(release: Shown['release']): 'numbered' | 'plain';
  /** Further pages below its own, by address: `changes/`. Null where this item has none. */
  pages?: Record<string, (it: Shown) => { title: string; main: Child } | null>;
  /** Components of the theme whose scripts make its pages handier; none is needed. */
  scripts?: string[];
  /** Files beside the page, by name: `event.ics`. Null where this item has none. */
  files?: Record<string, (it: Shown) => string | Uint8Array | null>;
  /** How the section's own page lists its items, where cards by date or alphabet are not enough. */
  list?(all: Shown[], section: Section): Child;
  /** Its list holds all there is, in an order of its own: no archive by months stands below it. */
  listsAll?: boolean;
  /** schema.org data of the section's own page: a Dataset, a PodcastSeries. */
  listSchemaOrg?(all: Shown[], section: Section): Record<string, Json>;
  /**
   * What podcast apps play of it: then the section has `podcast.xml` and its cover, `podcast.png`, and `says.podcast` tells
   * what the podcast is. The category is one of https://podcasters.apple.com/support/1691-apple-podcasts-categories.
   */
  podcast?: { category: string; episodes(it: Shown): Episode[] };
  /** Files of the whole section, by name: `events.ics`. */
  sectionFiles?: Record<string, (all: Shown[], section: Section) => string>;
  /** For each form that the old site knew, the fields that it means here. */
  legacy?: Record<string, Record<string, Json>>;
  /** Words for a kind that the language files do not know. */
  words?: Record<string, KindWords>;
}

/** A release as a kind's drawing sees it. One that was withdrawn is drawn by no kind. */
export interface Shown {
  /** Without the body, which stands between `above` and `below`. */
  release: Omit<Release, 'body'>;
  words: KindWords;
  here: Setting;
  /** Of a medium by its SHA-256: its words, and where it stands in the site. Null where the release has it not. */
  medium(sha256: Json | undefined): SiteMedium | null;
  /** A picture of the release, for `<img sizes>`. */
  picture(medium: Medium | undefined, sizes: string): Picture | null;
  /** The address at which the whole site begins, and an address of the site in full: for feeds, calendars, data. */
  absolute(address: string): string;
  /** The organisation's name in this language. */
  organisation: string;
  /** Its canonical body. Read from the record's files, one by one: not for lists and cards. */
  body(): string;
  /**
   * Another text, for what is drawn on this item's own pages: an edition of this item, or of one that `drawsFrom` names.
   * Null where it does not stand.
   */
  other(number: string, language: string): Passage | null;
  /** Items that draw from this one, in this language. */
  drawnBy(): Passage[];
  /** Two texts in one, word by word. */
  compare(older: string, newer: string): Run[];
}

/** A release and its text, on the page that shows it. */
export interface Passage {
  release: Omit<Release, 'body'>;
  /** SHA-256 of the release. */
  sha256: string;
  language: Language;
  body(): string;
  /** The text as this page shows it beside its own: without what other texts of the page are linked by. */
  markup(): Html;
}

export interface SiteMedium extends Medium {
  /** In the site, of the largest size. */
  address: string;
  type: string;
  bytes(): Uint8Array;
}

/** Something to be heard or seen, as an app for podcasts has it. */
export interface Episode {
  /** Tells the episodes of one item apart, and stays the same whatever is corrected; empty where the item is one episode. */
  part: string;
  title: string;
  summary: string;
  /** Who is heard. */
  by: string[];
  /** A day, or a time with its offset. */
  day: string;
  file: SiteMedium;
  /** The same recording in other formats. */
  others: SiteMedium[];
  seconds: number | null;
  /** What is heard, to be read: captions, or the text of the item. Null where it stands nowhere. */
  transcript: SiteMedium | 'text' | null;
}

/** The section's page, as its drawing sees it. */
export interface Section {
  title: string;
  /** In the site: `en/events/`. */
  address: string;
  here: Setting;
  words: KindWords;
  absolute(address: string): string;
  organisation: string;
  /** Cards as every section has them. */
  cards(some: Shown[]): Html;
}

/** What a check reads: fields in their whole shape, and the envelope beside them. */
export interface Checked {
  title: string;
  body: string;
  event: Release['event'];
  fields: Record<string, Json>;
  /** Of what was taken from an old site: nobody can be asked what it lacks. */
  legacy?: object | null;
  media: Pick<Medium, 'sha256' | 'role' | 'alt' | 'caption' | 'credit' | 'sizes'>[];
}

/** One thing that is wrong, by the path of the field: `{ field: 'fields.end', code: 'ENDS_BEFORE_START', … }`. */
export interface Fault {
  field: string;
  code: string;
  /** What is wrong, as one clear clause without a full stop: `the end is before the start`. */
  message: string;
  hint: string;
}

export function defineKind(kind: Kind): Kind {
  return kind;
}

/** The kind's words in a language: the language file's, else the kind's own, else English. */
export function kindWords(kind: Kind, language: Language): KindWords {
  const words = language.kinds[kind.id] ?? kind.words?.[language.id] ?? kind.words?.en;
  return words ?? { one: kind.id, many: kind.id, none: '' };
}

/** The sentence that says whose words these are, with fields where it names them (`{outlet}`); empty where they are ours. */
export function theirWords(kind: Kind, language: Language, fields: Record<string, Json>): string {
  const said = kind.theirs ? (kindWords(kind, language).says?.theirs ?? '') : '';
  return said.replace(/\{(\w+)\}/g, (_, id) => String(fields[id] ?? ''));
}

/** The kind whose section stands at this part of an address. */
export function kindOfSection(kinds: Iterable<Kind>, section: string | undefined): Kind | undefined {
  return section ? [...kinds].find((kind) => kind.section === section) : undefined;
}
