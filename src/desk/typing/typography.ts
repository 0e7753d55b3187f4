/**
 * Typographic help, by language: the right mark while somebody types (`typed`), and what in a text that is there could be
 * repaired (`findingsIn`), which is offered and never done unasked.
 */

/** How a language sets its marks. Quotation marks in the order of reading, as the newsroom's texts have them. */
interface House {
  quotes: [open: string, close: string];
  inner: [open: string, close: string];
  /** Marks of a US keyboard and what this language writes for them. */
  marks: Record<string, string>;
  apostrophe: string;
  /** Letters of other systems, and this language's own. Only Urdu has any: Sindhi's ي and ه are its own letters. */
  letters: Record<string, string>;
}

const ARABIC_MARKS = { ',': '،', ';': '؛', '?': '؟' };
const URDU_LETTERS = { ي: 'ی', ى: 'ی', ك: 'ک', ه: 'ہ', ۀ: 'ۂ' };
const HOUSES: Record<string, House> = {
  en: { quotes: ['“', '”'], inner: ['‘', '’'], marks: {}, apostrophe: '’', letters: {} },
  ur: {
    quotes: ['”', '“'],
    inner: ['’', '‘'],
    marks: { ...ARABIC_MARKS, '.': '۔' },
    apostrophe: '’',
    letters: URDU_LETTERS,
  },
  sd: { quotes: ['”', '“'], inner: ['’', '‘'], marks: ARABIC_MARKS, apostrophe: '’', letters: {} },
};

function houseOf(language: string): House | null {
  return HOUSES[language.split('-')[0]!] ?? null;
}

/** Instead of the sign that was typed: take back `back` characters of what stands before, write `text`. */
export interface Correction {
  back: number;
  text: string;
}

/**
 * What to write for a sign typed behind `before`, the text of the line so far; null where the sign is right as it is.
 * Foreign words, addresses and numbers are left alone.
 */
export function typed(before: string, sign: string, language: string): Correction | null {
  const house = houseOf(language);
  if (!house) return null;
  if (sign === '"') return { back: 0, text: opens(before) ? house.quotes[0] : house.quotes[1] };
  if (sign === "'") return { back: 0, text: single(before, house) };
  if (sign === '-' && /(^|[^-])-$/.test(before) && !isForeign(before)) return { back: 1, text: '–' };
  if (sign === '-' && before.endsWith('–')) return { back: 1, text: '—' };
  if (sign === '.' && /(^|[^.۔])(\.\.|۔۔)$/.test(before)) return { back: 2, text: '…' };
  if (sign === ' ') return lateMark(before, house);
  const mark = house.marks[sign];
  return mark && isAfterOwnWord(before) ? { back: 0, text: mark } : null;
}

/** A full stop or comma after a number can be part of it: a space behind it shows that it is none. */
function lateMark(before: string, house: House): Correction | null {
  const last = /\p{Nd}([.,])$/u.exec(before)?.[1];
  const mark = last && ARABIC.test(before) ? house.marks[last] : undefined;
  return mark ? { back: 1, text: `${mark} ` } : null;
}

function opens(before: string): boolean {
  return before === '' || /[\s([{«\u2013\u2014/]$/u.test(before) || /(^|\s)[“”‘’]$/u.test(before);
}

function single(before: string, house: House): string {
  if (/[\p{L}\p{N}]$/u.test(before)) return ARABIC.test(before.at(-1)!) ? house.inner[1] : house.apostrophe;
  return opens(before) ? house.inner[0] : house.inner[1];
}

const ARABIC = /\p{Script=Arabic}/u;

/** Behind a word in the script, or what closes one: not in an address, a foreign word or a number. */
function isAfterOwnWord(before: string): boolean {
  return (
    /(\p{Script=Arabic}\p{M}*|[)\]}“”‘’»؟!])[\u200c-\u200f]?$/u.test(before) &&
    !/\p{Nd}$/u.test(before) &&
    !isForeign(before)
  );
}

function isForeign(before: string): boolean {
  return /[a-z@/\\]/i.test(/\S*$/.exec(before)![0]);
}

