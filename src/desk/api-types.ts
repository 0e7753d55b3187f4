import * as z from 'zod';
import type { Json } from '../record/release.ts';
import { count, MANY, paragraphs, sentence, wholeText, word } from './limits.ts';

/** What the desk's API speaks of, for its routes and, as types, for the interface. Times are UTC in ISO 8601. */
export const STATES = [
  'draft',
  'in-review',
  'changes-requested',
  'approved',
  'scheduled',
  'published',
  'withdrawn',
] as const;
export const TRANSLATION_STATES = ['missing', 'in-work', 'in-review', 'current', 'outdated'] as const;

/** Whatever JSON can say: `z.json()` knows itself, and the documentation of the API would never end. */
export const anyJson: z.ZodType<Json> = z.any();

const party = z.strictObject({ item: word.nullable(), name: sentence, role: sentence });
const size = z.strictObject({ sha256: word, type: word, width: count, height: count });
const medium = z.strictObject({
  sha256: word,
  role: z.enum(['lead', 'portrait', 'figure', 'emblem', 'file']),
  alt: sentence,
  caption: sentence,
  credit: sentence,
  sizes: z.array(size).max(20),
});

/** What an edition says: a `Content` of intake.ts. A draft may be incomplete: only the shape is checked when it is saved. */
export const content = z.strictObject({
  title: sentence,
  summary: paragraphs,
  body: wholeText,
  dateline: z.strictObject({ text: sentence, place: sentence.nullable(), date: word.nullable() }).nullable(),
  posted: word.nullable(),
  issuers: z.array(party).max(MANY),
  people: z.array(party).max(MANY),
  places: z.array(sentence).max(MANY),
  tags: z.array(sentence).max(MANY),
  translates: word.nullable(),
  media: z.array(medium).max(MANY),
  fields: z.record(word, anyJson),
  slug: sentence.nullable(),
  aliases: z.array(sentence).max(MANY),
  legacy: z
    .strictObject({
      ids: z.array(sentence).max(MANY),
      posted: word.nullable(),
      views: z.array(z.strictObject({ count, seen: word.nullable() })).max(MANY),
    })
    .nullable(),
  event: z.enum(['publish', 'correct', 'withdraw']),
  note: paragraphs,
});

/** Something that stands in the way of publishing, or that cleaning took out. `field` is a key of the content. */
export const finding = z.strictObject({
  field: z.string().nullable(),
  code: z.string(),
  message: z.string(),
  hint: z.string(),
});

export const person = z.strictObject({ id: z.string(), name: z.string() });

/** One language of an item, as lists and switches show it. */
export const editionSummary = z.strictObject({
  id: z.int(),
  language: z.string(),
  title: z.string(),
  state: z.enum(STATES),
  /** Null in an original. */
  translates: z.string().nullable(),
  /** Made from another text than the source's present one. Always false in an original. */
  outdated: z.boolean(),
  /** The newest revision. */
  head: z.int(),
  saved: z.string().nullable(),
  released: z.string().nullable(),
  releasedEvent: z.enum(['publish', 'correct', 'withdraw']).nullable(),
  /** Whether the newest revision says something else than readers see. */
  hasChanges: z.boolean(),
  publishAt: z.string().nullable(),
  archived: z.boolean(),
});

export const itemView = z.strictObject({
  id: z.int(),
  kind: z.string(),
  /** Null until its first edition is published. */
  number: z.string().nullable(),
  editions: z.array(editionSummary),
});

/** One edition, whole, as the page where it is written needs it. */
export const editionView = z.strictObject({
  ...editionSummary.shape,
  item: itemView,
  kind: z.string(),
  number: z.string().nullable(),
  path: z.string().nullable(),
  restricted: z.string().nullable(),
  content,
  author: person.nullable(),
  assignee: person.nullable(),
  /** The revision that was approved and still is the newest. */
  approved: z.int().nullable(),
  publishFailure: z.string().nullable(),
  openComments: z.int(),
  /** What stands in the way of publishing as it is. */
  findings: z.array(finding),
  /** What the one who asks may do to it now: `save`, `submit`, `reopen`, `request-changes`, `approve`, `publish`, … */
  allowed: z.array(z.string()),
});

/** After a save: what cleaning took out comes along. */
export const savedView = z.strictObject({ ...editionView.shape, cleaned: z.array(z.string()) });

export const revisionSummary = z.strictObject({
  id: z.int(),
  saved: z.string(),
  author: person.nullable(),
  source: z.string(),
  name: z.string().nullable(),
  auto: z.boolean(),
  /** What was released of it: `publish`, `correct`, `withdraw`. */
  event: z.string().nullable(),
});

export const revisionView = z.strictObject({ ...revisionSummary.shape, edition: z.int(), content });

/** A run of words that both have, or only one of two. */
export const change = z.strictObject({ kind: z.enum(['same', 'added', 'removed']), text: z.string() });
/** Where two revisions say something else, field by field; `body` comes paragraph by paragraph. */
export const comparison = z.array(z.strictObject({ field: z.string(), changes: z.array(change) }));

export const step = z.strictObject({
  id: z.int(),
  action: z.string(),
  who: person.nullable(),
  note: z.string(),
  at: z.string(),
  revision: z.int(),
});

export const presence = z.strictObject({
  others: z.array(z.strictObject({ id: z.string(), name: z.string(), typing: z.boolean(), seen: z.string() })),
  head: z.int(),
  state: z.enum(STATES),
});

/** A paragraph of the source: as it is now, and as it was when the translation was made. */
export const sourceParagraph = z.strictObject({
  kind: z.enum(['same', 'changed', 'added', 'removed']),
  /** HTML; null where it was removed. */
  now: z.string().nullable(),
  /** HTML; null where it is new. */
  was: z.string().nullable(),
  changes: z.array(change),
});
export const sourceView = z.strictObject({
  edition: z.int(),
  language: z.string(),
  /** The revision shown: what `POST …/current` names when the translator says that the translation is current with it. */
  revision: z.int(),
  outdated: z.boolean(),
  content,
  title: z.array(change),
  summary: z.array(change),
  paragraphs: z.array(sourceParagraph),
  /** Of the texts in the kind's own fields, by their paths: `programme.0.what`. */
  fields: z.record(z.string(), z.array(change)),
});

export const published = z.strictObject({
  number: z.string(),
  language: z.string(),
  version: z.int(),
  event: z.enum(['publish', 'correct', 'withdraw']),
  path: z.string(),
  sha256: z.string(),
});

/** What would be released if it were published now. Number, time and salt are fixed only then. */
export const wouldStand = z.strictObject({
  release: z.record(z.string(), anyJson),
  findings: z.array(finding),
});

export type Content = z.infer<typeof content>;
export type Finding = z.infer<typeof finding>;
export type State = (typeof STATES)[number];
export type TranslationState = (typeof TRANSLATION_STATES)[number];
export type EditionSummary = z.infer<typeof editionSummary>;
export type ItemView = z.infer<typeof itemView>;
export type EditionView = z.infer<typeof editionView>;
export type SavedView = z.infer<typeof savedView>;
export type RevisionSummary = z.infer<typeof revisionSummary>;
export type RevisionView = z.infer<typeof revisionView>;
export type Change = z.infer<typeof change>;
export type Comparison = z.infer<typeof comparison>;
export type Step = z.infer<typeof step>;
export type Presence = z.infer<typeof presence>;
export type SourceView = z.infer<typeof sourceView>;
export type Published = z.infer<typeof published>;
export type WouldStand = z.infer<typeof wouldStand>;
