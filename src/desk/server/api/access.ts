import { z } from '@hono/zod-openapi';
import { DaftarError } from '../../../base/errors.ts';
import { hexSha256 } from '../../../base/hash.ts';
import * as shapes from '../../admin-types.ts';
import { anyJson } from '../../api-types.ts';
import { forgive, type Limit, requireFew, tooMany } from '../attempts.ts';
import { audit } from '../audit.ts';
import { ADDRESS_HEADER, isoOf, LEAST_PASSWORD, MOST_PASSWORD, signInTables } from '../auth.ts';
import { accept, openInvitation } from '../invitations.ts';
import { type Action, may } from '../roles.ts';
import { mastheadOf, readSettings } from '../settings.ts';
import { isSetupOpen, setUp } from '../setup.ts';
import { personWith } from '../staff.ts';
import { isFirstUse } from '../used-codes.ts';
import {
  type Api,
  type ApiContext,
  answerError,
  answers,
  audited,
  done,
  invalid,
  NOBODY,
  requireSession,
  route,
  SESSION,
} from './api.ts';

const person = z.strictObject({ id: z.string(), name: z.string(), email: z.string(), language: z.string().nullable() });

const me = z.strictObject({
  ...person.shape,
  twoFactor: z.boolean(),
  /** Two-factor is asked of everybody here and is not on yet: nothing else can be done before. */
  needsTwoFactor: z.boolean(),
  grants: z.array(shapes.grant),
  /** What this person may do somewhere; in which language says `grants`. */
  rights: z.array(z.enum(shapes.ACTIONS)),
});

const deskView = z.strictObject({
  /** The organisation's name, by language. */
  names: z.record(z.string(), z.string()),
  /** Those that readers are offered. */
  languages: z.array(z.string()),
  zone: z.strictObject({ id: z.string(), offset: z.string() }),
  /** Where readers find the site. */
  base: z.string(),
  /** Whether the desk can send mail by itself. */
  mail: z.boolean(),
});

const secret = z.strictObject({ token: z.string().min(1).max(200) });
const account = z.strictObject({
  token: z.string().min(1).max(200),
  name: z.string().trim().min(1).max(100),
  email: z.email().max(200),
  password: z.string().min(1).max(MOST_PASSWORD),
  /** Of the interface. */
  language: z.string().max(10).nullable().default(null),
});
const invited = z.strictObject({
  name: z.string(),
  email: z.string().nullable(),
  grants: z.array(shapes.grant),
  expires: z.string(),
});

const session = z.strictObject({
  id: z.string(),
  made: z.string(),
  seen: z.string(),
  expires: z.string(),
  address: z.string(),
  agent: z.string(),
  /** The one that asks. */
  current: z.boolean(),
});

const change = z
  .strictObject({ name: z.string().trim().min(1).max(100), language: z.string().max(10).nullable() })
  .partial();

/** The door: what is open to people who are not signed in. */
export function doorRoutes(api: Api): void {
  for (const [path, step] of Object.entries(SIGN_IN)) signInRoute(api, path, step);

  api.openapi(route('get', '/desk', 'Whose desk this is', { by: 'anybody', ok: deskView }), async (c) => {
    const { desk, mail } = c.get('desk');
    return c.json({ ...(await mastheadOf(desk.db)), mail: mail !== null }, 200);
  });

  api.openapi(
    route('get', '/setup', 'Whether this link still makes the first administrator', {
      by: 'anybody',
      query: secret,
      ok: z.strictObject({ open: z.boolean() }),
    }),
    async (c) => {
      const open = await amongFew(c, () => isSetupOpen(c.get('desk').desk.db, c.req.valid('query').token), isFalse);
      return c.json({ open }, 200);
    },
  );
  api.openapi(
    route('post', '/setup', 'Makes the first administrator, who is signed in', {
      by: 'anybody',
      body: account,
      ok: done,
    }),
    async (c) => {
      const { token, ...rest } = c.req.valid('json');
      const id = await amongFew(c, () => setUp(c.get('desk'), token, known(c, rest)));
      await auditedAs(c, { id, name: rest.name }, 'setup', `user:${id}`);
      await signInAs(c, rest);
      return c.json({ done: true as const }, 200);
    },
  );

  api.openapi(
    route('get', '/invitations/accept', 'What an invitation offers', { by: 'anybody', query: secret, ok: invited }),
    async (c) => {
      const open = () => openInvitation(c.get('desk'), c.req.valid('query').token);
      const { name, email, grants, expires } = await amongFew(c, open);
      return c.json({ name, email, grants, expires }, 200);
    },
  );
  api.openapi(
    route('post', '/invitations/accept', 'Takes an invitation: makes the account, which is signed in', {
      by: 'anybody',
      body: account,
      ok: done,
    }),
    async (c) => {
      const { token, ...rest } = c.req.valid('json');
      const { id: invitation, email } = await amongFew(c, () => openInvitation(c.get('desk'), token));
      if (email && email !== rest.email.toLowerCase()) throw otherAddress(email);
      const id = await accept(c.get('desk'), token, known(c, rest));
      await auditedAs(c, { id, name: rest.name }, 'invitation.accept', `user:${id}`, { invitation });
      await signInAs(c, rest);
      return c.json({ done: true as const }, 200);
    },
  );
}

