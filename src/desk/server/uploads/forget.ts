import { existsSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Desk } from '../intake.ts';

/** Deletes the bytes that are kept of an upload, and the copies to look at. Safe to repeat. */
export function removeMaster({ dataDir }: Desk, sha256: string): void {
  rmSync(join(dataDir, 'media', sha256.slice(0, 2), sha256), { force: true });
  const previews = join(dataDir, 'cache', 'media');
  if (!existsSync(previews)) return;
  for (const name of readdirSync(previews)) if (name.startsWith(sha256)) rmSync(join(previews, name), { force: true });
}

/** What the record has erased goes from the library as well: the upload of which this size was made. */
export async function forgetUploadsOf(desk: Desk, sha256: string): Promise<void> {
  const pictures = await desk.db
    .selectFrom('pictures')
    .select('sha256')
    .where('sizes', 'like', `%${sha256}%`)
    .execute();
  for (const { sha256: master } of pictures) {
    const gone = await desk.db.deleteFrom('uploads').where('master', '=', master).returning('id').execute();
    if (gone.length > 0) removeMaster(desk, master);
  }
}
