import assert from 'node:assert/strict';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import fc from 'fast-check';
import { hexSha256 } from '../base/hash.ts';
import { concat, fromBase64, sha256, toBase64, utf8 } from '../record/bytes.ts';
import { formatCheckpoint, signCheckpoint } from '../record/checkpoint.ts';
import { consistencyProof, EMPTY_ROOT, leafHash, memorySubtree, rootOf, treeRoot } from '../record/merkle.ts';
import { ED25519, formatVkey, makeSigner, makeVkey, parseNote, signNote, verifyNote } from '../record/note.ts';
import { readVectors, testFolder, vectorEntries } from '../record/testing.ts';
import { witnessKey } from './key.ts';
import { type Ledger, openLedger } from './ledger.ts';
import { parseAddCheckpoint } from './request.ts';
import { type Answer, Witness } from './witness.ts';

const vectors = readVectors('tlog');
const NOW = 1_700_000_000;
const log = makeSigner('log.example/press', sha256(utf8('oracle-log')));
const stranger = makeSigner('log.example/press', sha256(utf8('stranger')));
const key = witnessKey('witness.example/w1', sha256(utf8('oracle-witness')));
const leaves = vectorEntries(300).map(leafHash);
const subtree = memorySubtree(leaves);

test('the first checkpoint of a log is cosigned with the known line, byte for byte', (t) => {
  const { witness } = newWitness(t);
  assert.equal(formatVkey(key.vkey), 'witness.example/w1+b7a673d2+BM0FZ18PW5yMjDMZQY4GkY8cS/w1w6vhi8+CD6TXBBTx');
  const body = `old 0\n\n${vectors.checkpoint.note}`;
  assert.deepEqual(witness.addCheckpoint(utf8(body)), { status: 200, body: `${vectors.cosignature.line}\n` });
  const latest = witness.latest(hexSha256(utf8('log.example/press')))!;
  assert.equal(latest, `${vectors.checkpoint.note}${vectors.cosignature.line}\n`);
});

test('the known consistency proofs are taken', (t) => {
  for (const { older, newer, proof } of vectors.consistency) {
    const { witness } = newWitness(t);
    assert.equal(ask(witness, { old: 0, size: older }).status, 200);
    assert.equal(ask(witness, { old: older, size: newer, proof: proof.map(fromBase64) }).status, 200);
  }
});

const GARBAGE = sha256(utf8('garbage'));
const forked = rootOf([...leaves.slice(0, 6), GARBAGE]);

interface Ask {
  old: number;
  size: number;
  root?: Uint8Array;
  proof?: Uint8Array[];
  signer?: typeof log;
  origin?: string;
}

/** The witness has cosigned size 5. */
const statuses: [what: string, status: Answer['status'], ask: Ask | string][] = [
  ['a longer log', 200, { old: 5, size: 7 }],
  ['the same again', 200, { old: 5, size: 5 }],
  ['nothing at all', 400, ''],
  ['no blank line', 400, 'old 5\n'],
  ['no old line', 400, `\n${checkpointNote({ old: 5, size: 7 })}`],
  ['a size that is no decimal', 400, `old 05\n\n${checkpointNote({ old: 5, size: 7 })}`],
  ['a size beyond what numbers hold', 400, `old 9223372036854775808\n\n${checkpointNote({ old: 5, size: 7 })}`],
  ['a hash that is none', 400, `old 5\nAAAA\n\n${checkpointNote({ old: 5, size: 7 })}`],
  ['a hash with stray bits', 400, `old 5\n${'A'.repeat(42)}B=\n\n${checkpointNote({ old: 5, size: 7 })}`],
  ['CRLF', 400, `old 5\r\n\r\n${checkpointNote({ old: 5, size: 7 })}`],
  ['64 hashes', 400, { old: 5, size: 7, proof: Array(64).fill(GARBAGE) }],
  [
    'a note without a signature',
    400,
    `old 5\n\n${formatCheckpoint({ origin: log.vkey.name, size: 7, root: GARBAGE })}\n`,
  ],
  ['a signed text that is no checkpoint', 400, `old 5\n\n${signNote(`${log.vkey.name}\nseven\n`, [log])}`],
  ['a checkpoint smaller than the old size', 400, { old: 7, size: 5 }],
  ['another log', 404, { old: 0, size: 5, origin: 'log.example/other' }],
  ['another signer of that name', 403, { old: 5, size: 7, signer: stranger }],
  ['a signature of the log that does not fit', 403, brokenSignature()],
  ['another old size', 409, { old: 0, size: 7, proof: [] }],
  ['another old size with a good proof', 409, { old: 4, size: 7 }],
  ['a smaller checkpoint than was cosigned', 409, { old: 3, size: 4 }],
  ['a log that went another way', 422, { old: 5, size: 7, root: forked }],
  ['a proof that is too short', 422, { old: 5, size: 7, proof: [] }],
  ['a proof that is too long', 422, { old: 5, size: 7, proof: [...consistencyProof(subtree, 5, 7), GARBAGE] }],
  ['the same size with another root', 422, { old: 5, size: 5, root: GARBAGE }],
  ['the same size with a proof', 422, { old: 5, size: 5, proof: [GARBAGE] }],
  ['an empty log with the root of another', 422, { old: 0, size: 0, root: GARBAGE }],
];
for (const [what, status, given] of statuses) {
  test(`${what}: ${status}`, (t) => {
    const { witness, ledger } = newWitness(t);
    assert.equal(ask(witness, { old: 0, size: 5 }).status, 200);
    const answer = typeof given === 'string' ? witness.addCheckpoint(utf8(given)) : ask(witness, given);
    assert.equal(answer.status, status, answer.body);
    if (status === 409) assert.equal(answer.body, '5\n');
    const size = status === 200 && typeof given !== 'string' ? given.size : 5;
    assert.equal(ledger.head('log.example/press')!.size, size);
  });
}

