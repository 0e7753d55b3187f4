import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { DaftarError } from '../../base/errors.ts';
import { cleanText } from '../../base/text.ts';
import { draftFieldsSchema, withoutPrivate } from '../../kinds/field.ts';
import { kinds } from '../../kinds/index.ts';
import type { Kind } from '../../kinds/kind.ts';
import { languages } from '../../languages/index.ts';
import { canonicalBody } from '../../record/body.ts';
import { canonicalJson } from '../../record/canonical.ts';
import { EMPTY } from '../keeping/empty.ts';
import type { Db } from './database.ts';
import { addRevision } from './head.ts';
import { type Content, cleanParty, type Desk } from './intake.ts';
import { type Actor, may, requireRight } from './roles.ts';
import { isOutdated } from './translation.ts';

/** Saves that happen by themselves while somebody types take each other's place for this long. */
const AUTO_MS = 10 * 60_000;
/** Characters of one text: some two hundred printed pages. */
const LONGEST = 2_000_000;

export interface Save {
  /** The revision that was worked on: a save on top of another one is refused, never made. */
  base: number;
  content: Content;
  /** Saved by itself while somebody types. */
  auto?: boolean;
  name?: string | null;
}

/**
 * A new item with its first edition, empty or with what is known already. Returns the edition's id.
 * @throws DaftarError FORBIDDEN, UNKNOWN_KIND, UNKNOWN_LANGUAGE
 */
export async function createItem(
  desk: Desk,
  who: Actor,
  { kind: kindId, language, content }: { kind: string; language: string; content?: Partial<Content> },
  now: Date,
): Promise<number> {
  const kind = kindOf(kindId);
  requireLanguage(language);
  requireRight(who, kind.id === 'masthead' ? 'masthead' : 'write', language);
  const first = cleanDraft(kind, { ...EMPTY, ...content, translates: null }).content;
  return desk.db.transaction().execute(async (db) => {
    const { id: itemId } = await db
      .insertInto('items')
      .values({ source_key: null, kind: kind.id, number: null })
      .returning('id')
      .executeTakeFirstOrThrow();
    return createEdition(db, who, { itemId, kind, language, content: first }, now);
  });
}

/**
 * An edition in a further language. As a translation it begins with what needs no translating, and is current with the
 * words that its source has now. Returns its id; that of the edition which is there already, if one is.
 * @throws DaftarError FORBIDDEN, UNKNOWN_LANGUAGE, NOT_FOUND
 */
export async function addEdition(
  desk: Desk,
  who: Actor,
  { itemId, language, translates }: { itemId: number; language: string; translates: string | null },
  now: Date,
): Promise<number> {
  requireLanguage(language);
  return desk.db.transaction().execute(async (db) => {
    requireRight(who, (await isMasthead(db, itemId)) ? 'masthead' : translates ? 'translate' : 'write', language);
    const known = await editionIn(db, itemId, language);
    if (known) return known.id;
    const source = translates ? await editionIn(db, itemId, translates) : undefined;
    if (translates && !source?.head_id) throw notFound(`edition ${translates}`);
    const head = source && (await contentOf(db, source.head_id!));
    const item = await db.selectFrom('items').select('kind').where('id', '=', itemId).executeTakeFirst();
    if (!item) throw notFound(`item ${itemId}`);
    const kind = kindOf(item.kind);
    const content: Content = head ? { ...untranslated(kind, head), translates } : EMPTY;
    const id = await createEdition(db, who, { itemId, kind, language, content }, now);
    if (source) {
      const { words } = await revisionRow(db, source.head_id!);
      await db
        .updateTable('editions')
        .set({ made_from_id: source.head_id, made_from_words: words })
        .where('id', '=', id)
        .execute();
    }
    return id;
  });
}

/**
 * Saves an edition. Nothing of what was typed is refused for being incomplete: only its shape is checked, and what the
 * body may not hold is taken out, with a sentence for each. The same save a second time is the first one.
 * @throws DaftarError FORBIDDEN, NOT_FOUND, CONFLICT, IN_REVIEW, REOPEN_FIRST, INVALID_FIELDS, TOO_LONG
 */
