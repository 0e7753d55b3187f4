import { foldToken, type Rules } from './fold.ts';
import { type Asked, isWord, joined } from './match.ts';
import type { Surface } from './surface.ts';

/** Runs of words in reading order; `left` = in the release but not in the text, `added` = in the text alone. */
export interface Difference {
  kind: 'same' | 'left' | 'added';
  text: string;
}

export interface Comparison {
  differences: Difference[];
  /** How much of the text is recognisably from the release: words in runs of three or more, 0 to 1. */
  share: number;
}

/** A text against a release that it does not stand in: what was changed, word by word. */
export function compareWith(asked: Asked, surface: Surface): Comparison {
  const narrow = align(asked, surface, surface.rules);
  if (narrow.differences.some(({ kind }) => kind !== 'same')) return narrow;
  // A difference that only the rules of a quoted passage's own language see.
  return align(asked, surface, 'plain');
}

/** Tokens of one side, numbered by what they are: equal numbers are equal words. */
interface Side {
  ids: number[];
  tokens: { raw: string; space: boolean; quoteMark?: boolean }[];
  /** Whether a line begins with this token. */
  lineStarts?: boolean[];
}

function align(asked: Asked, surface: Surface, rules: Rules): Comparison {
  const numbers = new Map<string, number>();
  const numberOf = (key: string, space: boolean) => {
    const name = `${space ? ' ' : ''}${key}`;
    if (!numbers.has(name)) numbers.set(name, numbers.size);
    return numbers.get(name)!;
  };
  const keys = asked.keys(rules);
  const quotes = surface.nodes.some(({ quoted }) => quoted);
  const kept = asked.tokens.map((_, i) => i).filter((i) => !(quotes && asked.tokens[i]!.quoteMark));
  const text: Side = {
    ids: kept.map((i) => numberOf(keys[i]!, asked.tokens[i]!.space)),
    tokens: kept.map((i) => asked.tokens[i]!),
    lineStarts: kept.map((i) => /[\n\r]/.test(beforeToken(asked, i))),
  };
  const { row, pairs } = rowOf(text, partsOf(surface, rules, text.ids, numberOf));
  const release: Side = {
    ids: row.map(({ number }) => number),
    tokens: row.map(({ id }) => surface.nodes[id]!),
  };
  const share = shareOf(text, pairs, asked.words);
  const groups = row.map(({ part }) => (part.optional ? part : null));
  return { differences: differences(text, withoutUntaken(release, groups, pairs)), share };
}

/** What stands between a token and the one before it, or the beginning of the text. */
function beforeToken({ source, tokens }: Asked, i: number): string {
  return i === 0 ? '\n' : source.slice(tokens[i - 1]!.end, tokens[i]!.start);
}

/** A part of the surface in the way of writing that the text has, or else in the first. */
interface WrittenPart {
  words: { id: number; number: number }[];
  optional: boolean;
  /** Whether the text has all of it in one piece, wherever that is. */
  stands: boolean;
}

function partsOf(
  surface: Surface,
  rules: Rules,
  text: number[],
  numberOf: (key: string, space: boolean) => number,
): WrittenPart[] {
  const all = ` ${text.join(' ')} `;
  const number = (id: number) => {
    const { raw, space } = surface.nodes[id]!;
    return numberOf(foldToken(raw, rules), space);
  };
  const isIn = (words: { number: number }[]) => all.includes(` ${words.map((one) => one.number).join(' ')} `);
  return surface.parts.map(({ alternatives, optional }) => {
    const ways = alternatives.map((way) => way.map((id) => ({ id, number: number(id) })));
    const longest = ways.filter(isIn).sort((a, b) => b.length - a.length)[0];
    return { words: longest ?? ways[0]!, optional, stands: longest !== undefined };
  });
}

type Word = { id: number; number: number; part: WrittenPart };

/** So often what the text hardly has of the surroundings is left out, and the rest compared again. */
const ROUNDS = 3;

/**
 * The surface as one row of words, and which of the text's are which of them. Names, dates and numbers stand around every
 * text several times, nearly alike, and a text has few of them: of those that it has less than half of, no word is taken.
 */
