import type { Kind } from '../../kinds/kind.ts';
import { canonicalJson } from '../../record/canonical.ts';
import type { Json, Party } from '../../record/release.ts';
import { type Draft, itemsNamedIn } from '../draft.ts';
import type { Db } from './database.ts';
import { type Content, cleanWords, type Desk } from './intake.ts';
import { fieldsWithNumbers, withNumbers } from './references.ts';

/** What an item can be told by: an id of the old site, or all words of an edition. */
type Trait = string;

/** Items without a key, in order of their numbers. */
interface Strangers {
  byTrait: Map<Trait, Set<number>>;
  /** Those that have been given one since. */
  named: Set<number>;
}

/**
 * What was taken back from the record carries no key of the source that it once came from, and would be numbered anew.
 * So before an import, each item that the desk knows no key of is looked for there. Where a draft names an item that is
 * still unknown, `around` gives the drafts beside these. See specs/import.md, section "After the desk was lost".
 */
export async function recognise({ db }: Desk, drafts: Draft[], around: () => Draft[] = () => []): Promise<void> {
  const strangers = await itemsWithoutKey(db);
  if (strangers.byTrait.size === 0) return;
  const known = await knownKeys(db);
  await giveKeys(db, drafts, strangers, known);
  if (drafts.flatMap(itemsNamedIn).some((key) => !known.has(key))) await giveKeys(db, around(), strangers, known);
}

/**
 * The revision, taken back from the record, of which this content is what was published: the same but for what the desk
 * alone knows, and for links to what was not published then.
 */
export async function releasedAs(db: Db, kind: Kind, editionId: number, content: Content): Promise<number | null> {
  const revisions = await db
    .selectFrom('revisions')
    .select(['id', 'content'])
    .where('edition_id', '=', editionId)
    .where('source', '=', 'record')
    .orderBy('id', 'desc')
    .execute();
  const drafted = revisions.length > 0 ? await shown(db, kind, content) : null;
  for (const { id, content } of revisions) {
    const released = await shown(db, kind, JSON.parse(content));
    if (canonicalJson(withoutNewLinks(drafted!, released)) === canonicalJson(released)) return id;
  }
  return null;
}

async function itemsWithoutKey(db: Db): Promise<Strangers> {
  const revisions = await db
    .selectFrom('items')
    .innerJoin('editions', 'editions.item_id', 'items.id')
    .innerJoin('revisions', 'revisions.edition_id', 'editions.id')
    .select(['items.id', 'items.kind', 'editions.language', 'revisions.content'])
    .where('items.source_key', 'is', null)
    .where('items.kind', '!=', 'masthead')
    .where('revisions.source', '=', 'record')
    .orderBy('items.number')
    .execute();
  const byTrait: Strangers['byTrait'] = new Map();
  for (const { id, kind, language, content } of revisions) {
    for (const trait of traitsOf(kind, language, JSON.parse(content)))
      byTrait.set(trait, (byTrait.get(trait) ?? new Set()).add(id));
  }
  return { byTrait, named: new Set() };
}

async function knownKeys(db: Db): Promise<Set<string>> {
  const items = await db.selectFrom('items').select('source_key').where('source_key', 'is not', null).execute();
  return new Set(items.map(({ source_key }) => source_key!));
}

async function giveKeys(db: Db, drafts: Draft[], strangers: Strangers, known: Set<string>): Promise<void> {
  const unknown = Map.groupBy(
    drafts.filter(({ key }) => !known.has(key)),
    ({ key }) => key,
  );
  for (const [key, editions] of unknown) {
    const item = mostAlike(strangers, editions);
    if (item === null) continue;
    await db.updateTable('items').set({ source_key: key }).where('id', '=', item).execute();
    strangers.named.add(item);
    known.add(key);
  }
}

/** The item that shares most traits with these drafts; of several the one with the lowest number. */
function mostAlike({ byTrait, named }: Strangers, drafts: Draft[]): number | null {
  const shared = new Map<number, number>();
  for (const draft of drafts) {
    for (const trait of traitsOf(draft.kind, draft.language, { ...draft, ...cleanWords(draft) }))
      for (const item of byTrait.get(trait) ?? []) if (!named.has(item)) shared.set(item, (shared.get(item) ?? 0) + 1);
  }
  const most = Math.max(...shared.values());
  return [...shared.keys()].find((item) => shared.get(item) === most) ?? null;
}

/** Of an erased release nothing is left to go by. An id is the item's own; words alone have to be all the same. */
function traitsOf(kind: string, language: string, content: Telling): Trait[] {
  if (!content.title) return [];
  const ids = (content.legacy?.ids ?? []).map((id) => `legacy ${id}`);
  if (ids.length > 0) return ids;
  const { title, summary, body, dateline, posted } = content;
  return [canonicalJson({ kind, language, title, summary, body, dateline, posted })];
}

type Telling = Pick<Content, 'title' | 'summary' | 'body' | 'dateline' | 'posted' | 'legacy'>;

/** All of a content that readers can see, other items named by their numbers. The address is the edition's, and fixed. */
async function shown(db: Db, kind: Kind, content: Content) {
  const { title, summary, body, dateline, posted, places, tags, media, aliases, note, legacy, translates } = content;
  const fields = await fieldsWithNumbers(db, kind, content.fields);
  return {
    ...{ title, summary, body, dateline, posted, places, tags, media, aliases, note, translates },
    issuers: await withNumbers(db, content.issuers),
    people: await withNumbers(db, content.people),
    fields: withoutNulls(fields),
    legacy: legacy && { ids: legacy.ids, posted: legacy.posted, views: legacy.views },
    isWithdrawn: content.event === 'withdraw',
  };
}

/** A field that a later version of Daftar added is null in what it reads, and absent from what was there before. */
function withoutNulls(value: Json): Json {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(withoutNulls);
  const filled = Object.entries(value).filter(([, part]) => part !== null);
  return Object.fromEntries(filled.map(([id, part]) => [id, withoutNulls(part as Json)]));
}

/** The revision that came in with the same words before kinds were given new fields, which are empty in this one. */
export async function cameInAs(db: Db, editionId: number, content: Content): Promise<number | null> {
  const revisions = await db
    .selectFrom('revisions')
    .select(['id', 'content'])
    .where('edition_id', '=', editionId)
    .where('sha256', 'is not', null)
    .orderBy('id', 'desc')
    .execute();
  const text = canonicalJson(withoutNulls(content as unknown as Json));
  return revisions.find((one) => canonicalJson(withoutNulls(JSON.parse(one.content))) === text)?.id ?? null;
}

type Shown = Awaited<ReturnType<typeof shown>>;

/** What was published before the item that it names, or before its original, stays without that link. */
function withoutNewLinks(drafted: Shown, released: Shown): Shown {
  const asThen = (parties: Party[], then: Party[]) =>
    parties.map((party, index) => (then[index]?.number === null ? { ...party, number: null } : party));
  return {
    ...drafted,
    issuers: asThen(drafted.issuers, released.issuers),
    people: asThen(drafted.people, released.people),
    translates: released.translates && drafted.translates,
  };
}
