import { randomBytes } from 'node:crypto';
import { closeSync, existsSync, fsyncSync, openSync, readFileSync, statSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import { ed25519 } from '@noble/curves/ed25519.js';
import { DaftarError } from '../base/errors.ts';
import { makeFolder } from '../base/folder.ts';
import { hexSha256 } from '../base/hash.ts';
import { originOf, parsePrivateKey, privateKeyText } from '../record/keys.ts';
import { COSIGNATURE, formatVkey, makeVkey, type NoteSigner } from '../record/note.ts';
import type { Ledger } from './ledger.ts';

/** What a witness signs with: its `vkey` is of type 04, as policies list it. */
export type WitnessKey = NoteSigner;

/**
 * The key in this file, made there at the first start. Key and ledger belong together: a key whose ledger is gone might
 * cosign a second history of a log, so it is not used any more. Throws KEY_MISSING, KEY_OPEN, KEY_MALFORMED,
 * WITNESS_STATE_LOST, WITNESS_OTHER_KEY.
 */
export function openKey(file: string, ledger: Ledger, name?: string): WitnessKey {
  const key = existsSync(file) ? readKey(file) : makeKey(file, ledger, name);
  requireOwnLedger(file, key, ledger);
  return key;
}

/** The signer of a 32-byte seed. */
export function witnessKey(name: string, seed: Uint8Array): WitnessKey {
  return {
    vkey: makeVkey(name, COSIGNATURE, ed25519.getPublicKey(seed)),
    sign: (message) => ed25519.sign(message, seed),
  };
}

function readKey(file: string): WitnessKey {
  if (!statSync(file).isFile())
    throw new DaftarError('KEY_MALFORMED', `${file} is not a file.`, 'Name the file of the key with --key.');
  if (process.platform !== 'win32' && (statSync(file).mode & 0o077) !== 0) {
    throw new DaftarError('KEY_OPEN', `Others on this machine can read the key in ${file}.`, `Run: chmod 600 ${file}`);
  }
  const { name, seed } = parsePrivateKey(readFileSync(file, 'utf8'));
  const key = witnessKey(name, seed);
  if (name === originOf(key.vkey.publicKey) || name.startsWith('publisher.')) throw otherUse(file);
  return key;
}

/** The ledger learns of the key first: after a power cut in between, an unused name stands in an empty ledger. */
function makeKey(file: string, ledger: Ledger, name?: string): WitnessKey {
  if (!ledger.isEmpty()) {
    throw new DaftarError('KEY_MISSING', `There is no key in ${file}.`, 'Bring it back from your backup of the keys.');
  }
  const seed = Uint8Array.from(randomBytes(32));
  const key = witnessKey(name ?? `witness.${hexSha256(ed25519.getPublicKey(seed)).slice(0, 16)}`, seed);
  ledger.belongsTo(formatVkey(key.vkey));
  makeFolder(dirname(file), 0o700);
  const handle = openSync(file, 'wx', 0o600);
  writeSync(handle, privateKeyText(key.vkey.name, seed));
  fsyncSync(handle);
  closeSync(handle);
  flushFolder(dirname(file));
  return key;
}

function requireOwnLedger(file: string, { vkey }: WitnessKey, ledger: Ledger): void {
  const owner = ledger.owner();
  if (owner === formatVkey(vkey)) return;
  if (owner !== null) {
    throw new DaftarError(
      'WITNESS_OTHER_KEY',
      `What was cosigned here was cosigned with another key than the one in ${file}.`,
      'Put key and data folder together that belong to each other.',
    );
  }
  throw new DaftarError(
    'WITNESS_STATE_LOST',
    `The key in ${file} is older than this data folder, which does not know what was cosigned with it.`,
    'Bring the data folder back with --data; if it is lost, start with another key and tell the newsrooms.',
  );
}

function flushFolder(path: string): void {
  if (process.platform === 'win32') return;
  const folder = openSync(path, 'r');
  fsyncSync(folder);
  closeSync(folder);
}

function otherUse(file: string): DaftarError {
  return new DaftarError(
    'KEY_MALFORMED',
    `The key in ${file} is a newsroom's, not a witness's.`,
    'Name another file with --key: a key of its own is made there.',
  );
}