/** Tries a link, unless too many that were tried from there led nowhere. @throws DaftarError TOO_MANY */
async function amongFew<T>(c: ApiContext, open: () => Promise<T>, isMiss = (_: T) => false): Promise<T> {
  const { misses, now } = c.get('desk');
  const address = c.get('address');
  misses.requireFew(address, now());
  try {
    const opened = await open();
    if (isMiss(opened)) misses.add(address, now());
    return opened;
  } catch (error) {
    if (error instanceof DaftarError && LEADS_NOWHERE.includes(error.code)) misses.add(address, now());
    throw error;
  }
}

const LEADS_NOWHERE = ['INVITATION_ENDED', 'SETUP_DONE'];
const isFalse = (value: boolean) => !value;

/** What everybody has who is signed in. */
export function accessRoutes(api: Api): void {
  api.openapi(route('get', '/me', 'Who is signed in, and what they may do', { ok: me }), async (c) =>
    c.json(await viewMe(c), 200),
  );
  api.openapi(
    route('patch', '/me', 'Changes one’s own name or language', { by: 'person', body: change, ok: me }),
    async (c) => {
      const sent = c.req.valid('json');
      if (sent.language) requireLanguage(c, sent.language);
      const { desk } = c.get('desk');
      if (Object.keys(sent).length > 0) {
        await signInTables(desk.db).updateTable('user').set(sent).where('id', '=', c.get('who').id).execute();
        await audited(c, 'me.change', `user:${c.get('who').id}`, sent);
      }
      return c.json(await viewMe(c), 200);
    },
  );

  api.openapi(
    route('get', '/me/sessions', 'Where one is signed in', { by: 'person', ok: z.array(session) }),
    async (c) => {
      const current = requireSession(c);
      const rows = await sessionsOf(c);
      return c.json(
        rows.map((row) => ({
          id: row.id,
          made: isoOf(row.createdAt),
          seen: isoOf(row.updatedAt),
          expires: isoOf(row.expiresAt),
          address: row.ipAddress ?? '',
          agent: row.userAgent ?? '',
          current: row.id === current.id,
        })),
        200,
      );
    },
  );
  api.openapi(
    route('delete', '/me/sessions/{id}', 'Ends a session of one’s own', { by: 'person', id: 'named', ok: done }),
    async (c) => {
      const { id } = c.req.valid('param');
      const row = (await sessionsOf(c)).find((one) => one.id === id);
      if (!row) throw new DaftarError('NOT_FOUND', 'There is no such session.', 'It may have ended by itself.');
      await (await c.get('desk').auth.$context).internalAdapter.deleteSession(row.token);
      await audited(c, 'session.end', `user:${c.get('who').id}`);
      return c.json({ done: true as const }, 200);
    },
  );
  api.openapi(
    route('delete', '/me/sessions', 'Ends all sessions of one’s own but this', { by: 'person', ok: done }),
    async (c) => {
      const current = requireSession(c);
      const others = (await sessionsOf(c)).filter(({ id }) => id !== current.id).map(({ token }) => token);
      if (others.length > 0) await (await c.get('desk').auth.$context).internalAdapter.deleteSessions(others);
      await audited(c, 'session.end', `user:${c.get('who').id}`, { others: others.length });
      return c.json({ done: true as const }, 200);
    },
  );
}

