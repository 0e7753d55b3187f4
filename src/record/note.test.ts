import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ed25519 } from '@noble/curves/ed25519.js';
import fc from 'fast-check';
import { concat, fromBase64, fromHex, sha256, toBase64, utf8 } from './bytes.ts';
import { parseCheckpoint, signCheckpoint, verifyCheckpoint } from './checkpoint.ts';
import { cosignedBytes, joinTimed, splitTimed } from './cosignature.ts';
import { formatVkey, keyId, makeSigner, makeVkey, parseNote, parseVkey, signNote, verifyNote } from './note.ts';
import { readVectors } from './testing.ts';

const vectors = readVectors('tlog');
const [, logVkey, witnessVkey] = vectors.vkeys.map(({ text }: { text: string }) => parseVkey(text));
const log = makeSigner('log.example/press', sha256(utf8('oracle-log')));
const cosigned = `${vectors.checkpoint.note}${vectors.cosignature.line}\n`;

for (const { text, name, id, type, seedOf } of vectors.vkeys) {
  test(`vector: the key ${name}`, () => {
    const vkey = parseVkey(text);
    assert.deepEqual([vkey.name, vkey.id, vkey.type], [name, id, type]);
    assert.equal(formatVkey(vkey), text);
    if (seedOf) assert.equal(formatVkey(makeVkey(name, type, ed25519.getPublicKey(sha256(utf8(seedOf))))), text);
  });
}

for (const { name, publicKeyHex, type, id } of vectors.keyIds) {
  test(`vector: key id of type ${type}`, () => assert.equal(keyId(name, type, fromHex(publicKeyHex)), id));
}

test('vector: the checkpoint is signed as the independent implementation signed it', () => {
  const { origin, size, root, note } = vectors.checkpoint;
  assert.equal(signCheckpoint({ origin, size, root: fromBase64(root) }, [log]), note);
  const checkpoint = verifyCheckpoint(note, logVkey);
  assert.deepEqual([checkpoint.origin, checkpoint.size, toBase64(checkpoint.root)], [origin, size, root]);
});

test('vector: the witness’s cosignature is read and made', () => {
  const { signed, text } = verifyCheckpoint(cosigned, logVkey, [witnessVkey]);
  assert.deepEqual(signed, [{ vkey: witnessVkey, time: vectors.cosignature.time }]);
  const signature = ed25519.sign(cosignedBytes(text, 1700000000), sha256(utf8('oracle-witness')));
  const payload = concat(fromHex(witnessVkey.id), joinTimed(1700000000, signature));
  assert.equal(`— witness.example/w1 ${toBase64(payload)}`, vectors.cosignature.line);
});

test('unknown signatures are passed over, and a known one counts once', () => {
  const line = vectors.checkpoint.note.split('\n').at(-2);
  assert.equal(verifyCheckpoint(`${cosigned}${line}\n`, logVkey).signed.length, 0);
  assert.equal(verifyNote(utf8(`${cosigned}${line}\n`), [logVkey, witnessVkey]).signed.length, 2);
});

test('one bad signature of a known key refuses the whole note', () => {
  const bad = cosigned.replace('BlU/EA', 'BlU/EB');
  assert.throws(() => verifyCheckpoint(bad, logVkey, [witnessVkey]), { code: 'NOTE_BAD_SIGNATURE' });
  assert.throws(() => verifyCheckpoint(cosigned.replace('257', '258'), logVkey), { code: 'NOTE_BAD_SIGNATURE' });
});

test('a note that only a stranger signed is unsigned; one without the log’s own signature too', () => {
  assert.throws(() => verifyNote(utf8(vectors.checkpoint.note), [witnessVkey]), { code: 'NOTE_UNSIGNED' });
  const { text } = parseNote(utf8(cosigned));
  const alone = `${text}\n${vectors.cosignature.line}\n`;
  assert.throws(() => verifyCheckpoint(alone, logVkey, [witnessVkey]), { code: 'CHECKPOINT_UNSIGNED' });
});

test('a checkpoint of another origin is refused, though the key is right', () => {
  const note = signCheckpoint({ origin: 'log.example/other', size: 1, root: new Uint8Array(32) }, [log]);
  assert.throws(() => verifyCheckpoint(note, logVkey), { code: 'CHECKPOINT_ORIGIN' });
});

