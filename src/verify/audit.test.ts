import assert from 'node:assert/strict';
import { test } from 'node:test';
import { hexSha256 } from '../base/hash.ts';
import { canonicalBytes } from '../record/canonical.ts';
import { EMPTY_EDGE, edgeRoot, growEdge } from '../record/edge.ts';
import { signEntry, signErase, signGenesis, signKeyEntry } from '../record/entry.ts';
import { inclusionProof, leafHash, memorySubtree } from '../record/merkle.ts';
import { formatVkey, signNote } from '../record/note.ts';
import type { Release } from '../record/release.ts';
import { signed, testKeys, testRelease } from '../record/testing.ts';
import { audit } from './audit.ts';
import { base64, concat, utf8 } from './bytes.ts';
import { consistent, openRecord } from './log.ts';
import type { RecordSource } from './source.ts';

const keys = testKeys();
const thief = testKeys('thief');
const TIME = '2024-01-01T00:00:00Z';
const GENESIS = signGenesis(keys.publisher, true, TIME);
const picture = utf8('a picture');
const pictured = testRelease({ number: 'ST-2024-0002', media: [medium(picture)] });
const [bridge, quay] = [signed(testRelease(), keys), signed(pictured, keys)];
const later = (changes: Partial<Release>) => signed(testRelease({ previous: bridge.sha256, ...changes }), keys);

test('a whole record has no fault, and progress is told', async () => {
  const told: number[] = [];
  const record = await openRecord(sourceOf(whole()));
  const found = await audit(record, { progress: (done, of) => told.push(done, of) });
  const counts = { entries: 3, releases: 2, media: 1, receipts: 2, erased: 0, unwitnessed: 0 };
  assert.deepEqual(found, { ...counts, extra: [], faults: [] });
  assert.deepEqual(told, [1, 3, 2, 3, 3, 3]);
});

/** What is done to a whole record, and the faults that are found, all of them. */
const damages: [what: string, change: (files: Files) => void, ...found: string[]][] = [
  ['a release is gone', (files) => files.delete(pathOf(bridge.sha256)), 'RELEASE_MISSING'],
  ['a release says something else', (files) => files.set(pathOf(bridge.sha256), quay.releaseBytes), 'RELEASE_DAMAGED'],
  ['a medium is gone', (files) => files.delete(mediumPath(picture)), 'MEDIA_MISSING'],
  ['a medium is another', (files) => files.set(mediumPath(picture), utf8('!')), 'MEDIA_DAMAGED'],
  ['the leaf hashes are gone', (files) => files.delete('log/tile/0/000.p/3') && files.delete('log/tile/0/000.p/1')],
  ['a tile of an older size is another', flip('log/tile/0/000.p/1'), 'RECORD_DAMAGED'],
  ['a tile of an older size is too long', longer('log/tile/0/000.p/1'), 'RECORD_DAMAGED'],
  ['a bundle of an older size is another', flip('log/tile/entries/000.p/1'), 'RECORD_DAMAGED'],
  [
    'a bundle of an older size is cut short',
    (files) => files.set('log/tile/entries/000.p/1', utf8('')),
    'RECORD_DAMAGED',
  ],
  ['receipts are exchanged', exchangeReceipts, 'RECEIPT_REFUSED', 'RECEIPT_REFUSED'],
  ['a receipt is no receipt', (files) => files.set(receiptPath(bridge.sha256), utf8('!')), 'RECEIPT_MALFORMED'],
  ['a receipt is of another log', (files) => receipts(files, [GENESIS, bridge.entryBytes], thief), 'RECEIPT_REFUSED'],
  [
    'a receipt is of another history',
    (files) => receipts(files, [GENESIS, bridge.entryBytes, GENESIS]),
    'RECORD_FORKED',
  ],
  [
    'two things at once',
    (files) => files.delete(pathOf(bridge.sha256)) && files.delete(mediumPath(picture)),
    'RELEASE_MISSING',
    'MEDIA_MISSING',
  ],
];
for (const [what, change, ...codes] of damages) {
  test(`${what}: ${codes.join(', ') || 'no record'}`, async () => {
    const files = whole();
    change(files);
    if (codes.length === 0) return assert.rejects(openRecord(sourceOf(files)), { code: 'RECORD_DAMAGED' });
    const { faults } = await audit(await openRecord(sourceOf(files)));
    assert.deepEqual(
      faults.map(({ code }) => code),
      codes,
    );
  });
}

