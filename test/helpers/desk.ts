import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Grant, Role } from '../../src/desk/admin-types.ts';
import type { DeskServer } from '../../src/desk/server/api/api.ts';
import { openDesk } from '../../src/desk/server/app.ts';
import { createUser } from '../../src/desk/server/auth.ts';
import type { Bundle } from '../../src/desk/server/bundle-route.ts';
import type { Action } from '../../src/desk/server/roles.ts';
import { replaceGrants } from '../../src/desk/server/staff.ts';
import { Newsroom } from '../../src/newsroom.ts';
import { listen } from '../../src/serve/server.ts';
import { shareFonts } from './places.ts';
import { newDatabase } from './postgres.ts';

/** A newsroom in a temporary folder with its desk on a free port; the test file closes it. */
export interface TestDesk {
  newsroom: Newsroom;
  server: DeskServer;
  /** `http://localhost:PORT` */
  url: string;
  /** What the desk has told the operator. */
  printed: string[];
  /** What time it is at the desk; better-auth keeps to the real one. */
  clock: { now: Date };
  setupLink(): Promise<string | null>;
  /** Somebody with these roles, signed in: `desk.person('writer')`, `desk.person({ role: 'translator', language: 'ur' })`. */
  person(...grants: (Role | Grant)[]): Promise<Visitor>;
  /** Somebody at the door. */
  visitor(): Visitor;
  close(): Promise<void>;
}

export interface Answer {
  status: number;
  headers: Headers;
  text: string;
  // biome-ignore lint/suspicious/noExplicitAny: tests look into answers freely
  body: any;
}

export interface TestDeskOptions {
  /** DAFTAR_SMTP and the like. */
  environment?: Record<string, string>;
  /** A folder that is there already; it is left in place. */
  dataDir?: string;
  /** A PostgreSQL that keeps the desk of such a folder. */
  databaseUrl?: string;
  /** The interface, for tests in a browser. */
  bundle?: () => Promise<Bundle>;
}

export async function openTestDesk(options: TestDeskOptions = {}): Promise<TestDesk> {
  const { environment = {}, dataDir, bundle } = options;
  const folder = dataDir ?? newFolder();
  const clock = { now: new Date() };
  const printed: string[] = [];
  const databaseUrl = dataDir ? options.databaseUrl : await databaseOfTests();
  const newsroom = await Newsroom.open({ dataDir: folder, demo: true, alone: true, now: () => clock.now, databaseUrl });
  let port = 0;
  const desk = await openDesk({
    desk: newsroom.desk,
    newsroom,
    baseUrl: () => `http://localhost:${port}`,
    now: () => clock.now,
    print: (line) => printed.push(line),
    bundle,
    // Rates are limited by address: each visitor comes from another one.
    environment: { DAFTAR_TRUST_PROXY: '1', ...environment },
  });
  const listening = await listen({ handler: desk.handler }, 0, '127.0.0.1');
  port = listening.port;
  const url = `http://localhost:${port}`;
  return {
    ...{ newsroom, server: desk.server, url, printed, clock },
    setupLink: desk.setupLink,
    visitor: () => new Visitor(url),
    async person(...grants) {
      const visitor = new Visitor(url);
      const name = `${NAMES[people % NAMES.length]} ${++people}`;
      visitor.email = `person${people}@example.org`;
      const account = { name, email: visitor.email, password: visitor.password, language: null };
      visitor.id = await createUser(desk.server.auth, account);
      visitor.name = name;
      const full = grants.map((one) => (typeof one === 'string' ? { role: one, language: null } : one));
      await replaceGrants(newsroom.desk.db, visitor.id, full);
      const { status } = await visitor.signIn();
      assert.equal(status, 200);
      return visitor;
    },
    async close() {
      await listening.close();
      await desk.close();
      await newsroom.close();
      if (!dataDir) rmSync(folder, { recursive: true });
    },
  };
}

/** Null for the embedded one: see test/desk/on-postgres.test.ts. */
async function databaseOfTests(): Promise<string | null> {
  const server = process.env.POSTGRES_OF_TESTS;
  return server ? newDatabase(server) : null;
}

const NAMES = ['Mehr Lashari', 'Anders Holt', 'Shirin Abro', 'Tomas Reke', 'Nadia Kamal', 'Ilse Brandt'];
let people = 0;

