import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { DaftarError } from '../../base/errors.ts';
import { hexSha256 } from '../../base/hash.ts';
import { cleanText } from '../../base/text.ts';
import { aliasAddresses } from '../../kinds/aliases.ts';
import { changeLeaves, fieldsSchema, leavesOf } from '../../kinds/field.ts';
import { kinds } from '../../kinds/index.ts';
import type { Checked, Fault, Kind } from '../../kinds/kind.ts';
import { canonicalBody } from '../../record/body.ts';
import { canonicalJson } from '../../record/canonical.ts';
import { type Json, type Medium, releaseSchema } from '../../record/release.ts';
import type { Draft, DraftMedium, DraftParty } from '../draft.ts';
import type { Db } from './database.ts';
import { addRevision } from './head.ts';
import { storePicture } from './pictures.ts';
import { cameInAs, releasedAs } from './recognise.ts';
import { shownThoughPrivate } from './redaction.ts';
import { storeFile } from './stored-file.ts';

/** A revision's content: the draft cleaned and checked, its pictures stored. */
export type Content = Omit<Draft, 'key' | 'kind' | 'language' | 'media' | 'restricted' | 'reviewed' | 'original'> & {
  media: Medium[];
};

export interface Intake {
  editionId: number;
  revisionId: number;
  /** `duplicate` when exactly this has come in before. */
  outcome: 'new' | 'version' | 'duplicate';
  restricted: string | null;
  /** What cleaning took out, one sentence each. */
  findings: string[];
}

export interface Desk {
  db: Db;
  dataDir: string;
}

/**
 * The one way in: cleans and checks a draft and saves it as a revision of its edition. The same draft a second time
 * changes nothing.
 * @throws DaftarError UNKNOWN_KIND, UNKNOWN_LANGUAGE, INCOMPLETE, INVALID_DATE, INVALID_TAG, INVALID_ALIAS,
 * INVALID_FIELDS, PICTURE_UNREADABLE
 */
export async function takeIn(
  desk: Desk,
  draft: Draft,
  knownLanguage: (id: string) => boolean,
  now: Date,
): Promise<Intake> {
  const kind = kindOf(draft);
  if (!knownLanguage(draft.language) && kind.id !== 'masthead') {
    throw new DaftarError(
      'UNKNOWN_LANGUAGE',
      `${draft.key}: there is no language "${draft.language}" here.`,
      'Add its file to src/languages, or correct the language.',
    );
  }
  const { content, findings } = await clean(desk, kind, draft);
  const text = canonicalJson(content);
  const sha256 = hexSha256(text);
  return desk.db.transaction().execute(async (db) => {
    const itemId = await itemFor(db, draft.key, kind);
    const edition = await editionFor(db, itemId, draft.language);
    const cameIn = { editionId: edition.id, restricted: edition.restricted, findings };
    const known = await db
      .selectFrom('revisions')
      .select('id')
      .where('edition_id', '=', edition.id)
      .where('sha256', '=', sha256)
      .executeTakeFirst();
    if (known) return { ...cameIn, revisionId: known.id, outcome: 'duplicate' };
    const before = edition.isNew ? null : await cameInAs(db, edition.id, content);
    if (before !== null) return { ...cameIn, revisionId: before, outcome: 'duplicate' };
    if (draft.original) await keepOriginal(desk, db, edition.id, draft.original);
    const released = await releasedAs(db, kind, edition.id, content);
    if (released !== null) return { ...cameIn, revisionId: released, outcome: 'duplicate' };
    const source = draft.key.split(':')[0]!;
    const saved = now.toISOString();
    const revisionId = await addRevision(db, { editionId: edition.id, content, saved, source, sha256 });
    const restricted = edition.restricted ?? toBeRead(kind, draft);
    await cameFromOutside(db, edition.id, restricted);
    return { ...cameIn, restricted, revisionId, outcome: edition.isNew ? 'new' : 'version' };
  });
}

function kindOf(draft: Draft): Kind {
  const kind = kinds.get(draft.kind);
  if (!kind)
    throw new DaftarError(
      'UNKNOWN_KIND',
      `${draft.key}: there is no kind "${draft.kind}".`,
      `Kinds are ${[...kinds.keys()].join(', ')}.`,
    );
  return kind;
}

