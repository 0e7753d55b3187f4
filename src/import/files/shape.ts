import * as z from 'zod';
import { DaftarError } from '../../base/errors.ts';
import { medium } from '../../record/release.ts';

const text = z.union([z.string(), z.number()]).nullish();
const texts = z.array(z.union([z.string(), z.number()])).nullish();
const parties = z.array(z.union([z.string(), z.looseObject({ item: text, name: text, role: text })])).nullish();
const fields = z.looseObject({}).nullish();
const shared = { posted: text, slug: text, tags: texts, places: texts, issuers: parties, people: parties, fields };

/** What names hold which shapes, per specs/import.md, "Files". What they mean is checked at the desk. */
export const SHAPES = {
  item: z.looseObject({
    ...shared,
    kind: text,
    media: z.array(z.looseObject({ file: z.string(), role: medium.shape.role.nullish() })).nullish(),
  }),
  edition: z.looseObject({
    ...shared,
    title: text,
    summary: text,
    note: text,
    event: text,
    translates: text,
    aliases: texts,
    dateline: z.union([z.string(), z.looseObject({ text, place: text, date: text })]).nullish(),
    pictures: z.array(z.looseObject({ alt: text, caption: text, credit: text })).nullish(),
  }),
  masthead: z.looseObject({
    note: text,
    fields: z.looseObject({
      languages: z.array(z.string()).nullish(),
      names: z.record(z.string(), z.string()).nullish(),
      navigation: z.array(z.looseObject({ item: z.string() })).nullish(),
      letterhead: z.looseObject({}).nullish(),
    }),
  }),
};

/** @throws DaftarError MISSHAPEN, with the place in the file */
export function checkShape(file: string, shape: keyof typeof SHAPES, value: unknown): void {
  const { error } = SHAPES[shape].safeParse(value);
  if (!error) return;
  const [{ path, message }] = error.issues as [z.core.$ZodIssue];
  throw new DaftarError('MISSHAPEN', `${file}: ${path.join('.')}: ${message}.`, 'See specs/import.md, "Files".');
}
