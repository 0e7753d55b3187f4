import * as z from 'zod';

/**
 * One published version of an edition, as it stands in the record. Written out field by field in specs/record.md,
 * section "Releases"; every key is always present.
 */
export const EVENTS = ['publish', 'correct', 'withdraw'] as const;

const hash = z.string().regex(/^[0-9a-f]{64}$/, 'a SHA-256 in 64 lower-case hex digits');
const languageId = z.string().regex(/^[a-z]{2,3}(-[a-z0-9]{2,8})*$/, 'a BCP 47 language tag in lower case');
const isoDate = z.iso.date();
const isoTime = z.iso.datetime({ offset: true });

/** Somebody named: a person or a body. `number` is null where no item stands for them. */
export const party = z.strictObject({ number: z.string().nullable(), name: z.string(), role: z.string() });

/** One stored size of a picture. */
export const size = z.strictObject({ sha256: hash, type: z.string(), width: z.int(), height: z.int() });

/**
 * A picture and its words in this edition's language; `sha256` names the largest size. Of role `file` it is audio, video,
 * captions or a PDF: one size, whose width and height are 0 where it has none.
 */
export const medium = z.strictObject({
  sha256: hash,
  role: z.enum(['lead', 'portrait', 'figure', 'emblem', 'file']),
  alt: z.string(),
  caption: z.string(),
  credit: z.string(),
  sizes: z.array(size),
});

export const releaseSchema = z.strictObject({
  format: z.literal('daftar-release/1'),
  number: z.string().regex(/^[A-Z]{2}-\d{4}-\d{4,}$/),
  kind: z.string(),
  language: languageId,
  version: z.int().positive(),
  event: z.enum(EVENTS),
  title: z.string(),
  summary: z.string(),
  body: z.string(),
  dateline: z.strictObject({ text: z.string(), place: z.string().nullable(), date: isoDate.nullable() }).nullable(),
  posted: z.union([isoDate, isoTime]).nullable(),
  released: z.iso.datetime(),
  issuers: z.array(party),
  people: z.array(party),
  places: z.array(z.string()),
  tags: z.array(z.string()),
  translates: z.strictObject({ language: languageId, sha256: hash }).nullable(),
  media: z.array(medium),
  fields: z.record(z.string(), z.json()),
  path: z.string(),
  aliases: z.array(z.string()),
  legacy: z
    .strictObject({
      ids: z.array(z.string()),
      posted: z.string().nullable(),
      views: z.array(z.strictObject({ count: z.int(), seen: isoDate.nullable() })),
      original: hash.nullable(),
    })
    .nullable(),
  note: z.string(),
  previous: hash.nullable(),
  salt: z.string(),
});

export type Release = z.infer<typeof releaseSchema>;
export type Event = (typeof EVENTS)[number];
export type Party = z.infer<typeof party>;
export type Medium = z.infer<typeof medium>;
export type Size = z.infer<typeof size>;
export type Json = z.core.util.JSONType;
