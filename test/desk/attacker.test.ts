import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { sql } from 'kysely';
import type { TOTP } from 'otpauth';
import { URI } from 'otpauth';
import { isPostgres } from '../../src/desk/server/database.ts';
import { RULES } from '../../src/desk/server/rules.ts';
import { Scheduler } from '../../src/desk/server/schedule.ts';
import { type Answer, openTestDesk, type TestDesk, type Visitor } from '../helpers/desk.ts';
import { jpeg } from './files.ts';

/** What somebody would try who is at the desk, or was, or would like to be. */
let desk: TestDesk;
let administrator: Visitor;
let writer: Visitor;
let editor: Visitor;
let approver: Visitor;
before(async () => {
  desk = await openTestDesk();
  administrator = await desk.person('administrator');
  writer = await desk.person('writer');
  editor = await desk.person('editor');
  approver = await desk.person('approver');
});
after(() => desk.close());

test('where everybody needs two-factor, whoever has not turned it on sees no file either', async () => {
  const strict = await openTestDesk();
  try {
    const [head, person] = [await strict.person('administrator'), await strict.person('writer')];
    await person.get('/api/media');
    await head.put('/api/settings', { requireTwoFactor: true });
    for (const path of [
      '/api/media',
      '/api/media/1',
      '/api/media/1/file',
      '/api/me-too',
      '/api/items',
      '/api/people',
    ]) {
      const { status, body } = await person.get(path);
      assert.deepEqual([status, body?.error.code], [403, 'TWO_FACTOR_NEEDED'], path);
    }
    assert.equal((await person.get('/api/me')).status, 200);
  } finally {
    await strict.close();
  }
});

test('what the documentation gives to persons alone is refused to a token that may everything', async () => {
  const { body: scopes } = await administrator.get('/api/me');
  const { body: made } = await administrator.post('/api/tokens', { name: 'All', scopes: scopes.rights });
  const headers = { authorization: `Bearer ${made.token}`, origin: '' };
  const { body: api } = await desk.visitor().get('/api/openapi.json');
  const personal: string[] = [];
  for (const [path, methods] of Object.entries<Record<string, { security?: object[] }>>(api.paths)) {
    for (const [method, { security = api.security }] of Object.entries(methods)) {
      if (path.startsWith('/auth/') || security.length === 0) continue;
      const isPersonal = !security.some((one: object) => 'token' in one);
      if (isPersonal) personal.push(`${method} ${path}`);
      else if (method !== 'get') continue; // they would be done
      const where = `/api${path.replace(/\{\w+\}/g, '1')}`;
      const { body } = await desk
        .visitor()
        .send(method.toUpperCase(), where, method === 'get' ? undefined : {}, headers);
      assert.equal(body?.error?.code === 'SESSION_NEEDED', isPersonal, `${method} ${path}`);
    }
  }
  // Whoever takes a token takes no account with it.
  for (const one of ['post /invitations', 'post /staff/{id}/reset', 'put /staff/{id}/roles', 'post /tokens'])
    assert.ok(personal.includes(one), one);
});

test('who was shown out has left no door open: their invitations end with them', async (t) => {
  const leaver = await desk.person('administrator');
  const { body } = await leaver.post('/api/invitations', { grants: [{ role: 'administrator' }] });
  const token = /token=([\w-]+)/.exec(body.link)![1];
  const opened = () => desk.visitor().get(`/api/invitations/accept?token=${token}`);
  assert.equal((await opened()).status, 200);
  await t.test('without the role', async () => {
    await administrator.put(`/api/staff/${leaver.id}/roles`, { grants: [{ role: 'writer' }] });
    assert.equal((await opened()).body.error.code, 'INVITATION_ENDED');
    await administrator.put(`/api/staff/${leaver.id}/roles`, { grants: [{ role: 'administrator' }] });
    assert.equal((await opened()).status, 200);
  });
  await t.test('disabled', async () => {
    await administrator.post(`/api/staff/${leaver.id}/disable`);
    assert.equal((await opened()).body.error.code, 'INVITATION_ENDED');
  });
});

