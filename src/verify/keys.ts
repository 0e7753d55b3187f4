import { DaftarError } from '../base/errors.ts';
import { fromBase64 } from './bytes.ts';
import { type Entry, isEntrySignedBy, type KeyEntry, signerOf } from './entry.ts';

/** What became of a key: nothing made after `index` counts as signed by it. */
export interface Ended {
  action: 'retire' | 'revoke';
  index: number;
  time: string;
}

interface Known {
  publicKey: Uint8Array;
  added: number;
  /** No longer in force from the entry after this one. */
  until: number;
  /** The last thing that happened to it: a retired key may still be revoked. */
  ended: Ended | null;
}

/** The publisher's keys, as the log's own entries tell of them: specs/record.md, "Keys in force". */
export class Keys {
  #known = new Map<string, Known>();

  /** Takes in what an entry says of keys, its signature checked; entries come in order. Throws ENTRY_REFUSED. */
  follow(entry: Entry, index: number): void {
    const isGenesis =
      entry.type === 'key' && entry.action === 'add' && entry.key === entry.by && entry.demo !== undefined;
    if (index === 0 && !isGenesis) throw refused(index, 'the first adds the publisher’s key');
    if (index > 0 && entry.type === 'key' && entry.demo !== undefined)
      throw refused(index, 'only the first says “demo”');
    if (index === 0) this.#add(entry as KeyEntry, 0);
    if (entry.type !== 'release') this.check(entry, index);
    if (index === 0 || entry.type !== 'key') return;
    if (entry.action === 'add') this.#add(entry, index);
    else this.#end(entry.action, entry, index);
  }

  /** Checks that an entry is signed by a key in force at its place; throws ENTRY_REFUSED. */
  check(entry: Entry, index: number): { keyId: string; ended: Ended | null } {
    const keyId = signerOf(entry);
    const key = this.#known.get(keyId);
    const isInForce = key && (index === 0 || index > key.added) && index <= key.until;
    if (!isInForce) throw refused(index, `the key ${keyId} is not in force there`);
    if (!isEntrySignedBy(entry, key.publicKey)) throw refused(index, 'its signature does not fit');
    return { keyId, ended: key.ended };
  }

  #add({ key, public: text }: KeyEntry, index: number): void {
    if (this.#known.has(key)) throw refused(index, `the key ${key} was added before`);
    const publicKey = fromBase64(text)!;
    this.#known.set(key, { publicKey, added: index, until: Number.POSITIVE_INFINITY, ended: null });
  }

  #end(action: Ended['action'], { key: id, time }: KeyEntry, index: number): void {
    const key = this.#known.get(id);
    const isOver = key?.ended && !(key.ended.action === 'retire' && action === 'revoke');
    if (!key || isOver) throw refused(index, `the key ${id} cannot be ended there`);
    key.until = Math.min(key.until, index);
    key.ended = { action, index, time };
  }
}

function refused(index: number, why: string): DaftarError {
  return new DaftarError(
    'ENTRY_REFUSED',
    `Entry ${index} may not stand in this log: ${why}.`,
    'Keep this copy: a log that holds such an entry is not what it should be.',
  );
}
