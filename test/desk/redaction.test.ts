import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { EMPTY } from '../../src/desk/keeping/empty.ts';
import { takeIn } from '../../src/desk/server/intake.ts';
import { openTestDesk, type TestDesk, type Visitor } from '../helpers/desk.ts';
import { typeFerryStatement } from '../helpers/ferry-league.ts';
import { publishFiles } from '../helpers/newsroom.ts';

const NAME = 'Sarang Lakho';
const CASE = {
  ...EMPTY,
  title: 'A student is held after the ferry meeting',
  summary: 'He was stopped at the landing and let go the next day.',
  body: '<p>Two men stopped him at the landing.</p>',
  posted: '2026-03-03',
  fields: {
    type: 'arrest',
    from: '2026-03-01',
    to: null,
    place: { name: 'Old Landing', district: null, latitude: null, longitude: null },
    count: null,
    persons: [{ trueName: NAME, consent: 'none', name: 'a student', age: 19, about: null }],
    history: [{ date: '2026-03-02', status: 'released', whom: null, note: null, source: 1 }],
    sources: [{ title: 'His sister', by: null, date: null, address: null, sha256: null, copy: null }],
  },
};

let desk: TestDesk;
let writer: Visitor;
let translator: Visitor;
let editor: Visitor;
let approver: Visitor;
let viewer: Visitor;
before(async () => {
  desk = await openTestDesk();
  await publishFiles(desk.newsroom, typeFerryStatement(mkdtempSync(join(tmpdir(), 'daftar-ferry-'))));
  writer = await desk.person('writer');
  translator = await desk.person({ role: 'translator', language: 'ur' });
  editor = await desk.person('editor');
  approver = await desk.person('approver');
  viewer = await desk.person('viewer');
});
after(() => desk?.close());

test('a private name is shown to those who may write there, and to nobody else', async () => {
  const { id, head } = await begin();
  const saw = async (who: Visitor, path: string) => (await who.get(path)).text.includes(NAME);
  for (const path of [`/api/editions/${id}`, `/api/revisions/${head}`]) {
    assert.deepEqual(
      await Promise.all([writer, editor, approver].map((who) => saw(who, path))),
      [true, true, true],
      path,
    );
    assert.deepEqual([await saw(viewer, path), await saw(translator, path)], [false, false], path);
  }
  const renamed = {
    ...CASE,
    fields: { ...CASE.fields, persons: [{ ...CASE.fields.persons[0], trueName: 'Another Name' }] },
  };
  const after = await ok(writer.put(`/api/editions/${id}`, { base: head, content: renamed }));
  const compared = await viewer.get(`/api/compare?from=${head}&to=${after.head}`);
  assert.equal(compared.status, 200);
  assert.ok(!compared.text.includes(NAME) && !compared.text.includes('Another Name'));
  assert.ok((await writer.get(`/api/compare?from=${head}&to=${after.head}`)).text.includes(NAME));
});

test('no preview, no search and no translation has it', async () => {
  const { id, item } = await begin();
  const preview = await writer.post('/api/preview', { edition: id });
  assert.ok(preview.text.includes('a student') && !preview.text.includes(NAME));
  assert.ok(!(await writer.get(`/api/editions/${id}/release`)).text.includes(NAME));
  assert.deepEqual((await ok(writer.get('/api/items?q=Sarang'))).items, []);
  const made = await ok(translator.post(`/api/items/${item.id}/editions`, { language: 'ur', translates: 'en' }));
  assert.ok(!JSON.stringify(made).includes(NAME));
  assert.ok(!(await translator.get(`/api/editions/${made.id}/source`)).text.includes(NAME));
  assert.notEqual(made.restricted, null);
});

test('a new case waits until an approver has read it; then it goes out, and the name stays', async () => {
  const { id } = await begin();
  const at = async () => ({ revision: (await ok(approver.get(`/api/editions/${id}`))).head });
  await ok(writer.post(`/api/editions/${id}/submit`, await at()));
  assert.equal((await approver.post(`/api/editions/${id}/approve`, await at())).body.error.code, 'RESTRICTED');
  assert.equal((await editor.post(`/api/editions/${id}/lift-restriction`)).status, 403);
  await ok(approver.post(`/api/editions/${id}/lift-restriction`));
  await ok(approver.post(`/api/editions/${id}/approve`, await at()));
  const { path } = await ok(approver.post(`/api/editions/${id}/publish`, await at()));
  await desk.newsroom.release();
  const { record, site } = desk.newsroom.paths;
  assert.ok(readFileSync(join(site, path, 'index.html'), 'utf8').includes('a student'));
  const files = [record, site].flatMap(filesIn);
  assert.ok(files.length > 20);
  assert.deepEqual(
    files.filter((file) => /Sarang|Lakho/i.test(readFileSync(file, 'latin1'))),
    [],
  );
  assert.ok(!filesIn(record).some((file) => readFileSync(file, 'latin1').includes('trueName')));
});

const SLIPS: [where: string, slip: object, field: string][] = [
  ['in the title', { title: `${NAME} is held` }, 'title'],
  ['in the text, between marks', { body: '<p>They asked for <em>Sarang</em>\u00a0<b>LAKHO</b>.</p>' }, 'body'],
  ['in the address', { slug: 'sarang-lakho-held' }, 'slug'],
  ['among the people', { people: [{ item: null, name: NAME, role: '' }] }, 'people'],
  [
    'in the history',
    { fields: { ...CASE.fields, history: [{ ...CASE.fields.history[0], whom: `${NAME} (19)` }] } },
    'fields.history.0.whom',
  ],
];

for (const [where, slip, field] of SLIPS) {
  test(`a private name ${where} is found before it goes out`, async () => {
    const { id } = await begin({ ...CASE, ...slip });
    const { findings } = await ok(writer.get(`/api/editions/${id}`));
    const [found] = findings.filter(({ code }: { code: string }) => code === 'PRIVATE_SHOWN');
    assert.ok(found, JSON.stringify(findings));
    assert.equal(found.field, field);
  });
}

test('a case from a file waits, and what was read does not wait again until the file says something else', async () => {
  const draft = {
    ...CASE,
    key: 'files:incidents/landing',
    kind: 'incident',
    language: 'en',
    media: [],
    original: null,
    restricted: null,
  };
  const bring = (more = {}) => takeIn(desk.newsroom.desk, { ...draft, ...more }, () => true, desk.newsroom.now());
  const { editionId, restricted } = await bring();
  assert.match(restricted!, /private persons/);
  await ok(approver.post(`/api/editions/${editionId}/lift-restriction`));
  const again = await bring();
  assert.deepEqual([again.outcome, again.restricted], ['duplicate', null]);
  const changed = await bring({ summary: 'He was stopped at the landing, with his brother.' });
  assert.deepEqual([changed.outcome, changed.restricted], ['version', restricted]);
});

test('a part of the name within another word is no slip', async () => {
  const { id } = await begin({ ...CASE, body: '<p>The Sarangpur road was closed; Lakhodar was not.</p>' });
  assert.deepEqual((await ok(writer.get(`/api/editions/${id}`))).findings, []);
});

// biome-ignore lint/suspicious/noExplicitAny: tests look into answers freely
async function ok(answer: Promise<{ status: number; body: any; text: string }>): Promise<any> {
  const { status, body, text } = await answer;
  assert.equal(status, 200, text);
  return body;
}

function begin(content: object = CASE) {
  return ok(writer.post('/api/items', { kind: 'incident', language: 'en', content }));
}

function filesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => join(folder, name))
    .filter((path) => statSync(path).isFile());
}
