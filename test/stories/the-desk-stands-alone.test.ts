import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { daftar, dataFolder, run } from '../helpers/newsroom.ts';

/** The desk, the worker that writes the record, and the site are three processes on one data folder. */
test('a desk alone: what it publishes goes out through the worker beside it', { timeout: 120_000 }, async (t) => {
  const dataDir = dataFolder(t);

  await t.test('a desk makes no newsroom', async () => {
    const { code, err } = await daftar('desk', '--data', dataDir, '--desk-port', '0');
    assert.equal(code, 70);
    assert.match(err, /NO_RECORD/);
  });

  const worker = run(t, 'work', '--data', dataDir);
  await worker.says(/This worker writes the record/);
  const desk = run(t, 'desk', '--data', dataDir, '--desk-port', '0');
  const [, url] = await desk.says(/The desk is at (http:\S+)\//);
  const [, token] = await desk.says(/\/setup\?token=(\S+)/);

  const ask = async (method: string, path: string, body: unknown, cookie: string) => {
    const headers = { 'content-type': 'application/json', origin: url!, cookie };
    const response = await fetch(`${url}${path}`, { method, headers, body: JSON.stringify(body) });
    return { response, said: await response.json() };
  };

  const account = { token, name: 'Sana Veera', email: 'sana@example.org', password: 'four brown teapots' };
  const { response } = await ask('POST', '/api/setup', account, '');
  assert.equal(response.status, 200);
  const cookie = response.headers.getSetCookie()[0]!.split(';')[0]!;

  const release = async (key: string, title: string) => {
    const { response, said } = await ask('POST', '/api/releases', { ...STATEMENT, key, title }, cookie);
    assert.equal(response.status, 200, JSON.stringify(said));
  };

  await t.test('one call from outside, and readers have it', async () => {
    await release('cms:1', 'The ferry runs again');
    assert.ok(existsSync(join(dataDir, 'site/en/statements/2051/the-ferry-runs-again/index.html')));
  });

  await t.test('a second worker stands by, and takes the record over', async () => {
    const second = run(t, 'work', '--data', dataDir);
    await second.says(/takes over from it/);
    assert.equal(await worker.stop(), 0);
    await release('cms:2', 'The ferry is full');
    assert.ok(existsSync(join(dataDir, 'site/en/statements/2051/the-ferry-is-full/index.html')));
    assert.equal(await second.stop(), 0);
  });

  await t.test('an only administrator who has lost everything is let in by whoever runs the machine', async () => {
    const { code, out } = await daftar('let-in', 'Sana@example.org', '--data', dataDir);
    assert.equal(code, 0);
    assert.equal((await fetch(`${url}/api/me`, { headers: { cookie } })).status, 401, 'signed out everywhere');
    const [, token] = /\/reset\?token=(\S+)/.exec(out)!;
    const set = await ask('POST', '/api/auth/reset-password', { token, newPassword: 'five green kettles' }, '');
    assert.equal(set.response.status, 200);
    const { email } = account;
    const back = await ask('POST', '/api/auth/sign-in/email', { email, password: 'five green kettles' }, '');
    assert.equal(back.said.user.name, 'Sana Veera');
    assert.match((await daftar('let-in', 'nobody@example.org', '--data', dataDir)).err, /NOT_FOUND/);
  });

  assert.equal(await desk.stop(), 0);
});

const STATEMENT = {
  kind: 'statement',
  language: 'en',
  summary: 'From Monday the ferry crosses every hour.',
  body: '<p>From Monday the ferry crosses every hour.</p>',
  posted: '2051-03-05',
  fields: { type: 'statement' },
};
