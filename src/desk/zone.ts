/** Moments as the clocks of a place say them, for server and interface. Offsets are of that moment: clocks change. */
export interface Zone {
  id: string;
  /** For where the zone is not known. */
  offset: string;
}

/** `+05:00` in the zone at that moment. */
export function offsetAt(iso: string, { id, offset }: Zone): string {
  try {
    const parts = new Intl.DateTimeFormat('en', { timeZone: id, timeZoneName: 'longOffset' }).formatToParts(
      new Date(iso),
    );
    return parts.find(({ type }) => type === 'timeZoneName')!.value.replace('GMT', '') || '+00:00';
  } catch {
    return offset;
  }
}

/** The moment as it is written in the zone: `2020-11-14T16:30:00+05:00`. */
export function inZone(iso: string, zone: Zone): string {
  const offset = offsetAt(iso, zone);
  return `${new Date(Date.parse(iso) + minutesOf(offset) * 60_000).toISOString().slice(0, 19)}${offset}`;
}

/** The moment in UTC at which clocks of the zone say this: `2020-11-14T16:30`. Null of what is no time. */
export function fromZone(wall: string, zone: Zone): string | null {
  const asUtc = Date.parse(`${wall.slice(0, 16)}Z`);
  if (Number.isNaN(asUtc)) return null;
  // The offset is that of the moment itself, which lies one offset away: twice is enough, also where clocks change.
  const first = asUtc - minutesOf(offsetAt(new Date(asUtc).toISOString(), zone)) * 60_000;
  return new Date(asUtc - minutesOf(offsetAt(new Date(first).toISOString(), zone)) * 60_000).toISOString();
}

function minutesOf(offset: string): number {
  const [, sign, hours, minutes] = /^([+-])(\d\d):(\d\d)$/.exec(offset)!;
  return (Number(hours) * 60 + Number(minutes)) * (sign === '-' ? -1 : 1);
}
