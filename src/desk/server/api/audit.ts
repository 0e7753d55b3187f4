import { z } from '@hono/zod-openapi';
import { stream } from 'hono/streaming';
import { type AuditEntry, auditEntry } from '../../admin-types.ts';
import { rowIdInPath } from '../../limits.ts';
import { auditCsv, searchAudit } from '../audit.ts';
import { calledOf } from '../audit-names.ts';
import { requireRight } from '../roles.ts';
import { type Api, audited, ERRORS, route } from './api.ts';

const query = z.object({
  /** Stands in the name, the action, the object, the details or the address. */
  text: z.string().max(200).optional(),
  /** A person's id. */
  user: z.string().max(100).optional(),
  /** An action, or how several begin: `staff.` */
  action: z.string().max(100).optional(),
  /** UTC, inclusive; `to` is not. */
  from: z.iso.datetime().optional(),
  to: z.iso.datetime().optional(),
});
const page = query.extend({
  /** For the next page: the last id of this one. */
  before: rowIdInPath.optional(),
  limit: z.coerce.number().int().positive().max(1000).optional(),
});

/** Who did what. */
export function auditRoutes(api: Api): void {
  api.openapi(
    route('get', '/audit', 'The audit log, newest first', { query: page, ok: z.array(auditEntry) }),
    async (c) => {
      requireRight(c.get('who'), 'audit');
      const { db } = c.get('desk').desk;
      const found = await searchAudit(db, c.req.valid('query'));
      const called = await calledOf(
        db,
        found.map(({ object }) => object),
      );
      const lines = found.map((line) => ({ ...line, called: called.get(line.object) ?? null }));
      return c.json(lines as AuditEntry[], 200);
    },
  );
  api.openAPIRegistry.registerPath({
    method: 'get',
    path: '/audit.csv',
    summary: 'The audit log as CSV',
    request: { query },
    responses: {
      200: { description: 'All that matches.', content: { 'text/csv': { schema: z.string() } } },
      ...ERRORS,
    },
  });
  api.get('/audit.csv', async (c) => {
    requireRight(c.get('who'), 'audit');
    const asked = query.parse(c.req.query());
    await audited(c, 'audit.export', 'audit', asked);
    c.header('Content-Type', 'text/csv; charset=utf-8');
    c.header('Content-Disposition', 'attachment; filename="audit.csv"');
    return stream(c, async (out) => {
      for await (const piece of auditCsv(c.get('desk').desk.db, asked)) await out.write(piece);
    });
  });
}
