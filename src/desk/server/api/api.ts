import { createRoute, OpenAPIHono, type RouteConfig, z } from '@hono/zod-openapi';
import type { Context, MiddlewareHandler } from 'hono';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import { DaftarError } from '../../../base/errors.ts';
import type { Language } from '../../../languages/language.ts';
import { rowIdInPath, word } from '../../limits.ts';
import type { Misses } from '../attempts.ts';
import { audit } from '../audit.ts';
import type { Auth } from '../auth.ts';
import type { Desk } from '../intake.ts';
import type { Mailer } from '../mail.ts';
import type { Previewer } from '../preview.ts';
import type { Publisher } from '../review.ts';
import type { Actor } from '../roles.ts';

/** What every route works with. */
export interface DeskServer {
  desk: Desk;
  newsroom: Publisher & Previewer;
  auth: Auth;
  /** Null where no mail can be sent: links are then given to people by whoever made them. */
  mail: Mailer | null;
  /** The languages that there is a file of; the organisation's own choice is in its masthead: see settings.ts. */
  languages: ReadonlyMap<string, Language>;
  now(): Date;
  /** Where people reach the desk, without a slash at the end: links in mails begin with it. */
  baseUrl(): string;
  /** Tells the operator, on the terminal. */
  print(line: string): void;
  /** Links that were tried and led nowhere. */
  misses: Misses;
  /** Behind a proxy the address that it forwards is believed. */
  trustProxy: boolean;
}

/** The session that a browser's cookie stands for; null for a token. */
export interface Session {
  id: string;
  token: string;
}

export interface ApiEnv {
  Variables: {
    desk: DeskServer;
    /** In routes below the line in app.ts there is always somebody. */
    who: Actor;
    session: Session | null;
    /** Of the network. */
    address: string;
  };
}

export type Api = OpenAPIHono<ApiEnv>;
export type ApiContext = Context<ApiEnv>;

/** JSON of more than this is refused. A long statement is a hundredth of it. */
export const MOST_JSON = 10 * 1024 * 1024;

export function newApi(): Api {
  const api: Api = new OpenAPIHono<ApiEnv>({
    defaultHook: (result) => {
      if (!result.success) throw invalid(result.error);
    },
  });
  api.onError((error, c) => answerError(error, c));
  return api;
}

export const errorShape = z.object({ code: z.string(), message: z.string(), hint: z.string() }).openapi('Error');
const errorBody = z.object({ error: errorShape });

/** The answer of what has nothing else to say. */
export const done = z.object({ done: z.literal(true) });
export const numbered = z.object({ id: rowIdInPath });
export const named = z.object({ id: word.min(1) });

/** A response of JSON, for `responses` of a route that `route` cannot say. */
export function json<S extends z.ZodType>(schema: S, description = 'Done.') {
  return { description, content: { 'application/json': { schema } } };
}

/** `responses` of such a route: with this JSON, or with an error. */
export function answers<S extends z.ZodType>(schema: S, description?: string) {
  return { 200: json(schema, description), ...ERRORS };
}

/** Every route may answer so. */
export const ERRORS = {
  '4XX': json(errorBody, 'What is wrong and what to do next. Every code is explained in specs/errors.md.'),
} as const;

/** Who may come in, as the documentation says it. Where it says nothing, a token or a session. */
export const NOBODY: Record<string, string[]>[] = [];
export const SESSION = [{ session: [] as string[] }];

const onlyPersons: MiddlewareHandler<ApiEnv> = async (c, next) => {
  requireSession(c);
  await next();
};

type Method = 'get' | 'post' | 'put' | 'patch' | 'delete';
type Json<S extends z.ZodType> = { description: string; content: { 'application/json': { schema: S } } };
type Params<I> = I extends true
  ? { params: typeof numbered }
  : I extends 'named'
    ? { params: typeof named }
    : Record<never, never>;
type Query<Q> = Q extends z.ZodObject ? { query: Q } : Record<never, never>;
type Body<B> = B extends z.ZodType
  ? { body: { required: true; content: { 'application/json': { schema: B } } } }
  : Record<never, never>;
// An alias: an interface would not be taken for a RouteConfig, which has an index signature.
type RouteOf<M extends Method, P extends string, I, Q, B, O extends z.ZodType, C> = {
  method: M;
  path: P;
  summary: string;
  request: Params<I> & Query<Q> & Body<B>;
  responses: C extends z.ZodType ? { 200: Json<O>; 409: Json<C> } : { 200: Json<O> };
};

/**
 * A route of JSON, as the documentation shows it: `route('put', '/editions/{id}', 'Saves it', { id: true, body, ok })`.
 * `id: true` is a number in the path, `id: 'named'` a person's; `conflict` an answer with status 409 that says more than
 * an error does; `by: 'anybody'` asks nobody to sign in, `by: 'person'` refuses tokens. Errors are thrown.
 */