/** The witness has cosigned nothing. */
const first: [what: string, status: Answer['status'], ask: Ask][] = [
  ['an empty log', 200, { old: 0, size: 0 }],
  ['an empty log with the root of another', 422, { old: 0, size: 0, root: GARBAGE }],
  ['a first checkpoint with a proof', 422, { old: 0, size: 5, proof: [GARBAGE] }],
  ['a first checkpoint that names an old size', 409, { old: 4, size: 5 }],
];
for (const [what, status, given] of first) {
  test(`nothing cosigned yet, ${what}: ${status}`, (t) => {
    const { witness } = newWitness(t);
    const answer = ask(witness, given);
    assert.equal(answer.status, status, answer.body);
    if (status === 409) assert.equal(answer.body, '0\n');
  });
}

test('every pair of sizes with its proof is cosigned, whatever the steps', (t) => {
  const step = fc.integer({ min: 0, max: 40 });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 8 }), (steps) => {
      const { witness, ledger } = newWitness(t);
      let old = 0;
      for (const more of steps) {
        const answer = ask(witness, { old, size: old + more });
        assert.equal(answer.status, 200, answer.body);
        old += more;
        const note = ledger.noteOf(hexSha256(utf8(log.vkey.name)))!;
        assert.equal(verifyNote(utf8(note), [log.vkey, key.vkey]).signed.length, 2);
      }
      ledger.close();
    }),
    { numRuns: 20 },
  );
});

test('a log with extension lines is cosigned under just that text', (t) => {
  const { witness } = newWitness(t);
  const plain = ask(witness, { old: 0, size: 5 });
  const text = `${formatCheckpoint({ origin: log.vkey.name, size: 5, root: treeRoot(subtree, 5) })}extension\n`;
  const extended = witness.addCheckpoint(utf8(`old 5\n\n${signNote(text, [log])}`));
  assert.equal(extended.status, 200);
  assert.notEqual(extended.body, plain.body);
  verifyNote(utf8(`${text}\n${extended.body}`), [key.vkey]);
});

test('the same checkpoint within one second costs nothing; later it gets a newer time', (t) => {
  const { witness, clock } = newWitness(t);
  const one = ask(witness, { old: 0, size: 5 });
  assert.deepEqual(ask(witness, { old: 5, size: 5 }), one);
  clock.seconds += 600;
  const later = ask(witness, { old: 5, size: 5 });
  assert.equal(timeOf(later.body), NOW + 600);
});

test('time never goes back for a log, never is 0, and the operator is told once', (t) => {
  const { witness, clock, complaints } = newWitness(t);
  ask(witness, { old: 0, size: 5 });
  clock.seconds = NOW - 3600;
  assert.equal(timeOf(ask(witness, { old: 5, size: 7 }).body), NOW);
  assert.equal(timeOf(ask(witness, { old: 7, size: 8 }).body), NOW);
  assert.deepEqual(
    complaints.map((error) => (error as { code: string }).code),
    ['WITNESS_CLOCK'],
  );
  const fresh = newWitness(t);
  fresh.clock.seconds = 0;
  assert.equal(timeOf(ask(fresh.witness, { old: 0, size: 5 }).body), 1);
});

