import assert from 'node:assert/strict';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { typeFerryStatement } from '../helpers/ferry-league.ts';
import {
  assertSameSite,
  DEMO,
  dataFolder,
  folder,
  fullBuild,
  openNewsroom,
  publishFiles,
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

  for (const file of ['db', 'db-wal', 'db-shm']) rmSync(join(dataDir, file), { force: true });
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
    for (const file of ['db', 'db-wal', 'db-shm']) rmSync(join(dataDir, file), { force: true });
    const again = await openNewsroom(t, dataDir);
    assert.equal((await released(again)).length, rows.length + 1);
  });
});

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