export function route<
  const M extends Method,
  const P extends string,
  O extends z.ZodType,
  const I extends boolean | 'named' = false,
  Q extends z.ZodObject | undefined = undefined,
  B extends z.ZodType | undefined = undefined,
  C extends z.ZodType | undefined = undefined,
>(
  method: M,
  path: P,
  summary: string,
  {
    id,
    query,
    body,
    ok,
    conflict,
    by,
  }: { id?: I; query?: Q; body?: B; ok: O; conflict?: C; by?: 'anybody' | 'person' },
) {
  const request = {
    ...(id && { params: id === 'named' ? named : numbered }),
    ...(query && { query }),
    ...(body && { body: { required: true, content: { 'application/json': { schema: body } } } }),
  };
  const responses = { ...answers(ok), ...(conflict && { 409: json(conflict, 'Somebody else was faster.') }) };
  const access = {
    ...(by === 'anybody' && { security: NOBODY }),
    ...(by === 'person' && { security: SESSION, middleware: [onlyPersons] }),
  };
  const made = createRoute({ method, path: path as string, summary, request, responses, ...access } as RouteConfig);
  return made as unknown as RouteOf<M, P, I, Q, B, O, C> & { getRoutingPath(): string };
}

/** Writes to the audit log who did this, from where. Never with secrets. */
export async function audited(
  c: ApiContext,
  action: string,
  object: string,
  details: Record<string, unknown> = {},
): Promise<void> {
  const { desk, now } = c.get('desk');
  await audit(desk, c.get('who') ?? null, action, object, details, c.get('address'), now());
}

/** @throws DaftarError SESSION_NEEDED for tokens: what opens the door to more is done by a person. */
export function requireSession(c: ApiContext): Session {
  const session = c.get('session');
  if (session) return session;
  throw new DaftarError(
    'SESSION_NEEDED',
    'A token may not do this.',
    'Sign in at the desk with your password and do it there.',
  );
}

const STATUS: Record<string, ContentfulStatusCode> = {
  SIGN_IN: 401,
  SIGN_IN_WRONG: 401,
  TOKEN_REFUSED: 401,
  FORBIDDEN: 403,
  CROSS_SITE: 403,
  PASSWORD_WRONG: 403,
  DISABLED: 403,
  SESSION_NEEDED: 403,
  TWO_FACTOR_NEEDED: 403,
  NOT_FOUND: 404,
  CONFLICT: 409,
  STALE: 409,
  LAST_ADMINISTRATOR: 409,
  EMAIL_IN_USE: 409,
  MEDIA_IN_USE: 409,
  ALREADY_PUBLISHED: 409,
  TERM_THERE: 409,
  SETUP_DONE: 410,
  INVITATION_ENDED: 410,
  LINK_ENDED: 410,
  TOO_LARGE: 413,
  UPLOAD_TOO_LARGE: 413,
  NOT_JSON: 415,
  TOO_MANY: 429,
  UNEXPECTED: 500,
};

/** Every other code says that what was sent cannot be taken as it is. */
export function statusOf(code: string): ContentfulStatusCode {
  return STATUS[code] ?? 422;
}

export function answerError(error: unknown, c: Context): Response {
  const known = error instanceof DaftarError ? error : error instanceof z.ZodError ? invalid(error) : unexpected(error);
  if (known.code === 'UNEXPECTED') console.error(error);
  return c.json(errorJson(known), statusOf(known.code));
}

export function errorJson({ code, message, next }: DaftarError) {
  return { error: { code, message, hint: next } };
}

function unexpected(error: unknown): DaftarError {
  // Hono says so of JSON that cannot be read.
  if ((error as { status?: number }).status === 400) {
    return new DaftarError('INVALID', 'This is not JSON that can be read.', 'Send it again, whole.');
  }
  if (isBeyondKeeping(error)) {
    return new DaftarError(
      'INVALID',
      'This holds a character or a number that cannot be kept, or is nested too deeply.',
      'Take it out and send it again; nothing was changed.',
    );
  }
  return new DaftarError(
    'UNEXPECTED',
    'This is a mistake in Daftar; nothing was changed.',
    'Try again; if it stays, show the operator, who finds the rest in what Daftar prints.',
  );
}

/** PostgreSQL takes no character of number 0 and no number beyond its own (appendix A); and a stack has an end. */
function isBeyondKeeping(error: unknown): boolean {
  const { code } = error as { code?: string };
  return ['22021', '22P05', '22003'].includes(code ?? '') || error instanceof RangeError;
}

export function invalid({ issues }: z.ZodError): DaftarError {
  const wrong = issues.slice(0, 5).map(({ path, message }) => `${path.join('.') || 'the whole'}: ${message}`);
  return new DaftarError('INVALID', `This cannot be taken: ${wrong.join('; ')}.`, 'Correct it and send it again.');
}
