import { createReadStream, statSync } from 'node:fs';
import { Readable } from 'node:stream';
import { z } from '@hono/zod-openapi';
import { DaftarError } from '../../../base/errors.ts';
import type { Desk } from '../intake.ts';
import { ResumableUploads } from '../uploads/resumable.ts';
import { changeMedium, deleteMedium, listMedia, mediaFile, mediumDetail, mediumFor, uploadLimits } from '../uploads.ts';
import { type Api, type ApiContext, audited, done, errorJson, numbered, route, statusOf } from './api.ts';

const UPLOADS = '/api/uploads';

/** The media library: files that people upload, and what stands in texts of them. */
export function uploadRoutes(api: Api): void {
  api.all('/uploads', receive);
  api.all('/uploads/:id', receive);

  api.openapi(route('get', '/media', 'The library, the newest first', { query: search, ok: library }), async (c) => {
    const { desk } = c.get('desk');
    const { used, ...query } = c.req.valid('query');
    const found = await listMedia(desk, c.get('who'), { ...query, used: used && used === 'yes' });
    return c.json({ ...found, limits: await uploadLimits(desk) }, 200);
  });
  api.openapi(route('get', '/media/{id}', 'An upload, and where it is used', { id: true, ok: detail }), async (c) =>
    c.json(await mediumDetail(c.get('desk').desk, c.get('who'), c.req.valid('param').id), 200),
  );
  api.openapi(
    route('patch', '/media/{id}', 'Words, credit, rights, focus and crop', { id: true, body: change, ok: detail }),
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
      body: wanted,
      ok: medium,
    }),
    async (c) => {
      const { role, language } = c.req.valid('json');
      const { id } = c.req.valid('param');
      return c.json(await mediumFor(c.get('desk').desk, c.get('who'), id, role, language), 200);
    },
  );

  api.get('/media/:id/file', async (c) => {
    const { id } = numbered.parse(c.req.param());
    const width = z.coerce
      .number()
      .int()
      .positive()
      .nullable()
      .parse(c.req.query('width') ?? null);
    const { path, type, name, family } = await mediaFile(c.get('desk').desk, c.get('who'), id, width);
    const disposition = `${family === 'pdf' ? 'attachment' : 'inline'}; filename*=UTF-8''${encodeURIComponent(name)}`;
    return sendFile(path, c.req.header('range'), {
      'Content-Type': type,
      'Content-Disposition': disposition,
      // By the hash of its bytes the same address is for ever the same file, and for signed-in eyes alone.
      'Cache-Control': 'private, max-age=3600',
    });
  });
}

const unit = z.number().min(0).max(1);
const size = z.object({ sha256: z.string(), type: z.string(), width: z.int(), height: z.int() });
const role = z.enum(['lead', 'portrait', 'figure', 'emblem']);
const family = z.enum(['picture', 'audio', 'video', 'pdf']);
const focus = z.strictObject({ x: unit, y: unit });
const crop = z.strictObject({ x: unit, y: unit, width: unit.min(0.01), height: unit.min(0.01) }).nullable();
const words = z.record(
  z.string().regex(/^[a-z]{2,3}(-[a-z0-9]{2,8})*$/),
  z.strictObject({ alt: z.string().max(2000), caption: z.string().max(2000) }),
);

const media = z
  .object({
    id: z.int(),
    sha256: z.string(),
    name: z.string(),
    type: z.string(),
    family,
    bytes: z.int(),
    width: z.int().nullable(),
    height: z.int().nullable(),
    focus,
    crop,
    credit: z.string(),
    rights: z.string(),
    words,
    /** What was taken out of the file on its way in, or (`removed: false`) could not be. */
    findings: z.array(
      z.object({
        code: z.string(),
        removed: z.boolean(),
        values: z.record(z.string(), z.string()),
        message: z.string(),
      }),
    ),
    who: z.object({ id: z.string(), name: z.string() }).nullable(),
    at: z.string(),
    used: z.boolean(),
  })
  .openapi('Upload');
const detail = z.object({
  ...media.shape,
  uses: z.array(
    z.object({
      edition: z.int(),
      kind: z.string(),
      number: z.string().nullable(),
      language: z.string(),
      title: z.string(),
      in: z.enum(['draft', 'release']),
    }),
  ),
  mayDelete: z.boolean(),
});
const limits = z.object({ picture: z.int(), audio: z.int(), video: z.int(), pdf: z.int() });
const library = z.object({ media: z.array(media), next: z.int().nullable(), limits });
const search = z.object({
  q: z.string().max(200).optional(),
  family: family.optional(),
  used: z.enum(['yes', 'no']).optional(),
  before: z.coerce.number().int().positive().optional(),
  limit: z.coerce.number().int().min(1).max(200).optional(),
});
const change = z
  .strictObject({
    name: z.string().trim().min(1).max(200),
    focus,
    crop,
    credit: z.string().max(500),
    rights: z.string().max(1000),
    words,
  })
  .partial();
const wanted = z.strictObject({ role, language: z.string() });
const medium = z.object({
  sha256: z.string(),
  role,
  alt: z.string(),
  caption: z.string(),
  credit: z.string(),
  sizes: z.array(size),
});

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
