import { mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { copyTo } from '../../base/copy.ts';
import { hexSha256, hexSha256OfFile } from '../../base/hash.ts';
import type { Size } from '../../record/release.ts';
import { requireNotErased } from './erase.ts';
import { type Desk, storeByHash } from './intake.ts';
import { uploadLimits } from './uploads/limits.ts';
import { type Inspected, inspect } from './uploads/take-in.ts';

/** What was found in a file, and the hash under which it is kept. */
type Master = Omit<Inspected, 'bytes'> & { master: string };

/** Where the desk keeps the bytes of this hash. */
export function fileOf({ dataDir }: Desk, sha256: string): string {
  return join(dataDir, 'media', sha256.slice(0, 2), sha256);
}

/**
 * Looks into a file, and moves what is kept of it under `media/`, by its hash.
 * @param sha256 of the file as it came
 * @throws DaftarError UPLOAD_… as `inspect`, MEDIA_ERASED
 */
export async function keepMaster(desk: Desk, path: string, name: string, sha256: string): Promise<Master> {
  const { bytes, ...inspected } = await inspect(path, name, await uploadLimits(desk));
  const master = bytes ? hexSha256(bytes) : await hexSha256OfFile(path);
  await requireNotErased(desk.db, [sha256, master]);
  if (bytes) {
    storeByHash(join(desk.dataDir, 'media'), master, bytes);
    rmSync(path);
  } else {
    mkdirSync(dirname(fileOf(desk, master)), { recursive: true });
    renameSync(path, fileOf(desk, master));
  }
  return { ...inspected, master };
}

/**
 * Keeps a copy of a file that is no picture for a text: audio, video, captions, a PDF. Looked into as every upload is,
 * and never read whole, as a film may be longer than the memory.
 * @throws DaftarError as `keepMaster`
 */
export async function storeFile(desk: Desk, file: { path: string; name: string }): Promise<Size> {
  const cache = join(desk.dataDir, 'cache');
  mkdirSync(cache, { recursive: true });
  const folder = mkdtempSync(join(cache, 'taking-in-'));
  try {
    const copy = join(folder, 'file');
    await copyTo(file.path, copy, 0o600); // what came may be for reading alone
    const kept = await keepMaster(desk, copy, basename(file.name), await hexSha256OfFile(copy));
    return { sha256: kept.master, type: kept.type, width: kept.width ?? 0, height: kept.height ?? 0 };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
