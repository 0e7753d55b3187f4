import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import type { LinkRow } from '../src/commands/check-links.ts';
import { newDay } from '../src/commands/confirm-channels.ts';
import type { Release } from '../src/record/release.ts';
import { MASTHEAD } from './helpers/ferry-league.ts';
import { daftar, dataFolder, folder, openNewsroom, publishFiles, recordOf, write } from './helpers/newsroom.ts';

const BASE = 'https://news.ferry.example/';

test('links are checked, and channels confirmed, because somebody asked', async (t) => {
  let isLinkingBack = true;
  const asked: string[] = [];
  const elsewhere = await web(t, (request, response) => {
    asked.push(`${request.method} ${request.url}`);
    const answer = (status: number, headers: Record<string, string> = {}, body = '') =>
      response.writeHead(status, headers).end(request.method === 'HEAD' ? '' : body);
    const back = `<p>We are <a rel="noopener ME" href="http://www.news.ferry.example/en/">the ferry people</a>.`;
    switch (request.url) {
      case '/here?a=1&b=2':
      case '/new':
        return answer(200);
      case '/no-head':
        return answer(request.method === 'HEAD' ? 405 : 200);
      case '/old':
        return answer(301, { location: '/new' });
      case '/round':
        return answer(302, { location: '/round' });
      case '/busy':
        return answer(503);
      case '/never':
        return undefined;
      case '/@ferry':
        return answer(200, { 'content-type': 'text/html' }, isLinkingBack ? back : '<p>For rent.');
      case '/@silent':
        return answer(200, {}, `<a href="${BASE}">no rel</a> <a rel="me" href="https://other.example/">another</a>`);
      default:
        return answer(request.url === '/gone' ? 410 : 404);
    }
  });
  const nobody = await closedPort();
  const dataDir = dataFolder(t);
  const newsroom = await openNewsroom(t, dataDir);
  await publishFiles(newsroom, texts(t, elsewhere, nobody));
  await newsroom.close();
  const check = async (...options: string[]) => {
    const { code, out, err } = await daftar(
      'check-links',
      '--data',
      dataDir,
      '--json',
      '--pause',
      '0',
      '--timeout',
      '1',
      ...options,
    );
    assert.equal(err, '');
    const lines = out
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    const rows = new Map((lines as LinkRow[]).filter(({ address }) => address).map((row) => [row.address, row]));
    return { code, rows, confirmed: lines.flatMap(({ channel }) => channel ?? []) };
  };
  const size = () => recordOf(dataDir).size;
  const confirmedIn = (language: string) => newest(dataDir, 'channel', language)?.fields.confirmed;

  await t.test('each address is told with its state, and with who names it', async () => {
    const { code, rows } = await check();
    assert.equal(code, 1);
    const states = [...rows].map(([address, { state, status, to }]) => [
      address.replace(elsewhere, '').replace(nobody, 'nobody'),
      state,
      status,
      to?.replace(elsewhere, '') ?? null,
    ]);
    assert.deepEqual(Object.fromEntries(states.map(([address, ...rest]) => [address, rest])), {
      '/here?a=1&b=2': ['alive', 200, null],
      '/no-head': ['alive', 200, null],
      '/old': ['moved', 200, '/new'],
      '/round': ['dead', null, null],
      '/gone': ['dead', 410, null],
      '/busy': ['unsure', 503, null],
      '/never': ['unsure', null, null],
      '/@ferry': ['alive', 200, null],
      '/@silent': ['alive', 200, null],
      'nobody/': ['dead', null, null],
      'http://ferrydropexample.onion/': ['unsure', null, null],
    });
    const gone = rows.get(`${elsewhere}/gone`)!;
    assert.deepEqual(gone.named.map(({ path, where }) => `${path} ${where}`).sort(), [
      'en/links/2024/tides/ fields.address',
      'en/pages/2024/all/ body',
      'ur/links/2024/tides/ fields.address',
    ]);
  });

  await t.test('a page is asked for without itself, once, and whole only where that is refused', () => {
    const of = (path: string) => asked.filter((one) => one.endsWith(` ${path}`));
    assert.deepEqual(of('/here?a=1&b=2'), ['HEAD /here?a=1&b=2']);
    assert.deepEqual(of('/no-head'), ['HEAD /no-head', 'GET /no-head']);
    assert.deepEqual(of('/gone'), ['HEAD /gone', 'GET /gone']);
    assert.deepEqual(of('/round'), ['HEAD /round', 'GET /round']);
  });

  await t.test('of channels it is told whether they link back; nothing is written unasked', async () => {
    const before = size();
    const { rows } = await check();
    assert.deepEqual(
      [rows.get(`${elsewhere}/@ferry`)!.linksBack, rows.get(`${elsewhere}/@silent`)!.linksBack],
      [true, false],
    );
    assert.equal(rows.get(`${elsewhere}/gone`)!.linksBack, null);
    assert.equal(size(), before);
  });

  await t.test('--confirm saves a draft, and --publish publishes what was saved', async () => {
    const before = size();
    const { confirmed } = await check('--confirm');
    assert.deepEqual(
      confirmed.map(({ language, outcome }) => [language, outcome]),
      [
        ['en', 'confirmed'],
        ['ur', 'confirmed'],
      ],
    );
    assert.equal(size(), before);
    await check('--confirm', '--publish');
    assert.equal(size(), before + 2);
    const today = new Date().toISOString().slice(0, 10);
    assert.deepEqual([confirmedIn('en'), confirmedIn('ur')], [today, today]);
    const correction = newest(dataDir, 'channel', 'ur')!;
    assert.deepEqual([correction.event, correction.version], ['correct', 2]);
    assert.match(correction.note, /حوالہ دیتا ہے/);
  });

  await t.test('the same again publishes nothing', async () => {
    const before = size();
    assert.deepEqual((await check('--confirm', '--publish')).confirmed, []);
    assert.equal(size(), before);
  });

  await t.test(
    'a channel that links back no more loses its confirmation, and that is told by the exit code',
    async () => {
      isLinkingBack = false;
      assert.equal((await check()).code, 1);
      const { confirmed } = await check('--confirm', '--publish');
      assert.deepEqual(
        confirmed.map(({ outcome }) => outcome),
        ['lost', 'lost'],
      );
      assert.deepEqual([confirmedIn('en'), confirmedIn('ur')], [null, null]);
    },
  );

  await t.test('for people it says the same in words', async () => {
    const { out } = await daftar('check-links', '--data', dataDir, '--pause', '0', '--timeout', '1');
    assert.match(out, /^dead: .*\/gone: it answers with 410$/m);
    assert.match(out, /^ {4}LK-\d{4}-\d{4} en “Tides” \(fields\.address\): \/en\/links\//m);
    assert.match(out, /^moved: .*\/old leads to .*\/new$/m);
    assert.match(out, /^channel: .*\/@silent: does not link back with rel="me"$/m);
    assert.match(out, /11 addresses: \d answer, 1 moved, 3 not sure, 3 dead\./);
  });
});

test('a wrong use is said before anything is asked', async (t) => {
  const none = await daftar('check-links', '--data', join(folder(t), 'none'));
  assert.deepEqual([none.code, none.err.includes('NO_RECORD')], [70, true]);
  for (const options of [['--publish'], ['--pause', 'long'], ['--timeout', '-1']])
    assert.equal((await daftar('check-links', ...options)).code, 64, options.join(' '));
});

const DAYS: [confirmed: string | null, linksBack: boolean, day: string | null | undefined][] = [
  [null, true, '2025-06-30'],
  [null, false, undefined],
  ['2025-06-29', true, undefined],
  ['2025-06-29', false, null],
  ['2025-05-31', true, '2025-06-30'],
  ['2025', true, '2025-06-30'],
];

for (const [confirmed, linksBack, day] of DAYS) {
  test(`confirmed ${confirmed}, and ${linksBack ? 'links' : 'does not link'} back: ${day}`, () => {
    assert.equal(newDay({ fields: { confirmed } } as unknown as Release, linksBack, '2025-06-30'), day);
  });
}

function texts(t: TestContext, elsewhere: string, nobody: string): string {
  const link = (title: string, address: string, body = '') =>
    `---\ntitle: ${title}\nfields: { address: "${address}", subject: River }\n---\n${body}\n`;
  const channel = (address: string) =>
    `---\ntitle: The ferry\nfields: { platform: Microblog, address: "${address}" }\n---\n`;
  const inText = ['/gone#part', '/here?a=1&b=2', '/old', '/round', '/no-head', '/busy', '/never'];
  const body = [
    ...inText.map((path) => `[there](${elsewhere}${path})`),
    `[nobody](${nobody}/)`,
    `[ourselves](${BASE}en/links/) [by mail](mailto:press@ferry.example) [tor](http://ferrydropexample.onion/)`,
  ].join(' and ');
  const item = (kind: string, slug: string) => `kind: ${kind}\nposted: 2024-03-05\nslug: ${slug}\n`;
  return write(folder(t), {
    'masthead.yaml': MASTHEAD,
    'links/tides/item.yaml': item('link', 'tides'),
    'links/tides/en.md': link('Tides', `${elsewhere}/gone`),
    'links/tides/ur.md': link('مد و جزر', `${elsewhere}/gone`),
    'pages/all/item.yaml': item('page', 'all'),
    'pages/all/en.md': `---\ntitle: Everything\n---\n${body}\n`,
    'channels/ferry/item.yaml': item('channel', 'ferry'),
    'channels/ferry/en.md': channel(`${elsewhere}/@ferry`),
    'channels/ferry/ur.md': channel(`${elsewhere}/@ferry`),
    'channels/silent/item.yaml': item('channel', 'silent'),
    'channels/silent/en.md': channel(`${elsewhere}/@silent`),
    'channels/shut/item.yaml': item('channel', 'shut'),
    'channels/shut/en.md': `---\ntitle: Shut\nfields: { platform: Pictures, address: "${elsewhere}/busy", closed: "2021" }\n---\n`,
  });
}

/** Of one kind and language, the newest release of the item that was published first. */
function newest(dataDir: string, kind: string, language: string): Release | undefined {
  const record = recordOf(dataDir);
  const all = [...record.entries()]
    .flatMap(({ entry }) => (entry.type === 'release' ? [record.release(entry.release)] : []))
    .filter((release) => release.kind === kind && release.language === language);
  return all.filter(({ number }) => number === all[0]!.number).at(-1);
}

async function web(t: TestContext, listener: RequestListener): Promise<string> {
  const server = createServer(listener).listen(0, '127.0.0.1');
  await once(server, 'listening');
  t.after(() => {
    server.closeAllConnections();
    server.close();
  });
  return originOf(server);
}

async function closedPort(): Promise<string> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const origin = originOf(server);
  await new Promise((resolve) => server.close(resolve));
  return origin;
}

function originOf(server: Server): string {
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}
