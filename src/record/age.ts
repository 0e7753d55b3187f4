import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes, scryptSync } from 'node:crypto';
import { DaftarError } from '../base/errors.ts';
import { concat, equal, fromUtf8, toBase64, utf8 } from './bytes.ts';

/**
 * A short text under a passphrase, as an armored age file (C2SP `age`, recipient type scrypt), so that `age --decrypt`
 * opens it too:
 *
 *     -----BEGIN AGE ENCRYPTED FILE-----
 *     <base64, 64 characters a line, of the bytes below>
 *     -----END AGE ENCRYPTED FILE-----
 *
 *     age-encryption.org/v1
 *     -> scrypt <salt> <log2 of the work factor>
 *     <file key, wrapped>
 *     --- <MAC of the header>
 *     <16-byte nonce, then one chunk of ChaCha20-Poly1305>
 */
const BEGIN = '-----BEGIN AGE ENCRYPTED FILE-----';
const END = '-----END AGE ENCRYPTED FILE-----';
const HEADER =
  /^age-encryption\.org\/v1\n-> scrypt ([A-Za-z0-9+/]{22}) ([1-9][0-9]?)\n([A-Za-z0-9+/]{43})\n--- ([A-Za-z0-9+/]{43})\n/;
/** About a quarter of a second and 128 MB, once at each start. */
const WORK_FACTOR = 17;
const MAX_WORK_FACTOR = 20;
/** One chunk of age's; a key is a hundred bytes. */
const MAX_TEXT = 64 * 1024;
const TAG = 16;

export function isEncrypted(text: string): boolean {
  return text.startsWith(BEGIN);
}

/** A text of 64 KB at most. The work factor is for tests. */
export function encryptText(text: string, passphrase: string, workFactor = WORK_FACTOR): string {
  const salt = randomBytes(16);
  const fileKey = randomBytes(16);
  const nonce = randomBytes(16);
  const wrapped = seal(wrapKey(passphrase, salt, workFactor), new Uint8Array(12), fileKey);
  const signed = `age-encryption.org/v1\n-> scrypt ${bare(salt)} ${workFactor}\n${bare(wrapped)}\n---`;
  const header = utf8(`${signed} ${bare(macOf(fileKey, signed))}\n`);
  return armored(concat(header, nonce, seal(payloadKey(fileKey, nonce), lastChunk(), utf8(text))));
}

/** Throws PASSPHRASE_WRONG, or KEY_MALFORMED where the file is damaged or asks for too much work. */
export function decryptText(armor: string, passphrase: string): string {
  const bytes = unarmored(armor);
  const match = HEADER.exec(Buffer.from(bytes.subarray(0, 400)).toString('latin1'));
  if (!match) throw damaged('its header is not that of a passphrase');
  const [header, salt, factor, wrapped, mac] = match as unknown as [string, string, string, string, string];
  if (Number(factor) > MAX_WORK_FACTOR)
    throw damaged(`its work factor is ${factor}, and ${MAX_WORK_FACTOR} is the most`);
  const key = wrapKey(passphrase, Buffer.from(salt, 'base64'), Number(factor));
  const fileKey = open(key, new Uint8Array(12), Buffer.from(wrapped, 'base64'));
  if (!fileKey) throw wrongPassphrase();
  const signed = header.slice(0, header.lastIndexOf('---') + 3);
  if (!equal(macOf(fileKey, signed), Buffer.from(mac, 'base64'))) throw damaged('its header was altered');
  const payload = bytes.subarray(header.length);
  const text = open(payloadKey(fileKey, payload.subarray(0, 16)), lastChunk(), payload.subarray(16));
  if (!text || text.length > MAX_TEXT) throw damaged('its content was altered');
  return fromUtf8(text);
}

function wrapKey(passphrase: string, salt: Uint8Array, workFactor: number): Uint8Array {
  const N = 2 ** workFactor;
  const salted = concat(utf8('age-encryption.org/v1/scrypt'), salt);
  return scryptSync(passphrase, salted, 32, { N, r: 8, p: 1, maxmem: 2 * 128 * 8 * N });
}

function payloadKey(fileKey: Uint8Array, nonce: Uint8Array): Uint8Array {
  return new Uint8Array(hkdfSync('sha256', fileKey, nonce, 'payload', 32));
}

function macOf(fileKey: Uint8Array, signed: string): Uint8Array {
  const key = new Uint8Array(hkdfSync('sha256', fileKey, new Uint8Array(0), 'header', 32));
  return createHmac('sha256', key).update(signed).digest();
}

/** The counter 0 in eleven bytes, and 1 for the last chunk. */
function lastChunk(): Uint8Array {
  const nonce = new Uint8Array(12);
  nonce[11] = 1;
  return nonce;
}

function seal(key: Uint8Array, nonce: Uint8Array, plain: Uint8Array): Uint8Array {
  const cipher = createCipheriv('chacha20-poly1305', key, nonce, { authTagLength: TAG });
  return concat(cipher.update(plain), cipher.final(), cipher.getAuthTag());
}

/** Null where key and bytes do not belong together. */
function open(key: Uint8Array, nonce: Uint8Array, sealed: Uint8Array): Uint8Array | null {
  if (sealed.length < TAG) return null;
  const cipher = createDecipheriv('chacha20-poly1305', key, nonce, { authTagLength: TAG });
  cipher.setAuthTag(sealed.subarray(-TAG));
  try {
    return concat(cipher.update(sealed.subarray(0, -TAG)), cipher.final());
  } catch {
    return null;
  }
}

/** age's base64 has no padding. */
function bare(bytes: Uint8Array): string {
  return toBase64(bytes).replace(/=+$/, '');
}

function armored(bytes: Uint8Array): string {
  return [BEGIN, ...toBase64(bytes).match(/.{1,64}/g)!, END, ''].join('\n');
}

function unarmored(armor: string): Uint8Array {
  const lines = armor.trim().split(/\r?\n/);
  if (lines[0] !== BEGIN || lines.at(-1) !== END) throw damaged('it is cut off');
  return Buffer.from(lines.slice(1, -1).join(''), 'base64');
}

function wrongPassphrase(): DaftarError {
  return new DaftarError(
    'PASSPHRASE_WRONG',
    'This is not the passphrase of the publisher’s key.',
    'Try again; without it the key cannot be used, and only its backup helps.',
  );
}

function damaged(why: string): DaftarError {
  return new DaftarError(
    'KEY_MALFORMED',
    `The encrypted key is damaged: ${why}.`,
    'Bring the file back from your backup of the keys.',
  );
}
