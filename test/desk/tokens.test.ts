import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { type Answer, openTestDesk, type TestDesk, type Visitor } from '../helpers/desk.ts';

let desk: TestDesk;
let administrator: Visitor;
before(async () => {
  desk = await openTestDesk();
  administrator = await desk.person('administrator');
});
after(() => desk.close());

/** A program with this token: it has no cookie and comes from no page. */
function program(token: string): (method: string, path: string, body?: unknown) => Promise<Answer> {
  const visitor = desk.visitor();
  return (method, path, body) => visitor.send(method, path, body, { authorization: `Bearer ${token}`, origin: '' });
}

async function tokenOf(
  owner: Visitor,
  scopes: string[],
  expires: string | null = null,
): Promise<{ id: number; token: string }> {
  const { status, body } = await owner.post('/api/tokens', { name: 'The old website', scopes, expires });
  assert.equal(status, 200);
  return body;
}

test('a token may what its scopes and its owner’s roles both allow', async (t) => {
  const writer = await desk.person('writer');
  const cases: [owner: Visitor, scopes: string[], method: string, path: string, status: number][] = [
    [administrator, ['staff'], 'GET', '/api/staff', 200],
    [administrator, ['read'], 'GET', '/api/staff', 403],
    [administrator, ['read'], 'GET', '/api/settings', 200],
    [administrator, ['audit'], 'GET', '/api/settings', 403],
    [administrator, ['audit'], 'GET', '/api/audit', 200],
    [writer, ['staff', 'audit', 'read'], 'GET', '/api/staff', 403],
    [writer, ['staff', 'audit', 'read'], 'GET', '/api/audit', 403],
    [writer, ['staff', 'audit', 'read'], 'GET', '/api/settings', 200],
  ];
  for (const [owner, scopes, method, path, status] of cases) {
    await t.test(`${owner === writer ? 'writer' : 'administrator'}, ${scopes}: ${path}`, async () => {
      const { token } = await tokenOf(owner, scopes);
      assert.equal((await program(token)(method, path)).status, status);
    });
  }
});

test('a token opens no further doors', async () => {
  const { token } = await tokenOf(administrator, ['staff', 'settings', 'read']);
  const ask = program(token);
  for (const [method, path, body] of [
    ['POST', '/api/tokens', { name: 'More', scopes: ['read'] }],
    ['GET', '/api/tokens', undefined],
    ['PATCH', '/api/me', { name: 'Somebody Else' }],
    ['GET', '/api/me/sessions', undefined],
    ['DELETE', '/api/me/sessions', undefined],
  ] as const) {
    const { status, body: said } = await ask(method, path, body);
    assert.deepEqual([status, said.error.code], [403, 'SESSION_NEEDED'], `${method} ${path}`);
  }
});

test('a token that is not good any more: TOKEN_REFUSED, with the reason', async () => {
  const refused = async (token: string, why: RegExp) => {
    const { status, body } = await program(token)('GET', '/api/settings');
    assert.deepEqual([status, body.error.code], [401, 'TOKEN_REFUSED']);
    assert.match(body.error.message, why);
  };
  await refused('daftar_guessed', /nobody here gave it/);

  const revoked = await tokenOf(administrator, ['read']);
  assert.equal((await administrator.delete(`/api/tokens/${revoked.id}`)).status, 200);
  await refused(revoked.token, /revoked/);

  const before = desk.clock.now;
  const short = await tokenOf(administrator, ['read'], new Date(before.getTime() + 60_000).toISOString());
  assert.equal((await program(short.token)('GET', '/api/settings')).status, 200);
  desk.clock.now = new Date(before.getTime() + 61_000);
  await refused(short.token, /ended/);
  desk.clock.now = before;

  const leaver = await desk.person('writer');
  const left = await tokenOf(leaver, ['read']);
  await administrator.post(`/api/staff/${leaver.id}/disable`);
  await refused(left.token, /may not sign in/);
});

test('a token that is bad is not helped by a good cookie', async () => {
  const { status } = await administrator.get('/api/me', { authorization: 'Bearer daftar_guessed' });
  assert.equal(status, 401);
});

test('the list shows what a token may and when it was used, never its secret', async () => {
  const writer = await desk.person('writer');
  const { id, token } = await tokenOf(writer, ['read', 'write']);
  const own = async () => (await writer.get('/api/tokens')).body;
  assert.deepEqual(await own(), [
    {
      id,
      name: 'The old website',
      scopes: ['read', 'write'],
      user: { id: writer.id, name: writer.name },
      made: desk.clock.now.toISOString(),
      expires: null,
      lastUsed: null,
      revoked: null,
    },
  ]);
  await program(token)('GET', '/api/settings');
  assert.equal((await own())[0].lastUsed, desk.clock.now.toISOString());
  const kept = await desk.newsroom.desk.db.selectFrom('tokens').selectAll().execute();
  assert.ok(!JSON.stringify(kept).includes(token));
});

test('others’ tokens are an administrator’s matter', async () => {
  const [one, two] = [await desk.person('writer'), await desk.person('writer')];
  const { id } = await tokenOf(one, ['read']);
  assert.deepEqual((await two.get('/api/tokens')).body, []);
  assert.equal((await two.delete(`/api/tokens/${id}`)).status, 404);
  const all = (await administrator.get('/api/tokens?all=true')).body;
  assert.ok(all.some((token: { id: number }) => token.id === id));
  assert.equal((await administrator.delete(`/api/tokens/${id}`)).status, 200);
});

test('what makes no sense is refused', async () => {
  for (const body of [
    { name: 'No scopes', scopes: [] },
    { name: 'An invented one', scopes: ['everything'] },
    { name: '', scopes: ['read'] },
    { name: 'Ended already', scopes: ['read'], expires: '2001-01-01T00:00:00Z' },
  ]) {
    const { status, body: said } = await administrator.post('/api/tokens', body);
    assert.deepEqual([status, said.error.code], [422, 'INVALID']);
  }
});
