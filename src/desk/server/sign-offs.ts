import { DaftarError } from '../../base/errors.ts';
import type { DraftParty } from '../draft.ts';
import type { SignOffs } from '../review-types.ts';
import { requireNewest } from './checklists.ts';
import type { Db } from './database.ts';
import { contentOf, editionWith } from './editions.ts';
import type { Content, Desk } from './intake.ts';
import { namesOf } from './people.ts';
import { type Actor, may, requireRight } from './roles.ts';

/** What a person is called in the role of one who signs. */
const SIGNATORY = 'signatory';

/**
 * In whose name a joint statement goes out: two issuers or more, and everybody who is named as a signatory. Nobody, where
 * one body speaks for itself.
 */
export function jointParties({ issuers, people }: Pick<Content, 'issuers' | 'people'>): DraftParty[] {
  const bodies = issuers.filter(({ name }) => name !== '');
  const signatories = people.filter(({ name, role }) => role === SIGNATORY && name !== '');
  const all = [...(bodies.length > 1 || signatories.length > 0 ? bodies : []), ...signatories];
  return all.filter((party, index) => all.findIndex((one) => keyOf(one) === keyOf(party)) === index);
}

/** @throws DaftarError FORBIDDEN, NOT_FOUND */
export async function signOffsOf({ db }: Desk, who: Actor, editionId: number): Promise<SignOffs> {
  requireRight(who, 'read');
  const { head_id } = await editionWith(db, editionId);
  const rows = await db
    .selectFrom('sign_offs')
    .selectAll()
    .where('edition_id', '=', editionId)
    .orderBy('revision_id', 'desc')
    .execute();
  const names = await namesOf(
    db,
    rows.map((row) => row.who),
  );
  const parties = jointParties(await contentOf(db, head_id!)).map((party) => {
    const [last] = rows.filter((row) => row.party === keyOf(party));
    const by = last ? { who: names.get(last.who) ?? null, at: last.at } : null;
    const isCurrent = last?.revision_id === head_id;
    const { name, role } = party;
    return { party: keyOf(party), name, role, signed: isCurrent ? by : null, before: isCurrent ? null : by };
  });
  return { revision: head_id!, parties, maySign: may(who, 'sign-off') };
}

/**
 * Records that a party has signed this revision off, or takes that back.
 * @throws DaftarError FORBIDDEN, NOT_FOUND, STALE
 */
export async function signOff(
  desk: Desk,
  who: Actor,
  { editionId, revision, party, signed }: { editionId: number; revision: number; party: string; signed: boolean },
  now: Date,
): Promise<void> {
  requireRight(who, 'sign-off');
  await desk.db.transaction().execute(async (db) => {
    const edition = await editionWith(db, editionId);
    requireNewest(edition, revision);
    const parties = jointParties(await contentOf(db, revision));
    if (!parties.some((one) => keyOf(one) === party)) {
      throw new DaftarError('NOT_FOUND', `“${party}” is not among those who sign this off.`, 'Reload the page.');
    }
    await takeBack(db, editionId, revision, party);
    if (!signed) return;
    await db
      .insertInto('sign_offs')
      .values({ edition_id: editionId, revision_id: revision, party, who: who.id, at: now.toISOString() })
      .execute();
  });
}

/** Names of those who have not signed this revision off; publishing waits for them. */
export async function missingSignOffs(db: Db, editionId: number, revisionId: number): Promise<string[]> {
  const rows = await db
    .selectFrom('sign_offs')
    .select('party')
    .where('edition_id', '=', editionId)
    .where('revision_id', '=', revisionId)
    .execute();
  const signed = new Set(rows.map(({ party }) => party));
  return jointParties(await contentOf(db, revisionId))
    .filter((party) => !signed.has(keyOf(party)))
    .map(({ name }) => name);
}

async function takeBack(db: Db, editionId: number, revision: number, party: string): Promise<void> {
  await db
    .deleteFrom('sign_offs')
    .where('edition_id', '=', editionId)
    .where('revision_id', '=', revision)
    .where('party', '=', party)
    .execute();
}

/** A party is its item where there is one: another spelling of the name is the same body. */
function keyOf({ item, name }: DraftParty): string {
  return item ?? name;
}
