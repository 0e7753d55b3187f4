import { DaftarError } from '../../base/errors.ts';
import { kinds } from '../../kinds/index.ts';
import { kindWords } from '../../kinds/kind.ts';
import { languages } from '../../languages/index.ts';
import type { KindWords } from '../../languages/language.ts';
import { wordDifferences } from '../../verify/differences.ts';
import type { Change, Comparison } from '../api-types.ts';
import { readable } from '../keeping/readable.ts';
import { editionWith, readableBy, revisionRow, saveEdition } from './editions.ts';
import type { Content, Desk } from './intake.ts';
import { type Actor, requireRight } from './roles.ts';

/** Every revision of an edition, newest first, with what was released of it. */
export async function revisionsOf({ db }: Desk, who: Actor, editionId: number) {
  requireRight(who, 'read');
  await editionWith(db, editionId);
  return db
    .selectFrom('revisions')
    .leftJoin('releases', 'releases.revision_id', 'revisions.id')
    .select([
      'revisions.id',
      'revisions.saved',
      'revisions.author_id',
      'revisions.source',
      'revisions.name',
      'revisions.auto',
      'releases.event',
    ])
    .where('revisions.edition_id', '=', editionId)
    .orderBy('revisions.id', 'desc')
    .execute();
}

/** Two revisions, word by word: only the parts that differ, and the body whole. @throws DaftarError NOT_FOUND, FORBIDDEN */
export async function compareRevisions({ db }: Desk, who: Actor, from: number, to: number): Promise<Comparison> {
  requireRight(who, 'read');
  const rows = [await revisionRow(db, from), await revisionRow(db, to)];
  const editions = [await editionWith(db, rows[0]!.edition_id), await editionWith(db, rows[1]!.edition_id)];
  const { kind, language } = editions[0]!;
  // The masthead is in no language.
  const choices = kindWords(kinds.get(kind)!, languages.get(language) ?? languages.get('en')!).choices;
  const [older = {}, newer = {}] = rows.map(({ content }, index) =>
    readableParts(readableBy(who, editions[index]!, JSON.parse(content)), choices),
  );
  return Object.keys({ ...newer, ...older })
    .filter((field) => field === 'body' || (older[field] ?? '') !== (newer[field] ?? ''))
    .map((field) => ({ field, changes: changesBetween(older[field] ?? '', newer[field] ?? '') }));
}

/** Saves what an older revision says as the newest one. @throws as saveEdition */
export async function restoreRevision(desk: Desk, who: Actor, revisionId: number, base: number, now: Date) {
  const revision = await revisionRow(desk.db, revisionId);
  const edition = await editionWith(desk.db, revision.edition_id);
  const content: Content = JSON.parse(revision.content);
  const event = edition.released_id === null ? 'publish' : content.event === 'withdraw' ? 'withdraw' : 'correct';
  return saveEdition(desk, who, edition.id, { base, content: { ...content, event } }, now);
}

/** Gives a revision a name to find it by; an empty one takes it away. @throws DaftarError FORBIDDEN, NOT_FOUND */
export async function nameRevision({ db }: Desk, who: Actor, revisionId: number, name: string): Promise<void> {
  requireRight(who, 'comment');
  await revisionRow(db, revisionId);
  if (name.length > 200)
    throw new DaftarError('TOO_LONG', 'The name has over 200 characters.', 'Choose a shorter one.');
  await db
    .updateTable('revisions')
    .set({ name: name.trim() || null, auto: 0 })
    .where('id', '=', revisionId)
    .execute();
}

/** Words that both have, or one of the two. */
export function changesBetween(older: string, newer: string): Change[] {
  const kinds = { same: 'same', left: 'removed', added: 'added' } as const;
  return wordDifferences(older, newer).map(({ kind, text }) => ({ kind: kinds[kind], text }));
}

/** A content as plain words, part by part, those of its kind one by one (`fields.place`). */
function readableParts({ fields, ...envelope }: Content, choices: KindWords['choices']): Record<string, string> {
  const own = Object.entries(fields).map(([id, value]) => [`fields.${id}`, value] as const);
  const parts = COMPARED.map((part) => [part, envelope[part]] as const);
  return Object.fromEntries([...parts, ...own].map(([part, value]) => [part, readable(part, value, choices)]));
}

const COMPARED = [
  'title',
  'summary',
  'dateline',
  'posted',
  'body',
  'issuers',
  'people',
  'places',
  'tags',
  'media',
  'slug',
  'aliases',
  'note',
] as const;
