import { ed25519 } from '@noble/curves/ed25519.js';
import { DaftarError } from '../base/errors.ts';
import { concat, fromBase64, fromUtf8, sha256, shown, toBase64, toHex, utf8 } from './bytes.ts';
import { cosignedBytes, splitTimed } from './cosignature.ts';

/**
 * C2SP signed-note:
 *
 *     text, one or more lines
 *
 *     — log.example/press 3PzmOsXK6xCj0tHgXogWU31v...
 *
 * A signature line holds name and base64 of a 4-byte key id and the signature.
 */
export const ED25519 = 0x01;
export const COSIGNATURE = 0x04;

const MAX_BYTES = 1_000_000;
export const MAX_SIGNATURES = 100;
const DASH = '\u2014';

/** A public key with its name, as policies list it; `id` is 8 hex digits. */
export interface Vkey {
  name: string;
  id: string;
  type: number;
  publicKey: Uint8Array;
}

/** What signs a note: a 32-byte Ed25519 seed with a name. */
export interface NoteSigner {
  vkey: Vkey;
  sign(message: Uint8Array): Uint8Array;
}

export interface NoteSignature {
  name: string;
  id: string;
  /** What follows the key id: 64 bytes of Ed25519, or time and signature of a cosignature. */
  signature: Uint8Array;
}

/** `text` ends in a newline and is what the signatures of type 01 cover. */
export interface Note {
  text: string;
  signatures: NoteSignature[];
}

/** A key that has signed; `time` (Unix seconds) in a cosignature. */
export interface Signed {
  vkey: Vkey;
  time: number | null;
}

export function makeVkey(name: string, type: number, publicKey: Uint8Array): Vkey {
  if (!isKeyName(name)) throw badKey(`“${shown(name)}” cannot name a key`);
  return { name, id: keyId(name, type, publicKey), type, publicKey };
}

/** First four bytes of SHA-256(name LF type key), in hex. */
export function keyId(name: string, type: number, publicKey: Uint8Array): string {
  return toHex(sha256(utf8(`${name}\n`), Uint8Array.of(type), publicKey).subarray(0, 4));
}

/** `name+hex8+base64(type || key)`. */
export function formatVkey(vkey: Vkey): string {
  return `${vkey.name}+${vkey.id}+${toBase64(concat(Uint8Array.of(vkey.type), vkey.publicKey))}`;
}

/** Reads a vkey of type 01 or 04 and recomputes its id; throws KEY_MALFORMED. */
export function parseVkey(text: string): Vkey {
  const { name, id, type, key } = splitKey(text);
  if (type !== ED25519 && type !== COSIGNATURE) throw badKey(`“${shown(text)}” is of a type that is not known here`);
  const vkey = makeVkey(name, type, key);
  if (vkey.id !== id) throw badKey(`“${shown(text)}” carries the key id ${shown(id)}, but its key has ${vkey.id}`);
  return vkey;
}

/** Splits `name+hex8+base64(type || 32 bytes)`, at the first two `+` only; throws KEY_MALFORMED. */
export function splitKey(text: string): { name: string; id: string; type: number; key: Uint8Array } {
  const match = /^([^+]+)\+([0-9a-f]{8})\+([A-Za-z0-9+/=]+)$/.exec(text);
  const bytes = match && decoded(match[3]!);
  if (!match || !bytes || !isKeyName(match[1]!)) throw badKey(`“${shown(text)}” is not name+id+key`);
  if (bytes.length !== 33) throw badKey(`“${shown(text)}” holds ${bytes.length} bytes where 33 belong`);
  return { name: match[1]!, id: match[2]!, type: bytes[0]!, key: bytes.subarray(1) };
}

export function makeSigner(name: string, seed: Uint8Array): NoteSigner {
  return {
    vkey: makeVkey(name, ED25519, ed25519.getPublicKey(seed)),
    sign: (message) => ed25519.sign(message, seed),
  };
}

/** Whether an Ed25519 signature is good, by RFC 8032's strict rule; a key or signature of any other shape is not. */
export function verifyEd25519(signature: Uint8Array, message: Uint8Array, publicKey: Uint8Array): boolean {
  try {
    return ed25519.verify(signature, message, publicKey, { zip215: false });
  } catch {
    return false;
  }
}

