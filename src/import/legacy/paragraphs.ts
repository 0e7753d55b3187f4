import { oneLine } from './letters.ts';

const SENTENCE_END = /[.!?:۔؟…][\s"'”’»)\]*]*$/;
const LIST_MARK = /^(\d{1,3}\s?[-.)]|[-•*–·]\s|\([a-z\d]{1,3}\))/i;
/** Nobody's page wraps beyond this: a longer line is a whole paragraph. */
const WIDEST = 90;
const WRAPPED_FROM = 0.6;

/** Lines as paragraphs: a line that breaks off within a sentence is joined with the next one. */
export function paragraphsOf(lines: string[]): { paragraphs: string[]; joined: number } {
  const width = Math.min(Math.max(0, ...lines.map((line) => line.trim().length)), WIDEST);
  const paragraphs: string[] = [];
  let joined = 0;
  let afterBlank = true;
  for (const line of lines.map(oneLine)) {
    const last = paragraphs.at(-1);
    if (line !== '' && last !== undefined && goesOn(last, lines, line, afterBlank, width)) {
      paragraphs[paragraphs.length - 1] = /\p{L}-$/u.test(last) ? last + line : `${last} ${line}`;
      joined++;
    } else if (line !== '') paragraphs.push(line);
    afterBlank = line === '';
  }
  return { paragraphs, joined };
}

function goesOn(last: string, lines: string[], line: string, afterBlank: boolean, width: number): boolean {
  if (SENTENCE_END.test(last) || LIST_MARK.test(line)) return false;
  if (/^\p{Ll}/u.test(line)) return true;
  // The last line as captured, not as joined so far: only a full line was broken by the width.
  const captured = lines.findLast((other) => last.endsWith(oneLine(other)) && other.trim() !== '');
  return !afterBlank && (captured ?? last).trim().length >= width * WRAPPED_FROM && isRunningText(last, line);
}

/** A short line in capitals or without a mark above running text is a heading, not half a sentence. */
function isRunningText(last: string, line: string): boolean {
  const isShouted = /\p{Lu}{2}/u.test(last) && !/\p{Ll}/u.test(last);
  return !isShouted && last.split(' ').length > 3 && line.length > 0;
}

/** Whether a first line stands as a headline over the text: no full stop, and not half a sentence. */
export function isSubHeadline(lines: string[]): boolean {
  const filled = lines.filter((line) => line.trim() !== '').map(oneLine);
  const [first, next, ...others] = filled;
  if (!first || !next || SENTENCE_END.test(first) || first.length > 200 || LIST_MARK.test(first)) return false;
  if (/^\p{Ll}/u.test(next)) return false;
  const at = lines.findIndex((line) => line.trim() !== '');
  if (lines[at + 1]?.trim() === '') return true;
  const isWrapped = [next, ...others].slice(0, -1).some((line) => !SENTENCE_END.test(line));
  return !isWrapped && /^["“‘'(]?\p{Lu}/u.test(next) && first.length <= WIDEST;
}
