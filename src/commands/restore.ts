import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { requireDataFolder } from '../base/data-folder.ts';
import { DaftarError } from '../base/errors.ts';
import { makeFolder } from '../base/folder.ts';
import { type Call, dataDirOf } from '../cli.ts';
import { restoreDesk } from '../desk/server/restore.ts';
import { databaseUrl, pathsOf } from '../newsroom.ts';
import { copyRecord, findRecord, type RecordFiles } from '../record/copy.ts';
import { readKeyring } from '../record/keyring.ts';
import { isProtected, loadKeys } from '../record/keys.ts';
import { formatVkey } from '../record/note.ts';
import { parsePolicy } from '../record/policy.ts';
import { logKey, openRecord, type RecordReader, paths as recordPaths } from '../record/store.ts';
import { readPolicy } from '../verify/policy.ts';
import { parseReceipt, verifyReceipt } from '../verify/receipt.ts';
import { passphraseOf } from './passphrase.ts';

/**
 * `daftar restore`: a data folder from a record, or from any site that carries one. All is made in `restoring/` within the
 * folder and moved to its place when it is whole; until then no command takes the folder for a newsroom.
 */
export async function restore(call: Call): Promise<number> {
  const place = call.options.record as string | undefined;
  if (!place || call.words.length > 0)
    throw new DaftarError(
      'USAGE',
      '--record is missing: a folder, or the address of a site.',
      'Read "daftar restore --help".',
    );
  const dataDir = dataDirOf(call);
  requireRoom(dataDir);
  const { restoring } = pathsOf(dataDir);
  if (!existsSync(join(restoring, WHOLE))) await restoreInto(restoring, place, call);
  moveToPlace(restoring, dataDir);
  const record = openRecord(pathsOf(dataDir).record);
  const hasOwnKeys = existsSync(pathsOf(dataDir).keys);
  call.print(
    call.options.json ? JSON.stringify(summaryOf(record, dataDir, hasOwnKeys)) : told(record, dataDir, hasOwnKeys),
  );
  return 0;
}

/** Written when everything beside it is there and was checked. */
const WHOLE = 'whole';
const ORIGIN = 'origin';

async function restoreInto(restoring: string, place: string, call: Call): Promise<void> {
  const source = await findRecord(place);
  const origin = await originAt(source, call.options.policy as string | undefined);
  const keysDir = call.options.keys as string | undefined;
  const keys = keysDir ? loadKeys(keysDir, isProtected(keysDir) ? await passphraseOf(call)() : null) : null;
  if (keys && keys.origin !== origin) throw otherKeys(keysDir!, keys.origin, origin);
  startOrGoOn(restoring, origin);

  const record = await copyRecord(source, join(restoring, 'record'), {
    checkReceipt,
    progress: (done, of) => {
      if (!call.options.json && (done % 500 === 0 || done === of)) call.print(`  ${done} of ${of} files`);
    },
  });
  if (keys) requireInForce(record, keys.publisher.id, keysDir!);
  await restoreDesk(record, { file: join(restoring, 'db'), url: databaseUrl() });
  if (keysDir) copyKeys(keysDir, join(restoring, 'keys'));
  writeFileSync(join(restoring, WHOLE), '');
}

/** Whatever quorum the policy asked for when the receipt was written: that the entry stands in this log is what counts. */
function checkReceipt(receipt: Uint8Array, entry: Uint8Array, policy: string): void {
  verifyReceipt(parseReceipt(receipt), { ...readPolicy(policy), quorum: 'none' }, entry);
}

/** Only the folder itself, or what an earlier attempt left. */
function requireRoom(dataDir: string): void {
  requireDataFolder(dataDir);
  const { restoring } = pathsOf(dataDir);
  if (existsSync(restoring) || readdirSync(dataDir).length === 0) return;
  throw new DaftarError(
    'RESTORE_NOT_EMPTY',
    `${dataDir} is not empty, and restoring never writes over anything.`,
    'Name a new folder with --data; nothing was changed.',
  );
}

