import { parseArgs } from 'node:util';
import { isDiskFull } from './base/disk-full.ts';
import { DaftarError } from './base/errors.ts';
import { programVersion } from './base/version.ts';

/** What every command is given: its words and options, and where it prints. */
export interface Call {
  words: string[];
  options: Record<string, string | boolean | undefined>;
  print(line: string): void;
}

interface Command {
  usage: string;
  about: string;
  options: Record<string, { type: 'string' | 'boolean' }>;
  /** The exit code; null for what runs until it is stopped. */
  load(): Promise<(call: Call) => Promise<number | null>>;
}

const data = { type: 'string' } as const;
const port = { type: 'string' } as const;

/** All commands. Options are a promise to scripts: add, don't break. */
export const commands: Record<string, Command> = {
  start: {
    usage:
      'daftar start [--data DIR] [--port 4000] [--host 127.0.0.1] [--desk-port 4001] [--desk-host 127.0.0.1] [--empty] [--passphrase-file FILE]',
    about:
      'Everything in one process. A data folder that does not exist yet is filled with the demo newsroom, unless --empty.',
    options: {
      data,
      port,
      host: { type: 'string' },
      'desk-port': port,
      'desk-host': { type: 'string' },
      empty: { type: 'boolean' },
      'passphrase-file': { type: 'string' },
    },
    load: async () => (await import('./commands/start.ts')).start,
  },
  desk: {
    usage: 'daftar desk [--data DIR] [--desk-port 4001] [--desk-host 127.0.0.1] [--passphrase-file FILE]',
    about: 'The desk alone. What is published there goes out through a "daftar work" or "daftar start" beside it.',
    options: { data, 'desk-port': port, 'desk-host': { type: 'string' }, 'passphrase-file': { type: 'string' } },
    load: async () => (await import('./commands/desk.ts')).desk,
  },
  work: {
    usage: 'daftar work [--data DIR] [--passphrase-file FILE]',
    about:
      'A worker alone: publishes what is scheduled, and carries what is published into the record and onto the site.',
    options: { data, 'passphrase-file': { type: 'string' } },
    load: async () => (await import('./commands/desk.ts')).work,
  },
  'let-in': {
    usage: 'daftar let-in ADDRESS [--data DIR] [--desk-port 4001]',
    about:
      'A way back into the desk for somebody whom nobody there can let in: turns their two-factor off, and prints a link for a new password.',
    options: { data, 'desk-port': port },
    load: async () => (await import('./commands/let-in.ts')).letIn,
  },
  import: {
    usage: 'daftar import PATH... [--from auto|files|legacy] [--data DIR] [--report FILE] [--publish] [--json]',
    about:
      'Takes in texts: typed in files, or captured from the old site. Nothing is shown to readers without --publish. Exit: 0 all is in, 1 some texts were refused and all others are in.',
    options: {
      data,
      from: { type: 'string' },
      report: { type: 'string' },
      publish: { type: 'boolean' },
      json: { type: 'boolean' },
      'passphrase-file': { type: 'string' },
    },
    load: async () => (await import('./commands/import.ts')).importTexts,
  },
  build: {
    usage: 'daftar build [--data DIR] [--out DIR] [--json]',
    about: 'Presses the whole site from the record.',
    options: { data, out: { type: 'string' }, json: { type: 'boolean' } },
    load: async () => (await import('./commands/build.ts')).build,
  },
  serve: {
    usage: 'daftar serve [--data DIR | --site DIR] [--port 4000] [--host 127.0.0.1]',
    about: 'Hands out the site alone.',
    options: { data, site: { type: 'string' }, port, host: { type: 'string' } },
    load: async () => (await import('./commands/serve.ts')).serve,
  },
  verify: {
    usage: 'daftar verify [FILE|URL|NUMBER|-] [--record DIR|URL] [--data DIR] [--policy FILE] [--json]',
    about:
      'Whether a text, PDF, saved page, picture or receipt is genuine. Without one, checks the whole record. Exit: 0 genuine, 1 altered, 2 not in the record, 3 withdrawn, 4 superseded, 5 declared not ours, 6 a number to compare by, 70 damaged.',
    options: { data, record: { type: 'string' }, policy: { type: 'string' }, json: { type: 'boolean' } },
    load: async () => (await import('./commands/verify.ts')).verifyText,
  },
  'check-links': {
    usage:
      'daftar check-links [--confirm [--publish]] [--pause SECONDS] [--timeout SECONDS] [--data DIR] [--passphrase-file FILE] [--json]',
    about:
      'Asks for every address outside of the site that published texts name, and whether the pages of our channels link back. --confirm saves that at the desk. Exit: 0 none is dead, 1 some are, or a channel is confirmed no longer.',
    options: {
      data,
      confirm: { type: 'boolean' },
      publish: { type: 'boolean' },
      pause: { type: 'string' },
      timeout: { type: 'string' },
      json: { type: 'boolean' },
      'passphrase-file': { type: 'string' },
    },
    load: async () => (await import('./commands/check-links.ts')).checkLinks,
  },
  policy: {
    usage: 'daftar policy [add NAME KEY [ADDRESS] | remove NAME] [--quorum none|all|NUMBER] [--data DIR] [--json]',
    about: 'Shows which witnesses cosign this newsroom’s log, and names others.',
    options: { data, quorum: { type: 'string' }, json: { type: 'boolean' } },
    load: async () => (await import('./commands/policy.ts')).policy,
  },
  witness: {
    usage: 'daftar witness --key FILE --logs FILE [--data DIR] [--port 4010] [--host 127.0.0.1] [--name NAME]',
    about:
      'Cosigns the logs of other newsrooms, so that none can show two histories. FILE of --logs has a line “log KEY” for each; the key is made at the first start.',
    options: {
      data,
      key: { type: 'string' },
      logs: { type: 'string' },
      port,
      host: { type: 'string' },
      name: { type: 'string' },
    },
    load: async () => (await import('./commands/witness.ts')).witness,
  },
  erase: {
    usage: 'daftar erase NUMBER [--language LANG] [--version N] --grounds TEXT [--data DIR] [--yes] [--json]',
    about:
      'Takes published texts out of the record for good, as a court may order. Says what would go; goes on only with --yes.',
    options: {
      data,
      language: { type: 'string' },
      version: { type: 'string' },
      grounds: { type: 'string' },
      yes: { type: 'boolean' },
      json: { type: 'boolean' },
      'passphrase-file': { type: 'string' },
    },
    load: async () => (await import('./commands/erase.ts')).erase,
  },
  keys: {
    usage: 'daftar keys [rotate | revoke ID | protect | unprotect] [--passphrase-file FILE] [--data DIR] [--json]',
    about:
      'Lists the publisher’s keys, gives a new one, revokes one that others may have, or puts it under a passphrase.',
    options: { data, 'passphrase-file': { type: 'string' }, json: { type: 'boolean' } },
    load: async () => (await import('./commands/keys.ts')).keys,
  },
  restore: {
    usage: 'daftar restore --record DIR|URL [--keys DIR] [--policy FILE] [--data DIR] [--json]',
    about: 'Makes a data folder from a record, or from any site that carries one, and checks all of it on the way.',
    options: {
      data,
      record: { type: 'string' },
      keys: { type: 'string' },
      policy: { type: 'string' },
      'passphrase-file': { type: 'string' },
      json: { type: 'boolean' },
    },
    load: async () => (await import('./commands/restore.ts')).restore,
  },
  gallery: {
    usage: 'daftar gallery [--out DIR]',
    about: 'Shows every component of the theme in every language, from their examples.',
    options: { out: { type: 'string' } },
    load: async () => (await import('./commands/gallery.ts')).gallery,
  },
};