export type Repair =
  | 'letters'
  | 'forms'
  | 'marks'
  | 'digits'
  | 'quotes'
  | 'tatweel'
  | 'spaces'
  | 'space-before'
  | 'space-after';

/** A place in a text, and what could stand there. */
export interface Finding {
  repair: Repair;
  from: number;
  to: number;
  text: string;
}

/**
 * What could be repaired in a text of this language, in its order. Nothing is found in languages whose rules nobody here
 * knows. `digits` are the ones that a text with two sorts should keep.
 */
export function findingsIn(text: string, language: string): Finding[] {
  const house = houseOf(language);
  if (!house) return [];
  return [
    ...found(text, 'letters', lettersOf(house), (letter) => house.letters[letter]!),
    ...found(text, 'forms', /[\ufb50-\ufbb1\ufbd3-\ufd3d\ufd50-\ufdef\ufe70-\ufefc]+/g, (forms) =>
      plainForms(forms, house),
    ),
    ...found(text, 'marks', marksOf(house), (mark) => house.marks[mark]!),
    ...mixedDigits(text),
    ...straightQuotes(text, language),
    ...found(text, 'tatweel', /\u0640+/g, () => ''),
    ...found(text, 'spaces', /[ \u00a0]{2,}/g, () => ' '),
    ...found(
      text,
      'space-before',
      /(?<=\S)[ \u00a0]+(?=[۔،؛؟])|(?<=[\p{L}\p{N}"'”’)])[ \u00a0]+(?=[,;:.!?](?:\s|$))/gu,
      () => '',
    ),
    ...found(text, 'space-after', /(?<=\p{L}\p{M}*[۔،؛؟])(?=\p{L})/gu, () => ' '),
  ].sort((a, b) => a.from - b.from);
}

/** The text with these findings repaired. */
export function repaired(text: string, findings: Finding[]): string {
  return findings.toReversed().reduce((out, { from, to, text: put }) => out.slice(0, from) + put + out.slice(to), text);
}

function found(text: string, repair: Repair, pattern: RegExp | null, put: (match: string) => string): Finding[] {
  if (!pattern) return [];
  return [...text.matchAll(pattern)].map((match) => ({
    repair,
    from: match.index,
    to: match.index + match[0].length,
    text: put(match[0]),
  }));
}

function lettersOf({ letters }: House): RegExp | null {
  const all = Object.keys(letters).join('');
  return all ? new RegExp(`[${all}]`, 'g') : null;
}

/** The shapes of letters that printing programs leave in a text, as letters. Blessings in one sign are no such shapes. */
function plainForms(forms: string, { letters }: House): string {
  return [...forms.normalize('NFKC')].map((letter) => letters[letter] ?? letter).join('');
}

/** Marks of another script right after a word of this one. A full stop in Urdu is one only before a space or the end. */
function marksOf({ marks }: House): RegExp | null {
  const all = Object.keys(marks).join('');
  return all ? new RegExp(`(?<=\\p{Script=Arabic}\\p{M}*)[${all}](?=\\s|$|[”“’‘)])`, 'gu') : null;
}

function mixedDigits(text: string): Finding[] {
  const own = text.match(/[۰-۹٠-٩]/g)?.length ?? 0;
  const ascii = text.match(/[0-9]/g)?.length ?? 0;
  if (own === 0 || (ascii === 0 && !(/[۰-۹]/.test(text) && /[٠-٩]/.test(text)))) return [];
  return found(text, 'digits', /[۰-۹٠-٩]+/g, (digits) =>
    digits.replace(/./g, (digit) => `${digit.charCodeAt(0) & 15}`),
  );
}

function straightQuotes(text: string, language: string): Finding[] {
  let before = '';
  let at = 0;
  return found(text, 'quotes', /["']/g, (quote) => quote).map((finding) => {
    before += text.slice(at, finding.from);
    at = finding.to;
    const put = typed(before, finding.text, language)!.text;
    before += put;
    return { ...finding, text: put };
  });
}
