import { readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DaftarError } from '../base/errors.ts';
import { parseDecimal, shown, toBase64, utf8 } from './bytes.ts';
import { type Cosigned, goodCosignatures, joinCosigned } from './cosigned.ts';
import { consistencyProof } from './merkle.ts';
import { formatNote, type NoteSignature, parseNote, type Vkey } from './note.ts';
import { type Policy, type PolicyWitness, quorumMet } from './policy.ts';
import { logKey, openRecord, paths, type RecordReader } from './store.ts';

/**
 * The asking side of C2SP tlog-witness: the newest checkpoint goes to every witness of the policy that has an address,
 *
 *     POST <address>/add-checkpoint
 *
 *     old 2
 *     <consistency proof from 2 to 4, a hash a line>
 *
 *     <the checkpoint with the log's own signature>
 *
 * and good cosignatures come back into `log/checkpoint`. A witness that is down costs a line, never a publication.
 */
export interface Asked {
  /** The checkpoint, the log's own signature first, then every good cosignature: those it had and those that came. */
  note: string;
  /** The name of the policy's quorum, and whether it is met; null where the policy asks for none. */
  quorum: string;
  quorumMet: boolean | null;
  witnesses: WitnessResult[];
}

export interface WitnessResult {
  name: string;
  /** Unix seconds of the newest good cosignature under this very checkpoint; null without one. */
  time: number | null;
  /** Why no cosignature came this time; null where one came, or where the policy gives no address to ask at. */
  problem: DaftarError | null;
}

/** The size that each witness last cosigned, by its key. A wrong number costs one more request and nothing else. */
export type WitnessMemory = Map<string, number>;

export interface AskOptions {
  /** What is known of the witnesses, and learnt now. */
  memory?: WitnessMemory;
  fetch?: typeof fetch;
  /** For each witness, with all its repeats. */
  timeoutMs?: number;
  signal?: AbortSignal;
  now?: () => Date;
}

const TIMEOUT_MS = 10_000;
/** First with the size that is remembered, then with the one that the witness names, and once more if that was overtaken. */
const ATTEMPTS = 3;
const MAX_ANSWER = 64 * 1024;
/** How far a witness's clock may run ahead of ours. */
const CLOCK_LEEWAY = 300;

/** Asks all witnesses at once. Throws nothing on their account: what went wrong with each stands in the results. */
export async function askWitnesses(record: RecordReader, policy: Policy, options: AskOptions = {}): Promise<Asked> {
  const log = logKey(policy);
  const keys = policy.witnesses.map(({ vkey }) => vkey);
  const { note } = record.checkpoint();
  const { text } = parseNote(utf8(note));
  const answers = await Promise.all(policy.witnesses.map((witness) => askOne(record, log, witness, options)));
  const came = answers.flatMap(({ line }) => (line ? [formatNote({ text, signatures: [line] })] : []));
  const joined = joinCosigned([note, ...came], log, keys)!;
  const cosigned = goodCosignatures(text, parseNote(utf8(joined)).signatures, keys);
  return {
    note: joined,
    quorum: policy.quorum,
    quorumMet: policy.quorum === 'none' ? null : quorumMet(policy, [...cosigned.keys()]),
    witnesses: policy.witnesses.map(({ name, vkey }, i) => ({
      name,
      time: cosigned.get(vkey)?.time ?? null,
      problem: answers[i]!.problem,
    })),
  };
}

export interface WitnessesOptions {
  /** The record's folder. */
  dir: string;
  /** Puts the lines into the record: `RecordWriter.cosign`. */
  cosign(note: string): Promise<boolean>;
  /** Private, outside the record. */
  memoryFile: string;
  /** After so long cosignatures are asked for again, so that readers see how old the log's head is at most. */
  refreshMs?: number;
  /** After so long a witness that gave none is asked again; each time twice as long, up to `refreshMs`. */
  retryMs?: number;
  timeoutMs?: number;
  fetch?: typeof fetch;
  now?: () => Date;
  /** Told once when something goes wrong with a witness, and once when it is well again. */
  onFinding?: (finding: string) => void;
}

const REFRESH_MS = 10 * 60_000;
const RETRY_MS = 5_000;
/** Publications that follow each other closely are cosigned together. */
const GAP_MS = 1000;

/** Keeps the record's checkpoint cosigned: whoever drives it calls `round()` whenever it is `due()`. */
export class Witnesses {
  #options: WitnessesOptions;
  #refreshMs: number;
  #memory: WitnessMemory;
  #stop = new AbortController();
  #running: Promise<Asked | null> | null = null;
  /** What stood in the record when it was last asked about. */
  #asked: string | null = null;
  // By the clock that nobody sets.
  #next = 0;
  #last = Number.NEGATIVE_INFINITY;
  #failures = 0;
  #problems = new Map<string, string>();

  constructor(options: WitnessesOptions) {
    this.#options = options;
    this.#refreshMs = options.refreshMs ?? REFRESH_MS;
    this.#memory = readMemory(options.memoryFile);
  }