test('files that nothing leads to are no damage, and are named', async () => {
  const files = whole();
  const strangers = [
    'log/tile/0/000',
    'log/tile/0/000.p/4',
    'log/tile/1/000.p/1',
    'log/tile/entries/000.p/4',
    'media/ab/unknown',
    `media/${bridge.sha256.slice(0, 2)}/${bridge.sha256}`,
    'notes.txt',
    pathOf('ab'.repeat(32)),
  ].sort();
  for (const path of strangers) files.set(path, utf8('!'));
  files.set('index/000.p/3', utf8('derived')).set('.writing/1', utf8('half'));
  const { faults, extra } = await audit(await openRecord(sourceOf(files)));
  assert.deepEqual([faults, extra], [[], strangers]);
  const { read } = sourceOf(files);
  assert.deepEqual((await audit(await openRecord({ read }))).extra, []);
});

/** Logs that their own publisher wrote against the rules; signed well, hashed well. */
const rogues: [what: string, entries: Uint8Array[], releases: Uint8Array[], ...found: string[]][] = [
  ['a version is left out', ...of(bridge, later({ version: 3, event: 'correct' })), 'RELEASE_FORK'],
  ['a version comes twice', ...of(bridge, later({ version: 1, previous: null, title: 'Other' })), 'RELEASE_FORK', 'RELEASE_FORK'],
  ['a version names no predecessor', ...of(bridge, later({ version: 2, event: 'correct', previous: null })), 'RELEASE_FORK'],
  ['an edition begins with a withdrawal', ...of(later({ event: 'withdraw', previous: null })), 'RELEASE_FORK'],
  ['a release is logged twice', [GENESIS, bridge.entryBytes, bridge.entryBytes], [bridge.releaseBytes], 'ENTRY_REFUSED', 'RELEASE_FORK', 'RELEASE_FORK'],
  ['a stranger signed', ...of(signed(testRelease(), thief)), 'ENTRY_REFUSED'],
  ['an entry says another number', [GENESIS, renamed()], [bridge.releaseBytes], 'RELEASE_DAMAGED'],
  ['a release lacks a key', ...of(bare()), 'RELEASE_DAMAGED'],
  ['a signature is of another entry', [GENESIS, misSigned()], [bridge.releaseBytes], 'ENTRY_REFUSED'],
  ['what was erased is there', [GENESIS, bridge.entryBytes, erase()], [bridge.releaseBytes], 'ERASED_PRESENT'],
  ['what was erased is gone', [GENESIS, bridge.entryBytes, erase()], []],
]; // biome-ignore format: a table
for (const [what, entries, releases, ...codes] of rogues) {
  test(`${what}: ${codes.join(', ') || 'no fault'}`, async () => {
    const files = recordOf(entries, releases);
    const { faults } = await audit(await openRecord(sourceOf(files)));
    assert.deepEqual(
      faults.map(({ code }) => code),
      codes,
    );
  });
}

