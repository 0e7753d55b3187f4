import { getRequestListener, type HttpBindings } from '@hono/node-server';
import { Hono, type MiddlewareHandler } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { compress } from 'hono/compress';
import { DaftarError } from '../../base/errors.ts';
import { languages } from '../../languages/index.ts';
import { accessRoutes, doorRoutes } from './api/access.ts';
import { type Api, type ApiEnv, answerError, type DeskServer, MOST_JSON, newApi } from './api/api.ts';
import { auditRoutes } from './api/audit.ts';
import { checklistRoutes } from './api/checklists.ts';
import { commentRoutes } from './api/comments.ts';
import { editionRoutes } from './api/editions.ts';
import { embargoRoutes } from './api/embargoes.ts';
import { glossaryRoutes } from './api/glossary.ts';
import { listRoutes } from './api/lists.ts';
import { documentation } from './api/openapi.ts';
import { overviewRoutes } from './api/overview.ts';
import { previewRoutes } from './api/preview.ts';
import { reviewRoutes } from './api/review.ts';
import { settingsRoutes } from './api/settings.ts';
import { signOffRoutes } from './api/sign-offs.ts';
import { staffRoutes } from './api/staff.ts';
import { tokenRoutes } from './api/tokens.ts';
import { uploadRoutes } from './api/uploads.ts';
import { Misses } from './attempts.ts';
import { type Auth, createAuth, deskSecret, prepareSignIn, signInTables } from './auth.ts';
import { type Bundle, bundleRoute, PLAIN } from './bundle-route.ts';
import { embargoPages } from './embargo-pages.ts';
import type { Desk } from './intake.ts';
import { resetLink, sendReset } from './letters.ts';
import { mailerFrom } from './mail.ts';
import type { Previewer } from './preview.ts';
import type { Publisher } from './review.ts';
import { readSettings } from './settings.ts';
import { setupLink } from './setup.ts';
import { actorOf } from './staff.ts';
import { actorOfToken } from './tokens.ts';

export interface DeskOptions {
  desk: Desk;
  newsroom: Publisher & Previewer;
  /** Where people reach the desk, without a slash at the end. DAFTAR_DESK_URL goes before. */
  baseUrl(): string;
  print(line: string): void;
  now?(): Date;
  /** The interface; without it a plain page stands there. */
  bundle?(): Promise<Bundle>;
  /** DAFTAR_DESK_URL, DAFTAR_SMTP, DAFTAR_MAIL_FROM, DAFTAR_TRUST_PROXY; by default those of the process. */
  environment?: Record<string, string | undefined>;
}

export interface OpenDesk {
  server: DeskServer;
  /** For `node:http`. */
  handler: ReturnType<typeof getRequestListener>;
  /** The one link that makes the first administrator; null where there is one. An older link ends. */
  setupLink(): Promise<string | null>;
  close(): Promise<void>;
}

/** The desk's server over a desk's database, whose tables for signing in it makes if need be. */
export async function openDesk(options: DeskOptions): Promise<OpenDesk> {
  const { desk, newsroom, print, now = () => new Date(), bundle = async () => PLAIN } = options;
  const environment = options.environment ?? process.env;
  await prepareSignIn(desk.db);
  const baseUrl = () => environment.DAFTAR_DESK_URL?.replace(/\/+$/, '') ?? options.baseUrl();
  const auth: Auth = createAuth({
    db: desk.db,
    secret: deskSecret(desk.dataDir),
    secure: environment.DAFTAR_DESK_URL?.startsWith('https:') ?? false,
    async sendReset(to, token) {
      if (await sendReset(server, to, token)) return;
      print(`${to.name} (${to.email}) asked for a new password. Give them this link: ${resetLink(server, token)}`);
    },
  });
  const server: DeskServer = {
    ...{ desk, newsroom, auth, languages, now, baseUrl, print },
    mail: mailerFrom(environment),
    misses: new Misses(),
    trustProxy: Boolean(environment.DAFTAR_TRUST_PROXY),
  };
  return {
    server,
    handler: getRequestListener(createApp(server, bundle).fetch),
    setupLink: () => setupLink(server),
    close: async () => server.mail?.close(),
  };
}

/** Everything that the desk answers: the API, and beside it the interface. */
export function createApp(server: DeskServer, bundle: () => Promise<Bundle>): Hono<ApiEnv> {
  const app = new Hono<ApiEnv>();
  app.onError(answerError);
  app.use(safeHeaders, given(server));
  // The files of the interface come packed already; lists and texts are for bad lines too.
  app.use(compress());
  // Pages that people without an account may open:
  embargoPages(app);
  app.route('/api', createApi());
  bundleRoute(app, bundle);
  return app;
}

/** The table of the API. */
export function createApi(): Api {
  const api = newApi();
  api.use(limitBody, requireOwnSite, identify);
  documentation(api);
  doorRoutes(api);
  // Below this line somebody is signed in.
  api.use(requireSignIn);
  accessRoutes(api);
  staffRoutes(api);
  tokenRoutes(api);
  settingsRoutes(api);
  auditRoutes(api);
  editionRoutes(api);
  reviewRoutes(api);
  previewRoutes(api);
  glossaryRoutes(api);
  embargoRoutes(api);
  signOffRoutes(api);
  checklistRoutes(api);
  commentRoutes(api);
  listRoutes(api);
  overviewRoutes(api);
  uploadRoutes(api);
  api.all('*', (c) => {
    throw new DaftarError(
      'NOT_FOUND',
      `There is nothing at ${c.req.path}.`,
      'See /api/openapi.json for what there is.',
    );
  });
  return api;
}

