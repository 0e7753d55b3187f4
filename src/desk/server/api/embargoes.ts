import { z } from '@hono/zod-openapi';
import { rowId } from '../../limits.ts';
import { embargo, newEmbargo } from '../../review-types.ts';
import { embargoesOf, giveEmbargoed, revokeEmbargo } from '../embargoes.ts';
import { type Api, type ApiContext, audited, route } from './api.ts';

/** Private links for journalists. What they open is in embargo-pages.ts. */
export function embargoRoutes(api: Api): void {
  api.openapi(
    route('get', '/editions/{id}/embargoes', 'Its private links, and who opened them', {
      id: true,
      ok: z.array(embargo),
    }),
    async (c) => c.json(await linksOf(c, c.req.valid('param').id), 200),
  );
  api.openapi(
    route('post', '/editions/{id}/embargoes', 'Gives somebody a private link to a revision; it is shown this once', {
      id: true,
      body: z.strictObject({
        revision: rowId,
        /** For whom. */
        label: z.string().trim().min(1).max(200),
        expires: z.iso.datetime({ offset: true }),
      }),
      ok: newEmbargo,
    }),
    async (c) => {
      const { desk, now, baseUrl } = c.get('desk');
      const editionId = c.req.valid('param').id;
      const wanted = c.req.valid('json');
      const { id, secret } = await giveEmbargoed(desk, c.get('who'), { editionId, ...wanted }, now());
      await audited(c, 'embargo.give', `edition:${editionId}`, { embargo: id, ...wanted });
      const made = (await linksOf(c, editionId)).find((one) => one.id === id)!;
      return c.json({ ...made, link: `${baseUrl()}/embargo/${secret}` }, 200);
    },
  );
  api.openapi(
    route('delete', '/embargoes/{id}', 'Ends a private link at once', { id: true, ok: z.array(embargo) }),
    async (c) => {
      const { desk, now } = c.get('desk');
      const { id } = c.req.valid('param');
      const edition = await revokeEmbargo(desk, c.get('who'), id, now());
      await audited(c, 'embargo.revoke', `edition:${edition}`, { embargo: id });
      return c.json(await linksOf(c, edition), 200);
    },
  );
}

function linksOf(c: ApiContext, editionId: number) {
  const { desk, now } = c.get('desk');
  return embargoesOf(desk, c.get('who'), editionId, now());
}
