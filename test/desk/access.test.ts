import assert from 'node:assert/strict';
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { type TOTP, URI } from 'otpauth';
import { signInTables } from '../../src/desk/server/auth.ts';
import { RIGHTS } from '../../src/desk/server/roles.ts';
import { openTestDesk, type TestDesk, type Visitor } from '../helpers/desk.ts';
import { type Mailbox, openMailbox } from '../helpers/mailbox.ts';

let desk: TestDesk;
let mailbox: Mailbox;
before(async () => {
  mailbox = await openMailbox();
  desk = await openTestDesk({ environment: { DAFTAR_SMTP: mailbox.url, DAFTAR_MAIL_FROM: 'desk@example.org' } });
});
after(async () => {
  await desk.close();
  await mailbox.close();
});

test('the first start’s link makes the administrator, once', async () => {
  const fresh = await openTestDesk();
  try {
    const older = tokenIn((await fresh.setupLink())!);
    const token = tokenIn((await fresh.setupLink())!);
    const account = { name: 'Sana Veera', email: 'Sana@example.org', password: 'four brown teapots', language: 'sd' };
    const sana = fresh.visitor();
    assert.equal((await sana.get(`/api/setup?token=${token}`)).body.open, true);
    const refusals: [body: object, status: number, code: string][] = [
      [{ ...account, token: older }, 410, 'SETUP_DONE'],
      [{ ...account, token: 'guessed' }, 410, 'SETUP_DONE'],
      [{ ...account, token, password: 'short' }, 422, 'PASSWORD_SHORT'],
      [{ ...account, token, email: 'no address' }, 422, 'INVALID'],
      [{ ...account, token, language: 'tlh' }, 422, 'UNKNOWN_LANGUAGE'],
    ];
    for (const [body, status, code] of refusals) {
      const { status: is, body: said } = await fresh.visitor().post('/api/setup', body);
      assert.deepEqual([is, said.error.code], [status, code]);
    }
    assert.equal((await sana.post('/api/setup', { ...account, token })).status, 200);
    const { body: me } = await sana.get('/api/me');
    assert.deepEqual(me.grants, [{ role: 'administrator', language: null }]);
    assert.deepEqual([me.email, me.language], ['sana@example.org', 'sd']);
    assert.deepEqual([...me.rights].sort(), [...RIGHTS.administrator].sort());

    assert.equal((await fresh.visitor().post('/api/setup', { ...account, token, email: 'b@example.org' })).status, 410);
    assert.equal(await fresh.setupLink(), null);
    const [kept] = await fresh.newsroom.desk.db.selectFrom('settings').selectAll().where('key', '=', 'setup').execute();
    assert.equal(kept, undefined);
  } finally {
    await fresh.close();
  }
});

test('the desk’s secret is its owner’s alone, and told to nobody', async () => {
  const file = join(desk.newsroom.paths.keys, 'desk.secret');
  assert.equal(statSync(file).mode & 0o777, 0o600);
  const secret = readFileSync(file, 'utf8').trim();
  assert.ok(secret.length >= 40);
  assert.ok(!desk.printed.join('\n').includes(secret));
});

