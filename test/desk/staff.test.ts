import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { type TOTP, URI } from 'otpauth';
import type { Role } from '../../src/desk/admin-types.ts';
import { ACTIONS } from '../../src/desk/admin-types.ts';
import { RIGHTS } from '../../src/desk/server/roles.ts';
import {
  assertRights,
  type GuardedRequest,
  oneOfEachRole,
  openTestDesk,
  type TestDesk,
  type Visitor,
} from '../helpers/desk.ts';
import { type Mailbox, openMailbox } from '../helpers/mailbox.ts';
import { ROOT } from '../helpers/places.ts';

let desk: TestDesk;
let mailbox: Mailbox;
let administrator: Visitor;
before(async () => {
  mailbox = await openMailbox();
  desk = await openTestDesk({ environment: { DAFTAR_SMTP: mailbox.url } });
  administrator = await desk.person('administrator');
});
after(async () => {
  await desk.close();
  await mailbox.close();
});

const WEEK = 7 * 24 * 3600_000;
const asWriter = { grants: [{ role: 'writer' }] };
const account = (email: string) => ({ name: 'Gul Mangi', email, password: 'a boat on the river' });

// What each of these needs; `nobody` is an id that is not there, so that nothing is changed by trying.
const REQUESTS: GuardedRequest[] = [
  ['GET', '/api/people', 'read'],
  ['GET', '/api/staff', 'staff'],
  ['PUT', '/api/staff/nobody/roles', 'staff', { grants: [] }],
  ['POST', '/api/staff/nobody/disable', 'staff'],
  ['POST', '/api/staff/nobody/enable', 'staff'],
  ['POST', '/api/staff/nobody/sign-out', 'staff'],
  ['POST', '/api/staff/nobody/reset', 'staff'],
  ['POST', '/api/staff/nobody/two-factor-off', 'staff'],
  ['GET', '/api/invitations', 'staff'],
  ['POST', '/api/invitations', 'staff', asWriter],
  ['DELETE', '/api/invitations/999', 'staff'],
  ['GET', '/api/settings', 'read'],
  ['PUT', '/api/settings', 'settings', {}],
  ['GET', '/api/audit', 'audit'],
  ['GET', '/api/audit.csv', 'audit'],
  ['GET', '/api/tokens?all=true', 'staff'],
];

test('every role and what it may', async () => {
  await assertRights(desk, await oneOfEachRole(desk), RIGHTS, REQUESTS);
});

test('specs/desk.md has this table', () => {
  const [, table] = /\| action \|(.*)\n\|[ -|]+\n((\|.*\n)+)/
    .exec(readFileSync(join(ROOT, 'specs/desk.md'), 'utf8'))!
    .slice(1);
  const roles: Role[] = ['viewer', 'translator', 'writer', 'editor', 'approver', 'administrator'];
  const said = table!.trim().split('\n');
  assert.deepEqual(
    said.map((line) =>
      line
        .split('|')
        .map((cell) => cell.trim())
        .slice(1, -1),
    ),
    ACTIONS.map((action) => [`\`${action}\``, ...roles.map((role) => (RIGHTS[role].includes(action) ? 'yes' : ''))]),
  );
});

