/**
 * What copying does to a text, and nothing more. The verdict's folding is narrow: two words are one when they are two
 * encodings of the same letters. The search's folding is wide and finds candidates only; no verdict is built on it.
 */
export type Rules = 'plain' | 'ur' | 'sd';

/** A word, or one punctuation mark, with its place in the source text. */
export interface Token {
  /** As it stands there, direction marks that turn a number around made U+FFFF. */
  raw: string;
  start: number;
  end: number;
  /** Whether white space stands before it, so that `10. 5` is never `10.5`. The first token has it. */
  space: boolean;
  /** A `>` at the start of a line, as mail and text.txt mark quotes. */
  quoteMark: boolean;
}

/** Direction marks and isolates; overrides (U+202D, U+202E) are not among them, for they show `12` as `21`. */
const DIRECTION = '\\u200e\\u200f\\u061c\\u202a-\\u202c\\u2066-\\u2069';
/** Soft hyphen, tatweel, zero-width space and joiners, byte order mark, variation selectors. */
const INVISIBLE = '\\u00ad\\u0640\\u200b-\\u200d\\u2060\\ufeff\\ufe00-\\ufe0f\\u{e0100}-\\u{e01ef}';
const IGNORED = new RegExp(`[${DIRECTION}${INVISIBLE}]+`, 'gu');
const HAS_DIRECTION = new RegExp(`[${DIRECTION}]`, 'u');
/** White space, a word, or any other single character. JavaScript counts the byte order mark as white space; we do not. */
const PIECES = new RegExp(
  `((?:(?!\\ufeff)[\\s\\u0085])+)|([\\p{L}\\p{M}\\p{N}\\p{Co}\\p{Cn}${DIRECTION}${INVISIBLE}]+)|[^]`,
  'gu',
);

/** The rules of a language id; a language without rules of its own gets none. */
export function rulesOf(language: string): Rules {
  const [primary] = language.split('-');
  return primary === 'ur' || primary === 'sd' ? primary : 'plain';
}

/** A text as words and punctuation marks, in order. `…` is three full stops: it is one character for these and no more. */
export function tokenize(text: string): Token[] {
  const source = HAS_DIRECTION.test(text) ? keepReordering(text) : text;
  const tokens: Token[] = [];
  let space = true;
  let quoting = true;
  for (const { 0: piece, 1: white, 2: word, index: start } of source.matchAll(PIECES)) {
    const end = start + piece.length;
    if (white) {
      space = true;
      if (/[\n\r\u2028\u2029\u0085]/.test(white)) quoting = true;
    } else if (!word || piece.replace(IGNORED, '') !== '') {
      const quoteMark: boolean = quoting && piece === '>';
      tokens.push({ raw: piece === '…' ? '.' : piece, start, end, space, quoteMark });
      if (piece === '…')
        for (let i = 0; i < 2; i++) tokens.push({ raw: '.', start: end, end, space: false, quoteMark });
      space = quoteMark;
      quoting = quoteMark;
    }
  }
  return tokens;
}

const LETTER_OR_DIGIT = /[\p{Nd}\p{Script=Latin}]/u;
const ARABIC_LETTER = /[\u0620-\u064a\u066e-\u06d3\u06d5\u06fa-\u06ff\u0750-\u077f\ufb50-\ufdff\ufe70-\ufefc]/;
const REORDERS = '\uffff';

/**
 * Direction marks are noise, except within a number or a Latin word: a right-to-left mark in `12` shows it as `21`. There
 * it becomes a character that no text has, so the word is another one.
 */
function keepReordering(text: string): string {
  return text.replace(/[^\s\u0085]+/gu, (chunk) => {
    if (!HAS_DIRECTION.test(chunk)) return chunk;
    const characters = [...chunk];
    let after = false;
    let waiting: number[] = [];
    characters.forEach((character, index) => {
      if (HAS_DIRECTION.test(character)) {
        if (after) waiting.push(index);
      } else if (LETTER_OR_DIGIT.test(character)) {
        for (const at of waiting) characters[at] = REORDERS;
        waiting = [];
        after = true;
      } else if (ARABIC_LETTER.test(character)) {
        after = false;
        waiting = [];
      }
    });
    return characters.join('');
  });
}

/**
 * Arabic presentation forms and Latin ligatures as PDFs hold them. Phrases in one sign (U+FDF0 and up, ﷺ for one) are
 * not encodings of letters: who writes them out has changed the text.
 */
const PRESENTATION = /[\ufb00-\ufb06\ufb50-\ufdef\ufe70-\ufefc]/g;
const PLAIN = /^[\x21-\x7e]+$/;

/** A token in the one form in which equal words are equal strings. */
export function foldToken(raw: string, rules: Rules): string {
  if (PLAIN.test(raw)) return raw;
  const letters = raw
    .replace(IGNORED, '')
    .replace(PRESENTATION, (form) => form.normalize('NFKC').replace(/[ \u0640]/g, ''))
    .normalize('NFC');
  return asciiDigits(ENCODINGS[rules](letters).normalize('NFC'));
}

const ENCODINGS: Record<Rules, (word: string) => string> = {
  plain: (word) => word,
  // Systems made for Arabic wrote Urdu with Arabic's yeh, kaf and heh. ى and ے are other letters, and so is ھ.
  ur: (word) => word.replace(/[\u064a\u0643\u0647]/g, (letter) => URDU[letter]!),
  // Sindhi's yeh is ي. Urdu keyboards write ی, which looks the same within a word; at its end only the dots are gone, and
  // the alphabet has no letter without them, so no reader takes it for another word. ى (Arabic words) and ئ stay apart.
  // ڪ and ک, ه and ھ are different letters here, and ك and ہ belong to neither.
  sd: (word) => word.replace(/\u06cc(?!\u0654)/g, '\u064a'),
};

const URDU: Record<string, string> = { '\u064a': '\u06cc', '\u0643': '\u06a9', '\u0647': '\u06c1' };

/** Arabic-Indic and extended digits as ASCII. */
export function asciiDigits(text: string): string {
  return text.replace(/[\u0660-\u0669\u06f0-\u06f9]/g, (digit) => String(digit.charCodeAt(0) & 15));
}

const LOOKALIKES: Record<string, string> = Object.fromEntries(
  ['یيىےېۍ', 'کكڪ', 'ہهھەةۃ', 'اٱ', 'نںڻ'].flatMap((row) => [...row].map((letter) => [letter, row[0]!])),
);
const LOOKALIKE = new RegExp(`[${Object.keys(LOOKALIKES).join('')}]`, 'g');
const NOT_SEARCHED = new RegExp(`[\\p{M}${DIRECTION}${INVISIBLE}]+`, 'gu');

/** The words of a text for finding candidates: without marks, case and punctuation, lookalikes of all languages joined. */
export function searchFold(text: string): string[] {
  const folded = text
    .normalize('NFKD')
    .replace(NOT_SEARCHED, '')
    .replace(LOOKALIKE, (letter) => LOOKALIKES[letter]!)
    .toLowerCase();
  return asciiDigits(folded).match(/[\p{L}\p{N}]+/gu) ?? [];
}
