import { leavesOf } from '../kinds/field.ts';
import { kinds } from '../kinds/index.ts';
import type { Json } from '../record/release.ts';
import { EMPTY } from './keeping/empty.ts';

/**
 * One edition as it comes in: typed in a file, imported, or sent. All ways in end here. Nothing in it is trusted: the
 * desk cleans the body, checks the fields against the kind's declaration and resolves the names of other items.
 */
export interface Draft {
  /** The item within its source, the same for all its editions: `files:statements/footbridge`, `legacy:41001`. */
  key: string;
  kind: string;
  language: string;
  title: string;
  summary: string;
  /** HTML, not yet cleaned. */
  body: string;
  dateline: { text: string; place: string | null; date: string | null } | null;
  /** ISO date, or a time with its offset. */
  posted: string | null;
  /** `item` is the `key` of a person's or body's item, where there is one. */
  issuers: DraftParty[];
  people: DraftParty[];
  places: string[];
  tags: string[];
  /** The language of the edition that this one was made from. */
  translates: string | null;
  media: DraftMedium[];
  fields: Record<string, Json>;
  /** In ASCII; made from the title when null. */
  slug: string | null;
  /** Older addresses without the leading slash: `englishnews/41001/a-slug`. */
  aliases: string[];
  legacy: { ids: string[]; posted: string | null; views: { count: number; seen: string | null }[] } | null;
  event: 'publish' | 'correct' | 'withdraw';
  /** What a correction changed and why, or the reason of a withdrawal. */
  note: string;
  /** Why nobody may publish this before a person has reviewed it; null where anyone may. */
  restricted: string | null;
  /** A person has read it where it comes from: it need not wait, though its kind does. */
  reviewed?: boolean;
  /** The bytes that this came from, kept under `originals/`. */
  original: { name: string; bytes: Uint8Array } | null;
}

export interface DraftParty {
  item: string | null;
  name: string;
  role: string;
}

export interface DraftMedium {
  /** Where the file stands, to be read when it is taken in: of a picture sizes are made once, a `file` stays as it is. */
  path: string;
  name: string;
  role: 'lead' | 'portrait' | 'figure' | 'emblem' | 'file';
  alt: string;
  caption: string;
  credit: string;
}

/** A draft of which only these parts are known; the rest is empty. */
export function draftOf(parts: Pick<Draft, 'key' | 'kind' | 'language' | 'title'> & Partial<Draft>): Draft {
  return {
    ...EMPTY,
    media: [],
    restricted: null,
    original: null,
    ...parts,
  };
}

/** The keys of all items that a draft names: in its fields, and among its issuers and people. */
export function itemsNamedIn({ kind, fields, issuers, people }: Draft): string[] {
  const named = leavesOf(kinds.get(kind)?.fields ?? {}, fields).flatMap(({ field, value }) => {
    if (field.type === 'key') return [value];
    return field.type === 'item' ? [(value as { item?: Json }).item] : [];
  });
  return [...named, ...[...issuers, ...people].map(({ item }) => item)].filter((key) => typeof key === 'string');
}
