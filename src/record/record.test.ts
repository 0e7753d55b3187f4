import assert from 'node:assert/strict';
import { createHash, createPublicKey, verify } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { describeRecord, readVectors, testFolder } from './testing.ts';

const vectors = readVectors('record');
const specification = readFileSync(new URL('../../specs/record.md', import.meta.url), 'utf8');

test('vector: seeds, start and releases give this record, byte for byte', async (t) => {
  const { about, seeds, demo, begun, releases, later } = vectors;
  assert.deepEqual(await describeRecord({ about, seeds, demo, begun, releases, later }, testFolder(t)), vectors);
});

test('vector: another implementation of Ed25519 and SHA-256 agrees', () => {
  for (const text of vectors.entries.concat(vectors.later.entries.slice(0, 2))) {
    const { signature, ...entry } = JSON.parse(text);
    const signed = `daftar-entry/1\n${JSON.stringify(entry)}`;
    assert.ok(
      verify(null, Buffer.from(signed), ed25519Key(vectors.publisher.publicKey), Buffer.from(signature, 'base64')),
    );
  }
  const [body, line] = vectors.checkpoint.split('\n\n');
  const signature = Buffer.from(line.split(' ')[2], 'base64').subarray(4);
  assert.ok(verify(null, Buffer.from(`${body}\n`), ed25519Key(vectors.log.publicKey), signature));
  for (const [i, release] of vectors.releases.entries()) {
    assert.equal(createHash('sha256').update(release).digest('hex'), vectors.hashes[i]);
  }
});

test('the worked example in specs/record.md is this record', () => {
  const quoted = [
    vectors.publisher.publicKey,
    vectors.publisher.id,
    vectors.log.publicKey,
    vectors.log.vkey,
    vectors.log.privateKey,
    vectors.policy,
    vectors.releases[0],
    ...vectors.hashes,
    vectors.entries[0],
    vectors.entries[1],
    ...vectors.leaves,
    vectors.checkpoint,
    ...Object.keys(vectors.files),
    ...vectors.later.entries,
    vectors.later.checkpoint,
    vectors.later.encrypted.file,
    vectors.later.encrypted.passphrase,
    vectors.later.encrypted.opened,
  ];
  const unindented = specification.replace(/^ {4}/gm, '');
  for (const text of quoted) assert.ok(unindented.includes(text), `specs/record.md lacks ${text}`);
});

function ed25519Key(hex: string) {
  const prefix = Buffer.from('302a300506032b6570032100', 'hex');
  return createPublicKey({ key: Buffer.concat([prefix, Buffer.from(hex, 'hex')]), format: 'der', type: 'spki' });
}
