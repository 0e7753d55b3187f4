import assert from 'node:assert/strict';
import { existsSync, writeFileSync } from 'node:fs';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { ed25519 } from '@noble/curves/ed25519.js';
import { fromBase64, sha256, utf8 } from './bytes.ts';
import { signCheckpoint } from './checkpoint.ts';
import { cosignText } from './cosignature.ts';
import { goodCosignatures, joinCosigned, signatureLine } from './cosigned.ts';
import { treeRoot, verifyConsistency } from './merkle.ts';
import { COSIGNATURE, formatNote, formatVkey, makeVkey, parseNote, parseVkey, verifyNote } from './note.ts';
import { changePolicy } from './policy-change.ts';
import { openRecord } from './store.ts';
import { manySigned, readVectors, testFolder, testKeys } from './testing.ts';
import { askWitnesses, Witnesses } from './witnesses.ts';
import { openWriter, type RecordWriter } from './writer.ts';

const keys = testKeys();
const vectors = readVectors('tlog');
const NOW = 1_700_000_000;
const now = () => new Date(NOW * 1000);

test('a cosignature is the known one, byte for byte, and is verified', () => {
  const witness = makeWitness('witness.example/w1', 'oracle-witness');
  const { note } = vectors.checkpoint;
  const { text } = parseNote(utf8(note));
  assert.equal(formatVkey(witness.vkey), 'witness.example/w1+b7a673d2+BM0FZ18PW5yMjDMZQY4GkY8cS/w1w6vhi8+CD6TXBBTx');
  assert.equal(witness.line(text, vectors.cosignature.time), `${vectors.cosignature.line}\n`);
  const log = parseVkey('log.example/press+dcfce63a+AdNAXQ+0AWIZVHrRDhsUjcWL5LI6AFjeGz3sxwYN7NEb');
  const joined = joinCosigned([note, note + witness.line(text, NOW)], log, [witness.vkey])!;
  assert.deepEqual(
    verifyNote(utf8(joined), [log, witness.vkey]).signed.map(({ time }) => time),
    [null, NOW],
  );
});

test('of each witness the newest good line is kept, the log’s own first, and nothing else', () => {
  const [a, b, stranger] = ['a', 'b', 'c'].map((name) => makeWitness(`witness.example/${name}`, name)) as [
    Made,
    Made,
    Made,
  ];
  const note = signCheckpoint({ origin: keys.origin, size: 1, root: sha256(utf8('x')) }, [keys.log]);
  const { text } = parseNote(utf8(note));
  const bad = b.line(text, NOW + 9).replace(/.{8}\n$/, 'AAAAAA==\n');
  const noted = (lines: string[]) => `${note}${lines.join('')}`;
  const joined = joinCosigned(
    [noted([a.line(text, NOW), bad]), noted([stranger.line(text, NOW), b.line(text, NOW), a.line(text, NOW - 5)])],
    keys.log.vkey,
    [a.vkey, b.vkey],
  );
  assert.equal(joined, noted([a.line(text, NOW), b.line(text, NOW)]));
  const other = signCheckpoint({ origin: keys.origin, size: 2, root: sha256(utf8('x')) }, [keys.log]);
  assert.equal(joinCosigned([note, other], keys.log.vkey, []), null);
  assert.equal(
    joinCosigned(
      [formatNote({ text, signatures: [] })].map((one) => one + a.line(text, 1)),
      keys.log.vkey,
      [],
    ),
    null,
  );
});

test('a checkpoint takes lines on, keeps them over a start, and loses none to an older note', async (t) => {
  const { dir, lockFile, writer } = await newRecord(t, 2);
  const [a, b] = [makeWitness('a', 'a'), makeWitness('b', 'b')];
  for (const one of [a, b]) changePolicy(dir, { add: { name: one.vkey.name, vkey: formatVkey(one.vkey), url: null } });
  const { note } = openRecord(dir).checkpoint();
  const { text } = parseNote(utf8(note));
  assert.equal(await writer.cosign(note + a.line(text, NOW)), true);
  assert.equal(await writer.cosign(note + b.line(text, NOW + 1)), true);
  assert.equal(await writer.cosign(note + a.line(text, NOW - 1)), true);
  const both = note + a.line(text, NOW) + b.line(text, NOW + 1);
  assert.equal(openRecord(dir).checkpoint().note, both);
  await writer.close();

  // Whoever puts an older checkpoint there does not turn the head back.
  const older = signCheckpoint({ origin: keys.origin, size: 2, root: treeRoot(openRecord(dir).subtree, 2) }, [
    keys.log,
  ]);
  const [running, put] = [await openWriter({ dir, lockFile, keys }), join(dir, 'log/checkpoint')];
  writeFileSync(put, older);
  assert.equal(await running.cosign(older), false);
  await running.close();

  writeFileSync(put, ''); // a power cut may leave it so
  const again = await openWriter({ dir, lockFile, keys });
  t.after(() => again.close());
  assert.equal(openRecord(dir).checkpoint().note, both);
  await again.append(manySigned(1, keys, 50));
  assert.equal(await again.cosign(both), false);
  const newest = openRecord(dir).checkpoint();
  assert.equal(newest.size, 4);
  assert.equal(parseNote(utf8(newest.note)).signatures.length, 1);
});

