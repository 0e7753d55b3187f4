import { z } from '@hono/zod-openapi';
import { kinds } from '../../../kinds/index.ts';
import { kindWords } from '../../../kinds/kind.ts';
import { languages } from '../../../languages/index.ts';
import * as shapes from '../../api-types.ts';
import { rowId, rowIdInPath, sentence, word } from '../../limits.ts';
import { viewEdition, viewItem } from '../edition-view.ts';
import {
  addEdition,
  archiveEdition,
  assign,
  contentOf,
  createItem,
  editionWith,
  liftRestriction,
  readableBy,
  revisionRow,
  saveEdition,
} from '../editions.ts';
import { namesOf, requirePerson } from '../people.ts';
import { present } from '../presence.ts';
import { compareRevisions, nameRevision, restoreRevision, revisionsOf } from '../revisions.ts';
import { requireRight } from '../roles.ts';
import { RULES } from '../rules.ts';
import { declareCurrent, sourceOf } from '../source.ts';
import { type Api, type ApiContext, audited, errorJson, errorShape, route } from './api.ts';

/** Items, their editions and revisions: writing and translating. The way to readers is in review.ts. */
export function editionRoutes(api: Api): void {
  declarations(api);
  items(api);
  editions(api);
  revisions(api);
  translation(api);
}

function declarations(api: Api): void {
  const kind = z.strictObject({
    id: z.string(),
    section: z.string().nullable(),
    dated: z.boolean(),
    /** Whether texts can name it as issuer or person. */
    isParty: z.boolean(),
    requires: z.array(z.string()),
    fields: z.record(z.string(), z.any()),
    /** By language: what the kind, its fields and their choices are called. */
    words: z.record(z.string(), z.any()),
  });
  api.openapi(route('get', '/kinds', 'The kinds of items, and what their forms ask for', { ok: z.array(kind) }), (c) =>
    c.json(
      [...kinds.values()].map((one) => ({
        id: one.id,
        section: one.section,
        dated: one.dated,
        isParty: one.isParty ?? false,
        requires: one.requires ?? [],
        fields: one.fields,
        words: Object.fromEntries([...languages.values()].map((language) => [language.id, kindWords(one, language)])),
      })),
      200,
    ),
  );

  const language = z.strictObject({ id: z.string(), name: z.string(), direction: z.string() });
  api.openapi(route('get', '/languages', 'The languages that can be written in', { ok: z.array(language) }), (c) =>
    c.json(
      [...languages.values()].map(({ id, name, direction }) => ({ id, name, direction })),
      200,
    ),
  );
}

function items(api: Api): void {
  const first = z.strictObject({
    kind: word,
    language: word,
    content: shapes.content.partial().optional(),
  });
  api.openapi(
    route('post', '/items', 'A new item with its first edition', { body: first, ok: shapes.editionView }),
    async (c) => {
      const { desk, now } = c.get('desk');
      const id = await createItem(desk, c.get('who'), c.req.valid('json'), now());
      await audited(c, 'edition.create', `edition:${id}`);
      return c.json(await viewed(c, id), 200);
    },
  );

  api.openapi(
    route('get', '/items/{id}', 'An item and the states of its editions', { id: true, ok: shapes.itemView }),
    async (c) => c.json(await viewItem(c.get('desk').desk, c.get('who'), c.req.valid('param').id), 200),
  );

  const further = z.strictObject({ language: word, translates: word.nullable() });
  api.openapi(
    route(
      'post',
      '/items/{id}/editions',
      'A further language of an item; as a translation of another one, or on its own',
      { id: true, body: further, ok: shapes.editionView },
    ),
    async (c) => {
      const { desk, now } = c.get('desk');
      const edition = { itemId: c.req.valid('param').id, ...c.req.valid('json') };
      const id = await addEdition(desk, c.get('who'), edition, now());
      await audited(c, 'edition.create', `edition:${id}`);
      return c.json(await viewed(c, id), 200);
    },
  );
}

