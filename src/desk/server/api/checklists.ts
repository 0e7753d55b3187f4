import { z } from '@hono/zod-openapi';
import { rowId, word } from '../../limits.ts';
import { checklist } from '../../review-types.ts';
import { checklistOf, tick } from '../checklists.ts';
import { type Api, audited, route } from './api.ts';

/** What is to be ticked before an edition can be approved. */
export function checklistRoutes(api: Api): void {
  api.openapi(
    route('get', '/editions/{id}/checklist', 'Its kind’s checklist, and what is ticked for the newest revision', {
      id: true,
      ok: checklist,
    }),
    async (c) => c.json(await checklistOf(c.get('desk').desk, c.get('who'), c.req.valid('param').id), 200),
  );
  api.openapi(
    route('put', '/editions/{id}/checklist', 'Ticks a point for a revision, or takes the tick away', {
      id: true,
      body: z.strictObject({ revision: rowId, point: word, ticked: z.boolean() }),
      ok: checklist,
    }),
    async (c) => {
      const { desk, now } = c.get('desk');
      const { id } = c.req.valid('param');
      await tick(desk, c.get('who'), { editionId: id, ...c.req.valid('json') }, now());
      await audited(c, 'edition.tick', `edition:${id}`, c.req.valid('json'));
      return c.json(await checklistOf(desk, c.get('who'), id), 200);
    },
  );
}
