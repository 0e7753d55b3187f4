import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { fromUtf8, toBase64, utf8 } from './bytes.ts';
import { canonicalBytes } from './canonical.ts';
import { type Entry, parseEntry, signEntry, signGenesis, signKeyEntry, signRelease, verifyEntry } from './entry.ts';
import { Keyring } from './keyring.ts';
import { testKeys, testRelease } from './testing.ts';

const first = testKeys('first').publisher;
const second = testKeys('second').publisher;
const third = testKeys('third').publisher;
const time = '2024-03-01T09:00:00Z';
const { entryBytes } = signRelease(testRelease(), first);
const genesis = signGenesis(first, false, time);

test('an entry is signed, read and verified', () => {
  const entry = parseEntry(entryBytes);
  assert.equal(entry.type, 'release');
  assert.ok(verifyEntry(entry, first.publicKey));
  assert.ok(!verifyEntry(entry, second.publicKey));
  assert.ok(!verifyEntry({ ...entry, version: 2 } as Entry, first.publicKey));
});

const json = JSON.parse(fromUtf8(entryBytes));
const keyJson = JSON.parse(fromUtf8(genesis));
const refused: [name: string, entry: unknown][] = [
  ['no entry at all', null],
  ['an unknown type', { ...json, type: 'erase' }],
  ['a key too many', { ...json, more: 1 }],
  ['a key too few', { ...json, time: undefined }],
  ['a hash in capitals', { ...json, release: 'A'.repeat(64) }],
  ['a time with an offset', { ...json, time: '2024-03-01T14:00:00+05:00' }],
  ['version 0', { ...json, version: 0 }],
  ['an unknown event', { ...json, event: 'delete' }],
  ['a short signature', { ...json, signature: 'AAAA' }],
  ['a key id of another key', { ...keyJson, key: second.id }],
  ['a key of 31 bytes', { ...keyJson, public: toBase64(new Uint8Array(31)) }],
];
for (const [name, entry] of refused) {
  test(`refuses ${name}`, () =>
    assert.throws(() => parseEntry(canonicalBytes(JSON.parse(JSON.stringify(entry)))), { code: 'ENTRY_MALFORMED' }));
}

test('refuses another spelling of the same entry, and one too long for the log', () => {
  assert.throws(() => parseEntry(utf8(JSON.stringify(json, null, 1))), { code: 'ENTRY_MALFORMED' });
  const long = { ...json, language: `en${'-latn'.repeat(20_000)}` };
  assert.throws(() => parseEntry(canonicalBytes(long)), { code: 'ENTRY_MALFORMED' });
  const { signature, ...unsigned } = long;
  assert.throws(() => signEntry(unsigned, first), { code: 'ENTRY_MALFORMED' });
});

test('no bytes crash the parser, and no altered entry verifies', () => {
  fc.assert(
    fc.property(fc.nat(entryBytes.length - 1), fc.integer({ min: 1, max: 255 }), (at, change) => {
      const altered = Uint8Array.from(entryBytes, (byte, i) => (i === at ? byte ^ change : byte));
      assert.ok(!isGood(altered));
    }),
    { numRuns: 300 },
  );
  fc.assert(fc.property(fc.uint8Array(), (bytes) => assert.ok(!isGood(bytes))));
  fc.assert(fc.property(fc.jsonValue(), (value) => assert.ok(!isGood(canonicalBytes(value)))));
});

const key = (action: 'add' | 'retire' | 'revoke', of: typeof first, by: typeof first, demo?: boolean) =>
  signKeyEntry({ action, publicKey: of.publicKey, time, demo }, by);
const release = (by: typeof first, number = 'ST-2024-0001') => signRelease(testRelease({ number }), by).entryBytes;
const stories: [name: string, entries: Uint8Array[], refusedAt: number | null][] = [
  ['a log and its first release', [genesis, release(first)], null],
  [
    'a second key takes over',
    [genesis, key('add', second, first), key('retire', first, second), release(second)],
    null,
  ],
  ['a key retires itself', [genesis, key('retire', first, first)], null],
  [
    'a retired key is found stolen later',
    [genesis, key('add', second, first), key('retire', first, second), key('revoke', first, second)],
    null,
  ],
  ['a log that begins with a release', [release(first)], 0],
  ['a log that begins with a key signed by another', [key('add', first, second, false)], 0],
  ['a log that does not say whether it is a demo', [key('add', first, first)], 0],
  ['demo said again', [genesis, key('add', second, first, true)], 1],
  ['a release by a stranger', [genesis, release(second)], 1],
  ['a release by a retired key', [genesis, key('retire', first, first), release(first)], 2],
  ['a release by a revoked key', [genesis, key('add', second, first), key('revoke', first, second), release(first)], 3],
  ['a key that adds itself', [genesis, key('add', second, second)], 1],
  ['a key added twice', [genesis, key('add', first, first)], 1],
  [
    'a key brought back',
    [genesis, key('add', second, first), key('revoke', first, second), key('add', first, second)],
    3,
  ],
  ['a stranger’s key retired', [genesis, key('retire', third, first)], 1],
  [
    'a key revoked twice',
    [genesis, key('add', second, first), key('revoke', first, second), key('revoke', first, second)],
    3,
  ],
];
for (const [name, entries, refusedAt] of stories) {
  test(`keys: ${name} ${refusedAt === null ? 'stands' : `is refused at ${refusedAt}`}`, () => {
    const keyring = new Keyring();
    entries.forEach((bytes, index) => {
      const admit = () => keyring.admit(parseEntry(bytes), index);
      if (index === refusedAt) assert.throws(admit, { code: 'ENTRY_REFUSED' });
      else admit();
    });
  });
}

test('a keyring tells when a key came and went', () => {
  const keyring = new Keyring();
  const entries = [genesis, key('add', second, first), key('retire', first, second)];
  for (const [index, bytes] of entries.entries()) keyring.admit(parseEntry(bytes), index);
  assert.deepEqual(keyring.get(first.id)?.ended, { index: 2, action: 'retire' });
  assert.equal(keyring.get(second.id)?.added, 1);
  assert.equal(keyring.copy().get(second.id)?.ended, null);
  assert.equal(keyring.get(third.id), null);
});

function isGood(bytes: Uint8Array): boolean {
  try {
    return verifyEntry(parseEntry(bytes), first.publicKey);
  } catch (error) {
    assert.equal((error as { code: string }).code, 'ENTRY_MALFORMED');
    return false;
  }
}
