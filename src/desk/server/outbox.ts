import { join } from 'node:path';
import { reached } from '../../base/steps.ts';
import { kinds } from '../../kinds/index.ts';
import type { ReleaseEntry } from '../../record/entry.ts';
import type { Medium, Release } from '../../record/release.ts';
import type { RecordReader } from '../../record/store.ts';
import type { RecordWriter } from '../../record/writer.ts';
import { EMPTY } from '../keeping/empty.ts';
import type { Db } from './database.ts';
import { followErasures } from './erase.ts';
import { addRevision } from './head.ts';
import type { Content, Desk } from './intake.ts';
import { markReleased } from './publish.ts';
import { fieldsWithItems } from './references.ts';
import { setMadeFrom } from './translation.ts';

/** How many releases go into the record under one signed checkpoint. */
const BATCH = 500;

/** Moves what waits in the outbox into the record, in order. Returns how many releases went. Safe to repeat at any point. */
export async function emptyOutbox(desk: Desk, writer: RecordWriter): Promise<number> {
  let moved = 0;
  for (;;) {
    const waiting = await desk.db
      .selectFrom('outbox')
      .innerJoin('releases', 'releases.sha256', 'outbox.sha256')
      .select(['outbox.sha256', 'releases.bytes', 'releases.entry'])
      .orderBy('outbox.id')
      .limit(BATCH)
      .execute();
    if (waiting.length === 0) return moved;
    const positions = await writer.append(
      waiting.map(({ bytes, entry }) => ({
        entryBytes: Buffer.from(entry!),
        releaseBytes: Buffer.from(bytes!),
        media: mediaOf(JSON.parse(bytes!)).map((sha256) => ({
          sha256,
          path: join(desk.dataDir, 'media', sha256.slice(0, 2), sha256),
        })),
      })),
    );
    await desk.db.transaction().execute(async (db) => {
      for (const [index, { sha256 }] of waiting.entries()) await settle(db, sha256, positions[index]!);
    });
    reached('settled');
    moved += waiting.length;
  }
}

export async function outboxSize(db: Db): Promise<number> {
  const { count } = await db
    .selectFrom('outbox')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow();
  return Number(count);
}

function mediaOf({ media }: { media: Medium[] }): string[] {
  return media.flatMap(({ sizes }) => sizes.map(({ sha256 }) => sha256));
}

/** The record holds it: its bytes need not be kept twice. */
async function settle(db: Db, sha256: string, position: number): Promise<void> {
  await db.updateTable('releases').set({ position, bytes: null, entry: null }).where('sha256', '=', sha256).execute();
  await db.deleteFrom('outbox').where('sha256', '=', sha256).execute();
}

/**
 * The record wins over the desk: what the log holds and the desk does not know (a crash after the append, an older copy
 * of the database, a record brought back) is taken into the desk. Costs nothing when both agree.
 */
export async function followRecord(desk: Desk, record: RecordReader): Promise<void> {
  const { last } = await desk.db
    .selectFrom('releases')
    .select(({ fn }) => fn.max<number | null>('position').as('last'))
    .executeTakeFirstOrThrow();
  for (const { index, entry } of record.entries((last ?? -1) + 1)) {
    if (entry.type !== 'release') continue;
    await desk.db.transaction().execute(async (db) => {
      const known = await db
        .selectFrom('releases')
        .select('sha256')
        .where('sha256', '=', entry.release)
        .executeTakeFirst();
      if (known) await settle(db, entry.release, index);
      else if (record.erased(entry.release)) await adopt(db, leftOf(entry), EMPTY, entry.release, index);
      else {
        const release = record.release(entry.release);
        await adopt(db, release, contentOf(release), entry.release, index);
      }
    });
  }
  await followErasures(desk, record);
}

type Adopted = Pick<Release, 'number' | 'kind' | 'language' | 'path' | 'version' | 'event' | 'released' | 'translates'>;

/** What is known of a release that was erased: its entry. The number's letters tell the kind. */
function leftOf({ number, language, version, event, time: released }: ReleaseEntry): Adopted {
  const letters = number.slice(0, 2);
  const kind = [...kinds.values()].find((one) => one.letters === letters)?.id ?? letters;
  return { number, kind, language, path: '', version, event, released, translates: null };
}

async function adopt(db: Db, release: Adopted, draft: Content, sha256: string, position: number): Promise<void> {
  const { number, kind, language, path, version, event, released, translates } = release;
  await db
    .insertInto('items')
    .values({ source_key: null, kind, number })
    .onConflict((conflict) => conflict.column('number').doNothing())
    .execute();
  const item = await db.selectFrom('items').select('id').where('number', '=', number).executeTakeFirstOrThrow();
  const edition = { item_id: item.id, language, path: path || null, restricted: null };
  await db
    .insertInto('editions')
    .values(edition)
    .onConflict((conflict) => conflict.columns(['item_id', 'language']).doNothing())
    .execute();
  const { id: edition_id } = await db
    .selectFrom('editions')
    .select('id')
    .where('item_id', '=', item.id)
    .where('language', '=', language)
    .executeTakeFirstOrThrow();
  // An edition whose first release was erased gets its address from the next.
  if (path)
    await db.updateTable('editions').set({ path }).where('id', '=', edition_id).where('path', 'is', null).execute();
  const revision_id = await addRevision(db, {
    editionId: edition_id,
    content: draft,
    saved: released,
    source: 'record',
  });
  await db
    .insertInto('releases')
    .values({ sha256, edition_id, revision_id, version, event, released, bytes: null, entry: null, position })
    .execute();
  const source = translates && (await revisionOf(db, translates.sha256));
  if (source) await setMadeFrom(db, edition_id, source);
  await markReleased(db, { editionId: edition_id, revisionId: revision_id, event, released });
  await raiseCounter(db, number);
}

async function revisionOf(db: Db, release: string): Promise<number | null> {
  const known = await db.selectFrom('releases').select('revision_id').where('sha256', '=', release).executeTakeFirst();
  return known?.revision_id ?? null;
}

/** What a release says, as a revision that can be worked on. Other items are named by number, as they stand in it. */
function contentOf(release: Release): Content {
  const {
    title,
    summary,
    body,
    dateline,
    posted,
    issuers,
    people,
    places,
    tags,
    translates,
    media,
    fields,
    path,
    aliases,
    legacy,
    event,
    note,
  } = release;
  const named = ({ number, ...party }: Release['people'][number]) => ({ item: number, ...party });
  return {
    title,
    summary,
    body,
    dateline,
    posted,
    places,
    tags,
    media,
    fields: fieldsWithItems(kinds.get(release.kind), fields),
    aliases,
    event,
    note,
    issuers: issuers.map(named),
    people: people.map(named),
    translates: translates?.language ?? null,
    slug: path.split('/').at(-2) ?? null,
    legacy: legacy && { ids: legacy.ids, posted: legacy.posted, views: legacy.views },
  };
}

/** Numbers that stand in the record are never allotted again. */
async function raiseCounter(db: Db, number: string): Promise<void> {
  const [letters, year, n] = number.split('-');
  const known = [...kinds.values()].some((kind) => kind.letters === letters);
  if (!known) return;
  const counter = { letters: letters!, year: Number(year) };
  await db
    .insertInto('counters')
    .values({ ...counter, last: 0 })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  await db
    .updateTable('counters')
    .set({ last: Number(n) })
    .where('letters', '=', counter.letters)
    .where('year', '=', counter.year)
    .where('last', '<', Number(n))
    .execute();
}
