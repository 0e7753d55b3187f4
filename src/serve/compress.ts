import { promisify } from 'node:util';
import { brotliCompress, constants, gzip, zstdCompress } from 'node:zlib';
import type { Coding } from './negotiate.ts';

export type Packed = Exclude<Coding, 'identity'>;

const brotli = promisify(brotliCompress);
const zstd = promisify(zstdCompress);
const deflate = promisify(gzip);

/**
 * Compresses in the thread pool. gzip is quick, since a first reader waits for it; Brotli and Zstandard are made once, in
 * the background. Brotli 10 was measured on pages of ours: a tenth to a third smaller than 9 in comparable time, and
 * within a few per cent of 11 in less than half of its time.
 */
export function compress(body: Buffer, coding: Packed): Promise<Buffer> {
  if (coding === 'gzip') return deflate(body, { level: 6 });
  if (coding === 'zstd') {
    return zstd(body, { params: { [constants.ZSTD_c_compressionLevel]: 19 }, pledgedSrcSize: body.length });
  }
  return brotli(body, {
    params: {
      [constants.BROTLI_PARAM_QUALITY]: 10,
      [constants.BROTLI_PARAM_MODE]: constants.BROTLI_MODE_TEXT,
      [constants.BROTLI_PARAM_SIZE_HINT]: body.length,
    },
  });
}
