import {
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  renameSync,
  rmdirSync,
  rmSync,
  statSync,
  symlinkSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { copyTo } from '../base/copy.ts';
import { makeFolder } from '../base/folder.ts';
import { reached } from '../base/steps.ts';

/** What a file of the site holds; null where there is to be none. A film is named and never read: it may be long. */
export type Content = string | Uint8Array | Copy | null;

/** The same bytes as this file, at an address that carries their hash. */
export interface Copy {
  copyOf: string;
}

/**
 * The folder of static files. Changes are staged beside it first and then put in place in one go, without yielding to
 * anything else in this process: readers see all of a publication or nothing of it.
 */
export class SiteFolder {
  dir: string;
  #staging: string;
  #staged: { file: string; temporary: string }[] = [];
  #gone: string[] = [];

  /** @param recordDir is linked into the site as `record/`, so that the site carries its own proof */
  constructor(dir: string, recordDir: string) {
    this.dir = dir;
    this.#staging = `${dir}.staging`;
    makeFolder(dir);
    this.begin();
    linkTo(relative(dir, recordDir), join(dir, 'record'));
  }

  /** Forgets what is staged: left by a crash or a failure, it will be rendered again. */
  begin(): void {
    this.#staged = [];
    this.#gone = [];
    rmSync(this.#staging, { recursive: true, force: true });
  }

  /** Keeps what will stand at `address`; null when nothing will. Unchanged files are left alone. */
  async stage(address: string, content: Content): Promise<void> {
    const file = fileOf(address);
    if (content === null) {
      this.#gone.push(file);
      return;
    }
    if (this.#holds(file, content)) return;
    const temporary = join(this.#staging, file);
    mkdirSync(dirname(temporary), { recursive: true });
    // Whoever serves the site must be able to read it.
    if (isCopy(content)) await copyTo(content.copyOf, temporary, 0o644);
    else writeFileSync(temporary, content);
    this.#staged.push({ file, temporary });
  }

  /** Makes all that was staged visible together. Returns the files that changed, relative to the folder. */
  commit(): string[] {
    const changed: string[] = [];
    for (const { file } of this.#staged) mkdirSync(dirname(join(this.dir, file)), { recursive: true });
    reached('rendered');
    for (const { file, temporary } of this.#staged) {
      reached('showing');
      renameSync(temporary, join(this.dir, file));
      changed.push(file);
    }
    for (const file of this.#gone) {
      if (!existsSync(join(this.dir, file))) continue;
      rmSync(join(this.dir, file));
      removeEmptyFolders(dirname(join(this.dir, file)), this.dir);
      changed.push(file);
    }
    this.begin();
    reached('shown');
    return changed;
  }

  /** Everything that stands in the folder and is not in `addresses` is staged to go. */
  stageRemovalOfOthers(addresses: Iterable<string>): void {
    const wanted = new Set([...addresses].map(fileOf));
    for (const file of this.files()) if (!wanted.has(file)) this.#gone.push(file);
  }

  /** The pressed files, relative to the folder. Never those of the record: nothing here may touch them. */
  files(): string[] {
    return filesBelow(this.dir)
      .map((file) => relative(this.dir, file))
      .filter((file) => !file.startsWith(`record${sep}`));
  }

  /** The address of a copy carries the hash of its bytes, so it is enough that none are missing. */
  #holds(file: string, content: string | Uint8Array | Copy): boolean {
    const path = join(this.dir, file);
    if (isCopy(content)) return statSync(path, { throwIfNoEntry: false })?.size === statSync(content.copyOf).size;
    try {
      return readFileSync(path).equals(typeof content === 'string' ? Buffer.from(content) : content);
    } catch {
      return false;
    }
  }
}

function isCopy(content: string | Uint8Array | Copy): content is Copy {
  return typeof content === 'object' && 'copyOf' in content;
}

/** `en/` is the file en/index.html. */
export function fileOf(address: string): string {
  return address === '' || address.endsWith('/') ? `${address}index.html` : address;
}

/** A copy of the record that `daftar build --out` put there stays; a link that leads elsewhere, or nowhere, does not. */
function linkTo(target: string, link: string): void {
  const known = lstatSync(link, { throwIfNoEntry: false });
  if (known && !known.isSymbolicLink()) return;
  if (known && readlinkSync(link) === target) return;
  if (known) unlinkSync(link);
  symlinkSync(target, link, 'dir');
}

/** Links are not followed: behind one the record stands. */
function filesBelow(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    return entry.isDirectory() ? filesBelow(path) : entry.isFile() ? [path] : [];
  });
}

function removeEmptyFolders(folder: string, root: string): void {
  for (let here = folder; here.startsWith(root) && here !== root; here = dirname(here)) {
    try {
      rmdirSync(here);
    } catch {
      return; // something stands in it
    }
  }
}
