import { captureClock } from './dates.ts';

/** What is left of a capture when the old site's furniture is taken away. */
export interface Stripped {
  lines: string[];
  /** When the page was captured, `2024-03-04T23:17:13` in an unknown zone. */
  clock: string | null;
  /** The language named by a "read in …" link that has lost its target. */
  link: string | null;
  findings: string[];
}

const ENTRIES = [
  'home', 'english news', 'urdu news', 'sindhi news', 'photo gallery', 'events', 'blogs',
  'study circle', 'songs', 'videos gallery', 'video gallery', 'manifesto \\d{4}', 'manifesto', 'philosophy', 'poetry',
  'online units', 'media corner', 'raids ?/ ?arrests', 'about [a-z]+', 'social media', '([a-z]+ )?maps',
  'education', 'links', 'poll', 'web tv', 'feedback', 'welfare', 'contact us',
]; // biome-ignore format: read like the bar itself
const ENTRY = new RegExp(`(?<![a-z])(?:${ENTRIES.join('|')})(?![a-z])`, 'gi');
const ONE_ENTRY = new RegExp(`^(?:${ENTRIES.join('|')}|leader)$`, 'i');
const SHORTEST_COLUMN = 4;

const INQUIRIES = /^(international )?media inquiries:?$/i;
const TELEPHONE = /^\+?[\d ()-]{7,24}$/;
const PROTECTED = /^\[email[\s\u00a0]protected\]$/i;
const FOOT = /^(\||view all|back to top|view all *\| *back to top)$/i;
const MORE = /^click for details$/i;
const LINKS: [RegExp, string][] = [
  [/^[[(]?(اردو|اُردو) *م[یي]ں *پڑھ(یں|ئے|یے|یئے|ئیے)[\])]?[۔.]?$/, 'ur'],
  [/^[[(]?سنڌي *۾ *پڙهو[\])]?[.۔]?$/, 'sd'],
  [/^[[(]?read (it )?in urdu[\])]?\.?$/i, 'ur'],
  [/^[[(]?read (it )?in sindhi[\])]?\.?$/i, 'sd'],
  [/^[[(]?read (it )?in english[\])]?\.?$/i, 'en'],
];

/** Navigation in its three shapes, media-inquiry block, clock and sidebar, foot marks and lost links: all taken out. */
export function stripNavigation(captured: string[]): Stripped {
  const findings: string[] = [];
  const { lines: upToClock, clock } = cutAtClock(captured.slice(headLength(captured)), findings);
  const link = LINKS.find(([pattern]) => upToClock.some((line) => pattern.test(line.trim())))?.[1] ?? null;
  const lines = upToClock.filter((line) => !isFurniture(line.trim()));
  if (upToClock.some((line) => MORE.test(line.trim())))
    findings.push('"Click for details" stood here: the text may go on elsewhere.');
  if (lines.some((line) => /\[email[\s\u00a0]protected\]/i.test(line))) {
    findings.push('An e-mail address is lost: "[email protected]" is left as it stood.');
  }
  return { lines, clock, link, findings };
}

/** How many lines the navigation takes at the top. */
function headLength(lines: string[]): number {
  const start = leaderLength(lines);
  const seen = new Set<string>();
  let end = 0;
  for (let at = start; at < lines.length; at++) {
    const line = lines[at]!.trim();
    if (line === '') continue;
    const isPart = isBar(line) || isInquiry(line) || isNextInColumn(lines, at, seen);
    if (!isPart) break;
    end = at + 1;
  }
  return end;
}

/** In one shape each entry has its own line, and the leader's name, which no list can know, is the first of them. */
function leaderLength(lines: string[]): number {
  const first = lines.findIndex((line) => line.trim() !== '');
  if (first < 0 || isBar(lines[first]!) || isInquiry(lines[first]!.trim())) return 0;
  const next = lines.findIndex((line, index) => index > first && line.trim() !== '');
  const isName = lines[first]!.trim().split(/\s+/).length <= 4 && next > first && isColumn(lines, next);
  return isName && !ONE_ENTRY.test(lines[first]!.trim()) ? first + 1 : 0;
}

function isBar(line: string): boolean {
  const entries = line.match(ENTRY) ?? [];
  const others = line.replace(ENTRY, ' ').match(/[\p{L}\p{N}]+/gu) ?? [];
  const isSentence = /[.!?۔؟]$/.test(line.trim());
  return entries.length >= 2 && !isSentence && others.length <= Math.max(entries.length - 1, 2) && others.length <= 4;
}

function isInquiry(line: string): boolean {
  return INQUIRIES.test(line) || TELEPHONE.test(line) || PROTECTED.test(line);
}

/** An entry on its own line belongs to the column; one that comes again is the page's own heading. */
function isNextInColumn(lines: string[], at: number, seen: Set<string>): boolean {
  const entry = lines[at]!.trim().toLowerCase();
  if (!ONE_ENTRY.test(entry)) return seen.size > 0 && isUnknownEntry(lines, at, seen);
  if (seen.has(entry) || (seen.size === 0 && !isColumn(lines, at))) return false;
  seen.add(entry);
  return true;
}

/** A name of the site's own (a series, a foundation) between two entries that are known. */
function isUnknownEntry(lines: string[], at: number, seen: Set<string>): boolean {
  const next =
    lines
      .slice(at + 1)
      .find((line) => line.trim() !== '')
      ?.trim()
      .toLowerCase() ?? '';
  return (
    lines[at]!.trim().split(/\s+/).length <= 2 && ONE_ENTRY.test(next) && !seen.has(next) && !seen.has('contact us')
  );
}

function isColumn(lines: string[], at: number): boolean {
  const next = lines
    .slice(at)
    .map((line) => line.trim())
    .filter((line) => line !== '' && !isInquiry(line));
  return next.length >= SHORTEST_COLUMN && next.slice(0, SHORTEST_COLUMN).every((line) => ONE_ENTRY.test(line));
}

/** The clock ends the page; a sidebar after it is not the text. A clock above the text is only taken out. */
function cutAtClock(lines: string[], findings: string[]): { lines: string[]; clock: string | null } {
  const at = lines.findIndex((line) => captureClock(line) !== null);
  if (at < 0) return { lines, clock: null };
  const clock = captureClock(lines[at]!);
  const before = lines.slice(0, at);
  const after = lines.slice(at + 1);
  const hasText = (part: string[]) => part.some((line) => line.trim() !== '' && !isFurniture(line.trim()));
  if (!hasText(before) || after.some((line) => /^\s*posted on:/i.test(line))) {
    return { lines: [...before, ...after.filter((line) => captureClock(line) === null)], clock };
  }
  const sidebar = after.filter((line) => line.trim() !== '').length;
  if (sidebar > 0) findings.push(`Lines after the clock left out as a sidebar: ${sidebar}.`);
  return { lines: before, clock };
}

function isFurniture(line: string): boolean {
  return FOOT.test(line) || MORE.test(line) || LINKS.some(([pattern]) => pattern.test(line));
}
