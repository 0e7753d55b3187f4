import { randomBytes } from 'node:crypto';
import { DaftarError } from '../../base/errors.ts';
import { slugify } from '../../base/text.ts';
import { kinds } from '../../kinds/index.ts';
import type { Kind } from '../../kinds/kind.ts';
import { languages } from '../../languages/index.ts';
import { signRelease } from '../../record/entry.ts';
import type { PublisherKey } from '../../record/keys.ts';
import { type Event, type Release, releaseSchema } from '../../record/release.ts';
import type { Db } from './database.ts';
import { requireNotErased } from './erase.ts';
import type { Content, Desk } from './intake.ts';
import { fieldsWithNumbers, withNumbers } from './references.ts';
import { currentMasthead } from './settings.ts';
import { addStep } from './steps.ts';
import { setMadeFrom, setReference, sourceRelease } from './translation.ts';

export interface Publication {
  number: string;
  language: string;
  version: number;
  event: Event;
  path: string;
  sha256: string;
}

/** A clock this far behind the newest release is taken for an honest one that was nudged. */
const CLOCK_SLACK_MS = 120_000;

/** In whose name something is published, and what has to be true when it is: asked in the transaction that publishes. */
export interface Publishing {
  /** Stands in the edition's history. */
  who?: string | null;
  /** @throws what stands in the way */
  check?(db: Db): Promise<void>;
}

/**
 * Publishes one revision: number, path, salt, time and signature are fixed in one transaction, and a row in the outbox
 * says that the record does not hold it yet. Until the transaction commits, nothing has happened; afterwards a retry is
 * the same release, by hash. Returns null when the revision is already out.
 * @throws DaftarError CLOCK_BEHIND, RESTRICTED, MEDIA_ERASED, and what `check` throws
 */
export async function publish(
  desk: Desk,
  revisionId: number,
  key: PublisherKey,
  now: Date,
  { who = null, check }: Publishing = {},
): Promise<Publication | null> {
  return desk.db.transaction().execute(async (db) => {
    await check?.(db);
    const revision = await revisionWith(db, revisionId);
    if (revision.restricted) {
      throw new DaftarError(
        'RESTRICTED',
        `This edition is restricted: ${revision.restricted}.`,
        'A person has to review it first.',
      );
    }
    const out = await db
      .selectFrom('releases')
      .select('sha256')
      .where('revision_id', '=', revisionId)
      .executeTakeFirst();
    if (out) return null;
    const kind = kinds.get(revision.kind)!;
    await requireNotErased(db, hashesOf(JSON.parse(revision.content)));
    const previous = await lastRelease(db, revision.edition_id);
    const release = await releaseOf(db, kind, revision, previous, await releaseTime(db, now));
    const { sha256, releaseBytes, entryBytes } = signRelease(releaseSchema.parse(release), key);
    const { number, language, version, event, released, path } = release;
    const [bytes, entry] = [releaseBytes, entryBytes].map((part) => Buffer.from(part).toString());
    await db
      .insertInto('releases')
      .values({
        sha256,
        edition_id: revision.edition_id,
        revision_id: revisionId,
        version,
        event,
        released,
        bytes,
        entry,
        position: null,
      })
      .execute();
    await db.insertInto('outbox').values({ sha256 }).execute();
    await markReleased(db, { editionId: revision.edition_id, revisionId, event, released });
    if (who)
      await addStep(db, { editionId: revision.edition_id, revisionId, action: event, who, note: release.note, now });
    return { number, language, version, event, path, sha256 };
  });
}

/**
 * What a release of this revision would say, published now. Nothing is allotted: where its number or address are still to
 * be given, the next ones stand in it, and somebody else may be given them first.
 */
