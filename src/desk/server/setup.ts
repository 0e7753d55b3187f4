import { DaftarError } from '../../base/errors.ts';
import { hexSha256 } from '../../base/hash.ts';
import type { DeskServer } from './api/api.ts';
import { createUser, newSecret } from './auth.ts';
import type { Db } from './database.ts';
import { setSetting } from './settings.ts';
import { hasAdministrator, replaceGrants } from './staff.ts';

export interface NewAccount {
  name: string;
  email: string;
  password: string;
  /** Of the interface. */
  language: string | null;
}

/** The one link that makes the first administrator; null where there is one. A link that was given before ends. */
export async function setupLink({ desk: { db }, baseUrl }: DeskServer): Promise<string | null> {
  if (await hasAdministrator(db)) return null;
  const { secret, hash } = newSecret();
  await setSetting(db, 'setup', hash);
  return `${baseUrl()}/setup?token=${secret}`;
}

/** Whether this link can still be used. */
export async function isSetupOpen(db: Db, secret: string): Promise<boolean> {
  const row = await db.selectFrom('settings').select('value').where('key', '=', 'setup').executeTakeFirst();
  return row?.value === hexSha256(secret) && !(await hasAdministrator(db));
}

/** Makes the first administrator; the link dies with it. @throws DaftarError SETUP_DONE, EMAIL_IN_USE, PASSWORD_SHORT */
export async function setUp({ desk: { db }, auth }: DeskServer, secret: string, account: NewAccount): Promise<string> {
  const hash = hexSha256(secret);
  const isOpen = await isSetupOpen(db, secret);
  const { numDeletedRows } = await db
    .deleteFrom('settings')
    .where('key', '=', 'setup')
    .where('value', '=', isOpen ? hash : '')
    .executeTakeFirst();
  if (numDeletedRows === 0n) throw setupDone();
  try {
    const id = await createUser(auth, account);
    await replaceGrants(db, id, [{ role: 'administrator', language: null }]);
    return id;
  } catch (error) {
    await setSetting(db, 'setup', hash); // another address or password, and it can be used again
    throw error;
  }
}

function setupDone(): DaftarError {
  return new DaftarError(
    'SETUP_DONE',
    'This link has been used, or is an older one.',
    'Sign in; or start Daftar again: as long as there is no administrator it prints a new link.',
  );
}
