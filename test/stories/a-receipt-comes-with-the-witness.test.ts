import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { setTimeout } from 'node:timers/promises';
import { sha256, utf8 } from '../../src/record/bytes.ts';
import { formatVkey } from '../../src/record/note.ts';
import { changePolicy } from '../../src/record/policy-change.ts';
import { openRecord } from '../../src/record/store.ts';
import { folderSource } from '../../src/verify/folder.ts';
import { openRecord as openToVerify } from '../../src/verify/log.ts';
import { verify } from '../../src/verify/verdict.ts';
import { witnessKey } from '../../src/witness/key.ts';
import { openLedger } from '../../src/witness/ledger.ts';
import { witnessHandler } from '../../src/witness/server.ts';
import { Witness } from '../../src/witness/witness.ts';
import { typeFerryStatement } from '../helpers/ferry-league.ts';
import {
  assertSameSite,
  dataFolder,
  folder,
  fullBuild,
  openNewsroom,
  publishFiles,
  reader,
} from '../helpers/newsroom.ts';

const PAGE = '/en/statements/2024/ferry-runs-again/';

test('a receipt stands when the witness has cosigned, and every page shows it then', { timeout: 60_000 }, async (t) => {
  const dataDir = dataFolder(t);
  const site = await reader(t, dataDir);
  const newsroom = await openNewsroom(t, dataDir, { ...site, onFinding: () => {} });
  const { record } = newsroom.paths;
  const witness = await witnessOf(t, record);
  changePolicy(record, { add: { name: 'north', ...witness }, quorum: 'all' });
  await publishFiles(newsroom, typeFerryStatement(folder(t)));

  const before = await site.get(PAGE);
  assert.doesNotMatch(before.text, /tlog-proof/);
  assert.equal(entryOf(await site.get('/en/feed.json')).receipt, null);

  newsroom.keepReleasing((error) => assert.fail(String(error)));
  while (!(await site.get(PAGE)).text.includes('tlog-proof')) await setTimeout(50);
  await newsroom.release();

  const page = await site.get(PAGE);
  const [, address] = /<a href="([^"]*\.tlog-proof)">Receipt<\/a>/.exec(page.text) ?? [];
  const receipt = await site.get(new URL(address!, `http://site.example${PAGE}`).pathname);
  assert.equal(receipt.status, 200);
  const { about, release, index, receipt: inFeed } = entryOf(await site.get('/en/feed.json'));
  assert.deepEqual([about, inFeed], ['https://news.ferry.example/verify/', receipt.text]);
  assert.ok(address!.endsWith(`${release}.tlog-proof`));
  assert.match((await site.get(`/${numberOf(page.text)}/`)).text, /tlog-proof/);

  const opened = await openToVerify(folderSource(join(dataDir, 'record')));
  const verdict = await verify({ bytes: receipt.bytes }, opened);
  assert.deepEqual([verdict.outcome, verdict.why, verdict.release!.index], ['genuine', 'receipt-good', index]);
  assertSameSite(join(dataDir, 'site'), await fullBuild(t, dataDir));
});

function numberOf(page: string): string {
  return /ST-\d{4}-\d{4}/.exec(page)![0];
}

function entryOf({ text }: { text: string }) {
  return JSON.parse(text).items[0]._daftar as { about: string; release: string; index: number; receipt: string | null };
}

/** A neighbour's witness, as it is, on a free port. */
async function witnessOf(t: TestContext, recordDir: string) {
  const { origin, policy } = openRecord(recordDir);
  const key = witnessKey('witness.example', sha256(utf8('a neighbour')));
  const ledger = openLedger(join(folder(t), 'ledger'));
  const logs = { of: (asked: string) => (asked === origin ? policy.logs.map(({ vkey }) => vkey) : []) };
  const server = createServer(witnessHandler(new Witness({ key, ledger, logs }), console.error));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  t.after(() => server.close());
  return { vkey: formatVkey(key.vkey), url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
}
