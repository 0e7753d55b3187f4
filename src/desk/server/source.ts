import { leavesOf, type Named } from '../../kinds/field.ts';
import { kinds } from '../../kinds/index.ts';
import type { Kind } from '../../kinds/kind.ts';
import { bodyBlocks } from '../../verify/body.ts';
import { stretches } from '../../verify/differences.ts';
import type { SourceView } from '../api-types.ts';
import type { Db } from './database.ts';
import { contentOf, editionsOf, editionWith, notFound, readableBy, revisionRow } from './editions.ts';
import type { Content, Desk } from './intake.ts';
import { changesBetween } from './revisions.ts';
import { type Actor, requireRight } from './roles.ts';
import { addStep } from './steps.ts';
import { isOutdated, setMadeFrom } from './translation.ts';

/**
 * What a translator has beside the translation: the source as it is now, and, paragraph by paragraph, what changed in it
 * since the translation was last declared current.
 * @throws DaftarError FORBIDDEN, NOT_FOUND
 */
export async function sourceOf({ db }: Desk, who: Actor, translationId: number): Promise<SourceView> {
  requireRight(who, 'read');
  const translation = await editionWith(db, translationId);
  const all = await editionsOf(db, translation.item_id);
  const source = all.find(({ language }) => language === translation.translates);
  if (!source) throw notFound('source of this edition');
  const now = readableBy(who, { ...source, kind: translation.kind }, await contentOf(db, source.head_id!));
  const was = await madeFrom(db, translation, now);
  return {
    edition: source.id,
    language: source.language,
    revision: source.head_id!,
    outdated: isOutdated(translation, source),
    content: now,
    title: changesBetween(was.title, now.title),
    summary: changesBetween(was.summary, now.summary),
    paragraphs: paragraphsBetween(was.body, now.body, source.language),
    fields: fieldsBetween(kinds.get(translation.kind)!, was, now),
  };
}

/**
 * The translator says that the translation says what this revision of its source says: it is current from here on.
 * @throws DaftarError FORBIDDEN, NOT_FOUND
 */
export async function declareCurrent(
  desk: Desk,
  who: Actor,
  { editionId, revision }: { editionId: number; revision: number },
  now: Date,
): Promise<void> {
  await desk.db.transaction().execute(async (db) => {
    const translation = await editionWith(db, editionId);
    requireRight(who, 'translate', translation.language);
    const { edition_id } = await revisionRow(db, revision);
    const source = await editionWith(db, edition_id);
    if (source.item_id !== translation.item_id || source.language !== translation.translates)
      throw notFound('source of this edition');
    await setMadeFrom(db, editionId, revision);
    await addStep(db, { editionId, revisionId: translation.head_id!, action: 'current', who: who.id, note: '', now });
  });
}

/** What an import brought is taken for current with what its source says. */
async function madeFrom(db: Db, { made_from_id }: { made_from_id: number | null }, now: Content): Promise<Content> {
  if (made_from_id === null) return now;
  const known = await db.selectFrom('revisions').select('content').where('id', '=', made_from_id).executeTakeFirst();
  return known ? JSON.parse(known.content) : now;
}

/** What a kind's own fields say in words, and said. What is private stays so. */
function fieldsBetween(kind: Kind, was: Content, now: Content): SourceView['fields'] {
  const [older, newer] = [was, now].map(({ fields }) => textsByPath(kind, fields));
  const paths = new Set([...older!.keys(), ...newer!.keys()]);
  return Object.fromEntries(
    [...paths].map((path) => [path, changesBetween(older!.get(path) ?? '', newer!.get(path) ?? '')]),
  );
}

function textsByPath({ fields }: Kind, values: Content['fields']): Map<string, string> {
  const texts = leavesOf(fields, values).flatMap(({ field, value, path }): [string, string][] => {
    if (field.private) return [];
    if (field.type === 'item') return [[path, (value as unknown as Named).name]];
    return field.type === 'text' ? [[path, String(value)]] : [];
  });
  return new Map(texts.filter(([, text]) => text !== ''));
}

/** Top-level elements of two canonical bodies, aligned; one that was reworded stands beside its old wording. */
function paragraphsBetween(was: string, now: string, language: string): SourceView['paragraphs'] {
  const [older, newer] = [elementsOf(was), elementsOf(now)];
  return stretches(older, newer).flatMap(({ alike, a, b }): SourceView['paragraphs'] => {
    const [before, after] = [older.slice(...a), newer.slice(...b)];
    if (alike) return after.map((html) => ({ kind: 'same', now: html, was: html, changes: [] }));
    return Array.from({ length: Math.max(before.length, after.length) }, (_, n) =>
      paragraph(before[n] ?? null, after[n] ?? null, language),
    );
  });
}

function paragraph(was: string | null, now: string | null, language: string): SourceView['paragraphs'][number] {
  const kind = was === null ? 'added' : now === null ? 'removed' : 'changed';
  const [older, newer] = [was, now].map((html) => (html === null ? '' : plain(html, language)));
  return { kind, was, now, changes: changesBetween(older!, newer!) };
}

/** In the canonical form each top-level element begins its own line (specs/body.md). */
function elementsOf(body: string): string[] {
  const elements: string[] = [];
  let depth = 0;
  for (const line of body.split('\n')) {
    if (depth === 0) elements.push(line);
    else elements[elements.length - 1] += `\n${line}`;
    depth += opened(line);
  }
  return elements.filter(Boolean);
}

function opened(line: string): number {
  const tags = line.match(/<\/?[a-z][a-z0-9]*/g) ?? [];
  return tags
    .filter((tag) => !/^<(br|hr|img)$/.test(tag))
    .reduce((depth, tag) => depth + (tag.startsWith('</') ? -1 : 1), 0);
}

function plain(html: string, language: string): string {
  return bodyBlocks(html, language)
    .map(({ pieces }) => pieces.map((piece) => (piece.type === 'words' ? piece.text : '')).join(''))
    .join('\n');
}