export async function saveEdition(
  desk: Desk,
  who: Actor,
  editionId: number,
  { base, content: sent, auto = false, name = null }: Save,
  now: Date,
): Promise<{ revisionId: number; cleaned: string[] }> {
  const saved = await desk.db.transaction().execute(async (db) => {
    const edition = await editionWith(db, editionId);
    requireMaySave(who, edition);
    const { content, cleaned } = cleanDraft(kindOf(edition.kind), { ...sent, translates: edition.translates });
    const head = await revisionRow(db, edition.head_id!);
    const isSame = head.content === canonicalJson(content);
    // Whoever saves what stands there already has written nothing.
    if (isSame) {
      if (name !== null) await db.updateTable('revisions').set({ name, auto: 0 }).where('id', '=', head.id).execute();
      else if (!auto) await db.updateTable('revisions').set({ auto: 0 }).where('id', '=', head.id).execute();
      return { revisionId: head.id, cleaned };
    }
    if (base !== head.id) throw conflict(edition);
    requireStored(desk, content);
    const revisionId = await addRevision(db, {
      editionId,
      content,
      saved: now.toISOString(),
      source: 'desk',
      authorId: who.id,
      name,
      auto,
    });
    if (isReplaced(head, who, now)) await dropIfUnused(db, head.id, edition.item_id);
    await db
      .updateTable('editions')
      .set({ state: stateAfterSave(edition.state) })
      .where('id', '=', editionId)
      .execute();
    return { revisionId, cleaned };
  });
  return saved;
}

/**
 * Puts an edition that was never published away, or brings it back: as a draft, whatever it was before, so that no
 * approval and no schedule of it stays behind.
 * @throws DaftarError FORBIDDEN, NOT_FOUND, IS_PUBLIC
 */
export async function archiveEdition(
  desk: Desk,
  who: Actor,
  editionId: number,
  away: boolean,
  now: Date,
): Promise<void> {
  requireRight(who, 'edit');
  await desk.db.transaction().execute(async (db) => {
    const edition = await editionWith(db, editionId);
    if (edition.kind === 'masthead') requireRight(who, 'masthead');
    if (edition.released_id !== null && away) {
      throw new DaftarError(
        'IS_PUBLIC',
        'What was published is not put away.',
        'Withdraw it, with a reason that readers see.',
      );
    }
    const asDraft = { state: 'draft', approved_id: null, publish_at: null, publish_by: null, publish_failure: null };
    await db
      .updateTable('editions')
      .set(away ? { archived: now.toISOString(), ...asDraft } : { archived: null })
      .where('id', '=', editionId)
      .execute();
  });
}

/** A person has read what was kept back, and lets it go on. @throws DaftarError FORBIDDEN, NOT_FOUND */
export async function liftRestriction(desk: Desk, who: Actor, editionId: number): Promise<void> {
  const { kind } = await editionWith(desk.db, editionId);
  requireRight(who, toLift(kind));
  await desk.db.updateTable('editions').set({ restricted: null }).where('id', '=', editionId).execute();
}

/** What an import kept back an editor lets go; what its kind keeps back, an approver. */
export function toLift(kind: string): 'edit' | 'approve' {
  return kinds.get(kind)?.restricted ? 'approve' : 'edit';
}

/** Names who goes on with it, somebody of the desk; null for nobody. @throws DaftarError FORBIDDEN, NOT_FOUND */
export async function assign(desk: Desk, who: Actor, editionId: number, assigneeId: string | null): Promise<void> {
  requireRight(who, 'comment');
  await editionWith(desk.db, editionId);
  await desk.db.updateTable('editions').set({ assignee_id: assigneeId }).where('id', '=', editionId).execute();
}

export type EditionRow = Awaited<ReturnType<typeof editionWith>>;

/** An edition with its item's kind and number. @throws DaftarError NOT_FOUND */
export async function editionWith(db: Db, editionId: number) {
  const edition = await db
    .selectFrom('editions')
    .innerJoin('items', 'items.id', 'editions.item_id')
    .selectAll('editions')
    .select(['items.kind', 'items.number'])
    .where('editions.id', '=', editionId)
    .executeTakeFirst();
  if (!edition) throw notFound(`edition ${editionId}`);
  return edition;
}

/** Every edition of an item, in order of their making, each with whether it is outdated. */
export async function editionsOf(db: Db, itemId: number) {
  const rows = await db.selectFrom('editions').selectAll().where('item_id', '=', itemId).orderBy('id').execute();
  const byLanguage = new Map(rows.map((row) => [row.language, row]));
  return rows.map((row) => ({
    ...row,
    outdated: row.translates !== null && isOutdated(row, byLanguage.get(row.translates)),
  }));
}

