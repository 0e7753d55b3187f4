import type { Glyph, Page } from './pdf-page.ts';

/** Glyphs that stand for one piece of text together: a letter and its dots, for one. */
interface Cluster {
  text: string;
  x: number;
  end: number;
  y: number;
  glyph: Glyph;
}

/** What was set in one go: its letters go one way. */
interface Run {
  clusters: Cluster[];
  direction: 'rtl' | 'ltr' | null;
  text: string;
  x: number;
  end: number;
  y: number;
  size: number;
  isArtifact: boolean;
}

export interface Line {
  text: string;
  /** Said by the file to stand beside the text. */
  isArtifact: boolean;
}

const RTL = /[\u0590-\u065f\u066a-\u06ef\u06fa-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]/;
const DIGIT = /\p{Nd}/u;
const LETTER = /\p{L}/u;
/** In em: from here on a gap is that of a table, or between boxes. */
const WIDE = 0.9;

/**
 * The lines of a page in the order in which they are drawn, each in logical order: the press draws pieces of text in
 * reading order, the letters of a piece from left to right. That they also stand where a reader reads them in this order
 * is checked here; where not, the page has the oddity `order`.
 */
export function linesOf({ glyphs, oddities }: Page, isRtl: boolean): Line[] {
  const rows = rowsOf(runsOf(clustersOf(glyphs), isRtl));
  if (!rows.every((row) => isReadable(row, isRtl)) || !goDown(rows)) oddities.add('order');
  const left = Math.min(...rows.flat().map(({ x }) => x));
  const right = Math.max(...rows.flat().map(({ end }) => end));
  const lines: Line[] = [];
  rows.forEach((row, at) => {
    const text = textOf(row);
    const last = lines.at(-1);
    const isBroken = last && at > 0 && isBrokenWord(rows[at - 1]!, row, { left, right });
    if (isBroken && last.isArtifact === row[0]!.isArtifact) last.text += text;
    else lines.push({ text, isArtifact: row[0]!.isArtifact });
  });
  return lines.filter(({ text }) => text.trim() !== '');
}

/**
 * Whether a line ends within a word: behind a hyphen, or within an address, where the rest did not fit on it. Elsewhere
 * the press leaves a space at the end of a line that goes on.
 */
function isBrokenWord(row: Run[], next: Run[], { left, right }: { left: number; right: number }): boolean {
  const [before, after] = [row.at(-1)!, next[0]!];
  if (
    before.direction === 'rtl' ||
    after.direction !== 'ltr' ||
    before.clusters[0]!.glyph.font !== after.clusters[0]!.glyph.font
  )
    return false;
  const word = /\S*$/.exec(before.text)![0];
  const rest = after.clusters.findIndex(({ text }) => text === ' ');
  const width = after.clusters.at(rest < 0 ? -1 : rest)!.x - after.x;
  const room = Math.max(Math.min(...row.map(({ x }) => x)) - left, right - Math.max(...row.map(({ end }) => end)));
  const canBreak = /[\p{L}\p{N}]-$/u.test(word) || /:\/\/|@|[!-~]{40}/.test(word);
  return canBreak && after.y < before.y && width > room - before.size;
}

/** Dots without width stand before the letter that they belong to, all under the same text. */
function clustersOf(glyphs: Glyph[]): Cluster[] {
  const found: Cluster[] = [];
  let isOpen = false;
  for (const [at, glyph] of glyphs.entries()) {
    const { text, x, y, end, size, span } = glyph;
    const last = found.at(-1);
    const hasWidth = end - x > 0.01;
    const isSame =
      last && (isInSpan(glyph, glyphs[at - 1]) || (isOpen && last.text === text && Math.abs(x - last.x) < size * 2));
    if (!isSame) found.push({ text, x, end, y, glyph });
    else if (hasWidth || span !== 0)
      Object.assign(last, hasWidth ? { x: Math.min(last.x, x), end: Math.max(last.end, end), y } : {});
    isOpen = !hasWidth;
  }
  return found;
}

function isInSpan(glyph: Glyph, before: Glyph | undefined): boolean {
  return glyph.span !== 0 && glyph.span === before?.span;
}

