import { DaftarError } from '../../base/errors.ts';
import type { ChecklistPoint, Settings } from '../admin-types.ts';
import type { Checklist } from '../review-types.ts';
import type { Db } from './database.ts';
import { type EditionRow, editionWith, revisionRow } from './editions.ts';
import type { Desk } from './intake.ts';
import { namesOf } from './people.ts';
import { type Actor, may, requireRight } from './roles.ts';
import { readSettings } from './settings.ts';

const FIGURES: ChecklistPoint = {
  id: 'figures',
  words: {
    en: 'Dates, figures, names and telephone numbers are checked against their sources',
    ur: 'تاریخیں، اعداد، نام اور ٹیلی فون نمبر اصل ذرائع سے ملا لیے گئے ہیں',
    sd: 'تاريخون، انگ، نالا ۽ ٽيليفون نمبر اصل ذريعن سان ڀيٽيا ويا آهن',
  },
};
const SAFETY: ChecklistPoint = {
  id: 'safety',
  words: {
    en: 'Nobody who is named or pictured is put at risk by it',
    ur: 'جن کا نام یا تصویر آئی ہے، اُن میں سے کسی کے لیے اس سے خطرہ پیدا نہیں ہوتا',
    sd: 'جن جو نالو يا تصوير آئي آهي، انهن مان ڪنهن لاءِ به ان سان خطرو پيدا نٿو ٿئي',
  },
};
const MANDATE: ChecklistPoint = {
  id: 'mandate',
  words: {
    en: 'The responsible body has agreed to what is said here',
    ur: 'یہاں کہی گئی بات پر ذمہ دار ادارے کی منظوری موجود ہے',
    sd: 'هتي چيل ڳالهه تي ذميوار اداري جي منظوري موجود آهي',
  },
};
const CONSENT: ChecklistPoint = {
  id: 'consent',
  words: {
    en: 'The person has agreed to this profile',
    ur: 'متعلقہ شخص اس تعارف سے متفق ہے',
    sd: 'لاڳاپيل شخص هن تعارف سان سهمت آهي',
  },
};

/** What is to be ticked where an administrator has not said anything else; an empty list is something else. */
const DEFAULTS: Record<string, ChecklistPoint[]> = {
  statement: [FIGURES, MANDATE, SAFETY],
  person: [FIGURES, CONSENT],
};

export function pointsFor({ checklists }: Settings, kind: string): ChecklistPoint[] {
  return checklists[kind] ?? DEFAULTS[kind] ?? [];
}

/** @throws DaftarError FORBIDDEN, NOT_FOUND */
export async function checklistOf({ db }: Desk, who: Actor, editionId: number): Promise<Checklist> {
  requireRight(who, 'read');
  const edition = await editionWith(db, editionId);
  const ticks = await ticksOf(db, editionId);
  const names = await namesOf(
    db,
    ticks.map((tick) => tick.who),
  );
  const points = pointsFor(await readSettings(db), edition.kind).map(({ id, words }) => {
    const tick = ticks.find(({ point }) => point === id);
    const by = tick ? { who: names.get(tick.who) ?? null, at: tick.at } : null;
    const isCurrent = tick?.revision_id === edition.head_id;
    return { id, words, ticked: isCurrent ? by : null, before: isCurrent ? null : by };
  });
  return { revision: edition.head_id!, points, mayTick: mayTick(who, edition) };
}

/**
 * Ticks a point for the revision that somebody has in front of them, or takes the tick away.
 * @throws DaftarError FORBIDDEN, NOT_FOUND, STALE
 */
export async function tick(
  desk: Desk,
  who: Actor,
  { editionId, revision, point, ticked }: { editionId: number; revision: number; point: string; ticked: boolean },
  now: Date,
): Promise<void> {
  await desk.db.transaction().execute(async (db) => {
    const edition = await editionWith(db, editionId);
    if (!mayTick(who, edition)) requireRight(who, 'approve');
    requireNewest(edition, revision);
    if (!pointsFor(await readSettings(db), edition.kind).some(({ id }) => id === point)) {
      throw new DaftarError('NOT_FOUND', `There is no point “${point}” on this checklist.`, 'Reload the page.');
    }
    await db.deleteFrom('ticks').where('edition_id', '=', editionId).where('point', '=', point).execute();
    if (!ticked) return;
    await db
      .insertInto('ticks')
      .values({ edition_id: editionId, revision_id: revision, point, who: who.id, at: now.toISOString() })
      .execute();
  });
}

/** Points that nobody has ticked for this revision, in the language of the edition. What withdraws a text has none. */
export async function missingPoints(db: Db, editionId: number, revisionId: number): Promise<string[]> {
  const { kind, language } = await editionWith(db, editionId);
  const { content } = await revisionRow(db, revisionId);
  if (JSON.parse(content).event === 'withdraw') return [];
  const ticks = await ticksOf(db, editionId);
  const isTicked = (id: string) => ticks.some(({ point, revision_id }) => point === id && revision_id === revisionId);
  return pointsFor(await readSettings(db), kind)
    .filter(({ id }) => !isTicked(id))
    .map(({ id, words }) => words[language] ?? words.en ?? Object.values(words)[0] ?? id);
}

function mayTick(who: Actor, { language }: EditionRow): boolean {
  return may(who, 'submit', language) || may(who, 'edit') || may(who, 'approve');
}

function ticksOf(db: Db, editionId: number) {
  return db.selectFrom('ticks').selectAll().where('edition_id', '=', editionId).execute();
}

/** Nobody vouches for words that they have not seen. @throws DaftarError STALE */
export function requireNewest({ title, head_id }: EditionRow, revision: number): void {
  if (head_id === revision) return;
  throw new DaftarError(
    'STALE',
    `“${title}” was changed while you looked at it (revision ${head_id}, not ${revision}).`,
    'Look at the newest revision, then decide again.',
  );
}
