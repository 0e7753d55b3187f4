import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { EMPTY } from '../../src/desk/keeping/empty.ts';
import { RIGHTS } from '../../src/desk/server/roles.ts';
import { assertRights, oneOfEachRole, openTestDesk, type TestDesk, type Visitor } from '../helpers/desk.ts';
import { type Mailbox, openMailbox } from '../helpers/mailbox.ts';

const BODY = '<p>The ferry runs on Monday. Tickets are free for a week.</p>\n';
const STATEMENT = { ...EMPTY, title: 'Night ferry', body: BODY, posted: '2026-03-01', fields: { type: 'statement' } };

let desk: TestDesk;
let mailbox: Mailbox;
let people: Awaited<ReturnType<typeof oneOfEachRole>>;
before(async () => {
  mailbox = await openMailbox();
  desk = await openTestDesk({ environment: { DAFTAR_SMTP: mailbox.url, DAFTAR_MAIL_FROM: 'desk@example.org' } });
  people = await oneOfEachRole(desk);
});
after(async () => {
  await desk?.close();
  await mailbox?.close();
});

test('comments: on a passage, answered, resolved, opened again, and never lost', async () => {
  const { writer, editor } = people;
  const edition = await begin(writer);
  const passage = { field: 'body', quote: 'free for a week', before: 'Tickets are ', after: '.' };
  const first = await ok(editor.post(`/api/editions/${edition.id}/comments`, { text: 'For how long?', passage }));
  assert.deepEqual([first[0].who.name, first[0].place], [editor.name, { from: 38, to: 53 }]);
  const { id } = first[0];
  await ok(writer.post(`/api/editions/${edition.id}/comments`, { text: 'Until Sunday.', parent: id }));
  const resolved = await ok(editor.patch(`/api/comments/${id}`, { resolved: true }));
  assert.equal(resolved[0].resolved.who.name, editor.name);
  const answered = await ok(writer.post(`/api/editions/${edition.id}/comments`, { text: 'Or not?', parent: id }));
  assert.deepEqual([answered[0].resolved, answered[0].answers.length], [null, 2]);

  await save(writer, edition, {
    body: '<p>News of the ferry. The ferry runs on Monday. Tickets are free for a week.</p>\n',
  });
  const moved = await ok(editor.get(`/api/editions/${edition.id}/comments`));
  assert.deepEqual(moved[0].place, { from: 57, to: 72 });
  await save(writer, edition, { body: '<p>The ferry runs again.</p>\n' });
  const lost = await ok(editor.get(`/api/editions/${edition.id}/comments`));
  assert.deepEqual([lost[0].place, lost[0].passage.quote], [null, 'free for a week']);
});

test('only whoever wrote a comment rewords it', async () => {
  const { writer, editor } = people;
  const edition = await begin(writer);
  const [{ id }] = await ok(editor.post(`/api/editions/${edition.id}/comments`, { text: 'Wich ferry?' }));
  assert.equal((await ok(editor.patch(`/api/comments/${id}`, { text: 'Which ferry?' })))[0].text, 'Which ferry?');
  assert.equal((await writer.patch(`/api/comments/${id}`, { text: 'None' })).body.error.code, 'FORBIDDEN');
});

test('who is mentioned is told by mail, without a word of the text, until they have looked', async () => {
  const { writer, approver, viewer } = people;
  const edition = await begin(writer);
  const mentions = [approver.id, writer.id, 'nobody'];
  const [said] = await ok(writer.post(`/api/editions/${edition.id}/comments`, { text: '@you: sign this?', mentions }));
  assert.deepEqual(said.mentions, [{ id: approver.id, name: approver.name }]);
  const mail = await mailbox.next();
  assert.deepEqual(mail.to, [approver.email]);
  assert.match(mail.text, new RegExp(`/items/${edition.item.id}/en\\?comment=${said.id}`));
  assert.ok(!mail.raw.includes('sign this') && !mail.raw.includes('Night ferry'));
  const waiting = async () =>
    (await ok(approver.get('/api/overview'))).mentions.map((one: { comment: number }) => one.comment);
  assert.ok((await waiting()).includes(said.id));
  await ok(viewer.get(`/api/editions/${edition.id}/comments`));
  assert.ok((await waiting()).includes(said.id));
  await ok(approver.get(`/api/editions/${edition.id}/comments`));
  assert.ok(!(await waiting()).includes(said.id));
});