test('what was put away goes out by no way', async (t) => {
  const edition = await inReview();
  const at = { revision: edition.head };
  await tickAll(edition.id, edition.head);
  assert.equal((await approver.post(`/api/editions/${edition.id}/approve`, at)).status, 200);
  const time = new Date(desk.clock.now.getTime() + 60_000).toISOString();
  assert.equal((await approver.post(`/api/editions/${edition.id}/schedule`, { ...at, time })).status, 200);
  assert.equal((await editor.post(`/api/editions/${edition.id}/archive`, { away: true })).status, 200);

  await t.test('not by its schedule', async () => {
    const now = () => new Date(desk.clock.now.getTime() + 120_000);
    const scheduler = new Scheduler(desk.newsroom.desk, { rules: RULES, publisher: desk.newsroom, now });
    assert.deepEqual(await scheduler.look(), []);
  });
  await t.test('not by hand', async () => {
    const { body } = await approver.post(`/api/editions/${edition.id}/publish`, at);
    assert.equal(body.error.code, 'WRONG_STATE');
    assert.equal((await writer.post(`/api/editions/${edition.id}/submit`, at)).body.error.code, 'PUT_AWAY');
  });
  await t.test('brought back it is a draft, to be reviewed again', async () => {
    const { body } = await editor.post(`/api/editions/${edition.id}/archive`, { away: false });
    assert.deepEqual([body.state, body.approved, body.publishAt], ['draft', null, null]);
    assert.equal((await writer.post(`/api/editions/${edition.id}/submit`, at)).status, 200);
  });
});

test('the masthead is its administrators’ alone, by every way', async (t) => {
  const { db } = desk.newsroom.desk;
  const { id: item } = await db
    .insertInto('items')
    .values({ source_key: null, kind: 'masthead', number: null })
    .returning('id')
    .executeTakeFirstOrThrow();
  for (const who of [writer, editor, await desk.person('translator')]) {
    const { body } = await who.post(`/api/items/${item}/editions`, { language: 'ur', translates: null });
    assert.equal(body.error.code, 'FORBIDDEN');
  }
  await t.test('a token for releases releases no masthead', async () => {
    const { body: made } = await administrator.post('/api/tokens', { name: 'The other system', scopes: ['release'] });
    const headers = { authorization: `Bearer ${made.token}`, origin: '' };
    const sent = { key: 'cms:masthead', kind: 'masthead', language: 'mul', title: 'Ours now' };
    const { status, body } = await desk.visitor().post('/api/releases', sent, headers);
    assert.deepEqual([status, body.error.code], [403, 'FORBIDDEN']);
  });
});

test('several are published together or not at all, and only of the item that is named', async () => {
  const [one, two] = [await inReview(), await inReview()];
  await tickAll(one.id, one.head);
  await approver.post(`/api/editions/${one.id}/approve`, { revision: one.head });
  const publish = (item: number, ...editions: Edition[]) =>
    approver.post(`/api/items/${item}/publish`, { editions: editions.map(({ id, head }) => ({ id, revision: head })) });
  const elsewhere = await publish(two.item.id, one);
  assert.deepEqual([elsewhere.status, elsewhere.body.error.code], [404, 'NOT_FOUND']);
  const { body: made } = await writer.post(`/api/items/${one.item.id}/editions`, { language: 'ur', translates: 'en' });
  assert.equal((await publish(one.item.id, one, made)).body.error.code, 'WRONG_STATE');
  assert.equal((await writer.get(`/api/editions/${one.id}`)).body.releasedEvent, null, 'none went out');
  assert.equal((await publish(one.item.id, one)).status, 200);
});

