import { captureClock, dateAtStart, monthDayYear } from './dates.ts';
import { type Seen, seenOn } from './films.ts';
import { fold, oneLine } from './letters.ts';
import { type LinkLine, linkLines } from './link-page.ts';
import type { ListingEntry } from './report.ts';

/** One text within a capture, with what the layout alone tells of it. Lines are still as captured. */
export interface Piece {
  layout: 'article' | 'post' | 'media-corner' | 'column' | 'listing' | 'link';
  title: string;
  /** As printed behind "Posted on:", a trailing number included. */
  postedRaw: string | null;
  posted: string | null;
  lines: string[];
  author: string | null;
  /** Whether a word beside the name says that it is the author's. */
  isAuthorSure: boolean;
  outlet: string | null;
  views: number | null;
  entries: Omit<ListingEntry, 'key'>[];
  /** Of an entry in a page of links. */
  link: LinkLine | null;
  /** The film or the stream that it is about. */
  seen: Seen | null;
  findings: string[];
}

const POSTED = /^\s*posted on\s*:\s*(.*)$/i;
const BLOG_POSTED = /^(\d{1,2} \p{L}+ \d{4})\s*by\s+(.*?)\s*views:\s*([\d,]*)/iu;
const CORNER = /^\s*date\s*:\s*(\d{1,2}\/\d{1,2}\/\d{4})\s+views\s*:\s*([\d,]*)\s*(?:source\s*:\s*(.*))?$/i;
const LISTED = /^\s*(\d{1,2}[\s,]+\p{L}+[\s,]+\d{4})\s+views\s*:\s*([\d,]*)\s*$/iu;
const SECTION_NAME = /^(english|urdu|sindhi) news( archive)?$|^blogs?$|^press releases?$|^media corner\b.*$|^news$/i;
const BYLINE = /^(?:تحریر|تحرير|ليکڪ)\s*[:؛۔.\-–\s]+(.{2,80})$/;
const LONGEST_TITLE = 400;

/**
 * The texts of a capture whose navigation is gone: mostly one, on a blog page several.
 *
 * @param films addresses of those within an HTML page
 */
export function piecesOf(lines: string[], films: string[]): Piece[] {
  const found = linkLines(lines);
  if (found.length > 0) return found.map(linkOf);
  const posted = lines.filter((line) => POSTED.test(line));
  if (posted.length === 0 && lines.some((line) => LISTED.test(line))) return [listing(lines)];
  if (posted.length > 0 && posted.every((line) => BLOG_POSTED.test(POSTED.exec(line)![1]!))) return posts(lines);
  const corner = lines.findIndex((line) => CORNER.test(line));
  if (posted.length === 0 && corner >= 0) return [mediaCorner(lines, corner)];
  const byline = lines.findIndex((line) => BYLINE.test(line.trim()));
  const above = filled(lines.slice(0, Math.max(0, byline))).length;
  if (posted.length === 0 && (above === 1 || above === 2)) return [column(lines, byline)];
  const text = article(lines);
  return [{ ...text, seen: seenOn(text.title, text.lines, films) }];
}

function piece(own: Partial<Piece>): Piece {
  return {
    layout: 'article', title: '', postedRaw: null, posted: null, lines: [], author: null, isAuthorSure: false, outlet: null,
    views: null, entries: [], link: null, seen: null, findings: [], ...own,
  }; // biome-ignore format: the envelope of a text in two rows
}

function article(lines: string[]): Piece {
  const at = lines.findIndex((line) => POSTED.test(line));
  if (at < 0) return withoutPosted(lines);
  const findings: string[] = [];
  const { title: above, rest } = titleAbove(lines.slice(0, at), findings);
  const below = lines.slice(at + 1);
  const title = above || titleBelow(below);
  const [, behind] = POSTED.exec(lines[at]!)!;
  const views = /views\s*:\s*([\d,]+)/i.exec(behind!)?.[1];
  const postedRaw = behind!.replace(/\s*views\s*:.*$/i, '').trim();
  const posted = monthDayYear(postedRaw);
  if (posted === null) findings.push(`"Posted on: ${postedRaw}" is no date of the form month/day/year.`);
  if (/^\S+\s+\S/.test(postedRaw))
    findings.push(`What stands behind the posted date is kept as it is: "${postedRaw}".`);
  return piece({
    title,
    postedRaw,
    posted,
    lines: [...rest, ...withoutTitle(below, title)],
    views: number(views),
    findings,
  });
}

/** Lines above "Posted on": the title, printed once or more, each time perhaps over several lines. */
function titleAbove(lines: string[], findings: string[]): { title: string; rest: string[] } {
  const copies = blocks(lines)
    .filter((block) => !SECTION_NAME.test(block.join(' ')))
    .flatMap(copiesIn);
  if (copies.length === 0) return { title: '', rest: [] };
  const title =
    copies.find((copy) => copies.filter((other) => fold(other) === fold(copy)).length > 1) ?? copies.at(-1)!;
  const rest = copies.filter((copy) => fold(copy) !== fold(title));
  if (new Set(copies.filter((copy) => fold(copy) === fold(title))).size > 1)
    findings.push('The printed copies of the title differ in case, spaces or marks.');
  if (rest.length > 0) findings.push('Other lines stand above the posted date: kept in the text.');
  return { title, rest };
}

/** A block of lines is one title over several lines, or the same title again on each. */
function copiesIn(block: string[]): string[] {
  for (let size = 1; size <= block.length / 2; size++) {
    if (block.length % size !== 0) continue;
    const copies = chunks(block, size);
    if (copies.every((copy) => fold(copy) === fold(copies[0]!))) return copies;
  }
  return [block.join(' ')];
}

