import { isTimeZone } from '../base/dates.ts';
import { html } from '../base/html.ts';
import type { Json } from '../record/release.ts';
import type { Hours } from '../theme/hours/hours.ts';
import type { Place } from '../theme/place/place.ts';
import { type Reach, reach } from '../theme/reach/reach.ts';
import type { Field } from './field.ts';
import type { Fault, Shown } from './kind.ts';
import { namedIn } from './names.ts';
import { fault, faultsOf, groupOf, groupsOf, isWebAddress, numberOf, textOf } from './traits.ts';

/** Traits of what has a place, hours, or ways to be reached: their fields, their checks, and how they are read for drawing. */

export const PLACE = {
  type: 'group',
  show: 'hidden',
  optional: true,
  search: true,
  of: {
    name: { type: 'text', optional: true },
    address: { type: 'text', lines: true, optional: true },
    way: { type: 'text', optional: true },
    latitude: { type: 'number', optional: true },
    longitude: { type: 'number', optional: true },
    map: { type: 'item', kinds: ['map'], optional: true },
  },
} satisfies Field;

export function checkPlace(value: Json | undefined): Fault[] {
  const { latitude, longitude } = groupOf(value);
  const [north, east] = [numberOf(latitude), numberOf(longitude)];
  if (north === null && east === null) return [];
  if (north !== null && east !== null && Math.abs(north) <= 90 && Math.abs(east) <= 180) return [];
  const field = `fields.place.${north === null || Math.abs(north) > 90 ? 'latitude' : 'longitude'}`;
  const hint =
    'Give both: the latitude from -90 to 90, the longitude from -180 to 180, in degrees with decimals. Or leave both empty.';
  return [fault(field, 'BAD_PLACE', 'these two numbers name no point on the earth', hint)];
}

export function placeIn(value: Json | undefined): Place {
  const { name, address, way, latitude, longitude, map } = groupOf(value);
  const [north, east] = [numberOf(latitude), numberOf(longitude)];
  const { number, name: title } = namedIn(map);
  return {
    name: textOf(name),
    address: textOf(address),
    way: textOf(way),
    at: north === null || east === null ? null : { latitude: north, longitude: east },
    map: number ? { title, address: `${number}/` } : null,
  };
}

/** https://schema.org/Place; null where nothing is known of it. */
export function placeData(value: Json | undefined): Record<string, Json> | null {
  const { name, address, way, at } = placeIn(value);
  if (!name && !address && !way && !at) return null;
  return {
    '@type': 'Place',
    name: name || address.split('\n')[0] || way,
    ...((address || way) && { address: address.replaceAll('\n', ', ') || way }),
    ...(at && { geo: { '@type': 'GeoCoordinates', ...at } }),
  };
}

export const WEEKDAYS = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const;

export const HOURS = {
  type: 'group',
  show: 'hidden',
  optional: true,
  of: {
    week: {
      type: 'list',
      of: {
        type: 'group',
        of: {
          first: { type: 'choice', options: WEEKDAYS },
          last: { type: 'choice', options: WEEKDAYS, optional: true },
          opens: { type: 'text' },
          closes: { type: 'text' },
        },
      },
    },
    offset: { type: 'text' },
    zone: { type: 'text', optional: true },
    clock: { type: 'text', optional: true },
    exceptions: { type: 'text', optional: true },
  },
} satisfies Field;

const OFFSET = /^(Z|[+-](0\d|1[0-4]):[0-5]\d)$/;
const CLOCK = /^([01]\d|2[0-3]):[0-5]\d$|^24:00$/;

export function checkHours(value: Json | undefined): Fault[] {
  if (!value) return [];
  const { week, offset, zone } = groupOf(value);
  const faults = groupsOf(week).flatMap(({ opens, closes }, index) => checkSpan(textOf(opens), textOf(closes), index));
  return faultsOf(
    faults,
    checkOffset(offset, 'fields.hours.offset'),
    zone ? checkZone(zone, 'fields.hours.zone') : null,
  );
}

function checkSpan(opens: string, closes: string, index: number): Fault[] {
  const field = `fields.hours.week.${index}.closes`;
  if (!CLOCK.test(opens) || !CLOCK.test(closes)) {
    const which = CLOCK.test(opens) ? field : field.replace('closes', 'opens');
    const how = 'Write hours and minutes in two digits each: 09:00, 18:30; 24:00 is the end of the day.';
    return [fault(which, 'BAD_CLOCK', 'this is no time of day', how)];
  }
  if (opens < closes) return [];
  const hint =
    'Correct one of the two times. Hours that run past midnight are two entries: until 24:00, and from 00:00.';
  return [fault(field, 'CLOSES_BEFORE_OPENS', 'it closes before it opens', hint)];
}

