import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { type TOTP, URI } from 'otpauth';
import { signInTables } from '../../src/desk/server/auth.ts';
import { type Answer, openTestDesk, type TestDesk, type Visitor } from '../helpers/desk.ts';

/**
 * What people, their machines and strangers send that they should not: each time a clear word, and nothing lost. Wrong
 * files are in hostile-files.test.ts; what the browser keeps when a line or a session breaks, in test/desk-write.test.ts.
 */
let desk: TestDesk;
let administrator: Visitor;
let writer: Visitor;
let approvers: Visitor[];
before(async () => {
  desk = await openTestDesk();
  administrator = await desk.person('administrator');
  writer = await desk.person('writer');
  approvers = [await desk.person('approver'), await desk.person('approver')];
  // As long as nobody has said otherwise, a statement has points to tick.
  await administrator.put('/api/settings', { checklists: { statement: [] } });
});
after(() => desk.close());

const MB = 1024 * 1024;
const HOUR = 3_600_000;

test('what cannot be taken in is refused in a clear word, and what was saved stays', async (t) => {
  const edition = await statement();
  const path = `/api/editions/${edition.id}`;
  const saving = (content: object, more: object = {}) => ({
    base: edition.head,
    content: { ...edition.content, ...content },
    ...more,
  });
  const whole = JSON.stringify(saving({}));
  const nested = whole.replace('"type":"statement"', `"type":${'['.repeat(100_000)}${']'.repeat(100_000)}`);
  const cases: [name: string, method: string, path: string, body: unknown, code: string, status?: number][] = [
    ['a paste of 100 MB', 'PUT', path, JSON.stringify(saving({ body: 'x'.repeat(100 * MB) })), 'TOO_LARGE', 413],
    ['a text of 3 MB', 'PUT', path, saving({ body: `<p>${'word '.repeat(600_000)}</p>` }), 'TOO_LONG'],
    ['a title like a book', 'PUT', path, saving({ title: 'x'.repeat(6_000) }), 'INVALID'],
    ['ten thousand tags', 'PUT', path, saving({ tags: Array(10_000).fill('tag') }), 'INVALID'],
    ['fields nested without end', 'PUT', path, nested, 'INVALID_FIELDS'],
    ['a text that is a number', 'PUT', path, saving({ body: 5 }), 'INVALID'],
    ['no content', 'PUT', path, { base: edition.head }, 'INVALID'],
    ['a list where a thing is asked for', 'PUT', path, [1, 2], 'INVALID'],
    ['half a JSON', 'PUT', path, whole.slice(0, -20), 'INVALID'],
    ['nothing', 'PUT', path, '', 'INVALID'],
    ['a revision that no database counts to', 'PUT', path, saving({}, { base: 2 ** 40 }), 'INVALID'],
    ['an edition that no database counts to', 'GET', '/api/editions/99999999999', undefined, 'INVALID'],
    ['an edition of no number', 'GET', '/api/editions/first', undefined, 'INVALID'],
    ['an edition that is not there', 'GET', '/api/editions/2147483647', undefined, 'NOT_FOUND', 404],
    ['a page of a million', 'GET', '/api/items?limit=1000000', undefined, 'INVALID'],
    ['a cursor that was made up', 'GET', '/api/items?cursor=WyJ4Il0', undefined, 'INVALID'],
    ['a search for a whole book', 'GET', `/api/search?q=${'x'.repeat(500)}`, undefined, 'INVALID'],
    ['a picture of no width', 'GET', '/api/media/1/file?width=wide', undefined, 'INVALID'],
    ['a file outside the library', 'GET', '/api/media/..%2F..%2Fkeys%2Fdesk.secret/file', undefined, 'NOT_FOUND', 404],
  ];
  for (const [name, method, where, body, code, status = 422] of cases) {
    await t.test(name, async () => {
      const answer = await writer.send(method, where, body);
      assert.deepEqual([answer.status, answer.body?.error.code], [status, code], answer.text.slice(0, 300));
      assert.ok(answer.body.error.message.length > 10 && answer.body.error.hint, 'says what to do');
    });
  }
  await t.test('a paste of 100 MB of which nobody says how long it is', async () => {
    const piece = new TextEncoder().encode('x'.repeat(MB));
    let sent = 0;
    const body = new ReadableStream({
      pull(out) {
        if (sent++ < 100) out.enqueue(piece);
        else out.close();
      },
    });
    const init = { method: 'PUT', body, duplex: 'half', headers: { 'content-type': 'application/json' } };
    // The line is cut while the rest is still on its way: some clients hear the answer, some only that.
    const status = await writer.fetch(path, init as object).then(
      (answer) => answer.status,
      () => 413,
    );
    assert.equal(status, 413);
    assert.ok(sent < 100, 'the rest was not waited for');
  });
  await t.test('a markup of fifty thousand levels: its words are kept, or it is refused', async () => {
    const other = await statement();
    const body = `${'<blockquote>'.repeat(50_000)}<p>Far below</p>${'</blockquote>'.repeat(50_000)}`;
    const save = { base: other.head, content: { ...other.content, body } };
    const answer = await writer.put(`/api/editions/${other.id}`, save);
    if (answer.status === 200) assert.match(answer.body.content.body, /Far below/);
    else assert.deepEqual([answer.status, answer.body.error.code], [422, 'INVALID']);
  });
  const { body } = await writer.get(path);
  assert.deepEqual([body.title, body.content.body], [edition.title, edition.content.body]);
});

