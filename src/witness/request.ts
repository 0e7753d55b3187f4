import { fromBase64, fromUtf8, parseDecimal } from '../record/bytes.ts';
import { type Note, parseNote } from '../record/note.ts';

/**
 * The body of an add-checkpoint request, C2SP tlog-witness:
 *
 *     old 2
 *     <base64 of a hash>        0 to 63 of them: the consistency proof
 *
 *     <signed checkpoint>
 */
export interface AddCheckpoint {
  old: number;
  proof: Uint8Array[];
  /** The checkpoint's bytes, and the same split. */
  bytes: Uint8Array;
  note: Note;
}

/** Far more than a checkpoint with a hundred signatures of Ed25519, and some of the longer kind. */
export const MAX_BODY = 128 * 1024;
const MAX_PROOF = 63;
const LONGEST_HEAD = 8 * 1024;

/** Null where the bytes are not such a request. */
export function parseAddCheckpoint(body: Uint8Array): AddCheckpoint | null {
  const end = Buffer.from(body.buffer, body.byteOffset, Math.min(body.length, LONGEST_HEAD)).indexOf('\n\n');
  if (end < 0) return null;
  try {
    const [first, ...hashes] = fromUtf8(body.subarray(0, end)).split('\n') as [string, ...string[]];
    const old = first.startsWith('old ') ? parseDecimal(first.slice(4)) : null;
    const proof = hashes.map(fromBase64);
    if (old === null || proof.length > MAX_PROOF || proof.some(({ length }) => length !== 32)) return null;
    const bytes = body.subarray(end + 2);
    return { old, proof, bytes, note: parseNote(bytes) };
  } catch {
    return null;
  }
}