function rowOf(text: Side, parts: WrittenPart[]): { row: Word[]; pairs: Pairs } {
  const inText = new Set(text.ids);
  const isNear = ({ words }: WrittenPart) =>
    words.filter(({ number }) => inText.has(number)).length * 2 >= words.length;
  let kept = parts.filter((part) => !part.optional || isNear(part));
  for (let round = 1; ; round++) {
    const row = kept.flatMap((part) => part.words.map((word) => ({ ...word, part })));
    const pairs = pair(
      text.ids,
      row.map(({ number }) => number),
      row.map(({ part }) => (part.optional ? part : null)),
      (gap) => linesOfFrame(text, row, gap),
    );
    const taken = new Map<WrittenPart, number>();
    for (const [, j] of pairs) taken.set(row[j]!.part, (taken.get(row[j]!.part) ?? 0) + 1);
    // What stands in the text may be out of reach only because of others that do not.
    const still = kept.filter(
      (part) => !part.optional || (part.stands && round < ROUNDS) || (taken.get(part) ?? 0) * 2 >= part.words.length,
    );
    if (still.length === kept.length || round > ROUNDS) return { row, pairs };
    kept = still;
  }
}

/** Stretches of both sides between two anchors; before the first and behind the last of them one end is open. */
interface Gap {
  a: [number, number];
  b: [number, number];
  open: 'before' | 'behind' | 'both' | null;
}

/**
 * Within a gap, lines of the text that begin with a whole part of the surroundings, as many words as can be in order. At an
 * open end only where no more of the text proper lies between than the text has other words for.
 */
function linesOfFrame({ ids, lineStarts }: Side, row: Word[], { a, b, open }: Gap): Run[] {
  const required = (from: number, to: number) => row.slice(from, to).filter(({ part }) => !part.optional).length;
  const found: Run[] = [];
  for (let j = b[0]; j < b[1]; ) {
    const { part } = row[j]!;
    const from = j;
    while (j < row.length && row[j]!.part === part) j++;
    const length = part.words.length;
    if (!part.optional || !part.stands || length < 2 || j - from < length || j > b[1]) continue;
    for (let i = a[0]; i + length <= a[1]; i++) {
      if (!lineStarts![i] || part.words.some(({ number }, at) => ids[i + at] !== number)) continue;
      if (open === 'before' && required(j, b[1]) > a[1] - i - length) continue;
      if (open === 'behind' && required(b[0], from) > i - a[0]) continue;
      found.push({ i, j: from, length });
    }
  }
  return heaviestRow(found.slice(0, MOST_LINES));
}

const MOST_LINES = 300;

/** Of runs that both texts have, those with most words that stand in the same order in both. */
function heaviestRow(runs: Run[]): Run[] {
  const ordered = runs.toSorted((x, y) => x.i - y.i || x.j - y.j);
  const best: { weight: number; before: number }[] = [];
  ordered.forEach((run, at) => {
    let [weight, before] = [0, -1];
    for (let k = 0; k < at; k++) {
      const { i, j, length } = ordered[k]!;
      if (i + length <= run.i && j + length <= run.j && best[k]!.weight > weight)
        [weight, before] = [best[k]!.weight, k];
    }
    best.push({ weight: weight + run.length, before });
  });
  let at = best.reduce((top, { weight }, k) => (top < 0 || weight > best[top]!.weight ? k : top), -1);
  const row: Run[] = [];
  for (; at >= 0; at = best[at]!.before) row.push(ordered[at]!);
  return row.reverse();
}

/** Words that both sides have in one piece, from i in the text and from j in the release on. */
interface Run {
  i: number;
  j: number;
  length: number;
}

type Pairs = [number, number][];

/** Optional groups of which the text has nothing are no difference, so they go; pairs are numbered anew. */
function withoutUntaken(release: Side, groups: (WrittenPart | null)[], pairs: Pairs): { release: Side; pairs: Pairs } {
  const taken = new Set(pairs.map(([, j]) => groups[j]));
  const kept = groups.map((part) => part === null || taken.has(part));
  const place: number[] = [];
  let count = 0;
  for (const keeps of kept) place.push(keeps ? count++ : -1);
  return {
    release: { ids: release.ids.filter((_, j) => kept[j]), tokens: release.tokens.filter((_, j) => kept[j]) },
    pairs: pairs.map(([i, j]) => [i, place[j]!]),
  };
}

function shareOf({ tokens }: Side, pairs: Pairs, words: number): number {
  const shortest = words < 6 ? 2 : 3;
  let aligned = 0;
  let from = 0;
  for (let at = 1; at <= pairs.length; at++) {
    const goes =
      at < pairs.length && pairs[at]![0] === pairs[at - 1]![0] + 1 && pairs[at]![1] === pairs[at - 1]![1] + 1;
    if (goes) continue;
    const run = pairs.slice(from, at).filter(([i]) => isWord(tokens[i]!.raw)).length;
    if (run >= shortest) aligned += run;
    from = at;
  }
  return words === 0 ? 0 : aligned / words;
}

