import { DaftarError } from '../../base/errors.ts';
import { bodyBlocks } from '../../verify/body.ts';
import { wordDifferences } from '../../verify/differences.ts';
import type { Change, Comparison } from '../api-types.ts';
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
  const { language } = editions[0]!;
  const [older, newer] = rows.map(({ content }, index) =>
    readable(readableBy(who, editions[index]!, JSON.parse(content)), language),
  );
  return Object.keys(newer!)
    .filter((field) => field === 'body' || older![field] !== newer![field])
    .map((field) => ({ field, changes: changesBetween(older![field]!, newer![field]!) }));
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

/** A content as plain words, part by part; paragraphs of the body stand apart by an empty line. */
function readable(content: Content, language: string): Record<string, string> {
  const { title, summary, body, dateline, posted, issuers, people, places, tags, media, fields, slug, note } = content;
  const parties = (list: Content['people']) => list.map(({ name, role }) => [name, role].filter(Boolean).join(', '));
  return {
    title,
    summary,
    dateline: [dateline?.text, dateline?.place, dateline?.date].filter(Boolean).join(' · '),
    posted: posted ?? '',
    body: plainBody(body, language),
    issuers: parties(issuers).join('\n'),
    people: parties(people).join('\n'),
    places: places.join('\n'),
    tags: tags.join('\n'),
    media: media.map(({ alt, caption, credit }) => [alt, caption, credit].filter(Boolean).join(' · ')).join('\n'),
    fields: JSON.stringify(fields, null, 1),
    slug: slug ?? '',
    note,
  };
}

function plainBody(body: string, language: string): string {
  return bodyBlocks(body, language)
    .map(({ pieces }) => pieces.map((piece) => (piece.type === 'words' ? piece.text : '')).join(''))
    .join('\n\n');
}
