import { mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';

export const ROOT = join(import.meta.dirname, '../..');
export const DEMO = join(ROOT, 'examples/newsroom');
/** What tests make once and share: a browser, fonts, a filled demonstration. Can be deleted at any time. */
export const SHARED = join(ROOT, 'test/.tmp');
/** Subset fonts take seconds and are the same for all tests. */
export const FONT_CACHE = join(SHARED, 'cache');

export function shareFonts(dataDir: string): void {
  mkdirSync(FONT_CACHE, { recursive: true });
  symlinkSync(FONT_CACHE, join(dataDir, 'cache'));
}