/** The whole note: text, blank line, one line per signer. Throws NOTE_MALFORMED where the text cannot be a note's. */
export function signNote(text: string, signers: NoteSigner[]): string {
  const message = utf8(text);
  const lines = signers.map(({ vkey, sign }) => ({ name: vkey.name, id: vkey.id, signature: sign(message) }));
  const note = formatNote({ text, signatures: lines });
  parseNote(utf8(note));
  return note;
}

export function formatNote(note: Note): string {
  return `${note.text}\n${note.signatures.map(formatSignature).join('')}`;
}

/** Splits a note without judging its signatures; throws NOTE_MALFORMED. */
export function parseNote(bytes: Uint8Array): Note {
  if (bytes.length > MAX_BYTES) throw badNote(`it is larger than ${MAX_BYTES} bytes`);
  const whole = noteText(bytes);
  const boundary = whole.lastIndexOf('\n\n');
  if (boundary < 0) throw badNote('it has no blank line before its signatures');
  const lines = whole.slice(boundary + 2).split('\n');
  if (lines.pop() !== '' || lines.length === 0)
    throw badNote('its last line is not a signature that ends in a newline');
  if (lines.length > MAX_SIGNATURES) throw badNote(`it has more than ${MAX_SIGNATURES} signatures`);
  return { text: whole.slice(0, boundary + 1), signatures: lines.map(parseSignature) };
}

/**
 * Checks a note against the keys that one trusts: unknown signatures are passed over, a bad one of a known key refuses
 * the whole note (NOTE_BAD_SIGNATURE), none at all too (NOTE_UNSIGNED). Returns who signed, each key once.
 */
export function verifyNote(bytes: Uint8Array, trusted: Vkey[]): Note & { signed: Signed[] } {
  const note = parseNote(bytes);
  const signed = new Map<Vkey, Signed>();
  for (const line of note.signatures) {
    const vkey = trusted.find(({ name, id }) => name === line.name && id === line.id);
    if (vkey && !signed.has(vkey)) signed.set(vkey, verifyLine(note.text, line, vkey));
  }
  if (signed.size === 0) {
    throw new DaftarError('NOTE_UNSIGNED', 'No key that is trusted here has signed this note.', 'Check the policy.');
  }
  return { ...note, signed: [...signed.values()] };
}

function verifyLine(text: string, { name, signature }: NoteSignature, vkey: Vkey): Signed {
  const timed = vkey.type === COSIGNATURE ? splitTimed(signature) : { time: null, signature };
  if (timed) {
    const message = timed.time === null ? utf8(text) : cosignedBytes(text, timed.time);
    if (verifyEd25519(timed.signature, message, vkey.publicKey)) return { vkey, time: timed.time };
  }
  throw new DaftarError(
    'NOTE_BAD_SIGNATURE',
    `The signature of ${name} does not fit this note.`,
    'Fetch it again; if it stays so, somebody has altered it.',
  );
}

function formatSignature({ name, id, signature }: NoteSignature): string {
  return `${DASH} ${name} ${toBase64(concat(Uint8Array.from(Buffer.from(id, 'hex')), signature))}\n`;
}

function parseSignature(line: string): NoteSignature {
  const [dash, name, payload, ...rest] = line.split(' ');
  const bytes = payload ? decoded(payload) : null;
  if (dash !== DASH || !name || !isKeyName(name) || !bytes || bytes.length < 5 || rest.length > 0) {
    throw badNote(`“${shown(line)}” is not a signature line`);
  }
  return { name, id: toHex(bytes.subarray(0, 4)), signature: bytes.subarray(4) };
}

function noteText(bytes: Uint8Array): string {
  if (bytes.some((byte) => byte < 0x20 && byte !== 0x0a)) throw badNote('it holds control characters');
  try {
    return fromUtf8(bytes);
  } catch {
    throw badNote('it is not UTF-8');
  }
}

function isKeyName(name: string): boolean {
  // \p{White_Space} and not \s: the two differ in U+0085 and U+FEFF.
  return name !== '' && name.isWellFormed() && !/[\p{White_Space}\p{Cc}+]/u.test(name);
}

function decoded(base64: string): Uint8Array | null {
  try {
    return fromBase64(base64);
  } catch {
    return null;
  }
}

function badKey(what: string): DaftarError {
  return new DaftarError('KEY_MALFORMED', `${what}.`, 'Copy the whole line of the key again.');
}

function badNote(why: string): DaftarError {
  return new DaftarError('NOTE_MALFORMED', `This is not a signed note: ${why}.`, 'Fetch it again, byte for byte.');
}
