import { digits, formatDate, formatMonth, type Numerals } from '../languages/format.ts';
import type { Language } from '../languages/language.ts';

/** What every component knows of the page that it stands on. */
export interface Setting {
  language: Language;
  numerals: Numerals;
  /** The way from this page to an address of the site (`ur/statements/2020/slug/`), always relative. */
  link(address: string): string;
  date(iso: string): string;
  month(yearMonth: string): string;
  number(n: string | number): string;
}

/**
 * The setting of the page at `address`, or of a page that is shown at any address (404), whose links then start from
 * `root`, the base's path on its host.
 */
export function settingAt(address: string, language: Language, numerals: Numerals, root?: string): Setting {
  return {
    language,
    numerals,
    link: (target) => (root === undefined ? relative(address, target) : root + target),
    date: (iso) => formatDate(iso, language, numerals),
    month: (yearMonth) => formatMonth(yearMonth, language, numerals),
    number: (n) => digits(n, language, numerals),
  };
}

/**
 * Folders are named with their index.html: a browser that opens the site from a disk would list the folder otherwise
 * (decisions/0005).
 */
function relative(from: string, to: string): string {
  const here = from.split('/').slice(0, -1);
  const there = to.split('/');
  const file = there.pop() || 'index.html';
  let shared = 0;
  while (shared < here.length && shared < there.length && here[shared] === there[shared]) shared++;
  return [...here.slice(shared).map(() => '..'), ...there.slice(shared), file].join('/');
}
