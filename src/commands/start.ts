import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { DaftarError } from '../base/errors.ts';
import { type Call, dataDirOf, portOf } from '../cli.ts';
import { Newsroom } from '../newsroom.ts';
import { createSiteServer, listen } from '../serve/server.ts';
import { keepSchedules, lineOf, openDoor, stopOnSignal } from './desk.ts';
import { firstMasthead } from './first-masthead.ts';
import { takeInFiles } from './import.ts';
import { passphraseOf } from './passphrase.ts';

const DEMO = join(import.meta.dirname, '../../examples/newsroom');

/** `daftar start`: everything in one process, until it is stopped. */
export async function start(call: Call): Promise<null> {
  const { options, print } = call;
  const dataDir = dataDirOf(call);
  const isNew = !existsSync(dataDir) || readdirSync(dataDir).length === 0;
  const site = createSiteServer({ siteDir: join(dataDir, 'site') });
  // The port comes first: nothing is made on disk for a server that cannot start.
  const listening = await listen(site, portOf(call, 4000), (options.host as string | undefined) ?? '127.0.0.1');
  const door = await openDoor(call, portOf(call, 4000) === 0 ? 0 : 4001).catch(async (error) => {
    await listening.close();
    throw error;
  });
  const newsroom = await openAlone(
    dataDir,
    isNew && !options.empty,
    print,
    (files) => site.invalidate(files),
    passphraseOf(call),
  ).catch(async (error) => {
    await listening.close();
    await door.close();
    throw error;
  });
  if (isNew && !options.empty) await fillWithDemo(newsroom, print);
  if (await firstMasthead(newsroom)) print('This newsroom is new and has no name yet: see README.md, "Make it yours".');
  await newsroom.release();
  newsroom.keepReleasing((error) => print(lineOf(error)));
  const desk = await door.serve(newsroom, print);
  const stopSchedules = keepSchedules(newsroom, print);
  stopOnSignal(async () => {
    await Promise.all([listening.close(), desk.close(), stopSchedules()]);
    await newsroom.close();
  });
  const address = `http://localhost:${listening.port}/`;
  print(
    `\nThe newsroom stands at ${address}\nOpen it, choose a language, and read any statement; its citation number leads to its releases.\nThe record is in ${join(dataDir, 'record')}, the site in ${join(dataDir, 'site')}. Stop with Ctrl+C.`,
  );
  await desk.introduce();
  return null;
}

async function openAlone(
  dataDir: string,
  demo: boolean,
  print: Call['print'],
  onChange: (files: string[]) => void,
  passphrase: () => Promise<string>,
): Promise<Newsroom> {
  try {
    return await Newsroom.open({
      dataDir,
      demo,
      alone: true,
      passphrase,
      onChange,
      progress: (done, of) => print(`  ${done} of ${of} files`),
    });
  } catch (error) {
    if ((error as DaftarError).code !== 'RECORD_LOCKED') throw error;
    throw new DaftarError(
      'ALREADY_RUNNING',
      `Another Daftar is running on ${dataDir}.`,
      'Stop it first, or name another folder with --data.',
    );
  }
}

async function fillWithDemo(newsroom: Newsroom, print: Call['print']): Promise<void> {
  print('Filling the new data folder with the demonstration newsroom. Its log is marked as a demonstration for ever.');
  const rows = await takeInFiles(newsroom, [DEMO], { publish: true });
  const refused = rows.filter(({ outcome }) => outcome === 'refused');
  for (const { file, why } of refused) print(`  ${file}: ${why}`);
  print(`  ${rows.length - refused.length} editions published; now the pages.`);
}
