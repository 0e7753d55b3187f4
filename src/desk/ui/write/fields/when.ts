import { clockOf } from '../../../../base/dates.ts';

/** A date as people type it, in ISO: `2021-05-04`, `4.5.2021`, `4/5/2021`, in any script's digits. Null where it is none. */
export function dateOf(typed: string): string | null {
  const plain = asciiDigits(typed).trim();
  const iso = /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})$/.exec(plain);
  const dayFirst = /^(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4})$/.exec(plain);
  const [year, month, day] = iso ? iso.slice(1) : dayFirst ? dayFirst.slice(1).reverse() : [];
  if (!year || !month || !day) return null;
  const date = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  const time = new Date(`${date}T00:00:00Z`);
  return !Number.isNaN(time.getTime()) && time.toISOString().startsWith(date) ? date : null;
}

/** A time of the day as people type it: `18:30`, `6.30`. Null where it is none. */
export function clockTimeOf(typed: string): string | null {
  const [, hour, minute] = /^(\d{1,2})[:.](\d{2})$/.exec(asciiDigits(typed).trim()) ?? [];
  if (!hour || !minute || Number(hour) > 23 || Number(minute) > 59) return null;
  return `${hour.padStart(2, '0')}:${minute}`;
}

/** `2021-05-04`, with a time `2021-05-04T18:30:00+05:00`. */
export function whenOf(date: string | null, time: string | null, offset: string): string | null {
  if (!date) return null;
  return time ? `${date}T${time}:00${offset}` : date;
}

/** The day and the time of the day as they were typed, and their offset. */
export function partsOf(when: string | null): { date: string | null; time: string | null; offset: string | null } {
  if (!when) return { date: null, time: null, offset: null };
  const clock = clockOf(when);
  return {
    date: when.slice(0, 10),
    time: clock ? `${clock.hour}:${clock.minute}` : null,
    offset: clock ? clock.offset : null,
  };
}

function asciiDigits(text: string): string {
  return text.replace(/[٠-٩۰-۹]/g, (digit) => String(digit.codePointAt(0)! & 0xf));
}
