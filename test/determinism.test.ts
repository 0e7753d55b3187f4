import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { after, test } from 'node:test';

const root = join(import.meta.dirname, '..');
const dir = mkdtempSync(join(tmpdir(), 'daftar-machines-'));
after(() => rmSync(dir, { recursive: true, force: true }));

const MACHINES: Record<string, string>[] = [
  { TZ: 'UTC', LC_ALL: 'C' },
  { TZ: 'Asia/Karachi', LC_ALL: 'ur_PK.UTF-8', LANG: 'ur_PK.UTF-8' },
  { TZ: 'America/St_Johns', LC_ALL: 'tr_TR.UTF-8', LANG: 'tr_TR.UTF-8', clockAheadYears: '9' },
];

test('the same record gives the same bytes on any machine, whatever its clock, zone and locale', () => {
  const data = join(dir, 'data');
  const newsroom = join(root, 'examples/newsroom');
  const texts = [
    'masthead.yaml',
    'statements/2017-05-water-survey',
    'people/nasreen-abro',
    'pages/charter',
    'statements/2024-12-mushaira',
  ];
  daftar({}, 'import', ...texts.map((path) => join(newsroom, path)), '--publish', '--data', data);
  const clock = join(dir, 'clock.mjs');
  writeFileSync(clock, CLOCK);
  const sites = MACHINES.map((machine, index) => {
    const out = join(dir, `site-${index}`);
    daftar({ ...machine, NODE_OPTIONS: `--import=${clock}` }, 'build', '--data', data, '--out', out);
    return fingerprints(out);
  });
  assert.ok(sites[0]!.length > 100);
  for (const site of sites.slice(1)) assert.deepEqual(site, sites[0]);
});

/** Moves the clock of the process that imports it. */
const CLOCK = `const ahead = Number(process.env.clockAheadYears ?? 0) * 365 * 864e5;
const Real = Date;
globalThis.Date = class extends Real {
  constructor(...given) { given.length ? super(...given) : super(Real.now() + ahead); }
  static now() { return Real.now() + ahead; }
};
`;

function daftar(env: Record<string, string>, ...args: string[]): void {
  execFileSync(process.execPath, [join(root, 'bin/daftar'), ...args], {
    env: { ...process.env, ...env },
    stdio: 'pipe',
  });
}

function fingerprints(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()
    .map((file) => `${relative(folder, file)} ${createHash('sha256').update(readFileSync(file)).digest('hex')}`);
}