test('a checklist is ticked for a text, and for another text again', async () => {
  const { writer, editor, approver } = people;
  const edition = await begin(writer);
  const at = () => ({ revision: edition.head });
  const list = await ok(writer.get(`/api/editions/${edition.id}/checklist`));
  assert.deepEqual(ids(list.points), ['figures', 'mandate', 'safety']);
  await ok(writer.post(`/api/editions/${edition.id}/submit`, at()));
  assert.equal((await approver.post(`/api/editions/${edition.id}/approve`, at())).body.error.code, 'CHECKLIST_OPEN');
  await tickAll(editor, edition);
  await save(editor, edition, { summary: 'In the night.' });
  const after = await ok(writer.get(`/api/editions/${edition.id}/checklist`));
  assert.ok(
    after.points.every((one: { ticked: unknown; before: unknown }) => one.ticked === null && one.before !== null),
  );
  const stale = { revision: edition.head - 1, point: 'figures', ticked: true };
  assert.equal((await editor.put(`/api/editions/${edition.id}/checklist`, stale)).body.error.code, 'STALE');
  await tickAll(editor, edition);
  await ok(approver.post(`/api/editions/${edition.id}/approve`, at()));
});

test('an approver who saves what stands there already has written nothing, and may approve', async () => {
  const { writer, approver } = people;
  const edition = await begin(writer);
  await ok(writer.post(`/api/editions/${edition.id}/submit`, { revision: edition.head }));
  const { head } = edition;
  await save(approver, edition, {});
  assert.equal(edition.head, head);
  await tickAll(approver, edition);
  await ok(approver.post(`/api/editions/${edition.id}/approve`, { revision: head }));
});

test('an administrator says what is on a kind’s checklist', async () => {
  const { administrator, writer } = people;
  const edition = await begin(writer);
  await ok(
    administrator.put('/api/settings', {
      checklists: { statement: [{ id: 'tide', words: { en: 'Tide tables are checked' } }] },
    }),
  );
  const own = await ok(writer.get(`/api/editions/${edition.id}/checklist`));
  await ok(administrator.put('/api/settings', { checklists: {} }));
  assert.deepEqual(ids(own.points), ['tide']);
});

test('a joint statement waits for everybody in whose name it goes out', async () => {
  const { writer, approver } = people;
  const body = (name: string) => ({ item: null, name, role: '' });
  const edition = await begin(writer, { issuers: [body('Ferry Users’ League'), body('Tram Riders')] });
  const at = { revision: edition.head };
  await ok(writer.post(`/api/editions/${edition.id}/submit`, at));
  await tickAll(writer, edition);
  await ok(approver.post(`/api/editions/${edition.id}/approve`, at));
  const put = (party: string, signed = true) =>
    approver.put(`/api/editions/${edition.id}/sign-offs`, { ...at, party, signed });
  await ok(put('Tram Riders'));
  const refused = await approver.post(`/api/editions/${edition.id}/publish`, at);
  assert.deepEqual(
    [refused.body.error.code, /Ferry Users’ League/.test(refused.body.error.message)],
    ['NOT_SIGNED_OFF', true],
  );
  assert.equal((await put('Somebody else')).body.error.code, 'NOT_FOUND');
  await ok(put('Tram Riders', false));
  const { parties } = await ok(put('Ferry Users’ League'));
  assert.deepEqual(
    parties.map(({ name, signed }: { name: string; signed: unknown }) => [name, signed !== null]),
    [
      ['Ferry Users’ League', true],
      ['Tram Riders', false],
    ],
  );
  await ok(put('Tram Riders'));
  await ok(approver.post(`/api/editions/${edition.id}/publish`, at));
});

