import { sha256 as nobleSha256 } from '@noble/hashes/sha2.js';
import { DaftarError } from '../base/errors.ts';

const utf8Encoder = new TextEncoder();
const utf8Decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

export function sha256(...parts: Uint8Array[]): Uint8Array {
  return nobleSha256(parts.length === 1 ? parts[0]! : concat(...parts));
}

export function utf8(text: string): Uint8Array {
  return utf8Encoder.encode(text);
}

/** Text of UTF-8 bytes, a byte order mark kept; throws ENCODING on anything that is not UTF-8. */
export function fromUtf8(bytes: Uint8Array): string {
  try {
    return utf8Decoder.decode(bytes);
  } catch {
    throw new DaftarError('ENCODING', 'These bytes are not UTF-8 text.', 'Fetch the file again, byte for byte.');
  }
}

export function toHex(bytes: Uint8Array): string {
  return view(bytes).toString('hex');
}

/** Bytes of lower-case hex; throws ENCODING. */
export function fromHex(hex: string): Uint8Array {
  if (!/^([0-9a-f]{2})*$/.test(hex)) {
    throw new DaftarError('ENCODING', `“${shown(hex)}” is not lower-case hex.`, 'Write two of 0-9a-f for every byte.');
  }
  return Uint8Array.from(Buffer.from(hex, 'hex'));
}

export function toBase64(bytes: Uint8Array): string {
  return view(bytes).toString('base64');
}

/** Bytes of RFC 4648 section 4 base64, padded and in its one canonical spelling; throws ENCODING. */
export function fromBase64(text: string): Uint8Array {
  const bytes = Uint8Array.from(Buffer.from(text, 'base64'));
  if (toBase64(bytes) !== text) {
    throw new DaftarError(
      'ENCODING',
      `“${shown(text)}” is not canonical base64.`,
      'Encode the bytes again, with padding.',
    );
  }
  return bytes;
}

export function concat(...parts: Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let offset = 0;
  for (const part of parts) {
    whole.set(part, offset);
    offset += part.length;
  }
  return whole;
}

export function equal(a: Uint8Array, b: Uint8Array): boolean {
  return compare(a, b) === 0;
}

/** Order by bytes, then by length: negative, zero or positive. */
export function compare(a: Uint8Array, b: Uint8Array): number {
  return Buffer.compare(a, b);
}

/** A decimal without sign or leading zero, up to 2^53-1; null for anything else. */
export function parseDecimal(text: string): number | null {
  if (!/^(0|[1-9][0-9]{0,15})$/.test(text)) return null;
  const value = Number(text);
  return Number.isSafeInteger(value) ? value : null;
}

/** The start of a text that came from outside, for a message of one line. */
export function shown(text: string): string {
  const line = text.replace(/[^\x20-\x7e\u00a0-\ud7ff\ue000-\ufffd]/g, '?');
  return line.length > 60 ? `${line.slice(0, 60)}…` : line;
}

function view(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