async function viewMe(c: ApiContext): Promise<z.infer<typeof me>> {
  const { desk } = c.get('desk');
  const who = c.get('who');
  const { id, name, email, language, twoFactor, grants } = await personWith(desk.db, who.id);
  const { requireTwoFactor } = await readSettings(desk.db);
  return {
    ...{ id, name, email, language, twoFactor, grants },
    needsTwoFactor: requireTwoFactor && !twoFactor,
    rights: shapes.ACTIONS.filter((action) => mayAnywhere(c, action)),
  };
}

function mayAnywhere(c: ApiContext, action: Action): boolean {
  const who = c.get('who');
  return who.grants.some(({ language }) => may(who, action, language ?? undefined));
}

function sessionsOf(c: ApiContext) {
  const { desk } = c.get('desk');
  const now = Date.now();
  return signInTables(desk.db)
    .selectFrom('session')
    .selectAll()
    .where('userId', '=', c.get('who').id)
    .orderBy('updatedAt', 'desc')
    .execute()
    .then((rows) => rows.filter(({ expiresAt }) => Date.parse(isoOf(expiresAt)) > now));
}

/** One step of signing in, as better-auth takes it. */
interface SignInStep {
  about: string;
  body?: z.ZodType;
  /** What the audit log calls it when it went well. */
  action?: string;
  /** Whether failures are written there too. */
  guarded?: boolean;
  /** Whether only somebody who is signed in may. */
  personal?: boolean;
}

const password = z.string().min(1).max(1000);
const newPassword = z.string().max(1000).describe(`${LEAST_PASSWORD} characters or more, ${MOST_PASSWORD} at most`);
const code = z.string().min(1).max(40);
const email = z.email().max(200);

/** The parts of better-auth that the desk offers; the others are not reachable. */
const SIGN_IN: Record<string, SignInStep> = {
  'sign-in/email': {
    about:
      'Signs in. Where two-factor is on the answer has `twoFactorRedirect: true`, and one of /auth/two-factor/verify-… comes next',
    body: z.object({ email, password, rememberMe: z.boolean().optional() }),
    action: 'sign-in',
    guarded: true,
  },
  'sign-out': { about: 'Signs out', action: 'sign-out', personal: true },
  'request-password-reset': {
    about: 'Sends a link for a new password, if there is such an account; the answer does not tell',
    body: z.object({ email }),
    action: 'password.ask',
  },
  'reset-password': {
    about: 'Sets a new password by the link’s token, and ends all sessions',
    body: z.object({ newPassword, token: z.string().max(200) }),
    action: 'password.reset',
    guarded: true,
  },
  'change-password': {
    about: 'Sets a new password by the present one',
    body: z.object({ currentPassword: password, newPassword, revokeOtherSessions: z.boolean().optional() }),
    action: 'password.change',
    personal: true,
    guarded: true,
  },
  'two-factor/enable': {
    about:
      'Begins two-factor: answers with `totpURI` for an authenticator and `backupCodes`; it is on after verify-totp',
    body: z.object({ password }),
    action: 'two-factor.begin',
    personal: true,
  },
  'two-factor/verify-totp': {
    about: 'Signs in with a code of the authenticator, or turns two-factor on',
    body: z.object({ code, trustDevice: z.boolean().optional() }),
    action: 'two-factor.verify',
    guarded: true,
  },
  'two-factor/verify-backup-code': {
    about: 'Signs in with a recovery code, which is good once',
    body: z.object({ code, trustDevice: z.boolean().optional() }),
    action: 'two-factor.recover',
    guarded: true,
  },
  'two-factor/generate-backup-codes': {
    about: 'New recovery codes; the old ones end',
    body: z.object({ password }),
    action: 'two-factor.codes',
    personal: true,
  },
  'two-factor/disable': {
    about: 'Turns two-factor off',
    body: z.object({ password }),
    action: 'two-factor.off',
    personal: true,
    guarded: true,
  },
};

