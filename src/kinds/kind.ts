import * as z from 'zod';
import type { KindWords, Language } from '../languages/language.ts';
import type { Json, Release } from '../record/release.ts';

/**
 * What a kind is, declared once. The press draws page, card, feed entry and schema.org data from it, the desk its form,
 * the search its fields, the importers their mapping. What all kinds share (title, body, dates, people, tags, …) is the
 * envelope and is never declared again: see src/record/release.ts.
 */
export interface Kind {
  id: string;
  /** The letters of its citation numbers: `ST`. */
  letters: string;
  /** The part of addresses that names its section: `statements`. Null for what has no page of its own. */
  section: string | null;
  /** Dated kinds stand in archives, on the front page and in feeds; the others in one list by alphabet. */
  dated: boolean;
  /** schema.org type of its page. */
  schemaType: 'NewsArticle' | 'Person' | 'WebPage' | null;
  /** What schema.org data it adds to the envelope's. */
  schemaOrg?(release: Release): Record<string, Json>;
  /** What this kind adds to the envelope. */
  fields: Record<string, Field>;
  /** Envelope parts that must be there, beside the title. */
  requires?: ('body' | 'posted' | 'summary')[];
  /** For each form that the old site knew, the fields that it means here. */
  legacy?: Record<string, Record<string, Json>>;
  /** Words for a kind that the language files do not know. */
  words?: Record<string, KindWords>;
}

export type Field = {
  /**
   * `eyebrow` stands above the title, `facts` below the text, `exhibit` between the two and marked as somebody else's;
   * `hidden` is not drawn. Default: facts.
   */
  show?: 'eyebrow' | 'facts' | 'exhibit' | 'hidden';
  search?: boolean;
  optional?: boolean;
} & (
  | { type: 'text' }
  | { type: 'url' }
  | { type: 'time' }
  | { type: 'choice'; options: readonly string[] }
  /** One text per language, by language id. */
  | { type: 'words' }
  | { type: 'group'; of: Record<string, Field> }
  | { type: 'list'; of: Field }
  /** Entries by an id of their own. */
  | { type: 'byId'; of: Field }
);

export function defineKind(kind: Kind): Kind {
  return kind;
}

/** The kind's words in a language: the language file's, else the kind's own, else English. */
export function kindWords(kind: Kind, language: Language): KindWords {
  const words = language.kinds[kind.id] ?? kind.words?.[language.id] ?? kind.words?.en;
  return words ?? { one: kind.id, many: kind.id, none: '' };
}

/** The check of a kind's `fields`, drawn from its declaration: unknown keys and wrong shapes are refused. */
export function fieldsSchema(kind: Kind): z.ZodType<Record<string, Json>> {
  return group(kind.fields, 'whole') as z.ZodType<Record<string, Json>>;
}

/** The same while somebody still writes: anything may be missing or half typed, and nothing may be of another shape. */
export function draftFieldsSchema(kind: Kind): z.ZodType<Record<string, Json>> {
  return group(kind.fields, 'draft') as z.ZodType<Record<string, Json>>;
}

type Stage = 'draft' | 'whole';

function group(fields: Record<string, Field>, stage: Stage): z.ZodType {
  return z.strictObject(Object.fromEntries(Object.entries(fields).map(([id, field]) => [id, schemaOf(field, stage)])));
}

function schemaOf(field: Field, stage: Stage): z.ZodType {
  const schema = requiredSchema(field, stage);
  return field.optional || stage === 'draft' ? schema.nullable().default(null) : schema;
}

function requiredSchema(field: Field, stage: Stage): z.ZodType {
  switch (field.type) {
    case 'text':
      return z.string();
    case 'url':
      return stage === 'draft' ? z.string() : z.url();
    case 'time':
      return stage === 'draft' ? z.string() : z.iso.datetime({ offset: true });
    case 'choice':
      return stage === 'draft' ? z.string() : z.enum(field.options as [string, ...string[]]);
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

/** The texts of a release that search reads, title first: envelope and the fields marked `search`. */
export function searchTexts(kind: Kind, release: Release): string[] {
  const own = Object.entries(kind.fields).flatMap(([id, field]) => textsOf(field, release.fields[id] ?? null));
  const names = [...release.issuers, ...release.people].map((party) => party.name);
  return [release.title, release.summary, release.body, ...names, ...release.places, ...own].filter(Boolean);
}

function textsOf(field: Field, value: Json): string[] {
  if (value === null) return [];
  if (field.type === 'list')
    return (value as Json[]).flatMap((entry) => textsOf({ ...field.of, search: field.search }, entry));
  if (field.type === 'group') {
    return Object.entries(field.of).flatMap(([id, part]) =>
      textsOf({ ...part, search: field.search || part.search }, (value as Record<string, Json>)[id] ?? null),
    );
  }
  return field.search && typeof value === 'string' ? [value] : [];
}
