import { DaftarError } from '../base/errors.ts';
import { decimal, fromBase64, textOf, utf8 } from './bytes.ts';
import { type Entry, readEntry } from './entry.ts';
import { isIncluded, leafHash } from './merkle.ts';
import { readCheckpoint } from './note.ts';
import { logOf, type Policy, witnessed } from './policy.ts';

/** C2SP tlog-proof: that one entry stands in a log, with nothing but the policy to check it by. */
export interface Receipt {
  /** Daftar writes the entry's bytes here. Not authenticated by itself: the proof over it is. */
  extra: Uint8Array | null;
  index: number;
  /** Sibling hashes, from the leaf to the root. */
  proof: Uint8Array[];
  /** The checkpoint with its signatures. */
  note: string;
}

export const RECEIPT_HEAD = 'c2sp.org/tlog-proof@v1\n';
const MAX_LENGTH = 1_200_000;
const MAX_HASHES = 63;
/** The last second of the year 9999: what a witness says beyond has no ISO form of the usual length. */
const END_OF_TIME = 253_402_300_799;

/** Throws RECEIPT_MALFORMED. */
export function parseReceipt(given: string | Uint8Array): Receipt {
  const text = typeof given === 'string' ? given : textOf(given);
  if (!text?.startsWith(RECEIPT_HEAD) || text.length > MAX_LENGTH) throw malformed('it does not begin as one');
  const end = text.indexOf('\n\n');
  const lines = text.slice(RECEIPT_HEAD.length, end).split('\n');
  if (end < RECEIPT_HEAD.length) throw malformed('it has no checkpoint');
  const extra = lines[0]!.startsWith('extra ') ? fromBase64(lines.shift()!.slice('extra '.length)) : undefined;
  if (extra === null) throw malformed('its extra line is not base64');
  const index = decimal(/^index (\d+)$/.exec(lines.shift() ?? '')?.[1] ?? '');
  if (index === null) throw malformed('it names no index');
  const proof = lines.map((line) => fromBase64(line));
  if (proof.length > MAX_HASHES || proof.some((hash) => hash?.length !== 32)) throw malformed('its proof is not one');
  return { extra: extra ?? null, index, proof: proof as Uint8Array[], note: text.slice(end + 2) };
}

export interface Received {
  entry: Entry;
  index: number;
  origin: string;
  size: number;
  witnesses: { name: string; time: number | null }[];
  quorumMet: boolean | null;
  /** ISO, UTC: the later of the entry's time and the newest cosignature. */
  asOf: string;
}

/**
 * Checks a receipt offline, but for the publisher's signature, whose key the log alone tells. The entry is its `extra`,
 * or given. Throws RECEIPT_REFUSED, and RECEIPT_UNWITNESSED where the policy's quorum has not cosigned.
 */
export function verifyReceipt(receipt: Receipt, policy: Policy, entryBytes = receipt.extra): Received {
  const received = provenBy(receipt, policy, entryBytes);
  if (received.quorumMet === false) throw unwitnessed(policy, received);
  return received;
}

/** As `verifyReceipt`, but leaves the quorum to the caller: a policy may ask for more today than it did then. */
export function provenBy(receipt: Receipt, policy: Policy, entryBytes = receipt.extra): Received {
  if (!entryBytes) throw refused('it brings no entry along');
  try {
    const checkpoint = readCheckpoint(utf8(receipt.note));
    logOf(policy, checkpoint);
    const entry = readEntry(entryBytes);
    const { index, proof } = receipt;
    const { origin, size, root } = checkpoint;
    if (!isIncluded(index, size, leafHash(entryBytes), proof, root))
      throw refused('its proof does not lead to the root');
    const { witnesses, quorumMet } = witnessed(policy, checkpoint);
    return { entry, index, origin, size, witnesses, quorumMet, asOf: newest(entry.time, witnesses) };
  } catch (error) {
    if (error instanceof DaftarError && error.code !== 'RECEIPT_REFUSED')
      throw refused(error.message.replace(/\.$/, ''));
    throw error;
  }
}

/** A receipt is written once: one that is older than the policy's witnesses stays without them. */
function unwitnessed({ quorum }: Policy, { witnesses }: Received): DaftarError {
  const good = witnesses.filter(({ time }) => time !== null).length;
  return new DaftarError(
    'RECEIPT_UNWITNESSED',
    `The log has signed this receipt, and ${good} of the policy’s ${witnesses.length} witnesses cosigned it, which does not meet its quorum, “${quorum}”: under this policy the receipt proves nothing by itself.`,
    'If it was made before these witnesses were named, check it together with the record, with --record.',
  );
}

/** ISO, UTC: the later of an entry's time and the newest cosignature. */
export function newest(entered: string, witnesses: { time: number | null }[]): string {
  const cosigned = Math.min(Math.max(0, ...witnesses.map(({ time }) => time ?? 0)), END_OF_TIME) * 1000;
  return cosigned > Date.parse(entered) ? new Date(cosigned).toISOString().replace('.000Z', 'Z') : entered;
}

function malformed(why: string): DaftarError {
  return new DaftarError(
    'RECEIPT_MALFORMED',
    `This is not a receipt: ${why}.`,
    'Take the file as it was given, byte for byte.',
  );
}

function refused(why: string): DaftarError {
  return new DaftarError(
    'RECEIPT_REFUSED',
    `This receipt does not hold: ${why}.`,
    'Ask for it anew, from the organisation.',
  );
}
