import { existsSync, readFileSync, statSync, watch, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { requireDataFolder, unusable } from './base/data-folder.ts';
import { DaftarError } from './base/errors.ts';
import { reached } from './base/steps.ts';
import { type Db, isPostgres, openDatabase } from './desk/server/database.ts';
import type { Desk } from './desk/server/intake.ts';
import { emptyOutbox, followRecord, outboxSize } from './desk/server/outbox.ts';
import { listenForWork, SAY_THAT_WORK_WAITS } from './desk/server/postgres.ts';
import { type Publication, type Publishing, publish, wouldBe } from './desk/server/publish.ts';
import { keepPassageIndex } from './passage-index.ts';
import { Press } from './press/press.ts';
import type { Draft, Ways } from './press/preview.ts';
import { type KnownKey, readKeyring } from './record/keyring.ts';
import { createKeys, hasEnded, hasKeys, isProtected, type Keys, loadKeys } from './record/keys.ts';
import { keepReceipts } from './record/receipts.ts';
import type { Release } from './record/release.ts';
import { finishRotation } from './record/rotation.ts';
import { openRecord } from './record/store.ts';
import { Witnesses } from './record/witnesses.ts';
import { type NewEntry, openWriter, type RecordWriter } from './record/writer.ts';

const PATIENCE_MS = 60_000;

export interface NewsroomOptions {
  dataDir: string;
  /** Marks a new record as a demonstration's, for ever; of no effect on one that is there. */
  demo?: boolean;
  /** Refuse to open at all while another process writes this record. */
  alone?: boolean;
  /** Leave the record to another process, whatever happens to it. */
  follows?: boolean;
  /** Of a PostgreSQL that keeps the desk; by default DATABASE_URL, and without one a file in the data folder. */
  databaseUrl?: string | null;
  now?: () => Date;
  /** How long, in milliseconds, `release` waits for another process that gets nothing done. By default a minute. */
  patience?: number;
  /** Asked once, where the publisher's key stands under a passphrase; by default DAFTAR_PASSPHRASE is tried. */
  passphrase?: () => Promise<string>;
  progress?: (done: number, of: number) => void;
  /** Told what is on the site otherwise than it should be; by default the operator reads it on stderr. */
  onFinding?: (finding: string) => void;
  /** Called after the site has changed, with its changed files. */
  onChange?: (files: string[]) => void;
}

/**
 * A data folder, opened: desk, record and press behind one another.
 *
 *     publish -> outbox -> record (fsync) -> press -> site, visible together
 *
 * One process at a time writes the record. Another one that publishes leaves its releases in the outbox, wakes the
 * writer, and waits until they are out.
 */
export class Newsroom {
  readonly desk: Desk;
  readonly paths: ReturnType<typeof pathsOf>;
  /** Null in a newsroom that was restored without its keys: it is pressed and read, and publishes nothing. */
  #keys: Keys | null;
  #passphrase: string | null;
  #writer: RecordWriter | null;
  #opening: Promise<Press> | null = null;
  #witnesses: Witnesses | null = null;
  /** Where writing receipts goes on; null while that is not known. */
  #receipted: number | null = null;
  #options: NewsroomOptions;
  #working: Promise<unknown> = Promise.resolve();
  /** What is in the record and not on the site, after a failure, waits in no outbox. */
  #halfDone = false;
  #stopWatching = () => {};

  static async open(options: NewsroomOptions): Promise<Newsroom> {
    const paths = pathsOf(options.dataDir);
    requireDataFolder(options.dataDir);
    requireRestored(paths.restoring);
    const url = databaseUrl(options);
    const db = await openDatabase({ file: paths.db, url }).catch((error) => {
      throw error instanceof DaftarError ? error : unusable(options.dataDir, error);
    });
    try {
      // Keys are made once, with the record: new ones beside an older record could only hide that its own are lost.
      const isNew = !existsSync(join(paths.keys, 'log.key')) && !existsSync(join(paths.record, 'log', 'checkpoint'));
      if (!isNew) finishRotation(paths.keys, () => knownKeys(paths));
      const passphrase = isProtected(paths.keys) ? await (options.passphrase ?? passphraseFromEnvironment)() : null;
      const isWithout = !isNew && !hasKeys(paths.keys);
      const keys = isNew ? createKeys(paths.keys) : isWithout ? null : loadKeys(paths.keys, passphrase);
      const writer = keys && (await takeWriter(options, paths, keys));
      const newsroom = new Newsroom(options, paths, db, { keys, passphrase }, writer);
      if (writer || !keys) await followRecord(newsroom.desk, openRecord(paths.record));
      return newsroom;
    } catch (error) {
      await db.destroy();
      throw error;
    }
  }

  private constructor(
    options: NewsroomOptions,
    paths: ReturnType<typeof pathsOf>,
    db: Db,
    { keys, passphrase }: { keys: Keys | null; passphrase: string | null },
    writer: RecordWriter | null,
  ) {
    this.#options = options;
    this.paths = paths;
    this.desk = { db, dataDir: options.dataDir };
    this.#keys = keys;
    this.#passphrase = passphrase;
    this.#writer = writer;
  }

  /** Whether this process writes the record. */
  get writes(): boolean {
    return this.#writer !== null;
  }

  now(): Date {
    return this.#options.now?.() ?? new Date();
  }

  /** Fixes a release of this revision; `release()` carries it out. Null when it is out already. */
  async publish(revisionId: number, publishing: Publishing = {}): Promise<Publication | null> {
    const { publisher } = this.keys();
    // What the log no longer takes must never get into the outbox.
    if (hasEnded(this.paths.keys, publisher.id)) throw keyEnded(publisher.id);
    const publication = await publish(this.desk, revisionId, publisher, this.now(), publishing);
    reached('fixed');
    return publication;
  }

  /** What a release of this revision would say now. */
  wouldBe(revisionId: number): Promise<Release> {
    return wouldBe(this.desk, revisionId, this.now());
  }

  /** The page that readers would get of a draft. */
  async preview(draft: Draft, ways: Ways): Promise<string> {
    // Where this process writes the record, its press has taken in whatever is on the site.
    return (await this.#pressToRead()).preview(draft, ways, this.#writer === null && this.#keys !== null);
  }

  /** The style sheet or a font that a preview names. */
  async previewAsset(name: string): Promise<Uint8Array | null> {
    return (await this.#pressToRead()).asset(name);
  }

  /** @throws DaftarError KEYS_NEEDED */
  keys(): Keys {
    if (this.#keys) return this.#keys;
    throw new DaftarError(
      'KEYS_NEEDED',
      `Nothing can be published here without the keys of this record (${openRecord(this.paths.record).origin}).`,
      `Put them back into ${this.paths.keys} and start again; everything else works without them.`,
    );
  }

  /** Now, in UTC, and never before the newest entry. */
  entryTime(): string {
    const record = openRecord(this.paths.record);
    const newest = record.entry(record.size - 1).time;
    const now = this.now()
      .toISOString()
      .replace(/\.\d+Z$/, 'Z');
    return [newest, now].sort().at(-1)!;
  }

  /** What the publisher's key stands under; null where it stands in the open. */
  get passphrase(): string | null {
    return this.#passphrase;
  }

  /**
   * Logs entries that are no releases, behind all that waits in the outbox, and shows what follows from them.
   * @throws DaftarError KEYS_NEEDED, ALREADY_RUNNING while another process writes, and what RecordWriter.append throws
   */
  async log(batch: NewEntry[]): Promise<void> {
    this.keys();
    const writer = this.#writer;
    if (!writer) throw runningElsewhere(this.desk.dataDir);
    await this.#inTurn(async () => {
      this.#halfDone = true;
      await emptyOutbox(this.desk, writer);
      await writer.append(batch);
      await followRecord(this.desk, openRecord(this.paths.record));
      await this.#work();
    });
  }

  /** Carries all that was published into the record and onto the site, and returns when readers see it. */
  async release(): Promise<void> {
    if (this.#writer || !this.#keys) return this.#inTurn(() => this.#work());
    const asked = Date.now();
    writeFileSync(this.paths.wake, String(asked));
    if (isPostgres(this.desk.db)) await this.desk.db.executeQuery(SAY_THAT_WORK_WAITS);
    await this.#untilShown(asked);
  }

  /** Goes on doing so whenever this or another process publishes. */
  keepReleasing(onError: (error: unknown) => void): void {
    const look = () =>
      this.#inTurn(() => this.#workIfAny().catch((error) => this.#explain(error)))
        .then(() => this.#witnessIfDue())
        .catch(onError);
    writeFileSync(this.paths.wake, '');
    const watcher = watch(this.paths.wake, look);
    const timer = setInterval(look, 1000); // where file events are not to be had
    const url = databaseUrl(this.#options);
    const listening = url ? listenForWork(url, look).catch(onError) : undefined;
    this.#stopWatching = () => {
      watcher.close();
      listening?.then((stop) => stop?.());
      clearInterval(timer);
    };
  }

  async close(): Promise<void> {
    this.#stopWatching();
    await this.#working.catch(() => {});
    await this.#witnesses?.close();
    await this.#writer?.close();
    await this.desk.db.destroy();
  }

  async #workIfAny(): Promise<void> {
    if (this.#halfDone || (await outboxSize(this.desk.db)) > 0) await this.#work();
  }

  /** Whoever waits for this process learns why it is in vain. */
  #explain(error: unknown): never {
    try {
      writeFileSync(this.paths.trouble, error instanceof DaftarError ? error.toLine() : `${(error as Error).message}.`);
    } catch {
      // On a full disk an empty file says that much.
    }
    throw error;
  }

  /** Beside the work and never before it: what is published is out, whether a witness answers or not. */
  async #witnessIfDue(): Promise<void> {
    const writer = this.#writer;
    if (!writer) return;
    this.#witnesses ??= new Witnesses({
      dir: this.paths.record,
      memoryFile: this.paths.witnesses,
      cosign: (note) => writer.cosign(note),
      onFinding: this.#options.onFinding,
    });
    if (!this.#witnesses.due() || !(await this.#witnesses.round())) return;
    this.#options.onChange?.(['record/log/checkpoint']);
    await this.#inTurn(() => this.#work()); // receipts, and the pages that show them
  }

  async #work(): Promise<void> {
    this.#halfDone = true;
    if (this.#writer) {
      await emptyOutbox(this.desk, this.#writer);
      await keepPassageIndex(openRecord(this.paths.record));
      this.#receipted = await keepReceipts(openRecord(this.paths.record), this.#receipted);
    }
    const changed = await (await this.#pressToRead()).catchUp();
    this.#halfDone = false;
    if (changed.length > 0) this.#options.onChange?.(changed);
  }

  #pressToRead(): Promise<Press> {
    this.#opening ??= this.#openPress().catch((error) => {
      this.#opening = null;
      throw error;
    });
    return this.#opening;
  }

  #openPress(): Promise<Press> {
    const { record, site, cache } = this.paths;
    const { progress, onFinding = console.error } = this.#options;
    return Press.open({ record: openRecord(record), siteDir: site, cacheDir: cache, progress, onFinding });
  }

  /** One piece of work after the other, whoever asks. */
  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.#working.catch(() => {}).then(work);
    this.#working = turn;
    return turn;
  }

  async #untilShown(asked: number): Promise<void> {
    const { patience = PATIENCE_MS } = this.#options;
    let [done, since] = ['', performance.now()];
    while (!(await this.#isShown())) {
      requireNoTrouble(this.paths.trouble, asked);
      const now = `${await outboxSize(this.desk.db)} ${pressedSize(this.paths.site)}`;
      if (now !== done) [done, since] = [now, performance.now()];
      else if (performance.now() - since >= patience) throw stuck(patience);
      await new Promise((resolve) => setTimeout(resolve, 50));
      this.#writer = await takeWriter(this.#options, this.paths, this.keys()); // the other one may have gone
      if (this.#writer) return this.release();
    }
  }

  /** The outbox empties before the pages stand: the site is asked too. */
  async #isShown(): Promise<boolean> {
    if ((await outboxSize(this.desk.db)) > 0) return false;
    return pressedSize(this.paths.site) >= openRecord(this.paths.record).size;
  }
}

