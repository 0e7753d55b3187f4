import type { Content } from './api-types.ts';
import type { Passage, Place } from './review-types.ts';

/** Where comments stand: passages are found again by their words, since the text goes on changing under them. */
type Text = Pick<Content, 'title' | 'summary' | 'body' | 'note' | 'dateline'>;

const ENTITIES: Record<string, string> = { '&lt;': '<', '&gt;': '>', '&quot;': '"', '&amp;': '&' };
/** Characters before and after by which the right one of several places is known. */
const CONTEXT = 60;

/** The words of one field as a reader sees them, runs of space as one. */
export function plainText(content: Text, field: string): string {
  if (field === 'body') return joined(wordsOf(content.body));
  if (field === 'dateline') return joined(content.dateline?.text ?? '');
  const value = (content as unknown as Record<string, unknown>)[field];
  return typeof value === 'string' ? joined(value) : '';
}

/** Where the passage stands now; null where its words are no longer there. Of several places, the one that is most alike. */
export function findPassage(content: Text, passage: Passage): Place | null {
  const text = plainText(content, passage.field);
  const quote = joined(passage.quote).trim();
  if (quote === '') return null;
  const [before, after] = [joined(passage.before), joined(passage.after)];
  let best: { from: number; score: number } | null = null;
  for (let from = text.indexOf(quote); from !== -1; from = text.indexOf(quote, from + 1)) {
    const score = alikeBefore(text, from, before) + alikeAfter(text, from + quote.length, after);
    if (!best || score > best.score) best = { from, score };
  }
  return best && { from: best.from, to: best.from + quote.length };
}

/** The passage at this place of a field, with some words around it. */
export function passageAt(content: Text, field: string, { from, to }: Place): Passage {
  const text = plainText(content, field);
  return {
    field,
    quote: text.slice(from, to),
    before: text.slice(Math.max(0, from - CONTEXT), from),
    after: text.slice(to, to + CONTEXT),
  };
}

function wordsOf(html: string): string {
  return html
    .replace(/<(?!\/?(?:a|b|bdi|bdo|em|i|s|span|strong|sub|sup|cite|code|u)\b)[^>]*>/g, ' ')
    .replace(/<[^>]*>/g, '')
    .replace(/&(?:lt|gt|quot|amp);/g, (entity) => ENTITIES[entity]!);
}

function joined(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}

function alikeBefore(text: string, end: number, before: string): number {
  const shown = text.slice(0, end).trimEnd();
  const wanted = before.trimEnd();
  let count = 0;
  while (count < wanted.length && shown.at(-1 - count) === wanted.at(-1 - count)) count++;
  return count;
}

function alikeAfter(text: string, start: number, after: string): number {
  const shown = text.slice(start).trimStart();
  const wanted = after.trimStart();
  let count = 0;
  while (count < wanted.length && shown[count] === wanted[count]) count++;
  return count;
}
