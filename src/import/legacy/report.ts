import type { Draft } from '../../desk/draft.ts';

/** A draft and its place in the order by which an import allots numbers: date, then legacy id, then path. */
export type LegacyDraft = Draft & { order: { date: string | null; id: number | null; path: string } };

/** What a text of the old site is, told by its layout and its words; finer than the kinds that there are. */
export type Form =
  | 'statement'
  | 'speech'
  | 'letter'
  | 'press-conference'
  | 'condolence'
  | 'rebuttal'
  | 'arrests'
  | 'obituary'
  | 'page'
  | 'cutting'
  | 'column'
  | 'post'
  | 'listing'
  | 'photos'
  | 'event'
  | 'live'
  | 'video'
  | 'manifesto'
  | 'poem'
  | 'song'
  | 'link';

/** What an earlier version of Daftar took a text for: an item that it has published stays what it is. */
export type Earlier = Pick<Draft, 'kind' | 'fields' | 'restricted' | 'summary' | 'body' | 'people'>;

/** What became of one file, or of one of the posts in it. Written out in specs/import.md, section "Report". */
export interface FileReport {
  file: string;
  outcome: 'imported' | 'restricted' | 'duplicate' | 'version' | 'refused';
  /** Null where the file was refused. */
  as: Form | null;
  key: string | null;
  kind: string | null;
  language: string | null;
  title: string | null;
  posted: string | null;
  /** One sentence each: what was repaired, what contradicts, what is to be checked. */
  findings: string[];
  /** Why it was restricted, refused, or taken as a duplicate or version; empty for a plain import. */
  why: string;
  /** Editions in two languages that may be one item; a person confirms. */
  pairs: { a: string; b: string; why: string }[];
  /** What a listing page names; `key` where that item is in this import, `views` where a count is printed. */
  entries: ListingEntry[];
}

export interface ListingEntry {
  title: string;
  date: string | null;
  views: number | null;
  key: string | null;
}
