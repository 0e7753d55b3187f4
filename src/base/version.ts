import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Daftar's own version, from its package. */
export function programVersion(): string {
  return JSON.parse(readFileSync(join(import.meta.dirname, '../../package.json'), 'utf8')).version;
}
