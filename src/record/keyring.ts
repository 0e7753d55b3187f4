import { DaftarError } from '../base/errors.ts';
import { fromBase64 } from './bytes.ts';
import { type Entry, type KeyEntry, signerOf, verifyEntry } from './entry.ts';

/** A publisher's key as the log tells of it. Indices are positions in the log. */
export interface KnownKey {
  id: string;
  publicKey: Uint8Array;
  added: number;
  ended: { index: number; action: 'retire' | 'revoke' } | null;
}

/** The publisher's keys at one point of the log, built by admitting its entries in order. */
export class Keyring {
  #keys: Map<string, KnownKey>;

  constructor(keys: Iterable<KnownKey> = []) {
    this.#keys = new Map([...keys].map((key) => [key.id, key]));
  }

  get(id: string): KnownKey | null {
    return this.#keys.get(id) ?? null;
  }

  /** Every key that the log ever named, in the order in which they came. */
  all(): KnownKey[] {
    return [...this.#keys.values()];
  }

  copy(): Keyring {
    return new Keyring(this.#keys.values());
  }

  /** Checks that an entry may stand at this position and takes in what it says of keys; throws ENTRY_REFUSED. */
  admit(entry: Entry, index: number): void {
    if (index === 0) requireGenesis(entry);
    else if (entry.type === 'key' && entry.demo !== undefined) throw refused(index, 'only the first says “demo”');
    const publicKey = index === 0 ? fromBase64((entry as KeyEntry).public) : this.#activeKey(signerOf(entry), index);
    if (!verifyEntry(entry, publicKey)) throw refused(index, 'its signature does not fit');
    if (entry.type === 'key') this.#change(entry, index);
  }

  #activeKey(id: string, index: number): Uint8Array {
    const key = this.#keys.get(id);
    if (!key) throw refused(index, `the log does not know the key ${id} that signed it`);
    if (key.ended) throw refused(index, `the key ${id} that signed it ended with entry ${key.ended.index}`);
    return key.publicKey;
  }

  #change({ action, key: id, public: publicKey }: KeyEntry, index: number): void {
    const known = this.#keys.get(id);
    if (action === 'add') {
      if (known) throw refused(index, `the key ${id} was added before`);
      this.#keys.set(id, { id, publicKey: fromBase64(publicKey), added: index, ended: null });
      return;
    }
    if (!known || known.ended?.action === 'revoke') throw refused(index, `there is no key ${id} to ${action}`);
    if (known.ended && action === 'retire') throw refused(index, `the key ${id} has been retired before`);
    this.#keys.set(id, { ...known, ended: { index, action } });
  }
}

/** What a log says of its publisher's keys up to its end, their entries' signatures checked; throws ENTRY_REFUSED. */
export function readKeyring(entries: Iterable<{ index: number; entry: Entry }>): Keyring {
  const keyring = new Keyring();
  for (const { index, entry } of entries) if (entry.type === 'key' || index === 0) keyring.admit(entry, index);
  return keyring;
}

function requireGenesis(entry: Entry): void {
  const isGenesis =
    entry.type === 'key' && entry.action === 'add' && entry.key === entry.by && entry.demo !== undefined;
  if (!isGenesis)
    throw refused(0, 'a log begins with its publisher’s key, signed by itself, which says whether it is a demo');
}

function refused(index: number, why: string): DaftarError {
  return new DaftarError(
    'ENTRY_REFUSED',
    `This cannot be entry ${index} of the log: ${why}.`,
    'Sign it with a key in force.',
  );
}
