import { slugify } from '../../base/text.ts';
import { languages } from '../../languages/index.ts';
import { canonicalJson } from '../../record/canonical.ts';
import type { Event, Release } from '../../record/release.ts';
import type { Db } from './database.ts';
import { contentOf, type EditionRow, kindOf } from './editions.ts';
import type { Content } from './intake.ts';
import { yearIn } from './publish.ts';
import { fieldsWithNumbers, withNumbers } from './references.ts';
import { mastheadOf } from './settings.ts';
import { sourceRelease } from './translation.ts';

/** Stands in a preview where a number is allotted only at the first release. */
export const UNNUMBERED = '····';

/**
 * What an edition says, as a release of it would say it now. Nothing is allotted, asked of nobody twice, and fixed: where
 * number and address are still to be given, they are marked as such. It is quick enough to be made while somebody types.
 */
export async function draftRelease(db: Db, edition: EditionRow, content: Content, now: Date): Promise<Release> {
  const draft = await nextRelease(db, edition, content, now);
  const out = await asReleased(db, edition, content);
  return out ? { ...draft, ...out } : draft;
}

/** Where readers have these words already: as what they have them. */
async function asReleased(db: Db, edition: EditionRow, content: Content) {
  if (edition.released_id === null || content.event === 'withdraw' || content.note) return null;
  const released = await contentOf(db, edition.released_id);
  const said = ({ event: _event, note: _note, ...rest }: Content) => canonicalJson(rest);
  if (said(released) !== said(content)) return null;
  const { version } = (await lastRelease(db, edition.id))!;
  return { version, event: edition.released_event as Event, released: edition.released!, note: released.note };
}

async function nextRelease(db: Db, edition: EditionRow, content: Content, now: Date): Promise<Release> {
  const kind = kindOf(edition.kind);
  const last = await lastRelease(db, edition.id);
  const released = now.toISOString().replace(/\.\d+Z$/, 'Z');
  const { zone } = await mastheadOf(db);
  const year = yearIn(content.posted || released, zone.id);
  const words = slugify(content.slug ?? content.title, languages.get(edition.language)?.transliteration ?? {});
  return {
    format: 'daftar-release/1',
    number: edition.number ?? `${kind.letters}-${Number.isNaN(year) ? UNNUMBERED : year}-${UNNUMBERED}`,
    kind: kind.id,
    language: edition.language,
    version: (last?.version ?? 0) + 1,
    event: !last ? 'publish' : content.event === 'withdraw' ? 'withdraw' : 'correct',
    title: content.title,
    summary: content.summary,
    body: content.body,
    dateline: content.dateline,
    posted: content.posted || null,
    released,
    issuers: await withNumbers(db, content.issuers),
    people: await withNumbers(db, content.people),
    places: content.places,
    tags: content.tags,
    translates: await translated(db, edition),
    media: content.media,
    fields: await fieldsWithNumbers(db, kind, content.fields),
    path: edition.path ?? (kind.section ? `${edition.language}/${kind.section}/${year}/${words}/` : ''),
    aliases: content.aliases,
    legacy: content.legacy && { ...content.legacy, original: null },
    note: content.note,
    previous: last?.sha256 ?? null,
    salt: '',
  };
}

function lastRelease(db: Db, editionId: number) {
  return db
    .selectFrom('releases')
    .select(['version', 'sha256'])
    .where('edition_id', '=', editionId)
    .orderBy('version', 'desc')
    .limit(1)
    .executeTakeFirst();
}

async function translated(db: Db, { id, item_id, translates }: EditionRow): Promise<Release['translates']> {
  const source = translates && (await sourceRelease(db, item_id, translates, id));
  return source ? { language: translates, sha256: source.sha256 } : null;
}
