import assert from 'node:assert/strict';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import type { ReportRow } from '../../src/commands/import.ts';
import { ENGLISH, MASTHEAD, typeFerryStatement } from '../helpers/ferry-league.ts';
import {
  assertSameSite,
  DEMO,
  daftar,
  dataFolder,
  folder,
  fullBuild,
  openNewsroom,
  publishFiles,
  ROOT,
  recordOf,
  siteFiles,
  write,
} from '../helpers/newsroom.ts';

test('the desk is lost: the record wins, and work goes on where it stopped', async (t) => {
  const dataDir = dataFolder(t);
  const texts = typeFerryStatement(join(folder(t), 'texts'));
  const before = await openNewsroom(t, dataDir);
  await publishFiles(before, texts);
  await publishFiles(before, join(DEMO, 'people/nasreen-abro'));
  const rows = await released(before);
  await before.close();
  const site = siteFiles(join(dataDir, 'site'));
  const { size } = recordOf(dataDir);

  loseDesk(dataDir);
  const after = await openNewsroom(t, dataDir);

  await t.test('items, editions and releases are taken back', async () => {
    assert.deepEqual(await released(after), rows);
  });

  await t.test('nothing is published twice, and the site stays as it was, byte for byte', async () => {
    await after.release();
    assert.equal(recordOf(dataDir).size, size);
    assert.deepEqual(siteFiles(join(dataDir, 'site')), site);
  });

  await t.test('the next statement gets the next number', async () => {
    const next = write(join(folder(t), 'next'), {
      'item.yaml': 'kind: statement\nposted: 2024-04-02\nfields: { type: statement }\n',
      'en.md': '---\ntitle: A second boat\n---\nThere is a second boat.\n',
    });
    const [row] = await publishFiles(after, next);
    assert.equal(row!.number, 'ST-2024-0002');
    assertSameSite(join(dataDir, 'site'), await fullBuild(t, dataDir));
  });

  await t.test('and the same again after that', async () => {
    await after.close();
    loseDesk(dataDir);
    const again = await openNewsroom(t, dataDir);
    assert.equal((await released(again)).length, rows.length + 1);
  });
});

test('the desk is lost: the same files again publish nothing and are not numbered anew', async (t) => {
  const dataDir = dataFolder(t);
  const texts = join(folder(t), 'texts');
  typeFerryStatement(texts);
  write(texts, {
    // The masthead names a page, a statement a person; one of two equal texts is corrected, one is withdrawn.
    'masthead.yaml': MASTHEAD.replace('navigation: []', 'navigation: [{ item: pages/about }]'),
    'pages/about/item.yaml': 'kind: page\n',
    'pages/about/en.md': '---\ntitle: About us\n---\nWe use the ferry.\n',
    'people/hamida/item.yaml':
      'kind: person\nmedia: [{ file: media/hamida.svg, role: portrait }]\nfields: { sortKey: Lund Hamida, offices: [] }\n',
    'people/hamida/en.md': '---\ntitle: Hamida Lund\n---\nShe steers.\n',
    'media/hamida.svg':
      '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><rect width="9" height="9"/></svg>',
    ...twin('a', { 'en.2.md': '---\ntitle: Low water\nnote: The hour was wrong.\n---\nNo boat before nine.\n' }),
    ...twin('b', { 'en.2.md': '---\ntitle: Low water\nevent: withdraw\nnote: Not ours.\n---\n' }),
  });
  const before = await openNewsroom(t, dataDir);
  const first = await publishFiles(before, texts);
  assert.equal(new Set(first.map(({ number }) => number)).size, 6);
  const captures = join(ROOT, 'test/fixtures/legacy');
  await before.close();
  const old = await daftar('import', captures, '--data', dataDir, '--publish');
  assert.match(old.out, /published/);
  const { size } = recordOf(dataDir);
  const site = siteFiles(join(dataDir, 'site'));
  const numbered = (rows: ReportRow[]) => rows.map(({ file, number, path }) => ({ file, number, path }));

  for (const [what, path] of [
    ['all of them', texts],
    ['the masthead alone', join(texts, 'masthead.yaml')],
    ['one statement alone', join(texts, 'statements/ferry')],
  ] as const) {
    await t.test(what, async (t) => {
      loseDesk(dataDir);
      const after = await openNewsroom(t, dataDir);
      const rows = await publishFiles(after, path);
      assert.deepEqual(
        numbered(rows),
        numbered(first).filter(({ file }) => rows.some((row) => row.file === file)),
      );
      for (const { file, outcome, published } of rows)
        assert.deepEqual([outcome, published], ['duplicate', true], file);
      assert.equal(recordOf(dataDir).size, size);
      assert.deepEqual(siteFiles(join(dataDir, 'site')), site);
      await after.close();
    });
  }

  await t.test('captures of an old site', async () => {
    loseDesk(dataDir);
    const again = await daftar('import', captures, '--data', dataDir, '--publish');
    assert.match(again.out, / 0 imported, 0 other versions/);
    assert.equal(recordOf(dataDir).size, size);
  });

  await t.test('a text that was changed since is the next version of the same item', async (t) => {
    loseDesk(dataDir);
    write(texts, { 'statements/ferry/en.md': ENGLISH.replace('at six', 'at seven') });
    const after = await openNewsroom(t, dataDir);
    const rows = await publishFiles(after, join(texts, 'statements/ferry'));
    assert.deepEqual(
      rows.map(({ outcome, number }) => [outcome, number]),
      [
        ['version', 'ST-2024-0003'],
        ['duplicate', 'ST-2024-0003'],
        ['duplicate', 'ST-2024-0003'],
      ],
    );
    assert.equal(recordOf(dataDir).size, size + 1);
  });
});

/** Two items of the same words, told apart by what came after. */
function twin(name: string, files: Record<string, string>) {
  const dir = `statements/low-water-${name}`;
  return Object.fromEntries(
    Object.entries({
      'item.yaml':
        'kind: statement\nposted: 2024-02-01\nfields: { type: statement }\npeople: [{ item: people/hamida }]\n',
      'en.md': '---\ntitle: Low water\n---\nNo boat before eight.\n',
      ...files,
    }).map(([file, text]) => [`${dir}/${file}`, text]),
  );
}

function loseDesk(dataDir: string): void {
  for (const file of ['db', 'db-wal', 'db-shm']) rmSync(join(dataDir, file), { force: true });
}

/** What the desk knows of all that is out. */
function released({ desk }: Awaited<ReturnType<typeof openNewsroom>>) {
  return desk.db
    .selectFrom('releases')
    .innerJoin('editions', 'editions.id', 'releases.edition_id')
    .innerJoin('items', 'items.id', 'editions.item_id')
    .select(['number', 'kind', 'language', 'path', 'version', 'event', 'sha256', 'position'])
    .orderBy('position')
    .execute();
}
