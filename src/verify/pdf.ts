import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import { DaftarError } from '../base/errors.ts';
import { asciiDigits } from './fold.ts';
import { type Line, linesOf } from './pdf-lines.ts';
import { type Dict, latin1, Objects, Stream, type Value } from './pdf-objects.ts';
import { readPage } from './pdf-page.ts';

/** What a letter of ours carries and what it shows. */
export interface ReadPdf {
  attached: { release: Uint8Array | null; receipt: string | null; policy: string | null };
  /** The words that a reader sees, line by line in reading order. */
  visible: string[];
  /** Something in it may show a reader other things than `visible` says: no letter of ours has that. */
  foreign: boolean;
  /** What that is, for whoever looks into it. */
  oddities: string[];
}

const MOST_PAGES = 5000;

/**
 * Reads a PDF by ISO 32000. Its glyphs are the letters that the file says they are. Throws PDF_UNREADABLE, and PDF_NOT_OURS
 * for a PDF that carries no release.
 */
export async function fromPdf(bytes: Uint8Array): Promise<ReadPdf> {
  const objects = await Objects.open(bytes);
  const catalog = await objects.dict(objects.trailer.get('/Root'));
  const attached = await attachmentsOf(objects, catalog);
  const oddities = new Set<string>();
  for (const key of catalog.keys()) if (!CATALOG.has(key)) oddities.add(key);
  const lines: Line[][] = [];
  const isRtl = directionOf(attached.release);
  for (const page of await pagesOf(objects, catalog)) {
    for (const key of page.keys()) if (!PAGE.has(key)) oddities.add(key);
    await checkLinks(objects, page, oddities);
    const read = await readPage(objects, page);
    lines.push(linesOf(read, isRtl));
    for (const oddity of read.oddities) oddities.add(oddity);
  }
  const visible = withoutFeet(lines, attached.release!);
  return { attached, visible, foreign: oddities.size > 0, oddities: [...oddities].sort() };
}

/**
 * The feet of the pages, which stand between lines that belong together, are checked here: that each has the release's
 * number, its hash, and the number of its page. What is left of them, the same on all pages, is the last line. Heads that
 * a table has again on the next page are left out where they are the same to the letter.
 */
function withoutFeet(pages: Line[][], release: Uint8Array): string[] {
  const texts: string[] = [];
  let foot: string | null = null;
  pages.forEach((lines, index) => {
    for (const { text, isArtifact } of lines) {
      const words = plain(text);
      const rest = isArtifact ? footOf(words, release, index + 1, pages.length) : null;
      const isFoot = rest !== null && (foot === null || foot === rest);
      if (isFoot) foot = rest;
      else if (!isArtifact || index === 0 || !texts.some((before) => plain(before) === words)) texts.push(text);
    }
  });
  return foot === null ? texts : [...texts, foot];
}

function footOf(words: string, release: Uint8Array, page: number, pages: number): string | null {
  const { number } = JSON.parse(new TextDecoder().decode(release)) as { number: string };
  const middle = ` ${number} SHA-256 ${bytesToHex(sha256(release)).slice(0, 16)} `;
  const [organisation, count, ...others] = words.split(middle);
  const [, pageWord, at, ofWord, of] = /^(.+) (\d+) (.+) (\d+)$/.exec(count ?? '') ?? [];
  const isRight = others.length === 0 && Number(at) === page && Number(of) === pages;
  return isRight ? `${organisation} ${pageWord} ${ofWord}` : null;
}

/** Without direction marks, with single spaces and ASCII digits. */
function plain(text: string): string {
  return asciiDigits(text.replace(/[\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, '').replace(/\s+/g, ' ')).trim();
}

const CATALOG = new Set([
  '/Type',
  '/Pages',
  '/Outlines',
  '/PageLabels',
  '/Metadata',
  '/Lang',
  '/StructTreeRoot',
  '/MarkInfo',
  '/ViewerPreferences',
  '/Names',
  '/PageMode',
  '/AF',
]);
const PAGE = new Set([
  '/Type',
  '/Resources',
  '/MediaBox',
  '/StructParents',
  '/Tabs',
  '/Annots',
  '/Parent',
  '/Contents',
  '/Group',
]);

function directionOf(release: Uint8Array | null): boolean {
  const language = /"language":"([a-z]+)/.exec(new TextDecoder().decode(release ?? new Uint8Array()))?.[1] ?? '';
  return ['ar', 'fa', 'sd', 'ur'].includes(language);
}

async function pagesOf(objects: Objects, catalog: Dict): Promise<Dict[]> {
  const pages: Dict[] = [];
  const seen = new Set<Dict>();
  const visit = async (value: Value | undefined): Promise<void> => {
    const node = await objects.dict(value);
    if (seen.has(node) || seen.size > MOST_PAGES) return;
    seen.add(node);
    const kids = await objects.array(node.get('/Kids'));
    if (kids.length === 0) pages.push(node);
    for (const kid of kids) await visit(kid);
  };
  await visit(catalog.get('/Pages'));
  return pages;
}

async function checkLinks(objects: Objects, page: Dict, oddities: Set<string>): Promise<void> {
  for (const value of await objects.array(page.get('/Annots'))) {
    const note = await objects.dict(value);
    const action = await objects.dict(note.get('/A'));
    const kind = action.get('/S') ?? '/GoTo';
    if (note.get('/Subtype') !== '/Link' || note.has('/AP') || (kind !== '/URI' && kind !== '/GoTo'))
      oddities.add('annotation');
  }
}

async function attachmentsOf(objects: Objects, catalog: Dict): Promise<ReadPdf['attached']> {
  const names = await objects.dict(catalog.get('/Names'));
  const files = await objects.array((await objects.dict(names.get('/EmbeddedFiles'))).get('/Names'));
  const attached: ReadPdf['attached'] = { release: null, receipt: null, policy: null };
  for (let at = 0; at + 1 < Math.min(files.length, 32); at += 2) {
    const label = files[at];
    const name = label instanceof Uint8Array ? latin1(label) : '';
    const stream = await objects.get((await objects.dict((await objects.dict(files[at + 1])).get('/EF'))).get('/F'));
    if (!(stream instanceof Stream)) continue;
    const data = await objects.data(stream);
    if (name.endsWith('.json')) attached.release ??= data;
    if (name.endsWith('.tlog-proof')) attached.receipt ??= new TextDecoder().decode(data);
    if (name === 'policy') attached.policy ??= new TextDecoder().decode(data);
  }
  if (attached.release) return attached;
  throw new DaftarError(
    'PDF_NOT_OURS',
    'This PDF carries no release: it is no letter that Daftar made, or another program has saved it anew.',
    'Take the PDF as it was first downloaded, or paste its words.',
  );
}
