import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { sql } from 'kysely';
import { DaftarError } from '../../base/errors.ts';
import { canonicalJson } from '../../record/canonical.ts';
import type { ReleaseEntry } from '../../record/entry.ts';
import type { Release } from '../../record/release.ts';
import type { RecordReader } from '../../record/store.ts';
import { EMPTY } from '../keeping/empty.ts';
import { type Db, isPostgres } from './database.ts';
import { forgetIndexed } from './edition-words.ts';
import { wordsOf } from './head.ts';
import type { Desk } from './intake.ts';
import { forgetUploadsOf } from './uploads/forget.ts';

/** Which releases of an item are to go: all of it, one language of it, or one version. */
export interface Selection {
  number: string;
  language: string | null;
  version: number | null;
}

/** What an erasure takes, and what it leaves. */
export interface Erasure {
  releases: { number: string; language: string; version: number; title: string; sha256: string; index: number }[];
  /** Media that nothing else shows; they go too. */
  media: string[];
  /** Media of these releases that a release which stands shows as well. */
  keptMedia: string[];
  /** Later drafts of the same editions, which are left to the person. */
  drafts: number;
}

/**
 * Finds all that goes together, and changes nothing.
 * @throws DaftarError NOTHING_TO_ERASE, ERASE_REFUSED for the masthead in force
 */
export async function planErasure(desk: Desk, record: RecordReader, selection: Selection): Promise<Erasure> {
  const standing = [...record.entries()].flatMap(({ index, entry }) =>
    entry.type === 'release' && !record.erased(entry.release) ? [{ index, entry }] : [],
  );
  const going = standing.filter(({ entry }) => isSelected(entry, selection));
  if (going.length === 0) throw nothingToErase(selection);
  requireMastheadLeft(record, going, standing);
  const shown = new Set(
    standing
      .filter(({ entry }) => !isSelected(entry, selection))
      .flatMap(({ entry }) => mediaOf(record.release(entry.release))),
  );
  const media = new Set(going.flatMap(({ entry }) => mediaOf(record.release(entry.release))));
  return {
    releases: going.map(({ index, entry: { number, language, version, release: sha256 } }) => ({
      ...{ number, language, version, sha256, index },
      title: record.release(sha256).title,
    })),
    media: [...media].filter((sha256) => !shown.has(sha256)).sort(),
    keptMedia: [...media].filter((sha256) => shown.has(sha256)).sort(),
    drafts: await countDrafts(
      desk.db,
      going.map(({ entry }) => entry.release),
    ),
  };
}

/**
 * Takes out of the desk what the record says is gone: texts of revisions, addresses made from titles, originals, sizes
 * of pictures. What is left of a revision is its hash, so that the same file does not come in and go out again. Safe to
 * repeat at any point, and free when there is nothing to do. Returns how many hashes it dealt with.
 */
export async function followErasures(desk: Desk, record: RecordReader): Promise<number> {
  const all = [...record.erasures().keys()];
  if (all.length === 0) return 0;
  const done = new Set((await desk.db.selectFrom('erased').select('sha256').execute()).map(({ sha256 }) => sha256));
  const news = all.filter((sha256) => !done.has(sha256));
  if (news.length === 0) return 0;
  if (!isPostgres(desk.db)) await sql`PRAGMA secure_delete = ON`.execute(desk.db);
  for (const sha256 of news) await eraseMedium(desk, sha256);
  await desk.db.transaction().execute(async (db) => {
    const editions = new Set<number>();
    for (const sha256 of news) {
      const release = await db
        .selectFrom('releases')
        .select(['edition_id', 'revision_id'])
        .where('sha256', '=', sha256)
        .executeTakeFirst();
      if (!release) continue;
      await emptyRevisions(db, release.edition_id, release.revision_id, new Set(all));
      editions.add(release.edition_id);
    }
    for (const edition of editions) await eraseAround(desk, db, edition, new Set(all));
  });
  await compact(desk.db);
  // Last, so that whatever failed before is done again.
  for (const sha256 of news) await desk.db.insertInto('erased').values({ sha256 }).execute();
  return news.length;
}

/** @throws DaftarError MEDIA_ERASED where one of these may not come back */
export async function requireNotErased(db: Db, media: string[]): Promise<void> {
  if (media.length === 0) return;
  const gone = await db.selectFrom('erased').select('sha256').where('sha256', 'in', media).executeTakeFirst();
  if (!gone) return;
  throw new DaftarError(
    'MEDIA_ERASED',
    `The picture ${gone.sha256} was erased from this record and cannot come back.`,
    'Take it out of the text and try again.',
  );
}

function isSelected({ number, language, version }: ReleaseEntry, selection: Selection): boolean {
  if (number !== selection.number) return false;
  if (selection.language !== null && language !== selection.language) return false;
  return selection.version === null || version === selection.version;
}

type Standing = { index: number; entry: ReleaseEntry };