function editions(api: Api): void {
  api.openapi(route('get', '/editions/{id}', 'An edition, whole', { id: true, ok: shapes.editionView }), async (c) =>
    c.json(await viewed(c, c.req.valid('param').id), 200),
  );

  const save = z.strictObject({
    base: rowId,
    content: shapes.content,
    auto: z.boolean().optional(),
    name: sentence.nullish(),
  });
  const theirs = z.object({ error: errorShape, theirs: shapes.editionView });
  api.openapi(
    route(
      'put',
      '/editions/{id}',
      'Saves an edition on top of the revision `base`; where there is a newer one, nothing is saved and it is shown',
      { id: true, body: save, ok: shapes.savedView, conflict: theirs },
    ),
    async (c) => {
      const { desk, now } = c.get('desk');
      const { id } = c.req.valid('param');
      const body = c.req.valid('json');
      const saved = await saveEdition(desk, c.get('who'), id, body, now()).catch((error) => {
        if (error.code === 'CONFLICT') return { conflict: error };
        throw error;
      });
      if ('conflict' in saved) return c.json({ ...errorJson(saved.conflict), theirs: await viewed(c, id) }, 409);
      if (!body.auto) await audited(c, 'edition.save', `edition:${id}`, { revision: saved.revisionId });
      return c.json({ ...(await viewed(c, id)), cleaned: saved.cleaned }, 200);
    },
  );

  api.openapi(
    route('post', '/editions/{id}/archive', 'Puts away what was never published, or brings it back', {
      id: true,
      body: z.strictObject({ away: z.boolean() }),
      ok: shapes.editionView,
    }),
    async (c) => {
      const { desk, now } = c.get('desk');
      const { id } = c.req.valid('param');
      await archiveEdition(desk, c.get('who'), id, c.req.valid('json').away, now());
      await audited(c, 'edition.archive', `edition:${id}`, c.req.valid('json'));
      return c.json(await viewed(c, id), 200);
    },
  );

  api.openapi(
    route('post', '/editions/{id}/lift-restriction', 'Somebody has read what was kept back, and lets it go on', {
      id: true,
      ok: shapes.editionView,
    }),
    async (c) => {
      const { id } = c.req.valid('param');
      await liftRestriction(c.get('desk').desk, c.get('who'), id);
      await audited(c, 'edition.lift-restriction', `edition:${id}`);
      return c.json(await viewed(c, id), 200);
    },
  );

  api.openapi(
    route('post', '/editions/{id}/assign', 'Names who goes on with it', {
      id: true,
      body: z.strictObject({ user: word.nullable() }),
      ok: shapes.editionView,
    }),
    async (c) => {
      const { id } = c.req.valid('param');
      const { user } = c.req.valid('json');
      if (user !== null) await requirePerson(c.get('desk').desk.db, user);
      await assign(c.get('desk').desk, c.get('who'), id, user);
      await audited(c, 'edition.assign', `edition:${id}`, c.req.valid('json'));
      return c.json(await viewed(c, id), 200);
    },
  );

  api.openapi(
    route('post', '/editions/{id}/presence', 'Says that this tab has it open, and learns who else has', {
      id: true,
      body: z.strictObject({ tab: z.string().max(100), typing: z.boolean() }),
      ok: shapes.presence,
    }),
    async (c) => {
      const { desk, now } = c.get('desk');
      requireRight(c.get('who'), 'read');
      const editionId = c.req.valid('param').id;
      const { head_id, state } = await editionWith(desk.db, editionId);
      const rows = await present(desk, c.get('who'), { editionId, ...c.req.valid('json') }, now());
      const names = await namesOf(
        desk.db,
        rows.map(({ user_id }) => user_id),
      );
      const others = rows.map((row) => ({ ...names.get(row.user_id)!, typing: row.typing === 1, seen: row.seen }));
      return c.json({ others, head: head_id!, state: state as shapes.State }, 200);
    },
  );
}