function differences(text: Side, { release, pairs }: { release: Side; pairs: Pairs }): Difference[] {
  const rows: { kind: Difference['kind']; tokens: Side['tokens'] }[] = [];
  const add = (kind: Difference['kind'], tokens: Side['tokens']) => {
    if (tokens.length === 0) return;
    const last = rows.at(-1);
    const row = last?.kind === kind ? last : { kind, tokens: [] };
    if (row !== last) rows.push(row);
    for (const token of tokens) row.tokens.push(token);
  };
  const same = wholeWords(text, release, pairs);
  let [i, j] = [0, 0];
  for (const [at, [toI, toJ]] of same.entries()) {
    // Of what stands before the first common word, only as much as the text replaces.
    add('left', release.tokens.slice(at === 0 ? Math.max(0, toJ - toI) : j, toJ));
    add('added', text.tokens.slice(i, toI));
    add('same', text.tokens.slice(toI, toI + 1));
    [i, j] = [toI + 1, toJ + 1];
  }
  const rest = text.tokens.slice(i);
  add('left', release.tokens.slice(j, j + rest.length));
  add('added', rest);
  return rows.map(({ kind, tokens }) => ({ kind, text: joined(tokens) }));
}

/** A changed word shows with the punctuation on it: whatever shares white space with a change is part of it. */
function wholeWords(text: Side, release: Side, pairs: Pairs): Pairs {
  let kept = pairs;
  for (let before = -1; before !== kept.length; ) {
    before = kept.length;
    const brokenText = broken(text, new Set(kept.map(([i]) => i)));
    const brokenRelease = broken(release, new Set(kept.map(([, j]) => j)));
    kept = kept.filter(([i, j]) => !brokenText[i] && !brokenRelease[j]);
  }
  return kept;
}

/** Of each token, whether one in the same run without white space is unpaired. */
function broken({ tokens }: Side, paired: Set<number>): boolean[] {
  const result = new Array<boolean>(tokens.length).fill(false);
  for (let from = 0; from < tokens.length; ) {
    let to = from + 1;
    while (to < tokens.length && !tokens[to]!.space) to++;
    let some = false;
    for (let i = from; i < to; i++) some ||= !paired.has(i);
    if (some) result.fill(true, from, to);
    from = to;
  }
  return result;
}

/**
 * Which words of the text are which of the release, in order. First runs that occur once in both (three words, then two,
 * then one), as anchors in the longest row; between anchors Myers's shortest edit. Before the first and behind the last
 * anchor only as much of the release is looked at as there is text, so that a passage is not strewn over all of it.
 */
function pair(a: number[], b: number[], parts: unknown[], linesIn: (gap: Gap) => Run[]): Pairs {
  const anchors = [3, 2, 1].map((length) => anchorsOf(a, b, length, parts)).find((found) => found.length > 0) ?? [];
  const runs = withLines(runsFrom(a, b, anchors), [a.length, b.length], linesIn);
  const pairs: Pairs = [];
  let [i, j] = [0, 0];
  runs.forEach((run, index) => {
    const from = index === 0 ? Math.max(0, run.j - (run.i - i) * 2 - 8) : j;
    for (const one of edit(a, b, i, run.i, from, run.j)) pairs.push(one);
    for (let at = 0; at < run.length; at++) pairs.push([run.i + at, run.j + at]);
    [i, j] = [run.i + run.length, run.j + run.length];
  });
  const end = runs.length === 0 ? b.length : Math.min(b.length, j + (a.length - i) * 2 + 8);
  for (const one of edit(a, b, i, a.length, j, end)) pairs.push(one);
  return withoutStrays(pairs);
}

/** Each anchor with all the equal words around it. */
function runsFrom(a: number[], b: number[], anchors: Pairs): Run[] {
  const runs: Run[] = [];
  let [i, j] = [0, 0];
  for (const [fromI, fromJ] of anchors) {
    if (fromI < i || fromJ < j) continue;
    let before = 0;
    while (fromI - before > i && fromJ - before > j && a[fromI - before - 1] === b[fromJ - before - 1]) before++;
    [i, j] = [fromI, fromJ];
    while (i < a.length && j < b.length && a[i] === b[j]) [i, j] = [i + 1, j + 1];
    runs.push({ i: fromI - before, j: fromJ - before, length: i - fromI + before });
  }
  return runs;
}

function withLines(runs: Run[], [endA, endB]: [number, number], linesIn: (gap: Gap) => Run[]): Run[] {
  const all: Run[] = [];
  let [i, j] = [0, 0];
  for (const [index, run] of [...runs, null].entries()) {
    const open = run ? (index === 0 ? 'before' : null) : index === 0 ? 'both' : 'behind';
    for (const line of linesIn({ a: [i, run?.i ?? endA], b: [j, run?.j ?? endB], open })) all.push(line);
    if (!run) break;
    all.push(run);
    [i, j] = [run.i + run.length, run.j + run.length];
  }
  return all;
}

