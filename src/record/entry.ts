import * as z from 'zod';
import { DaftarError } from '../base/errors.ts';
import { hexSha256 } from '../base/hash.ts';
import { concat, fromBase64, toBase64, utf8 } from './bytes.ts';
import { canonicalBytes, parseCanonical } from './canonical.ts';
import { type PublisherKey, publisherKeyId } from './keys.ts';
import { verifyEd25519 } from './note.ts';
import { type Release, releaseSchema } from './release.ts';
import { MAX_ENTRY_BYTES } from './tiles.ts';

/**
 * What the log holds: small canonical JSON, never a text. Written out in specs/record.md, section "Entries". The
 * publisher signs
 *
 *     daftar-entry/1
 *     {"event":"publish",...}          the entry without its signature
 */
const SIGNED_PREFIX = utf8('daftar-entry/1\n');

const hash = z.string().regex(/^[0-9a-f]{64}$/);
const id = z.string().regex(/^[0-9a-f]{16}$/);
const { number, language, version, event, released: time } = releaseSchema.shape;

const releaseEntry = z.strictObject({
  type: z.literal('release'),
  number,
  language,
  version,
  event,
  /** The release's `released`. */
  time,
  /** SHA-256 of the release's bytes. */
  release: hash,
  key: id,
  signature: base64Of(64),
});

const keyEntry = z.strictObject({
  type: z.literal('key'),
  action: z.enum(['add', 'retire', 'revoke']),
  key: id,
  public: base64Of(32),
  /** In the first entry of a log and in no other: whether all of it is a demonstration. */
  demo: z.boolean().optional(),
  time,
  /** The key that signs this entry. */
  by: id,
  signature: base64Of(64),
});

const eraseEntry = z.strictObject({
  type: z.literal('erase'),
  /** Releases and media that are gone, in order and each once. */
  hashes: z.array(hash).min(1).refine(isInOrder, 'not in order, or one of them twice'),
  /** Plain text: by whose order, and why. */
  grounds: z.string().min(1),
  time,
  key: id,
  signature: base64Of(64),
});

export const entrySchema = z.discriminatedUnion('type', [releaseEntry, keyEntry, eraseEntry]);

export type ReleaseEntry = z.infer<typeof releaseEntry>;
export type KeyEntry = z.infer<typeof keyEntry>;
export type EraseEntry = z.infer<typeof eraseEntry>;
export type Entry = z.infer<typeof entrySchema>;
export type UnsignedEntry =
  | Omit<ReleaseEntry, 'signature'>
  | Omit<KeyEntry, 'signature'>
  | Omit<EraseEntry, 'signature'>;

/** Reads an entry's bytes: canonical JSON of a known type, 65535 bytes at most; throws ENTRY_MALFORMED. */
export function parseEntry(bytes: Uint8Array): Entry {
  if (bytes.length > MAX_ENTRY_BYTES) throw malformed(`it is longer than ${MAX_ENTRY_BYTES} bytes`);
  const { data, error } = entrySchema.safeParse(jsonOf(bytes));
  if (error) throw malformed(`${error.issues[0]!.path.join('.') || 'it'}: ${error.issues[0]!.message}`);
  if (data.type === 'key' && publisherKeyId(fromBase64(data.public)) !== data.key) {
    throw malformed('its key id does not fit its key');
  }
  return data;
}

/** The signed entry's bytes, as the log holds them. */
export function signEntry(entry: UnsignedEntry, publisher: PublisherKey): Uint8Array {
  const bytes = canonicalBytes({ ...entry, signature: toBase64(publisher.sign(signedBytes(entry))) });
  parseEntry(bytes);
  return bytes;
}

/** Whether the entry's signature was made with this 32-byte public key. */
export function verifyEntry(entry: Entry, publicKey: Uint8Array): boolean {
  const { signature, ...unsigned } = entry;
  return verifyEd25519(fromBase64(signature), signedBytes(unsigned), publicKey);
}

/** The id of the key that an entry says it is signed with. */
export function signerOf(entry: Entry): string {
  return entry.type === 'key' ? entry.by : entry.key;
}

/** A release as it goes into the record: its bytes, their SHA-256, and its signed entry. */
export function signRelease(
  release: Release,
  publisher: PublisherKey,
): { sha256: string; releaseBytes: Uint8Array; entryBytes: Uint8Array } {
  const releaseBytes = canonicalBytes(release);
  const sha256 = hexSha256(releaseBytes);
  const { number, language, version, event, released } = release;
  const entry = { type: 'release', number, language, version, event, time: released, release: sha256 } as const;
  return { sha256, releaseBytes, entryBytes: signEntry({ ...entry, key: publisher.id }, publisher) };
}

/** The first entry of a log: the publisher's own key, signed by itself, and whether this is a demonstration. */
export function signGenesis(publisher: PublisherKey, demo: boolean, time: string): Uint8Array {
  return signKeyEntry({ action: 'add', publicKey: publisher.publicKey, time, demo }, publisher);
}

/** A key added, retired or revoked by the key that signs. `demo` in the first entry only. */
export function signKeyEntry(
  change: { action: KeyEntry['action']; publicKey: Uint8Array; time: string; demo?: boolean },
  by: PublisherKey,
): Uint8Array {
  const { publicKey, demo, ...rest } = change;
  const key = { type: 'key', key: publisherKeyId(publicKey), public: toBase64(publicKey), by: by.id } as const;
  return signEntry(demo === undefined ? { ...rest, ...key } : { ...rest, ...key, demo }, by);
}

/** That releases and media are gone, and on what grounds; throws ENTRY_MALFORMED where there are too many for one entry. */
export function signErase(
  { hashes, grounds, time }: Pick<EraseEntry, 'hashes' | 'grounds' | 'time'>,
  publisher: PublisherKey,
): Uint8Array {
  const sorted = [...new Set(hashes)].sort();
  return signEntry({ type: 'erase', hashes: sorted, grounds, time, key: publisher.id }, publisher);
}

function signedBytes(unsigned: UnsignedEntry): Uint8Array {
  return concat(SIGNED_PREFIX, canonicalBytes(unsigned));
}

function base64Of(length: number): z.ZodString {
  return z.string().refine((text) => isBase64Of(length, text), `not base64 of ${length} bytes`);
}

function isInOrder(hashes: string[]): boolean {
  return hashes.every((hash, i) => i === 0 || hashes[i - 1]! < hash);
}

function isBase64Of(length: number, text: string): boolean {
  try {
    return fromBase64(text).length === length;
  } catch {
    return false;
  }
}

function jsonOf(bytes: Uint8Array): unknown {
  try {
    return parseCanonical(bytes);
  } catch (error) {
    throw malformed(error instanceof DaftarError ? error.message.replace(/\.$/, '') : 'it is unreadable');
  }
}

function malformed(why: string): DaftarError {
  return new DaftarError(
    'ENTRY_MALFORMED',
    `This is not an entry that this version of Daftar knows: ${why}.`,
    'Fetch it again; if it stays so, a newer Daftar may know it.',
  );
}
