import { stat } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { DaftarError } from '../base/errors.ts';
import { createMetrics } from './metrics.ts';
import { acceptedCodings, acceptedLanguages, type Coding, matchingTag, type Part, readRange } from './negotiate.ts';
import { OWN_HEADERS } from './rules.ts';
import { createStore, type Entry, isPackable, tagOf } from './store.ts';
import { fileOfPath, folderAddress, readTarget, type Target } from './target.ts';
import { watchSite } from './watch.ts';

export interface SiteOptions {
  /** The folder that the press wrote, the record below it at `record/`. */
  siteDir: string;
  /** The bound of what is kept in memory, compressed copies included. */
  memoryBytes?: number;
  /** The languages that have a `404.html`; left out, every folder with a language's name may have one. */
  languages?: string[];
  defaultLanguage?: string;
  /** Who may read `/metrics`; by default only this machine, and never through a proxy on it. */
  metrics?: 'loopback' | 'all' | 'off';
  /** Set where another process writes the site; without it, memory is trusted until `invalidate`. */
  watch?: boolean;
  /** Told of every failure that a reader saw as 500. */
  onError?: (error: unknown) => void;
}

export interface SiteServer {
  handler(request: IncomingMessage, response: ServerResponse): void;
  /** Forgets published paths (`/en/`, `en/index.html`), or everything. Answers that begin afterwards are new. */
  invalidate(paths?: string[]): void;
  close(): void;
}

export interface Listening {
  server: Server;
  port: number;
  close(): Promise<void>;
}

interface Exchange {
  request: IncomingMessage;
  response: ServerResponse;
  target: Target;
}

const MEMORY = 64 * 1024 * 1024;
/** In watch mode a kept file is compared with the disk at least this often, whatever signs were missed. */
const RECHECK = 1000;