test('the rules of review hold on the server, as they are set and at once', async (t) => {
  const both = await desk.person('writer', 'approver');
  const edition = await inReview(both);
  const at = { revision: edition.head };
  const refused = (answer: Answer, code: string) => assert.equal(answer.body.error?.code, code);
  await t.test('whoever wrote cannot approve', async () => {
    refused(await both.post(`/api/editions/${edition.id}/approve`, at), 'TWO_PERSONS');
  });
  await t.test('nor with a token, nor among several', async () => {
    const { body: made } = await both.post('/api/tokens', { name: 'Myself', scopes: ['approve', 'read'] });
    const headers = { authorization: `Bearer ${made.token}`, origin: '' };
    refused(await desk.visitor().post(`/api/editions/${edition.id}/approve`, at, headers), 'TWO_PERSONS');
    const bulk = { action: 'approve', editions: [{ id: edition.id, ...at }] };
    assert.equal((await both.post('/api/bulk', bulk)).body[0].error.code, 'TWO_PERSONS');
  });
  await t.test('points that are not ticked hold it up', async () => {
    refused(await approver.post(`/api/editions/${edition.id}/approve`, at), 'CHECKLIST_OPEN');
    await tickAll(edition.id, edition.head);
    assert.equal((await approver.post(`/api/editions/${edition.id}/approve`, at)).status, 200);
  });
  await t.test('a sign-off that is taken back between approval and publication holds it up', async () => {
    const joint = await inReview(writer, { issuers: [party('Ferry League'), party('Boatmen’s Union')] });
    await tickAll(joint.id, joint.head);
    const here = { revision: joint.head };
    assert.equal((await approver.post(`/api/editions/${joint.id}/approve`, here)).status, 200);
    for (const name of ['Ferry League', 'Boatmen’s Union'])
      await approver.put(`/api/editions/${joint.id}/sign-offs`, { ...here, party: name, signed: true });
    await approver.put(`/api/editions/${joint.id}/sign-offs`, { ...here, party: 'Ferry League', signed: false });
    refused(await approver.post(`/api/editions/${joint.id}/publish`, here), 'NOT_SIGNED_OFF');
    await approver.put(`/api/editions/${joint.id}/sign-offs`, { ...here, party: 'Ferry League', signed: true });
    assert.equal((await approver.post(`/api/editions/${joint.id}/publish`, here)).status, 200);
  });
  await t.test('the administrator’s word on a kind counts from the next request on', async () => {
    const own = await inReview(both);
    await administrator.put('/api/settings', { twoPerson: { statement: false }, checklists: { statement: [] } });
    assert.equal((await both.post(`/api/editions/${own.id}/approve`, { revision: own.head })).status, 200);
    await administrator.put('/api/settings', { twoPerson: {}, checklists: {} });
  });
});

test('strangers, and whoever has no role here, see nothing of what is not out', async () => {
  const edition = await inReview();
  const nobody = await desk.person();
  const paths = [
    `/api/editions/${edition.id}`,
    `/api/items/${edition.item.id}`,
    '/api/items',
    '/api/search?q=lamps',
    '/api/overview',
    '/api/calendar?from=2051-01-01&to=2051-12-31',
    '/api/media',
    '/api/media/1/file',
    '/api/people',
    '/api/settings',
    '/api/glossary',
    '/api/glossary.csv',
    '/api/views',
    `/api/revisions/${edition.head}`,
    `/api/compare?from=${edition.head}&to=${edition.head}`,
    ...['revisions', 'comments', 'history', 'release', 'checklist', 'sign-offs', 'embargoes', 'glossary', 'source'].map(
      (one) => `/api/editions/${edition.id}/${one}`,
    ),
    `/api/preview/media/${'0'.repeat(64)}.webp`,
    '/api/preview/assets/style.css',
  ];
  for (const path of paths) {
    assert.equal((await desk.visitor().get(path)).status, 401, path);
    const { status, body } = await nobody.get(path);
    assert.deepEqual([status, body.error.code], [403, 'FORBIDDEN'], path);
  }
  for (const [path, body] of [
    [`/api/editions/${edition.id}/presence`, { tab: 'a', typing: true }],
    ['/api/preview', { edition: edition.id }],
    [`/api/editions/${edition.id}/glossary`, { content: edition.content }],
    [`/api/editions/${edition.id}/assign`, { user: null }],
  ] as const) {
    assert.equal((await nobody.post(path, body)).body.error.code, 'FORBIDDEN', path);
  }
});

