import { dirname, join } from 'node:path';
import { requireDataFolder } from '../base/data-folder.ts';
import { DaftarError } from '../base/errors.ts';
import { type Call, portOf } from '../cli.ts';
import { formatVkey } from '../record/note.ts';
import { listen } from '../serve/server.ts';
import { openKey } from '../witness/key.ts';
import { openLedger } from '../witness/ledger.ts';
import { requireLogs, TrustedLogs } from '../witness/logs.ts';
import { witnessHandler } from '../witness/server.ts';
import { Witness } from '../witness/witness.ts';

/** `daftar witness`: cosigns the logs of other newsrooms, until it is stopped. */
export async function witness(call: Call): Promise<null> {
  const { options, print } = call;
  const keyFile = fileOf(call, 'key', 'the file of this witness’s key, made at the first start');
  const logsFile = fileOf(call, 'logs', 'a file with a line “log KEY” for each newsroom');
  const port = portOf(call, 4010);
  requireLogs(logsFile);
  const complain = (error: unknown) => print(error instanceof DaftarError ? error.toLine() : String(error));
  const dataDir = (options.data as string | undefined) ?? dirname(keyFile);
  for (const folder of [dirname(keyFile), dataDir]) requireDataFolder(folder);
  const ledger = openLedger(join(dataDir, 'witness.db'));
  try {
    const key = openKey(keyFile, ledger, options.name as string | undefined);
    const logs = new TrustedLogs(logsFile, key.vkey, complain);
    const handler = witnessHandler(new Witness({ key, ledger, logs, complain }), complain);
    const host = (options.host as string | undefined) ?? '127.0.0.1';
    const listening = await listen({ handler }, port, host);
    for (const signal of ['SIGINT', 'SIGTERM'] as const) {
      process.once(signal, () => {
        listening.close().finally(() => {
          ledger.close();
          process.exit(0);
        });
      });
    }
    print(
      `${formatVkey(key.vkey)}\nThis witness cosigns ${logs.all().length} logs at http://${hostIn(host)}:${listening.port}/\nGive newsrooms the first line and the address under which they reach it; they add it with "daftar policy add NAME KEY ADDRESS".`,
    );
    return null;
  } catch (error) {
    ledger.close();
    throw error;
  }
}

function fileOf({ options }: Call, name: 'key' | 'logs', what: string): string {
  const file = options[name];
  if (typeof file === 'string' && file !== '') return file;
  throw new DaftarError('USAGE', `--${name} is missing: ${what}.`, 'Read "daftar witness --help".');
}

function hostIn(host: string): string {
  return host.includes(':') ? `[${host}]` : host;
}
