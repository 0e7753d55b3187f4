import { DaftarError } from '../../base/errors.ts';
import { findPassage } from '../passages.ts';
import type { Comment, NewComment } from '../review-types.ts';
import { signInTables } from './auth.ts';
import type { Db, Tables } from './database.ts';
import { contentOf, editionWith, notFound } from './editions.ts';
import type { Desk } from './intake.ts';
import { namesOf } from './people.ts';
import { type Actor, may, requireRight } from './roles.ts';

type Row = Pick<Tables['comments'], 'edition_id' | 'revision_id' | 'parent_id' | 'who' | 'text' | 'at'> & {
  id: number;
  passage: string | null;
  resolved: string | null;
  resolved_by: string | null;
};

/** Somebody to be told that they are mentioned. */
export interface Mentioned {
  id: string;
  name: string;
  email: string;
  language: string | null;
}

/**
 * What was said about an edition, oldest first, each with its answers; passages are looked for in the newest revision.
 * Whatever mentions the one who asks counts as seen with that.
 * @throws DaftarError FORBIDDEN, NOT_FOUND
 */
export async function commentsOn({ db }: Desk, who: Actor, editionId: number, now: Date): Promise<Comment[]> {
  requireRight(who, 'read');
  const { head_id } = await editionWith(db, editionId);
  const content = await contentOf(db, head_id!);
  const rows: Row[] = await db
    .selectFrom('comments')
    .selectAll()
    .where('edition_id', '=', editionId)
    .orderBy('id')
    .execute();
  const mentions = await mentionsIn(db, editionId);
  await markSeen(db, who, editionId, now);
  const names = await namesOf(db, [
    ...rows.flatMap(({ who, resolved_by }) => [who, resolved_by]),
    ...mentions.map(({ user_id }) => user_id),
  ]);
  const nameOf = (id: string | null) => names.get(id) ?? null;
  const said = ({ id, who, text, at }: Row) => ({
    ...{ id, text, at, who: nameOf(who) },
    mentions: mentions.flatMap((one) => (one.comment_id === id ? (nameOf(one.user_id) ?? []) : [])),
  });
  return rows
    .filter(({ parent_id }) => parent_id === null)
    .map((row) => {
      const passage = row.passage === null ? null : JSON.parse(row.passage);
      return {
        ...said(row),
        revision: row.revision_id,
        passage,
        place: passage && findPassage(content, passage),
        resolved: row.resolved === null ? null : { at: row.resolved, who: nameOf(row.resolved_by) },
        answers: rows.filter(({ parent_id }) => parent_id === row.id).map(said),
      };
    });
}

/**
 * Says something about an edition, about a passage of it, or in answer to somebody; an answer opens what was resolved.
 * Returns those who are mentioned.
 * @throws DaftarError FORBIDDEN, NOT_FOUND
 */
export async function addComment(
  desk: Desk,
  who: Actor,
  editionId: number,
  { text, passage, parent, mentions }: NewComment,
  now: Date,
): Promise<{ id: number; mentioned: Mentioned[] }> {
  requireRight(who, 'comment');
  return desk.db.transaction().execute(async (db) => {
    const { head_id } = await editionWith(db, editionId);
    const root = parent === null ? null : await rootOf(db, editionId, parent);
    const { id } = await db
      .insertInto('comments')
      .values({
        ...{ edition_id: editionId, revision_id: head_id!, parent_id: root, who: who.id, text },
        passage: root === null && passage ? JSON.stringify(passage) : null,
        at: now.toISOString(),
        ...{ resolved: null, resolved_by: null },
      })
      .returning('id')
      .executeTakeFirstOrThrow();
    if (root !== null) await setResolved(db, root, null);
    const mentioned = await mention(db, id, mentions, who);
    return { id, mentioned };
  });
}

/** Whoever wrote a comment may reword it. @throws DaftarError FORBIDDEN, NOT_FOUND */
export async function rewordComment({ db }: Desk, who: Actor, id: number, text: string): Promise<number> {
  requireRight(who, 'comment');
  const row = await commentWith(db, id);
  if (row.who !== who.id) {
    throw new DaftarError('FORBIDDEN', 'These are somebody else’s words.', 'Answer them instead.');
  }
  await db.updateTable('comments').set({ text }).where('id', '=', id).execute();
  return row.edition_id;
}

/** Resolves what was said, or opens it again. Returns its edition. @throws DaftarError FORBIDDEN, NOT_FOUND */
export async function resolveComment(
  { db }: Desk,
  who: Actor,
  id: number,
  resolved: boolean,
  now: Date,
): Promise<number> {
  requireRight(who, 'comment');
  const { edition_id, parent_id } = await commentWith(db, id);
  await setResolved(db, parent_id ?? id, resolved ? { who, now } : null);
  return edition_id;
}

/** How many comments on an edition are open. */
export async function openComments({ db }: Pick<Desk, 'db'>, editionId: number): Promise<number> {
  const { count } = await db
    .selectFrom('comments')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('edition_id', '=', editionId)
    .where('parent_id', 'is', null)
    .where('resolved', 'is', null)
    .executeTakeFirstOrThrow();
  return Number(count);
}

async function setResolved(db: Db, id: number, by: { who: Actor; now: Date } | null): Promise<void> {
  const set = by ? { resolved: by.now.toISOString(), resolved_by: by.who.id } : { resolved: null, resolved_by: null };
  await db.updateTable('comments').set(set).where('id', '=', id).execute();
}

/** Answers stand in one row below what they answer, however they came about. */
async function rootOf(db: Db, editionId: number, id: number): Promise<number> {
  const row = await commentWith(db, id);
  if (row.edition_id !== editionId) throw notFound(`comment ${id}`);
  return row.parent_id ?? row.id;
}

async function commentWith(db: Db, id: number): Promise<Row> {
  const row = await db.selectFrom('comments').selectAll().where('id', '=', id).executeTakeFirst();
  if (!row) throw notFound(`comment ${id}`);
  return row;
}

/** Nobody is told of their own words, and nobody who is gone. */
async function mention(db: Db, comment: number, ids: string[], who: Actor): Promise<Mentioned[]> {
  const others = [...new Set(ids)].filter((id) => id !== who.id);
  if (others.length === 0) return [];
  const mentioned = await signInTables(db)
    .selectFrom('user')
    .select(['id', 'name', 'email', 'language'])
    .where('id', 'in', others)
    .where('disabled', 'is', null)
    .execute();
  for (const { id } of mentioned) {
    await db.insertInto('mentions').values({ comment_id: comment, user_id: id, seen: null }).execute();
  }
  return mentioned;
}

function mentionsIn(db: Db, editionId: number) {
  return db
    .selectFrom('mentions')
    .innerJoin('comments', 'comments.id', 'mentions.comment_id')
    .select(['mentions.comment_id', 'mentions.user_id'])
    .where('comments.edition_id', '=', editionId)
    .execute();
}

/** A token that reads for somebody has not shown them anything. */
async function markSeen(db: Db, who: Actor, editionId: number, now: Date): Promise<void> {
  if (who.scopes !== null || !may(who, 'read')) return;
  await db
    .updateTable('mentions')
    .set({ seen: now.toISOString() })
    .where('user_id', '=', who.id)
    .where('seen', 'is', null)
    .where('comment_id', 'in', (from) => from.selectFrom('comments').select('id').where('edition_id', '=', editionId))
    .execute();
}
