import { z } from '@hono/zod-openapi';
import { content } from '../../api-types.ts';
import { sentence, word } from '../../limits.ts';
import * as shapes from '../../review-types.ts';
import { changeTerm, exportTerms, importTerms, listTerms, putTerm, removeTerm, suggestionsFor } from '../glossary.ts';
import { type Api, audited, done, ERRORS, route } from './api.ts';

/** Agreed renderings of names and terms. */
export function glossaryRoutes(api: Api): void {
  const query = z.object({
    from: z.string().max(20).optional(),
    to: z.string().max(20).optional(),
    q: z.string().max(200).optional(),
  });
  const sent = z.strictObject({
    from: word,
    to: word,
    term: sentence,
    rendering: sentence,
    note: sentence.default(''),
  });
  api.openapi(
    route('get', '/glossary', 'Terms and their agreed renderings', { query, ok: shapes.termList }),
    async (c) => c.json(await listTerms(c.get('desk').desk, c.get('who'), c.req.valid('query')), 200),
  );
  api.openapi(
    route('post', '/glossary', 'Adds a term; one that is there already gets this rendering', {
      body: sent,
      ok: shapes.term,
    }),
    async (c) => {
      const { desk, now } = c.get('desk');
      const term = await putTerm(desk, c.get('who'), c.req.valid('json'), now());
      await audited(c, 'glossary.put', `term:${term.id}`, term);
      return c.json(term, 200);
    },
  );
  api.openapi(
    route('put', '/glossary/{id}', 'Changes a term', { id: true, body: sent, ok: shapes.term }),
    async (c) => {
      const { desk, now } = c.get('desk');
      const { id } = c.req.valid('param');
      const term = await changeTerm(desk, c.get('who'), id, c.req.valid('json'), now());
      await audited(c, 'glossary.put', `term:${id}`, term);
      return c.json(term, 200);
    },
  );
  api.openapi(route('delete', '/glossary/{id}', 'Takes a term out', { id: true, ok: done }), async (c) => {
    const { id } = c.req.valid('param');
    await removeTerm(c.get('desk').desk, c.get('who'), id);
    await audited(c, 'glossary.remove', `term:${id}`);
    return c.json({ done: true as const }, 200);
  });
  api.openapi(
    route('post', '/glossary/import', 'Takes in a table of CSV, all of it or nothing', {
      body: z.strictObject({ csv: z.string().max(5_000_000) }),
      ok: z.strictObject({ count: z.int() }),
    }),
    async (c) => {
      const { desk, now } = c.get('desk');
      const count = await importTerms(desk, c.get('who'), c.req.valid('json').csv, now());
      await audited(c, 'glossary.import', 'glossary', { count });
      return c.json({ count }, 200);
    },
  );
  api.openAPIRegistry.registerPath({
    method: 'get',
    path: '/glossary.csv',
    summary: 'The whole glossary as CSV',
    responses: { 200: { description: 'All of it.', content: { 'text/csv': { schema: z.string() } } }, ...ERRORS },
  });
  api.get('/glossary.csv', async (c) => {
    const csv = await exportTerms(c.get('desk').desk, c.get('who'));
    return c.body(csv, 200, {
      'Content-Type': 'text/csv; charset=utf-8',
      'Content-Disposition': 'attachment; filename="glossary.csv"',
    });
  });

  const suggestions = z.array(shapes.suggestion);
  api.openapi(
    route('get', '/editions/{id}/glossary', 'Terms that stand in the source of a translation, as it was saved', {
      id: true,
      ok: suggestions,
    }),
    async (c) => c.json(await suggestionsFor(c.get('desk').desk, c.get('who'), c.req.valid('param').id), 200),
  );
  api.openapi(
    route('post', '/editions/{id}/glossary', 'The same for a translation as it stands in a form', {
      id: true,
      body: z.strictObject({ content }),
      ok: suggestions,
    }),
    async (c) => {
      const { id } = c.req.valid('param');
      return c.json(await suggestionsFor(c.get('desk').desk, c.get('who'), id, c.req.valid('json').content), 200);
    },
  );
}