test('signing in', async (t) => {
  const writer = await desk.person('writer');

  await t.test('a wrong password and an unknown address are answered alike', async () => {
    const wrong = await desk
      .visitor()
      .post('/api/auth/sign-in/email', { email: writer.email, password: 'a guess, no more' });
    const unknown = await desk
      .visitor()
      .post('/api/auth/sign-in/email', { email: 'x@example.org', password: 'a guess' });
    assert.deepEqual([wrong.status, wrong.body.error.code], [401, 'SIGN_IN_WRONG']);
    assert.deepEqual(unknown.body, wrong.body);
  });

  await t.test('the session’s token is in the cookie, which scripts do not see, and nowhere else', async () => {
    const visitor = desk.visitor();
    Object.assign(visitor, { email: writer.email });
    const { headers, body } = await visitor.signIn();
    const cookie = headers.getSetCookie().join('\n');
    assert.match(cookie, /HttpOnly/i);
    assert.match(cookie, /SameSite=Lax/i);
    assert.equal(body.token, undefined);
    assert.equal(body.user.email, writer.email);
  });

  await t.test('an expired session: SIGN_IN', async () => {
    const visitor = desk.visitor();
    Object.assign(visitor, { email: writer.email });
    await visitor.signIn();
    const { db } = desk.newsroom.desk;
    const current = (await visitor.get('/api/me/sessions')).body.find((one: { current: boolean }) => one.current);
    await signInTables(db)
      .updateTable('session')
      .set({ expiresAt: new Date(Date.now() - 1000).toISOString() })
      .where('id', '=', current.id)
      .execute();
    const { status, body } = await visitor.get('/api/me');
    assert.deepEqual([status, body.error.code], [401, 'SIGN_IN']);
  });

  await t.test('sessions are seen and ended', async () => {
    const [phone, laptop] = [desk.visitor(), desk.visitor()];
    for (const visitor of [phone, laptop]) {
      Object.assign(visitor, { email: writer.email });
      await visitor.signIn();
    }
    const { body: sessions } = await laptop.get('/api/me/sessions');
    assert.ok(sessions.length >= 3);
    assert.ok(!JSON.stringify(sessions).includes('token'));
    const stranger = await desk.person('administrator');
    assert.equal((await stranger.delete(`/api/me/sessions/${sessions[0].id}`)).status, 404);
    const ofPhone = (await phone.get('/api/me/sessions')).body.find((one: { current: boolean }) => one.current);
    assert.equal((await laptop.delete(`/api/me/sessions/${ofPhone.id}`)).status, 200);
    assert.equal((await phone.get('/api/me')).status, 401);
    assert.equal((await laptop.delete('/api/me/sessions')).status, 200);
    assert.equal((await writer.get('/api/me')).status, 401);
    assert.equal((await laptop.get('/api/me')).status, 200);
    assert.equal((await laptop.post('/api/auth/sign-out', {})).status, 200);
    assert.equal((await laptop.get('/api/me')).status, 401);
  });

  await t.test('what better-auth has and the desk does not offer is not there', async () => {
    for (const path of ['sign-up/email', 'update-user', 'delete-user', 'change-email', 'set-password']) {
      const { status } = await desk
        .visitor()
        .post(`/api/auth/${path}`, { name: 'X', email: 'x@example.org', password: 'a good long one' });
      assert.equal(status, 401, path);
    }
    assert.equal((await desk.visitor().get('/api/auth/get-session')).status, 401);
  });
});

test('mass attempts to sign in are stopped, with a clear word and the audit log telling of them', async () => {
  const victim = await desk.person('editor');
  const attacker = desk.visitor();
  const guess = () => attacker.post('/api/auth/sign-in/email', { email: victim.email, password: 'another guess' });
  const statuses: number[] = [];
  for (let n = 0; n < 25; n++) statuses.push((await guess()).status);
  assert.deepEqual([statuses[0], statuses.at(-1)], [401, 429]);
  assert.equal(statuses.filter((status) => status === 401).length, 20);
  const { body } = await guess();
  assert.equal(body.error.code, 'TOO_MANY');
  assert.match(body.error.hint, /^Wait \d+ (seconds|minutes) and try again\.$/);
  const rows = await desk.newsroom.desk.db
    .selectFrom('audit')
    .selectAll()
    .where('action', '=', 'sign-in.failed')
    .execute();
  assert.ok(rows.filter(({ details }) => details.includes(victim.email)).length >= 20);
  assert.equal((await victim.signIn()).status, 200, 'others are not kept out');
});

test('guesses at one account from many addresses are stopped too', async () => {
  const victim = await desk.person('editor');
  const guess = () => desk.visitor().post('/api/auth/sign-in/email', { email: victim.email, password: 'a new guess' });
  assert.equal((await guess()).status, 401);
  // As if there had been many more.
  const known = signInTables(desk.newsroom.desk.db).updateTable('rateLimit').where('key', 'like', 'account|%');
  await known.set({ count: 49 }).execute();
  assert.deepEqual([(await guess()).status, (await guess()).status], [401, 429]);
  // And a quarter of an hour later.
  await known.set({ lastRequest: Date.now() - 16 * 60_000 }).execute();
  assert.deepEqual([(await guess()).status, (await guess()).status], [401, 401]);
});

test('requests that other sites make a browser send change nothing', async (t) => {
  const person = await desk.person('writer');
  const attempts: [name: string, headers: Record<string, string>, status: number][] = [
    ['another site', { origin: 'https://evil.example' }, 403],
    ['a page without an origin', { origin: 'null' }, 403],
    ['the same host on another port', { origin: 'http://localhost:1' }, 403],
    ['no origin, and the browser says cross-site', { origin: '', 'sec-fetch-site': 'cross-site' }, 403],
    ['no origin, and the browser says same-site', { origin: '', 'sec-fetch-site': 'same-site' }, 403],
    ['neither', { origin: '' }, 403],
    ['no origin, and the browser says same-origin', { origin: '', 'sec-fetch-site': 'same-origin' }, 200],
    ['our own page', {}, 200],
  ];
  for (const [name, headers, status] of attempts) {
    await t.test(name, async () => {
      const answer = await person.patch('/api/me', { name: `Name of ${status}` }, headers);
      assert.equal(answer.status, status);
      if (status === 403) assert.equal(answer.body.error.code, 'CROSS_SITE');
    });
  }
  await t.test('a form’s own types are refused', async () => {
    for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x']) {
      const { status, body } = await person.patch('/api/me', '{"name":"Forged"}', { 'content-type': type });
      assert.deepEqual([status, body.error.code], [415, 'NOT_JSON']);
    }
  });
  await t.test('signing in is guarded as well', async () => {
    const account = { email: person.email, password: person.password };
    const { status } = await desk
      .visitor()
      .post('/api/auth/sign-in/email', account, { origin: 'https://evil.example' });
    assert.equal(status, 403);
  });
  assert.equal((await person.get('/api/me')).body.name, 'Name of 200');
});

