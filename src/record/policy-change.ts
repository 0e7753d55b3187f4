import { closeSync, fsyncSync, openSync, renameSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { DaftarError } from '../base/errors.ts';
import { equal, shown, utf8 } from './bytes.ts';
import { parseVkey } from './note.ts';
import { type Policy, type PolicyWitness, parsePolicy, policyText } from './policy.ts';
import { paths, readPolicy } from './store.ts';

/** What an administrator may change of a record's policy; the log's line is never touched. */
export interface PolicyChange {
  /** The words of a witness line. */
  add?: { name: string; vkey: string; url: string | null };
  /** Name of a witness. */
  remove?: string;
  /** How many witnesses must have cosigned: `none`, `all`, or a number. Left out, it stays. */
  quorum?: string;
}

/** The one group that this writes: so many of all witnesses. */
const GROUP = 'witnesses';
/** Each is a signature line in the checkpoint, and a note holds a hundred. */
const MOST = 50;

/**
 * Rewrites a record's policy, whole or not at all, and returns it. A running Daftar sees it within seconds. Throws
 * POLICY_CHANGE with what is wrong, POLICY_MALFORMED, KEY_MALFORMED, RECORD_MISSING; then nothing was changed.
 */
export function changePolicy(dir: string, change: PolicyChange): Policy {
  const changed = changedPolicy(readPolicy(dir), change);
  const text = policyText(changed);
  parsePolicy(utf8(text)); // names, keys and numbers are judged by whoever reads them
  replaceFile(join(dir, paths.policy), text);
  return changed;
}

/** The policy after a change; see `changePolicy`. */
export function changedPolicy(policy: Policy, { add, remove, quorum }: PolicyChange): Policy {
  requireOwnForm(policy);
  let { witnesses } = policy;
  if (remove !== undefined) witnesses = without(witnesses, remove);
  if (add) witnesses = [...witnesses, newWitness({ ...policy, witnesses }, add)];
  return withQuorum({ ...policy, witnesses }, quorum ?? thresholdOf(policy));
}

/** A policy with groups of another kind was written by hand, and its sense is its author's. */
function requireOwnForm({ witnesses, groups, quorum }: Policy): void {
  const [group, ...others] = groups;
  const members = group?.members ?? [];
  const isOwn = group
    ? quorum === group.name && members.length === witnesses.length
    : quorum === 'none' || witnesses.length === 1;
  if (others.length === 0 && isOwn && members.every((name) => witnesses.some((witness) => witness.name === name)))
    return;
  throw refused('its groups were written by hand', 'Go on by hand: the format is C2SP tlog-policy; keep the log line.');
}

function without(witnesses: PolicyWitness[], name: string): PolicyWitness[] {
  const rest = witnesses.filter((witness) => witness.name !== name);
  if (rest.length < witnesses.length) return rest;
  throw refused(`it has no witness “${shown(name)}”`, 'Read the names with “daftar policy”.');
}

function newWitness({ logs, witnesses }: Policy, { name, vkey, url }: NonNullable<PolicyChange['add']>): PolicyWitness {
  const witness = { name, vkey: parseVkey(vkey), url };
  const same = [...witnesses, ...logs].find((other) => equal(other.vkey.publicKey, witness.vkey.publicKey));
  if (same) throw refused(`${same.vkey.name} has this very key`, 'Ask the other witness for its own key.');
  if (witnesses.some((other) => other.name === name) || [GROUP, 'none'].includes(name) || !/^[^\s#]\S*$/u.test(name))
    throw refused(`“${shown(name)}” cannot name another witness`, 'Choose one word that is not taken.');
  if (url !== null && !isAddress(url))
    throw refused(`“${shown(url)}” is not the address of a witness`, 'Write it as https://witness.example/path.');
  if (witnesses.length >= MOST) throw refused(`it has ${MOST} witnesses already`, 'Remove one first.');
  return witness;
}

function isAddress(text: string): boolean {
  const url = URL.parse(text);
  if (!url || /\s/.test(text)) return false;
  return ['http:', 'https:'].includes(url.protocol) && !url.search && !url.hash && !url.username && !url.password;
}

/** `none`, or how many of how many. */
function thresholdOf({ groups, quorum }: Policy): string {
  if (quorum === 'none') return 'none';
  return String(groups[0]?.threshold ?? 1); // a single witness can be the quorum without a group
}

function withQuorum(policy: Policy, quorum: string): Policy {
  const members = policy.witnesses.map(({ name }) => name);
  if (quorum === 'none') return { ...policy, groups: [], quorum: 'none' };
  const threshold = quorum === 'all' ? members.length : Number(/^[1-9]\d{0,3}$/.exec(quorum)?.[0] ?? Number.NaN);
  if (!(threshold >= 1 && threshold <= members.length)) {
    throw refused(
      `a quorum of ${shown(quorum)} cannot be met by ${members.length} witnesses`,
      'Give none, all, or a number up to that with --quorum.',
    );
  }
  return { ...policy, groups: [{ name: GROUP, threshold, members }], quorum: GROUP };
}

/** The writer's own folder for such files is its own: this may be another process. */
function replaceFile(path: string, text: string): void {
  const staged = `${path}.${process.pid}.new`;
  try {
    const file = openSync(staged, 'w');
    writeSync(file, text);
    fsyncSync(file);
    closeSync(file);
    renameSync(staged, path);
  } catch (error) {
    rmSync(staged, { force: true });
    throw error;
  }
}

function refused(why: string, next: string): DaftarError {
  return new DaftarError('POLICY_CHANGE', `The policy stays as it is: ${why}.`, next);
}