test('two witnesses of one ledger cosign one history between them', (t) => {
  const file = join(testFolder(t), 'witness.db');
  const [a, b] = [newWitness(t, file), newWitness(t, file)];
  assert.equal(ask(a.witness, { old: 0, size: 7 }).status, 200);
  assert.equal(ask(b.witness, { old: 0, size: 7, root: forked }).status, 409);
  assert.equal(ask(b.witness, { old: 7, size: 7, root: forked }).status, 422);
});

test('requests are read back, and no bytes bring the reader down', () => {
  const note = vectors.checkpoint.note as string;
  const hash = fc.uint8Array({ minLength: 32, maxLength: 32 });
  fc.assert(
    fc.property(fc.maxSafeNat(), fc.array(hash, { maxLength: 63 }), (old, proof) => {
      const request = parseAddCheckpoint(utf8(bodyOf(old, proof, note)))!;
      assert.deepEqual([request.old, request.proof.map(toBase64)], [old, proof.map(toBase64)]);
      assert.deepEqual(request.note, parseNote(utf8(note)));
    }),
  );
  const good = utf8(bodyOf(5, [GARBAGE, GARBAGE], note));
  const lines = fc.array(fc.constantFrom('old 1', 'old ', '', '\u2014', toBase64(GARBAGE), 'x\r', log.vkey.name, '5'));
  const anything = fc.oneof(
    fc.uint8Array({ maxLength: 300 }),
    lines.map((parts) => utf8(`${parts.join('\n')}\n`)),
    fc
      .tuple(fc.nat(good.length - 1), fc.uint8Array({ maxLength: 4 }), fc.nat(4))
      .map(([at, put, cut]) => concat(good.subarray(0, at), put, good.subarray(at + cut))),
  );
  fc.assert(
    fc.property(anything, (bytes) => {
      const request = parseAddCheckpoint(bytes);
      // What is read has one spelling: writing it again gives the same bytes.
      if (request)
        assert.deepEqual(
          utf8(bodyOf(request.old, request.proof, Buffer.from(request.bytes).toString())),
          Uint8Array.from(bytes),
        );
    }),
    { numRuns: 2000 },
  );
});

function newWitness(t: TestContext, file = join(testFolder(t), 'witness.db')) {
  const ledger: Ledger = openLedger(file);
  const clock = { seconds: NOW };
  const complaints: unknown[] = [];
  const trusted = [log.vkey, makeVkey('log.example/else', ED25519, sha256(utf8('x')))];
  const logs = { of: (origin: string) => trusted.filter(({ name }) => name === origin) };
  const now = () => new Date(clock.seconds * 1000);
  const witness = new Witness({ key, ledger, logs, now, complain: (error) => complaints.push(error) });
  return { witness, ledger, clock, complaints };
}

function ask(witness: Witness, given: Ask): Answer {
  const { old, size, proof = size > old ? consistencyProof(subtree, old, size) : [] } = given;
  return witness.addCheckpoint(utf8(bodyOf(old, proof, checkpointNote(given))));
}

function checkpointNote({ size, root, origin = log.vkey.name, signer = log }: Ask): string {
  const hash = root ?? (size === 0 ? EMPTY_ROOT : treeRoot(subtree, size));
  return signCheckpointText(origin, size, hash, signer);
}

function signCheckpointText(origin: string, size: number, root: Uint8Array, signer: typeof log): string {
  return signCheckpoint({ origin, size, root }, [signer]);
}

/** Known key, other text. */
function brokenSignature(): string {
  const note = signCheckpoint({ origin: log.vkey.name, size: 8, root: GARBAGE }, [log]);
  return bodyOf(5, consistencyProof(subtree, 5, 7), note.replace('\n8\n', '\n7\n'));
}

function bodyOf(old: number, proof: Uint8Array[], note: string): string {
  return `old ${old}\n${proof.map((hash) => `${toBase64(hash)}\n`).join('')}\n${note}`;
}

function timeOf(line: string): number {
  const bytes = Buffer.from(line.trim().split(' ')[2]!, 'base64');
  return Number(bytes.readBigUInt64BE(4));
}
