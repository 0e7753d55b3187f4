import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after } from 'node:test';
import { stringify } from 'yaml';
import { BARE } from '../../src/kinds/masthead.ts';

const root = join(import.meta.dirname, '../..');

/** A copy of the program, for tests that add to its code; removed after them. */
export function programCopy(): string {
  const copy = mkdtempSync(join(tmpdir(), 'daftar-copy-'));
  after(() => rmSync(copy, { recursive: true, force: true }));
  for (const part of ['src', 'bin', 'package.json']) cpSync(join(root, part), join(copy, part), { recursive: true });
  symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'));
  return copy;
}

/** Publishes texts by their file names under a small masthead, with the program of `copy`; what stands in the site. */
export function publishIn(copy: string, masthead: object, texts: Record<string, string>): string {
  const files = { 'masthead.yaml': stringify({ kind: 'masthead', fields: { ...PLAIN, ...masthead } }), ...texts };
  for (const [name, text] of Object.entries(files)) {
    const file = join(copy, 'texts', name);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
  execFileSync(process.execPath, ['bin/daftar', 'import', 'texts', '--publish'], { cwd: copy, stdio: 'pipe' });
  return join(copy, 'data/site');
}

const PLAIN = {
  ...BARE,
  base: 'https://example.org/',
  languages: ['en'],
  zone: { id: 'Asia/Karachi', offset: '+05:00' },
  names: { en: 'The River Union' },
};
