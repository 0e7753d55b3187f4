import { foldText } from '../../search/fold.ts';

export interface Match {
  from: number;
  to: number;
}

/**
 * Where a text has these words, written with whatever keyboard: letters, digits and marks are folded as a search folds
 * them, so كتاب finds کتاب. Matches do not overlap.
 */
export function findIn(text: string, query: string): Match[] {
  const wanted = folded(query.trim());
  if (wanted.text === '') return [];
  const { text: all, starts, ends } = folded(text);
  const matches: Match[] = [];
  for (let at = all.indexOf(wanted.text); at >= 0; at = all.indexOf(wanted.text, at + wanted.text.length)) {
    matches.push({ from: starts[at]!, to: ends[at + wanted.text.length - 1]! });
  }
  return matches;
}

/** Each character folded by itself, with the place that it came from; marks on a letter belong to it. */
function folded(text: string): { text: string; starts: number[]; ends: number[] } {
  const out: string[] = [];
  const starts: number[] = [];
  const ends: number[] = [];
  let at = 0;
  for (const character of text) {
    const end = at + character.length;
    const put = foldOne(character);
    if (put === '' && ends.length > 0 && /[\p{M}\p{Cf}]/u.test(character)) ends[ends.length - 1] = end;
    for (const unit of put.split('')) {
      if (unit === ' ' && out.at(-1) === ' ') continue;
      out.push(unit);
      starts.push(at);
      ends.push(end);
    }
    at = end;
  }
  return { text: out.join(''), starts, ends };
}

const FOLDED = new Map<string, string>();

function foldOne(character: string): string {
  const known = FOLDED.get(character);
  if (known !== undefined) return known;
  const put = /\s/u.test(character) ? ' ' : foldText(character) || (/[\p{P}\p{S}]/u.test(character) ? character : '');
  FOLDED.set(character, put);
  return put;
}