const USAGE = 64;
const TROUBLE = 70;

/** Runs one command line. Returns the exit code, or null while the command runs on. */
export async function run(
  argv: string[],
  print: (line: string) => void,
  complain: (line: string) => void,
): Promise<number | null> {
  const [name = 'help', ...rest] = argv;
  if (name === '--version' || name === '-v') {
    print(programVersion());
    return 0;
  }
  const command = commands[name];
  if (name === 'help' || name === '--help' || (command && rest.includes('--help'))) {
    print(help(command));
    return 0;
  }
  try {
    if (!command) throw new DaftarError('USAGE', `There is no command "${name}".`, 'Read "daftar help".');
    const { values, positionals } = parseArgs({ args: rest, options: command.options, allowPositionals: true });
    return await (await command.load())({ words: positionals, options: values as Call['options'], print });
  } catch (error) {
    complain(sentenceOf(error));
    return isUsage(error) ? USAGE : TROUBLE;
  }
}

function help(command: Command | undefined): string {
  const shown = command ? [command] : Object.values(commands);
  const lines = shown.map(({ usage, about }) => `  ${usage}\n      ${about}`);
  return `Daftar ${programVersion()}: a press office that can prove what it said.\n\n${lines.join('\n')}`;
}

function isUsage(error: unknown): boolean {
  const code = (error as { code?: string }).code ?? '';
  return code.startsWith('ERR_PARSE_ARGS') || code === 'USAGE';
}

/** One clear sentence for what people can mend; the whole trace for what is our own mistake. */
function sentenceOf(error: unknown): string {
  if (error instanceof DaftarError) return `daftar: ${error.toLine()}`;
  const { message, stack } = error as Error;
  if (isDiskFull(error))
    return 'daftar: DISK_FULL: The disk is full. Make room and run the command again; what was published before is safe.';
  if (isUsage(error)) return `daftar: USAGE: ${message.split('. ')[0]}. Read "daftar help".`;
  return `daftar: UNEXPECTED: This is a mistake in Daftar. Report it with these lines; what was published is safe.\n${stack ?? message}`;
}

/** The data folder that a command works on. */
export function dataDirOf({ options }: Call): string {
  return (options.data as string | undefined) ?? './data';
}

/** @throws DaftarError USAGE */
export function portOf({ options }: Call, otherwise: number, name = 'port'): number {
  const value = Number(options[name] ?? otherwise);
  if (Number.isInteger(value) && value >= 0 && value <= 65535) return value;
  throw new DaftarError('USAGE', `--${name} ${options[name]} is not a port.`, 'Give a number from 0 to 65535.');
}
