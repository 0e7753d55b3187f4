import assert from 'node:assert/strict';
import { test } from 'node:test';
import { contentOf, saveEdition } from '../../src/desk/server/editions.ts';
import { compareRevisions, nameRevision, restoreRevision, revisionsOf } from '../../src/desk/server/revisions.ts';
import { FOOTBRIDGE, openDesk } from './edition.ts';
import { amina, nadia, rahim } from './people.ts';

test('a save on top of another’s is refused, and nothing is written over', async (t) => {
  const desk = await openDesk(t);
  const id = await desk.statement(amina);
  const { head_id } = await desk.edition(id);
  const content = await contentOf(desk.desk.db, head_id!);
  const save = (title: string) => ({ base: head_id!, content: { ...content, title } });
  await saveEdition(desk.desk, amina, id, save('Amina’s'), desk.now());
  await assert.rejects(saveEdition(desk.desk, rahim, id, save('Rahim’s'), desk.now()), { code: 'CONFLICT' });
  assert.equal((await desk.edition(id)).title, 'Amina’s');
});

test('the same save again, after an answer that was lost, is the first one', async (t) => {
  const desk = await openDesk(t);
  const id = await desk.statement(amina);
  const { head_id } = await desk.edition(id);
  const content = { ...(await contentOf(desk.desk.db, head_id!)), title: 'Once' };
  const first = await saveEdition(desk.desk, amina, id, { base: head_id!, content }, desk.now());
  const again = await saveEdition(desk.desk, amina, id, { base: head_id!, content }, desk.now());
  assert.equal(again.revisionId, first.revisionId);
});

test('every save is a revision; those made by themselves take each other’s place', async (t) => {
  const desk = await openDesk(t);
  const id = await desk.statement(amina);
  const save = async (title: string, auto: boolean) => {
    const { head_id } = await desk.edition(id);
    const content = { ...(await contentOf(desk.desk.db, head_id!)), title };
    return saveEdition(desk.desk, amina, id, { base: head_id!, content, auto }, desk.now());
  };
  for (const title of ['F', 'Fo', 'Foo']) await save(title, true);
  await save('Foot', false);
  await save('Footb', true);
  const revisions = await revisionsOf(desk.desk, amina, id);
  assert.equal(revisions.length, 3, 'the first, what was typed up to the save, and what was typed since');
});

test('two revisions are compared by words, named, and brought back', async (t) => {
  const desk = await openDesk(t);
  const id = await desk.statement(amina);
  const { head_id: first } = await desk.edition(id);
  await nameRevision(desk.desk, amina, first!, 'As agreed on the phone');
  await desk.write(amina, id, {
    title: 'Footbridge at Kiln Lane opens late',
    fields: { type: 'letter' },
    body: '<p>The footbridge opens on Monday.</p>',
  });
  const { head_id: second } = await desk.edition(id);
  const compared = await compareRevisions(desk.desk, amina, first!, second!);
  assert.deepEqual(
    compared.find(({ field }) => field === 'title')?.changes.filter(({ kind }) => kind !== 'same'),
    [{ kind: 'added', text: 'late' }],
  );
  assert.ok(compared.find(({ field }) => field === 'body')?.changes.some(({ text }) => text.includes('Monday')));
  assert.deepEqual(compared.find(({ field }) => field === 'fields.type')?.changes, [
    { kind: 'removed', text: 'Statement ' },
    { kind: 'added', text: 'Letter' },
  ]);
  await restoreRevision(desk.desk, amina, first!, second!, desk.now());
  assert.equal((await desk.edition(id)).title, FOOTBRIDGE.title);
  const revisions = await revisionsOf(desk.desk, amina, id);
  assert.equal(revisions.length, 3);
  assert.equal(revisions.at(-1)?.name, 'As agreed on the phone');
});

test('what may not stand in a body is taken out, and said', async (t) => {
  const desk = await openDesk(t);
  const id = await desk.statement(amina);
  const { cleaned } = await desk.write(amina, id, { body: '<p onclick="x()">Free.<script>steal()</script></p>' });
  const { head_id } = await desk.edition(id);
  assert.equal((await contentOf(desk.desk.db, head_id!)).body, '<p>Free.</p>');
  assert.equal(cleaned.length, 2);
});

test('a text that no edition can hold is refused in a sentence', async (t) => {
  const desk = await openDesk(t);
  const id = await desk.statement(amina);
  await assert.rejects(desk.write(amina, id, { body: `<p>${'long '.repeat(500_000)}</p>` }), { code: 'TOO_LONG' });
});

test('pictures that nobody uploaded are refused', async (t) => {
  const desk = await openDesk(t);
  const id = await desk.statement(amina);
  const sha256 = 'ab'.repeat(32);
  const media = [
    {
      sha256,
      role: 'lead' as const,
      alt: '',
      caption: '',
      credit: '',
      sizes: [{ sha256, type: 'image/webp', width: 1, height: 1 }],
    },
  ];
  await assert.rejects(desk.write(amina, id, { media }), { code: 'MEDIA_UNKNOWN' });
});

test('readers see nothing of a draft', async (t) => {
  const desk = await openDesk(t);
  const id = await desk.statement(amina);
  await desk.bringOut(id, amina, nadia);
  await desk.write(amina, id, { title: 'Not yet' });
  const releases = await desk.desk.db.selectFrom('releases').select('bytes').execute();
  assert.equal(releases.length, 1);
  assert.doesNotMatch(releases[0]!.bytes!, /Not yet/);
});
