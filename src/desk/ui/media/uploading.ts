import { useEffect, useSyncExternalStore } from 'react';
import { type DetailedError, defaultOptions, Upload } from 'tus-js-client';
import { signInAgain } from '../api.ts';

/** A file on its way. `waiting` for its turn, `broken` when the line is down, `taken` when it is in the library. */
export interface Sending {
  key: number;
  name: string;
  size: number;
  sent: number;
  state: 'waiting' | 'sending' | 'broken' | 'taken' | 'refused';
  /** In the library. */
  media: number | null;
  duplicate: boolean;
  /** Why it was refused, or why nothing more is tried. */
  problem: { code: string; message: string; hint: string } | null;
}

interface Entry {
  file: File;
  upload: Upload | null;
  shown: Sending;
}

const AT_ONCE = 3;
/** Quickly at first, then a quarter of an hour long; whoever waits longer presses a button. */
const RETRIES = [0, 1000, 3000, 5000, 10_000, ...Array<number>(60).fill(15_000)];

/**
 * Files on their way to the library, whichever page is open: three at a time, each going on by itself after the line
 * broke. A file that was broken off by closing the page goes on when it is chosen again.
 */
class Uploads {
  #entries: Entry[] = [];
  #shown: Sending[] = [];
  #listeners = new Set<() => void>();
  #onTaken = new Set<(sending: Sending) => void>();
  #who = '';
  #lastKey = 0;

  /** Uploads belong to whoever is signed in: another one's broken ones are not theirs. */
  setWho(id: string): void {
    this.#who = id;
  }

