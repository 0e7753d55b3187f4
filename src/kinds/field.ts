import * as z from 'zod';
import type { Json, Release } from '../record/release.ts';

/** One thing that a kind adds to the envelope: its shape, and how it is shown where the kind draws it not itself. */
export type Field = {
  /**
   * `eyebrow` stands above the title, `facts` below the text, `exhibit` between the two and marked as somebody else's;
   * `hidden` is not drawn as a fact: the kind draws it, or nobody. Default: facts.
   */
  show?: 'eyebrow' | 'facts' | 'exhibit' | 'hidden';
  search?: boolean;
  optional?: boolean;
  /**
   * The desk's alone: a name that its bearer does not want to be read. It stays in the revision, is shown to whoever may
   * write there, and never reaches a release, a preview, or a search. Always optional: decisions/0014.
   */
  private?: true;
} /** Plain words; of several lines where `lines` is set. */ & (
  | { type: 'text'; lines?: true }
  | { type: 'url' }
  | { type: 'email' }
  | { type: 'telephone' }
  | { type: 'number' }
  | { type: 'yes' }
  /** An instant with its offset. */
  | { type: 'time' }
  /** A day, a month or a year, as exactly as it is known: `2020-11-14`, `2020-11`, `2020`. */
  | { type: 'date' }
  | { type: 'choice'; options: readonly string[] }
  /** The id of a kind that has a section. */
  | { type: 'kind' }
  /** Another item: `{ number, name }` in the record, `{ item, name }` in a draft (see draft.ts). */
  | { type: 'item'; kinds?: readonly string[] }
  /** Another item by its key alone, which in the record is its number: whoever draws it takes its title of that day. */
  | { type: 'key' }
  /** A medium of this edition by its SHA-256; in a file that is imported, by its file name. */
  | { type: 'file'; families: readonly FileFamily[] }
  /** One text per language, by language id. */
  | { type: 'words' }
  | { type: 'group'; of: Record<string, Field> }
  | { type: 'list'; of: Field }
  /** Entries by an id of their own. */
  | { type: 'byId'; of: Field }
);

export type FileFamily = 'picture' | 'audio' | 'video' | 'captions' | 'pdf';
/** Somebody or something that is named, in the record. */
export interface Named {
  number: string | null;
  name: string;
}

type Fields = Record<string, Field>;
type Values = Record<string, Json>;

/** The check of a kind's `fields`, drawn from its declaration: unknown keys and wrong shapes are refused. */
export function fieldsSchema({ fields }: { fields: Fields }): z.ZodType<Values> {
  return group(fields, 'whole') as z.ZodType<Values>;
}

/** The same while somebody still writes: anything may be missing or half typed, and nothing may be of another shape. */
export function draftFieldsSchema({ fields }: { fields: Fields }): z.ZodType<Values> {
  return group(fields, 'draft') as z.ZodType<Values>;
}

type Stage = 'draft' | 'whole';

function group(fields: Fields, stage: Stage): z.ZodType {
  return z.strictObject(Object.fromEntries(Object.entries(fields).map(([id, field]) => [id, schemaOf(field, stage)])));
}

function schemaOf(field: Field, stage: Stage): z.ZodType {
  const schema = requiredSchema(field, stage);
  if (field.optional || stage === 'draft') return schema.nullable().default(null);
  // A form that was not filled in sends empty words.
  if (field.type === 'text' || field.type === 'key') return schema.refine((text) => /\S/.test(text as string), NOTHING);
  return field.type === 'item' ? schema.refine((named) => /\S/.test((named as Named).name), NOTHING) : schema;
}

const NOTHING = 'nothing is said';

function requiredSchema(field: Field, stage: Stage): z.ZodType {
  const typed = (schema: z.ZodType) => (stage === 'draft' ? z.string() : schema);
  switch (field.type) {
    case 'text':
    case 'kind':
    case 'key':
      return z.string();
    case 'url':
      return typed(z.url({ protocol: /^https?$/ }));
    case 'email':
      return typed(z.email());
    case 'telephone':
      return typed(z.string().regex(/^\+?[\d ()/-]{3,30}$/, 'a telephone number: +92 21 5550 100'));
    case 'number':
      return z.number();
    case 'yes':
      return z.boolean();
    case 'time':
      return typed(z.iso.datetime({ offset: true }));
    case 'date':
      return typed(
        z.union([z.iso.date(), z.string().regex(/^\d{4}(-(0[1-9]|1[0-2]))?$/)], 'no date: 2020-11-14, 2020-11 or 2020'),
      );
    case 'choice':
      return typed(z.enum(field.options as [string, ...string[]]));
    case 'item':
      return z.strictObject({ item: z.string().nullable().default(null), name: z.string() });
    case 'file':
      return z.string();
    case 'words':
      return z.record(z.string(), z.string());
    case 'group':
      return group(field.of, stage);
    case 'list':
      return z.array(schemaOf(field.of, stage));
    case 'byId':
      return z.record(z.string().regex(/^[a-z][a-z0-9-]*$/), schemaOf(field.of, stage));
  }
}

