import { clockOf, dayOf } from '../base/dates.ts';
import type { Language } from './language.ts';

export type Numerals = 'ascii' | 'native';

/** ASCII digits in `text` become the script's own where the masthead asks for them. */
export function digits(text: string | number, language: Language, numerals: Numerals): string {
  if (numerals === 'ascii') return String(text);
  return String(text).replace(/[0-9]/g, (digit) => [...language.digits][Number(digit)]!);
}

/** `14 November 2020`, and with a time also `, 16:30 (UTC+5)`. */
export function formatDate(iso: string, language: Language, numerals: Numerals): string {
  const date = digits(language.date(dayOf(iso)), language, numerals);
  const clock = clockOf(iso);
  if (!clock) return date;
  const zone = digits(language.words.zone(clock.offset), language, numerals);
  // The zone is isolated: its plus sign would otherwise jump to the other side in right-to-left text.
  return `${date}${language.comma}${digits(`${clock.hour}:${clock.minute}`, language, numerals)} (\u2066${zone}\u2069)`;
}

/** `November 2020` of `2020-11`. */
export function formatMonth(yearMonth: string, language: Language, numerals: Numerals): string {
  const [year, month] = yearMonth.split('-').map(Number);
  return digits(language.month({ year: year!, month: month! }), language, numerals);
}

/** Compares by the language's own alphabet; marks are passed over, what the alphabet does not know comes last. */
export function compareIn(language: Language): (a: string, b: string) => number {
  const order = new Map(language.alphabet.map((letter, index) => [letter, index]));
  // Some letters are written with two characters: Sindhi جھ is one letter, not ج and ھ.
  const longestFirst = [...language.alphabet].sort((a, b) => b.length - a.length);
  const letters = new RegExp(`${longestFirst.join('|')}|.`, 'gsu');
  const key = (text: string) =>
    (text.toLowerCase().normalize('NFC').replace(/\p{M}/gu, '').match(letters) ?? []).map(
      (letter) => order.get(letter) ?? order.get(letter.normalize('NFD')[0]!) ?? 1000 + letter.codePointAt(0)!,
    );
  return (a, b) => {
    const [left, right] = [key(a), key(b)];
    for (let i = 0; i < Math.min(left.length, right.length); i++) {
      if (left[i] !== right[i]) return left[i]! - right[i]!;
    }
    return left.length - right.length || (a < b ? -1 : a > b ? 1 : 0);
  };
}
