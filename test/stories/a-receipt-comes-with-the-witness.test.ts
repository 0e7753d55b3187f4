import assert from 'node:assert/strict';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { glob } from 'node:fs/promises';
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
import { readPolicy } from '../../src/verify/policy.ts';
import { parseReceipt, verifyReceipt } from '../../src/verify/receipt.ts';
import { verify } from '../../src/verify/verdict.ts';
import { witnessKey } from '../../src/witness/key.ts';
import { openLedger } from '../../src/witness/ledger.ts';
import { witnessHandler } from '../../src/witness/server.ts';
import { Witness } from '../../src/witness/witness.ts';
import { typeFerryStatement } from '../helpers/ferry-league.ts';
import {
  assertSameSite,
  daftar,
  dataFolder,
  folder,
  fullBuild,
  openNewsroom,
  publishFiles,
  reader,
  write,
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

test('a receipt from before the witness proves nothing alone under the new policy, and the record does', {
  timeout: 60_000,
}, async (t) => {
  const dataDir = dataFolder(t);
  const site = await reader(t, dataDir);
  const newsroom = await openNewsroom(t, dataDir, { ...site, onFinding: () => {} });
  await publishFiles(newsroom, typeFerryStatement(folder(t)));
  const { record } = newsroom.paths;
  const receipt = (await Array.fromAsync(glob(join(record, 'receipts/*/*'))))[0]!;
  const earlier = join(write(folder(t), { policy: readFileSync(join(record, 'policy')) }), 'policy');
  const nowhere = ['--data', join(folder(t), 'nowhere'), '--json'];
  const told = async (...words: string[]) => {
    const { code, out } = await daftar('verify', ...words);
    const { outcome, why, record } = JSON.parse(out);
    return [code, outcome, why, record.quorumMet];
  };
  const alone = ['--policy', join(record, 'policy'), ...nowhere];
  assert.deepEqual(await told(receipt, ...alone), [0, 'genuine', 'receipt-good', null]);

  const witness = await witnessOf(t, record);
  changePolicy(record, { add: { name: 'north', ...witness }, quorum: 'all' });
  assert.deepEqual(await told(receipt, ...alone), [6, 'compare', 'receipt-unwitnessed', false]);
  assert.deepEqual(await told(receipt, '--record', record, '--json'), [6, 'compare', 'receipt-unwitnessed', false]);
  assert.deepEqual(await told(receipt, '--policy', earlier, ...nowhere), [0, 'genuine', 'receipt-good', null]);
  const written = readFileSync(receipt, 'utf8');
  const policy = readPolicy(readFileSync(join(record, 'policy'), 'utf8'));
  assert.throws(() => verifyReceipt(parseReceipt(written), policy), {
    code: 'RECEIPT_UNWITNESSED',
    message: /0 of the policy’s 1 witnesses cosigned it, which does not meet its quorum, “witnesses”/,
  });

  newsroom.keepReleasing((error) => assert.fail(String(error)));
  while (!readFileSync(join(record, 'log/checkpoint'), 'utf8').includes('witness.example')) await setTimeout(50);
  assert.deepEqual(await told(receipt, '--record', record, '--json'), [0, 'genuine', 'receipt-good', true]);
  await newsroom.release();
  assert.equal(readFileSync(receipt, 'utf8'), written);
  // Every letter carries the policy, and so the new one now, with the receipt that it had.
  assertSameSite(join(dataDir, 'site'), await fullBuild(t, dataDir));
  const [pdf] = await Array.fromAsync(glob(join(dataDir, `site${PAGE}*.pdf`)));
  assert.deepEqual(await told(pdf!, ...nowhere), [6, 'compare', 'receipt-unwitnessed', false]);
  await newsroom.close();

  // Who wants them anew takes them away, and the site: the next start makes both, at the checkpoint that is cosigned.
  for (const dir of [join(record, 'receipts'), join(dataDir, 'site')]) rmSync(dir, { recursive: true });
  const again = await openNewsroom(t, dataDir, site);
  again.keepReleasing((error) => assert.fail(String(error)));
  while (!existsSync(receipt)) await setTimeout(50);
  assert.deepEqual(await told(receipt, ...alone), [0, 'genuine', 'receipt-good', true]);
  await again.release();
  assert.deepEqual(await told(pdf!, ...nowhere), [6, 'compare', 'receipt-good', true]);
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
