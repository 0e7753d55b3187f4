import { DaftarError } from '../../base/errors.ts';
import { fieldsSchema } from '../../kinds/field.ts';
import type { Kind } from '../../kinds/kind.ts';
import type { Finding } from '../api-types.ts';
import { draftOf } from '../draft.ts';
import type { Db } from './database.ts';
import { type Content, checkAliases, checkComplete, checkDates, checkNote, checkTags, faultsIn } from './intake.ts';

/** Where the fault that a check finds is shown. */
const CHECKS: [field: string, check: (kind: Kind, draft: Draft, content: Content) => unknown][] = [
  ['title', (kind, draft, content) => checkComplete(kind, draft, content)],
  ['note', (_, draft, content) => checkNote(draft, content)],
  ['posted', (_, draft) => checkDates(draft)],
  ['tags', (_, draft) => checkTags(draft)],
  ['aliases', (_, draft) => checkAliases(draft)],
];

type Draft = ReturnType<typeof draftOf>;

/** What stands in the way of publishing an edition that says this; empty where nothing does. */
export function findingsIn(kind: Kind, language: string, content: Content): Finding[] {
  const draft = draftOf({ ...content, key: content.title || kind.id, kind: kind.id, language, media: [] });
  const found = CHECKS.flatMap(([field, check]) => {
    try {
      check(kind, draft, content);
      return [];
    } catch (error) {
      if (!(error instanceof DaftarError)) throw error;
      return [{ field: placeOf(error, field), code: error.code, message: error.message, hint: error.next }];
    }
  });
  return [...found, ...fieldFindings(kind, `${draft.key} (${language})`, content)];
}

/** Of the kind's own fields all that is wrong is told at once; the kind says more of what is missing than that it is. */
function fieldFindings(kind: Kind, name: string, content: Content): Finding[] {
  const issues = fieldsSchema(kind).safeParse(content.fields).error?.issues ?? [];
  const misshapen = issues.map(({ path, message }) => ({
    field: ['fields', ...path].join('.'),
    code: 'INVALID_FIELDS',
    message,
    hint: 'Correct it.',
  }));
  const faults = faultsIn(kind, content);
  const known = new Set(faults.map(({ field }) => field));
  return [...misshapen.filter(({ field }) => !known.has(field)), ...faults].map((one) => ({
    ...one,
    message: `${name}: ${one.field}: ${one.message}.`,
  }));
}

/** @throws DaftarError the first thing that stands in the way */
export function requireReady(kind: Kind, language: string, content: Content): void {
  const [first] = findingsIn(kind, language, content);
  if (first) throw new DaftarError(first.code, first.message, first.hint);
}

const PLACE =
  /: (dateline\.(?:date|text)|posted|title|summary|body|note|slug|issuers|people|places|tags|aliases|media): /;

/** The part that an error names, as the form calls it. */
function placeOf({ message }: DaftarError, otherwise: string): string {
  const named = PLACE.exec(message)?.[1];
  if (named) return named;
  return /needs (\w+)/.exec(message)?.[1]?.replace(/^a$/, otherwise) ?? otherwise;
}

/** Everybody who saved words since the last release: under the two-person rule none of them approves. */
export async function authorsSinceRelease(db: Db, editionId: number): Promise<Set<string>> {
  const rows = await db
    .selectFrom('revisions')
    .innerJoin('editions', 'editions.id', 'revisions.edition_id')
    .select('revisions.author_id')
    .distinct()
    .where('revisions.edition_id', '=', editionId)
    .where(({ eb, fn, ref, val }) => eb('revisions.id', '>', fn.coalesce(ref('editions.released_id'), val(0))))
    .execute();
  return new Set(rows.map(({ author_id }) => author_id).filter((id) => id !== null));
}
