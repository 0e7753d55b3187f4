import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { openTestDesk, type TestDesk, type Visitor } from '../../../../test/helpers/desk.ts';

let desk: TestDesk;
let writer: Visitor;
let approver: Visitor;
before(async () => {
  desk = await openTestDesk();
  writer = await desk.person('writer');
  approver = await desk.person('approver');
});
after(() => desk.close());

test('a list is asked for by its address', async () => {
  const bridge = await statement('Footbridge opens');
  await statement('Ferry to Sandspit');
  const titles = async (query: string, who = writer) => {
    const { status, body } = await who.get(`/api/items?${query}`);
    assert.equal(status, 200, query);
    return body.items.map((item: Listed) => item.editions[0]!.title);
  };
  assert.deepEqual(await titles(''), ['Ferry to Sandspit', 'Footbridge opens']);
  assert.deepEqual(await titles('q=foot'), ['Footbridge opens']);
  assert.deepEqual(await titles('author=me'), ['Ferry to Sandspit', 'Footbridge opens']);
  assert.deepEqual(await titles('author=me', approver), []);
  assert.deepEqual(await titles('state=draft,in-review&kind=statement&restricted=0'), [
    'Ferry to Sandspit',
    'Footbridge opens',
  ]);
  const first = (await writer.get('/api/items?limit=1')).body;
  assert.equal(first.count, 2);
  assert.deepEqual(await titles(`limit=1&cursor=${first.cursor}`), ['Footbridge opens']);
  const found = (await writer.get('/api/search?q=foot')).body;
  assert.deepEqual([found.length, found[0].edition, found[0].author.name], [1, bridge.id, writer.name]);
});

const WRONG = ['state=lost', 'sort=colour', 'from=yesterday', 'cursor=abc', 'limit=0', 'translation=late'];
for (const query of WRONG) {
  test(`a list by ${query} is refused`, async () => {
    const { status, body } = await writer.get(`/api/items?${query}`);
    assert.deepEqual([status, body.error.code], [422, 'INVALID']);
  });
}

test('whoever is not signed in is shown no list', async () => {
  for (const path of ['/api/items', '/api/search?q=a', '/api/overview', '/api/views']) {
    assert.equal((await desk.visitor().get(path)).status, 401, path);
  }
});

test('a list is saved under a name, and forgotten', async () => {
  const { body } = await writer.post('/api/views', { name: 'Mine', query: 'author=me' });
  assert.deepEqual([body[0].name, body[0].query], ['Mine', 'author=me']);
  assert.deepEqual((await approver.get('/api/views')).body, []);
  await writer.delete(`/api/views/${body[0].id}`);
  assert.deepEqual((await writer.get('/api/views')).body, []);
});

test('one thing is done to several, and stands in the audit log for each that it was done to', async () => {
  const lamps = await statement('Lamps');
  const market = await statement('Market');
  const at = [lamps, market].map(({ id, head }) => ({ id, revision: head }));
  await writer.post('/api/bulk', { action: 'submit', editions: [at[0]] });
  const { body } = await writer.post('/api/bulk', { action: 'submit', editions: at });
  assert.deepEqual(
    body.map(({ done, error }: { done: boolean; error: { code: string } | null }) => error?.code ?? done),
    ['WRONG_STATE', true],
  );
  const lines = await desk.newsroom.desk.db
    .selectFrom('audit')
    .select('object')
    .where('action', '=', 'edition.submit')
    .execute();
  assert.deepEqual(
    lines.map(({ object }) => object),
    [`edition:${lamps.id}`, `edition:${market.id}`],
  );
  const { toReview } = (await approver.get('/api/overview')).body;
  assert.deepEqual(toReview.map(({ title }: { title: string }) => title).sort(), ['Lamps', 'Market']);
});

test('the calendar is asked for by days', async () => {
  const { status, body } = await writer.get('/api/calendar?from=2024-01-01&to=2024-01-31');
  assert.deepEqual([status, body.entries, body.more], [200, [], false]);
  assert.equal((await writer.get('/api/calendar?from=2024-01')).status, 422);
});

interface Listed {
  editions: { title: string }[];
}

async function statement(title: string): Promise<{ id: number; head: number }> {
  const content = { title, body: '<p>A text.</p>', posted: '2024-03-01', fields: { type: 'statement' } };
  const { status, body } = await writer.post('/api/items', { kind: 'statement', language: 'en', content });
  assert.equal(status, 200);
  return body;
}