async function clean(desk: Desk, kind: Kind, draft: Draft): Promise<{ content: Content; findings: string[] }> {
  const { findings, ...words } = cleanWords(draft);
  const media: Medium[] = [];
  for (const medium of draft.media) media.push(await storedMedium(desk, medium));
  const { key: _key, kind: _kind, language: _language, original: _original, ...more } = draft;
  const { restricted: _restricted, reviewed: _reviewed, ...rest } = more;
  const content: Content = {
    ...rest,
    ...words,
    note: cleanText(draft.note),
    issuers: draft.issuers.map(cleanParty),
    people: draft.people.map(cleanParty),
    places: draft.places.map(cleanText),
    fields: checkedFields(kind, { ...draft, fields: withHashes(kind, draft, media) }),
    media,
  };
  checkComplete(kind, draft, content);
  checkTogether(kind, draft, content);
  checkNote(draft, content);
  checkDates(draft);
  checkTags(draft);
  checkAliases(draft);
  return { content, findings };
}

/** What the text itself says, and when: cleaned, with a sentence for all that cleaning took out. */
export function cleanWords({ title, summary, body, dateline, posted }: Draft) {
  const { html, findings } = canonicalBody(body);
  return {
    title: cleanText(title),
    summary: cleanText(summary),
    body: html,
    dateline: dateline && { ...dateline, text: cleanText(dateline.text) },
    posted,
    findings,
  };
}

export function cleanParty({ item, name, role }: DraftParty): DraftParty {
  return { item, name: cleanText(name), role: cleanText(role) };
}

export function checkedFields(kind: Kind, draft: Draft): Record<string, Json> {
  const result = fieldsSchema(kind).safeParse(draft.fields);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  const where = ['fields', ...issue!.path].join('.');
  throw new DaftarError(
    'INVALID_FIELDS',
    `${draft.key} (${draft.language}): ${where}: ${issue!.message}.`,
    'Correct it and import again.',
  );
}

/** In a file that is imported a field names a medium by its file's name; in a revision by its hash. */
function withHashes(kind: Kind, draft: Draft, media: Medium[]): Draft['fields'] {
  const hashes = new Map(draft.media.map(({ name }, index) => [name, media[index]!.sha256]));
  return changeLeaves(kind.fields, draft.fields, ({ field, value }) =>
    field.type === 'file' && typeof value === 'string' ? (hashes.get(value) ?? value) : value,
  );
}

async function storedMedium(desk: Desk, medium: DraftMedium): Promise<Medium> {
  const { path, name, role, alt, caption, credit } = medium;
  const isFile = role === 'file';
  const sizes = isFile ? [await storeFile(desk, medium)] : await storePicture(desk, readFileSync(path), name, role);
  const [shown, below, by] = [alt, caption, credit].map(cleanText);
  return { sha256: sizes.at(-1)!.sha256, role, alt: shown!, caption: below!, credit: by!, sizes };
}

/** What is wrong in the fields together; what they name has to be there. */
export function faultsIn(kind: Kind, content: Content): Fault[] {
  if (content.event === 'withdraw') return [];
  return [
    ...missingFiles(kind, content),
    ...sectionless(kind, content),
    ...(kind.check?.(content) ?? []),
    ...shownThoughPrivate(kind, content),
  ];
}

function checkTogether(kind: Kind, { key, language }: Draft, content: Content): void {
  const [fault] = faultsIn(kind, content);
  if (!fault) return;
  throw new DaftarError(fault.code, `${key} (${language}): ${fault.field}: ${fault.message}.`, fault.hint);
}

function missingFiles(kind: Kind, { fields, media }: Checked): Fault[] {
  return leavesOf(kind.fields, fields)
    .filter(({ field, value }) => field.type === 'file' && !media.some(({ sha256 }) => sha256 === value))
    .map(({ path }) => ({
      field: `fields.${path}`,
      code: 'FILE_MISSING',
      message: 'it names a file that this edition has not',
      hint: 'Add the file to the media of this edition, or choose another.',
    }));
}

function sectionless(kind: Kind, { fields }: Checked): Fault[] {
  const sections = [...kinds.values()].filter(({ section }) => section).map(({ id }) => id);
  return leavesOf(kind.fields, fields)
    .filter(({ field, value }) => field.type === 'kind' && !sections.includes(String(value)))
    .map(({ value, path }) => ({
      field: `fields.${path}`,
      code: 'UNKNOWN_KIND',
      message: `there is no section of the kind "${value}"`,
      hint: `Sections are of these kinds: ${sections.join(', ')}.`,
    }));
}

export function checkComplete(kind: Kind, draft: Draft, content: Content): void {
  const missing = ['title', ...(draft.event === 'withdraw' ? [] : (kind.requires ?? []))].filter(
    (part) => !content[part as keyof Content],
  );
  if (missing.length === 0) return;
  throw new DaftarError(
    'INCOMPLETE',
    `${draft.key} (${draft.language}): a ${kind.id} needs ${missing.join(' and ')}.`,
    'Add it and import again.',
  );
}

