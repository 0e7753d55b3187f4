import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { Selectable } from 'kysely';
import sharp from 'sharp';
import { DaftarError } from '../../base/errors.ts';
import { hexSha256OfFile } from '../../base/hash.ts';
import { cleanText } from '../../base/text.ts';
import type { Medium } from '../../record/release.ts';
import { foldText } from '../../search/fold.ts';
import type { Family, MediaChange, MediaDetail, MediaView } from '../media-types.ts';
import { type Cut, regionOf } from '../regions.ts';
import type { Tables } from './database.ts';
import { notFound } from './editions.ts';
import type { Desk } from './intake.ts';
import { namesOf } from './people.ts';
import { MOST_PIXELS, storePicture } from './pictures.ts';
import { type Actor, may, requireRight } from './roles.ts';
import { fileOf, keepMaster } from './stored-file.ts';
import { type MediaFinding, sentenceOf } from './uploads/findings.ts';
import { removeMaster } from './uploads/forget.ts';
import { fileType } from './uploads/sniff.ts';
import { namedAmong, usedAmong, usesOf } from './uploads/usage.ts';

export interface MediaQuery {
  q?: string;
  family?: Family;
  used?: boolean;
  /** Only what was uploaded before this one. */
  before?: number;
  limit?: number;
}

type Row = Selectable<Tables['uploads']>;

/**
 * Takes in a file that came whole: checks it, takes out what it tells of its making, and keeps it under `media/` by its
 * hash. The same bytes a second time are the upload that is there already. The file at `path` is gone afterwards, unless
 * something failed that may not fail again.
 * @throws DaftarError FORBIDDEN, and what `keepMaster` refuses
 */
export async function takeUpload(
  desk: Desk,
  who: Actor,
  file: { path: string; name: string },
  now: Date,
): Promise<{ id: number; duplicate: boolean }> {
  requireRight(who, 'upload');
  const name = cleanName(file.name);
  try {
    const sha256 = await hexSha256OfFile(file.path);
    const known = await uploadOf(desk, sha256);
    if (known !== null) {
      rmSync(file.path);
      return { id: known, duplicate: true };
    }
    const { master, type, width, height, findings } = await keepMaster(desk, file.path, name, sha256);
    const size = statSync(fileOf(desk, master)).size;
    const row = { sha256, master, name, type, bytes: size, width, height, findings: JSON.stringify(findings) };
    return await addUpload(desk, who, row, now);
  } catch (error) {
    if (error instanceof DaftarError) rmSync(file.path, { force: true });
    throw error;
  }
}

/** The newest first; `next` goes on from the last. */
export async function listMedia(
  desk: Desk,
  who: Actor,
  { q = '', family, used, before, limit = 60 }: MediaQuery,
): Promise<{ media: MediaView[]; next: number | null }> {
  requireRight(who, 'read');
  const wanted = foldText(q).split(' ').filter(Boolean);
  const found: Row[] = [];
  for (let from = before; found.length <= limit; ) {
    const rows = await rowsBefore(desk, from);
    const fitting = rows.filter((row) => (!family || fileType(row.type).family === family) && matches(row, wanted));
    const isUsed = used === undefined ? null : await useOf(desk, fitting);
    found.push(...fitting.filter((row) => !isUsed || isUsed(row) === used));
    from = rows.at(-1)?.id;
    if (rows.length < PAGE) break;
  }
  const page = found.slice(0, limit);
  const media = await viewsOf(desk, page, await useOf(desk, page));
  return { media, next: found.length > limit ? page.at(-1)!.id : null };
}

/** @throws DaftarError FORBIDDEN, NOT_FOUND */
export async function mediumDetail(desk: Desk, who: Actor, id: number): Promise<MediaDetail> {
  requireRight(who, 'read');
  const row = await rowOf(desk, id);
  const uses = await usesOf(desk.db, await hashesMadeOf(desk, row));
  const [view] = await viewsOf(desk, [row], () => uses.length > 0);
  return { ...view!, uses, mayDelete: mayDelete(who, row) && uses.length === 0 };
}