/** Logs that are not opened at all. */
const impossible: [what: string, code: string, files: Files][] = [
  ['begins with a release', 'ENTRY_REFUSED', recordOf([bridge.entryBytes])],
  ['begins with a key that another signed', 'ENTRY_REFUSED', recordOf([keyEntry('add', keys, thief, true)])],
  ['says twice whether it is a demonstration', 'ENTRY_REFUSED', recordOf([GENESIS, keyEntry('add', thief, keys, true)])],
  ['adds a key by a stranger', 'ENTRY_REFUSED', recordOf([GENESIS, keyEntry('add', thief, thief)])],
  ['adds a key twice', 'ENTRY_REFUSED', recordOf([GENESIS, keyEntry('add', keys, keys)])],
  ['ends a key that it does not know', 'ENTRY_REFUSED', recordOf([GENESIS, keyEntry('revoke', thief, keys)])],
  ['brings a revoked key back', 'ENTRY_REFUSED', recordOf([GENESIS, keyEntry('add', thief, keys), keyEntry('revoke', thief, keys), keyEntry('add', thief, keys)])],
  ['lets a revoked key erase', 'ENTRY_REFUSED', recordOf([GENESIS, keyEntry('revoke', keys, keys), erase()])],
  ['holds an entry of an unknown type', 'ENTRY_MALFORMED', recordOf([GENESIS, utf8('{"type":"other"}')])],
  ['holds an entry that is not canonical', 'ENTRY_MALFORMED', recordOf([GENESIS, concat(bridge.entryBytes, utf8('\n'))])],
  ['is empty', 'RECORD_DAMAGED', recordOf([])],
  ['has more entries than there are', 'RECORD_DAMAGED', signedSize(4)],
  ['has as many entries as numbers can count', 'RECORD_DAMAGED', signedSize(Number.MAX_SAFE_INTEGER)],
]; // biome-ignore format: a table
for (const [what, code, files] of impossible) {
  test(`a log that ${what} is refused`, () => assert.rejects(openRecord(sourceOf(files)), { code }));
}

test('the record’s own policy is checked also where another one was given', async () => {
  const files = whole();
  const policy = new TextDecoder().decode(files.get('policy'));
  const others = [
    undefined,
    utf8(''),
    utf8(policyOf(thief)),
    utf8(policyOf(keys).replace('log', `${policyOf(thief).split('\n')[0]}\nlog`)),
  ];
  for (const own of others) {
    if (own) files.set('policy', own);
    else files.delete('policy');
    const { faults } = await audit(await openRecord(sourceOf(files), { policy }));
    assert.deepEqual(
      faults.map(({ where }) => where),
      ['policy'],
    );
    await assert.rejects(openRecord(sourceOf(files)), { name: 'DaftarError' });
  }
});

test('a checkpoint that was seen before is continued, newer, or of another history', async () => {
  const record = await openRecord(sourceOf(whole()));
  const note = (...entries: Uint8Array[]) => new TextDecoder().decode(recordOf(entries).get('log/checkpoint'));
  assert.equal(consistent(note(GENESIS), record), 'continued');
  assert.equal(consistent(note(GENESIS, bridge.entryBytes, quay.entryBytes), record), 'continued');
  assert.equal(consistent(note(GENESIS, quay.entryBytes), record), 'forked');
  assert.equal(consistent(note(GENESIS, bridge.entryBytes, quay.entryBytes, GENESIS), record), 'behind');
  const strange = new TextDecoder().decode(recordOf([GENESIS], [], thief).get('log/checkpoint'));
  assert.throws(() => consistent(strange, record), { code: 'RECORD_OTHER_LOG' });
  assert.throws(() => consistent('', record), { code: 'NOTE_MALFORMED' });
});

type Files = Map<string, Uint8Array>;
type Item = ReturnType<typeof signed>;

/** Three entries, a file of each kind. */
function whole(): Files {
  const files = recordOf([GENESIS, bridge.entryBytes, quay.entryBytes], [bridge.releaseBytes, quay.releaseBytes]);
  files.set(mediumPath(picture), picture);
  receipts(files, [GENESIS, bridge.entryBytes]);
  receipts(files, [GENESIS, bridge.entryBytes, quay.entryBytes], keys, quay.sha256);
  return files;
}

/** A log written by hand, one entry after another: a writer would refuse most of what is tried here. */
function recordOf(entries: Uint8Array[], releases: Uint8Array[] = [], { log, origin } = keys): Files {
  const files: Files = new Map();
  let edge = EMPTY_EDGE;
  for (const entry of entries) {
    const grown = growEdge(edge, [entry]);
    for (const { path, bytes } of grown.files) files.set(`log/${path}`, bytes);
    edge = grown.edge;
  }
  for (const bytes of releases) files.set(pathOf(hexSha256(bytes)), bytes);
  files.set('policy', utf8(policyOf({ log })));
  const text = `${origin}\n${entries.length}\n${base64(edgeRoot(edge))}\n`;
  return files.set('log/checkpoint', utf8(signNote(text, [log])));
}

