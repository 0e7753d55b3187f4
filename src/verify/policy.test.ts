import assert from 'node:assert/strict';
import { test } from 'node:test';
import { cosignText } from '../record/cosignature.ts';
import { COSIGNATURE, formatNote, formatVkey, makeSigner, makeVkey, parseNote, signNote } from '../record/note.ts';
import { testKeys } from '../record/testing.ts';
import { base64, sha256, utf8 } from './bytes.ts';
import { readCheckpoint } from './note.ts';
import { logOf, readPolicy, witnessed } from './policy.ts';
import { parseReceipt, provenBy, verifyReceipt } from './receipt.ts';

const keys = testKeys();
const [one, two, three, four] = ['one', 'two', 'three', 'four'].map((name) => {
  const signer = makeSigner(`witness.example/${name}`, sha256(utf8(name)));
  return { ...signer, vkey: makeVkey(signer.vkey.name, COSIGNATURE, signer.vkey.publicKey) };
}) as [Witness, Witness, Witness, Witness];
type Witness = ReturnType<typeof makeSigner>;
const witnesses = [one, two, three, four];
const ENTRY = utf8(
  '{"event":"publish","key":"49ce315de41cc411","language":"en","number":"ST-2024-0001","release":"72cd1042b42e222e7c2841f2d96cf748e69432c553828582fbfdc559a7eb73bc","signature":"y9QMInirxnjZTh8ppz4CUfKiRm1p+pvfcRBSgyujJDx6M/yKtChT4ARQtvV5KJcN00lBgKDPgSFC/adsSFWxCA==","time":"2024-03-01T09:00:00Z","type":"release","version":1}',
);
const TEXT = `${keys.origin}\n1\n${base64(sha256(Uint8Array.of(0), ENTRY))}\n`;
const DEFINED = `# whom we trust

log ${formatVkey(keys.log.vkey)}  https://log.example/
${witnesses.map(({ vkey }) => `witness ${vkey.name.slice(16)}\t${formatVkey(vkey)}`).join('\n')}
  # an indented remark
group pair 2 one two
group either any three four
group both all pair either
`;

const quorums: [quorum: string, cosigned: Witness[], met: boolean | null][] = [
  ['none', [], null],
  ['none', witnesses, null],
  ['one', [], false],
  ['one', [two], false],
  ['one', [one], true],
  ['pair', [one, three], false],
  ['pair', [one, two], true],
  ['either', [four], true],
  ['both', [one, two], false],
  ['both', [one, three, four], false],
  ['both', [one, two, four], true],
];
for (const [quorum, cosigned, met] of quorums) {
  const names = cosigned.map(({ vkey }) => vkey.name.slice(16)).join(', ');
  test(`quorum ${quorum}, cosigned by ${names || 'nobody'}: ${met}`, () => {
    const policy = readPolicy(`${DEFINED}quorum ${quorum}\n`);
    const note = noteOf(cosigned.map((witness) => ({ witness })));
    const checkpoint = readCheckpoint(utf8(note));
    assert.equal(logOf(policy, checkpoint).name, keys.origin);
    assert.deepEqual(
      witnessed(policy, checkpoint),
      { witnesses: witnesses.map((one) => ({ name: one.vkey.name.slice(16), time: cosigned.includes(one) ? 1_700_000_000 : null })), quorumMet: met },
    ); // biome-ignore format: one answer
    const receipt = parseReceipt(`c2sp.org/tlog-proof@v1\nextra ${base64(ENTRY)}\nindex 0\n\n${note}`);
    assert.equal(provenBy(receipt, policy).quorumMet, met);
    if (met === false) assert.throws(() => verifyReceipt(receipt, policy), { code: 'RECEIPT_UNWITNESSED' });
    else assert.equal(verifyReceipt(receipt, policy).index, 0);
  });
}

const policy = readPolicy(`${DEFINED}quorum one\n`);

test('a witness counts once, at its newest time', () => {
  const note = noteOf([{ witness: one }, { witness: one, time: 1_800_000_000 }, { witness: one, time: 5 }]);
  assert.equal(witnessed(policy, readCheckpoint(utf8(note))).witnesses[0]!.time, 1_800_000_000);
});

const bad: [what: string, line: Cosigned][] = [
  ['of another checkpoint', { witness: one, text: `${TEXT}more\n` }],
  ['at no time', { witness: one, time: 0 }],
  ['at another time than it says', { witness: one, says: 1_700_000_001 }],
  ['by another’s key', { witness: one, by: two }],
];
for (const [what, line] of bad) {
  test(`a cosignature ${what} refuses the checkpoint, beside good ones too`, () => {
    for (const lines of [[line], [{ witness: one }, line], [{ witness: two }, line]]) {
      const checkpoint = readCheckpoint(utf8(noteOf(lines)));
      assert.throws(() => witnessed(policy, checkpoint), { code: 'NOTE_BAD_SIGNATURE' });
    }
  });
}

test('a witness whose clock is beyond all calendars is answered', () => {
  const note = noteOf([{ witness: one, time: Number.MAX_SAFE_INTEGER }]);
  const receipt = parseReceipt(`c2sp.org/tlog-proof@v1\nextra ${base64(ENTRY)}\nindex 0\n\n${note}`);
  assert.equal(verifyReceipt(receipt, policy).asOf, '9999-12-31T23:59:59Z');
});

test('a log counts only under the name that follows from its key', () => {
  const log = makeSigner('log.example/named', sha256(utf8('named')));
  const named = readPolicy(`log ${formatVkey(log.vkey)}\nquorum none\n`);
  const note = signNote(TEXT.replace(keys.origin, 'log.example/named'), [log]);
  assert.throws(() => logOf(named, readCheckpoint(utf8(note))), { code: 'RECORD_OTHER_LOG' });
});

interface Cosigned {
  witness: Witness;
  by?: Witness;
  text?: string;
  time?: number;
  says?: number;
}

/** The checkpoint with the log's signature and these cosignatures. */
function noteOf(lines: Cosigned[]): string {
  const { text, signatures } = parseNote(utf8(signNote(TEXT, [keys.log])));
  const cosigned = lines.map(({ witness, by = witness, time = 1_700_000_000, says = time, ...other }) => {
    const signature = cosignText(other.text ?? TEXT, time, by.sign);
    new DataView(signature.buffer, signature.byteOffset).setBigUint64(0, BigInt(says));
    return { name: witness.vkey.name, id: witness.vkey.id, signature };
  });
  return formatNote({ text, signatures: [...signatures, ...cosigned] });
}