/** A handler for `node:http` that hands out the site from memory: GET and HEAD, nothing added, no cookie ever. */
export function createSiteServer(options: SiteOptions): SiteServer {
  const { siteDir, memoryBytes = MEMORY, watch = false, metrics: audience = 'loopback' } = options;
  const store = createStore({ siteDir, memoryBytes, recheckAfter: watch ? RECHECK : null });
  const metrics = createMetrics();
  const stopWatching = watch ? watchSite(siteDir, store.doubt) : () => {};

  function handler(request: IncomingMessage, response: ServerResponse): void {
    const started = performance.now();
    response.once('close', () =>
      metrics.observe(request.method ?? '', response.statusCode, (performance.now() - started) / 1000),
    );
    answer(request, response).catch((error) => fail(response, error));
  }

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      // What such a request still carries is not read: the connection ends with the answer.
      return sendText(request, response, 405, 'Only GET and HEAD.', { Allow: 'GET, HEAD', Connection: 'close' });
    }
    const target = readTarget(request.url ?? '');
    if (!target) return sendText(request, response, 400, 'This address cannot be read.');
    if (target.file === 'healthz') return sendHealth(request, response);
    if (target.file === 'metrics' && mayReadMetrics(request)) return sendMetrics(request, response);
    return sendTarget({ request, response, target });
  }

  async function sendTarget(exchange: Exchange): Promise<void> {
    const { file, folder, segments, query } = exchange.target;
    const entry = file === null ? null : await store.load(file);
    if (entry) return sendEntry(exchange, entry);
    const index = file === null || folder ? null : await store.load(`${file}/index.html`);
    if (!index) return sendMissing(exchange);
    if (index.redirect !== null) return sendEntry(exchange, index);
    return sendMoved(exchange.request, exchange.response, folderAddress(segments) + query);
  }

  async function sendEntry(exchange: Exchange, entry: Entry): Promise<void> {
    const location = entry.redirect === null ? null : locationOf(entry, entry.redirect);
    // Browsers keep a 301 for ever unless told otherwise; the page's own `no-cache` goes with it.
    if (location) return sendWhole(exchange, entry, 301, { Location: location });
    if (sendNotModified(exchange, entry)) return;
    if (await sendPart(exchange, entry)) return;
    return sendWhole(exchange, entry, 200);
  }

  /** RFC 9110, section 13.2.2. A client that still holds any coding of these bytes need not fetch another. */
  function sendNotModified({ request, response }: Exchange, entry: Entry): boolean {
    const codings = possibleCodings(request, entry);
    const tags = (codings.length > 0 ? codings : (['identity'] as const)).map((coding) => tagOf(entry, coding));
    const tag = matchingTag(request.headers['if-none-match'], tags);
    if (tag === null) return false;
    const { 'Content-Type': _, ...headers } = entryHeaders(entry);
    response.writeHead(304, { ...headers, ETag: tag }).end();
    return true;
  }

  async function sendPart(exchange: Exchange, entry: Entry): Promise<boolean> {
    const { request, response } = exchange;
    if (!hasRanges(entry) || request.method !== 'GET' || !acceptsPlain(request)) return false;
    const tag = tagOf(entry, 'identity');
    const condition = request.headers['if-range'];
    if (condition !== undefined && condition !== tag) return false;
    const part = readRange(request.headers.range, entry.size);
    if (part === null) return false;
    if (part === 'outside') {
      const { 'Cache-Control': _, ...headers } = entryHeaders(entry);
      sendText(request, response, 416, 'This file is shorter.', {
        ...headers,
        'Content-Type': 'text/plain; charset=utf-8',
        'Content-Range': `bytes */${entry.size}`,
      });
      return true;
    }
    await sendBytes(exchange, entry, part, 206, {
      ...entryHeaders(entry),
      ETag: tag,
      'Content-Range': `bytes ${part.start}-${part.end}/${entry.size}`,
    });
    return true;
  }

  async function sendWhole(
    exchange: Exchange,
    entry: Entry,
    status: number,
    more: Record<string, string> = {},
  ): Promise<void> {
    const { request, response } = exchange;
    const copy = await chooseCopy(request, entry);
    if (!copy)
      return sendText(request, response, 406, 'No form of this file is in a coding that you accept.', {
        Vary: 'Accept-Encoding',
      });
    const headers = { ...entryHeaders(entry), ...(status === 200 ? { ETag: tagOf(entry, copy.coding) } : {}), ...more };
    if (copy.coding === 'identity') return sendBytes(exchange, entry, wholeOf(entry), status, headers);
    sendBuffer(request, response, status, { ...headers, 'Content-Encoding': copy.coding }, copy.body!);
  }

  /**
   * The best copy that can be sent now. Brotli and Zstandard get ready behind the first answer; gzip takes about a
   * millisecond and saves a slow phone seconds, so the first reader waits for that one.
   */
  async function chooseCopy(request: IncomingMessage, entry: Entry) {
    const codings = possibleCodings(request, entry);
    const best = codings[0];
    if (best === 'br' || best === 'zstd') store.packLater(entry, best);
    for (const coding of codings) {
      if (coding === 'identity') return { coding, body: null };
      const body = coding === 'gzip' ? await store.pack(entry, coding) : entry.packed[coding];
      if (body) return { coding, body };
    }
    for (const coding of codings) {
      const body = coding === 'identity' ? null : await store.pack(entry, coding);
      if (body) return { coding, body };
    }
    return null;
  }

  async function sendBytes(
    exchange: Exchange,
    entry: Entry,
    part: Part,
    status: number,
    headers: Record<string, string>,
  ): Promise<void> {
    const { request, response } = exchange;
    if (entry.body)
      return sendBuffer(request, response, status, headers, entry.body.subarray(part.start, part.end + 1));
    const length = part.end - part.start + 1;
    if (request.method === 'HEAD')
      return void response.writeHead(status, { ...headers, 'Content-Length': length }).end();
    const handle = await store.open(entry);
    if (!handle) {
      store.drop([entry.file]);
      return sendTarget(exchange);
    }
    response.writeHead(status, { ...headers, 'Content-Length': length });
    const stream = handle.createReadStream({ start: part.start, end: part.end });
    // A reader who leaves ends the stream; that is no failure of ours.
    await pipeline(stream, response).catch(() => response.destroy());
    metrics.sent(stream.bytesRead);
    if (stream.bytesRead < length) request.socket.destroy();
  }

  /** The page of the address's own language, else of one that the reader understands, else of the site. */
  async function sendMissing(exchange: Exchange): Promise<void> {
    const { request, response, target } = exchange;
    // Programs ask here; a page would only be more to read past.
    const page = /^(record|assets|media)$/.test(target.segments[0] ?? '') ? null : await missingPage(request, target);
    if (page)
      return sendWhole(exchange, page, 404, { 'Cache-Control': 'no-cache', Vary: 'Accept-Encoding, Accept-Language' });
    sendText(request, response, 404, 'There is nothing at this address.', { 'Access-Control-Allow-Origin': '*' });
  }

  async function missingPage(request: IncomingMessage, target: Target): Promise<Entry | null> {
    const first = target.segments[0]?.toLowerCase() ?? '';
    const wanted = [first, ...acceptedLanguages(request.headers['accept-language']), options.defaultLanguage ?? ''];
    for (const language of wanted.filter(mayHaveMissingPage)) {
      const page = await store.load(`${language}/404.html`);
      if (page) return page;
    }
    return store.load('404.html');
  }

  function mayHaveMissingPage(language: string): boolean {
    if (options.languages) return options.languages.includes(language);
    return /^[a-z]{2,3}(-[a-z0-9]{2,8})*$/.test(language);
  }

  async function sendHealth(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const index = await stat(join(siteDir, 'index.html')).catch(() => null);
    const body = Buffer.from(JSON.stringify({ status: index?.isFile() ? 'ok' : 'no site' }));
    sendBuffer(request, response, index?.isFile() ? 200 : 503, ownHeaders('application/json'), body);
  }

  /** A proxy on this machine speaks from loopback for the whole world: what it forwards is not from here. */
  function mayReadMetrics({ socket, headers }: IncomingMessage): boolean {
    if (audience !== 'loopback') return audience === 'all';
    const forwarded = headers['x-forwarded-for'] ?? headers.forwarded ?? headers.via ?? headers['x-real-ip'];
    return forwarded === undefined && /^(127\.|::1$|::ffff:127\.)/.test(socket.remoteAddress ?? '');
  }

  function sendMetrics(request: IncomingMessage, response: ServerResponse): void {
    const body = Buffer.from(metrics.text(store.stats()));
    sendBuffer(request, response, 200, ownHeaders('text/plain; version=0.0.4; charset=utf-8'), body);
  }

  function sendMoved(request: IncomingMessage, response: ServerResponse, location: string): void {
    sendText(request, response, 301, 'This page stands at its address with a slash.', { Location: location });
  }

  function sendText(
    request: IncomingMessage,
    response: ServerResponse,
    status: number,
    text: string,
    more: Record<string, string> = {},
  ): void {
    const headers = { ...ownHeaders('text/plain; charset=utf-8'), ...more };
    sendBuffer(request, response, status, headers, Buffer.from(`${text}\n`));
  }

  function sendBuffer(
    request: IncomingMessage,
    response: ServerResponse,
    status: number,
    headers: Record<string, string>,
    body: Buffer,
  ): void {
    response.writeHead(status, { ...headers, 'Content-Length': body.length });
    if (request.method === 'HEAD') return void response.end();
    metrics.sent(body.length);
    response.end(body);
  }

  function fail(response: ServerResponse, error: unknown): void {
    (options.onError ?? console.error)(error);
    if (response.headersSent) return void response.destroy();
    response
      .writeHead(500, ownHeaders('text/plain; charset=utf-8'))
      .end('Something went wrong here. Please try again.\n');
  }

  return {
    handler,
    invalidate: (paths) => store.drop(paths?.map(fileOfPath)),
    close() {
      stopWatching();
      store.drop();
    },
  };
}

