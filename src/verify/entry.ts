import { DaftarError } from '../base/errors.ts';
import { concat, fromBase64, hex, sha256, utf8 } from './bytes.ts';
import { type Json, readCanonical, writeCanonical } from './canonical.ts';
import { isGood } from './note.ts';
import { MAX_ENTRY } from './tiles.ts';

/** What the log holds: specs/record.md, section "Entries". */
export type Entry = ReleaseEntry | KeyEntry | EraseEntry;

export interface ReleaseEntry {
  type: 'release';
  number: string;
  language: string;
  version: number;
  event: 'publish' | 'correct' | 'withdraw';
  time: string;
  release: string;
  key: string;
  signature: string;
}

export interface KeyEntry {
  type: 'key';
  action: 'add' | 'retire' | 'revoke';
  key: string;
  public: string;
  demo?: boolean;
  time: string;
  by: string;
  signature: string;
}

export interface EraseEntry {
  type: 'erase';
  hashes: string[];
  grounds: string;
  time: string;
  key: string;
  signature: string;
}

type Check = (value: unknown) => boolean;

const SHA256 = pattern(/^[0-9a-f]{64}$/);
const KEY_ID = pattern(/^[0-9a-f]{16}$/);
const UTC = pattern(/^\d{4}-\d\d-\d\dT([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d+)?Z$/);
/** UTC to the second or finer. */
export const TIME: Check = (value) => UTC(value) && isDay((value as string).slice(0, 10));
export const NUMBER = pattern(/^[A-Z]{2}-\d{4}-\d{4,}$/);
export const LANGUAGE = pattern(/^[a-z]{2,3}(-[a-z0-9]{2,8})*$/);
export const VERSION: Check = (value) => Number.isSafeInteger(value) && (value as number) > 0;
export const EVENT: Check = (value) => ['publish', 'correct', 'withdraw'].includes(value as string);
/** 64 bytes in canonical base64: the last letter before the padding has four bits to spare, which are zero. */
const SIGNATURE = pattern(/^[A-Za-z0-9+/]{85}[AQgw]==$/);

/** All keys that an entry of each type has; there are no others, `demo` in the first entry apart. */
const SHAPES: Record<string, Record<string, Check>> = {
  release: {
    type: () => true, number: NUMBER, language: LANGUAGE, version: VERSION, event: EVENT, time: TIME,
    release: SHA256, key: KEY_ID, signature: SIGNATURE,
  },
  key: {
    type: () => true, action: (value) => ['add', 'retire', 'revoke'].includes(value as string), key: KEY_ID,
    public: bytesOf(32), time: TIME, by: KEY_ID, signature: SIGNATURE,
  },
  erase: {
    type: () => true, hashes: isSetOfHashes, grounds: (value) => typeof value === 'string' && value !== '', time: TIME,
    key: KEY_ID, signature: SIGNATURE,
  },
}; // biome-ignore format: a table

/** Throws ENTRY_MALFORMED. */
export function readEntry(bytes: Uint8Array): Entry {
  if (bytes.length > MAX_ENTRY) throw malformed(`it is longer than ${MAX_ENTRY} bytes`);
  const value = canonical(bytes);
  const { demo, ...rest } = (typeof value === 'object' && value !== null ? value : {}) as Record<string, Json>;
  const type = typeof rest.type === 'string' ? rest.type : '';
  const shape = Object.hasOwn(SHAPES, type) ? SHAPES[type] : null;
  if (!shape) throw malformed('this version knows no such type');
  const names = Object.keys(rest);
  const isWhole = names.length === Object.keys(shape).length && names.every((name) => Object.hasOwn(shape, name));
  const wrong = names.find((name) => !shape[name]?.(rest[name]));
  if (!isWhole || wrong !== undefined) throw malformed(`its ${wrong ?? 'keys'} cannot be`);
  if (demo !== undefined && (rest.type !== 'key' || typeof demo !== 'boolean')) throw malformed('its demo cannot be');
  const entry = value as unknown as Entry;
  if (entry.type === 'key' && keyIdOf(fromBase64(entry.public)!) !== entry.key) {
    throw malformed('its key id does not fit its key');
  }
  return entry;
}

/** Whether this 32-byte key signed the entry: `daftar-entry/1`, LF, and the entry without its signature. */
export function isEntrySignedBy(entry: Entry, publicKey: Uint8Array): boolean {
  const { signature, ...unsigned } = entry;
  const message = concat(utf8('daftar-entry/1\n'), utf8(writeCanonical(unsigned as unknown as Json)));
  return isGood(fromBase64(signature)!, message, publicKey);
}

/** Id of the key that an entry says it is signed with. */
export function signerOf(entry: Entry): string {
  return entry.type === 'key' ? entry.by : entry.key;
}

export function keyIdOf(publicKey: Uint8Array): string {
  return hex(sha256(publicKey)).slice(0, 16);
}

/** Whether an ISO date is one of the calendar's. */
export function isDay(date: string): boolean {
  const time = Date.parse(`${date}T00:00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(date);
}

function canonical(bytes: Uint8Array): Json {
  try {
    return readCanonical(bytes);
  } catch (error) {
    throw malformed((error as Error).message.replace(/\.$/, ''));
  }
}

function isSetOfHashes(value: unknown): boolean {
  return (
    Array.isArray(value) &&
    value.length > 0 &&
    value.every((hash, index) => SHA256(hash) && (index === 0 || value[index - 1] < hash))
  );
}

function pattern(expression: RegExp): Check {
  return (value) => typeof value === 'string' && expression.test(value);
}

function bytesOf(length: number): Check {
  return (value) => typeof value === 'string' && fromBase64(value)?.length === length;
}

function malformed(why: string): DaftarError {
  return new DaftarError(
    'ENTRY_MALFORMED',
    `This is not an entry that this version of Daftar knows: ${why}.`,
    'Fetch it again; if it stays so, a newer Daftar may know it.',
  );
}
