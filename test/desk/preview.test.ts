import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { EMPTY } from '../../src/desk/keeping/empty.ts';
import { openTestDesk, type TestDesk, type Visitor } from '../helpers/desk.ts';
import { typeFerryStatement } from '../helpers/ferry-league.ts';
import { publishFiles } from '../helpers/newsroom.ts';

const BODY = '<h2>Times</h2>\n<p>The <em>night</em> ferry runs on Monday.</p>\n';
const STATEMENT = {
  ...EMPTY,
  title: 'Night ferry & tram',
  body: BODY,
  posted: '2026-03-01',
  fields: { type: 'speech' },
};
const NOT_OUT = 'ST-2026-····';

let desk: TestDesk;
let writer: Visitor;
let approver: Visitor;
before(async () => {
  desk = await openTestDesk();
  await publishFiles(desk.newsroom, typeFerryStatement(mkdtempSync(join(tmpdir(), 'daftar-ferry-'))));
  writer = await desk.person('writer');
  approver = await desk.person('approver');
});
after(() => desk?.close());

test('a draft is shown as the very page that readers get', async () => {
  const { id } = await begin();
  const page = await preview({ edition: id });
  for (const shown of [
    '<html lang="en" dir="ltr">',
    'Night ferry &amp; tram',
    '<h2>Times</h2>',
    'Speech',
    'Ferry Users’ League',
    NOT_OUT,
  ])
    assert.ok(page.includes(shown), shown);
  assert.ok(!/<script|og:|rel="canonical"|undefined|NaN|00000000/.test(page));
  const style = /<link rel="stylesheet" href="(\/api\/preview\/assets\/style-[0-9a-f]+\.css)">/.exec(page)![1]!;
  const sheet = await writer.get(style);
  assert.equal(sheet.status, 200);
  const font = /url\((font-[\w.-]+)\)/.exec(sheet.text)![1]!;
  assert.equal((await writer.get(`/api/preview/assets/${font}`)).headers.get('content-type'), 'font/woff2');
  assert.equal((await desk.visitor().get(style)).status, 401);
});

test('what is being typed is shown, and nothing of it is saved', async () => {
  const { id, content, head } = await begin();
  const typed = {
    ...content,
    title: 'Half a tit',
    body: '<p>One<script>alert(1)</script></p><p onclick="x()">Two',
    posted: '2026-',
    fields: { type: null },
  };
  const page = await preview({ edition: id, content: typed });
  assert.ok(page.includes('Half a tit') && page.includes('<p>Two</p>'));
  assert.ok(!/alert|onclick|Night ferry/.test(page));
  assert.equal((await writer.get(`/api/editions/${id}`)).body.head, head);
  const counters = await desk.newsroom.desk.db
    .selectFrom('counters')
    .selectAll()
    .where('letters', '=', 'ST')
    .where('year', '=', 2026)
    .execute();
  assert.deepEqual(counters, []);
});

