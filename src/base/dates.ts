/** Dates as the record writes them: `2020-11-14`, or a time with its offset. No machine zone, no machine locale. */
export interface Day {
  year: number;
  month: number;
  day: number;
}

/** The calendar day of an ISO date or time, in the offset that it is written with. */
export function dayOf(iso: string): Day {
  const [year, month, day] = iso.slice(0, 10).split('-').map(Number);
  return { year: year!, month: month!, day: day! };
}

/** Hours and minutes of an ISO time as written, and its offset (`+05:00`, `Z`); null for a bare date. */
export function clockOf(iso: string): { hour: string; minute: string; offset: string } | null {
  const match = /T(\d\d):(\d\d)(?::\d\d(?:\.\d+)?)?(Z|[+-]\d\d:\d\d)$/.exec(iso);
  return match ? { hour: match[1]!, minute: match[2]!, offset: match[3]! } : null;
}

/** A key that orders ISO dates and times of any offset; a bare date stands at its start in UTC. */
export function instant(iso: string): number {
  return Date.parse(iso);
}

/** `2020-11` of an ISO date or time. */
export function monthOf(iso: string): string {
  return iso.slice(0, 7);
}

/** The day of the week, Monday 0, of an ISO date or time in the offset that it is written with. */
export function weekdayOf(iso: string): number {
  return (new Date(`${iso.slice(0, 10)}T00:00:00Z`).getUTCDay() + 6) % 7;
}

/** The same instant on the clocks of another offset: `2026-11-14T18:30:00+05:00` at `Z` is `2026-11-14T13:30:00Z`. */
export function atOffset(iso: string, offset: string): string {
  const there = new Date(instant(iso) + offsetMinutes(offset) * 60_000);
  return there.toISOString().slice(0, 19) + offset;
}

/** Of `+05:30` 330, of `Z` 0. */
export function offsetMinutes(offset: string): number {
  const match = /^([+-])(\d\d):(\d\d)$/.exec(offset);
  if (!match) return 0;
  return (match[1] === '-' ? -1 : 1) * (Number(match[2]) * 60 + Number(match[3]));
}

/** Whether the tz database, as this machine has it, knows a zone of this name: `Asia/Karachi`. */
export function isTimeZone(name: string): boolean {
  try {
    return name !== '' && new Intl.DateTimeFormat('en', { timeZone: name }) !== null;
  } catch {
    return false;
  }
}
