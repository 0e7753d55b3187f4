import { z } from '@hono/zod-openapi';
import { DaftarError } from '../../../base/errors.ts';
import * as shapes from '../../admin-types.ts';
import { createToken, listTokens, revokeToken } from '../tokens.ts';
import { type Api, audited, done, route } from './api.ts';

const newToken = z.strictObject({
  name: z.string().trim().min(1).max(100),
  /** What it may do, of what its owner may. */
  scopes: shapes.scopes,
  /** A time in UTC; null never ends. */
  expires: z.iso.datetime().nullable().default(null),
});
const which = z.object({ all: z.enum(['true', 'false']).optional() });

/** Keys for programs. Only people make them, at the desk. */
export function tokenRoutes(api: Api): void {
  api.openapi(
    route('get', '/tokens', 'One’s own tokens; everybody’s with `all=true`, for administrators', {
      by: 'person',
      query: which,
      ok: z.array(shapes.token),
    }),
    async (c) => {
      const all = c.req.valid('query').all === 'true';
      return c.json(await listTokens(c.get('desk').desk.db, c.get('who'), all), 200);
    },
  );
  api.openapi(
    route('post', '/tokens', 'A new token, whose secret is shown this once', {
      by: 'person',
      body: newToken,
      ok: z.strictObject({ id: z.int(), token: z.string() }),
    }),
    async (c) => {
      const { desk, now } = c.get('desk');
      const sent = c.req.valid('json');
      requireFuture(sent.expires, now());
      const { id, secret } = await createToken(desk.db, c.get('who'), sent, now());
      await audited(c, 'token.make', `token:${id}`, sent);
      return c.json({ id, token: secret }, 200);
    },
  );
  api.openapi(route('delete', '/tokens/{id}', 'Revokes a token', { by: 'person', id: true, ok: done }), async (c) => {
    const { desk, now } = c.get('desk');
    const { id } = c.req.valid('param');
    await revokeToken(desk.db, c.get('who'), id, now());
    await audited(c, 'token.revoke', `token:${id}`);
    return c.json({ done: true as const }, 200);
  });
}

function requireFuture(expires: string | null, now: Date): void {
  if (expires === null || Date.parse(expires) > now.getTime()) return;
  throw new DaftarError('INVALID', 'A token cannot end before it begins.', 'Give a time that is still to come.');
}
