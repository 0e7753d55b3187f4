import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { cpSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { languages } from '../../src/languages/index.ts';
import { pathsOf } from '../../src/newsroom.ts';
import { loadKeys } from '../../src/record/keys.ts';
import { openWriter } from '../../src/record/writer.ts';
import { MASTHEAD, typeFerryStatement } from '../helpers/ferry-league.ts';
import {
  daftar,
  dataFolder,
  folder,
  openNewsroom,
  publishFiles,
  ROOT,
  readerOf,
  recordOf,
  siteFiles,
  write,
} from '../helpers/newsroom.ts';

test('the demo newsroom: one command, and three languages stand there to read', { timeout: 120_000 }, async (t) => {
  const dataDir = join(folder(t), 'data');
  const started = await start(dataDir);
  t.after(() => started.stop());
  const { get } = readerOf(started.address);

  await t.test('it greets readers and has pages in every language', async () => {
    assert.equal((await get('/')).status, 200);
    for (const id of languages.keys()) assert.equal((await get(`/${id}/statements/`)).status, 200, id);
  });

  await t.test('it holds forty items and more', () => {
    const releases = [...recordOf(dataDir).entries()].flatMap(({ entry }) => (entry.type === 'release' ? [entry] : []));
    assert.ok(new Set(releases.map(({ number }) => number)).size >= 40);
    assert.deepEqual([...new Set(releases.map(({ language }) => language))].sort(), ['en', 'mul', 'sd', 'ur']);
    assert.deepEqual([...new Set(releases.map(({ event }) => event))].sort(), ['correct', 'publish', 'withdraw']);
  });

  await t.test('the log is marked as a demonstration from its first entry on', () => {
    const first = recordOf(dataDir).entry(0);
    assert.ok(first.type === 'key' && first.demo === true);
  });

  await t.test('every page says so', () => {
    const site = join(dataDir, 'site');
    const notices = [...languages.values()].map(({ words }) => words.demoNotice);
    const pages = [...siteFiles(site).keys()].filter((file) => file.endsWith('.html'));
    assert.ok(pages.length > 200);
    const silent = pages.filter((file) => {
      const text = readFileSync(join(site, file), 'utf8');
      return !text.includes('http-equiv="refresh"') && !notices.some((notice) => text.includes(notice));
    });
    assert.deepEqual(silent, []);
  });

  await t.test('its keys are its own', () => {
    const { keys } = pathsOf(dataDir);
    const files = readdirSync(keys);
    assert.ok(files.length >= 2);
    for (const file of files) assert.equal(statSync(join(keys, file)).mode & 0o777, 0o600, file);
    assert.equal(statSync(keys).mode & 0o777, 0o700);
  });

  await t.test('a second one on the same folder is told so', async () => {
    const { code, err } = await daftar('start', '--data', dataDir, '--port', '0');
    assert.equal(code, 70);
    assert.match(err, /ALREADY_RUNNING/);
  });

  await t.test('it stops when asked, and what it made is whole', async () => {
    assert.equal(await started.stop(), 0);
    const before = siteFiles(join(dataDir, 'site'));
    const again = await start(dataDir);
    assert.equal(await again.stop(), 0);
    assert.deepEqual(siteFiles(join(dataDir, 'site')), before);
  });

  await t.test('what people publish in it stays a demonstration', async (t) => {
    const copy = join(folder(t), 'data');
    cpSync(dataDir, copy, { recursive: true });
    const newsroom = await openNewsroom(t, copy, { demo: false });
    const [row] = await publishFiles(newsroom, join(typeFerryStatement(folder(t)), 'statements/ferry'));
    assert.ok(recordOf(copy).demo);
    const page = readFileSync(join(copy, 'site', row!.path!, 'index.html'), 'utf8');
    assert.ok(page.includes(languages.get('en')!.words.demoNotice));
  });

  await t.test('its log cannot be opened as a real one', () => refusesToBe(false, dataDir));
});

test('a real record never becomes a demonstration', async (t) => {
  const dataDir = dataFolder(t);
  const newsroom = await openNewsroom(t, dataDir);
  await publishFiles(newsroom, write(folder(t), { 'masthead.yaml': MASTHEAD }));
  await newsroom.close();
  await refusesToBe(true, dataDir);
  const again = await openNewsroom(t, dataDir, { demo: true });
  await again.release();
  assert.equal(recordOf(dataDir).demo, false);
  const { demoNotice } = languages.get('en')!.words;
  assert.ok(!readFileSync(join(dataDir, 'site/en/index.html'), 'utf8').includes(demoNotice));
});

async function refusesToBe(demo: boolean, dataDir: string): Promise<void> {
  const paths = pathsOf(dataDir);
  const opening = openWriter({ dir: paths.record, lockFile: paths.lock, keys: loadKeys(paths.keys), demo });
  await assert.rejects(opening, { code: 'RECORD_DEMO' });
}

/** `daftar start` on a free port, until it says where the newsroom stands. */
async function start(dataDir: string): Promise<{ address: string; stop(): Promise<number | null> }> {
  const child = spawn(process.execPath, [join(ROOT, 'bin/daftar'), 'start', '--data', dataDir, '--port', '0']);
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
  const address = await Promise.race([printedAddress(child), ended.then(() => null)]);
  if (!address) throw new Error('It did not start.');
  return {
    address,
    stop() {
      child.kill('SIGTERM');
      return ended;
    },
  };
}

function printedAddress({ stdout }: ChildProcess): Promise<string> {
  let printed = '';
  return new Promise((resolve) => {
    stdout!.on('data', (chunk) => {
      printed += chunk;
      const [address] = /http:\/\/localhost:\d+\//.exec(printed) ?? [];
      if (address) resolve(address);
    });
  });
}