test('a journalist’s link opens its own text below /embargo/, and nothing else of the desk', async () => {
  const edition = await inReview();
  const expires = new Date(desk.clock.now.getTime() + 3_600_000).toISOString();
  const given = await approver.post(`/api/editions/${edition.id}/embargoes`, {
    ...{ revision: edition.head, label: 'The Harbour Post', expires },
  });
  const secret = given.body.link.split('/embargo/')[1];
  const page = await desk.visitor().get(`/embargo/${secret}`);
  assert.match(page.text, /Lamps on Mill Street/);
  assert.deepEqual(page.headers.getSetCookie(), []);
  const addresses = [...page.text.matchAll(/(?:src|href)="([^"#]+)"/g)].map(([, address]) => address!);
  for (const address of addresses) {
    const { pathname, host } = new URL(address, `${desk.url}/embargo/${secret}`);
    if (host === new URL(desk.url).host) assert.match(pathname, /^\/embargo\//, 'all that it needs is there too');
  }
  const way = { authorization: `Bearer ${secret}`, origin: '' };
  assert.equal((await desk.visitor().get(`/api/editions/${edition.id}`, way)).body.error.code, 'TOKEN_REFUSED');
  for (const path of [
    `/embargo/${secret}/media/..%2f..%2f..%2fkeys%2fdesk.secret`,
    `/embargo/${secret}/media/${'a'.repeat(64)}.webp`,
    '/embargo/assets/..%2f..%2fpackage.json',
    '/embargo/',
    `/embargo/${secret}/release`,
  ]) {
    assert.equal((await desk.visitor().get(path)).status, 404, path);
  }
});

test('files are named by their hashes, and by nothing that leads out of their folder', async () => {
  for (const name of [
    '..%2f..%2fkeys%2fdesk.secret',
    '%2e%2e/%2e%2e/db',
    `${'0'.repeat(64)}.svg`,
    `..%2f${'0'.repeat(64)}.webp`,
    'style.css%00.webp',
  ]) {
    for (const folder of ['/api/preview/media/', '/api/preview/assets/', '/api/media/', '/api/uploads/', '/assets/']) {
      const { status, text } = await administrator.get(folder + name);
      assert.ok([404, 422, 200].includes(status), `${folder}${name}: ${status}`);
      // The interface's page stands at every address that has no ending.
      if (status === 200) assert.match(text, /^<!doctype html>/, `${folder}${name}`);
    }
  }
  const metadata = `filename ${Buffer.from('../../../keys/desk.secret').toString('base64')}`;
  const photo = await jpeg();
  const headers = { 'tus-resumable': '1.0.0', 'upload-length': String(photo.length), 'upload-metadata': metadata };
  const made = await writer.send('POST', '/api/uploads', undefined, headers);
  assert.equal(made.status, 201);
  const path = new URL(made.headers.get('location')!, `${desk.url}/api/uploads`).pathname;
  const sent = await writer.send('PATCH', path, photo, {
    ...{ 'tus-resumable': '1.0.0', 'upload-offset': '0', 'content-type': 'application/offset+octet-stream' },
  });
  const { body } = await writer.get(`/api/media/${sent.headers.get('daftar-media')}`);
  assert.equal(body.name, 'desk.secret', 'a name is a name, and no way');
});

test('cookies are out of reach of scripts and of other sites; with HTTPS they go by nothing else', async () => {
  for (const [environment, secure] of [
    [{}, false],
    [{ DAFTAR_DESK_URL: 'https://desk.example.org' }, true],
  ] as const) {
    const open = await openTestDesk({ environment });
    try {
      const person = await open.person('writer');
      const { headers } = await person.signIn();
      const cookies = headers.getSetCookie();
      assert.ok(cookies.some((one) => one.includes('session_token=')));
      for (const cookie of cookies) {
        assert.match(cookie, /; HttpOnly/i);
        assert.match(cookie, /; SameSite=(Lax|Strict)/i);
        assert.match(cookie, /; Path=\//i);
        assert.ok(!/; Domain=/i.test(cookie));
        assert.equal(/; Secure/i.test(cookie) && cookie.startsWith('__Secure-'), secure, cookie);
      }
    } finally {
      await open.close();
    }
  }
});

test('no secret stands in the audit log, on the terminal, or in the database as it was given', async () => {
  const person = await desk.person('approver');
  const { body: token } = await person.post('/api/tokens', { name: 'A program', scopes: ['read'] });
  const invited = await administrator.post('/api/invitations', { grants: [{ role: 'viewer' }] });
  const reset = await administrator.post(`/api/staff/${person.id}/reset`);
  const begun = await person.post('/api/auth/two-factor/enable', { password: person.password });
  const edition = await inReview();
  const embargo = await approver.post(`/api/editions/${edition.id}/embargoes`, {
    ...{
      revision: edition.head,
      label: 'The Post',
      expires: new Date(desk.clock.now.getTime() + 60_000).toISOString(),
    },
  });
  await desk.visitor().post('/api/auth/sign-in/email', { email: 'typed wrong pass phrase', password: 'a b c d' });
  const secrets = [
    ...[person.password, token.token, [...person.cookies.values()][0]!.split('.')[0]!],
    ...[invited.body.link, reset.body.link].map((link: string) => link.split('token=')[1]!),
    embargo.body.link.split('/embargo/')[1],
    (URI.parse(begun.body.totpURI) as TOTP).secret.base32,
    ...begun.body.backupCodes,
  ];
  const { db } = desk.newsroom.desk;
  const kept = JSON.stringify([
    await db.selectFrom('audit').selectAll().execute(),
    await db.selectFrom('tokens').selectAll().execute(),
    await db.selectFrom('invitations').selectAll().execute(),
    await db.selectFrom('embargoes').selectAll().execute(),
    await db.selectFrom('settings').selectAll().execute(),
    ...(await Promise.all(['verification', 'twoFactor', 'account'].map(async (name) => (await all(name)).rows))),
    desk.printed,
  ]);
  for (const secret of secrets) assert.ok(secret.length > 5 && !kept.includes(secret), secret);
  assert.ok(!kept.includes('typed wrong pass phrase'), 'what may be a password, typed into the wrong field');
});

test('the audit log takes no change, no deletion and no emptying', async () => {
  const { db } = desk.newsroom.desk;
  const before = (await all('audit')).rows.length;
  assert.ok(before > 0);
  const tries = ["update audit set who = 'nobody'", 'delete from audit'];
  if (isPostgres(db)) tries.push('truncate audit');
  for (const statement of tries) await assert.rejects(sql.raw(statement).execute(db), /never changed/, statement);
  assert.equal((await all('audit')).rows.length, before);
});

interface Edition {
  id: number;
  head: number;
  item: { id: number };
  content: Record<string, unknown>;
}

function all(table: string) {
  return sql`select * from ${sql.table(table)}`.execute(desk.newsroom.desk.db);
}

function party(name: string) {
  return { item: null, name, role: '' };
}

async function inReview(by = writer, content: object = {}): Promise<Edition> {
  const { body } = await by.post('/api/items', {
    kind: 'statement',
    language: 'en',
    content: {
      title: 'Lamps on Mill Street',
      body: '<p>They are lit again.</p>',
      posted: '2051-03-05',
      fields: { type: 'statement' },
      ...content,
    },
  });
  const { status, text } = await by.post(`/api/editions/${body.id}/submit`, { revision: body.head });
  assert.equal(status, 200, text);
  return body;
}

async function tickAll(id: number, revision: number): Promise<void> {
  const { body } = await approver.get(`/api/editions/${id}/checklist`);
  for (const { id: point } of body.points)
    assert.equal((await approver.put(`/api/editions/${id}/checklist`, { revision, point, ticked: true })).status, 200);
}