test('letters that no database keeps are no mistake of the desk', async () => {
  const edition = await statement();
  for (const strange of ['a\u0000b', 'a\ud800b', 'a\u202eb', '\ufeff']) {
    const content = { ...edition.content, title: `Tide ${strange}` };
    const { body: now } = await writer.get(`/api/editions/${edition.id}`);
    const answers = [
      await writer.put(`/api/editions/${edition.id}`, { base: now.head, content }),
      await writer.post(`/api/editions/${edition.id}/comments`, { text: `Said ${strange}` }),
      await writer.post('/api/views', { name: `View ${strange}`, query: '' }),
      await writer.get(`/api/search?q=${encodeURIComponent(strange.toWellFormed())}`),
      await administrator.get(`/api/audit?text=${encodeURIComponent(strange.toWellFormed())}`),
    ];
    for (const { status, text } of answers) assert.ok([200, 422].includes(status), `${strange}: ${status} ${text}`);
  }
});

test('a session that ends in the middle of a save: nothing is lost, and the same save goes on', async () => {
  const person = await desk.person('writer');
  const edition = await statement(person);
  const save = { base: edition.head, content: { ...edition.content, title: 'Typed while it ended' } };
  const sessions = signInTables(desk.newsroom.desk.db).updateTable('session').where('userId', '=', person.id);
  const isText = typeof (await sessionOf(person)).expiresAt === 'string';
  const past = new Date(Date.now() - 1000);
  await sessions.set({ expiresAt: isText ? past.toISOString() : past }).execute();
  const { status, body } = await person.put(`/api/editions/${edition.id}`, save);
  assert.deepEqual([status, body.error.code], [401, 'SIGN_IN']);
  assert.equal((await person.signIn()).status, 200);
  const again = await person.put(`/api/editions/${edition.id}`, save);
  assert.deepEqual([again.status, again.body.title], [200, 'Typed while it ended']);
});

test('two people publish at once: one release, and the other one learns who was faster', async () => {
  for (let n = 0; n < 5; n++) {
    const { id, head } = await approved();
    const both = await Promise.all(approvers.map((one) => one.post(`/api/editions/${id}/publish`, { revision: head })));
    assert.deepEqual(both.map(({ status }) => status).sort(), [200, 409]);
    const lost = both.find(({ status }) => status === 409)!;
    const won = approvers[both.findIndex(({ status }) => status === 200)]!;
    assert.equal(lost.body.error.code, 'ALREADY_PUBLISHED');
    assert.ok(lost.body.error.message.includes(won.name));
    const { body: steps } = await writer.get(`/api/editions/${id}/history`);
    assert.equal(steps.filter(({ action }: { action: string }) => action === 'publish').length, 1);
    const again = await won.post(`/api/editions/${id}/publish`, { revision: head });
    assert.deepEqual([again.status, again.body.state], [200, 'published'], 'an answer that was lost is no fault');
  }
});

