import assert from 'node:assert/strict';
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { appendFileSync, chmodSync, existsSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { setTimeout } from 'node:timers/promises';
import { hexSha256 } from '../base/hash.ts';
import { sha256, toBase64, utf8 } from '../record/bytes.ts';
import { parseCheckpoint, signCheckpoint } from '../record/checkpoint.ts';
import { consistencyProof, leafHash, memorySubtree, treeRoot } from '../record/merkle.ts';
import { COSIGNATURE, formatVkey, makeSigner, parseNote, parseVkey, verifyNote } from '../record/note.ts';
import { testFolder, testKeys, vectorEntries } from '../record/testing.ts';
import { openKey } from './key.ts';
import { openLedger } from './ledger.ts';
import { TrustedLogs } from './logs.ts';
import { MAX_BODY } from './request.ts';

const MAIN = join(import.meta.dirname, '../main.ts');
const log = makeSigner('log.example/press', sha256(utf8('oracle-log')));
const logLine = `log ${formatVkey(log.vkey)}\n`;
const originHash = hexSha256(utf8(log.vkey.name));
const histories = ['one', 'other'].map((name) =>
  memorySubtree([...vectorEntries(3), ...vectorEntries(400).map((entry) => utf8(`${name} ${entry}`))].map(leafHash)),
) as [ReturnType<typeof memorySubtree>, ReturnType<typeof memorySubtree>];

test('a witness over HTTP: statuses, types, monitoring, health', { timeout: 60_000 }, async (t) => {
  const witness = await startWitness(t);
  assert.equal(witness.vkey.type, COSIGNATURE);
  assert.match(witness.vkey.name, /^witness\.[0-9a-f]{16}$/);
  assert.equal(statSync(witness.keyFile).mode & 0o777, 0o600);
  assert.deepEqual(await witness.get(`/${originHash}/checkpoint`), {
    status: 404,
    body: 'Nothing was cosigned of such a log.\n',
  });

  const { status, type, body } = await witness.add(0, 3);
  assert.deepEqual([status, type], [200, 'text/plain; charset=utf-8']);
  const note = noteOf(3);
  assert.equal(verifyNote(utf8(note + body), [witness.vkey]).signed.length, 1);
  assert.deepEqual(await witness.get(`/${originHash}/checkpoint`), { status: 200, body: note + body });
  assert.deepEqual(await witness.add(0, 5), { status: 409, type: 'text/x.tlog.size', body: '3\n' });
  assert.equal((await witness.add(3, 5)).status, 200);
  assert.equal((await witness.add(5, 6, histories[1])).status, 422);
  assert.equal((await witness.post('hello')).status, 400);
  assert.equal((await witness.post('x'.repeat(MAX_BODY + 1))).status, 400);
  assert.equal(
    (await witness.post(`old 0\n\n${noteOf(3).replaceAll('log.example/press', 'log.example/q')}`)).status,
    404,
  );
  assert.equal((await witness.get('/healthz')).body, 'ok\n');
  assert.equal((await witness.get('/add-checkpoint')).status, 405);
  assert.equal((await witness.get('/')).status, 404);
  assert.equal((await fetch(`${witness.url}/healthz`, { method: 'DELETE' })).status, 405);
  assert.equal(witness.said(), '', 'nobody was bothered');
});

test('a body without end, and one that breaks off, end that connection alone', { timeout: 60_000 }, async (t) => {
  const witness = await startWitness(t);
  for (const rest of ['Transfer-Encoding: chunked\r\n\r\n', `Content-Length: ${MAX_BODY - 1}\r\n\r\nold 1`]) {
    const socket = connect(Number(new URL(witness.url).port), '127.0.0.1');
    socket.on('error', () => {});
    socket.write(`POST /add-checkpoint HTTP/1.1\r\nHost: x\r\n${rest}`);
    if (rest.startsWith('T')) {
      const pour = setInterval(() => socket.writable && socket.write(`4000\r\n${'x'.repeat(0x4000)}\r\n`), 1);
      const [answer] = await once(socket, 'data');
      clearInterval(pour);
      assert.match(String(answer), /^HTTP\/1.1 400 /);
    }
    await setTimeout(50); // so that what was written is there
    socket.destroy();
  }
  assert.equal((await witness.add(0, 3)).status, 200);
  await setTimeout(200);
  assert.equal(witness.said(), '');
});

test('of two histories that race for a witness, one is cosigned and the other never', {
  timeout: 60_000,
}, async (t) => {
  const witness = await startWitness(t);
  await witness.add(0, 3);
  const asks = Array.from({ length: 24 }, (_, i) => ({ which: i % 2, size: 4 + (i % 5) }));
  const answers = await Promise.all(asks.map(({ which, size }) => witness.add(3, size, histories[which])));
  const won = answers.flatMap(({ status }, i) => (status === 200 ? [asks[i]!] : []));
  assert.ok(won.length > 0);
  assert.equal(new Set(won.map(({ which }) => which)).size, 1, 'one history');
  assert.ok(answers.every(({ status }) => [200, 409, 422].includes(status)));
  const [winner, loser] = won[0]!.which === 0 ? histories : [histories[1], histories[0]];
  const { size } = parseCheckpoint(parseNote(utf8((await witness.get(`/${originHash}/checkpoint`)).body)).text);
  assert.equal((await witness.add(size, 40, winner)).status, 200);
  for (const old of [3, size, 40]) assert.ok([409, 422].includes((await witness.add(old, 50, loser)).status));
});

test('killed between storing and answering, a witness has not forgotten', { timeout: 60_000 }, async (t) => {
  const witness = await startWitness(t);
  await witness.add(0, 3);
  await witness.stop();
  // The same parts as in the command; only that this one dies where it should answer.
  const program = `
    const { createServer } = await import('node:http');
    const { buffer } = await import('node:stream/consumers');
    const from = (name) => import(new URL(name, ${JSON.stringify(import.meta.url)}).href);
    const { openKey } = await from('./key.ts');
    const { openLedger } = await from('./ledger.ts');
    const { TrustedLogs } = await from('./logs.ts');
    const { Witness } = await from('./witness.ts');
    const ledger = openLedger(${JSON.stringify(witness.ledgerFile)});
    const key = openKey(${JSON.stringify(witness.keyFile)}, ledger);
    const logs = new TrustedLogs(${JSON.stringify(witness.logsFile)}, key.vkey, console.error);
    const witness = new Witness({ key, ledger, logs });
    const server = createServer(async (request, response) => {
      const { status } = witness.addCheckpoint(await buffer(request));
      if (status === 200) process.kill(process.pid, 'SIGKILL');
      response.writeHead(500).end();
    }).listen(0, '127.0.0.1', () => console.log('http://127.0.0.1:' + server.address().port));`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', program], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  t.after(() => child.kill('SIGKILL'));
  const url = String((await once(child.stdout!, 'data'))[0]).trim();
  const ended = once(child, 'exit');
  await assert.rejects(fetch(`${url}/add-checkpoint`, { method: 'POST', body: bodyOf(3, 9) }));
  assert.deepEqual(await ended, [null, 'SIGKILL']);

  const again = await startWitness(t, witness.dir);
  assert.deepEqual(again.vkey, witness.vkey);
  assert.deepEqual(await again.add(3, 9, histories[1]), { status: 409, type: 'text/x.tlog.size', body: '9\n' });
  assert.equal((await again.add(9, 9, histories[1])).status, 422);
  assert.equal((await again.add(9, 10)).status, 200);
});

test('killed at any moment, a witness holds at least what it had answered', { timeout: 120_000 }, async (t) => {
  let witness = await startWitness(t);
  let answered = 0;
  for (const wait of [3, 11, 29]) {
    const killed = setTimeout(wait).then(() => witness.kill());
    try {
      for (let size = answered + 1; size < 400; size++) {
        const { status } = await witness.add(answered, size);
        if (status === 200) answered = size;
      }
    } catch {
      // the witness is gone
    }
    await killed;
    witness = await startWitness(t, witness.dir);
    const { status, body } = await witness.add(399, 400, histories[1]);
    assert.equal(status, 409);
    assert.ok(Number(body) >= answered && Number(body) <= answered + 1, `${body.trim()} of ${answered}`);
    answered = Number(body);
  }
});

test('the list of logs is read again when it changes, and a bad one leaves the old in force', async (t) => {
  const dir = testFolder(t);
  const [file, own] = [join(dir, 'logs'), testKeys().log.vkey];
  const complaints: unknown[] = [];
  assert.throws(() => new TrustedLogs(file, own, () => {}), { code: 'WITNESS_LOGS' });
  writeFileSync(file, '# none yet\n');
  const logs = new TrustedLogs(file, own, (error) => complaints.push(error));
  assert.deepEqual(logs.of(log.vkey.name), []);
  appendFileSync(file, `${logLine}quorum none\n# a whole policy, as newsrooms publish it\n`);
  assert.deepEqual(logs.of(log.vkey.name), [log.vkey]);
  appendFileSync(file, 'log rubbish\n');
  assert.deepEqual(logs.of(log.vkey.name), [log.vkey]);
  assert.deepEqual(logs.of(log.vkey.name), [log.vkey]);
  rmSync(file);
  assert.deepEqual(logs.of(log.vkey.name), [log.vkey]);
  assert.deepEqual(
    complaints.map((error) => (error as { code: string }).code),
    ['POLICY_MALFORMED', 'WITNESS_LOGS'],
  );
  writeFileSync(file, `log ${formatVkey(own)}\n`);
  logs.all();
  assert.equal(complaints.length, 3, 'nobody witnesses himself');
});

test('key and ledger belong together', (t) => {
  const dir = testFolder(t);
  const [keyFile, ledgerFile] = [join(dir, 'keys/witness.key'), join(dir, 'witness.db')];
  const ledger = openLedger(ledgerFile);
  const { vkey } = openKey(keyFile, ledger, 'witness.example/w');
  assert.equal(vkey.name, 'witness.example/w');
  assert.deepEqual(openKey(keyFile, ledger).vkey, vkey);
  assert.throws(() => openKey(keyFile, openLedger(join(dir, 'new.db'))), { code: 'WITNESS_STATE_LOST' });
  const other = openLedger(join(dir, 'other.db'));
  openKey(join(dir, 'other.key'), other);
  assert.throws(() => openKey(keyFile, other), { code: 'WITNESS_OTHER_KEY' });
  chmodSync(keyFile, 0o640);
  assert.throws(() => openKey(keyFile, ledger), { code: 'KEY_OPEN' });
  rmSync(keyFile);
  openKey(keyFile, ledger); // nothing was cosigned yet: another one may come in its place
  rmSync(keyFile);
  const head = { size: 1, root: sha256(utf8('x')), time: 1, note: '' };
  ledger.update('log', 'hash', () => ({ answer: null, head }));
  assert.throws(() => openKey(keyFile, ledger), { code: 'KEY_MISSING' });
  assert.equal(existsSync(keyFile), false);
});

test('what is missing is said in a sentence, and nothing is made before', (t) => {
  const dir = testFolder(t);
  const [key, logs] = [join(dir, 'new/key'), join(dir, 'logs')];
  writeFileSync(logs, logLine);
  const cases: [words: string[], exit: number, says: RegExp][] = [
    [['witness'], 64, /^daftar: USAGE: --key is missing/],
    [['witness', '--key', key], 64, /^daftar: USAGE: --logs is missing/],
    [['witness', '--key', key, '--logs', join(dir, 'none')], 70, /^daftar: WITNESS_LOGS: /],
    [['witness', '--key', key, '--logs', logs, '--port', 'x'], 64, /^daftar: USAGE: --port x/],
    [['policy', '--data', dir], 70, /^daftar: NO_RECORD: /],
    [['policy', '--data', dir, '--quorum', '1'], 70, /^daftar: NO_RECORD: /],
  ];
  for (const [words, exit, says] of cases) {
    const { status, stderr } = spawnSync(process.execPath, [MAIN, ...words], { encoding: 'utf8' });
    assert.deepEqual([status, says.test(stderr)], [exit, true], stderr);
    assert.equal(existsSync(join(dir, 'new')), false, words.join(' '));
  }
});

interface RunningWitness {
  dir: string;
  keyFile: string;
  logsFile: string;
  ledgerFile: string;
  url: string;
  vkey: ReturnType<typeof parseVkey>;
  /** What it printed after its start. */
  said(): string;
  get(path: string): Promise<{ status: number; body: string }>;
  post(body: string): Promise<{ status: number; type: string | null; body: string }>;
  add(old: number, size: number, history?: (typeof histories)[0]): ReturnType<RunningWitness['post']>;
  stop(): Promise<unknown>;
  kill(): Promise<unknown>;
}

/** `daftar witness` in a process of its own. */
async function startWitness(t: TestContext, dir = testFolder(t)): Promise<RunningWitness> {
  const [keyFile, logsFile] = [join(dir, 'witness.key'), join(dir, 'logs')];
  if (!existsSync(logsFile)) writeFileSync(logsFile, logLine);
  const words = ['witness', '--key', keyFile, '--logs', logsFile, '--port', '0'];
  const child = spawn(process.execPath, [MAIN, ...words], { stdio: ['ignore', 'pipe', 'pipe'] });
  const ended = once(child, 'exit');
  t.after(() => child.kill('SIGKILL'));
  const lines = await linesOf(child, 3);
  const url = /http:\S+(?=\/)/.exec(lines.text())![0];
  const start = lines.text();
  const end = (signal: 'SIGTERM' | 'SIGKILL') => {
    child.kill(signal);
    return ended;
  };
  const post: RunningWitness['post'] = async (body) => {
    const response = await fetch(`${url}/add-checkpoint`, { method: 'POST', body });
    return { status: response.status, type: response.headers.get('content-type'), body: await response.text() };
  };
  return {
    dir,
    keyFile,
    logsFile,
    ledgerFile: join(dir, 'witness.db'),
    url,
    vkey: parseVkey(start.split('\n')[0]!),
    said: () => lines.text().slice(start.length),
    async get(path) {
      const response = await fetch(`${url}${path}`);
      return { status: response.status, body: await response.text() };
    },
    post,
    add: (old, size, history = histories[0]) => post(bodyOf(old, size, history)),
    stop: () => end('SIGTERM'),
    kill: () => end('SIGKILL'),
  };
}

/** Collects what a child says; resolves when it has said so many lines. */
async function linesOf(child: ChildProcess, count: number): Promise<{ text(): string }> {
  let text = '';
  const enough = new Promise<void>((resolve, reject) => {
    const take = (chunk: Buffer) => {
      text += chunk;
      if (text.split('\n').length > count) resolve();
    };
    child.stdout!.on('data', take);
    child.stderr!.on('data', take);
    child.once('exit', () => reject(new Error(text)));
  });
  await enough;
  return { text: () => text };
}

function noteOf(size: number, history = histories[0]): string {
  return signCheckpoint({ origin: log.vkey.name, size, root: treeRoot(history, size) }, [log]);
}

function bodyOf(old: number, size: number, history = histories[0]): string {
  const proof = consistencyProof(history, old, size).map((hash) => `${toBase64(hash)}\n`);
  return `old ${old}\n${proof.join('')}\n${noteOf(size, history)}`;
}
