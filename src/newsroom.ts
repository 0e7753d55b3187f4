import { existsSync, mkdirSync, readFileSync, statfsSync, statSync, watch, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DaftarError } from './base/errors.ts';
import { type Db, openDatabase } from './desk/server/database.ts';
import type { Desk } from './desk/server/intake.ts';
import { emptyOutbox, followRecord, outboxSize } from './desk/server/outbox.ts';
import { type Publication, publish } from './desk/server/publish.ts';
import { Press } from './press/press.ts';
import { createKeys, type Keys, loadKeys } from './record/keys.ts';
import { openRecord } from './record/store.ts';
import { openWriter, type RecordWriter } from './record/writer.ts';

/** The database's files beside it take up to this much when it is opened. */
const LEAST_ROOM = 256 * 1024;

export interface NewsroomOptions {
  dataDir: string;
  /** Marks a new record as a demonstration's, for ever; of no effect on one that is there. */
  demo?: boolean;
  /** Refuse to open at all while another process writes this record. */
  alone?: boolean;
  now?: () => Date;
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
  #keys: Keys;
  #writer: RecordWriter | null;
  #press: Press | null = null;
  #options: NewsroomOptions;
  #working: Promise<unknown> = Promise.resolve();
  /** What is in the record and not on the site, after a failure, waits in no outbox. */
  #halfDone = false;
  #stopWatching = () => {};

  static async open(options: NewsroomOptions): Promise<Newsroom> {
    const paths = pathsOf(options.dataDir);
    requireFolder(options.dataDir);
    const db = await openDatabase(paths.db).catch((error) => {
      throw error instanceof DaftarError ? error : unusable(options.dataDir, error);
    });
    try {
      // Keys are made once, with the record: new ones beside an older record could only hide that its own are lost.
      const isNew = !existsSync(join(paths.keys, 'log.key')) && !existsSync(join(paths.record, 'log', 'checkpoint'));
      const keys = isNew ? createKeys(paths.keys) : loadKeys(paths.keys);
      const writer = await takeWriter(options, paths, keys);
      const newsroom = new Newsroom(options, paths, db, keys, writer);
      if (writer) await followRecord(newsroom.desk, openRecord(paths.record));
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
    keys: Keys,
    writer: RecordWriter | null,
  ) {
    this.#options = options;
    this.paths = paths;
    this.desk = { db, dataDir: options.dataDir };
    this.#keys = keys;
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
  publish(revisionId: number): Promise<Publication | null> {
    return publish(this.desk, revisionId, this.#keys.publisher, this.now());
  }

  /** Carries all that was published into the record and onto the site, and returns when readers see it. */
  async release(): Promise<void> {
    if (this.#writer) return this.#inTurn(() => this.#work());
    writeFileSync(this.paths.wake, String(Date.now()));
    await this.#untilShown();
  }

  /** Goes on doing so whenever this or another process publishes. */
  keepReleasing(onError: (error: unknown) => void): void {
    const look = () => this.#inTurn(() => this.#workIfAny()).catch(onError);
    writeFileSync(this.paths.wake, '');
    const watcher = watch(this.paths.wake, look);
    const timer = setInterval(look, 1000); // where file events are not to be had
    this.#stopWatching = () => {
      watcher.close();
      clearInterval(timer);
    };
  }

  async close(): Promise<void> {
    this.#stopWatching();
    await this.#working.catch(() => {});
    await this.#writer?.close();
    await this.desk.db.destroy();
  }

  async #workIfAny(): Promise<void> {
    if (this.#halfDone || (await outboxSize(this.desk.db)) > 0) await this.#work();
  }

  async #work(): Promise<void> {
    this.#halfDone = true;
    await emptyOutbox(this.desk, this.#writer!);
    this.#press ??= await this.#openPress();
    const changed = await this.#press.catchUp();
    this.#halfDone = false;
    if (changed.length > 0) this.#options.onChange?.(changed);
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

  async #untilShown(): Promise<void> {
    while (!(await this.#isShown())) {
      await new Promise((resolve) => setTimeout(resolve, 50));
      this.#writer = await takeWriter(this.#options, this.paths, this.#keys); // the other one may have gone
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

export function pathsOf(dataDir: string) {
  return {
    db: join(dataDir, 'db'),
    keys: join(dataDir, 'keys'),
    record: join(dataDir, 'record'),
    originals: join(dataDir, 'originals'),
    site: join(dataDir, 'site'),
    cache: join(dataDir, 'cache'),
    wake: join(dataDir, 'wake'),
    lock: join(dataDir, 'record.lock'),
  };
}

async function takeWriter(
  { demo, alone }: NewsroomOptions,
  paths: ReturnType<typeof pathsOf>,
  keys: Keys,
): Promise<RecordWriter | null> {
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

function requireFolder(dataDir: string): void {
  try {
    mkdirSync(dataDir, { recursive: true, mode: 0o700 });
    if (statSync(dataDir).isDirectory()) return;
  } catch (error) {
    throw unusable(dataDir, error as Error);
  }
}

function unusable(dataDir: string, error: Error): DaftarError {
  if (!hasRoom(dataDir)) {
    return new DaftarError(
      'DISK_FULL',
      `There is no room left for the data folder ${dataDir}.`,
      'Make room and run the command again; what was published before is safe.',
    );
  }
  return new DaftarError(
    'DATA_UNUSABLE',
    `The data folder ${dataDir} cannot be used: ${error.message}.`,
    'Mend it, or name another with --data; nothing was changed.',
  );
}

/** SQLite says "disk I/O error" where no room is left for the little files beside its database. */
function hasRoom(dataDir: string): boolean {
  if (!existsSync(dataDir)) return true;
  const { bavail, bsize } = statfsSync(dataDir);
  return bavail * bsize >= LEAST_ROOM;
}