/** How much of the log the site was last pressed from: see `Pressed` in press/press.ts. */
function pressedSize(siteDir: string): number {
  try {
    return JSON.parse(readFileSync(`${siteDir}.json`, 'utf8')).size;
  } catch {
    return 0; // not pressed yet
  }
}

/** @throws DaftarError NOT_SHOWN when the process that writes has failed since it was asked */
function requireNoTrouble(file: string, asked: number): void {
  const failed = statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0;
  if (failed < asked) return;
  throw new DaftarError(
    'NOT_SHOWN',
    `What was published is safe, but the Daftar that is running here cannot show it: ${readFileSync(file, 'utf8') || 'see what it prints.'}`,
    'It tries again by itself: once that is mended, nothing has to be published again.',
  );
}

function stuck(patience: number): DaftarError {
  return new DaftarError(
    'NOT_SHOWN',
    `What was published is safe, but the Daftar that is running here has got nothing done for ${patience / 1000} s.`,
    'Wait if it is still pressing, else stop it and start it again: nothing has to be published again.',
  );
}

/** By the environment alone, unless somebody says otherwise. */
export function databaseUrl({ databaseUrl }: Pick<NewsroomOptions, 'databaseUrl'> = {}): string | null {
  return databaseUrl === undefined ? process.env.DATABASE_URL || null : databaseUrl;
}

