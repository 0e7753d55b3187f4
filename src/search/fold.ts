/**
 * Wide folding, by which a search finds what was written with another keyboard, in another encoding or in haste. It finds
 * candidates only; whether a text is genuine is the verdict's narrow folding (src/verify/fold.ts).
 *
 * 1. Invisible signs, vowel marks, tatweel and case are dropped; digits of every script are one; accents too.
 * 2. Letters of the three languages' common stock are joined where keyboards, systems and haste mix them: ي ی ى ے ئ, ك ک,
 *    ه ہ ھ ة ۀ, ا آ أ إ ٱ, و ؤ, ن ں; a lone ء is dropped.
 * 3. Sindhi's own letters (ٻ ڀ ٿ ٽ ٺ ڄ ڃ ڇ ڌ ڏ ڊ ڍ ڙ ڦ ڪ ڳ ڱ ڻ) stay what they are: who types ڪ means ڪ and not ک.
 * 4. Whoever has no Sindhi keyboard writes by ear with Urdu's letters: بھ for ڀ, ٹ for ٽ, ک for ڪ. So a text is indexed
 *    under that spelling as well (`indexForms`), and a search (`foldWords`) is not widened.
 */

/** The words of a search, folded, in order; without punctuation. Folding them again changes nothing. */
export function foldWords(text: string): string[] {
  return fold(text).match(WORDS) ?? [];
}

/** A text folded to words with one space between them. */
export function foldText(text: string): string {
  return foldWords(text).join(' ');
}

/** Every form under which a text is found, each once: its words, and where they have letters of Sindhi, how these sound. */
export function indexForms(text: string, language: string): string[] {
  const isSindhi = language === 'sd';
  // Systems made for Arabic wrote Sindhi's ڪ as ك.
  const texts = isSindhi && text.includes('ك') ? [text, text.replaceAll('ك', 'ڪ')] : [text];
  const own = new Set(texts.flatMap(foldWords));
  const forms = new Set(own);
  for (const word of own) {
    if (!SINDHI.test(word) && !(isSindhi && word.includes('ک'))) continue;
    forms.add(inUrduLetters(word));
    if (isSindhi) forms.add(inUrduLetters(word.replaceAll('ک', 'کہ')));
  }
  return [...forms];
}

const WORDS = /[\p{L}\p{N}\p{M}]+/gu;

/** Soft hyphen, joiners, direction marks, byte order mark, tatweel; variation selectors are marks. */
const INVISIBLE = /[\u00ad\u061c\u0640\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/gu;
/** Marks on Latin and Arabic letters; those of other scripts are vowels that readers would miss. */
const MARKS = /(?=\p{M})[\p{Script=Inherited}\p{Script=Arabic}]/gu;
const APOSTROPHES = /['\u2018\u2019\u02b9-\u02bf\u02bb\u055a\uff07]/gu;

/** Each row as its first letter. Hamza and madda above a letter are marks by now: ئ ؤ أ ۂ آ are not among these. */
const JOINED: Record<string, string> = Object.fromEntries(
  ['یيىېۍے', 'کكڬ', 'ہهھەةۃ', 'اٱٲٳ', 'نں', 'σς'].flatMap((row) => [...row].map((letter) => [letter, row[0]!])),
);
const LETTERS: Record<string, string> = {
  ...JOINED,
  ...{ ء: '', ٴ: '', ß: 'ss', æ: 'ae', œ: 'oe', ø: 'o', đ: 'd', ð: 'd', ł: 'l', þ: 'th', ı: 'i' },
};
const LETTER = new RegExp(`[${Object.keys(LETTERS).join('')}]`, 'gu');

function fold(text: string): string {
  const plain = text
    .replace(INVISIBLE, '')
    .normalize('NFKD')
    .toLowerCase()
    .normalize('NFKD')
    .replace(/[\p{Nd}]/gu, asciiDigit)
    .replace(/(?<=\p{L})['\u2019]s(?![\p{L}\p{M}\p{N}])/gu, '')
    .replace(APOSTROPHES, '')
    .replace(INVISIBLE, '')
    .replace(MARKS, '');
  return plain.replace(LETTER, (letter) => LETTERS[letter]!).replace(/(?<=\p{Nd})[,\u066c\u060c](?=\d{3}(?!\d))/gu, '');
}

/** The digits of every script stand in rows of ten. */
function asciiDigit(digit: string): string {
  if (digit <= '\u007f') return digit;
  const code = digit.codePointAt(0)!;
  let zero = code;
  while (zero > code - 9 && /^\p{Nd}$/u.test(String.fromCodePoint(zero - 1))) zero--;
  return String(code - zero);
}

/** Sindhi's own letters by ear, as folded Urdu: aspirates are two letters there. */
const SOUNDS: Record<string, string> = {
  ٻ: 'ب', ڀ: 'بہ', ٿ: 'تہ', ٽ: 'ٹ', ٺ: 'ٹہ', ڄ: 'ج', ڃ: 'ن', ڇ: 'چہ', ڌ: 'دہ', ڏ: 'ڈ', ڊ: 'ڈ', ڍ: 'ڈہ',
  ڙ: 'ڑ', ڦ: 'پہ', ڪ: 'ک', ڳ: 'گ', ڱ: 'نگ', ڻ: 'ن',
}; // biome-ignore format: read in rows
const SINDHI = new RegExp(`[${Object.keys(SOUNDS).join('')}]`, 'u');
const EACH_SINDHI = new RegExp(SINDHI, 'gu');

function inUrduLetters(word: string): string {
  return word.replace(EACH_SINDHI, (letter) => SOUNDS[letter]!);
}
