import { randomBytes } from 'node:crypto';
import { closeSync, existsSync, fsyncSync, mkdirSync, openSync, readFileSync, statSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { ed25519 } from '@noble/curves/ed25519.js';
import { DaftarError } from '../base/errors.ts';
import { concat, sha256Hex, toBase64 } from './bytes.ts';
import { ED25519, keyId, makeSigner, type NoteSigner, splitKey } from './note.ts';

/**
 * Two keys, apart: the publisher's signs entries, the log's signs checkpoints. Each is one line in a file of its own,
 * readable by its owner alone:
 *
 *     PRIVATE+KEY+daftar.0123456789abcdef+1a2b3c4d+<base64 of 01 and the 32-byte seed>
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
  mkdirSync(dir, { recursive: true, mode: 0o700 });
  const seeds = { publisher: Uint8Array.from(randomBytes(32)), log: Uint8Array.from(randomBytes(32)) };
  const keys = keysFromSeeds(seeds.publisher, seeds.log);
  writeKey(join(dir, FILES.publisher), privateKeyText(publisherName(keys.publisher.id), seeds.publisher));
  writeKey(join(dir, FILES.log), privateKeyText(keys.origin, seeds.log));
  syncFolder(dir);
  return keys;
}

/** Reads both keys; throws KEY_MISSING, KEY_MALFORMED, or KEY_OPEN where others on the machine could read them. */
export function loadKeys(dir: string): Keys {
  const keys = keysFromSeeds(readSeed(join(dir, FILES.publisher)), readSeed(join(dir, FILES.log)));
  expectName(join(dir, FILES.publisher), publisherName(keys.publisher.id));
  expectName(join(dir, FILES.log), keys.origin);
  return keys;
}

/** The keys of two 32-byte seeds. */
export function keysFromSeeds(publisherSeed: Uint8Array, logSeed: Uint8Array): Keys {
  const publicKey = ed25519.getPublicKey(publisherSeed);
  const origin = originOf(ed25519.getPublicKey(logSeed));
  return {
    publisher: {
      id: publisherKeyId(publicKey),
      publicKey,
      sign: (message) => ed25519.sign(message, publisherSeed),
    },
    log: makeSigner(origin, logSeed),
    origin,
  };
}

/** The origin of the log that has this 32-byte public key. */
export function originOf(logPublicKey: Uint8Array): string {
  return `daftar.${sha256Hex(logPublicKey).slice(0, 16)}`;
}

export function publisherKeyId(publicKey: Uint8Array): string {
  return sha256Hex(publicKey).slice(0, 16);
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

function readSeed(path: string): Uint8Array {
  if (!existsSync(path)) {
    throw new DaftarError('KEY_MISSING', `There is no key in ${path}.`, 'Bring it back from your backup of the keys.');
  }
  if (process.platform !== 'win32' && (statSync(path).mode & 0o077) !== 0) {
    throw new DaftarError('KEY_OPEN', `Others on this machine can read the key in ${path}.`, `Run: chmod 600 ${path}`);
  }
  return parsePrivateKey(readFileSync(path, 'utf8')).seed;
}

/** A publisher's key copied over the log's would pass as one; its name tells. */
function expectName(path: string, name: string): void {
  if (parsePrivateKey(readFileSync(path, 'utf8')).name !== name) throw malformed(`the key in ${path} is not ${name}`);
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
