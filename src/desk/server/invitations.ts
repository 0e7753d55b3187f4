import { DaftarError } from '../../base/errors.ts';
import { hexSha256 } from '../../base/hash.ts';
import type { Grant } from '../admin-types.ts';
import type { DeskServer } from './api/api.ts';
import { createUser, newSecret, signInTables } from './auth.ts';
import type { Db } from './database.ts';
import { type Actor, RIGHTS } from './roles.ts';
import type { NewAccount } from './setup.ts';
import { grantsOf, replaceGrants, requireGrants } from './staff.ts';

export interface Invitation {
  id: number;
  /** Null where whoever has the link gives an address. */
  email: string | null;
  name: string;
  grants: Grant[];
  who: string;
  made: string;
  expires: string;
  used: string | null;
}

const GOOD_MS = 7 * 24 * 3600 * 1000;

/** Returns the link, which is shown this once. @throws DaftarError EMAIL_IN_USE, INVALID_GRANT */
export async function invite(
  { desk: { db }, baseUrl, now }: DeskServer,
  who: Actor,
  { email, name, grants }: { email: string | null; name: string; grants: Grant[] },
): Promise<{ id: number; link: string; expires: string }> {
  requireGrants(grants);
  await requireNewAddress(db, email);
  const { secret, hash } = newSecret();
  const expires = new Date(now().getTime() + GOOD_MS).toISOString();
  const { id } = await db
    .insertInto('invitations')
    .values({
      ...{ secret: hash, name, expires, who: who.id, used: null },
      email: email?.toLowerCase() ?? null,
      grants: JSON.stringify(grants),
      made: now().toISOString(),
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  return { id, link: `${baseUrl()}/invitation?token=${secret}`, expires };
}

/** Those that were not taken yet, and those that were, newest first. */
export async function listInvitations(db: Db): Promise<Invitation[]> {
  const rows = await db.selectFrom('invitations').selectAll().orderBy('id', 'desc').execute();
  return rows.map(viewOf);
}

/** @throws DaftarError NOT_FOUND */
export async function withdrawInvitation(db: Db, id: number): Promise<void> {
  const { numDeletedRows } = await db
    .deleteFrom('invitations')
    .where('id', '=', id)
    .where('used', 'is', null)
    .executeTakeFirst();
  if (numDeletedRows > 0n) return;
  throw new DaftarError('NOT_FOUND', `No invitation ${id} waits to be taken.`, 'See the list of invitations.');
}

/** What the one who opens the link is shown. @throws DaftarError INVITATION_ENDED */
export async function openInvitation({ desk: { db }, now }: DeskServer, secret: string): Promise<Invitation> {
  const row = await db
    .selectFrom('invitations')
    .selectAll()
    .where('secret', '=', hexSha256(secret))
    .where('used', 'is', null)
    .where('expires', '>', now().toISOString())
    .executeTakeFirst();
  // Whoever may no longer invite has no door left open behind them.
  if (row && (await mayInvite(db, row.who))) return viewOf(row);
  throw ended();
}

/** Makes the account. The link is good once. @throws DaftarError INVITATION_ENDED, EMAIL_IN_USE, PASSWORD_SHORT */
export async function accept(server: DeskServer, secret: string, account: NewAccount): Promise<string> {
  const { desk, auth, now } = server;
  const { id, grants } = await openInvitation(server, secret);
  const mine = desk.db.updateTable('invitations').where('id', '=', id);
  const { numUpdatedRows } = await mine.set({ used: now().toISOString() }).where('used', 'is', null).executeTakeFirst();
  if (numUpdatedRows === 0n) throw ended();
  try {
    const userId = await createUser(auth, account);
    await replaceGrants(desk.db, userId, grants);
    return userId;
  } catch (error) {
    await mine.set({ used: null }).execute(); // another address or password, and it can be used again
    throw error;
  }
}

async function mayInvite(db: Db, userId: string): Promise<boolean> {
  const user = await signInTables(db).selectFrom('user').select('disabled').where('id', '=', userId).executeTakeFirst();
  if (!user || user.disabled) return false;
  return (await grantsOf(db, userId)).some(({ role }) => RIGHTS[role].includes('staff'));
}

async function requireNewAddress(db: Db, email: string | null): Promise<void> {
  if (email === null) return;
  const user = await signInTables(db)
    .selectFrom('user')
    .select('id')
    .where('email', '=', email.toLowerCase())
    .executeTakeFirst();
  if (!user) return;
  throw new DaftarError(
    'EMAIL_IN_USE',
    `Somebody at this desk has the address ${email} already.`,
    'Change that person’s roles instead.',
  );
}

function viewOf({
  secret: _secret,
  grants,
  ...row
}: Omit<Invitation, 'grants'> & { secret: string; grants: string }): Invitation {
  return { ...row, grants: JSON.parse(grants) };
}

function ended(): DaftarError {
  return new DaftarError(
    'INVITATION_ENDED',
    'This invitation has been used, withdrawn, or is older than seven days.',
    'Ask whoever invited you for a new one.',
  );
}
