import assert from 'node:assert/strict';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { sha256, utf8 } from './bytes.ts';
import { COSIGNATURE, ED25519, formatVkey, makeVkey } from './note.ts';
import { parsePolicy, policyText } from './policy.ts';
import { changePolicy, type PolicyChange } from './policy-change.ts';
import { openRecord } from './store.ts';
import { testFolder, testKeys } from './testing.ts';
import { openWriter } from './writer.ts';

const keys = testKeys();
const log = `log ${formatVkey(keys.log.vkey)}\n`;
const vkey = (n: number) => formatVkey(makeVkey(`witness.example/w${n}`, COSIGNATURE, sha256(utf8(`w${n}`))));
const add = (n: number, url: string | null = `https://w${n}.example/`) => ({ name: `w${n}`, vkey: vkey(n), url });
const line = (n: number) => `witness w${n} ${vkey(n)} https://w${n}.example/\n`;
const none = `${log}quorum none\n`;
const two = `${log}${line(1)}${line(2)}group witnesses all w1 w2\nquorum witnesses\n`;

const changes: [what: string, before: string, change: PolicyChange, after: string][] = [
  ['a witness is named; no quorum stays none', none, { add: add(1) }, `${log}${line(1)}quorum none\n`],
  ['one without an address', none, { add: add(1, null) }, `${log}witness w1 ${vkey(1)}\nquorum none\n`],
  [
    'a witness and a quorum',
    none,
    { add: add(1), quorum: '1' },
    `${log}${line(1)}group witnesses all w1\nquorum witnesses\n`,
  ],
  [
    'another one; the number asked for stays',
    two,
    { add: add(3) },
    `${log}${line(1)}${line(2)}${line(3)}group witnesses 2 w1 w2 w3\nquorum witnesses\n`,
  ],
  [
    'all of three',
    two,
    { add: add(3), quorum: 'all' },
    `${log}${line(1)}${line(2)}${line(3)}group witnesses all w1 w2 w3\nquorum witnesses\n`,
  ],
  ['any of two', two, { quorum: '1' }, two.replace(' all ', ' any ')],
  ['no quorum any more', two, { quorum: 'none' }, `${log}${line(1)}${line(2)}quorum none\n`],
  ['one is let go', two, { remove: 'w1', quorum: '1' }, `${log}${line(2)}group witnesses all w2\nquorum witnesses\n`],
  [
    'one takes another’s place',
    two,
    { remove: 'w1', add: { ...add(3), name: 'w1' } },
    `${log}${line(2)}${line(3).replace('witness w3', 'witness w1')}group witnesses all w2 w1\nquorum witnesses\n`,
  ],
  [
    'a single witness as quorum by hand',
    `${log}${line(1)}quorum w1\n`,
    { add: add(2) },
    `${log}${line(1)}${line(2)}group witnesses any w1 w2\nquorum witnesses\n`,
  ],
];
test('the policy after a change', (t) => {
  const dir = testFolder(t);
  for (const [what, before, change, after] of changes) {
    writeFileSync(join(dir, 'policy'), before);
    assert.equal(policyText(changePolicy(dir, change)), after, what);
    assert.equal(readFileSync(join(dir, 'policy'), 'utf8'), after, what);
  }
  assert.deepEqual(readdirSync(dir), ['policy']);
});

const ownKey = formatVkey(makeVkey('mine', COSIGNATURE, keys.log.vkey.publicKey));
const byHand = `${log}${line(1)}${line(2)}group a any w1 w2\ngroup b all a\nquorum b\n`;
const refused: [what: string, before: string, change: PolicyChange, code: string][] = [
  ['the same key under another name', two, { add: { ...add(1), name: 'w9' } }, 'POLICY_CHANGE'],
  ['the log’s own key', none, { add: { ...add(1), vkey: ownKey } }, 'POLICY_CHANGE'],
  ['a name that is taken', two, { add: { ...add(3), name: 'w1' } }, 'POLICY_CHANGE'],
  ['a name of two words', none, { add: { ...add(1), name: 'w 1' } }, 'POLICY_CHANGE'],
  ['the name none', none, { add: { ...add(1), name: 'none' } }, 'POLICY_CHANGE'],
  ['a name with a line feed', none, { add: { ...add(1), name: 'w\nlog' } }, 'POLICY_CHANGE'],
  ['a key that is none', none, { add: { ...add(1), vkey: 'w1+00000000+AAAA' } }, 'KEY_MALFORMED'],
  [
    'a log’s key as a witness',
    none,
    { add: { ...add(1), vkey: formatVkey(makeVkey('x', ED25519, sha256(utf8('x')))) } },
    'POLICY_MALFORMED',
  ],
  ['an address that is none', none, { add: add(1, 'w1.example') }, 'POLICY_CHANGE'],
  ['an address with a query', none, { add: add(1, 'https://w1.example/?a') }, 'POLICY_CHANGE'],
  ['an address of two words', none, { add: add(1, 'https://w1.example/ x') }, 'POLICY_CHANGE'],
  ['a quorum without witnesses', none, { quorum: '1' }, 'POLICY_CHANGE'],
  ['all of none', none, { quorum: 'all' }, 'POLICY_CHANGE'],
  ['three of two', two, { quorum: '3' }, 'POLICY_CHANGE'],
  ['a quorum of 0', two, { quorum: '0' }, 'POLICY_CHANGE'],
  ['fewer witnesses than the quorum', two, { remove: 'w1' }, 'POLICY_CHANGE'],
  ['a witness that is not there', two, { remove: 'w7' }, 'POLICY_CHANGE'],
  ['groups written by hand', byHand, { add: add(3) }, 'POLICY_CHANGE'],
  ['one of two as the quorum, by hand', `${log}${line(1)}${line(2)}quorum w1\n`, { add: add(3) }, 'POLICY_CHANGE'],
];
test('a change that makes no sense leaves the policy as it was', (t) => {
  const dir = testFolder(t);
  for (const [what, before, change, code] of refused) {
    writeFileSync(join(dir, 'policy'), before);
    assert.throws(() => changePolicy(dir, change), { code }, what);
    assert.equal(readFileSync(join(dir, 'policy'), 'utf8'), before, what);
  }
  assert.throws(() => changePolicy(join(dir, 'nowhere'), { quorum: 'none' }), { code: 'RECORD_MISSING' });
});

test('a record with a changed policy is read and written on', async (t) => {
  const data = testFolder(t);
  const options = { dir: join(data, 'record'), lockFile: join(data, 'lock'), keys };
  await (await openWriter(options)).close();
  for (const n of [1, 2]) changePolicy(options.dir, { add: add(n), quorum: 'all' });
  assert.deepEqual(openRecord(options.dir).policy, parsePolicy(utf8(two)));
  await (await openWriter(options)).close();
  assert.equal(readFileSync(join(options.dir, 'policy'), 'utf8'), two);
});
