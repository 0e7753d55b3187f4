import { DaftarError } from '../../base/errors.ts';
import { languages } from '../../languages/index.ts';
import type { Grant, Role } from '../admin-types.ts';
import { type Auth, endSessions, isoOf, signInTables } from './auth.ts';
import type { Db } from './database.ts';
import type { Actor } from './roles.ts';
import { setSetting } from './settings.ts';

/** Somebody who works at the desk. */
export interface Person {
  id: string;
  name: string;
  email: string;
  language: string | null;
  twoFactor: boolean;
  grants: Grant[];
  disabled: string | null;
  since: string;
  /** When one of the sessions was last used; null where there is none. */
  seen: string | null;
}

export async function grantsOf(db: Db, userId: string): Promise<Grant[]> {
  const rows = await db.selectFrom('grants').selectAll().where('user_id', '=', userId).orderBy('role').execute();
  return rows.map(grantOf);
}

/** Everybody who has an account, by name. */
export async function listStaff(db: Db): Promise<Person[]> {
  const people = await signInTables(db).selectFrom('user').selectAll().orderBy('name').execute();
  const grants = await db.selectFrom('grants').selectAll().orderBy('role').execute();
  const sessions = await signInTables(db).selectFrom('session').select(['userId', 'updatedAt']).execute();
  return people.map((user) => ({
    ...{ id: user.id, name: user.name, email: user.email, language: user.language, disabled: user.disabled },
    twoFactor: Boolean(user.twoFactorEnabled),
    grants: grants.filter(({ user_id }) => user_id === user.id).map(grantOf),
    since: isoOf(user.createdAt),
    seen:
      sessions
        .filter(({ userId }) => userId === user.id)
        .map(({ updatedAt }) => isoOf(updatedAt))
        .sort()
        .at(-1) ?? null,
  }));
}

/** @throws DaftarError NOT_FOUND */
export async function personWith(db: Db, id: string): Promise<Person> {
  const person = (await listStaff(db)).find((one) => one.id === id);
  if (person) return person;
  throw new DaftarError('NOT_FOUND', `There is nobody with the id ${id}.`, 'See the list of staff.');
}

/**
 * Gives somebody these roles instead of those they had.
 * @throws DaftarError NOT_FOUND, INVALID_GRANT, LAST_ADMINISTRATOR
 */
export async function setGrants(db: Db, userId: string, grants: Grant[]): Promise<void> {
  requireGrants(grants);
  await personWith(db, userId);
  await db.transaction().execute(async (trx) => {
    await replaceGrants(trx, userId, grants);
    await requireAdministrator(trx);
  });
}

/** In the caller's transaction. */
export async function replaceGrants(db: Db, userId: string, grants: Grant[]): Promise<void> {
  await db.deleteFrom('grants').where('user_id', '=', userId).execute();
  const rows = grants.map(({ role, language }) => ({ user_id: userId, role, language: language ?? '' }));
  if (rows.length > 0)
    await db
      .insertInto('grants')
      .values(rows)
      .onConflict((one) => one.doNothing())
      .execute();
}

/** Who is disabled cannot sign in, and is signed out everywhere at once. @throws DaftarError NOT_FOUND, LAST_ADMINISTRATOR */
export async function disable(db: Db, auth: Auth, userId: string, now: Date): Promise<void> {
  await personWith(db, userId);
  await db.transaction().execute(async (trx) => {
    await signInTables(trx)
      .updateTable('user')
      .set({ disabled: now.toISOString() })
      .where('id', '=', userId)
      .where('disabled', 'is', null)
      .execute();
    await requireAdministrator(trx);
  });
  await endSessions(auth, userId);
}

/** @throws DaftarError NOT_FOUND */
export async function enable(db: Db, userId: string): Promise<void> {
  await personWith(db, userId);
  await signInTables(db).updateTable('user').set({ disabled: null }).where('id', '=', userId).execute();
}

/** For somebody who has lost phone and recovery codes; the password stays. */
export async function turnTwoFactorOff(db: Db, auth: Auth, userId: string): Promise<void> {
  await (await auth.$context).internalAdapter.updateUser(userId, { twoFactorEnabled: false });
  await signInTables(db).deleteFrom('twoFactor').where('userId', '=', userId).execute();
  await endSessions(auth, userId);
}

export async function hasAdministrator(db: Db): Promise<boolean> {
  const one = await signInTables(db)
    .selectFrom('grants')
    .innerJoin('user', 'user.id', 'grants.user_id')
    .select('grants.user_id')
    .where('grants.role', '=', 'administrator')
    .where('user.disabled', 'is', null)
    .executeTakeFirst();
  return one !== undefined;
}

/** @throws DaftarError INVALID_GRANT */
export function requireGrants(grants: Grant[]): void {
  for (const { role, language } of grants) {
    if (language === null) continue;
    if (role === 'translator' && languages.has(language)) continue;
    throw new DaftarError(
      'INVALID_GRANT',
      role === 'translator' ? `There is no language "${language}".` : `The role ${role} is not of one language.`,
      'Only translators are bound to a language, and only to one that Daftar has.',
    );
  }
}

/** What a session's person may do. */
export async function actorOf(db: Db, { id, name }: { id: string; name: string }): Promise<Actor> {
  return { id, name, grants: await grantsOf(db, id), scopes: null };
}

/** Two administrators who take the role from one another at once must not both succeed. */
async function requireAdministrator(trx: Db): Promise<void> {
  await setSetting(trx, 'administrators', '"checked one after the other"');
  if (await hasAdministrator(trx)) return;
  throw new DaftarError(
    'LAST_ADMINISTRATOR',
    'This is the last administrator of the desk.',
    'Make somebody else an administrator first.',
  );
}

function grantOf({ role, language }: { role: string; language: string }): Grant {
  return { role: role as Role, language: language || null };
}