/** What a witness may answer, and the problem that comes of it. */
const answers: [
  name: string,
  code: string | null,
  listener: (witness: Made, rootOfTwo: Uint8Array) => RequestListener,
][] = [
  ['cosigns', null, (witness) => answering((body) => [200, witness.line(textIn(body), NOW)])],
  ['holds size 2', null, (witness, rootOfTwo) => holding(2, rootOfTwo, witness)],
  [
    'adds lines of others and rubbish',
    null,
    (witness) =>
      answering((body) => [
        200,
        `rubbish\n\n${makeWitness('else', 'x').line(textIn(body), NOW)}${witness.line(textIn(body), NOW)}`,
      ]),
  ],
  ['does not know the log', 'WITNESS_NOT_OURS', () => answering(() => [404, ''])],
  ['refuses the key', 'WITNESS_NOT_OURS', () => answering(() => [403, ''])],
  ['has seen another history', 'WITNESS_FORK', () => answering(() => [422, ''])],
  [
    'has seen another root of this very size',
    'WITNESS_FORK',
    () => answering(() => [409, '7\n']), // as the specification had it before
  ],
  ['has seen more', 'WITNESS_AHEAD', () => answering(() => [409, '999\n'])],
  [
    'changes its mind for ever',
    'WITNESS_BAD_ANSWER',
    () => {
      let size = 0;
      return answering(() => [409, `${size++ % 3}\n`]);
    },
  ],
  ['names no size', 'WITNESS_BAD_ANSWER', () => answering(() => [409, 'many'])],
  ['signs another text', 'WITNESS_BAD_ANSWER', (witness) => answering(() => [200, witness.line('other\n', NOW)])],
  [
    'signs for tomorrow',
    'WITNESS_BAD_ANSWER',
    (witness) => answering((body) => [200, witness.line(textIn(body), NOW + 86400)]),
  ],
  ['says nothing', 'WITNESS_BAD_ANSWER', () => answering(() => [200, ''])],
  [
    'talks without end',
    'WITNESS_UNREACHABLE',
    () => (_, response) => {
      response.on('close', () => clearInterval(timer));
      const timer = setInterval(() => response.write('x'.repeat(30_000)), 1);
    },
  ],
  ['is in trouble', 'WITNESS_UNREACHABLE', () => answering(() => [500, ''])],
  [
    'sends us elsewhere',
    'WITNESS_UNREACHABLE',
    (witness) => {
      const good = answering((body) => [200, witness.line(textIn(body), NOW)]);
      return (request, response) => {
        if (request.url!.startsWith('/elsewhere/')) good(request, response);
        else response.writeHead(307, { Location: '/elsewhere/add-checkpoint' }).end();
      };
    },
  ],
  ['is silent', 'WITNESS_UNREACHABLE', () => () => {}],
];
test('whatever a witness answers, the others’ lines are there and the problem is named', async (t) => {
  const { dir } = await newRecord(t, 6);
  const good = makeWitness('good', 'good');
  const goodUrl = await serve(
    t,
    answering((body) => [200, good.line(textIn(body), NOW)]),
  );
  changePolicy(dir, { add: { name: 'good', vkey: formatVkey(good.vkey), url: goodUrl } });
  const rootOfTwo = treeRoot(openRecord(dir).subtree, 2);
  for (const [name, code, listener] of answers) {
    await t.test(name, async (t) => {
      const witness = makeWitness('tried', name);
      const url = await serve(t, listener(witness, rootOfTwo));
      changePolicy(dir, {
        add: { name: 'tried', vkey: formatVkey(witness.vkey), url: `${url}/prefix/` },
        quorum: 'all',
      });
      const record = openRecord(dir);
      const asked = await askWitnesses(record, record.policy, { timeoutMs: 700, now });
      changePolicy(dir, { remove: 'tried', quorum: '1' });
      const [first, second] = asked.witnesses;
      assert.deepEqual([first!.time, first!.problem], [NOW, null]);
      assert.deepEqual([second!.time, second!.problem?.code ?? null], [code ? null : NOW, code]);
      if (name === 'talks without end') assert.match(second!.problem!.message, /the answer does not end/);
      assert.equal(asked.quorumMet, code === null);
      assert.equal(verifyNote(utf8(asked.note), [good.vkey, witness.vkey, keys.log.vkey]).signed.length, code ? 2 : 3);
    });
  }
  const record = openRecord(dir);
  const closed = { ...record.policy.witnesses[0]!, url: 'http://127.0.0.1:1/' };
  const asked = await askWitnesses(record, { ...record.policy, witnesses: [closed] });
  assert.equal(asked.witnesses[0]!.problem?.code, 'WITNESS_UNREACHABLE');
});

