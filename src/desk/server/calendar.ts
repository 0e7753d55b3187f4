import type { Calendar, CalendarEntry } from '../list-types.ts';
import type { Db } from './database.ts';
import type { Desk } from './intake.ts';
import { type LineRow, lineRows, linesOf } from './lines.ts';
import { type Actor, requireRight } from './roles.ts';
import { mastheadOf } from './settings.ts';

/** Of each sort in one range. */
const MOST = 300;
const HOUR = 3_600_000;

/** Days of the organisation's zone, both inclusive. */
export interface Range {
  from: string;
  to: string;
}

/**
 * What goes out, what went out, and whose links for journalists end, in order of time. Times are UTC; the zone says which
 * day they belong to.
 * @throws DaftarError FORBIDDEN
 */
export async function calendarOf({ db }: Desk, who: Actor, range: Range): Promise<Calendar> {
  requireRight(who, 'read');
  const { zone } = await mastheadOf(db);
  // A day more on both sides: no zone is further from UTC, and the days are told apart where they are shown.
  const from = new Date(Date.parse(range.from) - 24 * HOUR).toISOString();
  const to = new Date(Date.parse(range.to) + 48 * HOUR).toISOString();
  const entries = [
    ...(await scheduled(db, from, to)),
    ...(await published(db, from, to)),
    ...(await embargoes(db, from, to)),
  ];
  entries.sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : a.edition - b.edition));
  return { zone, entries, more: entries.length >= MOST };
}

async function scheduled(db: Db, from: string, to: string): Promise<CalendarEntry[]> {
  const rows = await lineRows(db)
    .where('editions.publish_at', '>=', from)
    .where('editions.publish_at', '<', to)
    .orderBy('editions.publish_at')
    .limit(MOST)
    .execute();
  return linesOf(db, rows, ({ publish_at }: LineRow) => ({ what: 'scheduled' as const, at: publish_at! }));
}

/** By their latest releases. */
async function published(db: Db, from: string, to: string): Promise<CalendarEntry[]> {
  const rows = await lineRows(db)
    .where('editions.released', '>=', from)
    .where('editions.released', '<', to)
    .where('editions.language', '<>', 'mul')
    .orderBy('editions.released')
    .limit(MOST)
    .execute();
  return linesOf(db, rows, ({ released }) => ({ what: 'published' as const, at: released! }));
}

async function embargoes(db: Db, from: string, to: string): Promise<CalendarEntry[]> {
  const rows = await lineRows(db)
    .innerJoin('embargoes', 'embargoes.edition_id', 'editions.id')
    .select('embargoes.expires')
    .where('embargoes.revoked', 'is', null)
    .where('embargoes.expires', '>=', from)
    .where('embargoes.expires', '<', to)
    .orderBy('embargoes.expires')
    .limit(MOST)
    .execute();
  return linesOf(db, rows, ({ expires }) => ({ what: 'embargo' as const, at: expires }));
}