/**
 * Words, credit, rights, focus and crop. What stands in drafts and releases already stays as it was made then.
 * @throws DaftarError FORBIDDEN, NOT_FOUND
 */
export async function changeMedium(desk: Desk, who: Actor, id: number, change: MediaChange): Promise<void> {
  requireRight(who, 'upload');
  await desk.db.transaction().execute(async (db) => {
    const row = await rowOf({ ...desk, db }, id);
    const words: MediaView['words'] = JSON.parse(row.words);
    for (const [language, { alt, caption }] of Object.entries(change.words ?? {})) {
      words[language] = { alt: cleanText(alt), caption: cleanText(caption) };
    }
    await db
      .updateTable('uploads')
      .set({
        name: change.name === undefined ? row.name : cleanName(change.name),
        credit: cleanText(change.credit ?? row.credit),
        rights: cleanText(change.rights ?? row.rights),
        focus_x: change.focus?.x ?? row.focus_x,
        focus_y: change.focus?.y ?? row.focus_y,
        crop: change.crop === undefined ? row.crop : change.crop && JSON.stringify(withinPicture(change.crop)),
        words: JSON.stringify(words),
      })
      .where('id', '=', id)
      .execute();
  });
}

/**
 * Deletes an upload that nothing shows, with all sizes made of it. Those that an older revision names stay, as it may be
 * brought back.
 * @throws DaftarError FORBIDDEN, NOT_FOUND, MEDIA_IN_USE
 */
export async function deleteMedium({ db, dataDir }: Desk, who: Actor, id: number): Promise<void> {
  // Nobody puts it into a draft while it is being asked whether a draft has it.
  await db.transaction().execute((trx) => forgetMedium({ db: trx, dataDir }, who, id));
}

async function forgetMedium(desk: Desk, who: Actor, id: number): Promise<void> {
  const row = await rowOf(desk, id);
  if (!mayDelete(who, row)) requireRight(who, 'edit');
  const hashes = await hashesMadeOf(desk, row);
  const [use] = await usesOf(desk.db, hashes);
  if (use) {
    throw new DaftarError(
      'MEDIA_IN_USE',
      `${row.name} is used in ${use.number ?? 'a draft'} (${use.language}): "${use.title}".`,
      'Take it out of the drafts first. What a release shows stays for good.',
    );
  }
  await desk.db.deleteFrom('uploads').where('id', '=', id).execute();
  const twin = await desk.db.selectFrom('uploads').select('id').where('master', '=', row.master).executeTakeFirst();
  if (twin) return;
  const named = await namedAmong(desk.db, hashes);
  if (named.size === 0) await desk.db.deleteFrom('pictures').where('sha256', '=', row.master).execute();
  for (const hash of hashes) if (!named.has(hash)) removeMaster(desk, hash);
}

/**
 * The medium of a draft's `content.media`: sizes for the role, cut as the upload says, and its words in the language.
 * @throws DaftarError FORBIDDEN, NOT_FOUND, NOT_A_PICTURE, PICTURE_UNREADABLE, MEDIA_ERASED
 */
export async function mediumFor(
  desk: Desk,
  who: Actor,
  id: number,
  role: Medium['role'],
  language: string,
): Promise<Medium> {
  if (!may(who, 'edit')) requireRight(who, 'upload');
  const row = await rowOf(desk, id);
  const { width, height, focus, crop } = viewOf(row);
  const { alt = '', caption = '' } = JSON.parse(row.words)[language] ?? {};
  const words = { role, alt, caption, credit: row.credit };
  const isPicture = width !== null && height !== null && fileType(row.type).family === 'picture';
  if (role === 'file') {
    const size = { sha256: row.master, type: row.type, width: width ?? 0, height: height ?? 0 };
    return { ...words, sha256: row.master, sizes: [size] };
  }
  if (!isPicture) {
    throw new DaftarError(
      'NOT_A_PICTURE',
      `${row.name} is no picture.`,
      'Choose a picture here; sound, video and papers go into the fields that ask for them.',
    );
  }
  const region = regionOf({ width, height }, role, { crop, focus });
  const isWhole = region.width === width && region.height === height;
  const bytes = readFileSync(fileOf(desk, row.master));
  const sizes = await storePicture(desk, bytes, row.name, role, isWhole ? null : region);
  return { ...words, sha256: sizes.at(-1)!.sha256, sizes };
}

