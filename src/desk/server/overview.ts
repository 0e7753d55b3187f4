import { type RawBuilder, type SelectQueryBuilder, sql } from 'kysely';
import type { Line, Overview } from '../list-types.ts';
import type { Db, Tables } from './database.ts';
import type { Desk } from './intake.ts';
import { lineRows, linesOf } from './lines.ts';
import { MOST_COUNTED } from './lists.ts';
import { namesOf } from './people.ts';
import { type Actor, may, requireRight } from './roles.ts';
import { isInTranslationState, isMissingIn, isOutdatedIn } from './translation-state.ts';

/** Of each sort; the lists show the rest. */
const SHOWN = 8;

/**
 * What waits for somebody, what goes out next, which translations lag and what went out; `languages` are those of the
 * organisation.
 * @throws DaftarError FORBIDDEN
 */
export async function overviewFor({ db }: Desk, who: Actor, languages: string[], now: Date): Promise<Overview> {
  requireRight(who, 'read');
  return {
    toReview: may(who, 'approve') || may(who, 'edit') ? await toReview(db, who) : [],
    toPublish: may(who, 'publish') ? await saved(db, standing(db, 'approved')) : [],
    changesRequested: await changesRequested(db, who),
    assigned: await assigned(db, who),
    drafts: await saved(db, standing(db, 'draft').where('editions.author_id', '=', who.id)),
    mentions: await mentions(db, who),
    scheduled: await scheduled(db),
    embargoed: await embargoed(db, now),
    failures: await failures(db),
    restricted: may(who, 'edit') ? await restricted(db) : 0,
    translations: await lagging(db, who, languages),
    published: await published(db),
  };
}

function current(db: Db) {
  return lineRows(db).where('editions.archived', 'is', null).where('editions.language', '<>', 'mul').limit(SHOWN);
}

function standing(db: Db, state: string) {
  return current(db).where('editions.state', '=', state);
}

async function saved(db: Db, query: ReturnType<typeof current>): Promise<Line[]> {
  return linesOf(db, await query.orderBy('editions.saved', 'desc').execute(), ({ saved }) => ({ at: saved }));
}

/** The longest waiting first. Who saved it last cannot approve it, and waits for others. */
async function toReview(db: Db, who: Actor): Promise<Line[]> {
  const rows = await standing(db, 'in-review')
    .where(({ eb, or }) => or([eb('editions.author_id', 'is', null), eb('editions.author_id', '<>', who.id)]))
    .orderBy('editions.saved')
    .execute();
  return linesOf(db, rows, ({ saved }) => ({ at: saved }));
}

/** Of whoever wrote it, was given it, or put it into review. */
async function changesRequested(db: Db, who: Actor): Promise<Line[]> {
  const mine = standing(db, 'changes-requested').where(({ eb, or, exists, selectFrom }) =>
    or([
      eb('editions.author_id', '=', who.id),
      eb('editions.assignee_id', '=', who.id),
      exists(
        selectFrom('steps')
          .select('steps.id')
          .whereRef('steps.edition_id', '=', 'editions.id')
          .where('steps.action', '=', 'submit')
          .where('steps.who', '=', who.id),
      ),
    ]),
  );
  return saved(db, mine);
}

async function assigned(db: Db, who: Actor): Promise<Line[]> {
  const mine = current(db).where('editions.assignee_id', '=', who.id);
  return saved(db, mine.where('editions.state', 'in', ['draft', 'changes-requested', 'in-review', 'approved']));
}

async function mentions(db: Db, who: Actor): Promise<Overview['mentions']> {
  const rows = await lineRows(db)
    .innerJoin('comments', 'comments.edition_id', 'editions.id')
    .innerJoin('mentions', 'mentions.comment_id', 'comments.id')
    .select(['comments.id as comment', 'comments.text', 'comments.who as from', 'comments.at as said'])
    .where('mentions.user_id', '=', who.id)
    .where('mentions.seen', 'is', null)
    .where('comments.resolved', 'is', null)
    .orderBy('comments.id', 'desc')
    .limit(SHOWN)
    .execute();
  const names = await namesOf(
    db,
    rows.map(({ from }) => from),
  );
  return linesOf(db, rows, ({ comment, text, from, said }) => ({
    at: said,
    comment,
    text,
    from: names.get(from) ?? null,
  }));
}

