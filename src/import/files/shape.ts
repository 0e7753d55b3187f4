import * as z from 'zod';
import { DaftarError } from '../../base/errors.ts';
import { medium } from '../../record/release.ts';

const text = z.union([z.string(), z.number()]).nullish();
const texts = z.array(z.union([z.string(), z.number()])).nullish();
const parties = z.array(z.union([z.string(), z.strictObject({ item: text, name: text, role: text })])).nullish();
const fields = z.looseObject({}).nullish();
const shared = { posted: text, slug: text, tags: texts, places: texts, issuers: parties, people: parties, fields };

/** What names hold which shapes, per specs/import.md, "Files". What they mean, and `fields`, is checked at the desk. */
export const SHAPES = {
  item: z.strictObject({
    ...shared,
    kind: text,
    reviewed: z.boolean().nullish(),
    media: z.array(z.strictObject({ file: z.string(), role: medium.shape.role.nullish() })).nullish(),
  }),
  edition: z.strictObject({
    ...shared,
    title: text,
    summary: text,
    note: text,
    event: z.literal('withdraw').nullish(),
    translates: text,
    aliases: texts,
    dateline: z.union([z.string(), z.strictObject({ text, place: text, date: text })]).nullish(),
    pictures: z.array(z.strictObject({ alt: text, caption: text, credit: text })).nullish(),
  }),
  masthead: z.strictObject({
    kind: z.literal('masthead').nullish(),
    note: text,
    fields: z.looseObject({
      languages: z.array(z.string()).nullish(),
      names: z.record(z.string(), z.string()).nullish(),
      navigation: z.array(z.strictObject({ item: z.string() })).nullish(),
      letterhead: z.looseObject({}).nullish(),
    }),
  }),
};

/** @throws DaftarError MISSHAPEN or UNKNOWN_KEY, with the place in the file */
export function checkShape(file: string, shape: keyof typeof SHAPES, value: unknown): void {
  const { error } = SHAPES[shape].safeParse(value);
  if (!error) return;
  const unknown = unknownKey(error.issues);
  if (unknown) throw notAKey(file, unknown.path, unknown.key, keysAt(SHAPES[shape], unknown.path));
  const [{ path, message }] = error.issues as [z.core.$ZodIssue];
  throw new DaftarError('MISSHAPEN', `${file}: ${path.join('.')}: ${message}.`, 'See specs/import.md, "Files".');
}

/** The first key that the shape has not; where a value may have one of several shapes, in that with the fewest faults. */
function unknownKey(issues: z.core.$ZodIssue[]): { path: PropertyKey[]; key: string } | null {
  for (const issue of issues) {
    if (issue.code === 'unrecognized_keys') return { path: issue.path, key: issue.keys[0]! };
    if (issue.code !== 'invalid_union') continue;
    for (const faults of issue.errors) {
      const below = unknownKey(faults);
      if (below) return { ...below, path: [...issue.path, ...below.path] };
    }
  }
  return null;
}

/** The keys that a shape has at this place. */
function keysAt(shape: z.ZodType, path: PropertyKey[]): string[] {
  const [step, ...rest] = path;
  if (shape instanceof z.ZodOptional || shape instanceof z.ZodNullable)
    return keysAt(shape.unwrap() as z.ZodType, path);
  if (shape instanceof z.ZodUnion) return (shape.options as z.ZodType[]).flatMap((option) => keysAt(option, path));
  if (shape instanceof z.ZodArray) return keysAt(shape.element as z.ZodType, rest);
  if (!(shape instanceof z.ZodObject)) return [];
  return step === undefined ? Object.keys(shape.shape) : keysAt(shape.shape[step as string], rest);
}

function notAKey(file: string, path: PropertyKey[], key: string, known: string[]): DaftarError {
  const where = path.length > 0 ? ` in "${path.join('.')}"` : '';
  const [nearest] = known.map((one) => [distance(key, one), one] as const).sort(([a], [b]) => a - b);
  const next = nearest && nearest[0] <= 2 ? `Did you mean "${nearest[1]}"?` : `There are ${known.join(', ')}.`;
  return new DaftarError('UNKNOWN_KEY', `${file}: there is no key "${key}"${where}.`, next);
}

/** How many letters have to be added, taken out or changed to make one word the other. */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (const [i, letter] of [...a].entries()) {
    const next = [i + 1];
    for (let j = 1; j <= b.length; j++)
      next.push(Math.min(row[j]! + 1, next[j - 1]! + 1, row[j - 1]! + (letter === b[j - 1] ? 0 : 1)));
    row = next;
  }
  return row[b.length]!;
}
