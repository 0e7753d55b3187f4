import { sha256 as nobleSha256 } from '@noble/hashes/sha2.js';

const encoder = new TextEncoder();
const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

export function sha256(...parts: Uint8Array[]): Uint8Array {
  return nobleSha256(parts.length === 1 ? parts[0]! : concat(...parts));
}

export function utf8(text: string): Uint8Array {
  return encoder.encode(text);
}

/** Null where the bytes are not UTF-8. */
export function textOf(bytes: Uint8Array): string | null {
  try {
    return decoder.decode(bytes);
  } catch {
    return null;
  }
}

export function hex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

export function sha256Hex(bytes: Uint8Array): string {
  return hex(sha256(bytes));
}

export function base64(bytes: Uint8Array): string {
  return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''));
}

/** Null where the text is not the one canonical spelling of RFC 4648, section 4: padding, alphabet and spare bits. */
export function fromBase64(text: string): Uint8Array | null {
  if (!/^[A-Za-z0-9+/]*={0,2}$/.test(text) || text.length % 4 !== 0) return null;
  const bytes = Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
  return base64(bytes) === text ? bytes : null;
}

export function concat(...parts: Uint8Array[]): Uint8Array {
  return joined(parts);
}

/** `concat` of a list of any length. */
export function joined(parts: Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

export function equal(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && startsWith(a, b);
}

export function startsWith(whole: Uint8Array, start: Uint8Array): boolean {
  if (start.length > whole.length) return false;
  for (let at = 0; at < start.length; at++) if (whole[at] !== start[at]) return false;
  return true;
}

/** A decimal as the formats write it, without sign or leading zero, up to 2^53-1; null of anything else. */
export function decimal(text: string): number | null {
  const number = /^(0|[1-9]\d{0,15})$/.test(text) ? Number(text) : Number.NaN;
  return Number.isSafeInteger(number) ? number : null;
}

/** What an error quotes of something that may be long or strange. */
export function quoted(text: string): string {
  const plain = text.replace(/[^\P{C}]/gu, '�');
  return plain.length > 60 ? `${plain.slice(0, 60)}…` : plain;
}