/** The origin that the record's policy leads to; where another policy is given, it has to name the same log. */
async function originAt(source: RecordFiles, policyFile: string | undefined): Promise<string> {
  const own = logKey(parsePolicy((await source.read(recordPaths.policy))!));
  if (policyFile === undefined) return own.name;
  if (!existsSync(policyFile))
    throw new DaftarError('NO_SUCH_PATH', `There is no ${policyFile}.`, 'Check the path; nothing was changed.');
  const given = parsePolicy(readFileSync(policyFile)).logs.map(({ vkey }) => formatVkey(vkey));
  if (given.includes(formatVkey(own))) return own.name;
  throw new DaftarError(
    'RECORD_OTHER_LOG',
    `The record at ${source.name} belongs to another log (${own.name}) than the policy ${policyFile} names.`,
    'Take the record from a place that you trust; nothing was changed.',
  );
}

/** What an earlier attempt brought of the same record is kept. */
function startOrGoOn(restoring: string, origin: string): void {
  const file = join(restoring, ORIGIN);
  if (existsSync(file) && readFileSync(file, 'utf8') !== origin) rmSync(restoring, { recursive: true });
  makeFolder(restoring, 0o700);
  writeFileSync(file, origin);
}

function requireInForce(record: RecordReader, id: string, keysDir: string): void {
  const key = readKeyring(record.entries()).get(id);
  if (key && !key.ended) return;
  throw new DaftarError(
    'KEY_UNKNOWN',
    `The publisher’s key in ${keysDir} is not in force in this record (${key ? `it ended with entry ${key.ended!.index}` : 'it was never added'}).`,
    'Bring the newest copies of both: one of them is older than the other.',
  );
}

function copyKeys(from: string, to: string): void {
  rmSync(to, { recursive: true, force: true });
  mkdirSync(to, { mode: 0o700 });
  for (const file of readdirSync(from).filter((name) => /^(publisher|log)\b.*\.key(\.\w+)?$/.test(name))) {
    copyFileSync(join(from, file), join(to, file));
    chmodSync(join(to, file), 0o600);
  }
}

/** The record last: what has one is whole. Safe to repeat. */
function moveToPlace(restoring: string, dataDir: string): void {
  for (const part of ['keys', 'db', 'record'])
    if (existsSync(join(restoring, part))) renameSync(join(restoring, part), join(dataDir, part));
  rmSync(restoring, { recursive: true });
}

function summaryOf(record: RecordReader, dataDir: string, hasOwnKeys: boolean) {
  const entries = [...record.entries()];
  const releases = entries.filter(({ entry }) => entry.type === 'release');
  return {
    data: dataDir,
    origin: record.origin,
    demo: record.demo,
    size: record.size,
    newest: entries.at(-1)!.entry.time,
    releases: releases.length,
    erased: releases.filter(({ entry }) => entry.type === 'release' && record.erased(entry.release)).length,
    keys: hasOwnKeys,
  };
}

function told(record: RecordReader, dataDir: string, hasOwnKeys: boolean): string {
  const { origin, size, newest, releases } = summaryOf(record, dataDir, hasOwnKeys);
  return [
    `${dataDir} holds the record ${origin}: ${size} entries, ${releases} releases, every file checked; the newest entry is of ${newest}.`,
    hasOwnKeys
      ? 'Before you publish, make sure that this is the newest copy there is: writing on from an older one would show two histories.'
      : `It has no keys, so it can be pressed, served and worked in, and publishes nothing: put the old keys back into ${pathsOf(dataDir).keys} for that.`,
    `Press the site with "daftar build --data ${dataDir}".`,
  ].join('\n');
}

function otherKeys(keysDir: string, own: string, origin: string): DaftarError {
  return new DaftarError(
    'RECORD_OTHER_KEY',
    `The keys in ${keysDir} are those of ${own}, and this record is ${origin}.`,
    'Name the keys that belong to this record; nothing was changed.',
  );
}
