import { createReadStream, statSync } from 'node:fs';
import { Readable } from 'node:stream';
import { z } from '@hono/zod-openapi';
import { DaftarError } from '../../../base/errors.ts';
import * as shapes from '../../media-types.ts';
import { notFound } from '../editions.ts';
import type { Desk } from '../intake.ts';
import { uploadLimits } from '../uploads/limits.ts';
import { ResumableUploads } from '../uploads/resumable.ts';
import { changeMedium, deleteMedium, listMedia, mediaFile, mediumDetail, mediumFor, pictureFile } from '../uploads.ts';
import { type Api, type ApiContext, audited, done, errorJson, numbered, route, statusOf } from './api.ts';

const UPLOADS = '/api/uploads';
/** A file by its number in the library; a picture also by the hash by which a text names it. */
const fileNamed = z.object({ id: z.union([z.string().regex(/^[0-9a-f]{64}$/), numbered.shape.id]) });

const width = z.coerce.number().int().min(1).max(100_000);

/** The media library: files that people upload, and what stands in texts of them. */
export function uploadRoutes(api: Api): void {
  document(api);
  api.all('/uploads', receive);
  api.all('/uploads/:id', receive);

  api.openapi(
    route('get', '/media', 'The library, the newest first', { query: shapes.mediaSearch, ok: shapes.mediaLibrary }),
    async (c) => {
      const { desk } = c.get('desk');
      const { used, ...query } = c.req.valid('query');
      const found = await listMedia(desk, c.get('who'), { ...query, used: used && used === 'yes' });
      return c.json({ ...found, limits: await uploadLimits(desk) }, 200);
    },
  );
  api.openapi(
    route('get', '/media/{id}', 'An upload, and where it is used', { id: true, ok: shapes.mediaDetail }),
    async (c) => c.json(await mediumDetail(c.get('desk').desk, c.get('who'), c.req.valid('param').id), 200),
  );
  api.openapi(
    route('patch', '/media/{id}', 'Words, credit, rights, focus and crop', {
      id: true,
      body: shapes.mediaChange,
      ok: shapes.mediaDetail,
    }),
    async (c) => {
      const { desk } = c.get('desk');
      const { id } = c.req.valid('param');
      await changeMedium(desk, c.get('who'), id, c.req.valid('json'));
      await audited(c, 'media.change', `media:${id}`, { changed: Object.keys(c.req.valid('json')) });
      return c.json(await mediumDetail(desk, c.get('who'), id), 200);
    },
  );
  api.openapi(route('delete', '/media/{id}', 'Deletes what is used nowhere', { id: true, ok: done }), async (c) => {
    const { desk } = c.get('desk');
    const { id } = c.req.valid('param');
    const { name, sha256 } = await mediumDetail(desk, c.get('who'), id);
    await deleteMedium(desk, c.get('who'), id);
    await audited(c, 'media.delete', `media:${id}`, { name, sha256 });
    return c.json({ done: true as const }, 200);
  });
  api.openapi(
    route('post', '/media/{id}/medium', 'A picture as it stands in a draft’s content, in a role and a language', {
      id: true,
      body: shapes.mediumWanted,
      ok: shapes.medium,
    }),
    async (c) => {
      const { role, language } = c.req.valid('json');
      const { id } = c.req.valid('param');
      return c.json(await mediumFor(c.get('desk').desk, c.get('who'), id, role, language), 200);
    },
  );

  api.get('/media/:id/file', async (c) => {
    const { data } = fileNamed.safeParse(c.req.param());
    if (!data) throw notFound(`file ${c.req.param('id')}`);
    const { id } = data;
    const wanted = width.optional().parse(c.req.query('width')) ?? null;
    const [{ desk }, who] = [c.get('desk'), c.get('who')];
    const file = typeof id === 'number' ? mediaFile(desk, who, id, wanted) : pictureFile(desk, who, id, wanted);
    const { path, type, name, family } = await file;
    const disposition = `${family === 'pdf' ? 'attachment' : 'inline'}; filename*=UTF-8''${encodeURIComponent(name)}`;
    return sendFile(path, c.req.header('range'), {
      'Content-Type': type,
      'Content-Disposition': disposition,
      // By the hash of its bytes the same address is for ever the same file, and for signed-in eyes alone.
      'Cache-Control': 'private, max-age=3600',
    });
  });
}

/** What is not JSON is told to the documentation by itself. */
function document({ openAPIRegistry }: Api): void {
  const tus = { description: 'As the protocol says; at the end the header Daftar-Media names the upload.' };
  const refusals = { '4XX': { description: 'As everywhere, in JSON; or what the protocol says.' } };
  const summary =
    'Resumable uploads by the tus protocol 1.0.0 (HEAD asks how much has come): https://tus.io/protocols/resumable-upload';
  openAPIRegistry.registerPath({ method: 'post', path: '/uploads', summary, responses: { 201: tus, ...refusals } });
  for (const method of ['patch', 'delete'] as const) {
    const request = { params: z.object({ id: z.string().regex(/^[0-9a-f]{32}$/) }) };
    openAPIRegistry.registerPath({
      method,
      path: '/uploads/{id}',
      summary,
      request,
      responses: { 200: tus, ...refusals },
    });
  }
  openAPIRegistry.registerPath({
    method: 'get',
    path: '/media/{id}/file',
    summary: 'The file itself; of a picture, with `width`, a copy in WebP that is at least so wide where it can be',
    request: { params: fileNamed, query: z.object({ width: width.optional() }) },
    responses: { 200: { description: 'The bytes; parts of them by Range.' }, ...refusals },
  });
}

const open = new WeakMap<Desk, ResumableUploads>();

async function receive(c: ApiContext): Promise<Response> {
  const { desk, now } = c.get('desk');
  const uploads = open.get(desk) ?? new ResumableUploads(desk, { path: UPLOADS, now, answerError });
  open.set(desk, uploads);
  const response = await uploads.handle(c.req.raw, c.get('who'));
  const id = response.headers.get('daftar-media');
  if (id && c.req.method === 'PATCH' && response.headers.get('daftar-duplicate') === 'false') {
    await audited(c, 'media.upload', `media:${id}`);
  }
  return response;
}

function answerError(error: unknown): { status: number; body: string } {
  const known =
    error instanceof DaftarError
      ? error
      : new DaftarError('UNEXPECTED', 'The file could not be taken in.', 'Try again; what came so far is kept.');
  if (known !== error) console.error(error);
  return { status: statusOf(known.code), body: JSON.stringify(errorJson(known)) };
}

/** Whole, or the part that a player asks for to jump in a recording. */
function sendFile(path: string, range: string | undefined, headers: Record<string, string>): Response {
  const { size } = statSync(path);
  const asked = /^bytes=(\d*)-(\d*)$/.exec(range ?? '');
  const last = asked && !asked[1] ? Number(asked[2]) : null;
  const start = last === null ? Number(asked?.[1] ?? 0) : Math.max(0, size - last);
  const end = last === null && asked?.[2] ? Math.min(Number(asked[2]), size - 1) : size - 1;
  if (start > end) return new Response(null, { status: 416, headers: { 'Content-Range': `bytes */${size}` } });
  const partial: Record<string, string> = asked ? { 'Content-Range': `bytes ${start}-${end}/${size}` } : {};
  const body = Readable.toWeb(createReadStream(path, { start, end })) as ReadableStream;
  return new Response(body, {
    status: asked ? 206 : 200,
    headers: { ...headers, ...partial, 'Accept-Ranges': 'bytes', 'Content-Length': String(end - start + 1) },
  });
}
