import assert from 'node:assert/strict';
import { chmodSync, copyFileSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import fc from 'fast-check';
import { hexSha256 } from '../base/hash.ts';
import { utf8 } from './bytes.ts';
import { createKeys, loadKeys, parsePrivateKey, privateKeyText } from './keys.ts';
import { verifyEd25519 } from './note.ts';
import { testFolder } from './testing.ts';

test('keys are made once, for their owner alone, and loaded again', (t) => {
  const dir = join(testFolder(t), 'keys');
  const made = createKeys(dir);
  const loaded = loadKeys(dir);
  assert.equal(loaded.publisher.id, made.publisher.id);
  assert.equal(loaded.publisher.id, hexSha256(made.publisher.publicKey).slice(0, 16));
  assert.equal(loaded.origin, `daftar.${hexSha256(made.log.vkey.publicKey).slice(0, 16)}`);
  assert.equal(loaded.log.vkey.name, made.origin);
  assert.notDeepEqual(made.publisher.publicKey, made.log.vkey.publicKey);
  assert.ok(verifyEd25519(loaded.publisher.sign(utf8('a')), utf8('a'), made.publisher.publicKey));
  assert.ok(verifyEd25519(loaded.log.sign(utf8('a')), utf8('a'), made.log.vkey.publicKey));
  for (const file of ['publisher.key', 'log.key']) assert.equal(statSync(join(dir, file)).mode & 0o777, 0o600);
  assert.match(
    readFileSync(join(dir, 'log.key'), 'utf8'),
    /^PRIVATE\+KEY\+daftar\.[0-9a-f]{16}\+[0-9a-f]{8}\+\S{44}\n$/,
  );
  assert.throws(() => createKeys(dir), { code: 'KEY_EXISTS' });
});

test('a key file that others can read is not used, and the message says what to do', (t) => {
  const dir = testFolder(t);
  createKeys(dir);
  chmodSync(join(dir, 'log.key'), 0o640);
  assert.throws(() => loadKeys(dir), { code: 'KEY_OPEN', next: `Run: chmod 600 ${join(dir, 'log.key')}` });
});

test('missing, swapped and damaged keys are told apart from good ones', (t) => {
  const dir = testFolder(t);
  assert.throws(() => loadKeys(dir), { code: 'KEY_MISSING' });
  createKeys(dir);
  const [publisher, log] = [join(dir, 'publisher.key'), join(dir, 'log.key')];
  const text = readFileSync(log, 'utf8');
  copyFileSync(publisher, log);
  assert.throws(() => loadKeys(dir), { code: 'KEY_MALFORMED' });
  writeFileSync(log, text.replace(/.{6}\n$/, 'AAAAA=\n'));
  assert.throws(() => loadKeys(dir), { code: 'KEY_MALFORMED' });
  rmSync(log);
  assert.throws(() => loadKeys(dir), { code: 'KEY_MISSING' });
});

test('a damaged key is never quoted in the message', () => {
  const text = privateKeyText('a', new Uint8Array(32).fill(7));
  const secret = text.slice(-30, -8);
  for (const damaged of [
    text.slice(0, -3),
    text.replace('+AQ', '+AR'),
    text.replace(/\+[0-9a-f]{8}\+/, '+00000000+'),
  ]) {
    assert.throws(
      () => parsePrivateKey(damaged),
      (error: Error) => !error.message.includes(secret) && (error as { code?: string }).code === 'KEY_MALFORMED',
    );
  }
});

test('no text crashes the parser', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      for (const whole of [text, `PRIVATE+KEY+${text}`, `PRIVATE+KEY+a+00000000+${text}`]) {
        assert.throws(() => parsePrivateKey(whole), { code: 'KEY_MALFORMED' });
      }
    }),
  );
});
