import type { IncomingMessage, ServerResponse } from 'node:http';
import { MAX_BODY } from './request.ts';
import type { Witness } from './witness.ts';

const TEXT = 'text/plain; charset=utf-8';
/** C2SP tlog-witness asks for it with status 409. */
const SIZE = 'text/x.tlog.size';
const MONITORING = /^\/([0-9a-f]{64})\/checkpoint$/;

/**
 * A witness over HTTP:
 *
 *     POST /add-checkpoint
 *     GET  /<hex of SHA-256 of the origin>/checkpoint
 *     GET  /healthz
 */
export function witnessHandler(witness: Witness, complain: (error: unknown) => void) {
  return async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    try {
      await answer(witness, request, response);
    } catch (error) {
      if (request.errored || response.destroyed) return; // whoever asked has gone
      complain(error);
      if (response.headersSent) response.destroy();
      else send(response, 500, 'This witness is in trouble; its operator was told.\n');
    }
  };
}

async function answer(witness: Witness, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const path = (request.url ?? '').split('?')[0]!;
  if (path === '/add-checkpoint') return addCheckpoint(witness, request, response);
  const isRead = request.method === 'GET' || request.method === 'HEAD';
  const originHash = MONITORING.exec(path)?.[1];
  if (path !== '/healthz' && !originHash) return send(response, 404, 'There is nothing here.\n');
  if (!isRead) return send(response, 405, 'This address is for reading.\n', { Allow: 'GET, HEAD' });
  const note = witness.latest(originHash ?? ''); // for health: whether the ledger can be read
  if (!originHash) return send(response, 200, 'ok\n');
  if (note === null) return send(response, 404, 'Nothing was cosigned of such a log.\n');
  send(response, 200, note, { 'Access-Control-Allow-Origin': '*' });
}

async function addCheckpoint(witness: Witness, request: IncomingMessage, response: ServerResponse): Promise<void> {
  if (request.method !== 'POST') return send(response, 405, 'Checkpoints are posted here.\n', { Allow: 'POST' });
  const bytes = await bodyOf(request);
  // What is left of a body too large is not read: the connection ends.
  if (!bytes) return send(response, 400, `A request has ${MAX_BODY} bytes at most.\n`, { Connection: 'close' });
  const { status, body } = witness.addCheckpoint(bytes);
  send(response, status, body, { 'Content-Type': status === 409 ? SIZE : TEXT });
}

/** Null where it is larger than any good one. */
async function bodyOf(request: IncomingMessage): Promise<Uint8Array | null> {
  if (Number(request.headers['content-length'] ?? 0) > MAX_BODY) return null;
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of request.iterator({ destroyOnReturn: false })) {
    length += chunk.length;
    if (length > MAX_BODY) return null;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function send(response: ServerResponse, status: number, body: string, headers: Record<string, string> = {}): void {
  response.writeHead(status, {
    'Content-Type': TEXT,
    'Content-Length': Buffer.byteLength(body),
    'Cache-Control': 'no-store',
    'X-Content-Type-Options': 'nosniff',
    ...headers,
  });
  response.end(body);
}