/** Single words at either edge that happen to stand in both, far from all the others, are no beginning and no end. */
function withoutStrays(pairs: Pairs): Pairs {
  const runs: Pairs[] = [];
  for (const one of pairs) {
    const last = runs.at(-1)?.at(-1);
    if (last && last[0] + 1 === one[0] && last[1] + 1 === one[1]) runs.at(-1)!.push(one);
    else runs.push([one]);
  }
  const isStray = (run: Pairs, gap: number) => run.length < 3 && gap > 3;
  while (runs.length > 1 && isStray(runs[0]!, runs[1]![0]![1] - runs[0]!.at(-1)![1])) runs.shift();
  while (runs.length > 1 && isStray(runs.at(-1)!, runs.at(-1)![0]![1] - runs.at(-2)!.at(-1)![1])) runs.pop();
  return runs.flat();
}

/** What begins in one part of the surroundings and ends in another is no anchor: such words meet by chance. */
function anchorsOf(a: number[], b: number[], length: number, parts: unknown[]): Pairs {
  const inText = uniqueRuns(a, length);
  const inRelease = uniqueRuns(b, length);
  const common: Pairs = [];
  for (const [run, i] of inText) {
    const j = inRelease.get(run);
    if (i < 0 || j === undefined || j < 0) continue;
    if (parts.slice(j, j + length).every((part) => part === parts[j])) common.push([i, j]);
  }
  return longestRow(common.sort((x, y) => x[0] - y[0]));
}

function uniqueRuns(ids: number[], length: number): Map<string, number> {
  const runs = new Map<string, number>();
  for (let at = 0; at + length <= ids.length; at++) {
    const run = ids.slice(at, at + length).join(' ');
    runs.set(run, runs.has(run) ? -1 : at);
  }
  return runs;
}

/** The longest row of pairs that rises on both sides (patience sorting). */
function longestRow(pairs: Pairs): Pairs {
  const tops: number[] = [];
  const before: number[] = [];
  pairs.forEach(([, j], index) => {
    let [low, high] = [0, tops.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (pairs[tops[middle]!]![1] < j) low = middle + 1;
      else high = middle;
    }
    before[index] = low > 0 ? tops[low - 1]! : -1;
    tops[low] = index;
  });
  const row: Pairs = [];
  for (let at = tops.at(-1) ?? -1; at >= 0; at = before[at]!) row.push(pairs[at]!);
  return row.reverse();
}

/** Beyond so many changes a stretch counts as wholly other words. */
const MOST_EDITS = 400;

/** Myers, “An O(ND) Difference Algorithm” (1986): the common words of a[i0,i1) and b[j0,j1). */
function edit(a: number[], b: number[], i0: number, i1: number, j0: number, j1: number): Pairs {
  const [n, m] = [i1 - i0, j1 - j0];
  if (n === 0 || m === 0) return [];
  const most = Math.min(n + m, MOST_EDITS);
  const reached = new Int32Array(2 * most + 3);
  const trace: Int32Array[] = [];
  for (let d = 0; d <= most; d++) {
    trace.push(reached.slice());
    for (let k = -d; k <= d; k += 2) {
      const at = k + most + 1;
      const down = k === -d || (k !== d && reached[at - 1]! < reached[at + 1]!);
      let x = down ? reached[at + 1]! : reached[at - 1]! + 1;
      while (x < n && x - k < m && a[i0 + x] === b[j0 + x - k]) x++;
      reached[at] = x;
      if (x >= n && x - k >= m) return backtrack(trace, n, m, most).map(([i, j]) => [i + i0, j + j0]);
    }
  }
  return [];
}

function backtrack(trace: Int32Array[], n: number, m: number, most: number): Pairs {
  const pairs: Pairs = [];
  let [x, y] = [n, m];
  for (let d = trace.length - 1; d >= 0; d--) {
    const reached = trace[d]!;
    const k = x - y;
    const at = k + most + 1;
    const down = k === -d || (k !== d && reached[at - 1]! < reached[at + 1]!);
    const beforeX = d === 0 ? 0 : down ? reached[at + 1]! : reached[at - 1]!;
    const beforeY = d === 0 ? 0 : beforeX - (down ? k + 1 : k - 1);
    while (x > beforeX && y > beforeY) pairs.push([--x, --y]);
    [x, y] = [beforeX, beforeY];
  }
  return pairs.reverse();
}