test('what nobody can have yet is no link, and everything else leads to the site', async () => {
  const { id } = await begin();
  const page = await preview({ edition: id });
  const links = [...page.matchAll(/<a ([^>]*)>/g)].map(([, attributes]) => attributes!);
  assert.ok(links.some((one) => one.includes('href="https://news.ferry.example/en/statements/"')));
  const inside = links.filter((one) => /href="(?!https:\/\/news\.ferry\.example\/|#|mailto:)/.test(one));
  assert.deepEqual(inside, []);
  assert.match(page, /<a ><bdi class="code">ST-2026-····<\/bdi><\/a>|<a><bdi class="code">ST-2026-····<\/bdi><\/a>/);
});

test('a correction and a withdrawal are shown before they are made', async () => {
  const { items } = (await writer.get('/api/items?kind=statement&q=Repairs')).body;
  const { id } = items[0].editions.find(({ language }: { language: string }) => language === 'en');
  const { content } = (await writer.get(`/api/editions/${id}`)).body;
  const corrected = await preview({
    edition: id,
    content: { ...content, title: 'Corrected', note: 'The day was wrong.' },
    event: 'correct',
  });
  assert.match(corrected, /class="notice correction"[\s\S]*The day was wrong\./);
  assert.ok(corrected.includes('ST-2024-0001') && !corrected.includes('····'));
  assert.ok(corrected.includes('href="https://news.ferry.example/ST-2024-0001/"'));
  const withdrawn = await preview({
    edition: id,
    content: { ...content, note: 'It was never said.' },
    event: 'withdraw',
  });
  assert.match(withdrawn, /class="notice withdrawn"[\s\S]*It was never said\./);
  assert.ok(!withdrawn.includes('The first boat leaves at six'));
});

test('where nothing has changed, the page is the one that readers have', async () => {
  const { items } = (await writer.get('/api/items?kind=statement&q=Repairs')).body;
  for (const { id, language } of items[0].editions) {
    const { content, path } = (await writer.get(`/api/editions/${id}`)).body;
    const text = (page: string) =>
      page
        .replace(/^[\s\S]*<main/, '')
        .replace(/<\/main>[\s\S]*$/, '')
        .replace(/<[^>]*>/g, '');
    const page = readFileSync(join(desk.newsroom.paths.site, path, 'index.html'), 'utf8');
    assert.equal(text(await preview({ edition: id, content })), text(page), language);
  }
});

test('a preview changes nothing on the site or in what is pressed next', async () => {
  const { id } = await begin();
  const site = () => readFileSync(join(desk.newsroom.paths.site, 'en/index.html'), 'utf8');
  const before = site();
  await preview({ edition: id });
  await desk.newsroom.release();
  assert.equal(site(), before);
});

test('the masthead is shown on a front page, however little of it is typed', async () => {
  const masthead = await desk.newsroom.desk.db
    .selectFrom('editions')
    .innerJoin('items', 'items.id', 'editions.item_id')
    .select('editions.id')
    .where('items.kind', '=', 'masthead')
    .executeTakeFirstOrThrow();
  const { content } = (await writer.get(`/api/editions/${masthead.id}`)).body;
  const fields = { ...content.fields, names: { ur: 'انجمنِ مسافرانِ کشتی' } };
  const page = await preview({ edition: masthead.id, content: { ...content, fields }, language: 'ur' });
  assert.ok(page.includes('<html lang="ur" dir="rtl">') && page.includes('انجمنِ مسافرانِ کشتی'));
  assert.match(await preview({ edition: masthead.id, content: { ...content, fields: {} } }), /<main/);
});

test('a private link shows one revision to whoever has it, and says so', async () => {
  const { id, head } = await begin();
  const { link, path } = await give(id, head, 'Tide & Harbour Weekly');
  assert.match(link, /^http:\/\/localhost:\d+\/embargo\/[\w-]{43}$/);
  const reporter = desk.visitor();
  const { status, headers, text } = await reporter.get(path, { 'user-agent': 'Reporter/1' });
  assert.equal(status, 200);
  for (const shown of [
    'Under embargo',
    'Given to: \u2068Tide &amp; Harbour Weekly\u2069',
    '(\u2066UTC+5\u2069)',
    'The <em>night</em> ferry',
  ])
    assert.ok(text.includes(shown), shown);
  assert.equal(headers.get('cache-control'), 'no-store');
  assert.match(headers.get('x-robots-tag')!, /noindex/);
  const policy = headers.get('content-security-policy')!;
  const nonce = /style-src 'nonce-([^']+)'/.exec(policy)![1]!;
  assert.ok(
    text.includes(`<style nonce="${nonce}">`) && policy.startsWith("default-src 'none'") && !policy.includes('script'),
  );
  // Nothing but what stands below /embargo/ is asked for.
  for (const [, address] of text.matchAll(/(?:src="|url\()([^)"]+)/g)) {
    const asked = new URL(address!, `${desk.url}${path}`).pathname;
    assert.match(asked, /^\/embargo\//);
    assert.equal((await reporter.get(asked)).status, 200);
  }
  assert.ok(!/<script|og:|rel="(canonical|alternate)"|\/api\//.test(text));
  const [{ views, count, state }] = (await approver.get(`/api/editions/${id}/embargoes`)).body;
  assert.deepEqual([count, state, views[0].agent], [1, 'open', 'Reporter/1']);
  assert.match(views[0].address, /^192\.0\.2\./);
  const { secret } = await desk.newsroom.desk.db
    .selectFrom('embargoes')
    .select('secret')
    .where('edition_id', '=', id)
    .executeTakeFirstOrThrow();
  assert.ok(!link.includes(secret));
});

test('beside its own pictures a private link shows those that are public, such as the emblem, and no others', async () => {
  const { id, head } = await begin();
  const { path } = await give(id, head, 'Tide & Harbour Weekly');
  const emblem = '12'.repeat(32);
  const unpublished = '34'.repeat(32);
  for (const [folder, sha256] of Object.entries({ 'record/media': emblem, media: unpublished })) {
    const place = join(desk.newsroom.desk.dataDir, folder, sha256.slice(0, 2));
    mkdirSync(place, { recursive: true });
    writeFileSync(join(place, sha256), 'a picture');
  }
  const reporter = desk.visitor();
  assert.equal((await reporter.get(`${path}/media/${emblem}.webp`)).text, 'a picture');
  assert.equal((await reporter.get(`${path}/media/${unpublished}.webp`)).status, 404);
});

