import { randomBytes } from 'node:crypto';
import type { Context, Hono } from 'hono';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import { type Child, html } from '../../base/html.ts';
import { formatDate } from '../../languages/format.ts';
import { languages } from '../../languages/index.ts';
import { inZone } from '../zone.ts';
import type { ApiEnv, DeskServer } from './api/api.ts';
import { Misses } from './attempts.ts';
import { contentOf } from './editions.ts';
import { EMBARGO_LANGUAGES, embargoWords } from './embargo-words.ts';
import { noteView, type Opened, openEmbargo } from './embargoes.ts';
import { type File, pageOfRevision, publicPicture, storedPicture, themeAsset } from './preview.ts';
import { mastheadOf } from './settings.ts';

type Page = Context<ApiEnv>;

/**
 * What journalists see: all of it below `/embargo/`, the one path of the desk that a proxy need expose. The page carries
 * its style; fonts and pictures stand beside it.
 */
export function embargoPages(app: Hono<ApiEnv>): void {
  const misses = new Misses();
  app.get('/embargo/assets/:name', async (c) => {
    const file = await themeAsset(c.get('desk').newsroom, c.req.param('name'));
    return file ? sendFile(c, file, 'public, max-age=31536000, immutable') : c.text('', 404);
  });
  app.get('/embargo/:secret/media/:name', async (c) => {
    const { desk, now } = c.get('desk');
    const opened = await openEmbargo(desk, c.req.param('secret'), now());
    if (opened?.state !== 'open') return c.text('', 404);
    const { media } = await contentOf(desk.db, opened.revisionId);
    const name = c.req.param('name');
    const isShown = media.some(({ sizes }) => sizes.some(({ sha256 }) => name.startsWith(`${sha256}.`)));
    const file = isShown ? storedPicture(desk, name) : publicPicture(desk, name);
    return file ? sendFile(c, file, 'no-store') : c.text('', 404);
  });
  app.get('/embargo/:secret', async (c) => {
    const { desk, now } = c.get('desk');
    const address = c.get('address');
    if (misses.areTooMany(address, now())) return endPage(c, 429, EMBARGO_LANGUAGES, 'tooMany', null);
    const opened = await openEmbargo(desk, c.req.param('secret'), now());
    if (!opened) {
      misses.add(address, now());
      return endPage(c, 404, EMBARGO_LANGUAGES, 'unknown', null);
    }
    if (opened.state !== 'open') return endPage(c, 410, [opened.language], opened.state, await publicPage(c, opened));
    if (c.req.method === 'GET')
      await noteView(desk, opened.id, { address, agent: c.req.header('user-agent') ?? '' }, now());
    return textPage(c, opened);
  });
  app.all('/embargo/*', (c) => endPage(c, 404, EMBARGO_LANGUAGES, 'unknown', null));
}

async function textPage(c: Page, opened: Opened): Promise<Response> {
  const { desk, newsroom, now } = c.get('desk');
  const nonce = newNonce();
  const ways = {
    media: `${c.req.param('secret')}/media/`,
    assets: 'assets/',
    notice: await noticeOf(c.get('desk'), opened),
    nonce,
  };
  return send(c, 200, nonce, await pageOfRevision(desk.db, newsroom, opened, ways, now()));
}

async function noticeOf({ desk }: DeskServer, { language: id, until, label, isOld }: Opened): Promise<string> {
  const { id: spoken, words } = embargoWords(id);
  const { direction } = languages.get(spoken)!;
  // An embargo is one moment for everybody, so its zone is always said.
  const { zone } = await mastheadOf(desk.db);
  const time = formatDate(inZone(until, zone), languages.get(spoken)!, 'ascii');
  const newer = isOld && html`<p><b>${words.newer}</b></p>`;
  return html`<aside class="notice withdrawn" lang="${spoken}" dir="${direction}"><p><b>${words.title}</b> ${words.notice(time, isolated(label))}</p>${newer}<p>${words.watched}</p></aside>`
    .value;
}

function isolated(text: string): string {
  return `\u2068${text}\u2069`;
}

async function publicPage(c: Page, { path }: Opened): Promise<string | null> {
  if (path === null) return null;
  const { base } = await mastheadOf(c.get('desk').desk.db);
  return base.replace(/\/?$/, '/') + path;
}

type End = 'expired' | 'revoked' | 'published' | 'unknown' | 'tooMany';

function endPage(c: Page, status: ContentfulStatusCode, ids: string[], end: End, address: string | null): Response {
  const nonce = newNonce();
  const parts = ids.map((one) => endPart(one, end, address));
  const { id: first, words } = embargoWords(ids[0]!);
  const page = html`<!doctype html>
<html lang="${first}" dir="${languages.get(first)!.direction}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1">
<meta name="robots" content="noindex,nofollow,noarchive">
<title>${words.ended[end]}</title>
<style nonce="${nonce}">body{max-width:34rem;margin:15vh auto;padding:0 1rem;font:1.1rem/1.6 serif}[dir=rtl]{line-height:2.2}h1,h2{font-size:1.3rem}section+section{margin-top:3rem}</style>
</head>
<body><main>${parts}</main></body>
</html>
`;
  return send(c, status, nonce, page.value);
}

function endPart(one: string, end: End, address: string | null): Child {
  const { id, words } = embargoWords(one);
  const next = address ? html`<a href="${address}">${words.read}</a>` : end === 'tooMany' ? '' : words.ask;
  return html`<section lang="${id}" dir="${languages.get(id)!.direction}"><h1>${words.ended[end]}</h1><p>${next}</p></section>`;
}

function send(c: Page, status: ContentfulStatusCode, nonce: string, page: string): Response {
  const policy = [
    "default-src 'none'",
    `style-src 'nonce-${nonce}'`,
    "img-src 'self'",
    "font-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ];
  return c.html(page, status, {
    'Content-Security-Policy': policy.join('; '),
    'Cache-Control': 'no-store',
    'X-Robots-Tag': 'noindex, nofollow, noarchive',
  });
}

function sendFile(c: Page, { bytes, type }: File, cache: string): Response {
  return c.body(bytes, 200, { 'Content-Type': type, 'Cache-Control': cache });
}

function newNonce(): string {
  return randomBytes(16).toString('base64');
}