function runsOf(clusters: Cluster[], isRtl: boolean): Run[] {
  const pieces: Cluster[][] = [];
  let floor = 0;
  let wall = 0;
  clusters.forEach((cluster, at) => {
    const last = at > 0 && goesOn(clusters[at - 1]!, cluster, floor, wall) ? pieces.at(-1) : undefined;
    if (last) last.push(cluster);
    else pieces.push([cluster]);
    floor = last ? Math.min(floor, cluster.y) : cluster.y;
    wall = last ? Math.min(wall, cluster.x) : cluster.x;
  });
  return merged(pieces.map(runOf), isRtl);
}

function goesOn(before: Cluster, { text, x, y, glyph }: Cluster, floor: number, wall: number): boolean {
  const { size, font, colour } = glyph;
  if (before.glyph.isArtifact !== glyph.isArtifact) return false;
  const isOneStyle =
    before.glyph.font === font && before.glyph.colour === colour && Math.abs(before.glyph.size - size) < 0.01;
  const step = (x - before.end) / size;
  // Digits and Latin letters go the other way than the letters beside them: they are a piece of their own.
  const isTurning = (RTL.test(text) && isLtr(before.text)) || (RTL.test(before.text) && isLtr(text));
  if (isTurning) return false;
  // Words of Nastaliq rise to their beginning, and reach over one another.
  if (RTL.test(text) || RTL.test(before.text))
    return (
      isOneStyle &&
      step > -4 &&
      x > wall - size * 0.5 &&
      step < 1.6 &&
      y > floor - size * 0.95 &&
      y < floor + size * 2.6
    );
  return isOneStyle && step > -0.3 && step < WIDE && Math.abs(y - before.y) < 0.01;
}

/** Marks that stand in a right-to-left piece come from another font, and are drawn where they stand, from left to right. */
function merged(runs: Run[], isRtl: boolean): Run[] {
  const found: Run[] = [];
  runs.forEach((run, at) => {
    const last = found.at(-1);
    const next = runs[at + 1];
    const isMark =
      run.direction === null &&
      (isRtl || (last?.direction === 'rtl' && next?.direction === 'rtl' && isBeside(run, next)));
    const goesOn =
      last && last.direction !== 'ltr' && (run.direction === 'rtl' ? isRtl || last.direction === 'rtl' : isMark);
    if (goesOn && isBeside(last, run)) found[found.length - 1] = runOf([...last.clusters, ...run.clusters]);
    else found.push(run);
  });
  return found;
}

function isBeside(left: Run, right: Run): boolean {
  const size = Math.max(left.size, right.size);
  if (right.x < left.x - 0.5 * size) return false;
  const isOneStyle =
    left.clusters[0]!.glyph.colour === right.clusters[0]!.glyph.colour && Math.abs(left.size - right.size) < 0.01;
  const step = (right.clusters[0]!.x - left.clusters.at(-1)!.end) / size;
  const back = left.direction === 'rtl' && right.direction === 'rtl' ? -4 : -0.5;
  return (
    isOneStyle &&
    step > back &&
    step < (back < -1 || right.direction === 'rtl' || left.direction === 'rtl' ? 1 : 0.2) &&
    Math.abs(right.y - left.y) < 0.6 * size
  );
}

function isLtr(text: string): boolean {
  return !RTL.test(text) && (LETTER.test(text) || DIGIT.test(text));
}

function runOf(clusters: Cluster[]): Run {
  const isRtl = clusters.some(({ text }) => RTL.test(text));
  const hasLtr = clusters.some(({ text }) => isLtr(text));
  const wide = clusters.filter(({ x, end }) => end - x > 0.01);
  const standing = wide.length > 0 ? wide : clusters;
  const texts = clusters.map(({ text, x, glyph }, at) => {
    const gap = at > 0 ? (x - clusters[at - 1]!.end) / glyph.size : 0;
    return !isRtl && gap > 0.2 ? ` ${text}` : text;
  });
  return {
    clusters,
    direction: isRtl ? 'rtl' : hasLtr ? 'ltr' : null,
    text: (isRtl ? texts.reverse() : texts).join(''),
    x: Math.min(...standing.map(({ x }) => x)),
    end: Math.max(...standing.map(({ end }) => end)),
    y: Math.min(...standing.map(({ y }) => y)),
    size: clusters[0]!.glyph.size,
    isArtifact: clusters[0]!.glyph.isArtifact,
  };
}

