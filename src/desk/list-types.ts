import * as z from 'zod';
import { editionSummary, person, STATES, TRANSLATION_STATES } from './api-types.ts';
import { rowId, sentence, word } from './limits.ts';

/** What lists, search, overview and calendar speak of, for their routes and, as types, for the interface. */
export const SORTS = ['-saved', 'saved', '-date', 'date'] as const;

/** An edition as lists show it. */
export const listedEdition = z.strictObject({
  ...editionSummary.shape,
  /** Null in an original. */
  translation: z.enum(TRANSLATION_STATES).nullable(),
  restricted: z.string().nullable(),
  publishFailure: z.string().nullable(),
  posted: z.string().nullable(),
  author: person.nullable(),
  assignee: person.nullable(),
});

/** An item with all its editions; `matched` is the edition for which it stands here. */
export const listedItem = z.strictObject({
  id: z.int(),
  kind: z.string(),
  number: z.string().nullable(),
  matched: z.int(),
  editions: z.array(listedEdition),
  /** Languages of the organisation in which there is no edition yet. */
  missing: z.array(z.string()),
});

export const itemList = z.strictObject({
  items: z.array(listedItem),
  /** Gives the next page; null where there is none. */
  cursor: z.string().nullable(),
  /** How many there are, on the first page alone: 1001 says more than a thousand. */
  count: z.int().nullable(),
});

/** One edition of an item, where a line says what is with it. */
export const line = z.strictObject({
  edition: z.int(),
  item: z.int(),
  kind: z.string(),
  number: z.string().nullable(),
  language: z.string(),
  title: z.string(),
  state: z.enum(STATES),
  at: z.string().nullable(),
  /** Who saved it last. */
  author: person.nullable(),
});

export const foundLine = z.strictObject({
  ...line.shape,
  posted: z.string().nullable(),
  /** The words around what was found, where it is not in the title. */
  excerpt: z.string().nullable(),
});

export const mentionLine = z.strictObject({
  ...line.shape,
  comment: z.int(),
  text: z.string(),
  from: person.nullable(),
});

export const overview = z.strictObject({
  toReview: z.array(line),
  toPublish: z.array(line),
  changesRequested: z.array(line),
  assigned: z.array(line),
  /** What the one who asks is still writing. */
  drafts: z.array(line),
  mentions: z.array(mentionLine),
  scheduled: z.array(line),
  embargoed: z.array(z.strictObject({ ...line.shape, label: z.string() })),
  failures: z.array(z.strictObject({ ...line.shape, failure: z.string() })),
  restricted: z.int(),
  /** By language; 1001 says more than a thousand. */
  translations: z.array(
    z.strictObject({
      language: z.string(),
      missing: z.int(),
      inWork: z.int(),
      outdated: z.int(),
      newest: z.array(line),
    }),
  ),
  published: z.array(line),
});

export const calendarEntry = z.strictObject({
  ...line.shape,
  /** `embargo`: the day on which a link for journalists ends. */
  what: z.enum(['scheduled', 'published', 'embargo']),
  at: z.string(),
});
export const calendar = z.strictObject({
  zone: z.strictObject({ id: z.string(), offset: z.string() }),
  entries: z.array(calendarEntry),
  /** More than are shown here stand in this range. */
  more: z.boolean(),
});

export const BULK = ['assign', 'submit', 'approve', 'publish', 'schedule', 'archive', 'restore', 'tag'] as const;
export const bulk = z.strictObject({
  action: z.enum(BULK),
  /** Each with the revision that whoever asks has seen. */
  editions: z
    .array(z.strictObject({ id: rowId, revision: rowId }))
    .min(1)
    .max(200),
  /** For `assign`; null for nobody. */
  assignee: word.nullable().optional(),
  /** For `schedule`. */
  time: z.iso.datetime({ offset: true }).optional(),
  /** For `tag`: are added to those that are there. */
  tags: z.array(sentence).max(100).optional(),
});
export const bulkResult = z.array(
  z.strictObject({
    id: z.int(),
    done: z.boolean(),
    error: z.strictObject({ code: z.string(), message: z.string(), hint: z.string() }).nullable(),
  }),
);

export const savedListView = z.strictObject({ id: z.int(), name: z.string(), query: z.string() });

export type ListedEdition = z.infer<typeof listedEdition>;
export type ListedItem = z.infer<typeof listedItem>;
export type ItemList = z.infer<typeof itemList>;
export type Line = z.infer<typeof line>;
export type FoundLine = z.infer<typeof foundLine>;
export type Overview = z.infer<typeof overview>;
export type Calendar = z.infer<typeof calendar>;
export type CalendarEntry = z.infer<typeof calendarEntry>;
export type Bulk = z.infer<typeof bulk>;
export type BulkAction = (typeof BULK)[number];
export type BulkResult = z.infer<typeof bulkResult>;
export type SavedListView = z.infer<typeof savedListView>;
