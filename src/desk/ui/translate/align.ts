import { elementsOf, plainText, tagOf } from '../../keeping/elements.ts';

/** A paragraph of the source and what stands for it in the translation: often one element, sometimes none or two. */
export interface Row {
  /** Its place in the source; null for what the translation adds. */
  source: number | null;
  target: string;
}

/** What leaving a paragraph without its like costs, against the distance of two that stand for each other. */
const ALONE = 1.2;
const WRONG_TAG = 1;
const TOGETHER = 0.4;

/**
 * Sets a translation beside its source, element by element: headings by headings, long paragraphs by long ones. It is
 * only a guess; `remembered` is what the translator saw last, and holds where it still gives this very text.
 */
export function rowsOf(source: string[], body: string, remembered: Row[] | null = null): Row[] {
  const target = elementsOf(body);
  if (remembered && bodyOf(remembered) === target.join('\n') && fits(remembered, source.length)) return remembered;
  return filled(aligned(source, target), source.length);
}

/** The translation as one body. */
export function bodyOf(rows: Row[]): string {
  return rows.flatMap(({ target }) => elementsOf(target)).join('\n');
}

function fits(rows: Row[], count: number): boolean {
  const places = rows.flatMap(({ source }) => (source === null ? [] : [source]));
  return places.length === count && places.every((place, index) => place === index);
}

/** The cheapest way through both lists, each step taking one or two of either. */
function aligned(source: string[], target: string[]): Row[] {
  const [rows, columns] = [source.length, target.length];
  const [lengths, others] = [source, target].map((list) => list.map((element) => plainText(element).length + 1));
  const scale = ratio(sum(lengths!), sum(others!));
  const cost = Array.from({ length: rows + 1 }, () => new Float64Array(columns + 1).fill(Number.POSITIVE_INFINITY));
  const taken = Array.from({ length: rows + 1 }, () => new Uint8Array(columns + 1));
  cost[0]![0] = 0;
  const reach = (i: number, j: number, way: number, value: number) => {
    if (i > rows || j > columns || value >= cost[i]![j]!) return;
    cost[i]![j] = value;
    taken[i]![j] = way;
  };
  for (let i = 0; i <= rows; i++) {
    for (let j = 0; j <= columns; j++) {
      const here = cost[i]![j]!;
      if (here === Number.POSITIVE_INFINITY) continue;
      reach(i + 1, j, 1, here + ALONE);
      reach(i, j + 1, 2, here + ALONE);
      if (i === rows || j === columns) continue;
      const tag = tagOf(source[i]!) === tagOf(target[j]!) ? 0 : WRONG_TAG;
      reach(i + 1, j + 1, 3, here + tag + distance(lengths![i]! * scale, others![j]!));
      if (j + 1 === columns || tagOf(source[i]!) !== 'p' || tagOf(target[j + 1]!) !== 'p') continue;
      reach(i + 1, j + 2, 4, here + tag + TOGETHER + distance(lengths![i]! * scale, others![j]! + others![j + 1]!));
    }
  }
  return wayBack(taken, target);
}

function wayBack(taken: Uint8Array[], target: string[]): Row[] {
  const rows: Row[] = [];
  let [i, j] = [taken.length - 1, taken[0]!.length - 1];
  while (i > 0 || j > 0) {
    const way = taken[i]![j]!;
    const used = [0, 0, 1, 1, 2][way]!;
    if (way !== 2) i--;
    j -= used;
    rows.push({ source: way === 2 ? null : i, target: target.slice(j, j + used).join('\n') });
  }
  return rows.reverse();
}

/** At least one row, for whoever begins with nothing. */
function filled(rows: Row[], sources: number): Row[] {
  return rows.length > 0 || sources > 0 ? rows : [{ source: null, target: '' }];
}

function distance(a: number, b: number): number {
  return Math.abs(Math.log(a / b));
}

function ratio(a: number, b: number): number {
  return a > 0 && b > 0 ? Math.min(3, Math.max(1 / 3, b / a)) : 1;
}

function sum(numbers: number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
