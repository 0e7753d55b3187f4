import { settingsShape } from '../../admin-types.ts';
import { requireRight } from '../roles.ts';
import { changeSettings, readSettings } from '../settings.ts';
import { type Api, audited, route } from './api.ts';

/** How this desk works. Everybody may see it; it is part of what they have to keep to. */
export function settingsRoutes(api: Api): void {
  api.openapi(route('get', '/settings', 'How this desk works', { ok: settingsShape }), async (c) => {
    requireRight(c.get('who'), 'read');
    return c.json(await readSettings(c.get('desk').desk.db), 200);
  });
  api.openapi(
    route('put', '/settings', 'Changes the settings that are given', {
      body: settingsShape.partial(),
      ok: settingsShape,
    }),
    async (c) => {
      requireRight(c.get('who'), 'settings');
      const { db } = c.get('desk').desk;
      const change = c.req.valid('json');
      const before = await readSettings(db);
      await db.transaction().execute((trx) => changeSettings(trx, change));
      const changed = Object.fromEntries(
        Object.entries(change).map(([key, now]) => [key, { before: before[key as keyof typeof before], now }]),
      );
      await audited(c, 'settings.change', 'settings', changed);
      return c.json(await readSettings(db), 200);
    },
  );
}
