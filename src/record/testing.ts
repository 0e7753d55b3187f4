import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import { sha256, toBase64, utf8 } from './bytes.ts';
import { signRelease } from './entry.ts';
import { type Keys, keysFromSeeds } from './keys.ts';
import type { Release } from './release.ts';
import type { NewEntry } from './writer.ts';

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
