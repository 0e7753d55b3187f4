/** A passage of a text as comments remember it: its words, and some of what stands around them. */
export interface Passage {
  quote: string;
  before: string;
  after: string;
}

const AROUND = 40;

/** The passage between two offsets of a text. */
export function passageAt(text: string, from: number, to: number): Passage {
  return {
    quote: text.slice(from, to),
    before: text.slice(Math.max(0, from - AROUND), from),
    after: text.slice(to, to + AROUND),
  };
}

/**
 * Where a passage stands in a text that may have changed since: of all places with its words the one whose surroundings
 * are most alike; null where the words are gone.
 */
export function locate(text: string, { quote, before, after }: Passage): { from: number; to: number } | null {
  if (quote === '') return null;
  let best = -1;
  let likeness = -1;
  for (let at = text.indexOf(quote); at >= 0; at = text.indexOf(quote, at + 1)) {
    const end = at + quote.length;
    const alike = commonEnd(text.slice(0, at), before) + commonStart(text.slice(end, end + after.length), after);
    if (alike > likeness) [best, likeness] = [at, alike];
  }
  return best < 0 ? null : { from: best, to: best + quote.length };
}

function commonStart(a: string, b: string): number {
  let length = 0;
  while (length < b.length && a[length] === b[length]) length++;
  return length;
}

function commonEnd(a: string, b: string): number {
  let length = 0;
  while (length < b.length && length < a.length && a.at(-1 - length) === b.at(-1 - length)) length++;
  return length;
}
