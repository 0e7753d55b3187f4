import { ed25519 } from '@noble/curves/ed25519.js';
import { DaftarError } from '../base/errors.ts';
import { concat, decimal, equal, fromBase64, hex, quoted, sha256, textOf, utf8 } from './bytes.ts';

/** C2SP signed-note, tlog-checkpoint and tlog-cosignature. */
export const LOG_KEY = 0x01;
export const WITNESS_KEY = 0x04;

const MAX_BYTES = 1_000_000;
const MAX_LINES = 100;

/** A public key and the name that it signs under. */
export interface Key {
  name: string;
  /** First 8 hex digits of SHA-256 of name, LF, type and key. */
  id: string;
  type: number;
  publicKey: Uint8Array;
}

export interface Line {
  name: string;
  id: string;
  signature: Uint8Array;
}

export interface Checkpoint {
  origin: string;
  size: number;
  root: Uint8Array;
  /** What is signed: the lines of the checkpoint, each with its line feed. */
  text: string;
  lines: Line[];
}

/** `name+hex8+base64(type || 32 bytes)`; null of anything else, also where the id does not follow from the rest. */
export function readKey(text: string): Key | null {
  const [, name, id, encoded] = /^([^+]+)\+([0-9a-f]{8})\+([A-Za-z0-9+/=]+)$/.exec(text) ?? [];
  const bytes = encoded && fromBase64(encoded);
  if (!name || !bytes || bytes.length !== 33 || !isName(name)) return null;
  const expected = hex(sha256(utf8(`${name}\n`), bytes).subarray(0, 4));
  return id === expected ? { name, id, type: bytes[0]!, publicKey: bytes.subarray(1) } : null;
}

/** Splits a checkpoint from its signatures, and judges none of them. Throws NOTE_MALFORMED, CHECKPOINT_MALFORMED. */
export function readCheckpoint(bytes: Uint8Array): Checkpoint {
  const { text, lines } = readNote(bytes);
  const [origin = '', sizeText = '', rootText = '', ...rest] = text.split('\n');
  const [size, root] = [decimal(sizeText), fromBase64(rootText)];
  // The text ends in a line feed, so the last piece is empty; extension lines between are passed over.
  const isWhole = rest.at(-1) === '' && !rest.slice(0, -1).includes('');
  if (!isWhole || origin === '' || size === null || root?.length !== 32) {
    throw new DaftarError(
      'CHECKPOINT_MALFORMED',
      'This is not a checkpoint of a log.',
      'Fetch it again, byte for byte.',
    );
  }
  if (size === 0 && !equal(root, sha256(new Uint8Array()))) {
    throw new DaftarError(
      'CHECKPOINT_MALFORMED',
      'This checkpoint gives an empty log the root of another.',
      'Fetch it again.',
    );
  }
  return { origin, size, root, text, lines };
}

/** Whether this key signed the checkpoint. Throws NOTE_BAD_SIGNATURE where a line of this key does not fit. */
export function isSignedBy({ text, lines }: Checkpoint, key: Key): boolean {
  const own = lines.filter(({ name, id }) => name === key.name && id === key.id);
  for (const { signature } of own) if (!isGood(signature, utf8(text), key.publicKey)) throw badSignature(key.name);
  return own.length > 0;
}

/**
 * When this witness cosigned the checkpoint, in Unix seconds, its newest time; null where it did not. It signs
 * `cosignature/v1`, `time <seconds>` and the text. Throws NOTE_BAD_SIGNATURE.
 */
export function cosignedAt({ text, lines }: Checkpoint, key: Key): number | null {
  let newest: number | null = null;
  for (const line of lines.filter(({ name, id }) => name === key.name && id === key.id)) {
    const time = timeOf(line.signature);
    const message = utf8(`cosignature/v1\ntime ${time}\n${text}`);
    if (time === null || !isGood(line.signature.subarray(8), message, key.publicKey)) throw badSignature(key.name);
    newest = Math.max(newest ?? 0, time);
  }
  return newest;
}

/** Ed25519 by RFC 8032's strict rule; a key or signature of another shape is not good. */
export function isGood(signature: Uint8Array, message: Uint8Array, publicKey: Uint8Array): boolean {
  try {
    return ed25519.verify(signature, message, publicKey, { zip215: false });
  } catch {
    return false;
  }
}

function readNote(bytes: Uint8Array): { text: string; lines: Line[] } {
  if (bytes.length > MAX_BYTES) throw malformed(`it is larger than ${MAX_BYTES} bytes`);
  const whole = textOf(bytes);
  if (whole === null || bytes.some((byte) => byte < 0x20 && byte !== 0x0a)) throw malformed('it is not plain text');
  const boundary = whole.lastIndexOf('\n\n');
  const lines = whole.slice(boundary + 2).split('\n');
  if (boundary < 0 || lines.pop() !== '' || lines.length === 0) throw malformed('it has no signatures');
  if (lines.length > MAX_LINES) throw malformed('it has too many signatures');
  return { text: whole.slice(0, boundary + 1), lines: lines.map(readLine) };
}

function readLine(line: string): Line {
  const [dash, name, encoded, ...rest] = line.split(' ');
  const bytes = encoded ? fromBase64(encoded) : null;
  if (dash !== '\u2014' || !name || !isName(name) || !bytes || bytes.length < 5 || rest.length > 0) {
    throw malformed(`“${quoted(line)}” is not a signature`);
  }
  return { name, id: hex(bytes.subarray(0, 4)), signature: bytes.subarray(4) };
}

/** The eight bytes before a witness's signature, big-endian; never zero. */
function timeOf(signature: Uint8Array): number | null {
  if (signature.length !== 72) return null;
  const time = Number(new DataView(concat(signature).buffer).getBigUint64(0));
  return Number.isSafeInteger(time) && time > 0 ? time : null;
}

function isName(name: string): boolean {
  return name.isWellFormed() && !/[\p{White_Space}\p{Cc}+]/u.test(name);
}

function malformed(why: string): DaftarError {
  return new DaftarError('NOTE_MALFORMED', `This is not a signed note: ${why}.`, 'Fetch it again, byte for byte.');
}

function badSignature(name: string): DaftarError {
  return new DaftarError(
    'NOTE_BAD_SIGNATURE',
    `The signature of ${quoted(name)} does not fit this checkpoint.`,
    'Fetch it again; if it stays so, somebody has altered it.',
  );
}