/** A receipt of the last release among the entries, or of the one that is named. */
function receipts(files: Files, entries: Uint8Array[], by = keys, sha256 = bridge.sha256): void {
  const index = sha256 === bridge.sha256 ? 1 : 2;
  const proof = inclusionProof(memorySubtree(entries.map(leafHash)), index, entries.length);
  const note = new TextDecoder().decode(recordOf(entries, [], by).get('log/checkpoint'));
  const lines = ['c2sp.org/tlog-proof@v1', `extra ${base64(entries[index]!)}`, `index ${index}`, ...proof.map(base64)];
  files.set(receiptPath(sha256), utf8(`${lines.join('\n')}\n\n${note}`));
}

function exchangeReceipts(files: Files): void {
  const [a, b] = [bridge, quay].map(({ sha256 }) => receiptPath(sha256)) as [string, string];
  const [first, second] = [files.get(a)!, files.get(b)!];
  files.set(a, second).set(b, first);
}

/** The log's key signs a size that its entries do not have. */
function signedSize(size: number): Files {
  const files = whole();
  const [origin, , root] = new TextDecoder().decode(files.get('log/checkpoint')).split('\n');
  return files.set('log/checkpoint', utf8(signNote(`${origin}\n${size}\n${root}\n`, [keys.log])));
}

function of(...items: Item[]): [entries: Uint8Array[], releases: Uint8Array[]] {
  return [[GENESIS, ...items.map(({ entryBytes }) => entryBytes)], items.map(({ releaseBytes }) => releaseBytes)];
}

/** An entry over a release that has another number. */
function renamed(): Uint8Array {
  const { signature: _, ...entry } = JSON.parse(new TextDecoder().decode(bridge.entryBytes));
  return signEntry({ ...entry, number: 'ST-2024-0009' }, keys.publisher);
}

function misSigned(): Uint8Array {
  const [first, second] = [bridge, quay].map(({ entryBytes }) => JSON.parse(new TextDecoder().decode(entryBytes)));
  return canonicalBytes({ ...first, signature: second.signature });
}

function bare(): Item {
  const { salt: _, ...rest } = testRelease();
  return signed(rest as Release, keys);
}

function erase(): Uint8Array {
  return signErase({ hashes: [bridge.sha256], grounds: 'A court.', time: TIME }, keys.publisher);
}

function keyEntry(
  action: 'add' | 'retire' | 'revoke',
  whose: typeof keys,
  by: typeof keys,
  demo?: boolean,
): Uint8Array {
  const { publicKey } = whose.publisher;
  return signKeyEntry({ action, publicKey, time: TIME, demo }, by.publisher);
}

function flip(path: string): (files: Files) => void {
  return (files) =>
    files.set(
      path,
      files.get(path)!.map((byte, at) => (at === 5 ? byte ^ 1 : byte)),
    );
}

function longer(path: string): (files: Files) => void {
  return (files) => files.set(path, concat(files.get(path)!, files.get(path)!));
}

function sourceOf(files: Files): RecordSource {
  return { read: async (path) => files.get(path) ?? null, list: async () => [...files.keys()].sort() };
}

function policyOf({ log }: Pick<typeof keys, 'log'>): string {
  return `log ${formatVkey(log.vkey)}\nquorum none\n`;
}

function medium(bytes: Uint8Array): Release['media'][number] {
  const sha256 = hexSha256(bytes);
  const size = { sha256, type: 'image/png', width: 1, height: 1 };
  return { sha256, role: 'lead', alt: '', caption: '', credit: '', sizes: [size] };
}

function pathOf(sha256: string): string {
  return `releases/${sha256.slice(0, 2)}/${sha256}.json`;
}

function receiptPath(sha256: string): string {
  return `receipts/${sha256.slice(0, 2)}/${sha256}.tlog-proof`;
}

function mediumPath(bytes: Uint8Array): string {
  const sha256 = hexSha256(bytes);
  return `media/${sha256.slice(0, 2)}/${sha256}`;
}
