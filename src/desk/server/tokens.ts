import { DaftarError } from '../../base/errors.ts';
import { hexSha256 } from '../../base/hash.ts';
import { newSecret, signInTables } from './auth.ts';
import type { Db } from './database.ts';
import { type Action, type Actor, requireRight } from './roles.ts';
import { grantsOf } from './staff.ts';

/** What a program shows in `Authorization: Bearer …` to act in somebody's name, narrowed to some actions. */
export interface Token {
  id: number;
  name: string;
  scopes: Action[];
  user: { id: string; name: string };
  made: string;
  expires: string | null;
  lastUsed: string | null;
  revoked: string | null;
}

const PREFIX = 'daftar_';
/** When it was last used is not written down more often. */
const USED_MS = 60_000;

/** A new token of the one who asks. Its secret is shown this once. */
export async function createToken(
  db: Db,
  who: Actor,
  { name, scopes, expires }: { name: string; scopes: Action[]; expires: string | null },
  now: Date,
): Promise<{ id: number; secret: string }> {
  const secret = `${PREFIX}${newSecret().secret}`;
  const { id } = await db
    .insertInto('tokens')
    .values({
      name,
      secret: hexSha256(secret),
      scopes: JSON.stringify(scopes),
      user_id: who.id,
      made: now.toISOString(),
      expires: expires && new Date(expires).toISOString(),
      last_used: null,
      revoked: null,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  return { id, secret };
}

/** One's own; everybody's where `all`. @throws DaftarError FORBIDDEN */
export async function listTokens(db: Db, who: Actor, all: boolean): Promise<Token[]> {
  if (all) requireRight(who, 'staff');
  const rows = await signInTables(db)
    .selectFrom('tokens')
    .innerJoin('user', 'user.id', 'tokens.user_id')
    .selectAll('tokens')
    .select('user.name as userName')
    .$if(!all, (query) => query.where('user_id', '=', who.id))
    .orderBy('tokens.id', 'desc')
    .execute();
  return rows.map(({ id, name, scopes, user_id, userName, made, expires, last_used, revoked }) => ({
    ...{ id, name, made, expires, revoked },
    scopes: JSON.parse(scopes),
    user: { id: user_id, name: userName },
    lastUsed: last_used,
  }));
}

/** One's own, or as an administrator anybody's. @throws DaftarError NOT_FOUND */
export async function revokeToken(db: Db, who: Actor, id: number, now: Date): Promise<void> {
  const token = (
    await listTokens(
      db,
      who,
      who.grants.some(({ role }) => role === 'administrator'),
    )
  ).find((one) => one.id === id);
  if (!token) throw new DaftarError('NOT_FOUND', `There is no token ${id}.`, 'See the list of tokens.');
  await db
    .updateTable('tokens')
    .set({ revoked: now.toISOString() })
    .where('id', '=', id)
    .where('revoked', 'is', null)
    .execute();
}

/** Whoever shows this token. @throws DaftarError TOKEN_REFUSED */
export async function actorOfToken(db: Db, secret: string, now: Date): Promise<Actor> {
  const token = await signInTables(db)
    .selectFrom('tokens')
    .innerJoin('user', 'user.id', 'tokens.user_id')
    .select(['tokens.id', 'tokens.scopes', 'tokens.expires', 'tokens.revoked', 'tokens.last_used'])
    .select(['user.id as userId', 'user.name', 'user.disabled'])
    .where('tokens.secret', '=', hexSha256(secret))
    .executeTakeFirst();
  if (!token) throw refused('nobody here gave it');
  if (token.revoked) throw refused('it was revoked');
  if (token.expires && token.expires <= now.toISOString()) throw refused(`it ended at ${token.expires}`);
  if (token.disabled) throw refused('whose it is may not sign in any more');
  await markUsed(db, token, now);
  return {
    id: token.userId,
    name: token.name,
    grants: await grantsOf(db, token.userId),
    scopes: JSON.parse(token.scopes),
  };
}

async function markUsed(db: Db, { id, last_used }: { id: number; last_used: string | null }, now: Date): Promise<void> {
  if (last_used && now.getTime() - Date.parse(last_used) < USED_MS) return;
  await db.updateTable('tokens').set({ last_used: now.toISOString() }).where('id', '=', id).execute();
}

function refused(why: string): DaftarError {
  return new DaftarError(
    'TOKEN_REFUSED',
    `This token is not accepted: ${why}.`,
    'Make a new one at the desk, under your name.',
  );
}