/**
 * Opens the port for a site server. `port` 0 takes a free one. Throws `PORT_IN_USE`, or `PORT_NOT_ALLOWED` where the
 * system keeps the port for itself.
 */
export function listen(
  site: Pick<SiteServer, 'handler'>,
  port: number,
  host?: string,
  { requestTimeout = 15_000, option = '--port' }: { requestTimeout?: number; option?: string } = {},
): Promise<Listening> {
  const server = createServer(
    {
      // A request of ours is a few lines: whoever needs longer to send them holds a place that readers need.
      headersTimeout: 10_000,
      requestTimeout,
      connectionsCheckingInterval: 5_000,
      keepAliveTimeout: 30_000,
    },
    site.handler,
  );
  // A phone on a bad line may pause for long; a connection on which nothing moves for two minutes is dead.
  server.setTimeout(120_000);
  return new Promise((resolve, reject) => {
    server.once('error', (error) => reject(listenError(error, port, option)));
    server.listen({ port, host }, () => {
      const address = server.address();
      resolve({
        server,
        port: typeof address === 'object' && address ? address.port : port,
        close: () => stop(server),
      });
    });
  });
}

function ownHeaders(type: string): Record<string, string> {
  return { ...OWN_HEADERS, 'Content-Type': type, 'Cache-Control': 'no-store' };
}