test('rounds come with each publication and policy, and remember what each witness holds', async (t) => {
  const { dir, writer } = await newRecord(t, 1);
  const memoryFile = join(testFolder(t), 'memory.json');
  const witness = makeWitness('one', 'one');
  const bodies: string[] = [];
  let status = 200;
  const url = await serve(
    t,
    answering((body) => {
      bodies.push(body);
      return [status, witness.line(textIn(body), Math.floor(Date.now() / 1000))];
    }),
  );
  const findings: string[] = [];
  const options = {
    dir,
    memoryFile,
    cosign: (note: string) => writer.cosign(note),
    onFinding: (finding: string) => findings.push(finding),
  };
  const witnesses = new Witnesses(options);
  assert.equal(witnesses.due(), true);
  assert.equal(await witnesses.round(), null); // nobody to ask
  await untilDue(witnesses, false);
  changePolicy(dir, { add: { name: 'one', vkey: formatVkey(witness.vkey), url }, quorum: '1' });
  await untilDue(witnesses, true);
  assert.equal((await witnesses.round())!.quorumMet, true);
  assert.equal(goodOf(dir), 1);
  await untilDue(witnesses, false);
  await writer.append(manySigned(2, keys, 30));
  assert.equal(goodOf(dir), 0);
  await untilDue(witnesses, true);
  await witnesses.round();
  assert.equal(goodOf(dir), 1);
  assert.deepEqual(
    bodies.map((body) => body.split('\n')[0]),
    ['old 0', 'old 2'],
  );
  await witnesses.close();
  assert.equal(witnesses.due(), false);

  status = 422;
  const again = new Witnesses({ ...options, retryMs: 1 });
  await again.round();
  await again.round();
  assert.equal(bodies.at(-1)!.split('\n')[0], 'old 4');
  status = 200;
  await again.round();
  assert.deepEqual(
    findings.map((finding) => finding.split(':')[0]),
    ['WITNESS_FORK', 'The witness one cosigns again.'],
  );
  writeFileSync(memoryFile, '{"x": -1, "y": "z"');
  assert.equal(new Witnesses(options).due(), true);
  await again.close();
});

test('closing lets go of a witness that is silent', async (t) => {
  const { dir, writer } = await newRecord(t, 1);
  const url = await serve(t, () => {});
  changePolicy(dir, { add: { name: 'one', vkey: formatVkey(makeWitness('one', 'one').vkey), url } });
  const memoryFile = join(testFolder(t), 'memory.json');
  const witnesses = new Witnesses({ dir, memoryFile, cosign: (note) => writer.cosign(note), timeoutMs: 3_600_000 });
  const round = witnesses.round();
  await witnesses.close();
  assert.equal(await round, null);
  assert.equal(existsSync(memoryFile), false);
});

interface Made {
  vkey: ReturnType<typeof makeVkey>;
  line(text: string, time: number): string;
}

function makeWitness(name: string, seedOf: string): Made {
  const seed = sha256(utf8(seedOf));
  const vkey = makeVkey(name, COSIGNATURE, ed25519.getPublicKey(seed));
  const sign = (message: Uint8Array) => ed25519.sign(message, seed);
  return {
    vkey,
    line: (text, time) => signatureLine({ name, id: vkey.id, signature: cosignText(text, time, sign) }),
  };
}

async function newRecord(
  t: TestContext,
  releases: number,
): Promise<{ dir: string; lockFile: string; writer: RecordWriter }> {
  const data = testFolder(t);
  const [dir, lockFile] = [join(data, 'record'), join(data, 'record.lock')];
  const writer = await openWriter({ dir, lockFile, keys });
  t.after(() => writer.close());
  await writer.append(manySigned(releases, keys));
  return { dir, lockFile, writer };
}

async function serve(t: TestContext, listener: RequestListener): Promise<string> {
  const server = createServer(listener).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  t.after(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

function answering(answer: (body: string, path: string) => [status: number, body: string]): RequestListener {
  return async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const [status, body] = answer(Buffer.concat(chunks).toString(), request.url!);
    response.writeHead(request.method === 'POST' && request.url!.endsWith('/add-checkpoint') ? status : 405).end(body);
  };
}

/** A witness that insists on a proof from this size. */
function holding(size: number, root: Uint8Array, witness: Made): RequestListener {
  return answering((body) => {
    const [head] = body.split('\n\n') as [string];
    const [old, ...proof] = head.split('\n') as [string, ...string[]];
    if (old !== `old ${size}`) return [409, `${size}\n`];
    const [, newer, newRoot] = textIn(body).split('\n') as [string, string, string];
    assert.ok(verifyConsistency(size, Number(newer), proof.map(fromBase64), root, fromBase64(newRoot)));
    return [200, witness.line(textIn(body), NOW)];
  });
}

function textIn(body: string): string {
  const note = body.slice(body.indexOf('\n\n') + 2);
  return parseNote(utf8(note)).text;
}

function goodOf(dir: string): number {
  const { note } = openRecord(dir).checkpoint();
  const { text, signatures } = parseNote(utf8(note));
  return goodCosignatures(
    text,
    signatures,
    openRecord(dir).policy.witnesses.map(({ vkey }) => vkey),
  ).size;
}

async function untilDue(witnesses: Witnesses, expected: boolean): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, 1050)); // rounds keep a distance of a second
  assert.equal(witnesses.due(), expected);
}