/** @throws DaftarError NOT_FOUND */
export async function contentOf(db: Db, revisionId: number): Promise<Content> {
  return JSON.parse((await revisionRow(db, revisionId)).content);
}

/** @throws DaftarError NOT_FOUND */
export async function revisionRow(db: Db, revisionId: number) {
  const row = await db.selectFrom('revisions').selectAll().where('id', '=', revisionId).executeTakeFirst();
  if (!row) throw notFound(`revision ${revisionId}`);
  return row;
}

/**
 * What somebody goes on from: the newest revision. Where readers have just that, what follows is a correction of it, whose
 * note is not written yet.
 */
export function startingContent(content: Content, { head_id, released_id }: EditionRow): Content {
  const event = released_id === null ? 'publish' : content.event === 'withdraw' ? 'withdraw' : 'correct';
  return head_id === released_id ? { ...content, event: 'correct', note: '' } : { ...content, event };
}

/** Whether somebody may save this now, its state left aside. */
export function mayWrite(
  who: Actor,
  { kind, language, translates }: Pick<EditionRow, 'kind' | 'language' | 'translates'>,
) {
  if (kind === 'masthead') return may(who, 'masthead');
  return may(who, 'edit') || may(who, translates ? 'translate' : 'write', language);
}

/** What an edition says to whoever asks: what is private only to those who may write there. */
export function readableBy(
  who: Actor,
  edition: Pick<EditionRow, 'kind' | 'language' | 'translates'>,
  content: Content,
) {
  const kind = kinds.get(edition.kind);
  if (!kind || mayWrite(who, edition)) return content;
  return { ...content, fields: withoutPrivate(kind.fields, content.fields) };
}

export function kindOf(id: string): Kind {
  const kind = kinds.get(id);
  if (kind) return kind;
  throw new DaftarError('UNKNOWN_KIND', `There is no kind "${id}".`, `Kinds are ${[...kinds.keys()].join(', ')}.`);
}

export function notFound(what: string): DaftarError {
  return new DaftarError(
    'NOT_FOUND',
    `There is no ${what} here.`,
    'It may have been put away: look for it in the list.',
  );
}

async function createEdition(
  db: Db,
  who: Actor,
  { itemId, kind, language, content }: { itemId: number; kind: Kind; language: string; content: Content },
  now: Date,
): Promise<number> {
  const { id } = await db
    .insertInto('editions')
    .values({ item_id: itemId, language, path: null, restricted: kind.restricted ?? null })
    .returning('id')
    .executeTakeFirstOrThrow();
  await addRevision(db, { editionId: id, content, saved: now.toISOString(), source: 'desk', authorId: who.id });
  return id;
}

async function isMasthead(db: Db, itemId: number): Promise<boolean> {
  const item = await db.selectFrom('items').select('kind').where('id', '=', itemId).executeTakeFirst();
  if (!item) throw notFound(`item ${itemId}`);
  return item.kind === 'masthead';
}

function editionIn(db: Db, itemId: number, language: string) {
  return db
    .selectFrom('editions')
    .selectAll()
    .where('item_id', '=', itemId)
    .where('language', '=', language)
    .executeTakeFirst();
}

function requireLanguage(language: string): void {
  if (languages.has(language)) return;
  throw new DaftarError(
    'UNKNOWN_LANGUAGE',
    `There is no language "${language}" here.`,
    'What was written in it is kept; add its file to src/languages to go on with it.',
  );
}

/** @throws DaftarError FORBIDDEN, UNKNOWN_LANGUAGE, IN_REVIEW, REOPEN_FIRST */
function requireMaySave(who: Actor, edition: EditionRow): void {
  if (!mayWrite(who, edition)) requireRight(who, edition.translates ? 'translate' : 'write', edition.language);
  if (edition.kind !== 'masthead') requireLanguage(edition.language);
  if (edition.state === 'in-review' && !may(who, 'edit')) {
    throw new DaftarError(
      'IN_REVIEW',
      'This is being reviewed, so only an editor may change it now.',
      'Take it back from review first, or write what should change as a comment.',
    );
  }
  if (edition.state === 'approved' || edition.state === 'scheduled') {
    throw new DaftarError(
      'REOPEN_FIRST',
      'This is approved as it stands; another wording has to be approved again.',
      'Reopen it first.',
    );
  }
}

