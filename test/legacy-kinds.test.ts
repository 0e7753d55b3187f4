import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { takeIn } from '../src/desk/server/intake.ts';
import { readLegacy } from '../src/import/legacy/legacy.ts';
import { languages } from '../src/languages/index.ts';
import { Newsroom } from '../src/newsroom.ts';
import { daftar, dataFolder, ROOT, recordOf } from './helpers/newsroom.ts';

const OLD_SITE = 'test/fixtures/legacy';

test('what was imported before there were these kinds is not published anew', async (t) => {
  const dataDir = dataFolder(t);
  const files = readdirSync(join(ROOT, OLD_SITE)).map((name) => ({
    name: join(OLD_SITE, name),
    bytes: new Uint8Array(readFileSync(join(ROOT, OLD_SITE, name))),
  }));
  const { drafts, earlier } = readLegacy(files);
  const newsroom = await Newsroom.open({ dataDir });
  const before = new Map<string, string>();
  for (const draft of drafts) {
    const old = { ...draft, ...earlier.get(draft) };
    before.set(`${old.key} ${old.language}`, old.kind);
    const { revisionId, restricted } = await takeIn(newsroom.desk, old, (id) => languages.has(id), newsroom.now());
    if (!restricted) await newsroom.publish(revisionId);
  }
  await newsroom.release();
  await newsroom.close();
  const size = recordOf(dataDir).size;

  const { code, out, err } = await daftar('import', OLD_SITE, '--data', dataDir, '--publish', '--json');
  assert.equal(code, 0, err);
  const rows = out
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  const entries = [...recordOf(dataDir).entries(size)].map(({ entry }) => entry);
  // The masthead that the newsroom had not yet, and nothing else.
  assert.deepEqual(
    entries.map((entry) => (entry.type === 'release' ? entry.number.slice(0, 2) : entry.type)),
    ['MH'],
  );
  const manifesto = rows.find(({ file }) => file.endsWith('P_manifesto.txt'));
  assert.deepEqual([manifesto.kind, manifesto.outcome, manifesto.published], ['page', 'duplicate', true]);
  // What nobody had published yet has become what it is taken for now, and waits as before.
  const post = rows.find(({ file }) => file.endsWith('BL_blog.txt'));
  assert.deepEqual([before.get(`${post.key} ur`), post.kind, post.published], ['page', 'post', false]);
  const raids = rows.find(({ file }) => file.endsWith('H_static_raids.txt'));
  assert.deepEqual([raids.kind, raids.published], ['incident', false]);
});
