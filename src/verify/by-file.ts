import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import { atOffset, instant } from '../base/dates.ts';
import { DaftarError } from '../base/errors.ts';
import { formatName } from '../base/formats.ts';
import { endonym } from '../languages/endonyms.ts';
import type { Language } from '../languages/language.ts';
import type { Release } from '../record/release.ts';
import { altered, byText, comparisons, heldOf, LONGEST_TEXT, matching, notOurs, standing, tooLong } from './by-text.ts';
import { asciiDigits, foldToken, rulesOf, tokenize } from './fold.ts';
import { forgedPictures, isForgeryNamed, keptCopies } from './forgery.ts';
import type { Library } from './library.ts';
import { Asked } from './match.ts';
import { candidatesWith } from './passages.ts';
import { parseReceipt, provenBy } from './receipt.ts';
import { fromSavedPage, markupOf, type ParsePage, type SavedPage } from './saved-page.ts';
import { plainSurface } from './surface.ts';
import type { Answer, Found, Why } from './verdict.ts';

/** What a PDF carries, and what it shows. */
export interface PdfParts {
  attached: { release: Uint8Array | null; receipt: string | null; policy: string | null };
  visible: string[];
  /** Something in it can make a reader see other words than these. */
  foreign: boolean;
}

/** Reading PDFs and pages takes more code than all the rest, so whoever wants it gives it. */
export interface Readers {
  parse?: ParsePage;
  pdf?: (bytes: Uint8Array) => Promise<PdfParts>;
  /** The letter of this release as the press makes it, or as the site gives it out; null where it is not to be had. */
  letter?: (release: Found) => Promise<Uint8Array | null>;
}

export async function byBytes(library: Library, bytes: Uint8Array, readers: Readers): Promise<Answer> {
  const { parse, pdf } = readers;
  const start = String.fromCharCode(...bytes.subarray(0, 16));
  if (start.startsWith('%PDF')) {
    if (!pdf) throw noReader('a PDF');
    return byPdf(library, bytes, await pdf(bytes), readers);
  }
  const picture = await byPicture(library, bytes);
  if (picture) return picture;
  const text = textIn(bytes);
  if (text === null) return { outcome: 'not-in-record', why: isPicture(start) ? 'picture-unknown' : 'not-text' };
  if (/^\s*<(!doctype html|html)/i.test(text)) {
    if (!parse) throw noReader('a saved page');
    return byPage(library, fromSavedPage(text, parse), parse);
  }
  if (text.startsWith('c2sp.org/tlog-proof@v1\n')) return byReceipt(library, text);
  return (await byRelease(library, bytes, text)) ?? byText(library, text);
}

function isPicture(start: string): boolean {
  return /^(\x89PNG|\xff\xd8\xff|GIF8|RIFF....WEBP|....ftypavif)/s.test(start);
}

/** UTF-8, or UTF-16 where its mark says so, as some editors save. */
function textIn(bytes: Uint8Array): string | null {
  const mark = Array.from(bytes.subarray(0, 2)).join();
  const encoding = mark === '255,254' ? 'utf-16le' : mark === '254,255' ? 'utf-16be' : 'utf-8';
  try {
    const text = new TextDecoder(encoding, { fatal: true }).decode(bytes);
    return text.includes('\0') ? null : text;
  } catch {
    return null;
  }
}

/** A picture is known to the byte or not at all. */
async function byPicture(library: Library, bytes: Uint8Array): Promise<Answer | null> {
  const hash = hexOf(bytes);
  const hits = await heldOf(library, candidatesWith(await library.index(), hash));
  const notice = hits.find(
    ({ index, entry, release }) =>
      release &&
      release.event !== 'withdraw' &&
      library.newest(entry).index === index &&
      forgedPictures(release).includes(hash),
  );
  const holding = hits.filter(({ release }) =>
    release?.media.some(({ sha256, sizes }) => sha256 === hash || sizes.some((size) => size.sha256 === hash)),
  );
  // A notice that names no picture may carry one of ours, which then stands elsewhere as well.
  const ours = holding.filter(({ release }) => !forgedPictures(release!).includes(hash));
  const isNamed = notice && isForgeryNamed(notice.release!, hash);
  if (notice && (isNamed || ours.length === 0)) return notOurs(library, notice);
  if (ours.length === 0) return null;
  const copies = ours.filter(({ release }) => keptCopies(release!.fields).includes(hash));
  if (copies.length === ours.length)
    return { outcome: 'compare', release: library.found(copies[0]!), why: 'kept-copy' };
  const run = { start: 0, end: 0, whole: true };
  const surface = plainSurface('', 'en');
  const matches = ours.map((held) => ({ held, release: held.release!, surface, run }));
  return { ...(await standing(library, matches, new Asked(''))), differences: [], why: 'picture-known' };
}

