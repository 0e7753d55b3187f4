import { DaftarError } from '../base/errors.ts';
import { decimal, equal, hex, quoted, sha256 } from './bytes.ts';
import { type Checkpoint, cosignedAt, isSignedBy, type Key, LOG_KEY, readKey, WITNESS_KEY } from './note.ts';

/** C2SP tlog-policy: whose log, and which witnesses must have cosigned it. */
export interface Policy {
  logs: Key[];
  witnesses: { name: string; key: Key }[];
  groups: { name: string; threshold: number; members: string[] }[];
  /** Name of a witness or group, or `none`. */
  quorum: string;
}

/** Throws POLICY_MALFORMED with the number of the line. */
export function readPolicy(text: string): Policy {
  const policy: Policy = { logs: [], witnesses: [], groups: [], quorum: '' };
  const lines = text.split('\n');
  if (lines.pop() !== '' || lines.length > 1000) throw malformed('it does not end in a line feed, or is too long');
  lines.forEach((line, index) => {
    if (/[^\P{Cc}\t]/u.test(line)) throw malformed(`line ${index + 1} holds control characters`);
    const words = line.split(/[ \t]+/).filter(Boolean);
    if (words.length > 0 && !words[0]!.startsWith('#')) readRule(policy, words, `line ${index + 1}`);
  });
  if (policy.quorum === '') throw malformed('it has no quorum line');
  return policy;
}

/** The log of the policy that signed this checkpoint; throws RECORD_OTHER_LOG, and NOTE_BAD_SIGNATURE. */
export function logOf(policy: Policy, checkpoint: Checkpoint): Key {
  const key = policy.logs.find(({ name }) => name === checkpoint.origin);
  if (key && key.name === `daftar.${hex(sha256(key.publicKey)).slice(0, 16)}` && isSignedBy(checkpoint, key))
    return key;
  throw new DaftarError(
    'RECORD_OTHER_LOG',
    `The policy does not name the log ${quoted(checkpoint.origin)}, or that log has not signed this checkpoint.`,
    'Take the policy that belongs to this record; if you have, this is not the record that it is said to be.',
  );
}

/** When each witness of the policy cosigned, null where it did not; and whether the quorum is met, null without one. */
export function witnessed(policy: Policy, checkpoint: Checkpoint) {
  const witnesses = policy.witnesses.map(({ name, key }) => ({ name, time: cosignedAt(checkpoint, key) }));
  const good = new Set(witnesses.filter(({ time }) => time !== null).map(({ name }) => name));
  for (const { name, threshold, members } of policy.groups) {
    if (members.filter((member) => good.has(member)).length >= threshold) good.add(name);
  }
  return { witnesses, quorumMet: policy.quorum === 'none' ? null : good.has(policy.quorum) };
}

function readRule(policy: Policy, [rule, ...words]: string[], where: string): void {
  const isKnown = (name: string) => [...policy.witnesses, ...policy.groups].some((one) => one.name === name);
  const requireNew = (name: string) => {
    if (name === 'none' || isKnown(name)) throw malformed(`the name “${quoted(name)}” in ${where} is taken`);
    return name;
  };
  if (rule === 'log' && words.length >= 1 && words.length <= 2) {
    policy.logs.push(newKey(words[0]!, LOG_KEY, policy, where));
  } else if (rule === 'witness' && words.length >= 2 && words.length <= 3) {
    policy.witnesses.push({ name: requireNew(words[0]!), key: newKey(words[1]!, WITNESS_KEY, policy, where) });
  } else if (rule === 'group' && words.length >= 3) {
    const [name, count, ...members] = words as [string, string, ...string[]];
    const taken = new Set(policy.groups.flatMap((group) => group.members));
    for (const member of members) {
      if (!isKnown(member) || taken.has(member)) throw malformed(`“${quoted(member)}” in ${where} cannot be a member`);
      taken.add(member);
    }
    policy.groups.push({ name: requireNew(name), threshold: thresholdOf(count, members.length, where), members });
  } else if (rule === 'quorum' && words.length === 1 && policy.quorum === '') {
    if (words[0] !== 'none' && !isKnown(words[0]!))
      throw malformed(`“${quoted(words[0]!)}” in ${where} is not defined`);
    policy.quorum = words[0]!;
  } else {
    throw malformed(`${where} is not a rule`);
  }
}

function thresholdOf(word: string, members: number, where: string): number {
  const threshold = word === 'all' ? members : word === 'any' ? 1 : decimal(word);
  if (threshold === null || threshold < 1 || threshold > members) {
    throw malformed(`“${quoted(word)}” in ${where} is neither all, any, nor a number from 1 to ${members}`);
  }
  return threshold;
}

/** A key stands in a policy once, whatever it is called there: nobody counts twice, and no log is its own witness. */
function newKey(text: string, type: number, { logs, witnesses }: Policy, where: string): Key {
  const key = readKey(text);
  if (key?.type !== type) throw malformed(`the key in ${where} is not one, or of another type`);
  const others = [...logs, ...witnesses.map((witness) => witness.key)];
  if (others.some(({ publicKey }) => equal(publicKey, key.publicKey))) throw malformed(`${where} repeats a key`);
  return key;
}

function malformed(why: string): DaftarError {
  return new DaftarError(
    'POLICY_MALFORMED',
    `This is not a policy: ${why}.`,
    'Get the policy again from those who gave it.',
  );
}
