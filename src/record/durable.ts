import { existsSync } from 'node:fs';
import { mkdir, open, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { makeFolder } from '../base/folder.ts';

/** Enough to let the disk join its flushes, few enough for any limit on open files. */
const AT_ONCE = 32;
const STAGING = '.writing';

/** All bytes of a file, or what gives them piece by piece once they are wanted: a film may be longer than the memory. */
export type FileContent = Uint8Array | AsyncIterable<Uint8Array>;

/** A file to be: its path in the folder, and its bytes. */
export interface NewFile {
  path: string;
  content: FileContent;
  /** Named by its own hash: what is there already is the same. */
  keep?: boolean;
}

/**
 * Writes files into one folder so that they survive a power cut: first under `.writing/` and flushed, then renamed to
 * their place, then the folders flushed. A reader sees a whole file or none.
 */
export class DurableFolder {
  readonly #root: string;
  readonly #staging: string;
  readonly #flushed = new Set<string>();
  #counter = 0;

  /** @param staging below the root; two that write at the same time need one each. */
  constructor(root: string, staging = STAGING) {
    this.#root = root;
    this.#staging = join(root, staging);
  }

  /** Makes the folder and clears what an earlier crash left half written. */
  async prepare(): Promise<void> {
    await rm(this.#staging, { recursive: true, force: true });
    makeFolder(this.#staging);
    await flushFolder(dirname(this.#root));
  }

  /** Returns when all files and their folders are on the disk. */
  async write(files: NewFile[]): Promise<void> {
    await eachOf(files, (file) => this.#place(file));
    const folders = new Set(files.flatMap(({ path }) => this.#foldersToFlush(path)));
    await eachOf([...folders], flushFolder);
    for (const folder of folders) this.#flushed.add(folder);
  }

  /** A flushed file under `.writing/`; `publish` moves it to its place. */
  async stage(content: FileContent): Promise<string> {
    const staged = join(this.#staging, String(this.#counter++));
    try {
      await writeFlushed(staged, content);
    } catch (error) {
      await rm(staged, { force: true });
      throw error;
    }
    return staged;
  }

  /** Moves a staged file to its place at once. Its folder is flushed at the end, by `finish`. */
  async publish(staged: string, path: string): Promise<void> {
    await rename(staged, join(this.#root, path));
  }

  /** Returns when none of these files is on the disk any more. */
  async remove(paths: string[]): Promise<void> {
    const present = paths.filter((path) => existsSync(join(this.#root, path)));
    await eachOf(present, (path) => rm(join(this.#root, path)));
    await eachOf([...new Set(present.map((path) => join(this.#root, dirname(path))))], flushFolder);
  }

  /** Removes `.writing/` and flushes what was published. */
  async finish(): Promise<void> {
    await rm(this.#staging, { recursive: true, force: true });
    await flushFolder(join(this.#root, 'log'));
  }

  async #place({ path, content, keep }: NewFile): Promise<void> {
    const target = join(this.#root, path);
    if (keep && (await exists(target))) return;
    await mkdir(dirname(target), { recursive: true });
    const staged = await this.stage(content);
    await rename(staged, target);
  }

  /** The file's folder, and those above it which this process has not flushed since it may have made them. */
  #foldersToFlush(path: string): string[] {
    const folders = [join(this.#root, dirname(path))];
    for (let folder = dirname(path); folder !== '.'; folder = dirname(folder)) {
      const above = join(this.#root, dirname(folder));
      if (!this.#flushed.has(join(this.#root, folder))) folders.push(above);
    }
    return folders;
  }
}

async function eachOf<T>(items: T[], work: (item: T) => Promise<void>): Promise<void> {
  const queue = items.values();
  const worker = async () => {
    for (const item of queue) await work(item);
  };
  const results = await Promise.allSettled(Array.from({ length: AT_ONCE }, worker));
  const failed = results.find((result) => result.status === 'rejected');
  if (failed) throw failed.reason;
}

async function writeFlushed(path: string, content: FileContent): Promise<void> {
  const file = await open(path, 'w');
  try {
    await file.writeFile(content);
    await file.sync();
  } finally {
    await file.close();
  }
}

async function flushFolder(path: string): Promise<void> {
  // Windows opens no folders; there the rename itself is journalled.
  if (process.platform === 'win32') return;
  const folder = await open(path, 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}
