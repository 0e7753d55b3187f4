import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { audit } from '../../src/desk/server/audit.ts';
import { openTestDesk, type TestDesk, type Visitor } from '../helpers/desk.ts';

let desk: TestDesk;
let administrator: Visitor;
before(async () => {
  desk = await openTestDesk();
  administrator = await desk.person('administrator');
  const { desk: tables } = desk.newsroom;
  for (const [id, name, action, object, details, day] of LINES) {
    await audit(tables, { id, name }, action, object, details, '192.0.2.7', new Date(`2051-03-0${day}T12:00:00Z`));
  }
});
after(() => desk.close());

type Line = [id: string, name: string, action: string, object: string, details: Record<string, unknown>, day: number];
const LINES: Line[] = [
  ['anjum', 'Anjum Rao', 'create', 'edition:12', {}, 1],
  ['anjum', 'Anjum Rao', 'publish', 'edition:12', { number: 'ST-2051-0001' }, 2],
  ['beatriz', 'Beatriz Sol', 'staff.roles', 'user:anjum', { note: '100% sure_' }, 3],
  ['beatriz', '=HYPERLINK("x")', 'staff.disable', 'user:کرن', { why: 'said "no", twice' }, 4],
];

const FOUND: [query: string, actions: string[]][] = [
  ['user=anjum', ['publish', 'create']],
  ['action=staff.', ['staff.disable', 'staff.roles']],
  ['action=publish', ['publish']],
  ['text=st-2051', ['publish']],
  ['text=ANJUM%20rao', ['publish', 'create']],
  ['text=100%25', ['staff.roles']],
  ['text=sure_', ['staff.roles']],
  ['text=sure%25', []],
  ['text=کرن', ['staff.disable']],
  ['from=2051-03-02T00:00:00Z&to=2051-03-03T12:00:00Z', ['publish']],
  ['user=beatriz&text=anjum', ['staff.roles']],
];

test('the log is searched', async (t) => {
  for (const [query, actions] of FOUND) {
    await t.test(query, async () => {
      const since = query.includes('from=') ? '' : '&from=2051-01-01T00:00:00Z';
      const { body } = await administrator.get(`/api/audit?${query}${since}`);
      assert.deepEqual(
        body.map(({ action }: { action: string }) => action),
        actions,
      );
    });
  }
});

test('it comes a page at a time', async () => {
  const { body: first } = await administrator.get('/api/audit?limit=2&from=2051-01-01T00:00:00Z');
  const { body: second } = await administrator.get(
    `/api/audit?limit=2&from=2051-01-01T00:00:00Z&before=${first[1].id}`,
  );
  assert.deepEqual(
    [...first, ...second].map(({ action }) => action),
    LINES.map(([, , action]) => action).reverse(),
  );
});

test('it is exported as CSV, in which nothing is a formula; the export is in the log', async () => {
  const { headers, text } = await administrator.get('/api/audit.csv?from=2051-01-01T00:00:00Z');
  assert.match(headers.get('content-type')!, /text\/csv/);
  assert.match(headers.get('content-disposition')!, /attachment/);
  const [head, first, ...rest] = text.split('\r\n');
  assert.equal(head, 'id,at,user,who,action,object,details,address');
  assert.ok(
    first!.endsWith(
      `,"'=HYPERLINK(""x"")","staff.disable","user:کرن","{""why"":""said \\""no\\"", twice""}","192.0.2.7"`,
    ),
  );
  assert.equal(rest.length, LINES.length);
  assert.equal((await administrator.get('/api/audit?action=audit.export')).body.length, 1);
});

test('no line is ever changed: the database refuses', async () => {
  const { db } = desk.newsroom.desk;
  await assert.rejects(db.updateTable('audit').set({ who: 'Nobody' }).execute(), /never changed/);
  await assert.rejects(db.deleteFrom('audit').where('action', '=', 'publish').execute(), /never changed/);
});
