import type { Setting } from './setting.ts';

/** A day, a month or a year, as exactly as it is known: `2020-11-14`, `2020-11`, `2020`; anything else as it was typed. */
export function partialDate(date: string, here: Setting): string {
  if (/^\d{4}-\d\d-\d\d$/.test(date)) return here.date(date);
  return /^\d{4}-\d\d$/.test(date) ? here.month(date) : here.number(date);
}

/** From when to when; open at either end: `since 2019`. Null where neither is known. */
export function term(from: string | null, to: string | null, here: Setting): string | null {
  const { words } = here.language;
  if (from && to)
    return from === to ? partialDate(from, here) : words.range(partialDate(from, here), partialDate(to, here));
  if (from) return words.since(partialDate(from, here));
  return to ? words.until(partialDate(to, here)) : null;
}
