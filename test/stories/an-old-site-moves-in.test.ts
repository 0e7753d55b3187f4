import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { hexSha256 } from '../../src/base/hash.ts';
import type { ReportRow } from '../../src/commands/import.ts';
import { daftar, dataFolder, folder, ROOT, reader, recordOf, siteFiles } from '../helpers/newsroom.ts';

const OLD_SITE = 'test/fixtures/legacy';
const captures = readdirSync(join(ROOT, OLD_SITE)).sort();

test('an old site moves in', async (t) => {
  const dataDir = dataFolder(t);
  const first = join(folder(t), 'report.jsonl');
  const again = join(folder(t), 'again.jsonl');

  const { code, err } = await daftar('import', OLD_SITE, '--data', dataDir, '--publish', '--report', first);
  assert.equal(code, 0, err);
  const rows = report(first);

  await t.test('the report says of every file what became of it', () => {
    assert.deepEqual(
      [...new Set(rows.map(({ file }) => file))].sort(),
      captures.map((name) => `${OLD_SITE}/${name}`),
    );
    for (const row of rows) {
      assert.equal(row.published, row.outcome === 'imported' || row.outcome === 'version', row.file);
      assert.equal(row.number !== null, row.published, row.file);
      if (!row.published) assert.notEqual(row.why, '', `${row.file} has a reason`);
    }
    assert.ok(rows.filter(({ published }) => published).length >= 8);
  });

  await t.test('numbers are allotted in order of date', () => {
    const numbered = rows.filter(({ kind, number }) => kind === 'statement' && number !== null);
    const numbers = [...new Set(numbered.map(({ number }) => number!))];
    assert.deepEqual(numbers, [...numbers].sort());
    for (const { number, posted } of numbered) assert.equal(number!.slice(3, 7), posted!.slice(0, 4));
  });

  await t.test('what may name private persons is kept from everybody until a person has read it', () => {
    const raids = rows.find(({ file }) => file.endsWith('H_static_raids.txt'))!;
    assert.deepEqual([raids.outcome, raids.published, raids.number], ['restricted', false, null]);
    for (const name of ['Person One', 'Person Two', 'Example Road', 'ARRESTS OF VOLUNTEERS', 'arrests-of-volunteers']) {
      for (const place of ['site', 'record']) assert.deepEqual(filesWith(join(dataDir, place), name), [], name);
    }
  });

  const { get } = await reader(t, dataDir);

  await t.test('links to the old site lead to the new address', async () => {
    const [ferry] = rows.filter(({ key }) => key === 'legacy:41001');
    const urdu = rows.find(({ key }) => key === 'legacy:41002')!;
    const old: [string, string | null][] = [
      ['/englishnews/41001', ferry!.path],
      ['/englishnews/41001/', ferry!.path],
      ['/englishnews/41001/river-association-on-the-new-ferry', ferry!.path],
      ['/urdunews/41002', urdu.path],
    ];
    for (const [from, to] of old) {
      const answer = await get(from);
      assert.equal(answer.status, 301, from);
      const target = new URL(answer.headers.get('location')!, `http://site${from}`);
      assert.equal(target.pathname.replace(/index\.html$/, ''), `/${to}`, from);
      assert.equal((await get(target.pathname)).status, 200);
    }
  });

  await t.test('a text that the old site rewrote is one item, its versions releases', () => {
    const versions = rows.filter(({ key }) => key === 'legacy:41001');
    assert.deepEqual(
      versions.map(({ outcome }) => outcome),
      ['imported', 'version'],
    );
    assert.equal(new Set(versions.map(({ number }) => number)).size, 1);
    const record = recordOf(dataDir);
    const events = [...record.entries()].flatMap(({ entry }) =>
      entry.type === 'release' && entry.number === versions[0]!.number ? [entry.event] : [],
    );
    assert.deepEqual(events, ['publish', 'correct']);
  });

  await t.test('the original bytes are kept, under their hash', () => {
    for (const name of captures) {
      const bytes = readFileSync(join(ROOT, OLD_SITE, name));
      const hash = hexSha256(bytes);
      const kept = join(dataDir, 'originals', hash.slice(0, 2), hash);
      assert.ok(existsSync(kept), name);
      assert.deepEqual(readFileSync(kept), bytes);
    }
  });

  await t.test('to import it again changes nothing', async () => {
    const before = { log: recordOf(dataDir).checkpoint().note, site: siteFiles(join(dataDir, 'site')) };
    const { code, err } = await daftar('import', OLD_SITE, '--data', dataDir, '--publish', '--report', again);
    assert.equal(code, 0, err);
    assert.deepEqual({ log: recordOf(dataDir).checkpoint().note, site: siteFiles(join(dataDir, 'site')) }, before);
    const known = ({ file, key, number, path, published }: ReportRow) => ({ file, key, number, path, published });
    assert.deepEqual(report(again).map(known), rows.map(known));
    for (const { file, outcome } of report(again)) assert.equal(outcome, 'duplicate', file);
  });
});

function report(file: string): ReportRow[] {
  return readFileSync(file, 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
}

/** Files below a folder that hold these words, or have them in their name. */
function filesWith(dir: string, words: string): string[] {
  return readdirSync(dir, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((file) => file.includes(words) || readFileSync(file).includes(words));
}
