import { chmod, copyFile, constants as how } from 'node:fs/promises';

/** A copy of a file, with these rights and not the original's. Where the file system can, both share the bytes. */
export async function copyTo(from: string, to: string, mode: number): Promise<void> {
  await copyFile(from, to, how.COPYFILE_FICLONE);
  await chmod(to, mode);
}