const JOINT: [what: string, issuers: string[], signatories: string[], expected: string[]][] = [
  ['one body speaks for itself', ['League'], [], []],
  ['two bodies', ['League', 'Riders'], [], ['League', 'Riders']],
  ['one body and a person who signs', ['League'], ['Hamida Lund'], ['League', 'Hamida Lund']],
  ['people alone', [], ['Hamida Lund', 'Karim Voss'], ['Hamida Lund', 'Karim Voss']],
  ['a body that is named twice', ['League', 'League', 'Riders'], [], ['League', 'Riders']],
];
for (const [what, issuers, signatories, expected] of JOINT) {
  test(`who signs off: ${what}`, async () => {
    const party = (role: string) => (name: string) => ({ item: null, name, role });
    const speaker = { item: null, name: 'A Speaker', role: 'speaker' };
    const content = { issuers: issuers.map(party('')), people: [speaker, ...signatories.map(party('signatory'))] };
    const edition = await begin(people.writer, content);
    const { parties } = await ok(people.viewer.get(`/api/editions/${edition.id}/sign-offs`));
    assert.deepEqual(
      parties.map(({ name }: { name: string }) => name),
      expected,
    );
  });
}

test('rights', async () => {
  const edition = await begin(people.writer);
  const [{ id: comment }] = await ok(people.editor.post(`/api/editions/${edition.id}/comments`, { text: 'Well.' }));
  const of = `/api/editions/${edition.id}`;
  const expires = new Date(desk.clock.now.getTime() + 3600_000).toISOString();
  const term = { from: 'en', to: 'ur', term: 'ferry', rendering: 'کشتی' };
  await assertRights(desk, people, RIGHTS, [
    ['GET', `${of}/comments`, 'read'],
    ['POST', `${of}/comments`, 'comment', { text: 'Yes.' }],
    ['PATCH', `/api/comments/${comment}`, 'comment', { resolved: true }],
    ['GET', `${of}/checklist`, 'read'],
    ['GET', `${of}/sign-offs`, 'read'],
    ['PUT', `${of}/sign-offs`, 'sign-off', { revision: edition.head, party: 'x', signed: true }],
    ['GET', `${of}/embargoes`, 'embargo'],
    ['POST', `${of}/embargoes`, 'embargo', { revision: edition.head, label: 'A paper', expires }],
    ['DELETE', '/api/embargoes/1', 'embargo'],
    ['POST', '/api/preview', 'read', { edition: 999 }],
    ['GET', '/api/glossary', 'read'],
    ['GET', '/api/glossary.csv', 'read'],
    ['POST', '/api/glossary', 'glossary', term],
    ['PUT', '/api/glossary/1', 'glossary', term],
    ['DELETE', '/api/glossary/999', 'glossary'],
    ['POST', '/api/glossary/import', 'glossary', { csv: 'from,to,term,rendering\n' }],
    ['GET', `${of}/glossary`, 'read'],
  ]);
  const tick = { revision: edition.head, point: 'figures', ticked: true };
  assert.equal((await people.viewer.put(`${of}/checklist`, tick)).status, 403);
});

// biome-ignore lint/suspicious/noExplicitAny: tests look into answers freely
async function ok(answer: Promise<{ status: number; body: any; text: string }>): Promise<any> {
  const { status, body, text } = await answer;
  assert.equal(status, 200, text);
  return body;
}

async function begin(who: Visitor, content: object = {}) {
  return ok(who.post('/api/items', { kind: 'statement', language: 'en', content: { ...STATEMENT, ...content } }));
}

async function save(who: Visitor, edition: { id: number; head: number; content: object }, changed: object) {
  const saved = { base: edition.head, content: { ...edition.content, ...changed } };
  Object.assign(edition, await ok(who.put(`/api/editions/${edition.id}`, saved)));
}

async function tickAll(who: Visitor, { id, head }: { id: number; head: number }) {
  for (const point of ['figures', 'mandate', 'safety'])
    await ok(who.put(`/api/editions/${id}/checklist`, { revision: head, point, ticked: true }));
}

function ids(points: { id: string }[]): string[] {
  return points.map(({ id }) => id);
}
