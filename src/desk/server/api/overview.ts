import { z } from '@hono/zod-openapi';
import * as shapes from '../../list-types.ts';
import { calendarOf } from '../calendar.ts';
import { overviewFor } from '../overview.ts';
import { type Api, route } from './api.ts';
import { languagesOf } from './lists.ts';

/** What the desk shows first, and its calendar. */
export function overviewRoutes(api: Api): void {
  api.openapi(
    route('get', '/overview', 'What waits for whoever asks, what goes out next, what lags and what went out', {
      ok: shapes.overview,
    }),
    async (c) => {
      const { desk, now } = c.get('desk');
      return c.json(await overviewFor(desk, c.get('who'), await languagesOf(c), now()), 200);
    },
  );

  const range = z.object({ from: z.iso.date(), to: z.iso.date() });
  api.openapi(
    route('get', '/calendar', 'What goes out and what went out in these days', { query: range, ok: shapes.calendar }),
    async (c) => c.json(await calendarOf(c.get('desk').desk, c.get('who'), c.req.valid('query')), 200),
  );
}
