import { z } from '@hono/zod-openapi';
import { rowId, sentence } from '../../limits.ts';
import { signOffs } from '../../review-types.ts';
import { signOff, signOffsOf } from '../sign-offs.ts';
import { type Api, audited, route } from './api.ts';

/** Who signs a joint statement off. */
export function signOffRoutes(api: Api): void {
  api.openapi(
    route('get', '/editions/{id}/sign-offs', 'In whose name it goes out, and who has signed the newest revision off', {
      id: true,
      ok: signOffs,
    }),
    async (c) => c.json(await signOffsOf(c.get('desk').desk, c.get('who'), c.req.valid('param').id), 200),
  );
  api.openapi(
    route('put', '/editions/{id}/sign-offs', 'Records that a party has signed a revision off, or takes that back', {
      id: true,
      body: z.strictObject({ revision: rowId, party: sentence, signed: z.boolean() }),
      ok: signOffs,
    }),
    async (c) => {
      const { desk, now } = c.get('desk');
      const { id } = c.req.valid('param');
      await signOff(desk, c.get('who'), { editionId: id, ...c.req.valid('json') }, now());
      await audited(c, 'edition.sign-off', `edition:${id}`, c.req.valid('json'));
      return c.json(await signOffsOf(desk, c.get('who'), id), 200);
    },
  );
}
