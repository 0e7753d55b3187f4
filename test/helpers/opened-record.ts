import { hexSha256 } from '../../src/base/hash.ts';
import { canonicalBytes } from '../../src/record/canonical.ts';
import type { Release } from '../../src/record/release.ts';
import type { OpenedRecord } from '../../src/verify/log.ts';

/** For tests: a release with what is not given left empty. */
export function testRelease(given: Partial<Release>): Release {
  const version = given.version ?? 1;
  return {
    format: 'daftar-release/1',
    number: 'ST-2024-0001',
    kind: 'statement',
    language: 'en',
    version,
    event: 'publish',
    title: '',
    summary: '',
    body: '',
    dateline: null,
    posted: '2024-05-04',
    released: '2024-05-04T09:00:00Z',
    issuers: [],
    people: [],
    places: [],
    tags: [],
    translates: null,
    media: [],
    fields: { type: 'statement' },
    path: `${given.language ?? 'en'}/statements/2024/text/`,
    aliases: [],
    legacy: null,
    note: '',
    previous: version > 1 ? '0'.repeat(64) : null,
    salt: '',
    ...given,
  };
}

/** For tests: a record as it is once opened, its log one entry a release, its files in a map. Checks nothing. */
export function testRecord(releases: Release[], files = new Map<string, Uint8Array>()): OpenedRecord {
  const hashes = releases.map((release) => hexSha256(canonicalBytes(release)));
  const byHash = new Map(hashes.map((hash, index) => [hash, releases[index]!]));
  const entries = releases.map(({ number, language, version, event, released }, index) => {
    const signed = { key: '0'.repeat(16), signature: '' };
    return {
      type: 'release' as const,
      number,
      language,
      version,
      event,
      time: released,
      release: hashes[index]!,
      ...signed,
    };
  });
  const erased: OpenedRecord['erased'] = new Map();
  const placed = entries.map((entry, index) => ({ index, entry }));
  const byNumber = new Map(
    [...Map.groupBy(placed, ({ entry }) => entry.number)].map(([number, all]) => [
      number,
      Map.groupBy(all, ({ entry }) => entry.language),
    ]),
  );
  const record = {
    source: { read: async (path: string) => files.get(path) ?? null },
    origin: 'daftar.0000000000000000',
    size: entries.length,
    root: new Uint8Array(32),
    note: '',
    policy: {} as OpenedRecord['policy'],
    trust: 'self-asserted',
    demo: false,
    witnesses: [],
    quorumMet: null,
    asOf: '2024-06-01T00:00:00Z',
    entries,
    checkEntry: () => ({ keyId: '0'.repeat(16), ended: null }),
    release: async (sha256: string) => (erased.has(sha256) ? null : byHash.get(sha256)!),
    erased,
    edition: (number: string, language: string) => byNumber.get(number)?.get(language) ?? [],
    editions: (number: string) => byNumber.get(number) ?? new Map(),
  };
  return record as unknown as OpenedRecord;
}
