import { existsSync, statfsSync, statSync } from 'node:fs';
import { DaftarError } from './errors.ts';
import { makeFolder } from './folder.ts';

/** A database's files beside it take up to this much when it is opened. */
const LEAST_ROOM = 256 * 1024;

/** Makes a private folder to work in, given as `--data`. Throws DATA_UNUSABLE, DISK_FULL. */
export function requireDataFolder(dir: string): void {
  try {
    makeFolder(dir, 0o700);
  } catch (error) {
    throw unusable(dir, error as Error);
  }
  if (!statSync(dir).isDirectory()) throw unusable(dir, new Error('it is a file'));
}

/** Why nothing can be kept in this folder. */
export function unusable(dir: string, { message }: Error): DaftarError {
  if (!hasRoom(dir)) {
    return new DaftarError(
      'DISK_FULL',
      `There is no room left for the data folder ${dir}.`,
      'Make room and run the command again; what was published before is safe.',
    );
  }
  return new DaftarError(
    'DATA_UNUSABLE',
    `The data folder ${dir} cannot be used: ${message}.`,
    'Mend it, or name another with --data; nothing was changed.',
  );
}

/** SQLite says "disk I/O error" where no room is left for the little files beside its database. */
function hasRoom(dir: string): boolean {
  if (!existsSync(dir)) return true;
  const { bavail, bsize, blocks } = statfsSync(dir);
  // A file system that keeps nothing on a disk counts no room.
  return blocks === 0 || bavail * bsize >= LEAST_ROOM;
}
