import { randomBytes } from 'node:crypto';
import { closeSync, fsyncSync, openSync, readFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { APIError, type BetterAuthOptions, betterAuth } from 'better-auth';
import { getMigrations } from 'better-auth/db/migration';
import { twoFactor } from 'better-auth/plugins';
import type { Kysely } from 'kysely';
import { DaftarError } from '../../base/errors.ts';
import { makeFolder } from '../../base/folder.ts';
import { hexSha256 } from '../../base/hash.ts';
import { type Db, isPostgres, type Tables } from './database.ts';

/** A password is refused that is shorter. */
export const LEAST_PASSWORD = 10;
export const MOST_PASSWORD = 200;
/** How long a link for a new password is good, in seconds. */
const RESET_SECONDS = 3600;
const DAY = 24 * 3600;

/** The address of the network that a request came from, as the desk found it out; what a client sends is overwritten. */
export const ADDRESS_HEADER = 'x-daftar-address';

/** What of better-auth's tables the desk reads itself. Times are text on SQLite and dates on PostgreSQL: see `isoOf`. */
export interface SignInTables {
  user: {
    id: string;
    name: string;
    email: string;
    twoFactorEnabled: number | boolean | null;
    createdAt: string | Date;
    /** Of the interface: null until somebody chose. */
    language: string | null;
    /** Since when this person may not sign in. */
    disabled: string | null;
  };
  session: {
    id: string;
    token: string;
    userId: string;
    createdAt: string | Date;
    updatedAt: string | Date;
    expiresAt: string | Date;
    ipAddress: string | null;
    userAgent: string | null;
  };
  twoFactor: { id: string; userId: string };
  rateLimit: { id: string; key: string; count: number; lastRequest: number | string };
}

export interface SignInOptions {
  db: Db;
  /** Signs cookies and seals what two-factor needs. */
  secret: string;
  /** Whether people reach the desk over HTTPS. */
  secure: boolean;
  /** Brings a link for a new password to somebody. */
  sendReset(to: { id: string; name: string; email: string; language: string | null }, token: string): Promise<void>;
}

/** Sign-in, sessions and two-factor: better-auth on the desk's own database. Nobody signs up: see invitations.ts. */
export function createAuth(options: SignInOptions) {
  return betterAuth(authOptions(options));
}
export type Auth = ReturnType<typeof createAuth>;

/** Makes better-auth's tables, or brings them up to date. Two processes may do so at once. */
export async function prepareSignIn(db: Db): Promise<void> {
  const options = authOptions({
    db,
    secret: 'not used here, but asked for: 0123456789',
    secure: false,
    async sendReset() {},
  });
  const { runMigrations } = await getMigrations(options);
  try {
    await runMigrations();
  } catch (error) {
    const { toBeCreated, toBeAdded } = await getMigrations(options);
    if (toBeCreated.length + toBeAdded.length > 0) throw error;
  }
}

/** The desk's database with better-auth's tables in sight. */
export function signInTables(db: Db): Kysely<Tables & SignInTables> {
  return db as unknown as Kysely<Tables & SignInTables>;
}

export function isoOf(time: string | Date): string {
  return new Date(time).toISOString();
}

/** The secret of this desk, made at the first start: `keys/desk.secret`, readable by its owner alone. */
export function deskSecret(dataDir: string): string {
  const file = join(dataDir, 'keys', 'desk.secret');
  try {
    return readFileSync(file, 'utf8').trim();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
  makeFolder(join(dataDir, 'keys'), 0o700);
  try {
    const opened = openSync(file, 'wx', 0o600);
    writeSync(opened, `${randomBytes(32).toString('base64url')}\n`);
    fsyncSync(opened);
    closeSync(opened);
  } catch (error) {
    // Another process was faster.
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
  return deskSecret(dataDir);
}

/** A link's secret, and what is kept of it. */
export function newSecret(): { secret: string; hash: string } {
  const secret = randomBytes(32).toString('base64url');
  return { secret, hash: hexSha256(secret) };
}

/**
 * An account with a password. @throws DaftarError EMAIL_IN_USE, PASSWORD_SHORT
 */
export async function createUser(
  auth: Auth,
  { name, email, password, language }: { name: string; email: string; password: string; language: string | null },
): Promise<string> {
  requirePassword(password);
  const { internalAdapter, password: hashing } = await auth.$context;
  if (await internalAdapter.findUserByEmail(email.toLowerCase())) throw emailInUse(email);
  const hash = await hashing.hash(password);
  const user = await internalAdapter
    .createUser({ name, email: email.toLowerCase(), emailVerified: true, language }, { method: 'invitation' })
    .catch(async (error) => {
      if (await internalAdapter.findUserByEmail(email.toLowerCase())) throw emailInUse(email);
      throw error;
    });
  await internalAdapter.createAccount({
    userId: user.id,
    providerId: 'credential',
    accountId: user.id,
    password: hash,
  });
  return user.id;
}

export async function endSessions(auth: Auth, userId: string): Promise<void> {
  await (await auth.$context).internalAdapter.deleteUserSessions(userId);
}

/** A link's secret with which this person can choose a new password. */
export async function newResetToken(auth: Auth, userId: string): Promise<string> {
  const { secret } = newSecret();
  await (await auth.$context).internalAdapter.createVerificationValue({
    value: userId,
    identifier: `reset-password:${secret}`,
    expiresAt: new Date(Date.now() + RESET_SECONDS * 1000),
  });
  return secret;
}

/** @throws DaftarError PASSWORD_SHORT */
export function requirePassword(password: string): void {
  if (password.length >= LEAST_PASSWORD && password.length <= MOST_PASSWORD) return;
  throw new DaftarError(
    'PASSWORD_SHORT',
    `A password has ${LEAST_PASSWORD} characters or more, and ${MOST_PASSWORD} at most.`,
    'Choose another: a few words in a row are good.',
  );
}

function emailInUse(email: string): DaftarError {
  return new DaftarError(
    'EMAIL_IN_USE',
    `Somebody at this desk has the address ${email} already.`,
    'Sign in with it, or take another.',
  );
}

function authOptions({ db, secret, secure, sendReset }: SignInOptions) {
  return {
    appName: 'Daftar',
    // Never used: links are made by the desk, which knows where people reach it.
    baseURL: 'http://localhost',
    basePath: '/api/auth',
    secret,
    database: { db: db as unknown as Kysely<never>, type: isPostgres(db) ? 'postgres' : 'sqlite', transaction: false },
    emailAndPassword: {
      enabled: true,
      disableSignUp: true,
      minPasswordLength: LEAST_PASSWORD,
      maxPasswordLength: MOST_PASSWORD,
      resetPasswordTokenExpiresIn: RESET_SECONDS,
      revokeSessionsOnPasswordReset: true,
      // Not waited for: whether an address is known must not be told by how long the answer takes.
      sendResetPassword: async ({ user, token }) => {
        sendReset({ language: null, ...user }, token).catch(console.error);
      },
    },
    user: {
      additionalFields: {
        language: { type: 'string', required: false, input: false },
        disabled: { type: 'string', required: false, input: false },
      },
    },
    session: { expiresIn: 14 * DAY, updateAge: DAY, freshAge: 0 },
    verification: { storeIdentifier: 'hashed' },
    databaseHooks: { session: { create: { before: ({ userId }) => requireEnabled(db, userId) } } },
    rateLimit: {
      enabled: true,
      storage: 'database',
      window: 60,
      max: 300,
      customRules: {
        '/sign-in/email': { window: 60, max: 20 },
        '/request-password-reset': { window: 3600, max: 10 },
        '/reset-password': { window: 60, max: 10 },
        '/change-password': { window: 60, max: 10 },
        '/two-factor/*': { window: 60, max: 15 },
      },
    },
    advanced: {
      // Several desks on one machine share its cookies, whatever their ports.
      cookiePrefix: `daftar-${hexSha256(`cookie ${secret}`).slice(0, 8)}`,
      useSecureCookies: secure,
      ipAddress: { ipAddressHeaders: [ADDRESS_HEADER] },
      // The desk's own check comes before, for all of /api, and knows by which names people reach it.
      disableCSRFCheck: true,
    },
    plugins: [twoFactor({ issuer: 'Daftar' })],
    logger: { disabled: true },
    telemetry: { enabled: false },
  } satisfies BetterAuthOptions;
}

async function requireEnabled(db: Db, userId: string): Promise<void> {
  const user = await signInTables(db).selectFrom('user').select('disabled').where('id', '=', userId).executeTakeFirst();
  if (user?.disabled) throw new APIError('FORBIDDEN', { code: 'DISABLED', message: 'DISABLED' });
}
