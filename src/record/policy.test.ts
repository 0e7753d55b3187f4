import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { utf8 } from './bytes.ts';
import { COSIGNATURE, ED25519, formatVkey, makeVkey } from './note.ts';
import { parsePolicy, policyText, quorumMet } from './policy.ts';

const log = vkey('log.example/a', ED25519, 1);
const [w1, w2, w3, w4] = [2, 3, 4, 5].map((n) => vkey(`witness.example/w${n}`, COSIGNATURE, n));
const text = `# whom we trust

log ${log}  https://log.example/
witness one\t${w1}
  # an indented remark
witness two ${w2} https://two.example/
witness three ${w3}
witness four ${w4}
group pair 2 one two
group any-of any three four
group both all pair any-of
quorum both
`;

test('a policy is read and written', () => {
  const policy = parsePolicy(utf8(text));
  assert.equal(policy.logs[0]!.url, 'https://log.example/');
  assert.deepEqual(
    policy.groups.map(({ threshold }) => threshold),
    [2, 1, 2],
  );
  assert.deepEqual(parsePolicy(utf8(policyText(policy))), policy);
});

const quorums: [cosigned: number[], met: boolean][] = [
  [[], false],
  [[0, 1], false],
  [[0, 2, 3], false],
  [[0, 1, 2], true],
  [[0, 1, 2, 3], true],
];
for (const [cosigned, met] of quorums) {
  test(`witnesses ${cosigned} ${met ? 'meet' : 'do not meet'} the quorum`, () => {
    const policy = parsePolicy(utf8(text));
    const keys = cosigned.map((i) => policy.witnesses[i]!.vkey);
    assert.equal(quorumMet(policy, keys), met);
  });
}

test('quorum none asks for no witness', () => {
  assert.ok(quorumMet(parsePolicy(utf8(`log ${log}\nquorum none\n`)), []));
});

const refused: [name: string, policy: string][] = [
  ['nothing', ''],
  ['no quorum', `log ${log}\n`],
  ['two quorums', 'quorum none\nquorum none\n'],
  ['no last newline', 'quorum none'],
  ['CRLF', 'quorum none\r\n'],
  ['an unknown rule', 'mirror a\nquorum none\n'],
  ['a quorum not defined', 'quorum north\n'],
  ['a quorum defined below', `quorum one\nwitness one ${w1}\n`],
  ['a log with a witness’s key', `log ${w1}\nquorum none\n`],
  ['a witness with a log’s key', `witness one ${log}\nquorum none\n`],
  [
    'the same key under two names',
    `witness one ${w1}\nwitness two ${vkey('other.example', COSIGNATURE, 2)}\nquorum none\n`,
  ],
  ['the same log twice', `log ${log}\nlog ${log}\nquorum none\n`],
  ['a name taken', `witness one ${w1}\nwitness one ${w2}\nquorum none\n`],
  ['a witness named none', `witness none ${w1}\nquorum none\n`],
  ['a group of nobody', `group g all\nquorum none\n`],
  ['a group of strangers', `group g all one\nquorum none\n`],
  ['a group of itself', `group g all g\nquorum none\n`],
  ['none in a group', `group g all none\nquorum none\n`],
  ['a member of two groups', `witness one ${w1}\ngroup g all one\ngroup h all one\nquorum none\n`],
  ['a member twice', `witness one ${w1}\ngroup g all one one\nquorum none\n`],
  ['a threshold of 0', `witness one ${w1}\ngroup g 0 one\nquorum none\n`],
  ['a threshold too high', `witness one ${w1}\ngroup g 2 one\nquorum none\n`],
  ['a broken key', `log ${log}x\nquorum none\n`],
  ['too many words', `log ${log} https://a.example/ more\nquorum none\n`],
  ['too many lines', `${'\n'.repeat(2000)}quorum none\n`],
];
for (const [name, policy] of refused) {
  test(`refuses ${name}`, () => assert.throws(() => parsePolicy(utf8(policy)), { code: 'POLICY_MALFORMED' }));
}

test('no policy crashes the parser', () => {
  const word = fc.constantFrom(
    'log',
    'witness',
    'group',
    'quorum',
    'all',
    'any',
    '1',
    'a',
    'b',
    'none',
    '\n',
    '#',
    w1!,
    log,
  );
  const policies = fc.oneof(
    fc.uint8Array(),
    fc.array(word, { maxLength: 30 }).map((words) => utf8(`${words.join(' ')}\n`)),
  );
  fc.assert(
    fc.property(policies, (bytes) => {
      try {
        const policy = parsePolicy(bytes);
        quorumMet(policy, []);
        assert.deepEqual(parsePolicy(utf8(policyText(policy))), policy);
      } catch (error) {
        assert.equal((error as { code: string }).code, 'POLICY_MALFORMED');
      }
    }),
    { numRuns: 1000 },
  );
});

function vkey(name: string, type: number, fill: number): string {
  return formatVkey(makeVkey(name, type, new Uint8Array(32).fill(fill)));
}
