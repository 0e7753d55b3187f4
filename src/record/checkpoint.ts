import { DaftarError } from '../base/errors.ts';
import { equal, fromBase64, parseDecimal, shown, toBase64, utf8 } from './bytes.ts';
import { EMPTY_ROOT } from './merkle.ts';
import { ED25519, type NoteSigner, type Signed, signNote, type Vkey, verifyNote } from './note.ts';

/**
 * C2SP tlog-checkpoint, the text of a signed note:
 *
 *     daftar.0123456789abcdef
 *     257
 *     B6224GT6QpIYNkL61R6MCnrGiFzlUMB3yTQ95itXrcA=
 */
export interface Checkpoint {
  origin: string;
  size: number;
  root: Uint8Array;
}

export function formatCheckpoint({ origin, size, root }: Checkpoint): string {
  return `${origin}\n${size}\n${toBase64(root)}\n`;
}

/** Reads a checkpoint's text. Extension lines are passed over, as the specification wants; throws CHECKPOINT_MALFORMED. */
export function parseCheckpoint(text: string): Checkpoint {
  const lines = text.split('\n');
  if (lines.pop() !== '' || lines.length < 3 || lines.includes(''))
    throw malformed('it has too few lines, or an empty one');
  const [origin, decimal, base64] = lines as [string, string, string];
  const size = parseDecimal(decimal);
  const root = rootOf(base64);
  if (size === null) throw malformed(`“${shown(decimal)}” is not a size`);
  if (root === null) throw malformed(`“${shown(base64)}” is not a root hash`);
  if (size === 0 && !equal(root, EMPTY_ROOT)) throw malformed('it gives an empty log the root of another');
  return { origin, size, root };
}

/** The signed note of a checkpoint; the signer's name is the origin. */
export function signCheckpoint(checkpoint: Checkpoint, signers: NoteSigner[]): string {
  return signNote(formatCheckpoint(checkpoint), signers);
}

/**
 * Checks the log's own signature and the origin, and says who else among `witnesses` has cosigned. Throws
 * CHECKPOINT_UNSIGNED, CHECKPOINT_ORIGIN, CHECKPOINT_MALFORMED or what verifyNote throws.
 */
export function verifyCheckpoint(
  note: string | Uint8Array,
  log: Vkey,
  witnesses: Vkey[] = [],
): Checkpoint & { text: string; signed: Signed[] } {
  const { text, signed } = verifyNote(typeof note === 'string' ? utf8(note) : note, [log, ...witnesses]);
  if (log.type !== ED25519 || !signed.some(({ vkey }) => vkey === log)) {
    throw new DaftarError(
      'CHECKPOINT_UNSIGNED',
      `The log ${log.name} has not signed this checkpoint.`,
      'Check the policy.',
    );
  }
  const checkpoint = parseCheckpoint(text);
  if (checkpoint.origin !== log.name) {
    throw new DaftarError(
      'CHECKPOINT_ORIGIN',
      `This checkpoint is of “${shown(checkpoint.origin)}”, not of ${log.name}.`,
      'Take the policy that belongs to this log.',
    );
  }
  return { ...checkpoint, text, signed: signed.filter(({ vkey }) => vkey !== log) };
}

function rootOf(base64: string): Uint8Array | null {
  try {
    const root = fromBase64(base64);
    return root.length === 32 ? root : null;
  } catch {
    return null;
  }
}

function malformed(why: string): DaftarError {
  return new DaftarError('CHECKPOINT_MALFORMED', `This is not a checkpoint: ${why}.`, 'Fetch it again, byte for byte.');
}
