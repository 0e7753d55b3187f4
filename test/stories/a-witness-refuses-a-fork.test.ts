import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { setTimeout } from 'node:timers/promises';
import { loadKeys } from '../../src/record/keys.ts';
import { parseNote } from '../../src/record/note.ts';
import { quorumMet } from '../../src/record/policy.ts';
import { openRecord } from '../../src/record/store.ts';
import { signed, testRelease } from '../../src/record/testing.ts';
import { askWitnesses } from '../../src/record/witnesses.ts';
import { openWriter } from '../../src/record/writer.ts';
import { typeFerryStatement } from '../helpers/ferry-league.ts';
import {
  daftar,
  dataFolder,
  folder,
  openNewsroom,
  publishFiles,
  ROOT,
  reader,
  recordOf,
  write,
} from '../helpers/newsroom.ts';

test('two witnesses cosign what the Ferry League publishes, and refuse another history of it', {
  timeout: 120_000,
}, async (t) => {
  const dataDir = dataFolder(t);
  const site = await reader(t, dataDir);
  const findings: string[] = [];
  let newsroom = await openNewsroom(t, dataDir, { ...site, onFinding: (finding) => findings.push(finding) });
  const { record: recordDir, keys: keysDir } = newsroom.paths;

  // Two neighbours of the league each start a witness and are told of the league's log.
  const logLine = readFileSync(join(recordDir, 'policy'), 'utf8').split('\n')[0]!;
  const north = await startWitness(t, logLine);
  const south = await startWitness(t, logLine);

  // The administrator names both while the newsroom runs.
  newsroom.keepReleasing((error) => findings.push(String(error)));
  assert.match((await daftar('policy', '--data', dataDir)).out, /No witness is named/);
  for (const [name, { vkey, url }] of Object.entries({ north, south })) {
    const added = await daftar('policy', 'add', name, vkey, url, '--quorum', 'all', '--data', dataDir);
    assert.deepEqual([added.code, added.err], [0, '']);
  }
  await publishFiles(newsroom, typeFerryStatement(folder(t)));

  await t.test('the quorum is met soon after, and readers see it', async () => {
    await until(() => cosigners(dataDir) === 2);
    const { size, note } = recordOf(dataDir).checkpoint();
    assert.ok(size > 3);
    assert.equal((await site.get('/record/log/checkpoint')).text, note);
    const state = JSON.parse((await daftar('policy', '--data', dataDir, '--json')).out);
    assert.deepEqual([state.size, state.quorumMet], [size, true]);
    assert.deepEqual(findings, []);
  });

  // An older copy of all that the newsroom has, keys included, lies somewhere.
  const copy = join(folder(t), 'copy');
  cpSync(recordDir, copy, { recursive: true });

  await t.test('a witness that is down holds nothing up, and its line comes when it is back', async () => {
    await south.stop();
    await publishFiles(newsroom, correction(t, 'at seven'));
    assert.match((await site.get('/en/statements/2024/ferry-runs-again/')).text, /at seven/);
    await until(() => cosigners(dataDir) === 1);
    await until(() => findings.length > 0);
    assert.match(findings[0]!, /^WITNESS_UNREACHABLE: The witness south/);
    await south.start();
    await until(() => cosigners(dataDir) === 2, 40_000);
  });

  await t.test('who restores the newsroom from that older copy is told so, and by how much it is older', async (t) => {
    const restored = join(folder(t), 'data');
    const told = await daftar('restore', '--record', copy, '--keys', keysDir, '--data', restored);
    assert.deepEqual([told.code, told.err], [0, '']);
    const heard: string[] = [];
    const again = await openNewsroom(t, restored, { onFinding: (finding) => heard.push(finding) });
    again.keepReleasing((error) => heard.push(String(error)));
    await until(() => heard.length >= 2);
    await again.close();
    const [older, newer] = [recordOf(restored).size, recordOf(dataDir).size];
    assert.ok(older < newer);
    for (const name of ['north', 'south']) {
      const sentence = `WITNESS_AHEAD: This record is older than what the witness ${name} has seen: it holds ${older} entries, and the witness has cosigned ${newer}.`;
      assert.ok(
        heard.some((finding) => finding.startsWith(sentence)),
        heard.join('\n'),
      );
    }
  });

  await t.test('another history, signed with the stolen key over the old copy, finds no witness', async (t) => {
    const keys = loadKeys(keysDir);
    const writer = await openWriter({ dir: copy, lockFile: join(folder(t), 'lock'), keys });
    t.after(() => writer.close());
    const forgeries = [1, 2, 3, 4].map((n) => signed(testRelease({ number: `ST-2019-000${n}` }), keys));
    const codes: string[][] = [];
    for (const forgery of forgeries) {
      await writer.append([forgery]);
      const forged = openRecord(copy);
      const asked = await askWitnesses(forged, forged.policy);
      assert.equal(asked.quorumMet, false);
      codes.push(asked.witnesses.map(({ problem }) => problem?.code ?? 'cosigned'));
    }
    for (const pair of codes) for (const code of pair) assert.match(code, /^WITNESS_(FORK|AHEAD)$/);
    assert.deepEqual(codes.at(-1), ['WITNESS_FORK', 'WITNESS_FORK']);
  });

  await t.test('the true one goes on', async (t) => {
    await newsroom.close();
    newsroom = await openNewsroom(t, dataDir, site);
    newsroom.keepReleasing((error) => findings.push(String(error)));
    await publishFiles(newsroom, correction(t, 'at eight'));
    await until(() => cosigners(dataDir) === 2);
  });
});

