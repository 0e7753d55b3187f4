import { DaftarError } from '../base/errors.ts';
import { textOf } from './bytes.ts';

/** Deeper values are refused, so that no input can exhaust the stack: specs/record.md, “Canonical JSON”. */
const MAX_DEPTH = 100;

export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

/**
 * JSON in the canonical form of RFC 8785, and in no other: reading it and writing it out again gives the same bytes. That
 * refuses repeated keys, other orders, spaces, other spellings of numbers and strings, and a byte order mark.
 * Throws CANONICAL_JSON.
 */
export function readCanonical(bytes: Uint8Array): Json {
  const text = textOf(bytes);
  if (text === null) throw refused('it is not UTF-8');
  const value = parsed(text);
  // Every sequence of bytes that is UTF-8 gives another text, so equal texts are equal bytes.
  if (writeCanonical(value) !== text) throw refused('it is written in another form');
  return value;
}

function parsed(text: string): Json {
  try {
    return JSON.parse(text);
  } catch {
    throw refused('it cannot be read');
  }
}

/** RFC 8785: keys in order of their UTF-16 code units, numbers and strings as ECMAScript writes them. */
export function writeCanonical(value: Json, depth = 0): string {
  if (depth > MAX_DEPTH) throw refused(`it is nested deeper than ${MAX_DEPTH} levels`);
  if (Array.isArray(value)) return `[${value.map((item) => writeCanonical(item, depth + 1)).join(',')}]`;
  if (typeof value === 'object' && value !== null) {
    const members = Object.keys(value).sort(); // by code units, as the specification wants
    return `{${members.map((key) => `${writeString(key)}:${writeCanonical(value[key]!, depth + 1)}`).join(',')}}`;
  }
  return typeof value === 'string' ? writeString(value) : JSON.stringify(value);
}

function writeString(text: string): string {
  if (!text.isWellFormed()) throw refused('it holds half a character');
  return JSON.stringify(text);
}

function refused(why: string): DaftarError {
  return new DaftarError(
    'CANONICAL_JSON',
    `This is not JSON in its canonical form: ${why}.`,
    'Take the file as it was published, byte for byte.',
  );
}
