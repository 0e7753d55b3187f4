import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { DaftarError } from '../base/errors.ts';
import { inclusionProof, memorySubtree, rootOf } from '../record/merkle.ts';
import { readVectors, vectorEntries } from '../record/testing.ts';
import { base64, fromBase64, hex, sha256, utf8 } from './bytes.ts';
import { readCanonical } from './canonical.ts';
import { readEntry } from './entry.ts';
import { isIncluded, leafHash, nodeHash } from './merkle.ts';
import { cosignedAt, isSignedBy, readCheckpoint, readKey, WITNESS_KEY } from './note.ts';
import { readPolicy } from './policy.ts';
import { parseReceipt } from './receipt.ts';
import { releaseIn } from './release.ts';
import { readBundle, readTile, tilePath } from './tiles.ts';

const vectors = readVectors('tlog');

test('known keys, signatures and cosignatures', () => {
  for (const { text, name, id, type } of vectors.vkeys) {
    const key = readKey(text)!;
    assert.deepEqual([key.name, key.id, key.type], [name, id, type]);
  }
  const { note, origin, size, root } = vectors.checkpoint;
  const checkpoint = readCheckpoint(utf8(`${note}${vectors.cosignature.line.trimEnd()}\n`));
  assert.deepEqual([checkpoint.origin, checkpoint.size, base64(checkpoint.root)], [origin, size, root]);
  const [, log, witness] = vectors.vkeys.map(({ text }: { text: string }) => readKey(text)!);
  assert.ok(isSignedBy(checkpoint, log));
  assert.equal(cosignedAt(checkpoint, witness), vectors.cosignature.time);
  const other = { ...checkpoint, text: checkpoint.text.replace('257', '258') };
  assert.throws(() => isSignedBy(other, log), { code: 'NOTE_BAD_SIGNATURE' });
  assert.throws(() => cosignedAt(other, witness), { code: 'NOTE_BAD_SIGNATURE' });
});

test('known trees and inclusion proofs', () => {
  const [a, b, c] = ['a', 'b', 'c'].map((text) => leafHash(utf8(text)));
  assert.deepEqual(
    [a, b, c].map((leaf) => base64(leaf!)),
    Object.values(vectors.leaves),
  ); // prettier-ignore
  assert.equal(base64(nodeHash(a!, b!)), vectors.nodeAB);
  for (const { index, size, proof } of vectors.inclusion) {
    const hashes = proof.map((hash: string) => fromBase64(hash)!);
    const leaf = leafHash(vectorEntries(size)[index]!);
    assert.ok(isIncluded(index, size, leaf, hashes, rootOf(vectorEntries(size).map(leafHash))));
    assert.ok(!isIncluded(index + 1, size, leaf, hashes, rootOf(vectorEntries(size).map(leafHash))));
  }
});

test('every proof of every tree up to 40 holds, and for no other place', () => {
  for (let size = 1; size <= 40; size++) {
    const leaves = vectorEntries(size).map(leafHash);
    const root = rootOf(vectorEntries(size).map(leafHash));
    for (let index = 0; index < size; index++) {
      const proof = inclusionProof(memorySubtree(leaves), index, size);
      for (let other = 0; other < size; other++) {
        assert.equal(
          isIncluded(other, size, leaves[index]!, proof, root),
          other === index,
          `${index}/${size} at ${other}`,
        );
      }
      assert.ok(!isIncluded(index, size, leaves[index]!, [...proof, root], root));
      if (proof.length > 0) assert.ok(!isIncluded(index, size, leaves[index]!, proof.slice(1), root));
    }
  }
});

test('known tiles', () => {
  for (const { index, path, width = 256, level = 0 } of vectors.tilePaths) {
    assert.equal(tilePath(level, index, width), `log/${path}`);
  }
  const start = Uint8Array.from(Buffer.from(vectors.bundleStartHex, 'hex'));
  assert.deepEqual(
    readBundle(start, 2).map((entry) => Buffer.from(entry).toString()),
    ['entry 0\n', 'entry 1\n'],
  );
  assert.equal(readTile(new Uint8Array(64), 2).length, 64);
});