test('one publishes while another takes it back: one of the two happens, never half of both', async () => {
  for (let n = 0; n < 8; n++) {
    const { id, head } = await approved();
    const [one, other] = approvers;
    const [published, reopened] = await Promise.all([
      one!.post(`/api/editions/${id}/publish`, { revision: head }),
      other!.post(`/api/editions/${id}/reopen`, { revision: head }),
    ]);
    const { body } = await writer.get(`/api/editions/${id}`);
    const isOut = published.status === 200;
    assert.deepEqual([body.state, body.releasedEvent], isOut ? ['published', 'publish'] : ['draft', null]);
    const refused = isOut ? reopened : published;
    assert.deepEqual([refused.status, refused.body.error.code], [422, 'WRONG_STATE']);
  }
});

test('a clock that jumps: times of releases never run backwards, and nothing is lost', async () => {
  const before = desk.clock.now;
  const released = async (edition: Edition) => (await writer.get(`/api/editions/${edition.id}`)).body.released;
  const publish = async ({ id, head }: Edition) =>
    approvers[0]!.post(`/api/editions/${id}/publish`, { revision: head });
  const [first, second, third] = [await approved(), await approved(), await approved()];
  assert.equal((await publish(first)).status, 200);

  desk.clock.now = new Date(before.getTime() - 60_000);
  assert.equal((await publish(second)).status, 200);
  assert.equal(await released(second), await released(first), 'a minute back: the time of the one before');

  desk.clock.now = new Date(before.getTime() - 24 * HOUR);
  const refused = await publish(third);
  assert.deepEqual([refused.status, refused.body.error.code], [422, 'CLOCK_BEHIND']);
  assert.equal((await writer.get(`/api/editions/${third.id}`)).body.state, 'approved');
  const saved = await statement();
  assert.equal(saved.title, TITLE, 'writing goes on');

  desk.clock.now = before;
  assert.equal((await publish(third)).status, 200);
});

test('a language that was removed: what was written in it is read everywhere, and changed nowhere', async (t) => {
  const source = await statement();
  const [item] = [source.item.id];
  const made = await writer.post(`/api/items/${item}/editions`, { language: 'sd', translates: 'en' });
  const { id, head, content } = made.body;
  const { db } = desk.newsroom.desk;
  await db.updateTable('editions').set({ language: 'xx', title: 'Lost words' }).where('id', '=', id).execute();
  for (const path of [
    `/api/editions/${id}`,
    `/api/items/${item}`,
    `/api/editions/${id}/source`,
    `/api/editions/${id}/revisions`,
    `/api/editions/${id}/checklist`,
    `/api/editions/${id}/glossary`,
    `/api/editions/${id}/comments`,
    `/api/compare?from=${head}&to=${head}`,
    '/api/items?language=xx',
    '/api/items?translation=outdated',
    '/api/overview',
    '/api/search?q=tide',
  ]) {
    await t.test(path.replaceAll(/\d+/g, 'n'), async () => {
      const { status, text } = await writer.get(path);
      assert.equal(status, 200, text);
    });
  }
  const changes: [name: string, answer: () => Promise<Answer>][] = [
    ['a save', () => writer.put(`/api/editions/${id}`, { base: head, content })],
    ['a further one', () => writer.post(`/api/items/${item}/editions`, { language: 'yy', translates: 'en' })],
    ['a new item', () => writer.post('/api/items', { kind: 'statement', language: 'xx' })],
  ];
  for (const [name, answer] of changes) {
    await t.test(name, async () => {
      const { status, body } = await answer();
      assert.deepEqual([status, body.error.code], [422, 'UNKNOWN_LANGUAGE']);
    });
  }
  await t.test('a preview says so', async () => {
    const { status, text } = await writer.post('/api/preview', { edition: id });
    assert.ok([200, 422].includes(status), text);
  });
  await t.test('whoever translated into it signs in, and may nothing of it', async () => {
    const orphan = await desk.person({ role: 'translator', language: 'xx' });
    assert.equal((await orphan.get('/api/me')).status, 200);
    const { body } = await orphan.put(`/api/editions/${id}`, { base: head, content });
    assert.equal(body.error.code, 'UNKNOWN_LANGUAGE');
  });
});

const CROSS_SITE: Record<string, string>[] = [
  { origin: 'https://evil.example' },
  { origin: '', 'sec-fetch-site': 'cross-site' },
];
test('no other site can make a browser change anything: each route of the API', async () => {
  const { body: api } = await desk.visitor().get('/api/openapi.json');
  for (const [path, methods] of Object.entries<object>(api.paths)) {
    for (const method of Object.keys(methods)) {
      if (method === 'get') continue;
      for (const headers of CROSS_SITE) {
        const where = `/api${path.replace(/\{\w+\}/g, '1')}`;
        const { status, body } = await administrator.send(method.toUpperCase(), where, {}, headers);
        assert.deepEqual([status, body?.error.code], [403, 'CROSS_SITE'], `${method} ${path}`);
      }
    }
  }
  assert.equal((await administrator.get('/api/me')).status, 200, 'and nobody was signed out by it');
});

