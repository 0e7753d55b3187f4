import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { hexSha256 } from '../base/hash.ts';

/** Whatever pages, letters and lists are made by or from. */
const PRESSING = ['base', 'kinds', 'languages', 'press', 'record', 'theme'];

let digest: string | null = null;

/**
 * Stands for the code that presses, as it lies on disk, in 16 hex digits: a changed template makes another site even where
 * nobody has raised the version. Read once a process.
 */
export function pressingCode(): string {
  digest ??= codeDigest(join(import.meta.dirname, '..'));
  return digest;
}

/** The same of any folder that is laid out like src/. Tests and hidden files press nothing and are left out. */
export function codeDigest(root: string): string {
  const files = PRESSING.flatMap((folder) => filesBelow(join(root, folder), folder));
  const lines = files.map(([name, path]) => `${hexSha256(readFileSync(path))} ${name}`);
  return hexSha256(lines.sort().join('\n')).slice(0, 16);
}

/** Names relative to the root, with slashes on any machine, and paths. */
function filesBelow(folder: string, name: string): [string, string][] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry): [string, string][] => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return filesBelow(path, `${name}/${entry.name}`);
    const presses = /^[^.].*\.(ts|js|css)$/.test(entry.name) && !/\.(test|d)\.[tj]s$/.test(entry.name);
    return presses ? [[`${name}/${entry.name}`, path]] : [];
  });
}
