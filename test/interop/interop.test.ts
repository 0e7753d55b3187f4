import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { before, test } from 'node:test';
import { openRecord } from '../../src/record/store.ts';
import { filledDemo } from '../helpers/filled-demo.ts';
import { folder } from '../helpers/newsroom.ts';
import { SHARED } from '../helpers/places.ts';

const MODULE = '/usr/share/gocode/src/golang.org/x/mod/sumdb/tlog';
const isThere = existsSync(MODULE) && spawnSync('go', ['version']).status === 0;
const unless = isThere ? false : 'Go and Debian’s golang-golang-x-mod-dev are not installed here';

let look: (record: string) => { agrees: boolean; says: string };

before(() => {
  if (isThere) look = compiled();
});

test('Go’s own packages agree with the record: checkpoint, tiles, entries and receipts', { skip: unless }, async () => {
  const record = openRecord(join(await filledDemo(), 'record'));
  const { agrees, says } = look(record.dir);
  assert.ok(agrees, says);
  const { origin, size, root } = record.checkpoint();
  const releases = [...record.entries()].filter(({ entry }) => entry.type === 'release').length;
  assert.deepEqual(JSON.parse(says), { origin, size, root: Buffer.from(root).toString('base64'), receipts: releases });
});

/** The program, compiled into the tests' own folder; the compiler's cache makes the second time quick. */
function compiled(): typeof look {
  const program = join(SHARED, 'interop');
  const env = { ...process.env, GO111MODULE: 'off', GOPATH: '/usr/share/gocode', GOCACHE: join(SHARED, 'go') };
  const { status, stderr } = spawnSync('go', ['build', '-o', program, join(import.meta.dirname, 'main.go')], { env });
  assert.equal(status, 0, String(stderr));
  return (record) => {
    const { status, stdout, stderr } = spawnSync(program, [record], { encoding: 'utf8' });
    return { agrees: status === 0, says: stdout + stderr };
  };
}

for (const [what, file] of Object.entries({
  'a checkpoint': /^log\/checkpoint$/,
  'an entry': /^log\/tile\/entries\//,
  'a tile': /^log\/tile\/0\//,
  'a receipt': /^receipts\//,
})) {
  test(`it sees one bit changed in ${what}`, { skip: unless }, async (t) => {
    const record = join(folder(t), 'record');
    cpSync(join(await filledDemo(), 'record'), record, { recursive: true });
    const files = readdirSync(record, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => relative(record, join(entry.parentPath, entry.name)))
      .filter((name) => file.test(name));
    // Of partial tiles the largest, which the checkpoint stands on.
    const path = join(record, files.sort((a, b) => a.localeCompare(b, 'en', { numeric: true })).at(-1)!);
    const bytes = readFileSync(path);
    bytes[bytes.length - 40]! ^= 1;
    writeFileSync(path, bytes);
    assert.equal(look(record).agrees, false);
  });
}