/** The bytes of a release by their hash; a release that the log does not hold is compared by its words. */
async function byRelease(library: Library, bytes: Uint8Array, text: string): Promise<Answer | null> {
  const release = text.startsWith('{') ? releaseIn(text) : null;
  if (!release) return null;
  const index = entryOf(library, hexOf(bytes));
  if (index !== null) {
    const held = (await library.held(index))!;
    const [surface] = held.release ? await library.surfaces(held) : [];
    const match = surface && {
      held,
      release: held.release!,
      surface,
      run: { start: 0, end: surface.last, whole: true },
    };
    if (match) return { ...(await standing(library, [match], new Asked(''))), differences: [], why: 'release-bytes' };
  }
  const words = [release.title, release.body.replace(/<[^>]*>/g, ' ')].join('\n');
  const answer = await byText(library, words);
  const differs = answer.outcome !== 'not-in-record';
  return { ...answer, outcome: differs ? 'altered' : 'not-in-record', why: 'release-unknown' };
}

function releaseIn(text: string): Release | null {
  try {
    const value = JSON.parse(text) as Release;
    const isRelease = /^daftar-release\//.test(value.format) && typeof value.body === 'string';
    return isRelease && typeof value.title === 'string' ? value : null;
  } catch {
    return null;
  }
}

function entryOf({ record }: Library, hash: string): number | null {
  const index = record.entries.findIndex((entry) => entry.type === 'release' && entry.release === hash);
  return index < 0 ? null : index;
}

/** The release that a receipt names, where the receipt is good and this record holds the same entry there. */
async function byReceipt(library: Library, text: string): Promise<Answer> {
  const { record } = library;
  const receipt = parseReceipt(text);
  if (!receipt.note.startsWith(`${record.origin}\n`))
    return { outcome: 'not-in-record', why: 'receipt-of-another-log' };
  const received = receiptOrNull(() => provenBy(receipt, record.policy));
  if (!received) return { outcome: 'altered', why: 'receipt-refused' };
  const { entry, index } = received;
  if (index >= record.size) return { outcome: 'not-in-record', why: 'receipt-newer-than-record' };
  if (flat(entry) !== flat(record.entries[index]!)) return { outcome: 'damaged', why: 'receipt-entry-differs' };
  const held = await library.held(index);
  if (!held?.release) return { outcome: 'compare', release: held && library.found(held), why: 'erased' };
  // The receipt may be older than the policy's witnesses. Then it is the record that proves the entry, if they cosigned that.
  if (received.quorumMet === false && !record.quorumMet)
    return { outcome: 'compare', release: library.found(held), why: 'receipt-unwitnessed' };
  const [surface] = await library.surfaces(held);
  const match = { held, release: held.release, surface: surface!, run: { start: 0, end: 0, whole: true } };
  return { ...(await standing(library, [match], new Asked(''))), differences: [], why: 'receipt-good' };
}

function receiptOrNull<Value>(read: () => Value): Value | null {
  try {
    return read();
  } catch (error) {
    if (error instanceof DaftarError && error.code === 'RECEIPT_REFUSED') return null;
    throw error;
  }
}