/** What a walk finds: the field, its value, and where it stands (`programme.0.speaker`). */
export interface Leaf {
  field: Field;
  value: Json;
  path: string;
}

/** Every value that is neither a group nor a list, in the order of the declaration; empty ones are passed over. */
export function leavesOf(fields: Fields, values: Values, above: string[] = []): Leaf[] {
  return Object.entries(fields).flatMap(([id, field]) => leaves(field, values[id] ?? null, [...above, id]));
}

function leaves(field: Field, value: Json, path: string[]): Leaf[] {
  if (value === null) return [];
  if (field.type === 'group') {
    const parts = Object.entries(field.of).map(([id, part]) => [id, inherited(field, part)]);
    return leavesOf(Object.fromEntries(parts), value as Values, path);
  }
  if (field.type === 'list' || field.type === 'byId') {
    const of = inherited(field, field.of);
    return Object.entries(value).flatMap(([key, entry]) => leaves(of, entry as Json, [...path, key]));
  }
  return [{ field, value, path: path.join('.') }];
}

/** What is said of a whole holds for its parts. */
function inherited(whole: Field, part: Field): Field {
  return { ...part, search: whole.search || part.search, private: whole.private || part.private };
}

/** `values` as others than its writers may have them: without what is private, and without a trace that it is there. */
export function withoutPrivate(fields: Fields, values: Values): Values {
  const open = Object.entries(values).filter(([id]) => !fields[id]?.private);
  return Object.fromEntries(open.map(([id, value]) => [id, fields[id] ? openPart(fields[id], value) : value]));
}

function openPart(field: Field, value: Json): Json {
  if (value === null || typeof value !== 'object') return value;
  if (field.type === 'group') return withoutPrivate(field.of, value as Values);
  if (field.type === 'list') return (value as Json[]).map((entry) => openPart(field.of, entry));
  if (field.type === 'byId')
    return Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, openPart(field.of, entry as Json)]));
  return value;
}

/** `values` with each leaf of one type put through `change`. */
export function changeLeaves(
  fields: Fields,
  values: Values,
  change: (leaf: Leaf) => Json,
  above: string[] = [],
): Values {
  const changed = Object.entries(fields).map(([id, field]) => [
    id,
    changeOne(field, values[id] ?? null, change, [...above, id]),
  ]);
  return { ...values, ...Object.fromEntries(changed) };
}

function changeOne(field: Field, value: Json, change: (leaf: Leaf) => Json, path: string[]): Json {
  if (value === null) return null;
  if (isMisshapen(field, value)) return value; // for the check to refuse
  if (field.type === 'group') return changeLeaves(field.of, value as Values, change, path);
  if (field.type === 'list')
    return (value as Json[]).map((entry, index) => changeOne(field.of, entry, change, [...path, String(index)]));
  if (field.type === 'byId') {
    const entries = Object.entries(value as Values);
    return Object.fromEntries(entries.map(([key, entry]) => [key, changeOne(field.of, entry, change, [...path, key])]));
  }
  return change({ field, value, path: path.join('.') });
}

function isMisshapen({ type }: Field, value: Json): boolean {
  if (type === 'list') return !Array.isArray(value);
  return (type === 'group' || type === 'byId') && (typeof value !== 'object' || Array.isArray(value));
}

/** The texts of a release that search reads, title first: envelope and the fields marked `search`. */
export function searchTexts({ fields }: { fields: Fields }, release: Release): string[] {
  const own = leavesOf(fields, release.fields).flatMap(({ field, value }) => {
    if (!field.search || field.private) return [];
    return typeof value === 'string' ? [value] : field.type === 'item' ? [(value as unknown as Named).name] : [];
  });
  const names = [...release.issuers, ...release.people].map((party) => party.name);
  return [release.title, release.summary, release.body, ...names, ...release.places, ...own].filter(Boolean);
}