function chunks(lines: string[], size: number): string[] {
  return Array.from({ length: lines.length / size }, (_none, index) =>
    lines.slice(index * size, (index + 1) * size).join(' '),
  );
}

/** No title above the date: the first line below it, where it is printed twice or stands over a dateline. */
function titleBelow(lines: string[]): string {
  const [first, second] = filled(lines);
  if (!first || first.length > LONGEST_TITLE || /[.۔]$/.test(first) || dateAtStart(first)) return '';
  const isDateline = second !== undefined && /\d{4}\s?[ءئع]?\s*[:.]?/.test(second) && second.length < 60;
  return second !== undefined && (fold(second) === fold(first) || isDateline) && !/\d{4}/.test(first) ? first : '';
}

/** The copies of the title at the head of a text, however they are broken into lines, taken out. */
function withoutTitle(lines: string[], title: string): string[] {
  const wanted = fold(title);
  let start = 0;
  let taken = '';
  for (const [index, line] of lines.entries()) {
    taken += fold(line);
    if (!wanted.startsWith(taken)) break;
    if (taken !== '' && taken === wanted) {
      start = index + 1;
      taken = '';
    }
  }
  return lines.slice(start);
}

function withoutPosted(lines: string[]): Piece {
  const at = lines.findIndex((line) => line.trim() !== '');
  const first = at < 0 ? '' : oneLine(lines[at]!);
  const hasTitle =
    first.length <= LONGEST_TITLE && !/[.۔]$/.test(first) && !dateAtStart(first) && filled(lines).length > 1;
  return hasTitle ? piece({ title: first, lines: withoutTitle(lines, first) }) : piece({ lines });
}

function mediaCorner(lines: string[], at: number): Piece {
  const [, printed, views, source] = CORNER.exec(lines[at]!)!;
  const { title } = titleAbove(lines.slice(0, at), []);
  return piece({
    layout: 'media-corner',
    title,
    postedRaw: printed!,
    posted: monthDayYear(printed!),
    lines: withoutTitle(lines.slice(at + 1), title),
    outlet: source?.trim() || null,
    views: number(views),
  });
}

function column(lines: string[], at: number): Piece {
  const above = filled(lines.slice(0, at));
  const author = BYLINE.exec(lines[at]!.trim())![1]!.trim();
  return piece({
    layout: 'column',
    title: above.at(-1)!,
    outlet: above.length > 1 ? above[0]! : null,
    author,
    isAuthorSure: true,
    lines: lines.slice(at + 1),
  });
}

function linkOf(link: LinkLine): Piece {
  return piece({ layout: 'link', title: link.title, lines: [link.note], link });
}

function posts(lines: string[]): Piece[] {
  const dates = lines.flatMap((line, index) => (POSTED.test(line) ? [index] : []));
  const titles = dates.map((at) => lines.slice(0, at).findLastIndex((line) => line.trim() !== ''));
  return dates.map((at, index) => post(lines, titles[index]!, at, titles[index + 1] ?? lines.length));
}

function post(lines: string[], titleAt: number, at: number, end: number): Piece {
  const behind = POSTED.exec(lines[at]!)![1]!;
  const [, printed, by, views] = BLOG_POSTED.exec(behind)!;
  const printedTitle = oneLine(lines[titleAt] ?? '');
  const named = /^(.+?)\s*[(（]\s*(?:(?:تحریر|تحرير|by)\s*[:۔]*\s*)?([^()]{2,60}?)\s*[)）]$/iu.exec(printedTitle);
  return piece({
    layout: 'post',
    title: named ? named[1]! : printedTitle,
    postedRaw: printed!,
    posted: dateAtStart(printed!)?.date ?? null,
    lines: lines.slice(at + 1, end),
    author: named ? named[2]! : null,
    isAuthorSure: /[(（]\s*(تحریر|تحرير|by)(?!\p{L})/iu.test(printedTitle),
    views: number(views),
    findings: [
      named ? `The author is taken from the title: "${printedTitle}".` : 'No author is printed in the title.',
      `Posted by "${by}".`,
    ],
  });
}

function listing(lines: string[]): Piece {
  const dates = lines.flatMap((line, index) => (LISTED.test(line) ? [index] : []));
  const entries = dates.map((at) => {
    const [, date, views] = LISTED.exec(lines[at]!)!;
    const title = oneLine(lines.slice(0, at).findLast((line) => line.trim() !== '') ?? '');
    return { title, date: dateAtStart(date!)?.date ?? null, views: number(views) };
  });
  const heading = oneLine(lines.find((line) => line.trim() !== '') ?? '');
  const hasHeading = filled(lines.slice(0, dates[0])).length > 1;
  return piece({
    layout: 'listing',
    title: hasHeading ? heading : '',
    lines: hasHeading ? lines.slice(lines.findIndex((line) => line.trim() !== '') + 1) : lines,
    entries,
    findings: [`A listing page; its entries: ${entries.length}.`],
  });
}

function blocks(lines: string[]): string[][] {
  const found: string[][] = [[]];
  for (const line of lines.map(oneLine)) {
    if (line === '') found.push([]);
    else if (SECTION_NAME.test(line)) found.push([line], []);
    else found.at(-1)!.push(line);
  }
  return found.filter((block) => block.length > 0);
}

function filled(lines: string[]): string[] {
  return lines.map(oneLine).filter((line) => line !== '' && captureClock(line) === null);
}

const number = (digits: string | undefined): number | null => (digits ? Number(digits.replaceAll(',', '')) : null);
