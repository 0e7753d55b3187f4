import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { readCsv, writeCsv } from '../../src/base/csv.ts';
import { EMPTY } from '../../src/desk/keeping/empty.ts';
import type { Suggestion } from '../../src/desk/review-types.ts';
import { openTestDesk, type TestDesk, type Visitor } from '../helpers/desk.ts';

let desk: TestDesk;
let editor: Visitor;
before(async () => {
  desk = await openTestDesk();
  editor = await desk.person('editor');
});
after(() => desk?.close());

test('terms are added, agreed on anew, changed and taken out', async () => {
  const { id } = await put('Ferry Users’ League', 'کشتی مسافر انجمن');
  assert.equal((await put('ferry users league', 'انجمنِ مسافرانِ کشتی')).id, id);
  const other = await put('Landing stage', 'گھاٹ');
  const clash = { from: 'en', to: 'ur', term: 'LANDING STAGE', rendering: 'x', note: '' };
  assert.deepEqual(await refusal('put', `/api/glossary/${id}`, clash), [409, 'TERM_THERE']);
  const { body } = await editor.get('/api/glossary?from=en&to=ur&q=گهاٹ');
  assert.deepEqual(
    body.terms.map((one: { term: string }) => one.term),
    ['Landing stage'],
  );
  assert.equal((await editor.delete(`/api/glossary/${other.id}`)).status, 200);
  assert.deepEqual((await editor.delete(`/api/glossary/${other.id}`)).status, 404);
});

const WRONG: [what: string, term: object, code: string][] = [
  ['no words', { term: ' – ' }, 'TERM_INVALID'],
  ['no rendering', { rendering: ' ' }, 'TERM_INVALID'],
  ['one language', { to: 'en' }, 'TERM_INVALID'],
  ['an unknown language', { to: 'tlh' }, 'UNKNOWN_LANGUAGE'],
  ['a whole text', { term: 'a '.repeat(200) }, 'TERM_INVALID'],
];
for (const [what, changed, code] of WRONG) {
  test(`no term: ${what}`, async () => {
    const term = { from: 'en', to: 'ur', term: 'Ferry', rendering: 'کشتی', ...changed };
    assert.deepEqual(await refusal('post', '/api/glossary', term), [422, code]);
  });
}

test('a translator is shown what was agreed on, and where it is not used', async () => {
  await put('Kiln Lane', 'بھٹہ گلی');
  await put('Lane', 'گلی');
  await put('Council', 'کونسل؛ مجلس');
  await put('Tram', 'ٹرام');
  const source = await item({
    title: 'The council of Kiln Lane',
    body: '<p>Kiln&#x20;Lane is closed. The Council is sorry.</p>',
  });
  const translation = (await editor.post(`/api/items/${source.item.id}/editions`, { language: 'ur', translates: 'en' }))
    .body;
  const found = async () => (await editor.get(`/api/editions/${translation.id}/glossary`)).body.map(brief);
  assert.deepEqual(await found(), ['Council 2 open', 'Kiln Lane 2 open']);
  const content = { ...translation.content, title: 'بھٹہ گلی کی مجلسِ عاملہ', body: '<p>مجلس کو افسوس ہے۔</p>' };
  const typed = await editor.post(`/api/editions/${translation.id}/glossary`, { content });
  assert.deepEqual(typed.body.map(brief), ['Council 2 used', 'Kiln Lane 2 used']);
  assert.deepEqual(await found(), ['Council 2 open', 'Kiln Lane 2 open']);
  assert.deepEqual((await editor.get(`/api/editions/${source.id}/glossary`)).body, []);
});

test('Sindhi and Urdu letters are not one another', async () => {
  await editor.post('/api/glossary', { from: 'ur', to: 'sd', term: 'کراچی', rendering: 'ڪراچي' });
  const source = await item({ title: 'کراچی كى کشتی', body: '<p>کراچي میں۔</p>' }, 'ur');
  const translation = (await editor.post(`/api/items/${source.item.id}/editions`, { language: 'sd', translates: 'ur' }))
    .body;
  const with_ = async (title: string) =>
    (
      await editor.post(`/api/editions/${translation.id}/glossary`, { content: { ...translation.content, title } })
    ).body.map(brief);
  assert.deepEqual(await with_('کراچي جي ٻيڙي'), ['کراچی 2 open']);
  assert.deepEqual(await with_('ڪراچي جي ٻيڙي'), ['کراچی 2 used']);
});

test('the glossary goes out and comes in as a table', async () => {
  await put('=1+1', 'حساب');
  const out = await editor.get('/api/glossary.csv');
  assert.match(out.headers.get('content-type')!, /text\/csv/);
  assert.ok(out.text.includes("'=1+1"));
  const before = (await editor.get('/api/glossary')).body.terms;
  assert.equal((await editor.post('/api/glossary/import', { csv: out.text })).status, 200);
  assert.deepEqual((await editor.get('/api/glossary')).body.terms, before);
  const semicolons = 'Term;Rendering;From;To\r\n"Steam; boat";دخانی کشتی;en;ur\r\n\r\n';
  assert.deepEqual((await editor.post('/api/glossary/import', { csv: semicolons })).body, { count: 1 });
  const half = 'from,to,term,rendering\nen,ur,Quay,گودی\nen,ur,,\n';
  const { body } = await editor.post('/api/glossary/import', { csv: half });
  assert.match(body.error.message, /^Row 3: /);
  assert.deepEqual((await editor.get('/api/glossary?q=Quay')).body.terms, []);
  assert.deepEqual(await refusal('post', '/api/glossary/import', { csv: 'PK\u0003\u0004' }), [422, 'TERM_INVALID']);
});

const TABLES: [what: string, csv: string, rows: string[][]][] = [
  ['commas', 'a,b\r\nc,d', [['a', 'b'], ['c', 'd']]],
  ['quotes, commas and lines in cells', '"a ""b""","c,\nd"\n', [['a "b"', 'c,\nd']]],
  ['tabs, a byte order mark, empty lines', '\ufeffa\tb\n\n\nc\t\n', [['a', 'b'], ['c', '']]],
  ['a quote within a cell', 'a,5" pipe\n', [['a', '5" pipe']]],
]; // biome-ignore format: read in rows
for (const [what, csv, rows] of TABLES) test(`a table with ${what}`, () => assert.deepEqual(readCsv(csv), rows));

test('a table that was written is read', () => {
  const rows = [
    ['a "b"', 'c;d', 'e\nf'],
    ['گلی', '', ','],
  ];
  assert.deepEqual(readCsv(writeCsv(rows)), rows);
});

async function put(term: string, rendering: string) {
  const { status, body } = await editor.post('/api/glossary', { from: 'en', to: 'ur', term, rendering });
  assert.equal(status, 200);
  return body;
}

async function item(content: object, language = 'en') {
  return (await editor.post('/api/items', { kind: 'statement', language, content: { ...EMPTY, ...content } })).body;
}

async function refusal(method: 'post' | 'put', path: string, sent: object): Promise<[number, string]> {
  const { status, body } = await editor[method](path, sent);
  return [status, body.error?.code];
}

function brief({ term, count, used }: Suggestion): string {
  return `${term} ${count} ${used ? 'used' : 'open'}`;
}
