/** Dates as the old site printed them, in three languages. Every function answers ISO days or null; no clock is read. */

const MONTHS: string[][] = [
  ['january', 'jan', 'جنوری'],
  ['february', 'feb', 'فروری', 'فیبروری', 'فیبرری'],
  ['march', 'mar', 'مارچ'],
  ['april', 'apr', 'اپریل'],
  ['may', 'مئی', 'مئ'],
  ['june', 'jun', 'جون'],
  ['july', 'jul', 'جولائی', 'جولاءِ', 'جولاء'],
  ['august', 'aug', 'اگست', 'آگسٽ'],
  ['september', 'sept', 'sep', 'ستمبر', 'سیپٽمبر'],
  ['october', 'oct', 'اکتوبر', 'آڪٽوبر'],
  ['november', 'nov', 'نومبر'],
  ['december', 'dec', 'دسمبر', 'ڊسمبر', 'ڊسیمبر'],
];
const MONTH_OF = new Map(MONTHS.flatMap((names, index) => names.map((name) => [name, index + 1] as const)));
const MONTH = [...MONTH_OF.keys()].sort((a, b) => b.length - a.length).join('|');
const GAP = String.raw`[\s.,،۔-]{0,4}`;
const YEAR = String.raw`(\d{4})(?!\d)\s?[ءئع]?`;

/** The three shapes, over text that `plain` has made; each gives day, month and year under their own groups. */
const SHAPES: { source: string; order: [number, number, number] }[] = [
  { source: String.raw`(\d{1,2})(?:st|nd|rd|th)?${GAP}(${MONTH})\.?${GAP}${YEAR}`, order: [3, 2, 1] },
  { source: String.raw`(${MONTH})\.?\s{0,2}(\d{1,2})(?:st|nd|rd|th)?${GAP}(?<!\d)${YEAR}`, order: [3, 1, 2] },
  { source: String.raw`(\d{1,2})[-.](\d{1,2})[-.]${YEAR}`, order: [3, 2, 1] },
];

/** A date at the beginning of `text`, and how many characters it takes; `date` is null for a day that never was. */
export function dateAtStart(text: string): { date: string | null; length: number } | null {
  const folded = plain(text);
  for (const { source, order } of SHAPES) {
    const match = new RegExp(`^${source}`).exec(folded);
    if (match) {
      const [year, month, day] = order.map((group) => match[group]!) as [string, string, string];
      return {
        date: isoDay(Number(year), MONTH_OF.get(month) ?? Number(month), Number(day)),
        length: match[0].trimEnd().length,
      };
    }
  }
  return null;
}

/** Where in `text` the first date begins that has no letter or digit right before it; -1 for none. */
export function findDate(text: string): number {
  const folded = plain(text);
  const starts = SHAPES.map(
    ({ source }) => new RegExp(String.raw`(?<![\p{L}\p{N}])(?:${source})`, 'u').exec(folded)?.index ?? -1,
  );
  const found = starts.filter((start) => start >= 0);
  return found.length > 0 ? Math.min(...found) : -1;
}

/** `2/8/2016 1`: month, day, year; what stands behind is passed over. Null where there was no such day. */
export function monthDayYear(text: string): string | null {
  const match = /^(\d{1,2})\/(\d{1,2})\/(\d{4})(?!\d)/.exec(text.trim());
  return match ? isoDay(Number(match[3]), Number(match[1]), Number(match[2])) : null;
}

/** `3/4/2024 11:17:13 PM` as `2024-03-04T23:17:13`, the zone unknown; null for anything else. */
export function captureClock(line: string): string | null {
  const match = /^\s*(\d{1,2}\/\d{1,2}\/\d{4}) (\d{1,2}):(\d\d):(\d\d) ([AP])M\s*$/.exec(line);
  const day = match && monthDayYear(match[1]!);
  if (!match || !day) return null;
  const hour = (Number(match[2]) % 12) + (match[5] === 'P' ? 12 : 0);
  return `${day}T${String(hour).padStart(2, '0')}:${match[3]}:${match[4]}`;
}

export function isoDay(year: number, month: number, day: number): string | null {
  const date = new Date(Date.UTC(year, month - 1, day));
  const exists = date.getUTCMonth() === month - 1 && date.getUTCDate() === day && date.getUTCFullYear() === year;
  return exists ? date.toISOString().slice(0, 10) : null;
}

/** Letters and digits that mean the same in a date, one character for one, so that positions stay. */
function plain(text: string): string {
  return text.replace(/[A-Zيىك٠-٩۰-۹\u00a0\u200e\u200f]/g, (character) => {
    if (character >= 'A' && character <= 'Z') return character.toLowerCase();
    if (/\d|[٠-٩۰-۹]/.test(character)) return String(character.charCodeAt(0) & 15);
    return { ك: 'ک', ي: 'ی', ى: 'ی' }[character] ?? ' ';
  });
}
