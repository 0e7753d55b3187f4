import { existsSync } from 'node:fs';
import { DaftarError } from '../base/errors.ts';
import { type Call, dataDirOf } from '../cli.ts';
import { type Erasure, planErasure, type Selection } from '../desk/server/erase.ts';
import { Newsroom, pathsOf } from '../newsroom.ts';
import { signErase } from '../record/entry.ts';
import { openRecord } from '../record/store.ts';
import { passphraseOf } from './passphrase.ts';

/** `daftar erase`: what was published goes for good; a tombstone stays. Without --yes it only says what would go. */
export async function erase(call: Call): Promise<number> {
  const { selection, grounds } = asked(call);
  const dataDir = dataDirOf(call);
  if (!existsSync(pathsOf(dataDir).record)) throw noRecord(dataDir);
  const newsroom = await Newsroom.open({ dataDir, alone: true, passphrase: passphraseOf(call) });
  try {
    // What waits may hold the same pictures, or be the very text.
    await newsroom.release();
    const erasure = await planErasure(newsroom.desk, openRecord(newsroom.paths.record), selection);
    if (call.options.yes !== true) {
      call.print(call.options.json ? JSON.stringify({ ...erasure, done: false }) : told(erasure, grounds));
      throw new DaftarError(
        'USAGE',
        'Nothing was erased: this cannot be undone.',
        'Read what would go, and run the same command with --yes.',
      );
    }
    const hashes = [...erasure.releases.map(({ sha256 }) => sha256), ...erasure.media];
    if (hashes.length > MOST) throw tooMany();
    const entryBytes = signErase({ hashes, grounds, time: newsroom.entryTime() }, newsroom.keys().publisher);
    await newsroom.log([{ entryBytes }]);
    call.print(call.options.json ? JSON.stringify({ ...erasure, done: true }) : afterwards(erasure));
    return 0;
  } finally {
    await newsroom.close();
  }
}

/** So many hashes fit into one entry, with room for the grounds. */
const MOST = 800;
const LONGEST_GROUNDS = 2000;

function asked({ words, options }: Call): { selection: Selection; grounds: string } {
  const [number, ...others] = words;
  const grounds = ((options.grounds as string | undefined) ?? '').trim();
  const version = options.version as string | undefined;
  const wrong =
    ((!number || others.length > 0) && 'One citation number is needed') ||
    (grounds === '' && 'The grounds are missing: the log keeps them, and readers see them') ||
    (grounds.length > LONGEST_GROUNDS && `The grounds are longer than ${LONGEST_GROUNDS} letters`) ||
    (version !== undefined && !/^[1-9][0-9]{0,8}$/.test(version) && `--version ${version} is no version`);
  if (wrong) throw new DaftarError('USAGE', `${wrong}.`, 'Read "daftar erase --help".');
  const language = (options.language as string | undefined) ?? null;
  return { selection: { number: number!, language, version: version ? Number(version) : null }, grounds };
}

function told({ releases, media, keptMedia, drafts }: Erasure, grounds: string): string {
  return [
    'This would go for good, from the record, the site and the desk:',
    ...releases.map(
      ({ number, language, version, title, sha256, index }) =>
        `  ${number} ${language} version ${version}, entry ${index}: ${title} (${sha256.slice(0, 16)}…)`,
    ),
    `  ${media.length} files of pictures that nothing else shows, and the originals of these texts at the desk.`,
    ...(keptMedia.length > 0 ? [`${keptMedia.length} files of pictures stay: other releases show them.`] : []),
    ...(drafts > 0 ? [`${drafts} later drafts stay at the desk; look at them yourself.`] : []),
    `The log keeps the entries of these releases, and adds: ${grounds}`,
    'Backups, mirrors and copies elsewhere are not reached from here: their keepers see the entry and have to act on it.',
  ].join('\n');
}

function afterwards({ releases, media }: Erasure): string {
  return [
    `Erased: ${releases.length} releases and ${media.length} files of pictures. The log says so, on the grounds given.`,
    'Backups of the data folder and the files that the texts were imported from still hold them: those are yours to clear.',
  ].join('\n');
}

function tooMany(): DaftarError {
  return new DaftarError(
    'ERASE_REFUSED',
    `This cannot be erased at once: more than ${MOST} files would go.`,
    'Erase one --language, or one --version, after the other.',
  );
}

function noRecord(dataDir: string): DaftarError {
  return new DaftarError(
    'NO_RECORD',
    `There is no record in ${dataDir}.`,
    'Name the data folder with --data, or make one with "daftar start".',
  );
}
