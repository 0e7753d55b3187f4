import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline/promises';
import { Writable } from 'node:stream';
import { DaftarError } from '../base/errors.ts';
import type { Call } from '../cli.ts';

/** How a command gets the passphrase of the publisher's key: from a file, from DAFTAR_PASSPHRASE, or from the person. */
export function passphraseOf({ options }: Call): () => Promise<string> {
  return async () => {
    const file = options['passphrase-file'] as string | undefined;
    if (file !== undefined) return fromFile(file);
    if (process.env.DAFTAR_PASSPHRASE) return process.env.DAFTAR_PASSPHRASE;
    if (process.stdin.isTTY) return ask('Passphrase of the publisher’s key: ');
    throw new DaftarError(
      'PASSPHRASE_NEEDED',
      'The passphrase of the publisher’s key is needed.',
      'Give it in DAFTAR_PASSPHRASE, with --passphrase-file, or at the terminal.',
    );
  };
}

/** A new passphrase; at the terminal it is asked for twice. */
export async function newPassphrase(call: Call): Promise<string> {
  const given = await passphraseOf(call)();
  const isTyped = call.options['passphrase-file'] === undefined && !process.env.DAFTAR_PASSPHRASE;
  if (isTyped && (await ask('The same again: ')) !== given) {
    throw new DaftarError('PASSPHRASE_WRONG', 'The two passphrases differ.', 'Run the command again.');
  }
  return given;
}

/** The file's first line. */
function fromFile(file: string): string {
  try {
    const [line = ''] = readFileSync(file, 'utf8').split(/\r?\n/);
    if (line !== '') return line;
  } catch {
    // the same to the person as an empty one
  }
  throw new DaftarError('NO_SUCH_PATH', `There is no passphrase in ${file}.`, 'Write it into the first line.');
}

/** Shows the question and not what is typed. */
async function ask(question: string): Promise<string> {
  const silent = new Writable({ write: (_chunk, _encoding, done) => done() });
  const terminal = createInterface({ input: process.stdin, output: silent, terminal: true });
  process.stderr.write(question);
  try {
    return await terminal.question('');
  } finally {
    terminal.close();
    process.stderr.write('\n');
  }
}