/** Without its newest masthead nothing could be pressed. */
function requireMastheadLeft(record: RecordReader, going: Standing[], standing: Standing[]): void {
  const goes = new Set(going.map(({ index }) => index));
  const { entry } = going[0]!;
  if (record.release(entry.release).kind !== 'masthead') return;
  const newest = standing.filter((one) => one.entry.number === entry.number).at(-1)!;
  if (!goes.has(newest.index)) return;
  throw new DaftarError(
    'ERASE_REFUSED',
    'This cannot be erased: it is the masthead that shapes every page now.',
    'Publish another masthead first, then erase the versions before it with --version.',
  );
}

/** The revisions that the erased releases were made from, and those before them that no standing release was made from. */
async function emptyRevisions(db: Db, editionId: number, revisionId: number, erased: Set<string>): Promise<void> {
  const revisions = await db
    .selectFrom('revisions')
    .leftJoin('releases', 'releases.revision_id', 'revisions.id')
    .select(['revisions.id', 'releases.sha256'])
    .where('revisions.edition_id', '=', editionId)
    .where('revisions.id', '<=', revisionId)
    .execute();
  const ids = revisions.filter(({ sha256 }) => sha256 === null || erased.has(sha256)).map(({ id }) => id);
  await db
    .updateTable('revisions')
    .set({ content: canonicalJson(EMPTY), words: wordsOf(EMPTY, {}), name: null })
    .where('id', 'in', ids)
    .execute();
  await db.deleteFrom('revision_media').where('revision_id', 'in', ids).execute();
  await forgetWords(db, ids);
}

/** What is repeated of an emptied revision, or quoted from it, goes as well. */
async function forgetWords(db: Db, revisionIds: number[]): Promise<void> {
  const heads = await db.selectFrom('editions').select('id').where('head_id', 'in', revisionIds).execute();
  for (const { id } of heads) {
    await db.updateTable('editions').set({ title: '', posted: null }).where('id', '=', id).execute();
  }
  await forgetIndexed(
    db,
    heads.map(({ id }) => id),
  );
  const comments = await db.selectFrom('comments').select('id').where('revision_id', 'in', revisionIds).execute();
  const ids = comments.map(({ id }) => id);
  if (ids.length > 0)
    await db.updateTable('comments').set({ passage: null, text: '' }).where('id', 'in', ids).execute();
  await db.updateTable('steps').set({ note: '' }).where('revision_id', 'in', revisionIds).execute();
}

/** Originals go with any of an edition's releases; its address, made from a title, once none of them stands. */
async function eraseAround(desk: Desk, db: Db, editionId: number, erased: Set<string>): Promise<void> {
  const originals = await db.selectFrom('originals').select('sha256').where('edition_id', '=', editionId).execute();
  await db.deleteFrom('originals').where('edition_id', '=', editionId).execute();
  for (const { sha256 } of originals) {
    const other = await db.selectFrom('originals').select('sha256').where('sha256', '=', sha256).executeTakeFirst();
    if (!other) rmSync(join(desk.dataDir, 'originals', sha256.slice(0, 2), sha256), { force: true });
  }
  const releases = await db.selectFrom('releases').select('sha256').where('edition_id', '=', editionId).execute();
  if (releases.every(({ sha256 }) => erased.has(sha256)))
    await db.updateTable('editions').set({ path: null }).where('id', '=', editionId).execute();
}

async function eraseMedium(desk: Desk, sha256: string): Promise<void> {
  const { db, dataDir } = desk;
  await forgetUploadsOf(desk, sha256);
  rmSync(join(dataDir, 'media', sha256.slice(0, 2), sha256), { force: true });
  await db.deleteFrom('pictures').where('sizes', 'like', `%${sha256}%`).execute();
}

/** What was deleted must not be left in free pages or in the journal. */
async function compact(db: Db): Promise<void> {
  if (isPostgres(db)) {
    await sql`VACUUM FULL`.execute(db);
    return;
  }
  await sql`VACUUM`.execute(db);
  await sql`PRAGMA wal_checkpoint(TRUNCATE)`.execute(db);
}

async function countDrafts(db: Db, releases: string[]): Promise<number> {
  const newest = await db
    .selectFrom('releases')
    .select(({ fn }) => ['edition_id', fn.max('revision_id').as('revision_id')])
    .where('sha256', 'in', releases)
    .groupBy('edition_id')
    .execute();
  let drafts = 0;
  for (const { edition_id, revision_id } of newest) {
    const rows = await db
      .selectFrom('revisions')
      .leftJoin('releases', 'releases.revision_id', 'revisions.id')
      .select('revisions.id')
      .where('revisions.edition_id', '=', edition_id)
      .where('revisions.id', '>', revision_id)
      .where('releases.sha256', 'is', null)
      .execute();
    drafts += rows.length;
  }
  return drafts;
}

function mediaOf({ media }: Release): string[] {
  return media.flatMap(({ sha256, sizes }) => [sha256, ...sizes.map((size) => size.sha256)]);
}

function nothingToErase({ number, language, version }: Selection): DaftarError {
  const what = [number, language && `in ${language}`, version && `version ${version}`].filter(Boolean).join(' ');
  return new DaftarError(
    'NOTHING_TO_ERASE',
    `The record holds no release of ${what}, or no longer.`,
    'See its page of releases, under its citation number.',
  );
}
