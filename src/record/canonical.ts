import { DaftarError } from '../base/errors.ts';
import { equal, fromUtf8, utf8 } from './bytes.ts';
import type { Json } from './release.ts';

/** Deeper values are refused, so that no input can exhaust the stack. */
const MAX_DEPTH = 100;

/**
 * Canonical JSON, RFC 8785: no white space, keys in order of their UTF-16 units, numbers and strings as ECMAScript
 * writes them. Throws CANONICAL_JSON on what has no JSON form: undefined, functions, bigint, NaN and infinities, lone
 * surrogates, objects with a class, and nesting deeper than 100.
 */
export function canonicalJson(value: unknown): string {
  return write(value, '$', 0);
}

/** `canonicalJson` in UTF-8: the bytes that are hashed and signed. */
export function canonicalBytes(value: unknown): Uint8Array {
  return utf8(canonicalJson(value));
}

/** Reads bytes that must be canonical JSON to the last byte; throws ENCODING or CANONICAL_JSON. */
export function parseCanonical(bytes: Uint8Array): Json {
  const value = parseJson(fromUtf8(bytes));
  if (!equal(canonicalBytes(value), bytes)) {
    throw new DaftarError(
      'CANONICAL_JSON',
      'This JSON is not in its canonical form (RFC 8785).',
      'Take the file as it was published, byte for byte: an editor may have reformatted it.',
    );
  }
  return value;
}

function write(value: unknown, where: string, depth: number): string {
  if (depth > MAX_DEPTH) throw refused(where, `is nested deeper than ${MAX_DEPTH} levels`);
  if (value === null || typeof value === 'boolean') return String(value);
  if (typeof value === 'string') return writeString(value, where);
  if (typeof value === 'number') return writeNumber(value, where);
  if (Array.isArray(value)) return writeArray(value, where, depth);
  if (isPlainObject(value)) return writeObject(value, where, depth);
  throw refused(where, `is ${typeof value === 'object' ? 'an object with a class' : `of type ${typeof value}`}`);
}

function writeString(text: string, where: string): string {
  if (!text.isWellFormed()) throw refused(where, 'holds half of a surrogate pair');
  return JSON.stringify(text);
}

function writeNumber(value: number, where: string): string {
  if (!Number.isFinite(value)) throw refused(where, `is ${value}`);
  return JSON.stringify(value);
}

function writeArray(list: unknown[], where: string, depth: number): string {
  // Array.from also visits holes, which map() would skip.
  return `[${Array.from(list, (item, i) => write(item, `${where}[${i}]`, depth + 1)).join(',')}]`;
}

function writeObject(object: Record<string, unknown>, where: string, depth: number): string {
  const members = Object.keys(object)
    .sort()
    .map((key) => `${writeString(key, where)}:${write(object[key], `${where}.${key}`, depth + 1)}`);
  return `{${members.join(',')}}`;
}

function isPlainObject(value: unknown): value is Record<string, unknown> {
  if (typeof value !== 'object' || value === null) return false;
  const prototype = Object.getPrototypeOf(value);
  const plain = prototype === null || prototype === Object.prototype;
  return plain && Object.getOwnPropertySymbols(value).length === 0;
}

function parseJson(text: string): Json {
  try {
    return JSON.parse(text);
  } catch {
    throw new DaftarError('CANONICAL_JSON', 'This is not JSON.', 'Fetch the file again, byte for byte.');
  }
}

function refused(where: string, why: string): DaftarError {
  const place = where.length > 200 ? `${where.slice(0, 200).toWellFormed()}…` : where.toWellFormed();
  return new DaftarError(
    'CANONICAL_JSON',
    `The value at ${place} ${why}, which canonical JSON cannot hold.`,
    'Use null, booleans, finite numbers, whole strings, lists and plain objects.',
  );
}