/** A correction says what it corrected, a withdrawal why. Captures of an old site cannot be asked. */
export function checkNote({ key, language, event, legacy }: Draft, { note }: Content): void {
  if (note || event === 'publish' || legacy) return;
  const [what, says] = event === 'withdraw' ? ['withdrawal', 'why'] : ['correction', 'what was corrected, and why'];
  throw new DaftarError(
    'INCOMPLETE',
    `${key} (${language}): a ${what} needs a note that says ${says}.`,
    'Add it as "note" and import again: readers see it.',
  );
}

export function checkDates({ key, language, posted, dateline }: Draft): void {
  const { posted: dateOrTime } = releaseSchema.shape;
  for (const [name, value] of Object.entries({ posted, 'dateline.date': dateline?.date ?? null })) {
    const isDate = dateOrTime.safeParse(value).success && (name === 'posted' || !value?.includes('T'));
    if (isDate) continue;
    throw new DaftarError(
      'INVALID_DATE',
      `${key} (${language}): ${name}: "${value}" is no date.`,
      'Write 2021-05-04, or for "posted" a time with its offset: 2021-05-04T18:30:00+05:00.',
    );
  }
}

/** A tag is part of addresses, and the masthead's name for its labels. */
export function checkTags({ key, language, tags }: Draft): void {
  const wrong = tags.find((tag) => !/^[a-z0-9]+(-[a-z0-9]+)*$/.test(tag));
  if (wrong === undefined) return;
  throw new DaftarError(
    'INVALID_TAG',
    `${key} (${language}): the tag "${wrong}" cannot stand in an address.`,
    'Write small letters of a to z, digits, and single hyphens between them, as the masthead does.',
  );
}

/** An older address from which no link could lead here would be dropped without a word. */
export function checkAliases({ key, language, aliases }: Draft): void {
  const wrong = aliases.find((alias) => aliasAddresses([alias]).length === 0);
  if (wrong === undefined) return;
  throw new DaftarError(
    'INVALID_ALIAS',
    `${key} (${language}): the alias "${wrong}" is no path, or one where the site has pages of its own.`,
    'Write the path alone, without scheme, host or leading slash: englishnews/41001/a-slug.',
  );
}

/** A newsroom has one masthead, whatever the source calls it. */
async function itemFor(db: Db, key: string, kind: Kind): Promise<number> {
  const items = db.selectFrom('items').select('id');
  const known = await (kind.id === 'masthead'
    ? items.where('kind', '=', 'masthead')
    : items.where('source_key', '=', key)
  ).executeTakeFirst();
  if (known) return known.id;
  return (
    await db
      .insertInto('items')
      .values({ source_key: key, kind: kind.id, number: null })
      .returning('id')
      .executeTakeFirstOrThrow()
  ).id;
}

/** Why an approver reads a text from outside before it is published. */
function toBeRead(kind: Kind, { restricted, reviewed }: Draft): string | null {
  return restricted ?? (reviewed ? null : (kind.restricted ?? null));
}

/** What a source says anew was approved there, and translated there: the desk's own review begins again. */
async function cameFromOutside(db: Db, editionId: number, restricted: string | null): Promise<void> {
  await db
    .updateTable('editions')
    .set({ restricted, state: 'draft', approved_id: null, publish_at: null, made_from_id: null, made_from_words: null })
    .where('id', '=', editionId)
    .execute();
}

async function editionFor(db: Db, itemId: number, language: string) {
  const known = await db
    .selectFrom('editions')
    .select(['id', 'restricted'])
    .where('item_id', '=', itemId)
    .where('language', '=', language)
    .executeTakeFirst();
  if (known) return { ...known, isNew: false };
  const made = await db
    .insertInto('editions')
    .values({ item_id: itemId, language, path: null })
    .returning('id')
    .executeTakeFirstOrThrow();
  return { ...made, restricted: null, isNew: true };
}

async function keepOriginal(
  { dataDir }: Desk,
  db: Db,
  editionId: number,
  { name, bytes }: { name: string; bytes: Uint8Array },
): Promise<void> {
  const sha256 = hexSha256(bytes);
  storeByHash(join(dataDir, 'originals'), sha256, bytes);
  await db
    .insertInto('originals')
    .values({ sha256, edition_id: editionId, name })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** Keeps bytes under their hash: `ab/<sha256>`. */
export function storeByHash(folder: string, sha256: string, bytes: Uint8Array): string {
  const file = join(folder, sha256.slice(0, 2), sha256);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(`${file}.new`, bytes, { mode: 0o600 });
  renameSync(`${file}.new`, file);
  return file;
}
