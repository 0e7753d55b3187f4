import * as z from 'zod';
import { content, person } from './api-types.ts';
import { rowIdInPath } from './limits.ts';
import { FAMILIES } from './vocabulary.ts';

/** What the media library speaks of, for its routes and, as types, for the interface. */
const unit = z.number().min(0).max(1);
const family = z.enum(FAMILIES);
/** From 0 to 1, from the left and the top. */
const focus = z.strictObject({ x: unit, y: unit });
/** The part that is shown; null for all of it. */
const crop = z.strictObject({ x: unit, y: unit, width: unit.min(0.01), height: unit.min(0.01) }).nullable();
const language = z
  .string()
  .max(35)
  .regex(/^[a-z]{2,3}(-[a-z0-9]{2,8})*$/);
const words = z.record(language, z.strictObject({ alt: z.string().max(2000), caption: z.string().max(2000) }));

/** An uploaded file. */
export const mediaView = z.strictObject({
  id: z.int(),
  /** Of the bytes that are kept. */
  sha256: z.string(),
  name: z.string(),
  type: z.string(),
  family,
  bytes: z.int(),
  width: z.int().nullable(),
  height: z.int().nullable(),
  focus,
  crop,
  credit: z.string(),
  rights: z.string(),
  /** By language. */
  words,
  /** What was taken out of the file on its way in, or (`removed: false`) could not be. */
  findings: z.array(
    z.strictObject({
      code: z.string(),
      removed: z.boolean(),
      values: z.record(z.string(), z.string()),
      /** In English, for programs. */
      message: z.string(),
    }),
  ),
  who: person.nullable(),
  at: z.string(),
  /** In a newest revision or in a release. */
  used: z.boolean(),
});

/** Where a file is shown: `draft` is the newest revision, `release` one that stands in the record or is on its way. */
export const mediaUse = z.strictObject({
  item: z.int(),
  edition: z.int(),
  kind: z.string(),
  number: z.string().nullable(),
  language: z.string(),
  title: z.string(),
  in: z.enum(['draft', 'release']),
});
export const mediaDetail = z.strictObject({ ...mediaView.shape, uses: z.array(mediaUse), mayDelete: z.boolean() });

/** In bytes, by what a file is. */
const limits = z.strictObject({ picture: z.int(), audio: z.int(), video: z.int(), captions: z.int(), pdf: z.int() });
export const mediaLibrary = z.strictObject({ media: z.array(mediaView), next: z.int().nullable(), limits });
export const mediaSearch = z.object({
  q: z.string().max(200).optional(),
  family: family.optional(),
  used: z.enum(['yes', 'no']).optional(),
  /** Goes on behind this one. */
  before: rowIdInPath.optional(),
  limit: z.coerce.number().int().min(1).max(200).optional(),
});

/** What is left out stays as it is; of the words, languages that are not named. */
export const mediaChange = z
  .strictObject({
    name: z.string().trim().min(1).max(200),
    focus,
    crop,
    credit: z.string().max(500),
    rights: z.string().max(1000),
    words,
  })
  .partial();
/** A picture as it stands in a draft's content. */
export const medium = content.shape.media.element;
export const mediumWanted = z.strictObject({ role: medium.shape.role, language });

export type Family = z.infer<typeof family>;
export type MediaView = z.infer<typeof mediaView>;
export type MediaUse = z.infer<typeof mediaUse>;
export type MediaDetail = z.infer<typeof mediaDetail>;
export type MediaLibrary = z.infer<typeof mediaLibrary>;
export type MediaChange = z.infer<typeof mediaChange>;
export type Medium = z.infer<typeof medium>;