  /** Whether it is time: something was published, the policy changed, or the last cosignatures are old. */
  due(): boolean {
    const now = performance.now();
    if (this.#running || this.#stop.signal.aborted || now < this.#last + GAP_MS) return false;
    return now >= this.#next || this.#asked !== stateOf(this.#options.dir);
  }

  /** Asks once and puts what came into the record. Null where the policy names nobody to ask, and after `close`. */
  round(): Promise<Asked | null> {
    this.#running ??= this.#round().finally(() => {
      this.#running = null;
    });
    return this.#running;
  }

  /** Lets go of what is under way, and waits for that. */
  async close(): Promise<void> {
    this.#stop.abort();
    await this.#running?.catch(() => {});
  }

  async #round(): Promise<Asked | null> {
    const { dir, cosign, memoryFile, fetch, timeoutMs, now } = this.#options;
    const { signal } = this.#stop;
    this.#last = performance.now();
    this.#next = this.#last + this.#refreshMs;
    this.#asked = stateOf(dir);
    const record = openRecord(dir);
    if (signal.aborted || !record.policy.witnesses.some(({ url }) => url !== null)) return null;
    const asked = await askWitnesses(record, record.policy, { memory: this.#memory, fetch, timeoutMs, now, signal });
    if (signal.aborted) return null;
    writeMemory(memoryFile, this.#memory);
    this.#plan(asked);
    await cosign(asked.note);
    return asked;
  }

  #plan({ witnesses }: Asked): void {
    const failing = witnesses.some(({ problem }) => problem !== null);
    this.#failures = failing ? this.#failures + 1 : 0;
    const { retryMs = RETRY_MS } = this.#options;
    if (failing) this.#next = performance.now() + Math.min(retryMs * 2 ** (this.#failures - 1), this.#refreshMs);
    for (const result of witnesses) this.#tell(result);
  }

  #tell({ name, problem }: WitnessResult): void {
    if (this.#problems.get(name) === problem?.code) return;
    const { onFinding = console.error } = this.#options;
    if (problem) this.#problems.set(name, problem.code);
    else this.#problems.delete(name);
    onFinding(problem ? problem.toLine() : `The witness ${name} cosigns again.`);
  }
}

interface Answer {
  line: NoteSignature | null;
  problem: DaftarError | null;
}

async function askOne(
  record: RecordReader,
  log: Vkey,
  witness: PolicyWitness,
  { memory = new Map(), timeoutMs = TIMEOUT_MS, signal, now = () => new Date(), fetch = globalThis.fetch }: AskOptions,
): Promise<Answer> {
  if (witness.url === null) return { line: null, problem: null };
  const key = toBase64(witness.vkey.publicKey);
  const limit = AbortSignal.any([AbortSignal.timeout(timeoutMs), ...(signal ? [signal] : [])]);
  try {
    const post = (body: string) => send(fetch, witness, body, limit);
    const cosigned = await cosignatureOf(record, log, witness, memory.get(key) ?? 0, post);
    requireNotAhead(witness, cosigned, now());
    memory.set(key, record.size);
    return { line: cosigned.line, problem: null };
  } catch (error) {
    if (error instanceof DaftarError) return { line: null, problem: error };
    throw error;
  }
}

/** Asks with the size that the witness is thought to hold, and again with the one that it names. */
async function cosignatureOf(
  record: RecordReader,
  log: Vkey,
  witness: PolicyWitness,
  remembered: number,
  post: (body: string) => Promise<{ status: number; text: string }>,
): Promise<Cosigned> {
  let old = remembered <= record.size ? remembered : 0;
  for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
    const { status, text } = await post(addCheckpointBody(record, log, old));
    if (status === 200) return cosignatureIn(record, text, witness);
    if (status !== 409) throw refusal(status, witness);
    const held = parseDecimal(text.replace(/\n$/, ''));
    // Until 2026 the specification gave 409 for this too: it holds this very size, and another root.
    if (old === record.size && (held ?? old) === old) throw fork(witness);
    if (held === null) throw badAnswer(witness, 'it names no size that it holds');
    if (held > record.size) throw ahead(witness, held, record.size);
    old = held;
  }
  throw badAnswer(witness, `it named another size ${ATTEMPTS} times`);
}

/** What is sent: the older size, the proof, and the checkpoint with the log's signature alone. */
function addCheckpointBody(record: RecordReader, log: Vkey, old: number): string {
  const proof = consistencyProof(record.subtree, old, record.size).map((hash) => `${toBase64(hash)}\n`);
  return `old ${old}\n${proof.join('')}\n${joinCosigned([record.checkpoint().note], log, [])}`;
}