function rowsOf(runs: Run[]): Run[][] {
  const rows: Run[][] = [];
  for (const run of runs) {
    const row = rows.at(-1);
    const last = row?.at(-1);
    if (last && run.isArtifact === last.isArtifact && Math.abs(run.y - last.y) < 0.6 * Math.max(run.size, last.size))
      row!.push(run);
    else rows.push([run]);
  }
  return rows;
}

function textOf(row: Run[]): string {
  return row
    .map((run, at) => {
      const before = row[at - 1];
      // Marks by themselves go the way of the line.
      const isTurned = run.direction === null && before && run.x < before.x;
      const text = isTurned
        ? run.clusters
            .map((cluster) => cluster.text)
            .toReversed()
            .join('')
        : run.text;
      return before && isApart(before, run, row) ? ` ${text}` : text;
    })
    .join('');
}

/** Whether a reader sees a gap where a piece begins, on the side of the one before it. */
function isApart(before: Run, run: Run, row: Run[]): boolean {
  const isLeft = run.x < before.x;
  const gaps = row.filter((other) => other !== run).map((other) => (isLeft ? other.x - run.end : run.x - other.end));
  return Math.min(...gaps.filter((gap) => gap > -0.6 * run.size)) > 0.2 * Math.max(run.size, before.size);
}

/** In em, whichever of the two stands to the left. */
function gapOf(one: Run, other: Run): number {
  return Math.max(other.x - one.end, one.x - other.end) / Math.max(one.size, other.size);
}

function isReadable(row: Run[], isRtl: boolean): boolean {
  if (goesAlong(row, isRtl)) return true;
  // A paragraph may go the other way than the letter does.
  const letters = row.flatMap(({ text }) => [...text]).filter((letter) => LETTER.test(letter));
  const isMostlyRtl = letters.filter((letter) => RTL.test(letter)).length > letters.length / 2;
  return isMostlyRtl !== isRtl && goesAlong(row, !isRtl);
}

/** Whether the pieces of a line stand where they stand in a paragraph of this direction. */
function goesAlong(row: Run[], isRtl: boolean): boolean {
  let last: Run | null = null;
  return row.every((run, at) => {
    if (run.direction === null) return true;
    const before = last;
    last = run;
    return before === null || follows(before, row[at - 1]!, run, isRtl);
  });
}

/** `between` is a mark by itself, or again `before`. */
function follows(before: Run, between: Run, run: Run, isRtl: boolean): boolean {
  const gap = gapOf(between, run);
  if (gapOf(before, run) < -0.6) return false;
  const goesRight = run.x + run.end > before.x + before.end;
  if (gap >= WIDE || before.direction !== run.direction) return goesRight === !isRtl;
  if (run.direction === 'rtl') return !goesRight;
  if (!isRtl) return goesRight;
  const isLatin = LETTER.test(run.text) || LETTER.test(before.text);
  if (isLatin) return between === before ? goesRight : goesRight === between.x > before.x;
  // The parts of one number (`16:30`), which always goes to the right.
  if (/^[.,:/\u066b\u066c]$/.test(between.text) && Math.abs(gap) < 0.1) return goesRight;
  return !goesRight || Math.abs(run.size - before.size) > 0.2 * before.size;
}

/** Whoever reads a column from top to bottom reads its lines in the order of the file. */
function goDown(rows: Run[][]): boolean {
  const above: { x: number; end: number; y: number }[] = [];
  return rows.every((row) => {
    const x = Math.min(...row.map((run) => run.x));
    const end = Math.max(...row.map((run) => run.end));
    const y = Math.min(...row.map((run) => run.y));
    const size = Math.max(...row.map((run) => run.size));
    const isInOrder = above.every((other) => other.y > y - size * 0.3 || other.end <= x + 1 || other.x >= end - 1);
    above.push({ x, end, y });
    return isInOrder;
  });
}