test('the text of a note may itself hold blank lines', () => {
  const note = signNote('one\n\ntwo\n', [log]);
  assert.equal(verifyNote(utf8(note), [logVkey]).text, 'one\n\ntwo\n');
});

const line = vectors.checkpoint.note.split('\n').at(-2);
const malformedNotes: [name: string, note: string][] = [
  ['empty', ''],
  ['no blank line', `text\n${line}\n`],
  ['no signature', 'text\n\n'],
  ['no last newline', `text\n\n${line}`],
  ['CRLF', `text\r\n\r\n${line}\r\n`],
  ['a tab', `te\txt\n\n${line}\n`],
  ['a hyphen for the dash', `text\n\n${line.replace('—', '-')}\n`],
  ['a name with +', `text\n\n${line.replace('log.', 'log+')}\n`],
  ['a name with white space', `text\n\n${line.replace('log.', 'log\u2003')}\n`],
  ['base64 not canonical', `text\n\n${line.replace(/=$/, '')}\n`],
  ['a signature of nothing', 'text\n\n— a AAAAAA==\n'],
  ['101 signatures', `text\n\n${`${line}\n`.repeat(101)}`],
];
for (const [name, note] of malformedNotes) {
  test(`not a note: ${name}`, () => assert.throws(() => parseNote(utf8(note)), { code: 'NOTE_MALFORMED' }));
}

const root = 'A'.repeat(43);
const malformedCheckpoints = [
  '',
  'a\n1\n',
  `a\n01\n${root}=\n`,
  `a\n9007199254740992\n${root}=\n`,
  `a\n1\n${root}\n`,
  `a\n1\nAAAA\n`,
  `\n1\n${root}=\n`,
  `a\n0\n${root}=\n`,
  `a\n1\n${root}=\n\n`,
  `a\n1\n${root}=`,
];
for (const text of malformedCheckpoints) {
  test(`not a checkpoint: ${JSON.stringify(text)}`, () =>
    assert.throws(() => parseCheckpoint(text), { code: 'CHECKPOINT_MALFORMED' }));
}

test('an empty log has the hash of nothing as its root; extension lines are passed over', () => {
  assert.equal(parseCheckpoint(`a\n0\n${vectors.emptyRoot}\n`).size, 0);
  assert.equal(parseCheckpoint(`a\n1\n${root}=\nmore\n`).size, 1);
});

for (const text of [
  '',
  'a+00000000+AA==',
  logVkey.name,
  vectors.vkeys[0].text.replace('530d903a', '530d903b'),
  vectors.vkeys[0].text.replace('+A', '+B'),
  `${vectors.vkeys[0].text}\n`,
]) {
  test(`not a key: ${JSON.stringify(text)}`, () => assert.throws(() => parseVkey(text), { code: 'KEY_MALFORMED' }));
}

test('any alteration of a note is refused, always in a sentence', () => {
  const bytes = utf8(vectors.checkpoint.note);
  fc.assert(
    fc.property(fc.nat(bytes.length - 1), fc.integer({ min: 1, max: 255 }), (at, change) => {
      const altered = Uint8Array.from(bytes, (byte, i) => (i === at ? byte ^ change : byte));
      assert.throws(() => verifyCheckpoint(altered, logVkey), { name: 'DaftarError' });
    }),
  );
});

test('no text crashes a parser', () => {
  const piece = fc.constantFrom('\n', '— ', 'a ', '+', 'AAAAAAAA', '1', '\u2003', vectors.vkeys[0].text, line);
  const texts = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.array(piece).map((pieces) => pieces.join('')),
  );
  fc.assert(
    fc.property(texts, (text) => {
      for (const parse of [parseVkey, parseCheckpoint, (t: string) => parseNote(utf8(t))])
        onlyDaftarErrors(() => parse(text));
    }),
    { numRuns: 500 },
  );
  fc.assert(fc.property(fc.uint8Array(), (bytes) => onlyDaftarErrors(() => parseNote(bytes))));
  fc.assert(fc.property(fc.uint8Array({ minLength: 72, maxLength: 72 }), (bytes) => void splitTimed(bytes)));
});

function onlyDaftarErrors(parse: () => unknown): void {
  try {
    parse();
  } catch (error) {
    assert.equal((error as Error).name, 'DaftarError');
  }
}