export function checkOffset(offset: Json | undefined, field: string): Fault[] {
  if (OFFSET.test(textOf(offset))) return [];
  const hint = 'Write how far its clocks are from UTC: +05:00, -04:30, or Z for UTC itself.';
  return [fault(field, 'BAD_OFFSET', 'this is no offset from UTC', hint)];
}

export function checkZone(zone: Json | undefined, field: string): Fault[] {
  if (isTimeZone(textOf(zone))) return [];
  return [fault(field, 'BAD_ZONE', 'there is no time zone of this name', 'Write it as Asia/Karachi, or UTC.')];
}

export function isOffset(offset: Json | undefined): offset is string {
  return OFFSET.test(textOf(offset));
}

/** What is whole of it: a draft's entries may be half typed. */
export function hoursIn(value: Json | undefined): Hours | null {
  const { week, offset, zone, clock, exceptions } = groupOf(value);
  const spans = groupsOf(week).flatMap(({ first, last, opens, closes }) => {
    const [from, to] = [WEEKDAYS.indexOf(first as 'monday'), WEEKDAYS.indexOf((last ?? first) as 'monday')];
    const isWhole = from >= 0 && to >= 0 && CLOCK.test(textOf(opens)) && CLOCK.test(textOf(closes));
    return isWhole ? [{ first: from, last: to, opens: textOf(opens), closes: textOf(closes) }] : [];
  });
  if (spans.length === 0 && !exceptions) return null;
  const told = isOffset(offset) ? offset : 'Z';
  return { spans, offset: told, zone: textOf(zone) || null, clock: textOf(clock), exceptions: textOf(exceptions) };
}

/** https://schema.org/openingHoursSpecification */
export function hoursData(value: Json | undefined): Json[] {
  const name = (day: number) => `https://schema.org/${WEEKDAYS[day]![0]!.toUpperCase()}${WEEKDAYS[day]!.slice(1)}`;
  return (hoursIn(value)?.spans ?? []).map(({ first, last, opens, closes }) => ({
    '@type': 'OpeningHoursSpecification',
    dayOfWeek: Array.from({ length: ((last - first + 7) % 7) + 1 }, (_, index) => name((first + index) % 7)),
    opens,
    closes: closes === '24:00' ? '23:59' : closes,
  }));
}

/** Ways to reach somebody; a kind spreads them among its fields. */
export const REACH = {
  telephones: {
    type: 'list',
    show: 'hidden',
    optional: true,
    of: {
      type: 'group',
      of: {
        region: { type: 'text' },
        telephone: { type: 'telephone' },
        spoken: { type: 'text', optional: true },
      },
    },
  },
  email: { type: 'email', show: 'hidden', optional: true },
  fingerprint: { type: 'text', show: 'hidden', optional: true },
  key: { type: 'url', show: 'hidden', optional: true },
  drop: { type: 'url', show: 'hidden', optional: true },
} satisfies Record<string, Field>;

export function checkReach({ fingerprint }: Record<string, Json>): Fault[] {
  const digits = textOf(fingerprint).replace(/\s/g, '');
  if (digits === '' || /^([0-9a-f]{40}|[0-9a-f]{64})$/i.test(digits)) return [];
  const hint =
    'A fingerprint has 40 digits (64 for the newest keys), 0 to 9 and A to F: “gpg --fingerprint” prints it.';
  return [fault('fields.fingerprint', 'BAD_FINGERPRINT', 'this is no fingerprint of a key', hint)];
}

export function reachIn({ telephones, email, fingerprint, key, drop }: Record<string, Json>): Reach {
  return {
    telephones: groupsOf(telephones)
      .map(({ region, telephone, spoken }) => ({
        region: textOf(region),
        number: textOf(telephone),
        note: textOf(spoken),
      }))
      .filter(({ number }) => number !== ''),
    email: /^[^@\s]+@[^@\s]+$/.test(textOf(email)) ? textOf(email) : null,
    fingerprint: textOf(fingerprint) || null,
    key: isWebAddress(key) ? key : null,
    drop: isWebAddress(drop) ? drop : null,
  };
}

/** How to reach it, under a heading of its own. */
export function reachSection({ release, here, words }: Shown) {
  const ways = reach(reachIn(release.fields), here);
  return ways && html`<section><h2>${words.says?.reach}</h2>${ways}</section>`;
}

/** As schema.org tells it: https://schema.org/telephone, https://schema.org/email. */
export function reachData(fields: Record<string, Json>): Record<string, Json> {
  const { telephones, email } = reachIn(fields);
  return { ...(telephones[0] && { telephone: telephones[0].number }), ...(email && { email }) };
}
