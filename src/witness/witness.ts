import { DaftarError } from '../base/errors.ts';
import { hexSha256 } from '../base/hash.ts';
import { shown, utf8 } from '../record/bytes.ts';
import { type Checkpoint, parseCheckpoint } from '../record/checkpoint.ts';
import { cosignText } from '../record/cosignature.ts';
import { signatureLine } from '../record/cosigned.ts';
import { EMPTY_ROOT, verifyConsistency } from '../record/merkle.ts';
import { formatNote, type NoteSignature, type Signed, type Vkey, verifyNote } from '../record/note.ts';
import type { WitnessKey } from './key.ts';
import type { Head, Ledger } from './ledger.ts';
import { type AddCheckpoint, parseAddCheckpoint } from './request.ts';

export interface WitnessOptions {
  key: WitnessKey;
  ledger: Ledger;
  /** The keys that are trusted for an origin. */
  logs: { of(origin: string): Vkey[] };
  now?: () => Date;
  /** Told once when the clock was set back. */
  complain?: (error: unknown) => void;
}

export interface Answer {
  status: 200 | 400 | 403 | 404 | 409 | 422;
  body: string;
}

/** A clock further back than this, in seconds, is worth a word to the operator. */
const NOTABLE = 60;

/**
 * Cosigns the checkpoints of logs, C2SP tlog-witness: only what continues all it cosigned of that log before. One clear
 * promise: there is no second history under this key.
 */
export class Witness {
  readonly key: WitnessKey;
  #options: WitnessOptions;
  #clockWasBack = false;

  constructor(options: WitnessOptions) {
    this.key = options.key;
    this.#options = options;
  }

  /** Judges the body of an add-checkpoint request; a cosignature that it returns is durable already. */
  addCheckpoint(body: Uint8Array): Answer {
    const request = parseAddCheckpoint(body);
    if (!request) return refuse(400, 'This is not an add-checkpoint request.');
    const [origin] = request.note.text.split('\n') as [string];
    const trusted = this.#options.logs.of(origin);
    if (trusted.length === 0) return refuse(404, `The log “${shown(origin)}” is not known to this witness.`);
    const signed = signedBy(request, trusted);
    if (!signed) return refuse(403, `No key that is trusted for “${shown(origin)}” has signed this checkpoint.`);
    const checkpoint = checkpointOf(request.note.text);
    if ('status' in checkpoint) return checkpoint;
    if (request.old > checkpoint.size) return refuse(400, 'The old size is larger than the checkpoint’s.');
    return this.#options.ledger.update(origin, hexSha256(utf8(origin)), (head) => {
      const refusal = judge(request, checkpoint, head);
      return refusal ? { answer: refusal, head: null } : this.#cosign(request, signed, checkpoint, head);
    });
  }

  /** The latest checkpoint that was cosigned of the log whose origin has this hash in hex; null without one. */
  latest(originHash: string): string | null {
    return this.#options.ledger.noteOf(originHash);
  }

  #cosign({ note }: AddCheckpoint, signed: NoteSignature[], { size, root }: Checkpoint, before: Head | null) {
    const time = this.#time(before);
    // Anybody can send the same again: it costs no write and no signature more than one a second.
    if (before && before.time === time && before.note.startsWith(`${note.text}\n`))
      return { answer: granted(ownLine(before, this.key)), head: null };
    const { name, id } = this.key.vkey;
    const line = { name, id, signature: cosignText(note.text, time, this.key.sign) };
    const head = { size, root, time, note: formatNote({ text: note.text, signatures: [...signed, line] }) };
    return { answer: granted(signatureLine(line)), head };
  }

  /** Never 0, and never before what this log was told already. */
  #time(before: Head | null): number {
    const { now = () => new Date(), complain = () => {} } = this.#options;
    const seconds = Math.floor(now().getTime() / 1000);
    const back = (before?.time ?? 0) - seconds;
    if (back > NOTABLE && !this.#clockWasBack) complain(clockBehind(back));
    this.#clockWasBack = back > NOTABLE;
    return Math.max(1, seconds, before?.time ?? 0);
  }
}

/** Whether the checkpoint continues what was cosigned; null if it does. */
function judge({ old, proof }: AddCheckpoint, { size, root }: Checkpoint, head: Head | null): Answer | null {
  const before = head ?? { size: 0, root: EMPTY_ROOT };
  if (old !== before.size) return { status: 409, body: `${before.size}\n` };
  if (verifyConsistency(old, size, proof, before.root, root)) return null;
  return refuse(422, `This checkpoint is not proved to continue the one of ${old} entries that was cosigned here.`);
}

/** The lines of trusted keys, all of them good; null where there is none, or where one of them is not. */
function signedBy({ bytes, note }: AddCheckpoint, trusted: Vkey[]): NoteSignature[] | null {
  try {
    const { signed } = verifyNote(bytes, trusted);
    return signed.map((one) => lineOf(note.signatures, one));
  } catch {
    return null;
  }
}

/** The line that was verified: the first one of that key. */
function lineOf(lines: NoteSignature[], { vkey }: Signed): NoteSignature {
  return lines.find(({ name, id }) => name === vkey.name && id === vkey.id)!;
}

/** The checkpoint, or why it is none: an empty log with the root of another is proved wrong, not malformed. */
function checkpointOf(text: string): Checkpoint | Answer {
  try {
    return parseCheckpoint(text);
  } catch (error) {
    const [, size] = text.split('\n');
    const status = size === '0' && isCheckpoint(text.replace('\n0\n', '\n1\n')) ? 422 : 400;
    return refuse(status, error instanceof DaftarError ? error.message : 'This is not a checkpoint.');
  }
}

function isCheckpoint(text: string): boolean {
  try {
    return parseCheckpoint(text).size === 1;
  } catch {
    return false;
  }
}

function ownLine({ note }: Head, { vkey }: WitnessKey): string {
  const start = `\u2014 ${vkey.name} `;
  return `${note.split('\n').findLast((line) => line.startsWith(start))!}\n`;
}

function granted(line: string): Answer {
  return { status: 200, body: line };
}

function refuse(status: Exclude<Answer['status'], 200 | 409>, sentence: string): Answer {
  return { status, body: `${sentence}\n` };
}

function clockBehind(seconds: number): DaftarError {
  return new DaftarError(
    'WITNESS_CLOCK',
    `This machine's clock stands ${seconds} seconds before the last cosignature; the time of that one is given until then.`,
    'Set the clock; nothing is lost.',
  );
}
