import { dateAtStart, findDate } from './dates.ts';
import { oneLine } from './letters.ts';

/** A dateline as printed and as read, what stands before it (sub-headlines) and after it (the text). */
export interface Dated {
  dateline: { text: string; place: string | null; date: string | null };
  before: string[];
  after: string[];
}

const LINES_SEARCHED = 4;
const LONGEST = 90;
const WEEKDAY = '(?:mon|tues|wednes|thurs|fri|satur|sun)day';
const NO_PLACE = new RegExp(`\\b(?:on|in|at|by|since|until|from|today|yesterday|dated?|posted|${WEEKDAY})\\b`, 'i');
const WORD = /^[\p{L}\p{M}][\p{L}\p{M}.'’-]*$/u;

/**
 * The dateline among the first lines of a text: `LONDON. December 23, 2022:`, `London: 14th November 2020`,
 * `KARACHI, 12-02-2015:` (day, month, year), `18 June 2000` above `London`, `کراچی ۔۔۔20، اکتوبر2014ء`. What comes
 * before it must be headlines, which have no full stop. Null where there is none.
 */
export function findDateline(lines: string[]): Dated | null {
  const filled = lines.flatMap((line, index) => (line.trim() === '' ? [] : [index])).slice(0, LINES_SEARCHED);
  for (const at of filled) {
    const found = datelineAt(lines, at);
    const before = lines.slice(0, at).map(oneLine).filter(Boolean);
    if (found && (before.length === 0 || found.dateline.place)) return { ...found, before };
    if (/[.۔]["'”’)]*$/.test(lines[at]!.trim())) return null;
  }
  return null;
}

type Found = Omit<Dated, 'before'>;

function datelineAt(lines: string[], at: number): Found | null {
  const line = lines[at]!.trim();
  return dateFirst(line, lines, at) ?? placeFirst(line, lines.slice(at + 1)) ?? placeAbove(line, lines, at);
}

/** `18 June 2000` with the place behind it, on the next line, or missing. */
function dateFirst(line: string, lines: string[], at: number): Found | null {
  const date = dateAtStart(line);
  if (!date) return null;
  const tail = line
    .slice(date.length)
    .replace(/^[\s,،.۔:-]+/, '')
    .replace(/[:.\s-]+$/, '');
  if (tail !== '') return isPlace(tail) ? found(line, tail, date.date, lines.slice(at + 1)) : null;
  const next = lines.findIndex((other, index) => index > at && other.trim() !== '');
  const below = next < 0 ? '' : lines[next]!.trim().replace(/[:.]$/, '');
  const goesOn = next >= 0 && lines.slice(next + 1).some((other) => other.trim() !== '');
  if (goesOn && isPlace(below)) return found(`${line} ${lines[next]!.trim()}`, below, date.date, lines.slice(next + 1));
  return found(line, null, date.date, lines.slice(at + 1));
}

/** Place and date on one line, the text perhaps behind them on the same. */
function placeFirst(line: string, rest: string[]): Found | null {
  const start = findDate(line.slice(0, LONGEST));
  if (start <= 0) return null;
  const head = /^(.*?)([\s.,،:;۔–—-]*)$/s.exec(line.slice(0, start))!;
  const place = placeOf(head[1]!);
  const date = dateAtStart(line.slice(start));
  if (!place || !date || head[2] === '') return null;
  const end = start + date.length;
  const mark = /^\s*(?:[:۔–—-]+|\.(?=\s|$))\s*/.exec(line.slice(end))?.[0] ?? '';
  const text = line.slice(end + mark.length).trim();
  const isFirm = text === '' || mark !== '' || /[.:;۔–—-]/.test(head[2]!);
  if (!isFirm || /^[,،;]/.test(text)) return null;
  return found(line.slice(0, end + mark.length), place, date.date, text === '' ? rest : [text, ...rest]);
}

/** `London:` on a line of its own above the date. */
function placeAbove(line: string, lines: string[], at: number): Found | null {
  const next = (lines[at + 1] ?? '').trim();
  if (!/[:,،–—-]$|۔۔+$/.test(line) || !dateAtStart(next)) return null;
  return placeFirst(`${line} ${next}`, lines.slice(at + 2));
}

/** `Media Cell; Houston`: an office may stand before the place. */
function placeOf(head: string): string | null {
  const place = head.split(';').at(-1)!.trim();
  return isPlace(place) ? place : null;
}

function isPlace(text: string): boolean {
  const words = text.split(/[\s,،]+/).filter(Boolean);
  if (words.length < 1 || words.length > 4 || !words.every((word) => WORD.test(word)) || NO_PLACE.test(text))
    return false;
  return words.every((word) => !/^\p{Ll}/u.test(word) || /^(of|the|upon|e|al)$/.test(word));
}

function found(text: string, place: string | null, date: string | null, after: string[]): Found {
  return { dateline: { text: oneLine(text), place: place && placeName(place), date }, after };
}

/** LONDON and London are one place. */
function placeName(place: string): string {
  const name = oneLine(place).replace(/[.,،-]+$/, '');
  const isShouted = /^[^\p{Ll}]*\p{Lu}{3}[^\p{Ll}]*$/u.test(name);
  return isShouted ? name.toLowerCase().replace(/(?<![\p{L}'’])\p{L}/gu, (letter) => letter.toUpperCase()) : name;
}
