import * as z from 'zod';
import { person } from './api-types.ts';
import { rowId, word } from './limits.ts';

/** What review speaks of beside the way of an edition itself: for its routes and, as types, for the interface. */
export const passage = z.strictObject({
  /** `title`, `summary`, `body` or another key of the content that holds text. */
  field: z.string().max(60),
  /** The words that were marked, as a reader sees them. */
  quote: z.string().min(1).max(2000),
  /** Some words before and after, by which the right one of several places is known. */
  before: z.string().max(200),
  after: z.string().max(200),
});

/** Where a passage stands in its field's plain text now. */
export const place = z.strictObject({ from: z.int(), to: z.int() });

const said = {
  id: z.int(),
  who: person.nullable(),
  text: z.string(),
  at: z.string(),
  /** Those whose names are mentioned. */
  mentions: z.array(person),
};
export const answer = z.strictObject(said);
export const comment = z.strictObject({
  ...said,
  /** The revision that it was made on. */
  revision: z.int(),
  /** Null where it is about the whole edition. */
  passage: passage.nullable(),
  /** Null where the passage has lost its place: its words are no longer there. Always null without a passage. */
  place: place.nullable(),
  resolved: z.strictObject({ at: z.string(), who: person.nullable() }).nullable(),
  answers: z.array(answer),
});
export const newComment = z.strictObject({
  text: z.string().trim().min(1).max(10_000),
  passage: passage.nullable().default(null),
  /** The comment that it answers. */
  parent: rowId.nullable().default(null),
  /** Ids of those who are mentioned. */
  mentions: z.array(word).max(20).default([]),
});

export const checklist = z.strictObject({
  /** The newest revision: what is ticked is ticked for it alone. */
  revision: z.int(),
  points: z.array(
    z.strictObject({
      id: z.string(),
      /** By language of the interface. */
      words: z.record(z.string(), z.string()),
      ticked: z.strictObject({ who: person.nullable(), at: z.string() }).nullable(),
      /** Who had ticked it for an older revision, whose text was another one. */
      before: z.strictObject({ who: person.nullable(), at: z.string() }).nullable(),
    }),
  ),
  mayTick: z.boolean(),
});

export const signOffs = z.strictObject({
  revision: z.int(),
  /** Empty where it is no joint statement. */
  parties: z.array(
    z.strictObject({
      party: z.string(),
      name: z.string(),
      role: z.string(),
      signed: z.strictObject({ who: person.nullable(), at: z.string() }).nullable(),
      before: z.strictObject({ who: person.nullable(), at: z.string() }).nullable(),
    }),
  ),
  maySign: z.boolean(),
});

export const embargo = z.strictObject({
  id: z.int(),
  label: z.string(),
  revision: z.int(),
  who: person.nullable(),
  made: z.string(),
  expires: z.string(),
  revoked: z.string().nullable(),
  /** `open` as long as the link shows the text. */
  state: z.enum(['open', 'expired', 'revoked', 'published']),
  /** How often it was opened. */
  count: z.int(),
  /** The newest of them first. */
  views: z.array(z.strictObject({ at: z.string(), address: z.string(), agent: z.string() })),
});
/** The link is shown this once. */
export const newEmbargo = z.strictObject({ ...embargo.shape, link: z.string() });

export const term = z.strictObject({
  id: z.int(),
  from: z.string(),
  to: z.string(),
  term: z.string(),
  rendering: z.string(),
  note: z.string(),
});
export const termList = z.strictObject({ terms: z.array(term), more: z.boolean() });
export const suggestion = z.strictObject({
  ...term.shape,
  /** How often it stands in the source. */
  count: z.int(),
  /** Whether its rendering stands in the translation. */
  used: z.boolean(),
});

export type Passage = z.infer<typeof passage>;
export type Place = z.infer<typeof place>;
export type Comment = z.infer<typeof comment>;
export type Answer = z.infer<typeof answer>;
export type NewComment = z.infer<typeof newComment>;
export type Checklist = z.infer<typeof checklist>;
export type SignOffs = z.infer<typeof signOffs>;
export type Embargo = z.infer<typeof embargo>;
export type NewEmbargo = z.infer<typeof newEmbargo>;
export type Term = z.infer<typeof term>;
export type TermList = z.infer<typeof termList>;
export type Suggestion = z.infer<typeof suggestion>;