test('invitations', async (t) => {
  const invite = async (body: object) => {
    const { status, body: said } = await administrator.post('/api/invitations', body);
    assert.equal(status, 200);
    return { ...said, token: /token=([\w-]+)/.exec(said.link)![1] };
  };

  await t.test('by mail, in the language that was asked for; taken once', async () => {
    const grants = [{ role: 'translator', language: 'sd' }];
    const made = await invite({ email: 'Gul@example.org', name: 'Gul Mangi', grants, language: 'sd' });
    assert.equal(made.mailed, true);
    const mail = await mailbox.next();
    assert.deepEqual(mail.to, ['Gul@example.org']);
    assert.ok(mail.text.includes(made.link) && mail.text.includes('دعوت ڏني آهي.'));
    assert.match(mail.html, /lang="sd" dir="rtl"/);

    const gul = desk.visitor();
    const offer = await gul.get(`/api/invitations/accept?token=${made.token}`);
    assert.deepEqual([offer.body.email, offer.body.grants], ['gul@example.org', grants]);
    const other = await gul.post('/api/invitations/accept', { ...account('other@example.org'), token: made.token });
    assert.equal(other.body.error.code, 'INVALID');
    assert.equal(
      (await gul.post('/api/invitations/accept', { ...account('gul@example.org'), token: made.token })).status,
      200,
    );
    assert.deepEqual((await gul.get('/api/me')).body.grants, grants);

    for (const again of [
      await desk.visitor().get(`/api/invitations/accept?token=${made.token}`),
      await desk.visitor().post('/api/invitations/accept', { ...account('gul@example.org'), token: made.token }),
    ]) {
      assert.deepEqual([again.status, again.body.error.code], [410, 'INVITATION_ENDED']);
    }
  });

  await t.test('two who take one link at once make one account', async () => {
    const { token } = await invite(asWriter);
    const answers = await Promise.all(
      ['one@example.org', 'two@example.org'].map((email) =>
        desk.visitor().post('/api/invitations/accept', { ...account(email), token }),
      ),
    );
    assert.deepEqual(answers.map(({ status }) => status).sort(), [200, 410]);
  });

  await t.test('a link whose password was refused can be used again', async () => {
    const { token } = await invite(asWriter);
    const visitor = desk.visitor();
    const short = await visitor.post('/api/invitations/accept', {
      ...account('late@example.org'),
      token,
      password: 'short',
    });
    assert.equal(short.body.error.code, 'PASSWORD_SHORT');
    assert.equal(
      (await visitor.post('/api/invitations/accept', { ...account('late@example.org'), token })).status,
      200,
    );
  });

  await t.test('after seven days it has ended', async () => {
    const { token, expires } = await invite(asWriter);
    const made = desk.clock.now;
    assert.equal(Date.parse(expires), made.getTime() + WEEK);
    desk.clock.now = new Date(made.getTime() + WEEK - 1000);
    assert.equal((await desk.visitor().get(`/api/invitations/accept?token=${token}`)).status, 200);
    desk.clock.now = new Date(made.getTime() + WEEK + 1000);
    assert.equal((await desk.visitor().get(`/api/invitations/accept?token=${token}`)).status, 410);
    desk.clock.now = made;
  });

  await t.test('withdrawn, it has ended', async () => {
    const { id, token } = await invite(asWriter);
    assert.equal((await administrator.delete(`/api/invitations/${id}`)).status, 200);
    assert.equal((await desk.visitor().get(`/api/invitations/accept?token=${token}`)).status, 410);
  });

  await t.test('what makes no sense is refused', async () => {
    const refusals: [body: object, status: number, code: string][] = [
      [{ grants: [] }, 422, 'INVALID'],
      [{ grants: [{ role: 'king' }] }, 422, 'INVALID'],
      [{ grants: [{ role: 'translator', language: 'tlh' }] }, 422, 'INVALID_GRANT'],
      [{ grants: [{ role: 'approver', language: 'ur' }] }, 422, 'INVALID_GRANT'],
      [{ ...asWriter, email: administrator.email }, 409, 'EMAIL_IN_USE'],
    ];
    for (const [body, status, code] of refusals) {
      const { status: is, body: said } = await administrator.post('/api/invitations', body);
      assert.deepEqual([is, said.error.code], [status, code]);
    }
  });

  await t.test('its secret is not kept, and not in the log', async () => {
    const { token } = await invite(asWriter);
    const { db } = desk.newsroom.desk;
    for (const rows of [
      await db.selectFrom('invitations').selectAll().execute(),
      await db.selectFrom('audit').selectAll().execute(),
    ]) {
      assert.ok(!JSON.stringify(rows).includes(token));
    }
  });
});