/** What is in review stays there with its new words; whatever else is written on is a draft again. */
function stateAfterSave(state: string): string {
  return state === 'in-review' || state === 'changes-requested' ? state : 'draft';
}

function cleanDraft(kind: Kind, sent: Content): { content: Content; cleaned: string[] } {
  if (sent.body.length > LONGEST) {
    throw new DaftarError(
      'TOO_LONG',
      `This text has ${sent.body.length} characters; ${LONGEST} are the most that one edition takes.`,
      'Publish it as several items, or as a document to download.',
    );
  }
  const { html, findings } = canonicalBody(sent.body);
  const content: Content = {
    ...sent,
    title: cleanText(sent.title),
    summary: cleanText(sent.summary),
    note: cleanText(sent.note),
    body: html,
    dateline: sent.dateline && { ...sent.dateline, text: cleanText(sent.dateline.text) },
    issuers: sent.issuers.map(cleanParty),
    people: sent.people.map(cleanParty),
    places: sent.places.map(cleanText),
    fields: draftFields(kind, sent),
  };
  return { content, cleaned: findings };
}

function draftFields(kind: Kind, { fields }: Content): Content['fields'] {
  const result = draftFieldsSchema(kind).safeParse(fields);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  throw new DaftarError(
    'INVALID_FIELDS',
    `${['fields', ...issue!.path].join('.')}: ${issue!.message}.`,
    'Reload the page: the kind may have changed since; what you typed is kept.',
  );
}

/** What a translation takes over from its source: all but the words, and what is told to nobody further. */
function untranslated({ fields }: Kind, source: Content): Content {
  const media = source.media.map((medium) => ({ ...medium, alt: '', caption: '' }));
  return {
    ...source,
    title: '',
    summary: '',
    body: '',
    note: '',
    slug: null,
    aliases: [],
    legacy: null,
    media,
    fields: withoutPrivate(fields, source.fields),
    event: 'publish',
  };
}

interface RevisionRow {
  id: number;
  auto: number;
  author_id: string | null;
  name: string | null;
  saved: string;
}

function isReplaced({ auto, author_id, name, saved }: RevisionRow, who: Actor, now: Date): boolean {
  return auto === 1 && author_id === who.id && name === null && now.getTime() - Date.parse(saved) < AUTO_MS;
}

/** A revision that nothing speaks of leaves no gap; of editions, only those of its own item can. */
async function dropIfUnused(db: Db, id: number, itemId: number): Promise<void> {
  for (const table of ['steps', 'comments', 'ticks', 'sign_offs', 'embargoes'] as const) {
    if (await db.selectFrom(table).select('revision_id').where('revision_id', '=', id).executeTakeFirst()) return;
  }
  const used = await db
    .selectFrom('editions')
    .select('id')
    .where('item_id', '=', itemId)
    .where(({ eb, or }) =>
      or([
        eb('made_from_id', '=', id),
        eb('reference_id', '=', id),
        eb('released_id', '=', id),
        eb('approved_id', '=', id),
      ]),
    )
    .executeTakeFirst();
  if (!used) await db.deleteFrom('revisions').where('id', '=', id).execute();
}

/** Sizes are only made here: what has none of them would hold up every release behind it. */
function requireStored({ dataDir }: Desk, { media }: Content): void {
  const hashes = media.flatMap(({ sizes }) => sizes.map(({ sha256 }) => sha256));
  const isStored = (sha256: string) =>
    /^[0-9a-f]{64}$/.test(sha256) &&
    ['media', 'record/media'].some((folder) => existsSync(join(dataDir, folder, sha256.slice(0, 2), sha256)));
  const unknown = hashes.find((sha256) => !isStored(sha256));
  if (unknown === undefined) return;
  throw new DaftarError('MEDIA_UNKNOWN', `There is no picture ${unknown} here.`, 'Upload it, and choose it again.');
}

function conflict({ title, head_id }: EditionRow): DaftarError {
  return new DaftarError(
    'CONFLICT',
    `Somebody else has saved “${title}” meanwhile (revision ${head_id}).`,
    'Compare the two side by side and save on top of theirs: nothing of yours is lost.',
  );
}
