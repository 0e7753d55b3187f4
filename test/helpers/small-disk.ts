/**
 * Imports on a disk of its own that is full but for some kilobytes, then the same again with room; a story of its own
 * process, for the disk is only there for it:
 *
 *     node small-disk.ts DISK CACHE TEXTS SITE ROOM...     TEXTS holds a folder `first` and one named by each ROOM
 *
 * Prints for each command its exit code and what it complained of.
 */
import { closeSync, mkdirSync, openSync, rmSync, symlinkSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { run } from '../../src/cli.ts';

const [disk = '', cache = '', texts = '', site = '', ...rooms] = process.argv.slice(2);
const data = join(disk, 'data');

mkdirSync(data, { mode: 0o700 });
symlinkSync(cache, join(data, 'cache'));
await daftar('import', join(texts, 'first'), '--publish');
for (const room of rooms) {
  fill(Number(room));
  await daftar('import', join(texts, room), '--publish');
  rmSync(join(disk, 'filler'));
  await daftar('import', join(texts, room), '--publish');
}
await daftar('build', '--out', site);

async function daftar(...words: string[]): Promise<void> {
  const complaints: string[] = [];
  const code = await run(
    [...words, '--data', data],
    () => {},
    (line) => complaints.push(line),
  );
  console.log([code, ...complaints].join(' '));
}

function fill(kilobytes: number): void {
  const kept = join(disk, 'room');
  writeFileSync(kept, Buffer.alloc(kilobytes * 1024));
  const filler = openSync(join(disk, 'filler'), 'w');
  try {
    for (;;) writeSync(filler, Buffer.alloc(4096));
  } catch {
    closeSync(filler);
  }
  rmSync(kept);
}
