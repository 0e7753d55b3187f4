import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { DaftarError } from '../base/errors.ts';
import { type Call, dataDirOf, portOf } from '../cli.ts';
import { createSiteServer, listen } from '../serve/server.ts';

/** `daftar serve`: the public site alone, following a press that runs elsewhere. */
export async function serve(call: Call): Promise<null> {
  const siteDir = (call.options.site as string | undefined) ?? join(dataDirOf(call), 'site');
  if (!existsSync(join(siteDir, 'index.html'))) {
    throw new DaftarError('NO_SITE', `There is no site in ${siteDir}.`, 'Press one with "daftar build".');
  }
  const site = createSiteServer({ siteDir, watch: true });
  const listening = await listen(site, portOf(call, 4000), (call.options.host as string | undefined) ?? '127.0.0.1');
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.once(signal, () => listening.close().finally(() => process.exit(0)));
  call.print(`${siteDir} stands at http://localhost:${listening.port}/`);
  return null;
}