function signInRoute(api: Api, path: string, step: SignInStep): void {
  const { about, body, personal } = step;
  api.openAPIRegistry.registerPath({
    method: 'post',
    path: `/auth/${path}`,
    summary: about,
    security: personal ? SESSION : NOBODY,
    ...(body && { request: { body: { required: true, content: { 'application/json': { schema: body } } } } }),
    responses: answers(z.record(z.string(), anyJson)),
  });
  api.post(`/auth/${path}`, async (c) => {
    const sent = checked(body, await c.req.json().catch(() => ({})));
    const email = typeof sent.email === 'string' ? sent.email.toLowerCase() : null;
    const counted = await countedAs(c, path, email, sent);
    const answer = await c.get('desk').auth.handler(passedOn(c, path, sent));
    const said = await answer
      .clone()
      .json()
      .catch(() => ({}));
    const error = answer.ok ? await usedTwice(c, path, sent, said) : explained(answer, said ?? {});
    if (counted && !(error && WRONG.includes(error.code))) await forgive(c.get('desk').desk.db, counted);
    if (error) {
      if (step.guarded)
        await auditedAs(c, c.get('who') ?? null, `${step.action}.failed`, 'desk', { email, code: error.code });
      return answerError(error, c);
    }
    const who = said?.user ? { id: said.user.id, name: said.user.name } : (c.get('who') ?? null);
    if (!said?.twoFactorRedirect) await auditedAs(c, who, step.action!, who ? `user:${who.id}` : 'desk', { email });
    return withoutSessionToken(answer, said);
  });
}

function checked(body: z.ZodType | undefined, sent: unknown): Record<string, unknown> {
  if (!body) return {};
  const { data, error } = body.safeParse(sent);
  if (error) throw invalid(error);
  return data as Record<string, unknown>;
}

/** So many wrong passwords in a row stop the guessing at one account from many addresses. */
const PASSWORDS: Limit = { most: 50, ms: 15 * 60_000 };
/** Nobody's letter box is filled by others. */
const RESETS: Limit = { most: 5, ms: 60 * 60_000 };
const WRONG = ['SIGN_IN_WRONG', 'PASSWORD_WRONG'];

/** Under which key this is counted on an account, if it has to be one of few. @throws DaftarError TOO_MANY */
async function countedAs(
  c: ApiContext,
  path: string,
  email: string | null,
  sent: Record<string, unknown>,
): Promise<string | null> {
  const { db } = c.get('desk').desk;
  if (path === 'request-password-reset') {
    // Counted whether there is such an account or not: the answer does not tell.
    await requireFew(db, `reset|${hexSha256(email!)}`, RESETS);
    return null;
  }
  const account = email ?? ('password' in sent || 'currentPassword' in sent ? c.get('who')?.id : null);
  if (!account) return null;
  const key = `account|${hexSha256(account)}`;
  await requireFew(db, key, PASSWORDS);
  return key;
}

/** A code that was right and had been used before opens nothing: the session that it began ends unseen. */
async function usedTwice(
  c: ApiContext,
  path: string,
  { code }: Record<string, unknown>,
  said: { token?: string; user?: { id: string } },
): Promise<DaftarError | null> {
  if (path !== 'two-factor/verify-totp' || !said.user) return null;
  const { desk, auth } = c.get('desk');
  if (await isFirstUse(desk.db, said.user.id, String(code))) return null;
  if (!c.get('who') && said.token) await (await auth.$context).internalAdapter.deleteSession(said.token);
  return codeWrong();
}

/** The request as better-auth gets it. Its address is the one that the desk knows, whatever the client has sent. */
function passedOn(c: ApiContext, path: string, body: unknown): Request {
  const headers = new Headers(c.req.raw.headers);
  headers.set(ADDRESS_HEADER, c.get('address'));
  headers.set('content-type', 'application/json');
  headers.delete('content-length');
  return new Request(`http://localhost/api/auth/${path}`, { method: 'POST', headers, body: JSON.stringify(body) });
}

/** The cookie carries the session; a script that gets in must not read it out of an answer. */
function withoutSessionToken(answer: Response, said: Record<string, unknown>): Response {
  const { token: _token, url: _url, redirect: _redirect, ...rest } = said ?? {};
  const headers = new Headers(answer.headers);
  headers.delete('content-length');
  return new Response(JSON.stringify(rest), { status: answer.status, headers });
}

