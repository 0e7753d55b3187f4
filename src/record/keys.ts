import { randomBytes } from 'node:crypto';
import {
  closeSync,
  existsSync,
  fsyncSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { ed25519 } from '@noble/curves/ed25519.js';
import { DaftarError } from '../base/errors.ts';
import { makeFolder } from '../base/folder.ts';
import { hexSha256 } from '../base/hash.ts';
import { decryptText, encryptText, isEncrypted } from './age.ts';
import { concat, toBase64 } from './bytes.ts';
import { ED25519, keyId, makeSigner, type NoteSigner, splitKey } from './note.ts';

/**
 * Two keys, apart: the publisher's signs entries, the log's signs checkpoints. Each is one line in a file of its own,
 * readable by its owner alone:
 *
 *     PRIVATE+KEY+daftar.0123456789abcdef+1a2b3c4d+<base64 of 01 and the 32-byte seed>
 *
 * The publisher's may stand under a passphrase, see age.ts. While it changes, the new one waits beside it; the old one
 * is kept, though the log takes nothing from it any more:
 *
 *     publisher.key   publisher-<id of the new>.key.next   publisher-<id of an old>.key.retired   …key.revoked
 */
export interface Keys {
  publisher: PublisherKey;
  log: NoteSigner;
  /** `daftar.` and 16 hex digits: the name of the log and the first line of its checkpoints. */
  origin: string;
}

export interface PublisherKey {
  /** First 16 hex digits of SHA-256 of the public key. */
  id: string;
  publicKey: Uint8Array;
  sign(message: Uint8Array): Uint8Array;
}

const PREFIX = 'PRIVATE+KEY+';
const FILES = { publisher: 'publisher.key', log: 'log.key' } as const;

/** Makes both keys in a folder that has neither; throws KEY_EXISTS. */
export function createKeys(dir: string): Keys {
  const present = Object.values(FILES).find((file) => existsSync(join(dir, file)));
  if (present) {
    throw new DaftarError(
      'KEY_EXISTS',
      `There is a key already in ${join(dir, present)}.`,
      'Use it, or name another folder.',
    );
  }
  makeFolder(dir, 0o700);
  const seeds = { publisher: Uint8Array.from(randomBytes(32)), log: Uint8Array.from(randomBytes(32)) };
  const keys = keysFromSeeds(seeds.publisher, seeds.log);
  writeKey(join(dir, FILES.publisher), privateKeyText(publisherName(keys.publisher.id), seeds.publisher));
  writeKey(join(dir, FILES.log), privateKeyText(keys.origin, seeds.log));
  syncFolder(dir);
  return keys;
}

/** Whether either key stands in this folder. */
export function hasKeys(dir: string): boolean {
  return Object.values(FILES).some((file) => existsSync(join(dir, file)));
}

/** Whether the publisher's key stands under a passphrase. */
export function isProtected(dir: string): boolean {
  const path = join(dir, FILES.publisher);
  return existsSync(path) && isEncrypted(readFileSync(path, 'utf8'));
}

/**
 * Reads both keys; throws KEY_MISSING, KEY_MALFORMED, KEY_OPEN where others on the machine could read them,
 * PASSPHRASE_NEEDED, PASSPHRASE_WRONG.
 */
export function loadKeys(dir: string, passphrase: string | null = null): Keys {
  const [publisher, log] = [join(dir, FILES.publisher), join(dir, FILES.log)];
  const texts = { publisher: readKey(publisher, passphrase), log: readKey(log, null) };
  const keys = keysFromSeeds(parsePrivateKey(texts.publisher).seed, parsePrivateKey(texts.log).seed);
  expectName(publisher, texts.publisher, publisherName(keys.publisher.id));
  expectName(log, texts.log, keys.origin);
  return keys;
}

/** Puts the publisher's key under a passphrase, or with null into the open; `old` is the passphrase it has now. */
export function protectKey(dir: string, old: string | null, passphrase: string | null): void {
  const path = join(dir, FILES.publisher);
  const text = readKey(path, old);
  parsePrivateKey(text);
  rmSync(`${path}.new`, { force: true });
  writeKey(`${path}.new`, passphrase === null ? text : encryptText(text, passphrase));
  renameSync(`${path}.new`, path);
  syncFolder(dir);
}

/** The key that is to follow the publisher's: made now, under the same passphrase, or left by an attempt that failed. */
export function nextKey(dir: string, passphrase: string | null): PublisherKey {
  const waiting = nextFile(dir);
  if (waiting) return publisherOf(parsePrivateKey(readKey(join(dir, waiting.file), passphrase)).seed);
  const seed = Uint8Array.from(randomBytes(32));
  const key = publisherOf(seed);
  const text = privateKeyText(publisherName(key.id), seed);
  const path = join(dir, `publisher-${key.id}.key`);
  rmSync(`${path}.new`, { force: true });
  writeKey(`${path}.new`, passphrase === null ? text : encryptText(text, passphrase));
  renameSync(`${path}.new`, `${path}.next`);
  syncFolder(dir);
  return key;
}

/** The id of the key that waits to follow the publisher's; null where none does. */
export function waitingKey(dir: string): string | null {
  return nextFile(dir)?.id ?? null;
}

/** Whether this key was the publisher's and another has followed it since; costs a look at the folder. */
export function hasEnded(dir: string, id: string): boolean {
  return ['retired', 'revoked'].some((end) => existsSync(join(dir, `publisher-${id}.key.${end}`)));
}

/** The key that waited becomes the publisher's, and the one before stays beside it under its end's name. Safe to repeat. */
export function takeNextKey(dir: string, old: { id: string; end: 'retired' | 'revoked' }): void {
  const waiting = nextFile(dir);
  if (!waiting) return;
  const [path, kept] = [join(dir, FILES.publisher), join(dir, `publisher-${old.id}.key.${old.end}`)];
  if (!existsSync(kept)) renameSync(path, kept);
  renameSync(join(dir, waiting.file), path);
  syncFolder(dir);
}

/** The keys of two 32-byte seeds. */
export function keysFromSeeds(publisherSeed: Uint8Array, logSeed: Uint8Array): Keys {
  const origin = originOf(ed25519.getPublicKey(logSeed));
  return { publisher: publisherOf(publisherSeed), log: makeSigner(origin, logSeed), origin };
}

/** The publisher's key of a 32-byte seed. */
export function publisherOf(seed: Uint8Array): PublisherKey {
  const publicKey = ed25519.getPublicKey(seed);
  return { id: publisherKeyId(publicKey), publicKey, sign: (message) => ed25519.sign(message, seed) };
}

/** The origin of the log that has this 32-byte public key. */
export function originOf(logPublicKey: Uint8Array): string {
  return `daftar.${hexSha256(logPublicKey).slice(0, 16)}`;
}

export function publisherKeyId(publicKey: Uint8Array): string {
  return hexSha256(publicKey).slice(0, 16);
}

export function privateKeyText(name: string, seed: Uint8Array): string {
  const id = keyId(name, ED25519, ed25519.getPublicKey(seed));
  return `${PREFIX}${name}+${id}+${toBase64(concat(Uint8Array.of(ED25519), seed))}\n`;
}

/** Name and seed of a private key's line; throws KEY_MALFORMED. */
export function parsePrivateKey(text: string): { name: string; seed: Uint8Array } {
  if (!text.startsWith(PREFIX)) throw malformed('this is not a private key');
  const { name, id, type, key } = withoutSecrets(text.slice(PREFIX.length).replace(/\n$/, ''));
  if (type !== ED25519) throw malformed('this private key is not of Ed25519');
  if (keyId(name, ED25519, ed25519.getPublicKey(key)) !== id)
    throw malformed('the id of this private key does not fit it');
  return { name, seed: key };
}

function publisherName(id: string): string {
  return `publisher.${id}`;
}

function nextFile(dir: string): { file: string; id: string } | null {
  if (!existsSync(dir)) return null;
  const found = readdirSync(dir).map((file) => /^publisher-([0-9a-f]{16})\.key\.next$/.exec(file));
  const [match] = found.filter((one) => one !== null);
  return match ? { file: match[0], id: match[1]! } : null;
}

/** A key's line, opened with the passphrase where it stands under one. */
function readKey(path: string, passphrase: string | null): string {
  if (!existsSync(path)) {
    throw new DaftarError('KEY_MISSING', `There is no key in ${path}.`, 'Bring it back from your backup of the keys.');
  }
  if (process.platform !== 'win32' && (statSync(path).mode & 0o077) !== 0) {
    throw new DaftarError('KEY_OPEN', `Others on this machine can read the key in ${path}.`, `Run: chmod 600 ${path}`);
  }
  const text = readFileSync(path, 'utf8');
  if (!isEncrypted(text)) return text;
  if (passphrase !== null) return decryptText(text, passphrase);
  throw new DaftarError(
    'PASSPHRASE_NEEDED',
    `The key in ${path} stands under a passphrase.`,
    'Give it in DAFTAR_PASSPHRASE, with --passphrase-file, or at the terminal.',
  );
}

/** A publisher's key copied over the log's would pass as one; its name tells. */
function expectName(path: string, text: string, name: string): void {
  if (parsePrivateKey(text).name !== name) throw malformed(`the key in ${path} is not ${name}`);
}

function writeKey(path: string, text: string): void {
  const file = openSync(path, 'wx', 0o600);
  writeSync(file, text);
  fsyncSync(file);
  closeSync(file);
}

function syncFolder(dir: string): void {
  const folder = openSync(dir, 'r');
  fsyncSync(folder);
  closeSync(folder);
}

/** splitKey quotes what it refuses; a seed must not end up in a message. */
function withoutSecrets(text: string): ReturnType<typeof splitKey> {
  try {
    return splitKey(text);
  } catch {
    throw malformed('this private key is damaged');
  }
}

function malformed(why: string): DaftarError {
  return new DaftarError(
    'KEY_MALFORMED',
    `${why[0]!.toUpperCase()}${why.slice(1)}.`,
    'Bring the file back from your backup of the keys.',
  );
}