export function pathsOf(dataDir: string) {
  return {
    db: join(dataDir, 'db'),
    keys: join(dataDir, 'keys'),
    record: join(dataDir, 'record'),
    originals: join(dataDir, 'originals'),
    site: join(dataDir, 'site'),
    cache: join(dataDir, 'cache'),
    wake: join(dataDir, 'wake'),
    /** Why the process that writes the record last failed to carry out what was published. */
    trouble: join(dataDir, 'trouble'),
    lock: join(dataDir, 'record.lock'),
    /** What `daftar restore` has not finished. */
    restoring: join(dataDir, 'restoring'),
    /** How far each witness has got, as far as is known here. */
    witnesses: join(dataDir, 'witnesses.json'),
  };
}

async function takeWriter(
  { demo, alone, follows }: NewsroomOptions,
  paths: ReturnType<typeof pathsOf>,
  keys: Keys,
): Promise<RecordWriter | null> {
  if (follows) return null;
  const isNew = !existsSync(join(paths.record, 'log', 'checkpoint'));
  try {
    return await openWriter({
      dir: paths.record,
      lockFile: paths.lock,
      keys,
      demo: isNew ? (demo ?? false) : undefined,
    });
  } catch (error) {
    if (!alone && error instanceof DaftarError && error.code === 'RECORD_LOCKED') return null;
    throw error;
  }
}

