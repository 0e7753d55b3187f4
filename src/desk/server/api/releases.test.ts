import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { openTestDesk, type TestDesk } from '../../../../test/helpers/desk.ts';

let desk: TestDesk;
let token: string;
before(async () => {
  desk = await openTestDesk();
  const administrator = await desk.person('administrator');
  token = (await administrator.post('/api/tokens', { name: 'The other system', scopes: ['release', 'read'] })).body
    .token;
});
after(() => desk.close());

test('the one call of specs/desk.md takes a text from outside to its release, corrects it, and withdraws it', async (t) => {
  const { path, headers, sent } = example();
  const call = async (changed: object = {}) => {
    const { status, body } = await desk.visitor().post(path, { ...sent, ...changed }, { ...headers, origin: '' });
    assert.equal(status, 200, JSON.stringify(body));
    return body;
  };
  const first = await call();
  assert.deepEqual(
    [first.release.version, first.release.event, first.release.language, first.findings],
    [1, 'publish', 'en', []],
  );
  assert.match(first.release.number, /^ST-2051-\d{4}$/);
  assert.equal(first.path, first.release.path);

  await t.test('the same call again releases nothing', async () => {
    assert.deepEqual(await call(), { ...first, release: null });
  });
  await t.test('another text under the same key is a correction', async () => {
    const corrected = { event: 'correct', note: 'The last boat goes at nine.', body: '<p>From six to nine.</p>' };
    const { release } = await call(corrected);
    assert.deepEqual([release.version, release.event, release.number], [2, 'correct', first.release.number]);
  });
  await t.test('a translation names its source', async () => {
    const { release } = await call({ language: 'ur', translates: 'en', title: 'کشتی ہر گھنٹے چلے گی' });
    assert.deepEqual([release.number, release.language, release.version], [first.release.number, 'ur', 1]);
  });
  await t.test('and it is withdrawn', async () => {
    const { release } = await call({ event: 'withdraw', note: 'The ferry does not run.' });
    assert.deepEqual([release.version, release.event], [3, 'withdraw']);
  });
  await t.test('what is incomplete is refused, with what is missing', async () => {
    const { status, body } = await desk.visitor().post(path, { ...sent, key: 'our-cms:2', title: '' }, headers);
    assert.deepEqual([status, body.error.code], [422, 'INCOMPLETE']);
  });
});

/** What curl would send. */
function example(): { path: string; headers: Record<string, string>; sent: Record<string, unknown> } {
  const spec = readFileSync(join(import.meta.dirname, '../../../../specs/desk.md'), 'utf8');
  const [, command = ''] = /```sh\n(curl [\s\S]*?)```/.exec(spec) ?? [];
  const [, path = ''] = /http:\/\/localhost:4001(\S+)/.exec(command) ?? [];
  const headers = [...command.matchAll(/-H ["']([\w-]+): ([^"']+)["']/g)].map(([, name, value]) => [
    name!.toLowerCase(),
    value!.replace('$DAFTAR_TOKEN', token),
  ]);
  return { path, headers: Object.fromEntries(headers), sent: JSON.parse(/-d '([^']+)'/.exec(command)![1]!) };
}