  add(files: File[]): void {
    for (const file of files) {
      const shown: Sending = {
        ...{ key: ++this.#lastKey, name: file.name || 'picture.png', size: file.size, sent: 0 },
        ...{ state: 'waiting', media: null, duplicate: false, problem: null },
      };
      this.#entries.push({ file, upload: null, shown });
    }
    this.#changed();
    this.#next();
  }

  retry(key: number): void {
    const entry = this.#entry(key);
    if (!entry) return;
    this.#update(entry, { state: 'waiting', problem: null });
    this.#next();
  }

  /** Gives it up; what came so far is deleted. */
  cancel(key: number): void {
    const entry = this.#entry(key);
    if (!entry) return;
    const isUnderWay = entry.shown.state !== 'taken' && entry.shown.state !== 'refused';
    entry.upload?.abort(isUnderWay).catch(() => {});
    this.#entries = this.#entries.filter((one) => one !== entry);
    this.#changed();
    this.#next();
  }

  clear(): void {
    this.#entries = this.#entries.filter(({ shown }) => shown.state !== 'taken' && shown.state !== 'refused');
    this.#changed();
  }

  subscribe = (listener: () => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  list = () => this.#shown;

  /** Called with each that is in the library. */
  onTaken(listener: (sending: Sending) => void): () => void {
    this.#onTaken.add(listener);
    return () => this.#onTaken.delete(listener);
  }

  /** Names of files that were broken off when the page was closed. */
  async brokenOff(): Promise<string[]> {
    const before = (await defaultOptions.urlStorage?.findAllUploads()) ?? [];
    const running = new Set(this.#entries.map(({ shown }) => shown.name));
    const own = before.filter(({ metadata }) => metadata.who === this.#who && !running.has(metadata.filename ?? ''));
    return [...new Set(own.map(({ metadata }) => metadata.filename ?? ''))].filter(Boolean);
  }

  async forgetBrokenOff(): Promise<void> {
    const { urlStorage } = defaultOptions;
    for (const { metadata, urlStorageKey } of (await urlStorage?.findAllUploads()) ?? []) {
      if (metadata.who === this.#who) await urlStorage?.removeUpload(urlStorageKey);
    }
  }

  #entry(key: number): Entry | undefined {
    return this.#entries.find(({ shown }) => shown.key === key);
  }

  #next(): void {
    const running = this.#entries.filter(({ shown }) => shown.state === 'sending' || shown.state === 'broken').length;
    const waiting = this.#entries.filter(({ shown }) => shown.state === 'waiting');
    for (const entry of waiting.slice(0, Math.max(0, AT_ONCE - running))) void this.#send(entry);
  }

  async #send(entry: Entry): Promise<void> {
    this.#update(entry, { state: 'sending' });
    const { file, shown } = entry;
    const upload = new Upload(file, {
      endpoint: '/api/uploads',
      metadata: { filename: shown.name, filetype: file.type, who: this.#who },
      retryDelays: RETRIES,
      fingerprint: () => fingerprintOf(file, this.#who),
      removeFingerprintOnSuccess: true,
      onShouldRetry: (error) => this.#isWorthAnother(entry, error),
      onProgress: (sent) => this.#update(entry, { sent, state: 'sending' }),
      onSuccess: ({ lastResponse }) => this.#taken(entry, lastResponse),
      onError: (error) => void this.#failed(entry, error),
    });
    entry.upload = upload;
    const [before] = await upload.findPreviousUploads();
    if (before) upload.resumeFromPreviousUpload(before);
    upload.start();
  }

  /** What was refused is refused for good; a line that is down, or a server that starts anew, is waited for. */
  #isWorthAnother(entry: Entry, error: DetailedError): boolean {
    const status = error.originalResponse?.getStatus() ?? 0;
    const isForNow = status === 0 || status >= 500 || status === 409 || status === 423 || status === 429;
    if (isForNow) this.#update(entry, { state: 'broken' });
    return isForNow;
  }

  #taken(entry: Entry, answer: { getHeader(name: string): string | undefined }): void {
    const media = Number(answer.getHeader('Daftar-Media'));
    const duplicate = answer.getHeader('Daftar-Duplicate') === 'true';
    this.#update(entry, { state: 'taken', sent: entry.shown.size, media: media || null, duplicate });
    for (const listener of this.#onTaken) listener(entry.shown);
    this.#next();
  }

  async #failed(entry: Entry, error: Error | DetailedError): Promise<void> {
    const answer = 'originalResponse' in error ? error.originalResponse : null;
    if (answer?.getStatus() === 401 && (await signInAgain())) return this.retry(entry.shown.key);
    if (answer && answer.getStatus() !== 401) void forget(entry.upload?.url ?? null);
    this.#update(entry, { state: 'refused', problem: problemIn(answer?.getBody() ?? '') });
    this.#next();
  }

  #update(entry: Entry, change: Partial<Sending>): void {
    entry.shown = { ...entry.shown, ...change };
    this.#changed();
  }

  #changed(): void {
    this.#shown = this.#entries.map(({ shown }) => shown);
    for (const listener of this.#listeners) listener();
  }
}

export const uploads = new Uploads();

/** The files on their way, as they are now. */
export function useUploads(): Sending[] {
  return useSyncExternalStore(uploads.subscribe, uploads.list);
}

/** Calls back with each file that gets into the library while this is shown. */
export function useTaken(listener: (sending: Sending) => void): void {
  useEffect(() => uploads.onTaken(listener), [listener]);
}

const SAMPLE = 64 * 1024;

/**
 * By what is in it, at its ends: telephones hand out the same picture under another date each time, and a name alone could
 * join two files into one.
 */
async function fingerprintOf(file: File, who: string): Promise<string> {
  const ends = [file.slice(0, SAMPLE), file.slice(Math.max(0, file.size - SAMPLE))];
  let hash = 0x811c9dc5; // FNV-1a: there is no crypto.subtle where the desk has no TLS
  for (const end of ends) {
    for (const byte of new Uint8Array(await end.arrayBuffer())) hash = Math.imul(hash ^ byte, 0x01000193) >>> 0;
  }
  return ['daftar', who, file.size, hash.toString(16)].join('-');
}

/** What was refused does not go on when it is chosen again. */
async function forget(url: string | null): Promise<void> {
  const { urlStorage } = defaultOptions;
  for (const { uploadUrl, urlStorageKey } of (await urlStorage?.findAllUploads()) ?? []) {
    if (url !== null && uploadUrl === url) await urlStorage?.removeUpload(urlStorageKey);
  }
}

/** What the server said; without an answer, that there was none. */
function problemIn(body: string): NonNullable<Sending['problem']> {
  try {
    return JSON.parse(body).error;
  } catch {
    return { code: 'OFFLINE', message: '', hint: '' };
  }
}