/** The file that is kept, or of a picture a smaller copy to look at; with its type. */
export async function mediaFile(
  desk: Desk,
  who: Actor,
  id: number,
  width: number | null,
): Promise<{ path: string; type: string; name: string; family: Family }> {
  requireRight(who, 'read');
  const row = await rowOf(desk, id);
  const { family } = fileType(row.type);
  const file = { path: fileOf(desk, row.master), type: row.type, name: row.name, family };
  if (family !== 'picture' || width === null || (row.width ?? 0) <= width) return file;
  return { ...file, path: await preview(desk, row.master, width), type: 'image/webp' };
}

/** A small copy of a picture by the hash of one of its sizes, as contents and bodies name it. @throws DaftarError NOT_FOUND */
export async function pictureFile(desk: Desk, who: Actor, sha256: string, width: number | null) {
  requireRight(who, 'read');
  const path = existsSync(fileOf(desk, sha256)) && (await preview(desk, sha256, width ?? 960).catch(() => null));
  if (!path) throw notFound(`picture ${sha256}`);
  return { path, type: 'image/webp', name: `${sha256}.webp`, family: 'picture' as const };
}

function cleanName(name: string): string {
  return (
    cleanText(basename(name.replaceAll('\\', '/')))
      .replace(/[^\P{C}\u200c\u200d]/gu, '')
      .slice(-200) || 'file'
  );
}

async function uploadOf({ db }: Desk, sha256: string): Promise<number | null> {
  const known = await db.selectFrom('uploads').select('id').where('sha256', '=', sha256).executeTakeFirst();
  return known?.id ?? null;
}

/** Somebody else may have sent the same bytes meanwhile. */
async function addUpload(
  desk: Desk,
  who: Actor,
  row: Pick<Row, 'sha256' | 'master' | 'name' | 'type' | 'bytes' | 'width' | 'height' | 'findings'>,
  now: Date,
): Promise<{ id: number; duplicate: boolean }> {
  const added = await desk.db
    .insertInto('uploads')
    .values({
      ...row,
      ...{ focus_x: 0.5, focus_y: 0.5, crop: null, credit: '', rights: '', words: '{}' },
      ...{ who: who.id, at: now.toISOString() },
    })
    .onConflict((conflict) => conflict.column('sha256').doNothing())
    .returning('id')
    .executeTakeFirst();
  return added ? { id: added.id, duplicate: false } : { id: (await uploadOf(desk, row.sha256))!, duplicate: true };
}

const PAGE = 500;

function rowsBefore({ db }: Desk, before: number | undefined): Promise<Row[]> {
  let query = db.selectFrom('uploads').selectAll().orderBy('id', 'desc').limit(PAGE);
  if (before !== undefined) query = query.where('id', '<', before);
  return query.execute();
}

function matches(row: Row, wanted: string[]): boolean {
  if (wanted.length === 0) return true;
  const words: MediaView['words'] = JSON.parse(row.words);
  const said = Object.values(words).flatMap(({ alt, caption }) => [alt, caption]);
  const text = foldText([row.name.replace(/[._-]+/g, ' '), row.name, row.credit, row.rights, ...said].join(' '));
  return wanted.every((word) => text.includes(word));
}

