import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { DaftarError } from '../base/errors.ts';
import { type Call, dataDirOf } from '../cli.ts';
import { en } from '../languages/en.ts';
import { formatDate } from '../languages/format.ts';
import { languages } from '../languages/index.ts';
import { pathsOf } from '../newsroom.ts';
import { audit } from '../verify/audit.ts';
import { folderSource } from '../verify/folder.ts';
import { parsePage } from '../verify/hast.ts';
import {
  type Found,
  httpSource,
  type OpenedRecord,
  openRecord,
  type Question,
  type RecordSource,
  type Verdict,
  verify,
} from '../verify/index.ts';
import { fromPdf } from '../verify/pdf.ts';
import { reasonOf } from '../verify/source.ts';
import { isSaidByWhy } from '../verify/verdict.ts';
import { letterFrom } from './letter.ts';
import { verifyAlone } from './verify-alone.ts';

/** A promise to scripts: see specs/verify.md. */
const EXIT: Record<Verdict['outcome'], number> = {
  genuine: 0,
  altered: 1,
  'not-in-record': 2,
  withdrawn: 3,
  superseded: 4,
  'not-ours': 5,
  compare: 6,
  damaged: 70,
};

const words = en.words.verify;

/** `daftar verify`: one text, file, page or number against a record; without one, the whole record. */
export async function verifyText(call: Call): Promise<number> {
  const { words: asked, options } = call;
  if (asked.length > 1)
    throw new DaftarError('USAGE', 'Only one text is checked at a time.', 'Quote names that hold spaces.');
  const policy = options.policy ? policyIn(String(options.policy)) : undefined;
  const question = asked[0] === undefined ? null : await questionOf(asked[0]);
  const place = await recordPlace(call);
  const isNamed = call.options.record !== undefined;
  const alone =
    !place && !isNamed && question && 'bytes' in question ? await verifyAlone(question.bytes, policy) : null;
  if (alone) return say(alone.verdict, call, alone.text);
  if (!place) throw noRecord(call);
  const record = await openRecord(place.source, { policy });
  if (!question) return whole(record, call);
  const { letter } = place;
  return say(await verify(question, record, { languages, parse: parsePage, pdf: fromPdf, letter }), call);
}

/** @param text what a file carries, to compare it with */
function say(verdict: Verdict, { options, print }: Call, text: string | null = null): number {
  const exit = EXIT[verdict.outcome];
  if (options.json) print(JSON.stringify({ ...verdict, ...(text === null ? {} : { text }), exit }));
  else print([told(verdict), text].filter((part) => part !== null).join('\n\n'));
  return exit;
}

/** Every entry, signature, release, picture and receipt. */
async function whole(record: OpenedRecord, { options, print }: Call): Promise<number> {
  const progress = (done: number, of: number) => done % 10_000 === 0 && print(`  ${done} of ${of} entries`);
  const { faults, ...counts } = await audit(record, { progress: options.json ? undefined : progress });
  if (options.json)
    print(JSON.stringify({ ...counts, faults, origin: record.origin, size: record.size, trust: record.trust }));
  else {
    for (const { code, where, sentence } of faults) print(`${code}: ${where}: ${sentence}`);
    print(
      faults.length > 0
        ? `${faults.length} faults in this record. Bring the files back from a mirror or a backup.`
        : `The record holds together: ${counts.entries} entries, ${counts.releases} releases, ${counts.media} media, ${counts.receipts} receipts. ${words.trust[record.trust]}`,
    );
  }
  return faults.length > 0 ? EXIT.damaged : EXIT.genuine;
}

/** Where a record is read, and where the genuine letter of a release comes from: set anew, or from the site. */
interface RecordPlace {
  source: RecordSource;
  letter(release: Found): Promise<Uint8Array | null>;
}

/** The record itself, a site, or a data folder that holds it; on disk or over HTTP. Null where there is none. */
async function recordPlace(call: Call): Promise<RecordPlace | null> {
  const place = placeOf(call);
  for (const below of ['', 'record/']) {
    const found = isUrl(place)
      ? atAddress(new URL(below, place.replace(/\/?$/, '/')).href)
      : inFolder(join(place, below));
    if (await found.source.read('log/checkpoint')) return found;
  }
  return null;
}

function inFolder(dir: string): RecordPlace {
  return { source: folderSource(dir), letter: (release) => letterFrom(dir, release) };
}

function atAddress(base: string): RecordPlace {
  const site = httpSource(new URL('..', base).href);
  const letter = ({ path, number, language }: Found) => site.read(`${path}${number}-${language}.pdf`);
  return { source: httpSource(base), letter };
}

function noRecord(call: Call): DaftarError {
  return new DaftarError(
    'RECORD_MISSING',
    `There is no record in ${placeOf(call)}.`,
    'Name the folder or address that holds “policy” and “log” with --record.',
  );
}

function placeOf(call: Call): string {
  return (call.options.record as string | undefined) ?? pathsOf(dataDirOf(call)).record;
}

