import { DaftarError } from '../../base/errors.ts';
import { hexSha256 } from '../../base/hash.ts';
import type { Embargo } from '../review-types.ts';
import { newSecret } from './auth.ts';
import type { Db } from './database.ts';
import { type EditionRow, editionWith, notFound, revisionRow } from './editions.ts';
import type { Desk } from './intake.ts';
import { namesOf } from './people.ts';
import { releasedFrom } from './publish.ts';
import { type Actor, requireRight } from './roles.ts';

/** A link lives no longer than this: whoever still needs it gets a new one. */
const LONGEST_MS = 90 * 24 * 3600_000;
const VIEWS_SHOWN = 50;

/**
 * Gives somebody outside a private link to one revision. The secret is returned this once; its hash is kept.
 * @throws DaftarError FORBIDDEN, NOT_FOUND, RESTRICTED, IS_PUBLIC, INVALID_DATE
 */
export async function giveEmbargoed(
  { db }: Desk,
  who: Actor,
  { editionId, revision, label, expires }: { editionId: number; revision: number; label: string; expires: string },
  now: Date,
): Promise<{ id: number; secret: string }> {
  requireRight(who, 'embargo');
  const edition = await editionWith(db, editionId);
  requireGivable(edition, revision);
  if ((await revisionRow(db, revision)).edition_id !== editionId) throw notFound(`revision ${revision}`);
  const until = Date.parse(expires);
  if (!(until > now.getTime() && until <= now.getTime() + LONGEST_MS)) {
    throw new DaftarError(
      'INVALID_DATE',
      `“${expires}” is no time within the next 90 days.`,
      'Choose when the link shall end.',
    );
  }
  const { secret, hash } = newSecret();
  const { id } = await db
    .insertInto('embargoes')
    .values({
      ...{ edition_id: editionId, revision_id: revision, secret: hash, label, who: who.id, revoked: null },
      made: now.toISOString(),
      expires: new Date(until).toISOString(),
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  return { id, secret };
}

/** Its links, newest first, and who has opened them. @throws DaftarError FORBIDDEN, NOT_FOUND */
export async function embargoesOf({ db }: Desk, who: Actor, editionId: number, now: Date): Promise<Embargo[]> {
  requireRight(who, 'embargo');
  const edition = await editionWith(db, editionId);
  const rows = await db
    .selectFrom('embargoes')
    .selectAll()
    .where('edition_id', '=', editionId)
    .orderBy('id', 'desc')
    .execute();
  const names = await namesOf(
    db,
    rows.map((row) => row.who),
  );
  return Promise.all(
    rows.map(async (row) => ({
      ...{ id: row.id, label: row.label, revision: row.revision_id, made: row.made },
      ...{ expires: row.expires, revoked: row.revoked },
      who: names.get(row.who) ?? null,
      state: stateOf(row, edition, now),
      ...(await viewsOf(db, row.id)),
    })),
  );
}

/** Ends a link at once. Returns its edition. @throws DaftarError FORBIDDEN, NOT_FOUND */
export async function revokeEmbargo({ db }: Desk, who: Actor, id: number, now: Date): Promise<number> {
  requireRight(who, 'embargo');
  const row = await db.selectFrom('embargoes').selectAll().where('id', '=', id).executeTakeFirst();
  if (!row) throw notFound(`link ${id}`);
  await db
    .updateTable('embargoes')
    .set({ revoked: now.toISOString() })
    .where('id', '=', id)
    .where('revoked', 'is', null)
    .execute();
  return row.edition_id;
}

/** What stands behind a secret; null where nothing does. */
export interface Opened {
  id: number;
  editionId: number;
  revisionId: number;
  label: string;
  language: string;
  /** When the text goes out as far as that is known; else when the link ends. */
  until: string;
  /** A newer wording has been saved. */
  isOld: boolean;
  state: Embargo['state'];
  /** Of the public page, once it is out. */
  path: string | null;
}

export async function openEmbargo({ db, dataDir }: Desk, secret: string, now: Date): Promise<Opened | null> {
  const row = await db.selectFrom('embargoes').selectAll().where('secret', '=', hexSha256(secret)).executeTakeFirst();
  if (!row) return null;
  const edition = await editionWith(db, row.edition_id);
  const state = stateOf(row, edition, now);
  const out = state === 'published' ? await releasedFrom({ db, dataDir }, edition.released_id!) : null;
  return {
    ...{ id: row.id, editionId: row.edition_id, revisionId: row.revision_id, label: row.label, state },
    language: edition.language,
    until: edition.publish_at ?? row.expires,
    isOld: edition.head_id !== row.revision_id,
    path: out?.isOut ? out.path : null,
  };
}

/** Writes down that somebody has opened it. */
export async function noteView(
  { db }: Desk,
  embargoId: number,
  { address, agent }: { address: string; agent: string },
  now: Date,
): Promise<void> {
  await db
    .insertInto('embargo_views')
    .values({ embargo_id: embargoId, at: now.toISOString(), address, agent: agent.slice(0, 300) })
    .execute();
}

function requireGivable({ restricted, released_id }: EditionRow, revision: number): void {
  if (restricted !== null) {
    throw new DaftarError(
      'RESTRICTED',
      `This edition is restricted: ${restricted}.`,
      'A person has to review it first.',
    );
  }
  if (released_id === null || revision > released_id) return;
  throw new DaftarError('IS_PUBLIC', 'Readers have these words already.', 'Send them the link of the public page.');
}

type Row = { revision_id: number; revoked: string | null; expires: string };

/** Published goes before expired: it tells where to read on. */
function stateOf({ revision_id, revoked, expires }: Row, { released_id }: EditionRow, now: Date): Embargo['state'] {
  if (revoked !== null) return 'revoked';
  if (released_id !== null && released_id >= revision_id) return 'published';
  return expires <= now.toISOString() ? 'expired' : 'open';
}

async function viewsOf(db: Db, embargoId: number): Promise<Pick<Embargo, 'count' | 'views'>> {
  const of = db.selectFrom('embargo_views').where('embargo_id', '=', embargoId);
  const { count } = await of.select(({ fn }) => fn.countAll<number>().as('count')).executeTakeFirstOrThrow();
  const views = await of.select(['at', 'address', 'agent']).orderBy('id', 'desc').limit(VIEWS_SHOWN).execute();
  return { count: Number(count), views };
}