async function rowOf({ db }: Desk, id: number): Promise<Row> {
  const row = await db.selectFrom('uploads').selectAll().where('id', '=', id).executeTakeFirst();
  if (row) return row;
  throw new DaftarError(
    'NOT_FOUND',
    `There is no file ${id} in the library.`,
    'It may have been deleted: look in the list.',
  );
}

/** The file itself and every size made of it. */
async function hashesMadeOf({ db }: Desk, { master }: Row): Promise<string[]> {
  const made = await db.selectFrom('pictures').select('sizes').where('sha256', '=', master).execute();
  const sizes = made.flatMap(({ sizes }) => hashesOf(sizes));
  return [...new Set([master, ...sizes])];
}

/** Tells of each of these rows whether it is in use: itself, or a size made of it. */
async function useOf({ db }: Desk, rows: Row[]): Promise<(row: Row) => boolean> {
  if (rows.length === 0) return () => false;
  const masters = rows.map(({ master }) => master);
  const made = await db.selectFrom('pictures').select(['sha256', 'sizes']).where('sha256', 'in', masters).execute();
  const sizes = made.map(({ sha256, sizes }) => [sha256, hashesOf(sizes)] as const);
  const named = await usedAmong(db, [...masters, ...sizes.flatMap(([, hashes]) => hashes)]);
  const used = new Set(sizes.filter(([, hashes]) => hashes.some((hash) => named.has(hash))).map(([master]) => master));
  return ({ master }) => used.has(master) || named.has(master);
}

function hashesOf(sizes: string): string[] {
  return (JSON.parse(sizes) as { sha256: string }[]).map(({ sha256 }) => sha256);
}

async function viewsOf(desk: Desk, rows: Row[], isUsed: (row: Row) => boolean): Promise<MediaView[]> {
  const names = await namesOf(
    desk.db,
    rows.map(({ who }) => who),
  );
  return rows.map((row) => ({ ...viewOf(row), who: names.get(row.who) ?? null, used: isUsed(row) }));
}

function viewOf(row: Row): Omit<MediaView, 'who' | 'used'> {
  const { id, master, name, type, bytes, width, height, credit, rights, at } = row;
  return {
    ...{ id, sha256: master, name, type, family: fileType(type).family, bytes, width, height },
    focus: { x: row.focus_x, y: row.focus_y },
    crop: row.crop === null ? null : JSON.parse(row.crop),
    ...{ credit, rights, words: JSON.parse(row.words) },
    findings: (JSON.parse(row.findings) as MediaFinding[]).map((one) => ({ ...one, message: sentenceOf(one) })),
    at,
  };
}

/** Whoever uploaded it, and editors. */
function mayDelete(who: Actor, row: Row): boolean {
  return may(who, 'edit') || (may(who, 'upload') && row.who === who.id);
}

function withinPicture({ x, y, width, height }: NonNullable<Cut['crop']>): Cut['crop'] {
  const [left, top] = [Math.min(x, 0.99), Math.min(y, 0.99)];
  const part = { x: left, y: top, width: Math.min(width, 1 - left), height: Math.min(height, 1 - top) };
  return part.width >= 0.999 && part.height >= 0.999 ? null : part;
}

const PREVIEWS = [320, 960];

/** Derived, and made anew where it is missing. */
async function preview(desk: Desk, sha256: string, width: number): Promise<string> {
  const fitting = PREVIEWS.find((one) => one >= width) ?? PREVIEWS.at(-1)!;
  const folder = join(desk.dataDir, 'cache', 'media');
  const path = join(folder, `${sha256}-${fitting}.webp`);
  if (existsSync(path)) return path;
  mkdirSync(folder, { recursive: true });
  const draft = `${path}.${process.pid}-${Math.random().toString(36).slice(2)}`;
  await sharp(fileOf(desk, sha256), { limitInputPixels: MOST_PIXELS })
    .resize({ width: fitting, withoutEnlargement: true })
    .webp({ quality: 75 })
    .toFile(draft);
  renameSync(draft, path);
  return path;
}
