import { existsSync } from 'node:fs';
import { DaftarError } from '../base/errors.ts';
import { type Call, dataDirOf } from '../cli.ts';
import { Newsroom, pathsOf } from '../newsroom.ts';
import { signKeyEntry } from '../record/entry.ts';
import { type KnownKey, readKeyring } from '../record/keyring.ts';
import { isProtected, protectKey } from '../record/keys.ts';
import { rotateKey } from '../record/rotation.ts';
import { openRecord, type RecordReader } from '../record/store.ts';
import { newPassphrase, passphraseOf } from './passphrase.ts';

/** `daftar keys`: lists the publisher's keys, or changes them. */
export async function keys(call: Call): Promise<number> {
  const [verb = 'list', id, ...tooMany] = call.words;
  const isKnown = ['list', 'rotate', 'revoke', 'protect', 'unprotect'].includes(verb);
  if (!isKnown || tooMany.length > 0 || (verb === 'revoke') !== (id !== undefined)) {
    throw new DaftarError(
      'USAGE',
      'This is neither “rotate”, “revoke ID”, “protect” nor “unprotect”.',
      'Read "daftar keys --help".',
    );
  }
  const paths = pathsOf(dataDirOf(call));
  if (!existsSync(paths.record)) throw noRecord(dataDirOf(call));
  if (verb === 'protect') await protect(call, paths.keys);
  if (verb === 'unprotect') await unprotect(call, paths.keys);
  if (verb === 'rotate') await changeKeys(call, rotate);
  if (verb === 'revoke') await changeKeys(call, (newsroom) => revoke(newsroom, id!));
  const listed = listOf(openRecord(paths.record));
  call.print(call.options.json ? JSON.stringify(listed) : told(listed, isProtected(paths.keys)));
  return 0;
}

interface ListedKey {
  id: string;
  state: 'in force' | 'retired' | 'revoked';
  /** When it was added, and when it ended. */
  since: string;
  until: string | null;
  /** How many releases it signed. */
  releases: number;
}

function listOf(record: RecordReader): ListedKey[] {
  const entries = [...record.entries()];
  const signedBy = entries.flatMap(({ entry }) => (entry.type === 'release' ? [entry.key] : []));
  const state = ({ ended }: KnownKey) => (!ended ? 'in force' : ended.action === 'retire' ? 'retired' : 'revoked');
  return readKeyring(entries)
    .all()
    .map((key) => ({
      id: key.id,
      state: state(key),
      since: record.entry(key.added).time,
      until: key.ended && record.entry(key.ended.index).time,
      releases: signedBy.filter((id) => id === key.id).length,
    }));
}

function told(listed: ListedKey[], isUnderPassphrase: boolean): string {
  const lines = listed.map(
    ({ id, state, since, until, releases }) =>
      `${id}  ${state}, since ${since}${until ? ` until ${until}` : ''}; signed ${releases} release${releases === 1 ? '' : 's'}`,
  );
  const inForce = listed.filter(({ state }) => state === 'in force').length;
  return [
    ...lines,
    `The private key stands ${isUnderPassphrase ? 'under a passphrase' : 'in the open, readable by its owner: "daftar keys protect" puts it under a passphrase'}.`,
    ...(inForce > 1 ? ['More than one key is in force: revoke those that are not yours.'] : []),
  ].join('\n');
}

/** Alone, since another process holds the key that ends; and behind all that waits, since that is signed with it. */
async function changeKeys(call: Call, change: (newsroom: Newsroom) => Promise<void>): Promise<void> {
  const newsroom = await Newsroom.open({ dataDir: dataDirOf(call), alone: true, passphrase: passphraseOf(call) });
  try {
    await newsroom.release();
    await change(newsroom);
  } finally {
    await newsroom.close();
  }
}

async function rotate(newsroom: Newsroom, action: 'retire' | 'revoke' = 'retire'): Promise<void> {
  await rotateKey({
    keysDir: newsroom.paths.keys,
    keys: newsroom.keys(),
    passphrase: newsroom.passphrase,
    action,
    time: newsroom.entryTime(),
    append: (batch) => newsroom.log(batch),
  });
}

/** The publisher's own key is followed by a new one in the same batch; any other is simply ended. */
async function revoke(newsroom: Newsroom, id: string): Promise<void> {
  const key = readKeyring(openRecord(newsroom.paths.record).entries()).get(id);
  if (!key || key.ended?.action === 'revoke') {
    throw new DaftarError(
      'KEY_UNKNOWN',
      key ? `The key ${id} has been revoked already.` : `The log knows no key ${id}.`,
      'See "daftar keys" for those that there are.',
    );
  }
  const { publisher } = newsroom.keys();
  if (id === publisher.id) return rotate(newsroom, 'revoke');
  const change = { action: 'revoke', publicKey: key.publicKey, time: newsroom.entryTime() } as const;
  await newsroom.log([{ entryBytes: signKeyEntry(change, publisher) }]);
}

async function protect(call: Call, keysDir: string): Promise<void> {
  if (isProtected(keysDir)) {
    throw new DaftarError(
      'USAGE',
      'The key stands under a passphrase already.',
      'For another one: "daftar keys unprotect", then "daftar keys protect".',
    );
  }
  protectKey(keysDir, null, await newPassphrase(call));
}

async function unprotect(call: Call, keysDir: string): Promise<void> {
  if (isProtected(keysDir)) protectKey(keysDir, await passphraseOf(call)(), null);
}

function noRecord(dataDir: string): DaftarError {
  return new DaftarError(
    'NO_RECORD',
    `There is no record in ${dataDir}.`,
    'Name the data folder with --data, or make one with "daftar start".',
  );
}
