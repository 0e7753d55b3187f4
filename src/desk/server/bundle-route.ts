import { randomBytes } from 'node:crypto';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import type { Context, Hono } from 'hono';
import type { ApiEnv } from './api/api.ts';

/** The interface, as bundle.ts makes it. Files are named by their hash, by their path without the leading slash. */
export interface Bundle {
  files: Map<string, { bytes: Uint8Array; type: string }>;
  html(nonce: string): string;
}

type Coding = 'br' | 'gzip' | 'identity';

/** Hands out the interface: its files, and for every other address the one page, which finds its way by itself. */
export function bundleRoute(app: Hono<ApiEnv>, bundle: () => Promise<Bundle>): void {
  const packed = new Map<string, Promise<Uint8Array>>();
  app.get('*', async (c) => {
    const { files, html } = await bundle();
    const name = c.req.path.slice(1);
    const file = files.get(name);
    if (!file) return page(c, html);
    const coding = isPacked(file.type) ? codingFor(c.req.header('accept-encoding') ?? '') : 'identity';
    const key = `${coding} ${name}`;
    if (!packed.has(key)) packed.set(key, pack(file.bytes, coding));
    return c.body((await packed.get(key)) as Uint8Array<ArrayBuffer>, 200, {
      'Content-Type': file.type,
      'Cache-Control': 'public, max-age=31536000, immutable',
      Vary: 'Accept-Encoding',
      ...(coding !== 'identity' && { 'Content-Encoding': coding }),
    });
  });
}

/** What stands there where the interface is not to be had. */
export const PLAIN: Bundle = {
  files: new Map(),
  html: () =>
    '<!doctype html><html lang="en"><meta charset="utf-8"><title>Daftar</title><p>The desk’s interface is not part of this installation; its API answers under /api.</p></html>',
};

function page(c: Context<ApiEnv>, html: Bundle['html']): Response {
  // A file that is missing must not look like a page to the program that asked for it.
  if (/\.(js|css|map|woff2|png|svg)$/.test(c.req.path)) return c.text('There is no such file.', 404);
  const nonce = randomBytes(16).toString('base64');
  return c.html(html(nonce), 200, {
    'Cache-Control': 'no-store',
    'Content-Security-Policy': contentPolicy(nonce),
  });
}

/** The interface asks nobody else for anything. `blob:` is for pictures before their upload, and for the preview. */
function contentPolicy(nonce: string): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' data: blob:",
    "media-src 'self' blob:",
    "font-src 'self'",
    "connect-src 'self'",
    "frame-src 'self' blob:",
    "worker-src 'self'",
    "manifest-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
}

function isPacked(type: string): boolean {
  return /^(text|application\/(javascript|json)|image\/svg)/.test(type);
}

function codingFor(accepted: string): Coding {
  if (/\bbr\b/.test(accepted)) return 'br';
  return /\bgzip\b/.test(accepted) ? 'gzip' : 'identity';
}

const brotli = promisify(brotliCompress);

/** As tightly as can be, for it is done once, and every first visit has to wait for what it leaves. */
export async function pack(bytes: Uint8Array, coding: Coding): Promise<Uint8Array> {
  if (coding === 'br') return brotli(bytes, { params: { [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length } });
  return coding === 'gzip' ? promisify(gzip)(bytes) : bytes;
}
