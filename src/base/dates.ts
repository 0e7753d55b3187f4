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
