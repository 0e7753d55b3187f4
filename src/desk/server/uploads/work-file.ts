import { closeSync, fstatSync, openSync, readSync, writeSync } from 'node:fs';

/** A file of any size, read and changed in place, piece by piece. */
export interface WorkFile {
  size: number;
  /** What stands there; shorter where the file ends. */
  read(at: number, length: number): Buffer;
  write(at: number, bytes: Uint8Array): void;
  /** Overwrites with zeros. */
  wipe(at: number, length: number): void;
  close(): void;
}

const PIECE = 1 << 20;

export function openWorkFile(path: string): WorkFile {
  const fd = openSync(path, 'r+');
  const { size } = fstatSync(fd);
  const file: WorkFile = {
    size,
    read(at, length) {
      const bytes = Buffer.alloc(Math.max(0, Math.min(length, size - at)));
      return bytes.subarray(0, bytes.length === 0 ? 0 : readSync(fd, bytes, 0, bytes.length, at));
    },
    write: (at, bytes) => void writeSync(fd, bytes, 0, bytes.length, at),
    wipe(at, length) {
      for (let done = 0; done < length; done += PIECE)
        file.write(at + done, Buffer.alloc(Math.min(PIECE, length - done)));
    },
    close: () => closeSync(fd),
  };
  return file;
}
