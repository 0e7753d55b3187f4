import { createRoute, z } from '@hono/zod-openapi';
import { content } from '../../api-types.ts';
import { rowId, word } from '../../limits.ts';
import { previewOf, storedPicture, themeAsset } from '../preview.ts';
import { requireRight } from '../roles.ts';
import { type Api, type ApiContext, ERRORS } from './api.ts';

/** The very page that readers would get. */
export function previewRoutes(api: Api): void {
  const wanted = z.strictObject({
    edition: rowId,
    /** As it stands in a form; without it, what was saved last. */
    content: content.optional(),
    /** As what it would be published; without it, what the content says. */
    event: z.enum(['publish', 'correct', 'withdraw']).optional(),
    /** Of the front page that a masthead is shown on. */
    language: word.optional(),
  });
  api.openapi(
    createRoute({
      method: 'post',
      path: '/preview',
      summary: 'The very page that readers would get, for a frame without scripts',
      request: { body: { required: true, content: { 'application/json': { schema: wanted } } } },
      responses: { 200: { description: 'A page.', content: { 'text/html': { schema: z.string() } } }, ...ERRORS },
    }),
    async (c) => {
      const { desk, newsroom, now } = c.get('desk');
      return c.html(await previewOf(desk, newsroom, c.get('who'), c.req.valid('json'), now()), 200);
    },
  );

  for (const [path, summary] of [
    ['/preview/media/{name}', 'A size of a picture, `<sha256>.webp`, as a preview names it'],
    ['/preview/assets/{name}', 'The style sheet or a font of a preview'],
  ] as const) {
    api.openAPIRegistry.registerPath({
      method: 'get',
      path,
      summary,
      request: { params: z.object({ name: word }) },
      responses: { 200: { description: 'The file, for ever the same.' }, ...ERRORS },
    });
  }
  api.get('/preview/media/:name', (c) => {
    requireRight(c.get('who'), 'read');
    return sent(c, storedPicture(c.get('desk').desk, c.req.param('name')));
  });
  api.get('/preview/assets/:name', async (c) => {
    requireRight(c.get('who'), 'read');
    return sent(c, await themeAsset(c.get('desk').newsroom, c.req.param('name')));
  });
}

/** Named by their hashes: for ever the same. */
function sent(c: ApiContext, file: ReturnType<typeof storedPicture>): Response {
  if (!file) return c.text('', 404);
  return c.body(file.bytes, 200, {
    'Content-Type': file.type,
    'Cache-Control': 'private, max-age=31536000, immutable',
  });
}