type Step = MiddlewareHandler<ApiEnv & { Bindings: HttpBindings }>;

function given(server: DeskServer): Step {
  return async (c, next) => {
    c.set('desk', server);
    const forwarded = server.trustProxy ? c.req.header('x-forwarded-for')?.split(',').at(-1)?.trim() : undefined;
    c.set('address', forwarded ?? c.env.incoming?.socket.remoteAddress ?? '');
    await next();
  };
}

const safeHeaders: Step = async (c, next) => {
  await next();
  const headers: Record<string, string> = {
    'X-Content-Type-Options': 'nosniff',
    // Links with a secret in them must not be told to other sites.
    'Referrer-Policy': 'no-referrer',
    'Cross-Origin-Opener-Policy': 'same-origin',
    'Cross-Origin-Resource-Policy': 'same-origin',
    'Content-Security-Policy': "default-src 'none'; frame-ancestors 'none'; sandbox",
    'Cache-Control': 'no-store',
    'X-Robots-Tag': 'noindex',
  };
  for (const [name, value] of Object.entries(headers)) {
    if (!c.res.headers.has(name)) c.res.headers.set(name, value);
  }
};

/** Uploads have their own ways: see media.ts. */
const UPLOADS = '/api/uploads';
const SAFE = ['GET', 'HEAD', 'OPTIONS'];

const limit = bodyLimit({
  maxSize: MOST_JSON,
  onError: (c) =>
    answerError(
      new DaftarError(
        'TOO_LARGE',
        `This is more than ${MOST_JSON / 1024 / 1024} MB, and nothing of it was saved.`,
        'Leave out what is not text (pictures are uploaded by themselves), or divide it into several items.',
      ),
      c,
    ),
});

const limitBody: Step = async (c, next) => {
  if (c.req.path.startsWith(UPLOADS)) return next();
  const type = c.req.header('content-type');
  if (!SAFE.includes(c.req.method) && type !== undefined && !/^application\/json\b/i.test(type)) {
    throw new DaftarError('NOT_JSON', `This takes JSON and not ${type}.`, 'Send it as application/json.');
  }
  return limit(c, next);
};

/** A browser sends the cookie along whichever site asks: what changes something has to come from our own pages. */
const requireOwnSite: Step = async (c, next) => {
  if (SAFE.includes(c.req.method) || bearerOf(c.req.header('authorization')) !== null) return next();
  const origin = c.req.header('origin');
  const isOwn = origin
    ? isOwnOrigin(origin, c.req.header('host') ?? '', c.get('desk').baseUrl())
    : c.req.header('sec-fetch-site') === 'same-origin';
  if (isOwn) return next();
  throw new DaftarError(
    'CROSS_SITE',
    'This was sent from another site, and nothing was done.',
    'Do it at the desk itself. Programs use a token instead of a cookie.',
  );
};

function isOwnOrigin(origin: string, host: string, baseUrl: string): boolean {
  if (!URL.canParse(origin)) return false;
  return new URL(origin).host === host || origin === new URL(baseUrl).origin;
}

/** Finds out who asks: by a token, else by the session that the cookie stands for. */
const identify: Step = async (c, next) => {
  const { desk, auth, now } = c.get('desk');
  const bearer = bearerOf(c.req.header('authorization'));
  c.set('session', null);
  if (bearer !== null) {
    c.set('who', await actorOfToken(desk.db, bearer, now()));
    return next();
  }
  if (!c.req.header('cookie')) return next();
  const { headers, response } = await auth.api.getSession({ headers: c.req.raw.headers, returnHeaders: true });
  if (response && !response.user.disabled) {
    c.set('session', { id: response.session.id, token: response.session.token });
    c.set('who', await actorOf(desk.db, response.user));
  }
  await next();
  for (const cookie of headers?.getSetCookie() ?? []) c.res.headers.append('set-cookie', cookie);
};

function bearerOf(authorization: string | undefined): string | null {
  return /^Bearer (\S+)$/i.exec(authorization ?? '')?.[1] ?? null;
}

/** What somebody may look at who still has to turn two-factor on. */
const OWN = /^\/api\/me(\/|$)/;

const requireSignIn: Step = async (c, next) => {
  const who = c.get('who');
  if (!who) {
    throw new DaftarError(
      'SIGN_IN',
      'You are not signed in, or were signed out.',
      'Sign in and do it again; what you typed is kept in this browser.',
    );
  }
  if (c.get('session') && !OWN.test(c.req.path) && (await lacksTwoFactor(c.get('desk').desk, who.id))) {
    throw new DaftarError(
      'TWO_FACTOR_NEEDED',
      'At this desk everybody signs in with two-factor, and yours is not on yet.',
      'Turn it on under your name; everything else opens then.',
    );
  }
  await next();
};

async function lacksTwoFactor({ db }: Desk, userId: string): Promise<boolean> {
  if (!(await readSettings(db)).requireTwoFactor) return false;
  const user = await signInTables(db)
    .selectFrom('user')
    .select('twoFactorEnabled')
    .where('id', '=', userId)
    .executeTakeFirst();
  return !user?.twoFactorEnabled;
}
