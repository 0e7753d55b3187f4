import { readdir, readFile } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { DaftarError } from '../base/errors.ts';
import type { RecordSource } from './source.ts';

/** A record in a folder, in Node. Throws RECORD_UNREACHABLE where the disk or the system refuses. */
export function folderSource(dir: string): RecordSource {
  return {
    async read(path) {
      const file = join(dir, path);
      return readFile(file).catch((error: NodeJS.ErrnoException) =>
        ['ENOENT', 'ENOTDIR', 'EISDIR'].includes(error.code ?? '') ? null : unreachable(file, error),
      );
    },
    async list() {
      const found = await readdir(dir, { recursive: true, withFileTypes: true }).catch((error) =>
        unreachable(dir, error),
      );
      return found
        .filter((entry) => !entry.isDirectory())
        .map((file) => relative(dir, join(file.parentPath, file.name)).split(sep).join('/'))
        .sort();
    },
  };
}

function unreachable(path: string, error: Error): never {
  throw new DaftarError(
    'RECORD_UNREACHABLE',
    `${path} cannot be read: ${error.message}.`,
    'Try again, or use a copy of the record.',
  );
}