export async function wouldBe({ db }: Desk, revisionId: number, now: Date): Promise<Release> {
  const undone = new Error('nothing of this stays');
  let release: Release | null = null;
  const trial = db.transaction().execute(async (trial) => {
    const revision = await revisionWith(trial, revisionId);
    const previous = await lastRelease(trial, revision.edition_id);
    const kind = kinds.get(revision.kind)!;
    release = await releaseOf(trial, kind, revision, previous, await releaseTime(trial, now));
    throw undone;
  });
  await trial.catch((error) => {
    if (error !== undone) throw error;
  });
  return release!;
}

/** What a release changes in its edition. Words that somebody has saved since stay a draft. */
export async function markReleased(
  db: Db,
  { editionId, revisionId, event, released }: { editionId: number; revisionId: number; event: Event; released: string },
): Promise<void> {
  await db
    .updateTable('editions')
    .set({ released_id: revisionId, released_event: event, released })
    .where('id', '=', editionId)
    .execute();
  await db
    .updateTable('editions')
    .set({
      state: event === 'withdraw' ? 'withdrawn' : 'published',
      approved_id: null,
      publish_at: null,
      publish_by: null,
      publish_lease: null,
      publish_failure: null,
    })
    .where('id', '=', editionId)
    .where('head_id', '=', revisionId)
    .execute();
  await setReference(db, editionId, revisionId);
}

/** Where readers find what was made of a revision, once it is in the record (`isOut`); null if nothing was, or no longer. */
export async function releasedFrom(
  { db }: Desk,
  revisionId: number,
): Promise<{ number: string; path: string; isOut: boolean } | null> {
  const release = await db
    .selectFrom('releases')
    .innerJoin('editions', 'editions.id', 'releases.edition_id')
    .innerJoin('items', 'items.id', 'editions.item_id')
    .leftJoin('erased', 'erased.sha256', 'releases.sha256')
    .select(['items.number', 'editions.path', 'releases.position'])
    .where('releases.revision_id', '=', revisionId)
    .where('erased.sha256', 'is', null)
    .executeTakeFirst();
  return release ? { number: release.number!, path: release.path ?? '', isOut: release.position !== null } : null;
}

function hashesOf({ media }: Content): string[] {
  return media.flatMap(({ sizes }) => sizes.map(({ sha256 }) => sha256));
}

type Revision = Awaited<ReturnType<typeof revisionWith>>;

function revisionWith(db: Db, revisionId: number) {
  return db
    .selectFrom('revisions')
    .innerJoin('editions', 'editions.id', 'revisions.edition_id')
    .innerJoin('items', 'items.id', 'editions.item_id')
    .select([
      'revisions.content',
      'revisions.edition_id',
      'editions.item_id',
      'editions.language',
      'editions.path',
      'editions.restricted',
      'editions.made_from_id',
      'items.kind',
      'items.number',
    ])
    .where('revisions.id', '=', revisionId)
    .executeTakeFirstOrThrow();
}

type Previous = Awaited<ReturnType<typeof lastRelease>>;

function lastRelease(db: Db, editionId: number) {
  return db
    .selectFrom('releases')
    .selectAll()
    .where('edition_id', '=', editionId)
    .orderBy('version', 'desc')
    .limit(1)
    .executeTakeFirst();
}

async function releaseOf(
  db: Db,
  kind: Kind,
  revision: Revision,
  previous: Previous,
  released: string,
): Promise<Release> {
  const content: Content = JSON.parse(revision.content);
  const masthead = await currentMasthead(db);
  const number =
    revision.number ?? (await allotNumber(db, kind, revision.item_id, content.posted ?? released, masthead?.zone.id));
  const event: Event = !previous ? 'publish' : content.event === 'withdraw' ? 'withdraw' : 'correct';
  return {
    format: 'daftar-release/1',
    number,
    kind: kind.id,
    language: revision.language,
    version: (previous?.version ?? 0) + 1,
    event,
    title: content.title,
    summary: content.summary,
    body: content.body,
    dateline: content.dateline,
    posted: content.posted,
    released,
    issuers: await withNumbers(db, content.issuers),
    people: await withNumbers(db, content.people),
    places: content.places,
    tags: content.tags,
    translates: await translated(db, revision, content.translates),
    media: content.media,
    fields: await fieldsWithNumbers(db, kind, content.fields),
    path: revision.path ?? (await fixPath(db, kind, revision, number, content)),
    aliases: content.aliases,
    legacy: content.legacy && { ...content.legacy, original: await originalOf(db, revision.edition_id) },
    note: content.note,
    previous: previous?.sha256 ?? null,
    salt: randomBytes(32).toString('base64'),
  };
}