const FORGED: [name: string, by: () => Visitor, method: string, path: () => string, body: object, code: string][] = [
  ['a role for oneself', () => writer, 'PATCH', () => '/api/me', { role: 'administrator' }, 'INVALID'],
  ['rights for oneself', () => writer, 'PATCH', () => '/api/me', { rights: ['publish'] }, 'INVALID'],
  [
    'roles for oneself, by the way of administrators',
    () => writer,
    'PUT',
    () => `/api/staff/${writer.id}/roles`,
    { grants: [{ role: 'administrator' }] },
    'FORBIDDEN',
  ],
  [
    'a role that there is not',
    () => administrator,
    'PUT',
    () => `/api/staff/${writer.id}/roles`,
    { grants: [{ role: 'owner' }] },
    'INVALID',
  ],
  [
    'an editor of one language',
    () => administrator,
    'PUT',
    () => `/api/staff/${writer.id}/roles`,
    { grants: [{ role: 'editor', language: 'ur' }] },
    'INVALID_GRANT',
  ],
  [
    'an edition that says it is approved',
    () => writer,
    'POST',
    () => '/api/items',
    { kind: 'statement', language: 'en', state: 'approved' },
    'INVALID',
  ],
  [
    'an item in another’s name',
    () => writer,
    'POST',
    () => '/api/items',
    { kind: 'statement', language: 'en', author: 'somebody' },
    'INVALID',
  ],
  [
    'a release past all review',
    () => approvers[0]!,
    'POST',
    () => '/api/releases',
    { key: 'cms:1', kind: 'statement', language: 'en', title: 'Mine' },
    'FORBIDDEN',
  ],
  ['a masthead', () => writer, 'POST', () => '/api/items', { kind: 'masthead', language: 'en' }, 'FORBIDDEN'],
];
for (const [name, by, method, path, body, code] of FORGED) {
  test(`nobody forges ${name}`, async () => {
    const answer = await by().send(method, path(), body);
    assert.equal(answer.body.error.code, code);
  });
}

test('a translator into Urdu has no hand in Sindhi, and a viewer in nothing', async (t) => {
  const [urdu, viewer] = [await desk.person({ role: 'translator', language: 'ur' }), await desk.person('viewer')];
  const { item, id: original, head: originalHead, content: words } = await approved();
  const made = await writer.post(`/api/items/${item.id}/editions`, { language: 'sd', translates: 'en' });
  const { id, head, content } = made.body;
  const tries: [name: string, who: Visitor, method: string, path: string, body: object][] = [
    ['translator, save', urdu, 'PUT', `/api/editions/${id}`, { base: head, content }],
    ['translator, submit', urdu, 'POST', `/api/editions/${id}/submit`, { revision: head }],
    ['translator, declare current', urdu, 'POST', `/api/editions/${id}/current`, { revision: originalHead }],
    ['translator, restore', urdu, 'POST', `/api/revisions/${head}/restore`, { base: head }],
    ['translator, save the source', urdu, 'PUT', `/api/editions/${original}`, { base: originalHead, content: words }],
    ['translator, publish', urdu, 'POST', `/api/editions/${original}/publish`, { revision: originalHead }],
    ['viewer, publish', viewer, 'POST', `/api/editions/${original}/publish`, { revision: originalHead }],
    [
      'viewer, publish several',
      viewer,
      'POST',
      `/api/items/${item.id}/publish`,
      { editions: [{ id: original, revision: originalHead }] },
    ],
    ['viewer, reopen', viewer, 'POST', `/api/editions/${original}/reopen`, { revision: originalHead }],
    ['viewer, comment', viewer, 'POST', `/api/editions/${original}/comments`, { text: 'Hm.' }],
    ['viewer, give a private link', viewer, 'POST', `/api/editions/${original}/embargoes`, link(originalHead)],
    ['viewer, look at private links', viewer, 'GET', `/api/editions/${original}/embargoes`, {}],
  ];
  for (const [name, who, method, path, body] of tries) {
    await t.test(name, async () => {
      const answer = await who.send(method, path, method === 'GET' ? undefined : body);
      assert.deepEqual([answer.status, answer.body.error.code], [403, 'FORBIDDEN']);
    });
  }
  await t.test('several at once, in one request', async () => {
    const bulk = { action: 'publish', editions: [{ id: original, revision: originalHead }] };
    const { body } = await viewer.post('/api/bulk', bulk);
    assert.deepEqual([body[0].done, body[0].error.code], [false, 'FORBIDDEN']);
  });
  assert.equal((await writer.get(`/api/editions/${original}`)).body.state, 'approved');
});