function entryHeaders(entry: Entry): Record<string, string> {
  return {
    ...entry.rule.headers,
    ...(entry.rule.compress ? { Vary: 'Accept-Encoding' } : {}),
    ...(hasRanges(entry) ? { 'Accept-Ranges': 'bytes' } : {}),
  };
}

function hasRanges(entry: Entry): boolean {
  return entry.rule.ranges || entry.body === null;
}

function acceptsPlain(request: IncomingMessage): boolean {
  return acceptedCodings(request.headers['accept-encoding'] as string | undefined).includes('identity');
}

function possibleCodings(request: IncomingMessage, entry: Entry): readonly Coding[] {
  const accepted = acceptedCodings(request.headers['accept-encoding'] as string | undefined);
  return isPackable(entry) ? accepted : accepted.filter((coding) => coding === 'identity');
}

function wholeOf(entry: Entry): Part {
  return { start: 0, end: entry.size - 1 };
}

/**
 * The path that a redirect page points to, seen from where the page stands. Pages name the file, for disks and plain
 * hosts; here the address is the folder's. Null where it would leave the site: such a page is served as it is, so that
 * nobody can make this server send readers elsewhere.
 */
function locationOf(entry: Entry, written: string): string | null {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: browsers drop control characters, and then see a host
  if (/^([a-z][a-z0-9+.-]*:|\/\/)|[\u0000-\u0020\\]/i.test(written)) return null;
  const folder = entry.file.split('/').slice(0, -1);
  const url = new URL(written, `http://site.invalid${folderAddress(folder)}`);
  if (url.host !== 'site.invalid' || url.pathname.startsWith('//')) return null;
  return url.pathname.replace(/\/index\.html$/, '/') + url.search + url.hash;
}

function listenError(error: NodeJS.ErrnoException, port: number, option: string): Error {
  if (error.code === 'EADDRINUSE') {
    return new DaftarError(
      'PORT_IN_USE',
      `Port ${port} is already in use on this machine.`,
      `Stop the other program or choose another with ${option}.`,
    );
  }
  if (error.code === 'EACCES') {
    return new DaftarError(
      'PORT_NOT_ALLOWED',
      `Port ${port} may not be opened by this user.`,
      `Choose one above 1023 with ${option}.`,
    );
  }
  return error;
}

function stop(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeIdleConnections();
  });
}