/** A browser at the desk: it keeps cookies, and says which page a request comes from. */
export class Visitor {
  id = '';
  name = '';
  email = '';
  password = 'seven small harbours';
  cookies = new Map<string, string>();
  #url: string;
  #address = `192.0.2.${++visitors % 250}`;

  constructor(url: string) {
    this.#url = url;
  }

  signIn(): Promise<Answer> {
    return this.post('/api/auth/sign-in/email', { email: this.email, password: this.password });
  }

  get = (path: string, headers?: Record<string, string>) => this.send('GET', path, undefined, headers);
  post = (path: string, body?: unknown, headers?: Record<string, string>) => this.send('POST', path, body, headers);
  put = (path: string, body?: unknown, headers?: Record<string, string>) => this.send('PUT', path, body, headers);
  patch = (path: string, body?: unknown, headers?: Record<string, string>) => this.send('PATCH', path, body, headers);
  delete = (path: string, headers?: Record<string, string>) => this.send('DELETE', path, undefined, headers);

  async send(method: string, path: string, body?: unknown, headers: Record<string, string> = {}): Promise<Answer> {
    const isRaw = typeof body === 'string' || body instanceof Uint8Array;
    const response = await this.fetch(path, {
      method,
      headers: { ...(body !== undefined && { 'content-type': 'application/json' }), ...headers },
      body: isRaw ? (body as string) : body === undefined ? undefined : JSON.stringify(body),
    });
    const text = await response.text();
    const isJson = response.headers.get('content-type')?.includes('json');
    return { status: response.status, headers: response.headers, text, body: isJson ? JSON.parse(text) : null };
  }

  /** As `fetch`, from a page of the desk. */
  async fetch(
    path: string,
    init: Omit<RequestInit, 'headers'> & { headers?: Record<string, string> } = {},
  ): Promise<Response> {
    const headers: Record<string, string> = { origin: this.#url, 'x-forwarded-for': this.#address, ...init.headers };
    if (this.cookies.size > 0)
      headers.cookie ??= [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const response = await fetch(new URL(path, this.#url), { redirect: 'manual', ...init, headers });
    for (const cookie of response.headers.getSetCookie()) this.#keep(cookie);
    return response;
  }

  #keep(cookie: string): void {
    const [, name, value] = /^([^=]+)=([^;]*)/.exec(cookie)!;
    if (value === '' || /max-age=0/i.test(cookie)) this.cookies.delete(name!);
    else this.cookies.set(name!, value!);
  }
}

let visitors = 0;

/** One of each role, signed in. */
export async function oneOfEachRole(desk: TestDesk): Promise<Record<Role, Visitor>> {
  const roles: Role[] = ['administrator', 'approver', 'editor', 'writer', 'translator', 'viewer'];
  const entries = await Promise.all(roles.map(async (role) => [role, await desk.person(role)] as const));
  return Object.fromEntries(entries) as Record<Role, Visitor>;
}

/** A request that needs a right: `['POST', '/api/invitations', 'staff', {…}]`. */
export type GuardedRequest = [method: string, path: string, right: Action, body?: unknown];

/** Plays each request as each role: who has the right is not refused with FORBIDDEN, who has not is; nobody gets in unsigned. */
export async function assertRights(
  desk: TestDesk,
  people: Record<Role, Visitor>,
  rights: Record<Role, readonly Action[]>,
  requests: GuardedRequest[],
): Promise<void> {
  for (const [method, path, right, body] of requests) {
    const unsigned = await desk.visitor().send(method, path, body);
    assert.deepEqual([unsigned.status, unsigned.body?.error.code], [401, 'SIGN_IN'], `${method} ${path}, unsigned`);
    for (const [role, visitor] of Object.entries(people) as [Role, Visitor][]) {
      const { status, body: said } = await visitor.send(method, path, body);
      const isRefused = status === 403 && said?.error.code === 'FORBIDDEN';
      assert.equal(
        isRefused,
        !rights[role].includes(right),
        `${method} ${path} as ${role}: ${status} ${said?.error?.code ?? ''}`,
      );
    }
  }
}

function newFolder(): string {
  const dataDir = mkdtempSync(join(tmpdir(), 'daftar-desk-'));
  shareFonts(dataDir);
  return dataDir;
}
