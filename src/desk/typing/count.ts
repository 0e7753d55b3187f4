import { words } from '../../base/text.ts';

export interface Size {
  words: number;
  characters: number;
  /** Reading time, at least one minute where there is a word. */
  minutes: number;
}

/** What a reader of the language reads in a minute, silently; from studies of English and Arabic script, rounded. */
const PER_MINUTE: Record<string, number> = { en: 230, ur: 180, sd: 180 };

/** How long a text is, in words, characters (spaces and marks that no reader counts left out) and minutes of reading. */
export function sizeOf(text: string, language: string): Size {
  const count = WITHOUT_SPACES.test(text) ? segments(text, language) : words(text.replace(SINDHI_WORDS, 'و'));
  const minutes = count === 0 ? 0 : Math.max(1, Math.round(count / (PER_MINUTE[language.split('-')[0]!] ?? 200)));
  return { words: count, characters: characters(text), minutes };
}

/** “And” and “in”: signs to Unicode, words to Sindhi. */
const SINDHI_WORDS = /[۽۾]/g;

/**
 * Scripts that put no space between words. Only for these is the machine's own division into words good: of Urdu and
 * Sindhi it cuts words at joiners and verse marks.
 */
const WITHOUT_SPACES =
  /[\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u;

function segments(text: string, language: string): number {
  let count = 0;
  for (const { isWordLike } of new Intl.Segmenter(language, { granularity: 'word' }).segment(text)) {
    if (isWordLike) count++;
  }
  return count;
}

function characters(text: string): number {
  return [...text.replace(/[\s\u200c-\u200f\u061c]|\p{Mn}/gu, '')].length;
}
