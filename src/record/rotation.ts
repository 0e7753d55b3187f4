import { signKeyEntry } from './entry.ts';
import type { KnownKey } from './keyring.ts';
import { type Keys, nextKey, type PublisherKey, takeNextKey, waitingKey } from './keys.ts';
import type { NewEntry } from './writer.ts';

export interface Rotation {
  keysDir: string;
  keys: Keys;
  passphrase: string | null;
  /** `revoke` where others may have the old key. */
  action: 'retire' | 'revoke';
  /** UTC. */
  time: string;
  append(batch: NewEntry[]): Promise<unknown>;
}

/**
 * Gives the publisher a new key. Both entries go in one batch: the old key adds the new one, and the new one ends the
 * old, which shows that it is really there. The new key is on the disk before the log knows it; whatever a crash leaves
 * undone, `finishRotation` does at the next start. Returns the new key.
 */
export async function rotateKey({ keysDir, keys, passphrase, action, time, append }: Rotation): Promise<PublisherKey> {
  const old = keys.publisher;
  const next = nextKey(keysDir, passphrase);
  await append([
    { entryBytes: signKeyEntry({ action: 'add', publicKey: next.publicKey, time }, old) },
    { entryBytes: signKeyEntry({ action, publicKey: old.publicKey, time }, next) },
  ]);
  takeNextKey(keysDir, { id: old.id, end: action === 'retire' ? 'retired' : 'revoked' });
  return next;
}

/** Puts a new key in place that the log knows already; true where one was waiting. `keysOf` reads the log's keys. */
export function finishRotation(keysDir: string, keysOf: () => KnownKey[]): boolean {
  const id = waitingKey(keysDir);
  if (id === null) return false;
  const known = keysOf();
  const next = known.find((key) => key.id === id);
  const old = next && known.find(({ ended }) => ended?.index === next.added + 1);
  if (!old) return false;
  takeNextKey(keysDir, { id: old.id, end: old.ended!.action === 'retire' ? 'retired' : 'revoked' });
  return true;
}