test('a token with every scope may no more than the person whose it is', async () => {
  const scopes = ['read', 'write', 'submit', 'approve', 'publish', 'release', 'staff', 'settings', 'masthead'];
  const { body: made } = await writer.post('/api/tokens', { name: 'All of it', scopes });
  const program = (method: string, path: string, body?: object) =>
    desk.visitor().send(method, path, body, { authorization: `Bearer ${made.token}`, origin: '' });
  const { id, head } = await approved();
  for (const [method, path, body] of [
    ['POST', `/api/editions/${id}/publish`, { revision: head }],
    ['POST', '/api/releases', { key: 'cms:2', kind: 'statement', language: 'en', title: 'Mine' }],
    ['GET', '/api/staff', undefined],
    ['PUT', '/api/settings', { twoPerson: { statement: false } }],
  ] as const) {
    const answer = await program(method, path, body);
    assert.deepEqual([answer.status, answer.body.error.code], [403, 'FORBIDDEN'], `${method} ${path}`);
  }
});

const LINKS: [
  name: string,
  path: (secret: string) => string,
  body: ((secret: string) => object) | null,
  wrong: number,
][] = [
  ['an invitation', (secret) => `/api/invitations/accept?token=${secret}`, null, 410],
  ['the taking of an invitation', () => '/api/invitations/accept', (token) => ({ ...ACCOUNT, token }), 410],
  ['the first administrator’s link', () => '/api/setup', (token) => ({ ...ACCOUNT, token }), 410],
  ['a journalist’s link', (secret) => `/embargo/${secret}`, null, 404],
];
for (const [name, path, body, wrong] of LINKS) {
  test(`${name} is not found by trying, from one address`, async () => {
    const stranger = desk.visitor();
    const statuses: number[] = [];
    for (let n = 0; n < 25; n++) {
      const secret = `tried-${n}`;
      statuses.push((await stranger.send(body ? 'POST' : 'GET', path(secret), body?.(secret))).status);
    }
    assert.deepEqual([statuses[0], statuses.at(-1)], [wrong, 429]);
    const other = await desk.visitor().send(body ? 'POST' : 'GET', path('mine'), body?.('mine'));
    assert.equal(other.status, wrong, 'others are not kept out');
  });
}

test('made-up addresses do not help: only the proxy’s own word counts, and without a proxy none', async (t) => {
  const victim = await desk.person('editor');
  const guess = async (at: TestDesk, forwarded: string) =>
    (
      await at.visitor().post(
        '/api/auth/sign-in/email',
        { email: victim.email, password: 'a guess' },
        {
          'x-forwarded-for': forwarded,
        },
      )
    ).status;
  await t.test('behind a proxy', async () => {
    const statuses: number[] = [];
    for (let n = 0; n < 25; n++) statuses.push(await guess(desk, `203.0.113.${n}, 198.51.100.7`));
    assert.deepEqual([statuses[0], statuses.at(-1)], [401, 429]);
  });
  await t.test('without one', async () => {
    const open = await openTestDesk({ environment: { DAFTAR_TRUST_PROXY: '' } });
    try {
      const statuses: number[] = [];
      for (let n = 0; n < 25; n++) statuses.push(await guess(open, `203.0.113.${n}`));
      assert.deepEqual([statuses[0], statuses.at(-1)], [401, 429]);
    } finally {
      await open.close();
    }
  });
});

test('letters for a new password: some an hour to one address, whoever asks from wherever', async () => {
  const person = await desk.person('writer');
  const ask = (email: string) => desk.visitor().post('/api/auth/request-password-reset', { email });
  for (const email of [person.email, 'nobody@example.org']) {
    const statuses: number[] = [];
    for (let n = 0; n < 7; n++) statuses.push((await ask(email)).status);
    assert.deepEqual(statuses, [200, 200, 200, 200, 200, 429, 429], 'nor is told whether there is such an account');
  }
});

