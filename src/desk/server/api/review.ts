import { z } from '@hono/zod-openapi';
import * as shapes from '../../api-types.ts';
import { draftOf } from '../../draft.ts';
import { MANY, paragraphs, rowId, sentence, wholeText, word } from '../../limits.ts';
import { contentOf, editionWith, kindOf, notFound } from '../editions.ts';
import { takeIn } from '../intake.ts';
import { namesOf } from '../people.ts';
import { findingsIn } from '../readiness.ts';
import * as review from '../review.ts';
import { requireRight } from '../roles.ts';
import { RULES } from '../rules.ts';
import { type Api, type ApiContext, audited, route } from './api.ts';
import { viewed } from './editions.ts';

/** The revision that whoever acts has in front of them: another one is newer, and nothing happens. */
const revision = rowId;
const at = z.strictObject({ revision, note: sentence.optional() });

type Moved = z.infer<typeof at> & { time?: string; reason?: string };
type Move = (c: ApiContext, sent: review.At & Moved) => Promise<unknown>;

/** The way of an edition to its readers. */
export function reviewRoutes(api: Api): void {
  const { submit, reopen, requestChanges, approve, schedule, unschedule, withdraw } = review;
  move(api, 'submit', 'Puts it into review', at, (c, sent) => submit(...acting(c), sent, now(c)));
  move(api, 'reopen', 'Takes it back to be written on', at, (c, sent) => reopen(...acting(c), sent, now(c)));
  move(api, 'request-changes', 'Gives it back, and says what should change', at, (c, sent) =>
    requestChanges(...acting(c), sent, now(c)),
  );
  move(api, 'approve', 'Approves this revision', at, (c, sent) => approve(...acting(c), sent, RULES, now(c)));
  move(
    api,
    'schedule',
    'Publishes it at a time to come',
    at.extend({ time: z.iso.datetime({ offset: true }) }),
    (c, sent) => schedule(...acting(c), { ...sent, time: sent.time! }, RULES, now(c)),
  );
  move(api, 'unschedule', 'Takes the schedule back', at, (c, sent) => unschedule(...acting(c), sent, now(c)));
  move(
    api,
    'withdraw',
    'Puts its withdrawal into review, with a reason that readers will see',
    z.strictObject({ revision, reason: sentence }),
    (c, sent) => withdraw(...acting(c), { ...sent, reason: sent.reason! }, now(c)),
  );
  move(api, 'publish', 'Publishes what is approved, now; readers have it when this answers', at, (c, sent) =>
    review.publishEdition(c.get('who'), sent, { rules: RULES, publisher: c.get('desk').newsroom }),
  );
  publishTogether(api);
  history(api);
  whatWouldStand(api);
  fromOutside(api);
}

function move(api: Api, action: string, summary: string, shape: typeof at | z.ZodObject, act: Move): void {
  api.openapi(
    route('post', `/editions/{id}/${action}`, summary, { id: true, body: shape, ok: shapes.editionView }),
    async (c) => {
      const editionId = c.req.valid('param').id;
      const sent = c.req.valid('json') as Moved;
      await act(c, { editionId, ...sent });
      await audited(c, `edition.${action}`, `edition:${editionId}`, { ...sent });
      return c.json(await viewed(c, editionId), 200);
    },
  );
}

function publishTogether(api: Api): void {
  const several = z.strictObject({
    editions: z
      .array(z.strictObject({ id: rowId, revision }))
      .min(1)
      .max(100),
  });
  api.openapi(
    route('post', '/items/{id}/publish', 'Publishes several approved editions of an item, which readers get together', {
      id: true,
      body: several,
      ok: z.array(shapes.editionView),
    }),
    async (c) => {
      const { desk, newsroom } = c.get('desk');
      const { editions } = c.req.valid('json');
      const all = editions.map(({ id, revision }) => ({ editionId: id, revision }));
      // Where one of them is not ready, none goes out.
      for (const at of all) {
        if ((await editionWith(desk.db, at.editionId)).item_id !== c.req.valid('param').id)
          throw notFound(`edition ${at.editionId}`);
        await review.requirePublishable(desk.db, c.get('who'), at, RULES);
      }
      try {
        for (const at of all) {
          await review.publishEdition(c.get('who'), at, { rules: RULES, publisher: newsroom, andRelease: false });
          await audited(c, 'edition.publish', `edition:${at.editionId}`, { revision: at.revision });
        }
      } finally {
        // What is fixed is told to readers, whatever became of the next one.
        await newsroom.release();
      }
      return c.json(await Promise.all(editions.map(({ id }) => viewed(c, id))), 200);
    },
  );
}

