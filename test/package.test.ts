import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { assertSameSite } from './helpers/newsroom.ts';

const root = join(import.meta.dirname, '..');
const elsewhere = mkdtempSync(join(tmpdir(), 'daftar-package-'));
after(() => rmSync(elsewhere, { recursive: true, force: true }));

const run = (command: string, args: string[], cwd: string) =>
  execFileSync(command, args, { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });

test('the packed tarball installs and runs elsewhere', () => {
  run('npm', ['pack', '--silent', '--pack-destination', elsewhere], root);
  const tarball = readdirSync(elsewhere).find((name) => name.endsWith('.tgz'))!;
  const project = join(elsewhere, 'project');
  cpSync(join(root, 'examples/newsroom/masthead.yaml'), join(project, 'texts/masthead.yaml'));
  cpSync(join(root, 'examples/newsroom/media'), join(project, 'texts/media'), { recursive: true });
  cpSync(join(root, 'examples/newsroom/pages/about'), join(project, 'texts/pages/about'), { recursive: true });
  writeFileSync(join(project, 'package.json'), '{ "private": true, "allowScripts": { "node": true } }');
  run('npm', ['install', '--prefer-offline', '--no-audit', '--no-fund', join(elsewhere, tarball)], project);

  const daftar = (...args: string[]) => run(join(project, 'node_modules/.bin/daftar'), args, project);
  assert.match(daftar('--version'), /^\d+\.\d+\.\d+\n$/);
  assert.match(daftar('import', 'texts', '--publish'), /4 published\./);
  const built = JSON.parse(daftar('build', '--out', 'site', '--json'));
  assert.ok(built.files > 50, `${built.files} files`);
  assert.ok(readdirSync(join(project, 'site/sd/pages/2020/about')).includes('index.html'));
  assert.ok(readdirSync(join(project, 'site/record/log')).includes('checkpoint'));

  // What is emitted presses the same bytes as the sources, the script of /verify/ among them.
  run(process.execPath, [join(root, 'bin/daftar'), 'build', '--data', join(project, 'data'), '--out', 'ours'], project);
  assertSameSite(join(project, 'site'), join(project, 'ours'));

  writeFileSync(join(project, 'check.mjs'), CHECK);
  assert.equal(run(process.execPath, ['check.mjs'], project), 'genuine 5\n');
});

/** The verifier as a library, in somebody else's project. */
const CHECK = `
import { readFileSync } from 'node:fs';
import { en } from 'daftar/languages/en';
import { openRecord, verify } from 'daftar/verify';
import { folderSource } from 'daftar/verify/folder';

const record = await openRecord(folderSource('data/record'));
const text = readFileSync('site/en/pages/2020/about/text.txt', 'utf8');
const { outcome } = await verify({ text }, record, { languages: new Map([['en', en]]) });
console.log(outcome, record.size);
`;
