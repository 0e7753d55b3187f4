import assert from 'node:assert/strict';
import { test } from 'node:test';
import { addEdition, editionsOf, saveEdition } from '../../src/desk/server/editions.ts';
import { declareCurrent, sourceOf } from '../../src/desk/server/source.ts';
import { openRecord } from '../../src/record/store.ts';
import { FOOTBRIDGE, openDesk } from './edition.ts';
import { amina, kamal, nadia, zehra } from './people.ts';

type Desk = Awaited<ReturnType<typeof openDesk>>;

const URDU = { title: 'کِلن لین کا پیدل پل کھل گیا', body: '<p>پل جمعے کو نو بجے کھلے گا۔</p>', posted: '2024-03-01' };

test('a translation begins with all that needs no translating, and is current', async (t) => {
  const { desk, source, urdu } = await translated(await openDesk(t));
  assert.equal(await isOutdated(desk, urdu), false);
  const view = await sourceOf(desk.desk, zehra, urdu);
  assert.equal(view.revision, (await desk.edition(source)).head_id);
  assert.ok(view.paragraphs.every(({ kind }) => kind === 'same'));
});

/** How other systems fail: strapi/strapi#22924, payloadcms/payload#9015 and #14672, digitalfabrik/integreat-cms#4284 and #4385. */
const TOUCHES: [what: string, touch: (desk: Desk, source: number) => Promise<unknown>][] = [
  ['a draft of the source is saved', (desk, source) => desk.write(amina, source, { body: '<p>Something else.</p>' })],
  ['the source is saved unchanged', (desk, source) => desk.write(amina, source, {})],
  ['a date is touched and published', (desk, source) => corrected(desk, source, { posted: '2024-03-02' })],
  ['a tag is touched and published', (desk, source) => corrected(desk, source, { tags: ['bridges'] })],
  ['the source is put into review', (desk, source) => corrected(desk, source, { places: ['Kiln Lane'] })],
];
for (const [what, touch] of TOUCHES) {
  test(`a translation stays current when ${what}`, async (t) => {
    const { desk, source, urdu } = await translated(await openDesk(t));
    await touch(desk, source);
    assert.equal(await isOutdated(desk, urdu), false);
  });
}

test('it is outdated once another text of its source is published, and until a translator says otherwise', async (t) => {
  const { desk, source, urdu } = await translated(await openDesk(t));
  await corrected(desk, source, { body: `${FOOTBRIDGE.body}\n<p>Bring a lamp.</p>` });
  assert.equal(await isOutdated(desk, urdu), true);
  await desk.write(zehra, urdu, { summary: 'ایک نیا خلاصہ' });
  assert.equal(await isOutdated(desk, urdu), true, 'a save of the translation says nothing about its source');
  const { revision, paragraphs } = await sourceOf(desk.desk, zehra, urdu);
  assert.deepEqual(
    paragraphs.map(({ kind }) => kind),
    ['same', 'same', 'added'],
  );
  const current = { editionId: urdu, revision };
  await assert.rejects(declareCurrent(desk.desk, kamal, current, desk.now()), { code: 'FORBIDDEN' });
  await declareCurrent(desk.desk, zehra, current, desk.now());
  assert.equal(await isOutdated(desk, urdu), false);
});

test('what changed in the fields of its kind stands beside the translation too', async (t) => {
  const { desk, source, urdu } = await translated(await openDesk(t));
  const answers = [{ point: 'It is late.', answer: 'By nine days.' }];
  await corrected(desk, source, { fields: { ...FOOTBRIDGE.fields, answers } });
  const { fields } = await sourceOf(desk.desk, zehra, urdu);
  assert.deepEqual(fields, {
    'answers.0.point': [{ kind: 'added', text: 'It is late.' }],
    'answers.0.answer': [{ kind: 'added', text: 'By nine days.' }],
  });
});

test('a correction of the source that is taken back leaves its translation current', async (t) => {
  const { desk, source, urdu } = await translated(await openDesk(t));
  await corrected(desk, source, { title: 'A wrong title' });
  assert.equal(await isOutdated(desk, urdu), true);
  await corrected(desk, source, { title: FOOTBRIDGE.title! });
  assert.equal(await isOutdated(desk, urdu), false);
});

test('before its source is out, a translator works from what was submitted', async (t) => {
  const desk = await openDesk(t);
  const source = await desk.statement(amina);
  const urdu = await translationOf(desk, source);
  await desk.write(amina, source, { title: 'A first thought' });
  assert.equal(await isOutdated(desk, urdu), false, 'a draft that nobody has submitted');
  await desk.submit(amina, source);
  assert.equal(await isOutdated(desk, urdu), true);
});

test('publishing one edition never publishes another', async (t) => {
  const { desk, source, urdu } = await translated(await openDesk(t));
  await desk.write(zehra, urdu, { summary: 'ابھی زیرِ کار' });
  await corrected(desk, source, { title: 'Footbridge opens on Friday' });
  const { state, released_id } = await desk.edition(urdu);
  assert.deepEqual([state, released_id], ['draft', null]);
  assert.equal((await desk.desk.db.selectFrom('releases').selectAll().execute()).length, 2);
});

test('a translation names the release that it was made from, not the newest', async (t) => {
  const { desk, source, urdu } = await translated(await openDesk(t));
  await corrected(desk, source, { title: 'Footbridge opens on Friday' });
  await desk.write(zehra, urdu, URDU);
  await desk.bringOut(urdu, zehra);
  await desk.newsroom.release();
  const record = openRecord(desk.newsroom.paths.record);
  const releases = [...record.entries()].flatMap(({ entry }) => (entry.type === 'release' ? [entry] : []));
  const [first, , translation] = releases.map(({ release }) => ({ sha256: release, ...record.release(release) }));
  assert.equal(translation!.translates?.sha256, first!.sha256);
});

test('a translation into a language since removed is kept, and says so', async (t) => {
  const desk = await openDesk(t);
  const id = await desk.statement(amina);
  await desk.desk.db.updateTable('editions').set({ language: 'xx' }).where('id', '=', id).execute();
  const { head_id } = await desk.edition(id);
  const save = { base: head_id!, content: { ...(await empty(desk, id)), title: 'Another' } };
  await assert.rejects(saveEdition(desk.desk, amina, id, save, desk.now()), { code: 'UNKNOWN_LANGUAGE' });
});

async function empty(desk: Desk, id: number) {
  const { content } = await desk.desk.db
    .selectFrom('revisions')
    .select('content')
    .where('edition_id', '=', id)
    .executeTakeFirstOrThrow();
  return JSON.parse(content);
}

/** A published statement, and its Urdu edition in work. */
async function translated(desk: Desk) {
  const source = await desk.statement(amina);
  await desk.bringOut(source);
  return { desk, source, urdu: await translationOf(desk, source) };
}

async function translationOf(desk: Desk, source: number): Promise<number> {
  const { item_id: itemId } = await desk.edition(source);
  return addEdition(desk.desk, zehra, { itemId, language: 'ur', translates: 'en' }, desk.now());
}

async function corrected(desk: Desk, id: number, changed: Parameters<Desk['write']>[2]): Promise<void> {
  await desk.write(amina, id, { ...changed, event: 'correct', note: 'It was wrong.' });
  await desk.bringOut(id, amina, nadia);
}

async function isOutdated(desk: Desk, id: number): Promise<boolean> {
  const { item_id } = await desk.edition(id);
  return (await editionsOf(desk.desk.db, item_id)).find((edition) => edition.id === id)!.outdated;
}
