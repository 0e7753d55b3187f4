import { type RawBuilder, sql } from 'kysely';
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
    .where('revisions.id', 'in', (from) =>
      from.selectFrom('revision_media').select('revision_id').where('sha256', 'in', hashes),
    )
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

/** Those of the hashes that any revision at all names: an old one may be brought back. */
export function namedAmong(db: Db, hashes: string[]): Promise<Set<string>> {
  return among(db, hashes, sql`select 1 from revision_media as named where named.sha256 = asked.sha256`);
}

/** Those of the hashes that are in use: in the newest revision of an edition, or in a release. */
export function usedAmong(db: Db, hashes: string[]): Promise<Set<string>> {
  return among(
    db,
    hashes,
    sql`select 1 from revision_media as named
      join revisions on revisions.id = named.revision_id join editions on editions.id = revisions.edition_id
      where named.sha256 = asked.sha256 and (editions.head_id = revisions.id
        or exists (select 1 from releases where releases.revision_id = revisions.id))`,
  );
}

/** Fewer than either database takes values in one query. */
const AT_ONCE = 5000;

async function among(db: Db, hashes: string[], isSo: RawBuilder<unknown>): Promise<Set<string>> {
  const found = new Set<string>();
  for (let at = 0; at < hashes.length; at += AT_ONCE) {
    const asked = hashes.slice(at, at + AT_ONCE).map((hash) => sql`(${hash})`);
    // With a limit each is looked up by itself: PostgreSQL would rather go through all that there is.
    const { rows } = await sql<{ sha256: string }>`with asked (sha256) as (values ${sql.join(asked)})
      select sha256 from asked where (${isSo} limit 1) is not null`.execute(db);
    for (const { sha256 } of rows) found.add(sha256);
  }
  return found;
}
