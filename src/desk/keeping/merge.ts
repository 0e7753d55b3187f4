import { stretches } from '../../verify/differences.ts';
import type { Content } from '../api-types.ts';
import { elementsOf } from './elements.ts';
import type { Keeping } from './keeping.ts';
import { isSame, isSameValue } from './same.ts';

/** A part that two people left in different words. */
export interface Disagreement {
  /** A key of the content, or `fields.` and a key of the kind's own. */
  field: string;
  mine: unknown;
  theirs: unknown;
  /** What both have in it where each changed other paragraphs; null where there is no such thing. */
  both: unknown;
  /** What to begin with: the one who changed it. Null where both did, and somebody has to choose. */
  suggested: 'mine' | 'theirs' | 'both' | null;
}

/** In the order of the form, and without what the server alone decides. */
const PARTS = [
  'note',
  'title',
  'summary',
  'dateline',
  'posted',
  'body',
  'media',
  'issuers',
  'people',
  'places',
  'tags',
  'slug',
  'aliases',
] as const satisfies (keyof Content)[];

/** Where the words in the form and theirs differ, each seen against what both began with. */
export function disagreements({ content, form, server, theirs }: Keeping): Disagreement[] {
  if (!theirs) return [];
  return fieldsOf(content, theirs.content).flatMap((field): Disagreement[] => {
    const [mine, other] = [partOf(content, field), partOf(theirs.content, field)];
    if (isSameValue(mine, other)) return [];
    const iChanged = !isSameValue(mine, partOf(form, field));
    const theyChanged = !isSameValue(other, partOf(server, field));
    const both = field === 'body' && iChanged && theyChanged ? mergedBody(content, theirs.content, server) : null;
    const suggested = both !== null ? 'both' : iChanged === theyChanged ? null : iChanged ? 'mine' : 'theirs';
    return [{ field, mine, theirs: other, both, suggested }];
  });
}

/** Their content with the chosen values in it. */
export function merged(theirs: Content, chosen: Record<string, unknown>): Content {
  const content = { ...theirs, fields: { ...theirs.fields } };
  for (const [field, value] of Object.entries(chosen)) {
    if (field.startsWith('fields.')) content.fields[field.slice('fields.'.length)] = value as Content['fields'][string];
    else Object.assign(content, { [field]: value });
  }
  return content;
}

/** The names of what two contents say differently. */
export function changedFields(a: Content, b: Content): string[] {
  if (isSame(a, b)) return [];
  return fieldsOf(a, b).filter((field) => !isSameValue(partOf(a, field), partOf(b, field)));
}

export function partOf(content: Content, field: string): unknown {
  if (field.startsWith('fields.')) return content.fields[field.slice('fields.'.length)] ?? null;
  return content[field as keyof Content];
}

function fieldsOf(a: Content, b: Content): string[] {
  const own = new Set([...Object.keys(a.fields), ...Object.keys(b.fields)]);
  return [...PARTS, ...[...own].map((key) => `fields.${key}`)];
}

function mergedBody(mine: Content, theirs: Content, base: Content): string | null {
  const [a, b, o] = [mine.body, theirs.body, base.body].map((body) => elementsOf(body).map(unspaced));
  const merge = mergedLists(o!, a!, b!);
  return merge?.join('\n') ?? null;
}

function unspaced(element: string): string {
  return element.replace(/>\s+</g, '><').trim();
}

/** Both lists' changes of the first list; null where they meet in one place. */
export function mergedLists(base: string[], mine: string[], theirs: string[]): string[] | null {
  const [a, b] = [changesTo(base, mine), changesTo(base, theirs)];
  const result: string[] = [];
  for (let at = 0; at <= base.length; ) {
    const [change, other] = [a.get(at), b.get(at)];
    if (change && other && !isOneChange(change, other)) return null;
    const taken = change ?? other;
    const rest = change ? b : a;
    if (taken && [...rest.keys()].some((from) => from > at && from < taken.to)) return null;
    // Something put in just where the other one took something out: nobody knows whether it still belongs there.
    if (taken && !(change && other) && taken.to > at && rest.has(taken.to) && rest.get(taken.to)!.to === taken.to)
      return null;
    result.push(...(taken?.now ?? []));
    const next = taken ? taken.to : at;
    if (next === at && at < base.length) result.push(base[at++]!);
    else if (next === at) break;
    else at = next;
  }
  return result;
}

interface Changed {
  to: number;
  now: string[];
}

/** By the place where it begins in the first list. */
function changesTo(base: string[], list: string[]): Map<number, Changed> {
  const changed = stretches(base, list).filter(({ alike }) => !alike);
  return new Map(changed.map(({ a, b }) => [a[0], { to: a[1], now: list.slice(...b) }]));
}

function isOneChange(a: Changed, b: Changed): boolean {
  return a.to === b.to && a.now.length === b.now.length && a.now.every((entry, index) => entry === b.now[index]);
}
