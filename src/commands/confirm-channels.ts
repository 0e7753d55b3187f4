import { addRevision } from '../desk/server/head.ts';
import type { Content } from '../desk/server/intake.ts';
import { kinds } from '../kinds/index.ts';
import { kindWords } from '../kinds/kind.ts';
import { formatDate } from '../languages/format.ts';
import { languages } from '../languages/index.ts';
import type { Newsroom } from '../newsroom.ts';
import type { Release } from '../record/release.ts';

/** A day that was written down is left as it is for so long: a check every night shall not make a release every night. */
const FRESH_DAYS = 30;

export interface Confirmation {
  number: string;
  language: string;
  /** `unsaved`: somebody has words there that readers have not seen; the day is left to them. */
  outcome: 'confirmed' | 'lost' | 'unsaved';
  revisionId: number | null;
}

/** What a channel's newest release should say now, by what was seen today; undefined where it says that already. */
export function newDay({ fields }: Release, linksBack: boolean, today: string): string | null | undefined {
  const day = typeof fields.confirmed === 'string' ? fields.confirmed : null;
  if (!linksBack) return day === null ? undefined : null;
  if (day === null || day.length < 10) return today;
  const age = (Date.parse(today) - Date.parse(day)) / 86_400_000;
  return age < FRESH_DAYS ? undefined : today;
}

/** Saves at the desk that a channel was seen to link back, or not to do so any more: a correction that says so. */
export async function confirmChannel(
  { desk }: Pick<Newsroom, 'desk'>,
  release: Release,
  linksBack: boolean,
  time: Date,
): Promise<Confirmation | null> {
  const today = time.toISOString().slice(0, 10);
  const confirmed = newDay(release, linksBack, today);
  if (confirmed === undefined) return null;
  const { number, language } = release;
  return desk.db.transaction().execute(async (db) => {
    const edition = await db
      .selectFrom('editions')
      .innerJoin('items', 'items.id', 'editions.item_id')
      .innerJoin('revisions', 'revisions.id', 'editions.head_id')
      .select(['editions.id', 'editions.head_id', 'editions.released_id', 'revisions.content'])
      .where('items.number', '=', number)
      .where('editions.language', '=', language)
      .executeTakeFirstOrThrow();
    const known = JSON.parse(edition.content) as Content;
    if (edition.head_id !== edition.released_id)
      return known.fields.confirmed === confirmed
        ? { number, language, outcome: confirmed ? 'confirmed' : 'lost', revisionId: edition.head_id }
        : { number, language, outcome: 'unsaved', revisionId: null };
    const content: Content = {
      ...known,
      fields: { ...known.fields, confirmed },
      event: 'correct',
      note: noteOf(release, today, linksBack),
    };
    const revisionId = await addRevision(db, {
      editionId: edition.id,
      content,
      saved: time.toISOString(),
      source: 'links',
    });
    await db
      .updateTable('editions')
      .set({ state: 'draft', approved_id: null, publish_at: null })
      .where('id', '=', edition.id)
      .execute();
    return { number, language, outcome: linksBack ? 'confirmed' : 'lost', revisionId };
  });
}

function noteOf({ language: id, kind }: Release, today: string, linksBack: boolean): string {
  const language = languages.get(id) ?? languages.get('en')!;
  const says = kindWords(kinds.get(kind)!, language).says ?? {};
  return (says[linksBack ? 'seen' : 'lost'] ?? '').replace('{day}', formatDate(today, language, 'ascii'));
}