async function scheduled(db: Db): Promise<Line[]> {
  const rows = await standing(db, 'scheduled').orderBy('editions.publish_at').execute();
  return linesOf(db, rows, ({ publish_at }) => ({ at: publish_at }));
}

/** Whose links for journalists still open. */
async function embargoed(db: Db, now: Date): Promise<Overview['embargoed']> {
  const rows = await lineRows(db)
    .innerJoin('embargoes', 'embargoes.edition_id', 'editions.id')
    .select(['embargoes.label', 'embargoes.expires'])
    .where('embargoes.revoked', 'is', null)
    .where('embargoes.expires', '>', now.toISOString())
    .orderBy('embargoes.expires')
    .limit(SHOWN)
    .execute();
  return linesOf(db, rows, ({ label, expires }) => ({ at: expires, label }));
}

async function failures(db: Db): Promise<Overview['failures']> {
  const rows = await current(db)
    .where('editions.publish_failure', 'is not', null)
    .orderBy('editions.saved', 'desc')
    .execute();
  return linesOf(db, rows, ({ publish_at, publish_failure }) => ({ at: publish_at, failure: publish_failure! }));
}

async function restricted(db: Db): Promise<number> {
  return counted(db, db.selectFrom('editions').where('restricted', 'is not', null).where('archived', 'is', null));
}

async function published(db: Db): Promise<Line[]> {
  const rows = await lineRows(db)
    .where('editions.released', 'is not', null)
    .where('editions.language', '<>', 'mul')
    .orderBy('editions.released', 'desc')
    .limit(SHOWN)
    .execute();
  return linesOf(db, rows, ({ released }) => ({ at: released }));
}

/** Of the languages that the person translates into; of every one for those who translate into all, or into none. */
async function lagging(db: Db, who: Actor, languages: string[]): Promise<Overview['translations']> {
  const own = languages.filter((language) => may(who, 'translate', language));
  const working = await inWork(db);
  const there = db.selectFrom('editions').where('archived', 'is', null);
  const rows: Overview['translations'] = [];
  for (const language of own.length > 0 ? own : languages) {
    const missing = there.where('language', '<>', 'mul').where(isMissingIn('editions', [language]));
    const outdated = await counted(db, there.where(isOutdatedInto(language)));
    rows.push({
      language,
      missing: await counted(db, missing),
      inWork: working.get(language) ?? 0,
      outdated,
      newest: outdated > 0 ? await saved(db, current(db).where(isOutdatedInto(language)).limit(3)) : [],
    });
  }
  return rows;
}

function isOutdatedInto(language: string): RawBuilder<boolean> {
  return sql`(editions.language = ${language} and editions.translates is not null and ${isOutdatedIn('editions')})`;
}

/**
 * By language. They are counted here, for there are few next to all that is done: a database that is asked to count by
 * language goes through every edition in the order of languages.
 */
async function inWork(db: Db): Promise<Map<string, number>> {
  const rows = await db
    .selectFrom('editions')
    .select('language')
    .where('archived', 'is', null)
    .where(isInTranslationState('editions', 'in-work'))
    .execute();
  const byLanguage = Map.groupBy(rows, ({ language }) => language);
  return new Map([...byLanguage].map(([language, { length }]) => [language, Math.min(length, MOST_COUNTED + 1)]));
}

/** Up to one more than are counted. */
async function counted(db: Db, query: SelectQueryBuilder<Tables, 'editions', unknown>): Promise<number> {
  const { n } = await db
    .selectFrom(
      query
        .select('editions.id')
        .limit(MOST_COUNTED + 1)
        .as('few_of_them'),
    )
    .select(({ fn }) => fn.countAll<number>().as('n'))
    .executeTakeFirstOrThrow();
  return Number(n);
}