/** Release times never run backwards, whatever the clock does; a clock that is plainly wrong is refused. */
async function releaseTime(db: Db, now: Date): Promise<string> {
  const newest = await db
    .selectFrom('releases')
    .select('released')
    .orderBy('released', 'desc')
    .limit(1)
    .executeTakeFirst();
  const time = now.toISOString().replace(/\.\d+Z$/, 'Z');
  if (!newest || newest.released <= time) return time;
  if (Date.parse(newest.released) - now.getTime() <= CLOCK_SLACK_MS) return newest.released;
  throw new DaftarError(
    'CLOCK_BEHIND',
    `This computer's clock says ${time}, which is before the newest release (${newest.released}).`,
    'Set the clock and publish again; nothing is lost.',
  );
}

/** Letters of the kind, year of posting in the organisation's zone, a counter that never goes back. */
async function allotNumber(db: Db, kind: Kind, itemId: number, date: string, zone = 'UTC'): Promise<string> {
  const year = yearIn(date, zone);
  const key = { letters: kind.letters, year };
  await db
    .insertInto('counters')
    .values({ ...key, last: 0 })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  const { last } = await db
    .updateTable('counters')
    .set((update) => ({ last: update('last', '+', 1) }))
    .where('letters', '=', key.letters)
    .where('year', '=', year)
    .returning('last')
    .executeTakeFirstOrThrow();
  const number = `${kind.letters}-${year}-${String(last).padStart(4, '0')}`;
  await db.updateTable('items').set({ number }).where('id', '=', itemId).execute();
  return number;
}

/** The desk may ask the machine for time zones; what it finds is fixed in the number. */
export function yearIn(iso: string, zone: string): number {
  if (!iso.includes('T')) return Number(iso.slice(0, 4));
  return Number(
    new Intl.DateTimeFormat('en', { timeZone: zone, year: 'numeric', calendar: 'gregory' }).format(new Date(iso)),
  );
}

/** The address, fixed for ever at the first release; a slug that is taken gets a number behind it. */
async function fixPath(
  db: Db,
  kind: Kind,
  revision: Revision,
  number: string,
  { slug, title }: Content,
): Promise<string> {
  if (!kind.section) return '';
  const words = slugify(slug ?? title, languages.get(revision.language)?.transliteration ?? {});
  const folder = `${revision.language}/${kind.section}/${number.split('-')[1]}/`;
  for (let n = 1; ; n++) {
    const path = `${folder}${words}${n === 1 ? '' : `-${n}`}/`;
    const taken = await db.selectFrom('editions').select('id').where('path', '=', path).executeTakeFirst();
    if (taken) continue;
    await db.updateTable('editions').set({ path }).where('id', '=', revision.edition_id).execute();
    return path;
  }
}

/** Names the release that it was made from, and remembers it where nobody had said. */
async function translated(db: Db, revision: Revision, language: string | null): Promise<Release['translates']> {
  if (!language) return null;
  const source = await sourceRelease(db, revision.item_id, language, revision.edition_id);
  if (!source) return null;
  if (revision.made_from_id === null) await setMadeFrom(db, revision.edition_id, source.revision_id);
  return { language, sha256: source.sha256 };
}

async function originalOf(db: Db, editionId: number): Promise<string | null> {
  const original = await db
    .selectFrom('originals')
    .select('sha256')
    .where('edition_id', '=', editionId)
    .executeTakeFirst();
  return original?.sha256 ?? null;
}