test('nobody gives themselves a role', async () => {
  const person = await desk.person('viewer');
  for (const forged of [
    { grants: [{ role: 'administrator' }] },
    { role: 'administrator' },
    { disabled: null },
    { id: 'x' },
  ]) {
    const { status, body } = await person.patch('/api/me', forged);
    assert.deepEqual([status, body.error.code], [422, 'INVALID']);
  }
  const { body } = await person.patch('/api/me', { name: 'Rabia Sund', language: 'ur' });
  assert.deepEqual([body.name, body.language, body.grants], ['Rabia Sund', 'ur', [{ role: 'viewer', language: null }]]);
});

test('what is too large or no JSON is refused in a clear sentence', async () => {
  const person = await desk.person('writer');
  const huge = await person.patch('/api/me', `{"name":"${'x'.repeat(100 * 1024 * 1024)}"}`);
  assert.deepEqual([huge.status, huge.body.error.code], [413, 'TOO_LARGE']);
  assert.match(huge.body.error.message, /10 MB/);
  const broken = await person.patch('/api/me', '{"name":');
  assert.deepEqual([broken.status, broken.body.error.code], [422, 'INVALID']);
  const nowhere = await person.get('/api/nowhere');
  assert.deepEqual([nowhere.status, nowhere.body.error.code], [404, 'NOT_FOUND']);
});

test('two-factor', async (t) => {
  const person = await desk.person('approver');
  const { password } = person;
  const begun = await person.post('/api/auth/two-factor/enable', { password });
  assert.equal(begun.status, 200);
  const totp = URI.parse(begun.body.totpURI) as TOTP;
  const [recovery] = begun.body.backupCodes;

  await t.test('it is on when the first code was right', async () => {
    assert.equal((await person.get('/api/me')).body.twoFactor, false);
    const wrong = await person.post('/api/auth/two-factor/verify-totp', { code: '000000' });
    assert.equal(wrong.body.error.code, 'CODE_WRONG');
    assert.equal((await person.post('/api/auth/two-factor/verify-totp', { code: totp.generate() })).status, 200);
    assert.equal((await person.get('/api/me')).body.twoFactor, true);
  });

  const again = () => Object.assign(desk.visitor(), { email: person.email }) as Visitor;

  await t.test('a password alone opens nothing', async () => {
    const visitor = again();
    const { status, body } = await visitor.signIn();
    assert.deepEqual([status, body.twoFactorRedirect], [200, true]);
    assert.equal((await visitor.get('/api/me')).status, 401);
    assert.equal(
      (await visitor.post('/api/auth/two-factor/verify-totp', { code: '123456' })).body.error.code,
      'CODE_WRONG',
    );
    assert.equal((await visitor.get('/api/me')).status, 401);
    // The code of now has turned two-factor on, and is good once.
    const next = totp.generate({ timestamp: Date.now() + 30_000 });
    assert.equal((await visitor.post('/api/auth/two-factor/verify-totp', { code: next })).status, 200);
    assert.equal((await visitor.get('/api/me')).status, 200);
  });

  await t.test('a recovery code is good once', async () => {
    const visitor = again();
    await visitor.signIn();
    assert.equal((await visitor.post('/api/auth/two-factor/verify-backup-code', { code: recovery })).status, 200);
    assert.equal((await visitor.get('/api/me')).status, 200);
    const later = again();
    await later.signIn();
    const { body } = await later.post('/api/auth/two-factor/verify-backup-code', { code: recovery });
    assert.equal(body.error.code, 'CODE_WRONG');
  });

  await t.test('a code without a password: SIGN_IN', async () => {
    const { status, body } = await desk.visitor().post('/api/auth/two-factor/verify-totp', { code: totp.generate() });
    assert.deepEqual([status, body.error.code], [401, 'SIGN_IN']);
  });

  await t.test('the log has no secret of it', async () => {
    const rows = await desk.newsroom.desk.db.selectFrom('audit').select('details').execute();
    const all = rows.map(({ details }) => details).join('\n');
    for (const secret of [totp.secret.base32, recovery, password]) assert.ok(!all.includes(secret));
  });

  await t.test('it is off with the password', async () => {
    const wrong = await person.post('/api/auth/two-factor/disable', { password: 'not this one' });
    assert.equal(wrong.body.error.code, 'PASSWORD_WRONG');
    assert.equal((await person.post('/api/auth/two-factor/disable', { password })).status, 200);
  });
});