/** What must be refused, each for one reason. */
const LOG = 'log daftar.8f51f478fbda9ae3+e5fd5cf6+ATmTtCwMRLkm4Q8nr4yjon3RPSeZy9qHy1VQgFd/fWFF';
const WITNESS = 'witness w witness.example/w1+b7a673d2+BM0FZ18PW5yMjDMZQY4GkY8cS/w1w6vhi8+CD6TXBBTx';
const { note } = vectors.checkpoint;
const [GENESIS] = readVectors('record').entries as string[];
const RELEASE = readVectors('record').releases[0] as string;
const REFUSED: [what: string, code: string, read: () => unknown][] = [
  ['a policy with a log twice', 'POLICY_MALFORMED', () => readPolicy(`${LOG}\n${LOG}\nquorum none\n`)],
  ['a policy with a key twice under two names', 'POLICY_MALFORMED', () => readPolicy(`${WITNESS}\n${WITNESS.replace(' w ', ' v ')}\nquorum w\n`)],
  ['a log that is its own witness', 'POLICY_MALFORMED', () => readPolicy(`${LOG}\nwitness w ${vkeyOf(WITNESS_KEY, LOG)}\nquorum none\n`)],
  ['a policy without quorum', 'POLICY_MALFORMED', () => readPolicy(`${LOG}\n`)],
  ['a policy with two quorums', 'POLICY_MALFORMED', () => readPolicy(`quorum none\nquorum none\n`)],
  ['a quorum of strangers', 'POLICY_MALFORMED', () => readPolicy(`quorum all\n`)],
  ['a group that asks for more than it has', 'POLICY_MALFORMED', () => readPolicy(`${WITNESS}\ngroup g 2 w\nquorum g\n`)],
  ['a policy with CRLF', 'POLICY_MALFORMED', () => readPolicy(`${LOG}\r\nquorum none\r\n`)],
  ['a policy whose last line is cut', 'POLICY_MALFORMED', () => readPolicy(`${LOG}\nquorum none`)],
  ['a checkpoint with CRLF', 'NOTE_MALFORMED', () => readCheckpoint(utf8(note.replaceAll('\n', '\r\n')))],
  ['a checkpoint without signatures', 'NOTE_MALFORMED', () => readCheckpoint(utf8(`${note.split('\n\n')[0]}\n\n`))],
  ['a checkpoint with base64 that is not canonical', 'CHECKPOINT_MALFORMED', () => readCheckpoint(utf8(note.replace('XrcA=', 'XrcB=')))],
  ['a size with a leading zero', 'CHECKPOINT_MALFORMED', () => readCheckpoint(utf8(note.replace('257', '0257')))],
  ['a size beyond counting', 'CHECKPOINT_MALFORMED', () => readCheckpoint(utf8(note.replace('257', '9223372036854775807')))],
  ['a bundle cut short', 'TILE_MALFORMED', () => readBundle(utf8('\0\u0008entry'), 1)],
  ['a bundle that ends in half a length', 'TILE_MALFORMED', () => readBundle(Uint8Array.of(0), 1)],
  ['a bundle with too few', 'TILE_MALFORMED', () => readBundle(new Uint8Array(), 1)],
  ['a tile too long', 'TILE_MALFORMED', () => readTile(new Uint8Array(64), 1)],
  ['a bundle with too many', 'TILE_MALFORMED', () => readBundle(utf8('\0\u0001a\0\u0001b'), 1)],
  ['a tile cut short', 'TILE_MALFORMED', () => readTile(new Uint8Array(63), 1)],
  ['an entry over 65,535 bytes', 'ENTRY_MALFORMED', () => readEntry(new Uint8Array(65_536))],
  ['an entry with a space', 'ENTRY_MALFORMED', () => readEntry(utf8(GENESIS!.replace(',', ', ')))],
  ['an entry with a key too many', 'ENTRY_MALFORMED', () => readEntry(utf8(GENESIS!.replace('"time"', '"thing":1,"time"')))],
  ['an entry of another type', 'ENTRY_MALFORMED', () => readEntry(utf8(GENESIS!.replace('"type":"key"', '"type":"toString"')))],
  ['an entry whose type is an object that cannot be text', 'ENTRY_MALFORMED', () => readEntry(utf8('{"type":{"toString":1,"valueOf":1}}'))],
  ['an entry whose time is a list', 'ENTRY_MALFORMED', () => readEntry(utf8(GENESIS!.replace(/"time":("[^"]*")/, '"time":[$1]')))],
  ['an entry of the 30th of February', 'ENTRY_MALFORMED', () => readEntry(utf8(GENESIS!.replace('2024-01-01', '2024-02-30')))],
  ['an entry whose key id is another’s', 'ENTRY_MALFORMED', () => readEntry(utf8(GENESIS!.replace('"key":"4', '"key":"5')))],
  ['a repeated key', 'CANONICAL_JSON', () => readCanonical(utf8('{"a":1,"a":1}'))],
  ['a byte order mark', 'CANONICAL_JSON', () => readCanonical(utf8('\ufeff{}'))],
  ['half a character', 'CANONICAL_JSON', () => readCanonical(utf8('"\\ud800"'))],
  ['keys in another order', 'CANONICAL_JSON', () => readCanonical(utf8('{"b":1,"a":1}'))],
  ['another spelling of a number', 'CANONICAL_JSON', () => readCanonical(utf8('1.0'))],
  ['a release without a key', 'RELEASE_DAMAGED', () => releaseIn(utf8(RELEASE.replace('"aliases":[],', '')))],
  ['a release with a key too many', 'RELEASE_DAMAGED', () => releaseIn(utf8(RELEASE.replace('{"aliases"', '{"a":1,"aliases"')))],
  ['a release with a number for a title', 'RELEASE_DAMAGED', () => releaseIn(utf8(RELEASE.replace(/"title":"[^"]*"/, '"title":1')))],
  ['a receipt of nothing', 'RECEIPT_MALFORMED', () => parseReceipt('')],
  ['a receipt without checkpoint', 'RECEIPT_MALFORMED', () => parseReceipt('c2sp.org/tlog-proof@v1\nindex 0\n')],
  ['a receipt with CRLF', 'RECEIPT_MALFORMED', () => parseReceipt(`c2sp.org/tlog-proof@v1\r\nindex 0\r\n\r\n${note}`)],
  ['a receipt with a short hash', 'RECEIPT_MALFORMED', () => parseReceipt(`c2sp.org/tlog-proof@v1\nindex 0\nAAAA\n\n${note}`)],
  ['a receipt with a padded index', 'RECEIPT_MALFORMED', () => parseReceipt(`c2sp.org/tlog-proof@v1\nindex 00\n\n${note}`)],
]; // biome-ignore format: a table

for (const [what, code, read] of REFUSED) test(`${what} is refused`, () => assert.throws(read, { code }));

test('base64 has one spelling', () => {
  for (const text of ['A', 'AA', 'AAA', 'AB==', 'AAB=', 'AA==\n', ' AA==', 'A-A=', 'A_A=', '====']) {
    assert.equal(fromBase64(text), null, text);
  }
  fc.assert(fc.property(fc.uint8Array(), (bytes) => assert.deepEqual(fromBase64(base64(bytes)), bytes)));
});

test('whatever the parsers are given, they answer or refuse in their own words', () => {
  const readers: ((bytes: Uint8Array, text: string) => unknown)[] = [
    (bytes) => readCheckpoint(bytes),
    (_, text) => readPolicy(text),
    (_, text) => readKey(text),
    (bytes) => readEntry(bytes),
    (bytes) => releaseIn(bytes),
    (bytes) => readBundle(bytes, 1),
    (bytes) => parseReceipt(bytes),
  ];
  const known = [
    note,
    `${LOG}\n${WITNESS}\nquorum w\n`,
    GENESIS!,
    RELEASE,
    `c2sp.org/tlog-proof@v1\nindex 0\n\n${note}`,
  ];
  // Bytes that are almost right come further than bytes at random.
  const nearly = fc
    .tuple(fc.constantFrom(...known), fc.nat(), fc.uint8Array({ maxLength: 4 }), fc.nat(4))
    .map(([text, at, put, drop]) => {
      const bytes = Buffer.from(text);
      const from = at % bytes.length;
      return Uint8Array.from(Buffer.concat([bytes.subarray(0, from), put, bytes.subarray(from + drop)]));
    });
  fc.assert(
    fc.property(fc.oneof(fc.uint8Array(), nearly), (bytes) => {
      for (const read of readers) {
        try {
          read(bytes, Buffer.from(bytes).toString());
        } catch (error) {
          assert.ok(error instanceof DaftarError, String(error));
        }
      }
    }),
    { numRuns: 2000 },
  );
});

/** The key of a policy's line as a key of another type. */
function vkeyOf(type: number, line: string): string {
  const { publicKey } = readKey(line.split(' ')[1]!)!;
  const bytes = Uint8Array.of(type, ...publicKey);
  return `other.example+${hex(sha256(utf8('other.example\n'), bytes)).slice(0, 8)}+${base64(bytes)}`;
}

test('hashes are SHA-256', () => {
  assert.equal(hex(sha256(utf8('a'), utf8('bc'))), 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
});