function correction(t: TestContext, when: string): string {
  const dir = typeFerryStatement(folder(t));
  const file = 'statements/ferry/en.md';
  const text = readFileSync(join(dir, file), 'utf8').replace(/at (six|seven)/, when);
  return write(dir, { [file]: text.replace('---\ntitle', `---\nnote: The boat leaves ${when}.\ntitle`) });
}

/** How many witnesses of its policy have cosigned the newest checkpoint. */
function cosigners(dataDir: string): number {
  const { policy, ...record } = { policy: recordOf(dataDir).policy, note: recordOf(dataDir).checkpoint().note };
  const lines = parseNote(Buffer.from(record.note)).signatures;
  const cosigned = policy.witnesses.filter(({ vkey }) =>
    lines.some(({ id, name }) => id === vkey.id && name === vkey.name),
  );
  assert.equal(
    quorumMet(
      policy,
      cosigned.map(({ vkey }) => vkey),
    ),
    cosigned.length === 2,
  );
  return cosigned.length;
}

async function until(isSo: () => boolean, most = 15_000): Promise<void> {
  const started = performance.now();
  while (!isSo()) {
    assert.ok(performance.now() - started < most, `not so after ${most} ms`);
    await setTimeout(50);
  }
}

interface RunningWitness {
  vkey: string;
  url: string;
  stop(): Promise<void>;
  start(): Promise<void>;
}

/** `daftar witness` in a process of its own, with a key and a list of logs. */
async function startWitness(t: TestContext, logLine: string): Promise<RunningWitness> {
  const dir = folder(t);
  const words = ['witness', '--key', join(dir, 'witness.key'), '--logs', join(dir, 'logs')];
  writeFileSync(join(dir, 'logs'), `${logLine}\n`);
  let child: ChildProcess;
  t.after(() => child.kill('SIGKILL'));
  async function start(port: string): Promise<string> {
    child = spawn(process.execPath, [join(ROOT, 'src/main.ts'), ...words, '--port', port]);
    let said = '';
    child.stdout!.on('data', (chunk) => {
      said += chunk;
    });
    await until(() => said.includes('daftar policy add'));
    return said;
  }
  const said = await start('0');
  const [vkey] = said.split('\n') as [string];
  const url = /http:\S+/.exec(said)![0];
  return {
    vkey,
    url,
    async stop() {
      const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
      child.kill('SIGTERM');
      await ended;
    },
    start: async () => void (await start(new URL(url).port)),
  };
}