async function send(
  fetch: typeof globalThis.fetch,
  witness: PolicyWitness,
  body: string,
  signal: AbortSignal,
): Promise<{ status: number; text: string }> {
  try {
    const url = `${witness.url!.replace(/\/+$/, '')}/add-checkpoint`;
    const response = await fetch(url, { method: 'POST', body, redirect: 'error', signal });
    return { status: response.status, text: await limitedText(response) };
  } catch (error) {
    throw error instanceof DaftarError ? error : unreachable(witness, error as Error);
  }
}

/** A witness's word is a line or two: whoever sends more is not listened to. */
async function limitedText(response: Response): Promise<string> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of response.body ?? []) {
    length += chunk.length;
    if (length > MAX_ANSWER) throw new Error('the answer does not end');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString();
}

/** The witness's own good line under our checkpoint; lines of others and what cannot be read are passed over. */
function cosignatureIn(record: RecordReader, answer: string, witness: PolicyWitness): Cosigned {
  const { note } = record.checkpoint();
  const { text } = parseNote(utf8(note));
  const lines = answer.split('\n').flatMap((line) => readLine(text, line));
  const good = goodCosignatures(text, lines, [witness.vkey]).get(witness.vkey);
  if (!good) throw badAnswer(witness, 'no line of it is a cosignature by its key under our checkpoint');
  return good;
}

function readLine(text: string, line: string): NoteSignature[] {
  try {
    return parseNote(utf8(`${text}\n${line}\n`)).signatures;
  } catch {
    return [];
  }
}

function requireNotAhead(witness: PolicyWitness, { time }: Cosigned, now: Date): void {
  const seconds = time - Math.floor(now.getTime() / 1000);
  if (seconds > CLOCK_LEEWAY) throw badAnswer(witness, `its clock, or ours, is ${seconds} seconds off`);
}

/** What stands in the record, whoever has cosigned it, and which policy holds. */
function stateOf(dir: string): string {
  try {
    const { ino, size, mtimeMs } = statSync(join(dir, paths.policy));
    const [text] = readFileSync(join(dir, paths.checkpoint), 'utf8').split('\n\n');
    return `${ino}:${size}:${mtimeMs}\n${text}`;
  } catch {
    return 'unreadable'; // the round says so, once
  }
}

function readMemory(file: string): WitnessMemory {
  try {
    const entries = Object.entries(JSON.parse(readFileSync(file, 'utf8')));
    return new Map(
      entries.filter((entry): entry is [string, number] => Number.isSafeInteger(entry[1]) && Number(entry[1]) >= 0),
    );
  } catch {
    return new Map(); // the witnesses know
  }
}

function writeMemory(file: string, memory: WitnessMemory): void {
  const staged = `${file}.new`;
  writeFileSync(staged, `${JSON.stringify(Object.fromEntries(memory))}\n`, { mode: 0o600 });
  renameSync(staged, file);
}

function refusal(status: number, witness: PolicyWitness): DaftarError {
  const { name, url } = witness;
  if (status === 404 || status === 403) {
    return new DaftarError(
      'WITNESS_NOT_OURS',
      `The witness ${name} at ${url} does not know this log's key (status ${status}).`,
      'Send the log line of the record’s policy to those who run it, and compare its key with them.',
    );
  }
  if (status === 422) return fork(witness);
  return new DaftarError(
    'WITNESS_UNREACHABLE',
    `The witness ${name} at ${url} answered with status ${status}.`,
    'Nothing to do if it passes; Daftar asks again.',
  );
}

function fork({ name }: PolicyWitness): DaftarError {
  return new DaftarError(
    'WITNESS_FORK',
    `The witness ${name} has cosigned another history of this log than the one in this record.`,
    'Stop publishing and find out who else holds the log’s key, or which copy was brought back; keep both checkpoints.',
  );
}

function unreachable({ name, url }: PolicyWitness, error: Error): DaftarError {
  const why = error.name === 'TimeoutError' ? 'it did not answer in time' : shown(causeOf(error));
  return new DaftarError(
    'WITNESS_UNREACHABLE',
    `The witness ${name} at ${url} cannot be reached: ${why}.`,
    'Nothing to do if it passes; Daftar asks again.',
  );
}

/** `fetch` says "fetch failed", and why in its cause. */
function causeOf(error: Error): string {
  const { message, code } = (error.cause ?? error) as { message?: string; code?: string };
  return message || code || error.message;
}

function ahead({ name }: PolicyWitness, held: number, size: number): DaftarError {
  return new DaftarError(
    'WITNESS_AHEAD',
    `This record is older than what the witness ${name} has seen: it holds ${size} entries, and the witness has cosigned ${held}.`,
    'Find a newer copy before you publish: writing on from this one shows two histories. If no newer copy can be, somebody else has this log’s key.',
  );
}

function badAnswer({ name, url }: PolicyWitness, why: string): DaftarError {
  return new DaftarError(
    'WITNESS_BAD_ANSWER',
    `The answer of the witness ${name} at ${url} is of no use: ${why}.`,
    'Compare the key in the policy with those who run it.',
  );
}
