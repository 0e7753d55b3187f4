import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import type { TestContext } from 'node:test';
import { hexSha256 } from '../base/hash.ts';
import { decryptText } from './age.ts';
import { fromUtf8, sha256, toBase64, toHex, utf8 } from './bytes.ts';
import { signErase, signKeyEntry, signRelease } from './entry.ts';
import { type Keys, keysFromSeeds, privateKeyText, publisherOf } from './keys.ts';
import { leafHash } from './merkle.ts';
import { formatVkey } from './note.ts';
import type { Release } from './release.ts';
import { openRecord, paths } from './store.ts';
import { type NewEntry, openWriter } from './writer.ts';

/** A file of test/vectors/, for tests. */
export function readVectors(name: string) {
  return JSON.parse(readFileSync(new URL(`../../test/vectors/${name}.json`, import.meta.url), 'utf8'));
}

/** The entries that the trees of test/vectors/tlog.json are made of. */
export function vectorEntries(size: number): Uint8Array[] {
  return Array.from({ length: size }, (_, i) => utf8(`entry ${i}\n`));
}

/** The same keys in every run. */
export function testKeys(name = 'test'): Keys {
  return keysFromSeeds(sha256(utf8(`${name} publisher`)), sha256(utf8(`${name} log`)));
}

/** A folder for one test, removed after it. */
export function testFolder(t: TestContext): string {
  const dir = mkdtempSync(join(tmpdir(), 'daftar-record-'));
  t.after(() => rmSync(dir, { recursive: true, force: true }));
  return dir;
}

export function testRelease(changes: Partial<Release> = {}): Release {
  return {
    format: 'daftar-release/1',
    number: 'ST-2024-0001',
    kind: 'statement',
    language: 'en',
    version: 1,
    event: 'publish',
    title: 'The footbridge is open',
    summary: '',
    body: '<p>The footbridge over the canal is open again.</p>',
    dateline: null,
    posted: '2024-03-01',
    released: '2024-03-01T09:00:00Z',
    issuers: [],
    people: [],
    places: [],
    tags: [],
    translates: null,
    media: [],
    fields: {},
    path: 'en/statements/2024/the-footbridge-is-open/',
    aliases: [],
    legacy: null,
    note: '',
    previous: null,
    salt: toBase64(sha256(utf8('salt'))),
    ...changes,
  };
}

/** A release signed and ready to append. */
export function signed(release: Release, keys: Keys): NewEntry & { sha256: string; releaseBytes: Uint8Array } {
  return signRelease(release, keys.publisher);
}

/** Releases of as many items. */
export function manySigned(count: number, keys: Keys, from = 1): ReturnType<typeof signed>[] {
  return Array.from({ length: count }, (_, i) =>
    signed(testRelease({ number: `ST-2024-${String(from + i).padStart(4, '0')}` }), keys),
  );
}

/** What test/vectors/record.json says of a record: all of it follows from its seeds, its start and its releases. */
export async function describeRecord(given: RecordInputs, data: string) {
  const seeds = { publisher: sha256(utf8(given.seeds.publisher)), log: sha256(utf8(given.seeds.log)) };
  const keys = keysFromSeeds(seeds.publisher, seeds.log);
  const dir = join(data, 'record');
  const writer = await openWriter({ dir, lockFile: join(data, 'lock'), keys, demo: given.demo, begun: given.begun });
  const items = given.releases.map((json) => signRelease(JSON.parse(json), keys.publisher));
  for (const item of items) await writer.append([item]);
  await writer.close();
  const record = openRecord(dir);
  const files = filesIn(dir);
  return {
    ...given,
    later: await describeLater(given, { data, dir, keys, erased: items[given.later.erase.release]!.sha256 }),
    publisher: { seed: toHex(seeds.publisher), publicKey: toHex(keys.publisher.publicKey), id: keys.publisher.id },
    log: {
      seed: toHex(seeds.log),
      publicKey: toHex(keys.log.vkey.publicKey),
      origin: keys.origin,
      vkey: formatVkey(keys.log.vkey),
      privateKey: privateKeyText(keys.origin, seeds.log),
    },
    policy: readFileSync(join(dir, paths.policy), 'utf8'),
    hashes: items.map((item) => item.sha256),
    entries: [...record.entries()].map(({ bytes }) => fromUtf8(bytes)),
    leaves: [...record.entries()].map(({ bytes }) => toBase64(leafHash(bytes))),
    checkpoint: record.checkpoint().note,
    files,
  };
}

/** The same record after a text was erased and the publisher's key changed. */
async function describeLater({ later }: RecordInputs, { data, dir, keys, erased }: LaterOptions) {
  const { erase, rotation, encrypted } = later;
  const next = publisherOf(sha256(utf8(rotation.seed)));
  const writer = await openWriter({ dir, lockFile: join(data, 'lock'), keys });
  const { publicKey } = keys.publisher;
  const batches = [
    [signErase({ hashes: [erased], grounds: erase.grounds, time: erase.time }, keys.publisher)],
    [
      signKeyEntry({ action: 'add', publicKey: next.publicKey, time: rotation.time }, keys.publisher),
      signKeyEntry({ action: 'retire', publicKey, time: rotation.time }, next),
    ],
  ];
  for (const batch of batches) await writer.append(batch.map((entryBytes) => ({ entryBytes })));
  await writer.close();
  const record = openRecord(dir);
  return {
    erase,
    rotation,
    entries: batches.flat().map(fromUtf8),
    checkpoint: record.checkpoint().note,
    missing: Object.keys(filesIn(dir)).includes(paths.release(erased)) ? [] : [paths.release(erased)],
    encrypted: { ...encrypted, opened: decryptText(encrypted.file, encrypted.passphrase) },
  };
}

interface LaterOptions {
  data: string;
  dir: string;
  keys: Keys;
  erased: string;
}

interface RecordInputs {
  about: string;
  seeds: { publisher: string; log: string };
  demo: boolean;
  begun: string;
  /** Canonical JSON. */
  releases: string[];
  later: {
    /** `release` is an index of `releases`. */
    erase: { release: number; grounds: string; time: string };
    rotation: { seed: string; time: string };
    /** The publisher's key as a file under a passphrase. */
    encrypted: { passphrase: string; file: string };
  };
}

/** Path and SHA-256 of every file of a record. */
function filesIn(dir: string): Record<string, string> {
  const files = readdirSync(dir, { recursive: true, withFileTypes: true }).filter((file) => file.isFile());
  const named = files
    .map((file) => join(file.parentPath, file.name))
    .map((file) => [relative(dir, file), file] as const);
  return Object.fromEntries(named.sort().map(([path, file]) => [path, hexSha256(readFileSync(file))]));
}
