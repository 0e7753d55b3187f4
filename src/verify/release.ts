import { DaftarError } from '../base/errors.ts';
import type { Release } from '../record/release.ts';
import { type Json, readCanonical } from './canonical.ts';
import { EVENT, isDay, LANGUAGE, NUMBER, TIME, VERSION } from './entry.ts';

/** specs/record.md, section "Releases": every key is always there, and there is no other. */
type Check = (value: unknown) => boolean;

const text: Check = (value) => typeof value === 'string';
const hash: Check = (value) => text(value) && /^[0-9a-f]{64}$/.test(value as string);
const integer: Check = Number.isSafeInteger;
const date: Check = (value) => text(value) && /^\d{4}-\d\d-\d\d$/.test(value as string) && isDay(value as string);
const moment: Check = (value) =>
  text(value) &&
  /^\d{4}-\d\d-\d\dT([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d+)?(Z|[+-]([01]\d|2[0-3]):[0-5]\d)$/.test(value as string) &&
  isDay((value as string).slice(0, 10));
const party = shape({ number: orNull(text), name: text, role: text });
const size = shape({ sha256: hash, type: text, width: integer, height: integer });
const medium = shape({ sha256: hash, role: text, alt: text, caption: text, credit: text, sizes: list(size) });

const RELEASE: Record<keyof Release, Check> = {
  format: (value) => value === 'daftar-release/1',
  number: NUMBER,
  kind: text,
  language: LANGUAGE,
  version: VERSION,
  event: EVENT,
  title: text,
  summary: text,
  body: text,
  dateline: orNull(shape({ text, place: orNull(text), date: orNull(date) })),
  posted: orNull((value) => date(value) || moment(value)),
  released: TIME,
  issuers: list(party),
  people: list(party),
  places: list(text),
  tags: list(text),
  translates: orNull(shape({ language: LANGUAGE, sha256: hash })),
  media: list(medium),
  fields: isObject,
  path: text,
  aliases: list(text),
  legacy: orNull(
    shape({
      ids: list(text),
      posted: orNull(text),
      views: list(shape({ count: integer, seen: orNull(date) })),
      original: orNull(hash),
    }),
  ),
  note: text,
  previous: orNull(hash),
  salt: text,
};

/** A release in its bytes; throws RELEASE_DAMAGED. */
export function releaseIn(bytes: Uint8Array): Release {
  const value = canonical(bytes);
  const wrong = isObject(value) ? firstWrong(value as Record<string, Json>, RELEASE) : 'it';
  if (wrong !== null) throw damaged(`${wrong} cannot be`);
  return value as unknown as Release;
}

function canonical(bytes: Uint8Array): Json {
  try {
    return readCanonical(bytes);
  } catch (error) {
    throw damaged((error as Error).message.replace(/\.$/, ''));
  }
}

/** The key that is missing, too many, or of another type. */
function firstWrong(value: Record<string, unknown>, checks: Record<string, Check>): string | null {
  const names = new Set([...Object.keys(value), ...Object.keys(checks)]);
  for (const name of names) {
    if (!Object.hasOwn(value, name) || !Object.hasOwn(checks, name) || !checks[name]!(value[name])) return name;
  }
  return null;
}

function isObject(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function shape(checks: Record<string, Check>): Check {
  return (value) => isObject(value) && firstWrong(value as Record<string, unknown>, checks) === null;
}

function list(of: Check): Check {
  return (value) => Array.isArray(value) && value.every(of);
}

function orNull(check: Check): Check {
  return (value) => value === null || check(value);
}

function damaged(why: string): DaftarError {
  return new DaftarError(
    'RELEASE_DAMAGED',
    `This is not a release that this version of Daftar knows: ${why}.`,
    'Take the file as it was published, byte for byte.',
  );
}
