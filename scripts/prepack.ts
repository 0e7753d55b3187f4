/** Emits src/ as JavaScript into dist/, for the npm package: Node refuses to strip types inside node_modules. */
import { execFileSync } from 'node:child_process';
import { cpSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { writeBundle } from '../src/desk/server/bundle.ts';

const root = join(import.meta.dirname, '..');
rmSync(join(root, 'dist'), { recursive: true, force: true });
execFileSync('tsc', ['-p', 'tsconfig.emit.json'], { cwd: root, stdio: 'inherit', shell: process.platform === 'win32' });
for (const file of readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' })) {
  if (file.endsWith('.css') && !file.startsWith('desk')) cpSync(join(root, 'src', file), join(root, 'dist', file));
}
await writeBundle(join(root, 'dist/desk/ui'));
