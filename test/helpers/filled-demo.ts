import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { basename, join } from 'node:path';
import { hexSha256 } from '../../src/base/hash.ts';
import { takeInFiles } from '../../src/commands/import.ts';
import { Newsroom } from '../../src/newsroom.ts';
import { DEMO, ROOT, SHARED, shareFonts } from './places.ts';

/**
 * A data folder with the whole demonstration in it, to be copied. It is filled once for the program and the texts as
 * they are, by whichever test process comes first; the others wait.
 */
export async function filledDemo(): Promise<string> {
  const folder = join(SHARED, `demo-${stateOfProgram()}`);
  const lock = `${folder}.lock`;
  mkdirSync(SHARED, { recursive: true });
  while (!existsSync(folder)) {
    if (take(lock)) {
      await fill(folder).finally(() => rmSync(lock));
    } else {
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
  return folder;
}

/** A test process that died while it filled the demonstration does not hold its place. */
function take(lock: string): boolean {
  try {
    writeFileSync(lock, String(process.pid), { flag: 'wx' });
    return true;
  } catch {
    if (isLeft(lock)) rmSync(lock, { force: true });
    return false;
  }
}

function isLeft(lock: string): boolean {
  try {
    const pid = Number(readFileSync(lock, 'utf8'));
    if (pid > 0) process.kill(pid, 0);
    return false;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ESRCH';
  }
}

async function fill(folder: string): Promise<void> {
  removeOlder(basename(folder));
  const dataDir = mkdtempSync(join(SHARED, 'filling-'));
  shareFonts(dataDir);
  const newsroom = await Newsroom.open({ dataDir, demo: true, alone: true });
  await takeInFiles(newsroom, [DEMO], { publish: true });
  await newsroom.release();
  await newsroom.close();
  renameSync(dataDir, folder);
}

function removeOlder(current: string): void {
  for (const name of readdirSync(SHARED)) {
    const isOlder = /^(demo|filling)-/.test(name) && !name.startsWith(current);
    if (isOlder) rmSync(join(SHARED, name), { recursive: true });
  }
}

/** Changes with the program, the demonstration's texts, and the packages. */
function stateOfProgram(): string {
  const files = ['src', 'examples/newsroom'].flatMap((folder) => filesBelow(join(ROOT, folder)));
  const contents = [...files, join(ROOT, 'package.json')].map((file) => `${file} ${hexSha256(readFileSync(file))}`);
  return hexSha256(contents.join('\n')).slice(0, 16);
}

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.name.endsWith('.test.ts'))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}