function revisions(api: Api): void {
  api.openapi(
    route('get', '/editions/{id}/revisions', 'Its revisions, newest first', {
      id: true,
      ok: z.array(shapes.revisionSummary),
    }),
    async (c) => c.json(await summaries(c, c.req.valid('param').id), 200),
  );

  api.openapi(
    route('get', '/revisions/{id}', 'A revision, whole', { id: true, ok: shapes.revisionView }),
    async (c) => {
      const { desk } = c.get('desk');
      requireRight(c.get('who'), 'read');
      const { id, edition_id: edition } = await revisionRow(desk.db, c.req.valid('param').id);
      const summary = (await summaries(c, edition)).find((one) => one.id === id)!;
      const content = readableBy(c.get('who'), await editionWith(desk.db, edition), await contentOf(desk.db, id));
      return c.json({ ...summary, edition, content }, 200);
    },
  );

  api.openapi(
    route('patch', '/revisions/{id}', 'Names a revision', {
      id: true,
      body: z.strictObject({ name: sentence }),
      ok: z.array(shapes.revisionSummary),
    }),
    async (c) => {
      const { desk } = c.get('desk');
      const { id } = c.req.valid('param');
      await nameRevision(desk, c.get('who'), id, c.req.valid('json').name);
      return c.json(await summaries(c, (await revisionRow(desk.db, id)).edition_id), 200);
    },
  );

  api.openapi(
    route('post', '/revisions/{id}/restore', 'Saves what an older revision says on top of the revision `base`', {
      id: true,
      body: z.strictObject({ base: rowId }),
      ok: shapes.editionView,
    }),
    async (c) => {
      const { desk, now } = c.get('desk');
      const { id } = c.req.valid('param');
      const { edition_id } = await revisionRow(desk.db, id);
      await restoreRevision(desk, c.get('who'), id, c.req.valid('json').base, now());
      await audited(c, 'edition.restore', `edition:${edition_id}`, { revision: id });
      return c.json(await viewed(c, edition_id), 200);
    },
  );

  const two = z.object({ from: rowIdInPath, to: rowIdInPath });
  api.openapi(
    route('get', '/compare', 'Two revisions, word by word', { query: two, ok: shapes.comparison }),
    async (c) => {
      const { from, to } = c.req.valid('query');
      return c.json(await compareRevisions(c.get('desk').desk, c.get('who'), from, to), 200);
    },
  );
}

function translation(api: Api): void {
  api.openapi(
    route('get', '/editions/{id}/source', 'What it was translated from, and what has changed there since', {
      id: true,
      ok: shapes.sourceView,
    }),
    async (c) => c.json(await sourceOf(c.get('desk').desk, c.get('who'), c.req.valid('param').id), 200),
  );

  api.openapi(
    route('post', '/editions/{id}/current', 'The translator says that it says what this revision of its source says', {
      id: true,
      body: z.strictObject({ revision: rowId }),
      ok: shapes.editionView,
    }),
    async (c) => {
      const { desk, now } = c.get('desk');
      const at = { editionId: c.req.valid('param').id, ...c.req.valid('json') };
      await declareCurrent(desk, c.get('who'), at, now());
      await audited(c, 'edition.current', `edition:${at.editionId}`, { revision: at.revision });
      return c.json(await viewed(c, at.editionId), 200);
    },
  );
}

/** The edition as whoever asks sees it now: the answer to whatever changed it. */
export function viewed(c: ApiContext, editionId: number): Promise<shapes.EditionView> {
  const { desk } = c.get('desk');
  return viewEdition(desk, c.get('who'), RULES, editionId);
}

async function summaries(c: ApiContext, editionId: number): Promise<shapes.RevisionSummary[]> {
  const { desk } = c.get('desk');
  const rows = await revisionsOf(desk, c.get('who'), editionId);
  const names = await namesOf(
    desk.db,
    rows.map(({ author_id }) => author_id),
  );
  return rows.map(({ author_id, auto, ...row }) => ({
    ...row,
    auto: auto === 1,
    author: names.get(author_id) ?? null,
  }));
}