/** What was given: `-`, an address, a file, or else a citation number. */
async function questionOf(what: string): Promise<Question> {
  if (what === '-') return bytesIn('What is piped in', await buffer(process.stdin));
  if (isUrl(what)) return { ...bytesIn(`What ${what} answers`, await fetched(what)), name: what };
  const kind = statSync(what, { throwIfNoEntry: false });
  if (kind?.isFile() || kind?.isFIFO()) return { ...bytesIn(what, fileAt(what)), name: what };
  if (kind) throw notAFile(what);
  if (/^[a-z]{2}[-\s]?\d{4}[-\s]?\d{4,}$/i.test(what)) return { number: what };
  throw new DaftarError(
    'FILE_MISSING',
    `There is no file “${what}”, and it is no citation number.`,
    'Name a file, an address, a number such as ST-2020-0137, or - to read what is piped in.',
  );
}

function bytesIn(what: string, bytes: Uint8Array): { bytes: Uint8Array } {
  if (bytes.some((byte) => !WHITE.has(byte))) return { bytes };
  throw new DaftarError('FILE_EMPTY', `${what} is empty.`, 'Give the text, or the file as it was first downloaded.');
}

/** Space, tab, LF and CR: somebody saved an empty page. */
const WHITE = new Set([0x20, 0x09, 0x0a, 0x0d]);

function fileAt(file: string): Uint8Array {
  try {
    return readFileSync(file);
  } catch (error) {
    throw new DaftarError(
      'FILE_MISSING',
      `${file} cannot be read: ${(error as Error).message}.`,
      'Name a file that you may read.',
    );
  }
}

function notAFile(what: string): DaftarError {
  return new DaftarError(
    'FILE_MISSING',
    `${what} is not a file.`,
    'Name one file; a whole record is checked by naming it with --record, and no file.',
  );
}

async function fetched(url: string): Promise<Uint8Array> {
  const response = await fetch(url).catch((error: Error) => ({ ok: false as const, why: reasonOf(error) }));
  if (response.ok) return new Uint8Array(await response.arrayBuffer());
  const why = 'why' in response ? response.why : `it answers ${response.status}`;
  throw new DaftarError(
    'ADDRESS_UNREACHABLE',
    `${url} cannot be read: ${why}.`,
    'Look whether the address is right; or save the page, and check the file.',
  );
}

function policyIn(file: string): string {
  if (statSync(file, { throwIfNoEntry: false })?.isFile()) return Buffer.from(fileAt(file)).toString();
  throw new DaftarError('FILE_MISSING', `There is no policy in ${file}.`, 'Name the file that you were given.');
}

function isUrl(text: string): boolean {
  return /^https?:\/\//.test(text);
}

/** A verdict in words, the first line saying all that matters. */
function told(verdict: Verdict): string {
  const { outcome, whole, why, release, current, also, nearest, differences, leftOut, record, trust } = verdict;
  const { title, text } = words.outcomes[outcome === 'genuine' && !whole ? 'passage' : outcome];
  const good = record.witnesses.filter(({ time }) => time !== null).length;
  const witnessed =
    record.witnesses.length === 0 ? words.unwitnessed : words.witnessed(String(good), String(record.witnesses.length));
  return [
    [`${title}.`, isSaidByWhy(verdict) ? null : text, why && words.why[why]].filter(Boolean).join(' '),
    release && found(release),
    release?.key.ended && `  ${words.key[release.key.ended.action](String(release.key.ended.index))}`,
    leftOut && (leftOut.before || leftOut.after) && `${words.leftOut}: ${leftOut.before} […] ${leftOut.after}`,
    differences.length > 0 &&
      `${words.differences} ([- ${words.left} -], {+ ${words.added} +}):\n${marked(differences)}`,
    current && `${words.current}:\n${found(current)}`,
    // Of a number these are the item's other languages, and no other place of the same words.
    also.length > 0 && `${outcome === 'compare' ? '' : `${words.also}:\n`}${also.map(found).join('\n')}`,
    nearest.length > 0 && `${words.nearest}:\n${nearest.map(found).join('\n')}`,
    `${words.asOf}: ${dated(record.asOf)}. ${witnessed} ${words.trust[trust]}`,
    record.demo && en.words.demoNotice,
  ]
    .filter(Boolean)
    .join('\n');
}

function found({
  number,
  language,
  version,
  title,
  entered,
  posted,
  path,
  note,
}: NonNullable<Verdict['release']>): string {
  const claimed = posted ? ` ${words.postedAsSaid}: ${dated(posted)}.` : '';
  return [
    `  ${number} (${language}), ${en.words.version(String(version))}: ${title || note}`,
    `  ${words.entered}: ${dated(entered)}.${claimed}${path ? ` ${path}` : ''}`,
  ].join('\n');
}

/** Without the marks that keep a zone together within right-to-left text. */
function dated(iso: string): string {
  return formatDate(iso, en, 'ascii').replace(/[\u2066\u2069]/g, '');
}

/** Long stretches that are the same say nothing: a few words around each difference do. */
function marked(differences: Verdict['differences']): string {
  return differences
    .map(({ kind, text }, index) => {
      if (kind === 'left') return `[-${text.trim()}-]`;
      if (kind === 'added') return `{+${text.trim()}+}`;
      return shortened(text.trim(), index > 0, index < differences.length - 1);
    })
    .join(' ');
}

const CONTEXT = 60;

function shortened(text: string, keepStart: boolean, keepEnd: boolean): string {
  if (text.length <= 2 * CONTEXT) return text;
  return `${keepStart ? text.slice(0, CONTEXT) : ''} […] ${keepEnd ? text.slice(-CONTEXT) : ''}`;
}
