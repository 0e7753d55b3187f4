import { readFileSync, statSync } from 'node:fs';
import { DaftarError } from '../base/errors.ts';
import { equal, utf8 } from '../record/bytes.ts';
import type { Vkey } from '../record/note.ts';
import { parsePolicy } from '../record/policy.ts';

/** Rules of a whole policy that say nothing to a witness: a newsroom's `policy` can be appended as it is. */
const OTHER_RULES = /^[ \t]*(witness|group|quorum)\b/;

/**
 * The logs that a witness cosigns: a file with a line `log <vkey>` for each, read again when it has changed. A file that
 * cannot be read any more leaves those in force that were there.
 */
export class TrustedLogs {
  #file: string;
  #own: Vkey;
  #complain: (error: unknown) => void;
  #stamp: string;
  #logs: Vkey[];

  /** Throws WITNESS_LOGS where the file cannot be read, POLICY_MALFORMED. */
  constructor(file: string, own: Vkey, complain: (error: unknown) => void) {
    this.#file = file;
    this.#own = own;
    this.#complain = complain;
    this.#stamp = stampOf(file);
    this.#logs = readLogs(file, own);
  }

  /** The keys trusted for an origin: those of that name. */
  of(origin: string): Vkey[] {
    return this.all().filter(({ name }) => name === origin);
  }

  all(): Vkey[] {
    const stamp = stampOf(this.#file);
    if (stamp !== this.#stamp) {
      this.#stamp = stamp;
      try {
        this.#logs = readLogs(this.#file, this.#own);
      } catch (error) {
        this.#complain(error);
      }
    }
    return this.#logs;
  }
}

/** Throws WITNESS_LOGS where there is no such file. */
export function requireLogs(file: string): void {
  textOf(file);
}

function readLogs(file: string, own: Vkey): Vkey[] {
  const lines = textOf(file)
    .split('\n')
    .map((line) => (OTHER_RULES.test(line) ? '' : line));
  const logs = parsePolicy(utf8(`${lines.join('\n')}\nquorum none\n`)).logs.map(({ vkey }) => vkey);
  if (!logs.some(({ publicKey }) => equal(publicKey, own.publicKey))) return logs;
  throw new DaftarError(
    'POLICY_MALFORMED',
    `${file} names this witness's own key as a log's.`,
    'Nobody witnesses himself: take that line out.',
  );
}

function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    throw new DaftarError(
      'WITNESS_LOGS',
      `There is no list of logs in ${file}.`,
      'Write a line “log KEY” there for each newsroom, as it stands in the policy of its record.',
    );
  }
}

function stampOf(file: string): string {
  const stats = statSync(file, { throwIfNoEntry: false });
  return stats ? `${stats.ino}:${stats.size}:${stats.mtimeMs}` : 'none';
}