test('a private link stays with its revision, and tells of a newer one', async () => {
  const { id, head, content } = await begin();
  const { path } = await give(id, head, 'A paper');
  await ok(writer.put(`/api/editions/${id}`, { base: head, content: { ...content, title: 'Another title' } }));
  const { text } = await desk.visitor().get(path);
  assert.ok(text.includes('Night ferry &amp; tram') && !text.includes('Another title'));
  assert.ok(text.includes('has been changed since this link was given'));
});

test('a private link ends: in time, by hand, and with the publication', async () => {
  const { id, head } = await begin();
  const expiring = await give(id, head, 'One', 1);
  const revoked = await give(id, head, 'Two');
  const published = await give(id, head, 'Three');
  await ok(approver.delete(`/api/embargoes/${revoked.id}`));
  assertEnded(await desk.visitor().get(revoked.path), 410, 'taken back');
  desk.clock.now = new Date(desk.clock.now.getTime() + 2 * 3600_000);
  assertEnded(await desk.visitor().get(expiring.path), 410, 'expired');
  for (const point of ['figures', 'mandate', 'safety'])
    await ok(writer.put(`/api/editions/${id}/checklist`, { revision: head, point, ticked: true }));
  await ok(writer.post(`/api/editions/${id}/submit`, { revision: head }));
  await ok(approver.post(`/api/editions/${id}/approve`, { revision: head }));
  await ok(approver.post(`/api/editions/${id}/publish`, { revision: head }));
  const end = await desk.visitor().get(published.path);
  assertEnded(end, 410, 'has been published');
  assert.match(end.text, /href="https:\/\/news\.ferry\.example\/en\/statements\/2026\/night-ferry-and-tram\/"/);
  const expires = new Date(desk.clock.now.getTime() + 3600_000).toISOString();
  const again = await approver.post(`/api/editions/${id}/embargoes`, { revision: head, label: 'Four', expires });
  assert.equal(again.body.error.code, 'IS_PUBLIC');
});

test('secrets are not found by trying', async () => {
  const guesser = desk.visitor();
  for (let n = 0; n < 20; n++) assertEnded(await guesser.get(`/embargo/guess-${n}`), 404, 'nothing behind this link');
  assertEnded(await guesser.get('/embargo/guess-20'), 429, 'Too many');
  assertEnded(await desk.visitor().get('/embargo/guess-21'), 404, 'nothing behind');
});

const WRONG: [what: string, changed: object, code: string][] = [
  ['in the past', { expires: '2020-01-01T00:00:00Z' }, 'INVALID_DATE'],
  ['next year', { expires: '2090-01-01T00:00:00Z' }, 'INVALID_DATE'],
  ['for nobody', { label: ' ' }, 'INVALID'],
  ['to a revision of another text', { revision: 1 }, 'NOT_FOUND'],
];
for (const [what, changed, code] of WRONG) {
  test(`no private link ${what}`, async () => {
    const { id, head } = await begin();
    const expires = new Date(desk.clock.now.getTime() + 3600_000).toISOString();
    const { body } = await approver.post(`/api/editions/${id}/embargoes`, {
      revision: head,
      label: 'A paper',
      expires,
      ...changed,
    });
    assert.equal(body.error.code, code);
  });
}

// biome-ignore lint/suspicious/noExplicitAny: tests look into answers freely
async function ok(answer: Promise<{ status: number; body: any; text: string }>): Promise<any> {
  const { status, body, text } = await answer;
  assert.equal(status, 200, text);
  return body;
}

function begin() {
  return ok(writer.post('/api/items', { kind: 'statement', language: 'en', content: STATEMENT }));
}

async function preview(wanted: object): Promise<string> {
  const { status, text } = await writer.post('/api/preview', wanted);
  assert.equal(status, 200, text);
  return text;
}

async function give(id: number, revision: number, label: string, hours = 24) {
  const expires = new Date(desk.clock.now.getTime() + hours * 3600_000).toISOString();
  const made = await ok(approver.post(`/api/editions/${id}/embargoes`, { revision, label, expires }));
  return { ...made, path: new URL(made.link).pathname };
}

function assertEnded({ status, text }: { status: number; text: string }, expected: number, words: string): void {
  assert.equal(status, expected);
  assert.ok(text.includes(words), text);
  assert.ok(!text.includes('Night ferry'));
}