const SAYINGS: Record<string, () => DaftarError> = {
  INVALID_EMAIL_OR_PASSWORD: () =>
    new DaftarError(
      'SIGN_IN_WRONG',
      'This address and this password do not belong together.',
      'Try again, or ask for a new password.',
    ),
  DISABLED: () =>
    new DaftarError('DISABLED', 'This account may not sign in any more.', 'Ask an administrator of the desk.'),
  INVALID_PASSWORD: () =>
    new DaftarError('PASSWORD_WRONG', 'This is not your present password.', 'Type it again, or ask for a new one.'),
  INVALID_CODE: codeWrong,
  INVALID_BACKUP_CODE: codeWrong,
  INVALID_TWO_FACTOR_COOKIE: () =>
    new DaftarError('SIGN_IN', 'Too long ago you gave your password.', 'Sign in from the beginning.'),
  INVALID_TOKEN: () =>
    new DaftarError('LINK_ENDED', 'This link has been used, or is older than an hour.', 'Ask for a new one.'),
  PASSWORD_TOO_SHORT: passwordShort,
  PASSWORD_TOO_LONG: passwordShort,
  ACCOUNT_TEMPORARILY_LOCKED: () => tooMany(15 * 60),
  TOO_MANY_ATTEMPTS_REQUEST_NEW_CODE: () => tooMany(15 * 60),
};

function explained(answer: Response, said: { code?: string; message?: string }): DaftarError {
  if (answer.status === 429) return tooMany(Number(answer.headers.get('x-retry-after') ?? 60));
  const saying = SAYINGS[said.code ?? ''];
  if (saying) return saying();
  if (answer.status === 401) return new DaftarError('SIGN_IN', 'You are not signed in.', 'Sign in first.');
  if (answer.status >= 500) throw new Error(`better-auth: ${said.code ?? answer.status} ${said.message ?? ''}`);
  return new DaftarError(
    'INVALID',
    `This cannot be taken: ${said.message ?? answer.status}.`,
    'Correct it and try again.',
  );
}

function codeWrong(): DaftarError {
  return new DaftarError(
    'CODE_WRONG',
    'This code is not right, or not any more.',
    'Take the one that the authenticator shows now, or a recovery code that was not used.',
  );
}

function passwordShort(): DaftarError {
  return new DaftarError(
    'PASSWORD_SHORT',
    `A password has ${LEAST_PASSWORD} characters or more, and ${MOST_PASSWORD} at most.`,
    'Choose another: a few words in a row are good.',
  );
}

/** Whoever has just made an account need not type its password again. */
async function signInAs(c: ApiContext, { email, password }: { email: string; password: string }): Promise<void> {
  const { headers } = await c.get('desk').auth.api.signInEmail({
    body: { email, password },
    headers: new Headers({ [ADDRESS_HEADER]: c.get('address'), 'user-agent': c.req.header('user-agent') ?? '' }),
    returnHeaders: true,
  });
  for (const cookie of headers.getSetCookie()) c.header('set-cookie', cookie, { append: true });
}

async function auditedAs(
  c: ApiContext,
  who: { id: string; name: string } | null,
  action: string,
  object: string,
  details: Record<string, unknown> = {},
): Promise<void> {
  const { desk, now } = c.get('desk');
  await audit(desk, who, action, object, details, c.get('address'), now());
}

function known<A extends { language: string | null }>(c: ApiContext, sent: A): A {
  if (sent.language) requireLanguage(c, sent.language);
  return sent;
}

/** @throws DaftarError UNKNOWN_LANGUAGE */
function requireLanguage(c: ApiContext, language: string): void {
  const { languages } = c.get('desk');
  if (languages.has(language)) return;
  throw new DaftarError(
    'UNKNOWN_LANGUAGE',
    `Daftar has no language "${language}".`,
    `It has ${[...languages.keys()].join(', ')}.`,
  );
}

function otherAddress(email: string): DaftarError {
  return new DaftarError('INVALID', `This invitation is for ${email}.`, 'Take it with that address.');
}