test('roles are given and taken', async () => {
  const person = await desk.person('writer');
  const grants = [
    { role: 'editor', language: null },
    { role: 'translator', language: 'ur' },
  ];
  const { body } = await administrator.put(`/api/staff/${person.id}/roles`, { grants });
  assert.deepEqual(body.grants, grants);
  assert.ok((await person.get('/api/me')).body.rights.includes('edit'), 'at once, in the session that is open');
  const [entry] = (await administrator.get(`/api/audit?text=${person.id}&action=staff.roles`)).body;
  assert.deepEqual(entry.details.before, [{ role: 'writer', language: null }]);
  assert.deepEqual(entry.details.now, grants);
  assert.equal(entry.who, administrator.name);
});

test('who is disabled is out at once, and stays out until enabled', async () => {
  const person = await desk.person('editor');
  assert.equal((await administrator.post(`/api/staff/${person.id}/disable`)).status, 200);
  assert.equal((await person.get('/api/me')).status, 401);
  const { status, body } = await person.signIn();
  assert.deepEqual([status, body.error.code], [403, 'DISABLED']);
  assert.equal((await administrator.post(`/api/staff/${person.id}/enable`)).status, 200);
  assert.equal((await person.signIn()).status, 200);
});

test('who has lost phone and codes is let in again', async () => {
  const person = await desk.person('editor');
  const { password } = person;
  const begun = await person.post('/api/auth/two-factor/enable', { password });
  const code = (URI.parse(begun.body.totpURI) as TOTP).generate();
  await person.post('/api/auth/two-factor/verify-totp', { code });
  assert.equal((await administrator.post(`/api/staff/${person.id}/two-factor-off`)).status, 200);
  assert.equal((await person.get('/api/me')).status, 401);
  assert.equal((await person.signIn()).body.twoFactorRedirect, undefined);
  assert.equal((await person.get('/api/me')).body.twoFactor, false);
});

test('an administrator hands somebody a link for a new password', async () => {
  const person = await desk.person('editor');
  const { body } = await administrator.post(`/api/staff/${person.id}/reset`);
  assert.equal(body.mailed, true);
  const token = /token=([\w-]+)/.exec((await mailbox.next()).text)![1];
  assert.equal(
    (await desk.visitor().post('/api/auth/reset-password', { newPassword: 'a wet umbrella', token })).status,
    200,
  );
  person.password = 'a wet umbrella';
  assert.equal((await person.signIn()).status, 200);
});

test('the last administrator stays one', async () => {
  const small = await openTestDesk();
  try {
    const [first, second] = [await small.person('administrator'), await small.person('administrator')];
    const away = (who: Visitor, whom: Visitor) =>
      who.put(`/api/staff/${whom.id}/roles`, { grants: [{ role: 'writer' }] });
    const answers = await Promise.all([away(first, second), away(second, first)]);
    const [kept] = [first, second].filter((_, index) => answers[index]!.status === 200);
    assert.ok(kept, 'one of two who take the role from one another succeeds');
    assert.equal(answers.filter(({ status }) => status === 200).length, 1);
    for (const answer of [await away(kept, kept), await kept.post(`/api/staff/${kept.id}/disable`)]) {
      assert.deepEqual([answer.status, answer.body.error.code], [409, 'LAST_ADMINISTRATOR']);
    }
    assert.equal((await kept.get('/api/staff')).status, 200);
  } finally {
    await small.close();
  }
});

test('settings are changed one by one, and what was before is in the log', async () => {
  const { body: before } = await administrator.get('/api/settings');
  assert.deepEqual(before, { twoPerson: {}, checklists: {}, requireTwoFactor: false, uploadMegabytes: {} });
  const points = [{ id: 'names', words: { en: 'Names are spelt as they sign', ur: 'نام ویسے ہی لکھے گئے ہیں' } }];
  await administrator.put('/api/settings', { twoPerson: { page: false } });
  const { body } = await administrator.put('/api/settings', { checklists: { statement: points } });
  assert.deepEqual(body, { ...before, twoPerson: { page: false }, checklists: { statement: points } });
  const unknown = await administrator.put('/api/settings', { twoPerson: { gossip: false } });
  assert.deepEqual([unknown.status, unknown.body.error.code], [422, 'UNKNOWN_KIND']);
  const [entry] = (await administrator.get('/api/audit?action=settings')).body;
  assert.deepEqual(entry.details, { checklists: { before: {}, now: { statement: points } } });
});
