import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { test } from 'node:test';
import { testFolder } from '../record/testing.ts';
import { folderSource } from './folder.ts';
import { httpSource, several } from './source.ts';

test('a record over HTTP: what is there, what is not, what fails', async (t) => {
  const answers: Record<string, number> = {
    '/site/record/policy': 200,
    '/site/record/gone': 410,
    '/site/record/ill': 503,
  };
  const server = createServer(({ url }, response) => {
    response.writeHead(answers[url!] ?? 404).end('text');
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  t.after(() => server.close());
  const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}/site/record`;
  for (const { read } of [httpSource(base), httpSource(`${base}/`)]) {
    assert.equal(new TextDecoder().decode((await read('policy'))!), 'text');
    assert.equal(await read('log/checkpoint'), null);
    assert.equal(await read('gone'), null);
    await assert.rejects(read('ill'), { code: 'RECORD_UNREACHABLE' });
  }
  server.close();
  server.closeAllConnections();
  await assert.rejects(httpSource(base).read('policy'), { name: 'DaftarError', code: 'RECORD_UNREACHABLE' });
});

test('a record in a folder: its files by name, nothing where none is', async (t) => {
  const dir = testFolder(t);
  mkdirSync(join(dir, 'log/tile'), { recursive: true });
  writeFileSync(join(dir, 'policy'), 'text');
  writeFileSync(join(dir, 'log/checkpoint'), 'note');
  const { read, list } = folderSource(dir);
  assert.deepEqual(await list!(), ['log/checkpoint', 'policy']);
  assert.equal(new TextDecoder().decode((await read('log/checkpoint'))!), 'note');
  for (const path of ['missing', 'log/tile', 'policy/below']) assert.equal(await read(path), null);
  await assert.rejects(folderSource(join(dir, 'none')).list!(), { code: 'RECORD_UNREACHABLE' });
});

test('several are made in order, a few at once, and none after a failure', async () => {
  let [running, most, begun] = [0, 0, 0];
  const slow = async (index: number) => {
    most = Math.max(most, ++running);
    begun++;
    await new Promise((done) => setTimeout(done, index % 3));
    running--;
    if (index === 20) throw new Error('enough');
    return index;
  };
  assert.deepEqual(await several(18, slow), [...Array(18).keys()]);
  assert.ok(most > 1 && most <= 16);
  begun = 0;
  await assert.rejects(several(1000, slow), /enough/);
  assert.ok(begun < 50);
});
