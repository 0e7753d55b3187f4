/** A run of words in reading order: in both texts, only in the first (`left`), or only in the second (`added`). */
export interface Difference {
  kind: 'same' | 'left' | 'added';
  text: string;
}

/** A stretch of two lists: elements that are alike, or what stands in the one and in the other instead. */
interface Stretch {
  alike: boolean;
  a: [from: number, to: number];
  b: [from: number, to: number];
}

/** Up to here the best alignment is worked out; beyond, two stretches without a common unique word are simply different. */
const LARGEST_TABLE = 4_000_000;

/** Two texts word by word, spaces kept with the word before them. Reads alike in any direction of writing. */
export function wordDifferences(older: string, newer: string): Difference[] {
  const [a, b] = [wordsOf(older), wordsOf(newer)];
  const key = (word: string) => word.trimEnd();
  const runs = stretches(a.map(key), b.map(key)).flatMap(({ alike, a: inA, b: inB }): Difference[] => {
    const [left, added] = [a.slice(...inA).join(''), b.slice(...inB).join('')];
    if (alike) return [{ kind: 'same', text: added }];
    return [
      { kind: 'left', text: left },
      { kind: 'added', text: added },
    ];
  });
  return runs.filter(({ text }) => text !== '').map((run, index, all) => spaced(run, all[index + 1]));
}

/**
 * How two lists of words align: by the words that occur once in each (patience), and between those by the longest
 * common subsequence. Stretches come in order and cover both lists.
 */
export function stretches(a: string[], b: string[]): Stretch[] {
  const found: Stretch[] = [];
  align(a, b, 0, a.length, 0, b.length, (alike, fromA, toA, fromB, toB) => {
    const last = found.at(-1);
    if (last?.alike === alike) {
      last.a[1] = toA;
      last.b[1] = toB;
    } else if (toA > fromA || toB > fromB) {
      found.push({ alike, a: [fromA, toA], b: [fromB, toB] });
    }
  });
  return found;
}

type Emit = (alike: boolean, fromA: number, toA: number, fromB: number, toB: number) => void;

function align(a: string[], b: string[], fromA: number, toA: number, fromB: number, toB: number, emit: Emit): void {
  let head = 0;
  while (fromA + head < toA && fromB + head < toB && a[fromA + head] === b[fromB + head]) head++;
  emit(true, fromA, fromA + head, fromB, fromB + head);
  let tail = 0;
  while (toA - tail > fromA + head && toB - tail > fromB + head && a[toA - tail - 1] === b[toB - tail - 1]) tail++;
  between(a, b, fromA + head, toA - tail, fromB + head, toB - tail, emit);
  emit(true, toA - tail, toA, toB - tail, toB);
}

function between(a: string[], b: string[], fromA: number, toA: number, fromB: number, toB: number, emit: Emit): void {
  const anchors = commonUniqueWords(a, b, fromA, toA, fromB, toB);
  if (anchors.length === 0) {
    byTable(a, b, fromA, toA, fromB, toB, emit);
    return;
  }
  let [atA, atB] = [fromA, fromB];
  for (const [anchorA, anchorB] of anchors) {
    align(a, b, atA, anchorA, atB, anchorB, emit);
    emit(true, anchorA, anchorA + 1, anchorB, anchorB + 1);
    [atA, atB] = [anchorA + 1, anchorB + 1];
  }
  align(a, b, atA, toA, atB, toB, emit);
}

/** Words that occur exactly once in each stretch, in the longest row that rises in both. */
function commonUniqueWords(
  a: string[],
  b: string[],
  fromA: number,
  toA: number,
  fromB: number,
  toB: number,
): [number, number][] {
  const inB = placesOfUnique(b, fromB, toB);
  const pairs: [number, number][] = [];
  for (const [word, at] of placesOfUnique(a, fromA, toA)) {
    const other = inB.get(word);
    if (at >= 0 && other !== undefined && other >= 0) pairs.push([at, other]);
  }
  return longestRising(pairs);
}

/** The place of each word, -1 for one that occurs again. */
function placesOfUnique(words: string[], from: number, to: number): Map<string, number> {
  const places = new Map<string, number>();
  for (let i = from; i < to; i++) places.set(words[i]!, places.has(words[i]!) ? -1 : i);
  return places;
}

/** Pairs rise in the first already; the longest row that rises in the second too (patience sorting). */
function longestRising(pairs: [number, number][]): [number, number][] {
  const tops: number[] = [];
  const before: number[] = [];
  pairs.forEach(([, value], index) => {
    let [low, high] = [0, tops.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (pairs[tops[middle]!]![1] < value) low = middle + 1;
      else high = middle;
    }
    before[index] = low > 0 ? tops[low - 1]! : -1;
    tops[low] = index;
  });
  const row: [number, number][] = [];
  for (let at = tops.at(-1) ?? -1; at >= 0; at = before[at]!) row.push(pairs[at]!);
  return row.reverse();
}

/** Longest common subsequence by the table of all pairs. */
function byTable(a: string[], b: string[], fromA: number, toA: number, fromB: number, toB: number, emit: Emit): void {
  const [rows, columns] = [toA - fromA, toB - fromB];
  if (rows * columns > LARGEST_TABLE) {
    emit(false, fromA, toA, fromB, toB);
    return;
  }
  const width = columns + 1;
  const lengths = new Uint16Array((rows + 1) * width);
  for (let i = rows - 1; i >= 0; i--) {
    for (let j = columns - 1; j >= 0; j--) {
      lengths[i * width + j] =
        a[fromA + i] === b[fromB + j]
          ? lengths[(i + 1) * width + j + 1]! + 1
          : Math.max(lengths[(i + 1) * width + j]!, lengths[i * width + j + 1]!);
    }
  }
  let [i, j] = [0, 0];
  while (i < rows && j < columns) {
    if (a[fromA + i] === b[fromB + j]) {
      emit(true, fromA + i, fromA + i + 1, fromB + j, fromB + ++j);
      i++;
    } else if (lengths[(i + 1) * width + j]! >= lengths[i * width + j + 1]!) {
      emit(false, fromA + i, fromA + ++i, fromB + j, fromB + j);
    } else {
      emit(false, fromA + i, fromA + i, fromB + j, fromB + ++j);
    }
  }
  emit(false, fromA + i, toA, fromB + j, toB);
}

function wordsOf(text: string): string[] {
  return text.match(/\S+\s*|^\s+/g) ?? [];
}

/** What was exchanged stands side by side on one line, and the break of the line after both. */
function spaced(run: Difference, next: Difference | undefined): Difference {
  const exchanged = run.kind === 'left' && next?.kind === 'added';
  return exchanged ? { ...run, text: `${run.text.trimEnd()} ` } : run;
}