test('codes and recovery codes are not found by trying, from however many addresses', async (t) => {
  for (const [way, path, right] of [
    ['a code', 'verify-totp', ({ totp }: TwoFactor) => totp.generate({ timestamp: Date.now() + 30_000 })],
    ['a recovery code', 'verify-backup-code', ({ recovery }: TwoFactor) => recovery],
  ] as const) {
    await t.test(way, async () => {
      const person = await withTwoFactor();
      const codes: string[] = [];
      for (let round = 0; round < 4; round++) {
        const guesser = again(person);
        await guesser.signIn();
        for (let n = 0; n < 5; n++)
          codes.push((await guesser.post(`/api/auth/two-factor/${path}`, { code: `00000${n}` })).body.error.code);
      }
      assert.deepEqual([codes[0], codes.at(-1)], ['CODE_WRONG', 'TOO_MANY']);
      assert.ok(codes.filter((code) => code === 'CODE_WRONG').length <= 10);
      const late = again(person);
      await late.signIn();
      const { body } = await late.post(`/api/auth/two-factor/${path}`, { code: right(person) });
      assert.equal(body.error.code, 'TOO_MANY', 'not even the right one, for a while');
    });
  }
});

test('a code that somebody has seen being typed is good for nobody any more', async () => {
  const person = await withTwoFactor();
  const code = person.totp.generate({ timestamp: Date.now() + 30_000 });
  const both = [again(person), again(person)];
  for (const one of both) await one.signIn();
  const answers = await Promise.all(both.map((one) => one.post('/api/auth/two-factor/verify-totp', { code })));
  assert.deepEqual(answers.map(({ status }) => status).sort(), [200, 422], 'of two at once, one');
  const [late] = [again(person)];
  await late.signIn();
  const { body, headers } = await late.post('/api/auth/two-factor/verify-totp', { code });
  assert.equal(body.error.code, 'CODE_WRONG');
  assert.deepEqual(headers.getSetCookie(), []);
  assert.equal((await late.get('/api/me')).status, 401);
  const sessions = await sessionsOf(person.id);
  assert.equal(sessions.length, 2, 'that of turning it on, and one more');
});

interface Edition {
  id: number;
  head: number;
  title: string;
  item: { id: number };
  content: Record<string, unknown>;
}

const TITLE = 'Tide tables for the harbour';
const CONTENT = {
  title: TITLE,
  body: '<p>High water is at nine.</p>',
  posted: '2051-03-05',
  fields: { type: 'statement' },
};
const ACCOUNT = { name: 'Hamid Rell', email: 'hamid@example.org', password: 'seven small harbours' };

async function statement(by = writer): Promise<Edition> {
  const { status, body } = await by.post('/api/items', { kind: 'statement', language: 'en', content: CONTENT });
  assert.equal(status, 200, JSON.stringify(body));
  return body;
}

/** A statement that waits to be published. */
async function approved(): Promise<Edition> {
  const edition = await statement();
  const at = { revision: edition.head };
  for (const [who, action] of [
    [writer, 'submit'],
    [approvers[0]!, 'approve'],
  ] as const) {
    const { status, text } = await who.post(`/api/editions/${edition.id}/${action}`, at);
    assert.equal(status, 200, text);
  }
  return edition;
}

function link(revision: number) {
  return { revision, label: 'The Harbour Post', expires: new Date(desk.clock.now.getTime() + HOUR).toISOString() };
}

type TwoFactor = Visitor & { totp: TOTP; recovery: string };

async function withTwoFactor(): Promise<TwoFactor> {
  const person = await desk.person('approver');
  const { body } = await person.post('/api/auth/two-factor/enable', { password: person.password });
  const totp = URI.parse(body.totpURI) as TOTP;
  await person.post('/api/auth/two-factor/verify-totp', { code: totp.generate() });
  return Object.assign(person, { totp, recovery: body.backupCodes[0] });
}

/** The same person at another address. */
function again({ email }: Visitor): Visitor {
  return Object.assign(desk.visitor(), { email });
}

function sessionsOf(userId: string) {
  return signInTables(desk.newsroom.desk.db).selectFrom('session').selectAll().where('userId', '=', userId).execute();
}

async function sessionOf({ id }: Visitor) {
  return (await sessionsOf(id))[0]!;
}
