import { z } from '@hono/zod-openapi';
import { STATES, TRANSLATION_STATES } from '../../api-types.ts';
import { word } from '../../limits.ts';
import * as shapes from '../../list-types.ts';
import { doBulk } from '../bulk.ts';
import type { Desk } from '../intake.ts';
import { listItems } from '../lists.ts';
import { requirePerson } from '../people.ts';
import { RULES } from '../rules.ts';
import { searchDesk } from '../search-desk.ts';
import { mastheadOf } from '../settings.ts';
import { deleteView, saveView, viewsOf } from '../views.ts';
import { type Api, type ApiContext, audited, done, route } from './api.ts';

const day = z.iso.date();
/** What a person's name stands for, or `me`. */
const someone = z.string().max(100);
const flag = z.enum(['1', 'true', '0', 'false']).transform((value) => value === '1' || value === 'true');

const listQuery = z.object({
  kind: word.optional(),
  language: word.optional(),
  /** One, or several with commas between them. */
  state: z
    .string()
    .max(200)
    .transform((states) => states.split(','))
    .pipe(z.array(z.enum(STATES)))
    .optional(),
  translation: z.enum(TRANSLATION_STATES).optional(),
  assignee: someone.optional(),
  author: someone.optional(),
  from: day.optional(),
  to: day.optional(),
  restricted: flag.optional(),
  archived: flag.optional(),
  q: z.string().max(400).optional(),
  sort: z.enum(shapes.SORTS).optional(),
  cursor: z.string().max(400).optional(),
  limit: z.coerce.number().int().min(1).max(200).optional(),
});

/** Lists, search, saved views, and what is done to several at once. */
export function listRoutes(api: Api): void {
  api.openapi(
    route('get', '/items', 'Items, each once, for its newest edition that matches; a page at a time', {
      query: listQuery,
      ok: shapes.itemList,
    }),
    async (c) => {
      const { desk } = c.get('desk');
      const { assignee, author, ...query } = c.req.valid('query');
      const who = c.get('who');
      const person = (id: string | undefined) => (id === 'me' ? who.id : id);
      const narrowed = { ...query, assignee: person(assignee), author: person(author) };
      return c.json(await listItems(desk, who, narrowed, await languagesOf(c)), 200);
    },
  );
  search(api);
  views(api);
  bulk(api);
}

/** Those that the organisation publishes in; before there is a masthead, those that there are. */
export async function languagesOf(c: ApiContext): Promise<string[]> {
  const { desk, languages } = c.get('desk');
  const chosen = (await mastheadOf((desk as Desk).db)).languages;
  return chosen.length > 0 ? chosen : [...languages.keys()];
}

function search(api: Api): void {
  const query = z.object({
    q: z.string().max(400),
    language: word.optional(),
    kind: word.optional(),
    limit: z.coerce.number().int().min(1).max(50).optional(),
  });
  api.openapi(
    route('get', '/search', 'Drafts and published editions in all scripts, as somebody types', {
      query,
      ok: z.array(shapes.foundLine),
    }),
    async (c) => c.json(await searchDesk(c.get('desk').desk, c.get('who'), c.req.valid('query')), 200),
  );
}

function views(api: Api): void {
  const ok = z.array(shapes.savedListView);
  const own = (c: ApiContext) => viewsOf(c.get('desk').desk, c.get('who'));

  api.openapi(route('get', '/views', 'The lists that whoever asks has saved', { ok }), async (c) =>
    c.json(await own(c), 200),
  );

  const body = z.strictObject({ name: z.string().trim().min(1).max(80), query: z.string().max(2000) });
  api.openapi(route('post', '/views', 'Saves a list under a name', { body, ok }), async (c) => {
    await saveView(c.get('desk').desk, c.get('who'), c.req.valid('json'));
    return c.json(await own(c), 200);
  });

  api.openapi(route('delete', '/views/{id}', 'Forgets a saved list', { id: true, ok: done }), async (c) => {
    await deleteView(c.get('desk').desk, c.get('who'), c.req.valid('param').id);
    return c.json({ done: true as const }, 200);
  });
}

function bulk(api: Api): void {
  api.openapi(
    route('post', '/bulk', 'Does one thing to several editions, and says of each what came of it', {
      body: shapes.bulk,
      ok: shapes.bulkResult,
    }),
    async (c) => {
      const { desk, newsroom, now } = c.get('desk');
      const sent = c.req.valid('json');
      if (sent.assignee) await requirePerson(desk.db, sent.assignee);
      const context = { rules: RULES, publisher: newsroom, now: now() };
      const results = await doBulk(desk, c.get('who'), sent, context);
      for (const { id, done } of results) if (done) await audited(c, `edition.${sent.action}`, `edition:${id}`);
      return c.json(results, 200);
    },
  );
}