function flat(entry: object): string {
  return JSON.stringify(Object.entries(entry).sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** A saved page that says which release it shows: its words must be that text's, and its markup that of our pages. */
async function byPage(library: Library, page: SavedPage, parse: ParsePage): Promise<Answer> {
  const { claims, visible, foreign, drawn, isScripted } = page;
  const index = claims && entryOf(library, claims.sha256);
  if (claims === null || index === null) {
    const answer = await byText(library, visible.join('\n'));
    const stands = answer.outcome !== 'altered' && answer.outcome !== 'not-in-record';
    if (foreign && stands) return { ...answer, outcome: 'altered', why: 'page-markup-differs' };
    return claims ? { ...answer, why: 'attached-release-unknown' } : answer;
  }
  const answer = await ofEntry(library, index, visible, 'page-visible-text-differs');
  const { release } = (await library.held(index))!;
  if (answer.outcome === 'altered' || !release) return answer;
  if (
    !foreign &&
    isMarkedUpAs(release, page, library, parse) &&
    isDrawnFrom(release, drawn, library) &&
    (await areQuotes(library, page))
  ) {
    const isAll = drawn.length === 0 && page.quoted.length === 0 && !isScripted;
    return isAll || answer.outcome !== 'genuine'
      ? answer
      : { ...answer, outcome: 'compare', why: 'page-parts-not-compared' };
  }
  return { ...answer, outcome: 'altered', differences: [], why: 'page-markup-differs' };
}

/**
 * Whether every word of a table or a player stands in the release, or is one that all of its kind's pages have. That they
 * stand in the right order cannot be told: so such a page is to be compared, and is never called genuine.
 */
function isDrawnFrom(
  release: Release,
  drawn: string[],
  { languages }: Library,
  framedIn: string = release.language,
): boolean {
  if (release.event === 'withdraw') return drawn.length === 0;
  const language = languages.get(framedIn);
  const rules = rulesOf(release.language);
  const words = (text: string) => tokenize(text).map(({ raw }) => asciiDigits(foldToken(raw, rules)));
  const { fields, media, title, summary, people, issuers, places, body } = release;
  const own = textsIn([fields, media, title, people, issuers, places]);
  const derived = [...onOtherClocks(own), ...ordinalsIn([fields, media]), ...formatsIn(media), ...endonymsIn(own)];
  const texts = [...own, summary, plainOf(body), ...derived, ...(language ? frameOf(release, own, language) : [])];
  const known = new Set(texts.flatMap((text) => [...words(text), ...numbersIn(text)]));
  return drawn.every((line) => words(line).every((word) => !/[\p{L}\p{N}]/u.test(word) || known.has(word)));
}

/** A language that a field names by its tag is shown as it calls itself. */
function endonymsIn(texts: string[]): string[] {
  return texts.filter((text) => /^[a-z]{2,3}(-[a-z]{4})?$/.test(text)).map((tag) => endonym(tag).name);
}

/** `PNG` of `image/png`, beside a link to a file. */
function formatsIn(media: Release['media']): string[] {
  return media.flatMap(({ sizes }) => sizes.map(({ type }) => formatName(type)));
}

/** Whether what is shown of other releases has only words of theirs, and of the frame of this one's pages. */
async function areQuotes(library: Library, { quoted, claims }: SavedPage): Promise<boolean> {
  for (const { sha256, lines } of quoted) {
    const index = entryOf(library, sha256);
    const held = index === null ? null : await library.held(index);
    if (!held?.release || !isDrawnFrom(held.release, lines, library, claims?.language)) return false;
  }
  return true;
}

function plainOf(body: string): string {
  const entities: Record<string, string> = { '&lt;': '<', '&gt;': '>', '&quot;': '"', '&amp;': '&' };
  const joined = body.replace(/<\/?(a|strong|em|sub|sup|bdi|span)\b[^>]*>/g, '');
  return joined.replace(/<[^>]*>/g, ' ').replace(/&(lt|gt|quot|amp);/g, (entity) => entities[entity]!);
}

/** What stands on all pages of its kind, whatever the release: names of days and months, labels, words between two dates. */
function frameOf({ kind }: Release, own: string[], { kinds, months, weekdays, words, month }: Language): string[] {
  const between = [words.since(''), words.until(''), words.range('', ''), words.zone('Z')];
  // Some languages write a sign of their own behind a year.
  const years = [...new Set(own.flatMap((text) => asciiDigits(text).match(/(?<!\d)\d{4}(?!\d)/g) ?? []))];
  const signed = years.map((year) => month({ month: 1, year: Number(year) }));
  return textsIn([kinds[kind], months, weekdays, words, between, signed]);
}

/** Entries of a list may be numbered, as marks on a map are, and pictures of an album. */
function ordinalsIn(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return [];
  const own = Array.isArray(value) ? value.map((_, index) => String(index + 1)) : [];
  return [...own, ...Object.values(value).flatMap(ordinalsIn)];
}

/** A time is drawn on the clocks of other places too, where the release gives their offsets. */
function onOtherClocks(texts: string[]): string[] {
  const times = texts.filter((text) => /^\d{4}-\d\d-\d\dT\d\d:\d\d/.test(text) && !Number.isNaN(instant(text)));
  const offsets = texts.filter((text) => /^(Z|[+-]\d\d:\d\d)$/.test(text));
  return times.flatMap((time) => offsets.map((offset) => atOffset(time, offset)));
}

/** `2024-03-09T08:30` is drawn as 9 March 2024, 8:30. */
function numbersIn(text: string): string[] {
  return (asciiDigits(text).match(/\d+/g) ?? []).flatMap((digits) => [digits, digits.replace(/^0+(?=\d)/, '')]);
}

function textsIn(value: unknown): string[] {
  if (typeof value === 'string' || typeof value === 'number') return [String(value)];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : [];
}

/** That its pictures show what they did then no page can tell; that they are named as the release's own it must. */
function isMarkedUpAs(release: Release, page: SavedPage, { languages }: Library, parse: ParsePage): boolean {
  const { claims, shape, pictures } = page;
  const { language, body, event, media } = release;
  const markup = markupOf(event === 'withdraw' ? '' : body, parse);
  const hashes = new Set(media.flatMap(({ sha256, sizes }) => [sha256, ...sizes.map((size) => size.sha256)]));
  const alts = new Set([...media.map(({ alt }) => alt), ...markup.alts]);
  return (
    shape === markup.shape &&
    claims?.language === language &&
    claims.direction === (languages.get(language)?.direction ?? claims.direction) &&
    pictures.every(({ sha256, alt }) => hashes.has(sha256) && alts.has(alt))
  );
}

/**
 * A PDF that carries its release: what it shows must be the whole of that text, or it was altered. What its text says can
 * be read, and which letters its fonts draw for that cannot: so it is called genuine only where it is the letter itself,
 * to the byte, and is otherwise to be compared (docs/threats.md).
 */
async function byPdf(
  library: Library,
  bytes: Uint8Array,
  { attached, visible, foreign }: PdfParts,
  { letter }: Readers,
): Promise<Answer> {
  const index = attached.release && entryOf(library, hexOf(attached.release));
  const why = 'pdf-visible-text-differs';
  const answer =
    index === null ? await byText(library, visible.join('\n')) : await ofEntry(library, index, visible, why);
  const stands = answer.outcome !== 'altered' && answer.outcome !== 'not-in-record' && answer.why !== 'erased';
  if (foreign && stands) return { ...answer, outcome: 'altered', differences: [], why };
  if (index === null && attached.release) return { ...answer, why: 'attached-release-unknown' };
  if (!stands || (await isLetter(bytes, answer, letter))) return answer;
  return { ...answer, outcome: answer.outcome === 'genuine' ? 'compare' : answer.outcome, why: 'pdf-words-agree' };
}

async function isLetter(bytes: Uint8Array, { release }: Answer, letter: Readers['letter']): Promise<boolean> {
  const made = release && letter ? await letter(release) : null;
  return made !== null && hexOf(made) === hexOf(bytes);
}

/** What a file shows must be the whole text of the release at this entry. */
async function ofEntry(library: Library, index: number, visible: string[], why: Why): Promise<Answer> {
  const text = visible.join('\n');
  if (text.length > LONGEST_TEXT) throw tooLong(text.length);
  const [held] = await heldOf(library, [index]);
  const asked = new Asked(text);
  const match = (await matching(library, [held!], asked)).find(({ run }) => run.whole);
  if (match) return standing(library, await matching(library, await heldOf(library, [index]), asked), asked);
  const [best] = held!.release ? await comparisons(library, held!, asked) : [];
  if (library.record.erased.has(held!.entry.release))
    return { outcome: 'compare', release: library.found(held!), why: 'erased' };
  if (!best) return { outcome: 'damaged', release: library.found(held!), why };
  return { ...(await altered(library, best, [held!], asked)), why };
}

function noReader(what: string): DaftarError {
  return new DaftarError(
    'PARSER_MISSING',
    `This is ${what}, and nothing was given that can read one.`,
    'Give the verifier a reader, or check the words alone.',
  );
}

function hexOf(bytes: Uint8Array): string {
  return bytesToHex(sha256(bytes));
}
