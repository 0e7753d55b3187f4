import { useTranslation } from 'react-i18next';
import { clockOf } from '../../base/dates.ts';
import { digits, formatDate, formatMonth } from '../../languages/format.ts';
import type { Language } from '../../languages/language.ts';
import { useDesk } from './me.ts';
import { useLanguage } from './words/index.ts';

/** How dates, times and numbers are said in the interface's language. */
export interface Format {
  /** As it is written: `14 November 2020`, or `14 November 2020, 16:30 (UTC+5)`. */
  date(iso: string): string;
  /** A moment by the organisation's clock: `14 November 2020, 16:30 (UTC+5)`. */
  time(iso: string): string;
  /** The same moment by the reader's own clock; null where both clocks agree. */
  ownTime(iso: string): string | null;
  /** `14 November 2020`: the day on which a moment falls at the organisation. */
  day(iso: string): string;
  /** `16:30` at the organisation. */
  clock(iso: string): string;
  /** `3 hours ago`; a day and more is said as a date. */
  ago(iso: string): string;
  /** `November 2020` of `2020-11`. */
  month(yearMonth: string): string;
  number(n: number): string;
  /** `1.2 MB` */
  bytes(n: number): string;
  /** The moment as the organisation writes it, with its offset: `2020-11-14T16:30:00+05:00`. */
  inZone(iso: string): string;
  zone: { id: string; offset: string };
}

export function useFormat(): Format {
  const language = useLanguage();
  const { t } = useTranslation();
  const zone = useDesk()?.zone ?? { id: 'UTC', offset: '+00:00' };
  return formatOf(language, zone, t);
}

export function formatOf(language: Language, zone: Format['zone'], t: (key: string) => string): Format {
  const inZone = (iso: string) => shifted(iso, offsetAt(iso, zone));
  const say = (iso: string) => formatDate(iso, language, 'ascii');
  const day = (iso: string) => say(inZone(iso).slice(0, 10));
  return {
    date: say,
    time: (iso) => say(inZone(iso)),
    ownTime: (iso) => {
      const own = shifted(iso, ownOffset(iso));
      return own === inZone(iso) ? null : say(own);
    },
    day,
    clock: (iso) => {
      const clock = clockOf(inZone(iso));
      return clock ? `${clock.hour}:${clock.minute}` : '';
    },
    ago: (iso) => ago(iso, language, t) ?? day(iso),
    month: (yearMonth) => formatMonth(yearMonth, language, 'ascii'),
    number: (n) => digits(n, language, 'ascii'),
    bytes: (n) => bytes(n),
    inZone,
    zone,
  };
}

function ago(iso: string, { words }: Language, t: (key: string) => string): string | null {
  const minutes = Math.floor((Date.now() - Date.parse(iso)) / 60_000);
  if (minutes < 1) return t('shell.justNow');
  if (minutes < 60) return words.verify.ago(minutes, String(minutes), 'minute');
  const hours = Math.floor(minutes / 60);
  return hours < 24 ? words.verify.ago(hours, String(hours), 'hour') : null;
}

function bytes(n: number): string {
  const units = ['B', 'kB', 'MB', 'GB'];
  const power = Math.min(Math.floor(Math.log10(Math.max(n, 1)) / 3), units.length - 1);
  const value = n / 1000 ** power;
  // Isolated: the Latin unit would otherwise change places with the number in right-to-left text.
  return `\u2066${power > 0 && value < 10 ? value.toFixed(1) : Math.round(value)} ${units[power]}\u2069`;
}

/** `+05:00` at that moment; where the browser does not know the zone, the one that the masthead names. */
function offsetAt(iso: string, { id, offset }: Format['zone']): string {
  try {
    const parts = new Intl.DateTimeFormat('en', { timeZone: id, timeZoneName: 'longOffset' }).formatToParts(
      new Date(iso),
    );
    const said = parts.find(({ type }) => type === 'timeZoneName')!.value.replace('GMT', '');
    return said === '' ? '+00:00' : said;
  } catch {
    return offset;
  }
}

function ownOffset(iso: string): string {
  const minutes = -new Date(iso).getTimezoneOffset();
  const [hours, rest] = [Math.floor(Math.abs(minutes) / 60), Math.abs(minutes) % 60];
  return `${minutes < 0 ? '-' : '+'}${String(hours).padStart(2, '0')}:${String(rest).padStart(2, '0')}`;
}

function shifted(iso: string, offset: string): string {
  const [, sign, hours, minutes] = /^([+-])(\d\d):(\d\d)$/.exec(offset)!;
  const shift = (Number(hours) * 60 + Number(minutes)) * (sign === '-' ? -1 : 1);
  const moved = new Date(Date.parse(iso) + shift * 60_000).toISOString();
  return `${moved.slice(0, 19)}${offset}`;
}