function knownKeys({ record }: ReturnType<typeof pathsOf>): KnownKey[] {
  if (!existsSync(join(record, 'log', 'checkpoint'))) return [];
  return readKeyring(openRecord(record).entries()).all();
}

async function passphraseFromEnvironment(): Promise<string> {
  const passphrase = process.env.DAFTAR_PASSPHRASE;
  if (passphrase) return passphrase;
  throw new DaftarError(
    'PASSPHRASE_NEEDED',
    'The publisher’s key stands under a passphrase.',
    'Give it in DAFTAR_PASSPHRASE, with --passphrase-file, or at the terminal.',
  );
}

function requireRestored(restoring: string): void {
  if (!existsSync(restoring)) return;
  throw new DaftarError(
    'RESTORE_UNFINISHED',
    `The restoring of this data folder was broken off: ${restoring} is still there.`,
    'Run the same "daftar restore" again; it goes on where it stopped.',
  );
}

function keyEnded(id: string): DaftarError {
  return new DaftarError(
    'KEY_ENDED',
    `The publisher’s key ${id} has been replaced while this was running.`,
    'Run the command again: it takes the new key.',
  );
}

function runningElsewhere(dataDir: string): DaftarError {
  return new DaftarError(
    'ALREADY_RUNNING',
    `Another Daftar is running on ${dataDir}.`,
    'Stop it first, or name another folder with --data.',
  );
}