function history(api: Api): void {
  api.openapi(
    route('get', '/editions/{id}/history', 'What people did to it on its way, newest first', {
      id: true,
      ok: z.array(shapes.step),
    }),
    async (c) => {
      const { db } = c.get('desk').desk;
      requireRight(c.get('who'), 'read');
      const rows = await db
        .selectFrom('steps')
        .selectAll()
        .where('edition_id', '=', c.req.valid('param').id)
        .orderBy('id', 'desc')
        .execute();
      const names = await namesOf(
        db,
        rows.map(({ who }) => who),
      );
      const steps = rows.map(({ id, action, who, note, at, revision_id }) => ({
        id,
        action,
        note,
        at,
        who: names.get(who) ?? null,
        revision: revision_id,
      }));
      return c.json(steps, 200);
    },
  );
}

function whatWouldStand(api: Api): void {
  api.openapi(
    route('get', '/editions/{id}/release', 'What would stand in the record for ever, were it published now', {
      id: true,
      ok: shapes.wouldStand,
    }),
    async (c) => {
      const { desk, newsroom } = c.get('desk');
      requireRight(c.get('who'), 'read');
      const edition = await editionWith(desk.db, c.req.valid('param').id);
      const content = await contentOf(desk.db, edition.head_id!);
      const release = await newsroom.wouldBe(edition.head_id!);
      return c.json({ release, findings: findingsIn(kindOf(edition.kind), edition.language, content) }, 200);
    },
  );
}

function fromOutside(api: Api): void {
  const party = z.strictObject({
    name: sentence,
    role: sentence.default(''),
    item: word.nullable().default(null),
  });
  const sent = z.strictObject({
    /** The item within its source, the same for all its editions and every later version. */
    key: z
      .string()
      .max(500)
      .regex(/^[a-z0-9-]+:.+$/, 'the name of the source, a colon, and the id there'),
    kind: word,
    language: word,
    title: sentence,
    summary: paragraphs.default(''),
    /** HTML, cleaned here. */
    body: wholeText.default(''),
    dateline: shapes.content.shape.dateline.default(null),
    posted: word.nullable().default(null),
    issuers: z.array(party).max(MANY).default([]),
    people: z.array(party).max(MANY).default([]),
    places: z.array(sentence).max(MANY).default([]),
    tags: z.array(sentence).max(MANY).default([]),
    translates: word.nullable().default(null),
    fields: z.record(word, shapes.anyJson).default({}),
    slug: sentence.nullable().default(null),
    event: z.enum(['publish', 'correct', 'withdraw']).default('publish'),
    note: paragraphs.default(''),
  });
  const answer = z.strictObject({
    edition: z.int(),
    /** Null where exactly this is out already. */
    release: shapes.published.nullable(),
    path: z.string().nullable(),
    /** What cleaning took out, a sentence each. */
    findings: z.array(z.string()),
  });
  api.openapi(
    route(
      'post',
      '/releases',
      'From outside to its release in one call: for organisations that write and approve in another system',
      { body: sent, ok: answer },
    ),
    async (c) => {
      const { desk, newsroom, languages } = c.get('desk');
      requireRight(c.get('who'), 'release');
      if (c.req.valid('json').kind === 'masthead') requireRight(c.get('who'), 'masthead');
      const draft = draftOf(c.req.valid('json') as Parameters<typeof draftOf>[0]);
      const { editionId, revisionId, findings } = await takeIn(desk, draft, (id) => languages.has(id), now(c));
      const release = await newsroom.publish(revisionId, { who: c.get('who').id });
      await newsroom.release();
      await audited(c, 'edition.release', `edition:${editionId}`, { key: draft.key });
      const { path } = await editionWith(desk.db, editionId);
      return c.json({ edition: editionId, release, path, findings }, 200);
    },
  );
}

function acting(c: ApiContext) {
  return [c.get('desk').desk, c.get('who')] as const;
}

function now(c: ApiContext): Date {
  return c.get('desk').now();
}
