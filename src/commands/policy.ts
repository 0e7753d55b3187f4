import { existsSync } from 'node:fs';
import { DaftarError } from '../base/errors.ts';
import { type Call, dataDirOf } from '../cli.ts';
import { pathsOf } from '../newsroom.ts';
import { utf8 } from '../record/bytes.ts';
import { goodCosignatures } from '../record/cosigned.ts';
import { formatVkey, parseNote } from '../record/note.ts';
import { type Policy, policyText, quorumMet } from '../record/policy.ts';
import { changePolicy, type PolicyChange } from '../record/policy-change.ts';
import { openRecord, readPolicy } from '../record/store.ts';

/** `daftar policy`: shows who witnesses this newsroom's record, and changes it. */
export async function policy(call: Call): Promise<number> {
  const { record } = pathsOf(dataDirOf(call));
  if (!existsSync(record)) throw noRecord(dataDirOf(call));
  const change = changeOf(call);
  const now = change ? changePolicy(record, change) : readPolicy(record);
  const state = stateOf(record, now);
  call.print(call.options.json ? JSON.stringify(state) : told(now, state));
  return 0;
}

function changeOf({ words, options }: Call): PolicyChange | null {
  const [verb, ...rest] = words;
  const quorum = options.quorum as string | undefined;
  if (verb === undefined) return quorum === undefined ? null : { quorum };
  const [name, vkey, url = null, ...tooMany] = rest;
  if (verb === 'add' && name && vkey && tooMany.length === 0) return { add: { name, vkey, url }, quorum };
  if (verb === 'remove' && name && vkey === undefined) return { remove: name, quorum };
  throw new DaftarError(
    'USAGE',
    'This is neither “add NAME KEY [ADDRESS]” nor “remove NAME”.',
    'Read "daftar policy --help".',
  );
}

/** The policy, and what the checkpoint that stands says of it. */
function stateOf(dir: string, policy: Policy) {
  const { note, size } = openRecord(dir).checkpoint();
  const { text, signatures } = parseNote(utf8(note));
  const keys = policy.witnesses.map(({ vkey }) => vkey);
  const cosigned = goodCosignatures(text, signatures, keys);
  return {
    size,
    quorum: policy.quorum,
    quorumMet: policy.quorum === 'none' ? null : quorumMet(policy, [...cosigned.keys()]),
    witnesses: policy.witnesses.map(({ name, vkey, url }) => {
      const time = cosigned.get(vkey)?.time ?? null;
      return { name, key: formatVkey(vkey), url, cosigned: time === null ? null : isoOf(time) };
    }),
  };
}

function told(policy: Policy, { size, quorumMet, witnesses }: ReturnType<typeof stateOf>): string {
  const lines = witnesses.map(({ name, cosigned }) => `  ${name}: ${cosigned ? `cosigned ${cosigned}` : 'not yet'}`);
  const quorum = { true: 'The quorum is met.', false: 'The quorum is not met yet.', null: 'No quorum is asked for.' };
  return [
    policyText(policy),
    `The checkpoint of ${size} entries. ${quorum[`${quorumMet}`]}`,
    ...(lines.length > 0 ? lines : ['  No witness is named: add one with "daftar policy add NAME KEY ADDRESS".']),
  ].join('\n');
}

function isoOf(seconds: number): string {
  return new Date(seconds * 1000).toISOString().replace('.000Z', 'Z');
}

function noRecord(dataDir: string): DaftarError {
  return new DaftarError(
    'NO_RECORD',
    `There is no record in ${dataDir}.`,
    'Name the data folder with --data, or make one with "daftar start".',
  );
}
