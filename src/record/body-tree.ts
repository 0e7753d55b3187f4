/**
 * The body of a release as a tree: what specs/body.md allows and nothing else. The press writes pages, plain text and
 * print from it.
 */
export type BodyNode = Paragraph | Verse | Heading | Quote | List | Rule | Table | Figure | Notes;

/** Language and direction of writing, where they differ from what stands around. */
export interface Marks {
  lang?: string;
  dir?: Direction;
}

export type Direction = 'ltr' | 'rtl';

export interface Paragraph extends Marks {
  type: 'p';
  children: Inline[];
}

/** One stanza. */
export interface Verse extends Marks {
  type: 'verse';
  lines: Inline[][];
}

export interface Heading extends Marks {
  type: 'heading';
  level: 2 | 3 | 4;
  id?: string;
  children: Inline[];
}

export interface Quote extends Marks {
  type: 'quote';
  children: BodyNode[];
}

export interface List extends Marks {
  type: 'list';
  ordered: boolean;
  items: Item[];
}

export interface Item extends Marks {
  children: BodyNode[];
}

export interface Rule {
  type: 'rule';
}

export interface Table extends Marks {
  type: 'table';
  caption: Inline[];
  head: Cell[][];
  body: Cell[][];
}

export interface Cell extends Marks {
  header: boolean;
  scope?: Scope;
  colspan: number;
  rowspan: number;
  children: BodyNode[];
}

export type Scope = 'row' | 'col' | 'rowgroup' | 'colgroup';

/** A stored picture: the SHA-256 of its bytes. */
export interface Figure extends Marks {
  type: 'figure';
  sha256: string;
  alt: string;
  caption: Inline[];
}

/** The footnotes, always the last block; the first item is note 1. */
export interface Notes {
  type: 'notes';
  items: Item[];
}

export type Inline =
  | { type: 'text'; text: string }
  | { type: 'br' }
  | { type: 'strong' | 'em' | 'sub' | 'sup' | 'bdi'; children: Inline[] }
  | ({ type: 'span'; children: Inline[] } & Marks)
  | { type: 'a'; href: string; id?: string; children: Inline[] };

/** The one allow-list: every element and attribute that a canonical body can hold. Global ones stand under `*`. */
export const ALLOWED: Record<string, readonly string[]> = {
  '*': ['lang', 'dir'],
  p: ['class'],
  h2: ['id'],
  h3: ['id'],
  h4: ['id'],
  blockquote: [],
  ul: [],
  ol: ['class'],
  li: ['id'],
  hr: [],
  table: [],
  caption: [],
  thead: [],
  tbody: [],
  tr: [],
  th: ['scope', 'colspan', 'rowspan'],
  td: ['colspan', 'rowspan'],
  figure: [],
  img: ['src', 'alt'],
  figcaption: [],
  a: ['href', 'id'],
  strong: [],
  em: [],
  sub: [],
  sup: [],
  br: [],
  bdi: [],
  span: [],
};

/** How deep quotes, lists and tables stand in each other; what is deeper moves up. */
export const MAX_CONTAINERS = 8;

/** How many spans stand in each other. */
export const MAX_SPANS = 4;

/** An address as the record keeps it, or null where it may not be linked to. See specs/body.md, "Addresses". */
export function cleanHref(href: string): string | null {
  const address = href
    .toWellFormed()
    .replace(/[\p{Cc}\u00ad\ufeff\u202a-\u202e\u2066-\u2069]/gu, '')
    .trim();
  if (/^item:[A-Z]{2}-\d{4}-\d{4,}$/.test(address)) return address;
  if (/^#(note|ref)-[1-9]\d{0,5}$/.test(address) || /^#s-[a-z0-9-]{1,100}$/.test(address)) return address;
  if (!/^(https?:\/\/|mailto:|tel:)/i.test(address) || !URL.canParse(address)) return null;
  return new URL(address).href.normalize('NFC');
}

/** The SHA-256 in `media:<64 hex digits>`, or null. */
export function mediaHash(src: string): string | null {
  return /^media:([0-9a-f]{64})$/.exec(src)?.[1] ?? null;
}