test('where everybody needs two-factor, nothing else opens before it is on', async () => {
  const strict = await openTestDesk();
  try {
    const administrator = await strict.person('administrator');
    assert.equal((await administrator.put('/api/settings', { requireTwoFactor: true })).status, 200);
    const { status, body } = await administrator.get('/api/staff');
    assert.deepEqual([status, body.error.code], [403, 'TWO_FACTOR_NEEDED']);
    assert.equal((await administrator.get('/api/me')).body.needsTwoFactor, true);
    const { password } = administrator;
    const begun = await administrator.post('/api/auth/two-factor/enable', { password });
    const code = (URI.parse(begun.body.totpURI) as TOTP).generate();
    await administrator.post('/api/auth/two-factor/verify-totp', { code });
    assert.equal((await administrator.get('/api/staff')).status, 200);
  } finally {
    await strict.close();
  }
});

test('a new password comes by mail', async (t) => {
  const person = await desk.person('writer');
  await person.patch('/api/me', { language: 'ur' });
  const asked = await desk.visitor().post('/api/auth/request-password-reset', { email: person.email });
  const mail = await mailbox.next();
  const token = tokenIn(mail.text);

  await t.test('the letter is in the person’s language, from right to left', () => {
    assert.deepEqual(mail.to, [person.email]);
    assert.match(mail.text, /نیا پاس ورڈ منتخب کرنے کے لیے/);
    assert.match(mail.html, /<html lang="ur" dir="rtl">/);
    assert.match(mail.raw, /^From: desk@example\.org/m);
  });

  await t.test('its link leads to the desk, whatever host the request named', async () => {
    const link = /http:\S+/.exec(mail.text)![0];
    assert.ok(link.startsWith(`${desk.url}/reset?token=`));
  });

  await t.test('whether there is such an account is not told', async () => {
    const unknown = await desk.visitor().post('/api/auth/request-password-reset', { email: 'nobody@example.org' });
    assert.deepEqual([unknown.status, unknown.text], [asked.status, asked.text]);
  });

  await t.test('it is good once, and ends all sessions', async () => {
    const reset = (newPassword: string) => desk.visitor().post('/api/auth/reset-password', { newPassword, token });
    assert.equal((await reset('short')).body.error.code, 'PASSWORD_SHORT');
    assert.equal((await reset('nine yellow lanterns')).status, 200);
    assert.equal((await person.get('/api/me')).status, 401);
    const { status, body } = await reset('ten yellow lanterns');
    assert.deepEqual([status, body.error.code], [410, 'LINK_ENDED']);
    assert.equal((await person.signIn()).status, 401);
    person.password = 'nine yellow lanterns';
    assert.equal((await person.signIn()).status, 200);
  });

  await t.test('the token is nowhere in the database', async () => {
    await desk.visitor().post('/api/auth/request-password-reset', { email: person.email });
    const fresh = tokenIn((await mailbox.next()).text);
    const { rows } = await desk.newsroom.desk.db.executeQuery<{ identifier: string }>({
      ...desk.newsroom.desk.db.selectFrom('settings').selectAll().compile(),
      sql: 'select * from verification',
    });
    assert.ok(rows.length > 0);
    assert.ok(!JSON.stringify(rows).includes(fresh));
  });
});

test('without mail the operator finds the link on the terminal', async () => {
  const quiet = await openTestDesk();
  try {
    const person = await quiet.person('writer');
    await quiet.visitor().post('/api/auth/request-password-reset', { email: person.email });
    for (let n = 0; n < 100 && quiet.printed.length === 0; n++) await new Promise((resolve) => setTimeout(resolve, 10));
    assert.match(quiet.printed.join('\n'), new RegExp(`${person.email}.*/reset\\?token=`));
  } finally {
    await quiet.close();
  }
});

test('the interface’s page: a strict policy with a nonce, and no page for a file that is missing', async () => {
  const [one, two] = [await desk.visitor().get('/write/12'), await desk.visitor().get('/')];
  const policy = one.headers.get('content-security-policy')!;
  assert.match(policy, /default-src 'none'; script-src 'self'; style-src 'self' 'nonce-[\w+/=]{22,}'/);
  assert.ok(!policy.includes('unsafe'));
  assert.notEqual(policy, two.headers.get('content-security-policy'));
  assert.equal((await desk.visitor().get('/assets/gone-12345678.js')).status, 404);
  for (const [name, value] of Object.entries({
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
  })) {
    assert.equal(one.headers.get(name), value);
  }
});

function tokenIn(text: string): string {
  return /token=([\w-]+)/.exec(text)![1]!;
}
