import { DaftarError } from '../base/errors.ts';
import { equal, fromUtf8, parseDecimal, shown } from './bytes.ts';
import { COSIGNATURE, ED25519, formatVkey, parseVkey, type Vkey } from './note.ts';

/**
 * C2SP tlog-policy: which logs one accepts, and which witnesses must have cosigned.
 *
 *     log daftar.0123456789abcdef+1a2b3c4d+AX...
 *     witness north witness.example/north+b7a673d2+BM... https://witness.example/
 *     witness south witness.example/south+0c1d2e3f+BA...
 *     group both all north south
 *     quorum both
 */
export interface Policy {
  logs: PolicyLog[];
  witnesses: PolicyWitness[];
  groups: PolicyGroup[];
  /** Name of a witness or group; `none` asks for no cosignature. */
  quorum: string;
}

export interface PolicyLog {
  vkey: Vkey;
  url: string | null;
}

export interface PolicyWitness extends PolicyLog {
  name: string;
}

/** Counts as cosigned when `threshold` of its members have. */
export interface PolicyGroup {
  name: string;
  threshold: number;
  members: string[];
}

/** More rules than anybody writes, few enough that no policy can exhaust the stack. */
const MAX_LINES = 1000;

/** Reads a policy; throws POLICY_MALFORMED with the number of the line. */
export function parsePolicy(bytes: Uint8Array): Policy {
  const policy: Policy = { logs: [], witnesses: [], groups: [], quorum: '' };
  policyLines(bytes).forEach((line, i) => {
    const words = line.split(/[ \t]+/).filter(Boolean);
    if (words.length > 0 && !words[0]!.startsWith('#')) readRule(policy, words, `line ${i + 1}`);
  });
  if (policy.quorum === '') throw malformed('it has no quorum line');
  return policy;
}

/** The text of a policy, in the one form that Daftar writes. */
export function policyText({ logs, witnesses, groups, quorum }: Policy): string {
  const lines = [
    ...logs.map(({ vkey, url }) => ['log', formatVkey(vkey), url]),
    ...witnesses.map(({ name, vkey, url }) => ['witness', name, formatVkey(vkey), url]),
    ...groups.map(({ name, threshold, members }) => ['group', name, thresholdWord(threshold, members), ...members]),
    ['quorum', quorum],
  ];
  return lines.map((words) => `${words.filter((word) => word !== null).join(' ')}\n`).join('');
}

/** Whether the quorum is met when these keys have cosigned. */
export function quorumMet(policy: Policy, cosigned: Vkey[]): boolean {
  const met = (name: string): boolean => {
    const witness = policy.witnesses.find((candidate) => candidate.name === name);
    if (witness) return cosigned.some(({ publicKey }) => equal(publicKey, witness.vkey.publicKey));
    const group = policy.groups.find((candidate) => candidate.name === name)!;
    return group.members.filter(met).length >= group.threshold;
  };
  return policy.quorum === 'none' || met(policy.quorum);
}

function policyLines(bytes: Uint8Array): string[] {
  if (bytes.some((byte) => (byte < 0x20 && byte !== 0x09 && byte !== 0x0a) || byte === 0x7f)) {
    throw malformed('it holds control characters');
  }
  const lines = textOf(bytes).split('\n');
  if (lines.pop() !== '') throw malformed('its last line does not end in a newline');
  if (lines.length > MAX_LINES) throw malformed(`it has more than ${MAX_LINES} lines`);
  return lines;
}

function readRule(policy: Policy, [rule, ...words]: string[], where: string): void {
  if (rule === 'log') policy.logs.push(readLog(policy, words, where));
  else if (rule === 'witness') policy.witnesses.push(readWitness(policy, words, where));
  else if (rule === 'group') policy.groups.push(readGroup(policy, words, where));
  else if (rule === 'quorum') policy.quorum = readQuorum(policy, words, where);
  else throw malformed(`“${shown(rule ?? '')}” in ${where} is not a rule`);
}

function readLog(policy: Policy, words: string[], where: string): PolicyLog {
  const [key, url = null] = counted(words, 1, 2, where);
  return { vkey: newKey(key!, ED25519, policy.logs, where), url };
}

function readWitness(policy: Policy, words: string[], where: string): PolicyWitness {
  const [name, key, url = null] = counted(words, 2, 3, where);
  return { name: newName(policy, name!, where), vkey: newKey(key!, COSIGNATURE, policy.witnesses, where), url };
}

function readGroup(policy: Policy, words: string[], where: string): PolicyGroup {
  const [name, rule, ...members] = counted(words, 3, Number.POSITIVE_INFINITY, where);
  const taken = new Set(policy.groups.flatMap((group) => group.members));
  for (const member of members) {
    if (!isDefined(policy, member)) throw malformed(`“${shown(member)}” in ${where} is not defined above it`);
    if (taken.has(member)) throw malformed(`“${shown(member)}” in ${where} is a member of a group already`);
    taken.add(member);
  }
  const threshold = rule === 'all' ? members.length : rule === 'any' ? 1 : parseDecimal(rule!);
  if (threshold === null || threshold < 1 || threshold > members.length) {
    throw malformed(`“${shown(rule!)}” in ${where} is neither all, any, nor a number from 1 to ${members.length}`);
  }
  return { name: newName(policy, name!, where), threshold, members };
}

function readQuorum(policy: Policy, words: string[], where: string): string {
  const [name] = counted(words, 1, 1, where);
  if (policy.quorum !== '') throw malformed(`${where} is a second quorum line`);
  if (name !== 'none' && !isDefined(policy, name!))
    throw malformed(`“${shown(name!)}” in ${where} is not defined above it`);
  return name!;
}

function counted(words: string[], least: number, most: number, where: string): string[] {
  if (words.length < least || words.length > most) throw malformed(`${where} has too few words, or too many`);
  return words;
}

function newName(policy: Policy, name: string, where: string): string {
  if (name === 'none' || isDefined(policy, name)) throw malformed(`the name “${shown(name)}” in ${where} is taken`);
  return name;
}

function newKey(text: string, type: number, others: PolicyLog[], where: string): Vkey {
  const vkey = keyIn(text, where);
  if (vkey.type !== type) throw malformed(`the key in ${where} is of another rule's type`);
  if (others.some((other) => equal(other.vkey.publicKey, vkey.publicKey))) throw malformed(`${where} repeats a key`);
  return vkey;
}

function keyIn(text: string, where: string): Vkey {
  try {
    return parseVkey(text);
  } catch (error) {
    throw malformed(`${where}: ${error instanceof DaftarError ? error.message : 'unreadable key'}`);
  }
}

function isDefined({ witnesses, groups }: Policy, name: string): boolean {
  return [...witnesses, ...groups].some((defined) => defined.name === name);
}

function thresholdWord(threshold: number, members: string[]): string {
  if (threshold === members.length) return 'all';
  return threshold === 1 ? 'any' : String(threshold);
}

function textOf(bytes: Uint8Array): string {
  try {
    return fromUtf8(bytes);
  } catch {
    throw malformed('it is not UTF-8');
  }
}

function malformed(why: string): DaftarError {
  return new DaftarError(
    'POLICY_MALFORMED',
    `This is not a policy: ${why.replace(/\.$/, '')}.`,
    'Get the policy again from those who gave it to you.',
  );
}
