import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { hexSha256 } from '../../base/hash.ts';
import type { Size } from '../../record/release.ts';
import { requireNotErased } from './erase.ts';
import { type Desk, storeByHash } from './intake.ts';
import { uploadLimits } from './uploads/limits.ts';
import { inspect } from './uploads/take-in.ts';

/**
 * Keeps a file that is no picture: audio, video, captions, a PDF. Looked into as every upload is.
 * @throws DaftarError UPLOAD_… as `inspect`, MEDIA_ERASED
 */
export async function storeFile(desk: Desk, bytes: Uint8Array, name: string): Promise<Size> {
  const folder = mkdtempSync(join(tmpdir(), 'daftar-file-'));
  try {
    const path = join(folder, 'file');
    writeFileSync(path, bytes);
    const { type, width, height, bytes: cleaned } = await inspect(path, basename(name), await uploadLimits(desk));
    const kept = cleaned ?? readFileSync(path);
    const sha256 = hexSha256(kept);
    await requireNotErased(desk.db, [hexSha256(bytes), sha256]);
    storeByHash(join(desk.dataDir, 'media'), sha256, kept);
    return { sha256, type, width: width ?? 0, height: height ?? 0 };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
