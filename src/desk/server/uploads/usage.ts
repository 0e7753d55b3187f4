import type { MediaUse } from '../../media-types.ts';
import type { Db } from '../database.ts';

/** Every edition whose newest revision, or any of whose releases, names one of these hashes. */
export async function usesOf(db: Db, hashes: string[]): Promise<MediaUse[]> {
  if (hashes.length === 0) return [];
  const rows = await db
    .selectFrom('revisions')
    .innerJoin('editions', 'editions.id', 'revisions.edition_id')
    .innerJoin('items', 'items.id', 'editions.item_id')
    .leftJoin('releases', 'releases.revision_id', 'revisions.id')
    .select([
      'revisions.id',
      'items.id as item',
      'editions.id as edition',
      'editions.head_id',
      'items.kind',
      'items.number',
      'editions.language',
      'editions.title',
      'releases.sha256',
    ])
    .where(({ or, eb, ref }) =>
      or([eb('revisions.id', '=', ref('editions.head_id')), eb('releases.sha256', 'is not', null)]),
    )
    .where(({ or, eb }) => or(hashes.map((hash) => eb('revisions.content', 'like', `%${hash}%`))))
    .orderBy('revisions.id', 'desc')
    .execute();
  const uses = new Map<string, MediaUse>();
  for (const { id, head_id, sha256, ...row } of rows) {
    const where = sha256 ? 'release' : 'draft';
    uses.set(`${row.edition} ${where}`, { ...row, in: where });
    if (sha256 && id === head_id) uses.delete(`${row.edition} draft`);
  }
  return [...uses.values()];
}

/** Whether any revision at all names the hash: an old one may be brought back. */
export async function isNamed(db: Db, hash: string): Promise<boolean> {
  const named = await db
    .selectFrom('revisions')
    .select('id')
    .where('content', 'like', `%${hash}%`)
    .limit(1)
    .executeTakeFirst();
  return named !== undefined;
}

/** Hashes that a revision names, by its id. Revisions do not change but for those saved by themselves, which are read anew. */
const read = new WeakMap<Db, Map<number, string[]>>();

/**
 * Every hash that is in use, for lists. Each revision is read once while this process runs, so that a list of the
 * library does not search through all that was ever written.
 */
export async function hashesInUse(db: Db): Promise<Set<string>> {
  const known = read.get(db) ?? new Map<number, string[]>();
  read.set(db, known);
  const rows = await db
    .selectFrom('editions')
    .innerJoin('revisions', 'revisions.id', 'editions.head_id')
    .select(['revisions.id', 'revisions.auto'])
    .union(
      db
        .selectFrom('releases')
        .innerJoin('revisions', 'revisions.id', 'releases.revision_id')
        .select(['revisions.id', 'revisions.auto']),
    )
    .execute();
  const missing = rows.filter(({ id, auto }) => auto || !known.has(id)).map(({ id }) => id);
  for (let at = 0; at < missing.length; at += 200) {
    const contents = await db
      .selectFrom('revisions')
      .select(['id', 'content'])
      .where('id', 'in', missing.slice(at, at + 200))
      .execute();
    for (const { id, content } of contents) known.set(id, content.match(/\b[0-9a-f]{64}\b/g) ?? []);
  }
  return new Set(rows.flatMap(({ id }) => known.get(id) ?? []));
}
