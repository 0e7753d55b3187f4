import { oneLine } from './letters.ts';
import { addressIn, besideAddress } from './link-page.ts';

/** What a page lets see: a film that is over, or a stream that goes on for as long as somebody sends. */
export interface Seen {
  what: 'video' | 'live';
  address: string;
}

const FILM_FILE = /\.(?:mp4|m4v|webm|ogv|mov|wmv|flv|avi|3gp)$/i;
const STREAM_FILE = /\.m3u8$/i;
/** Where other sites show one film, by host and path; their channels and front pages are none. */
const FILM_PAGES = [
  /^(?:www\.|m\.)?youtube(?:-nocookie)?\.com\/(?:watch\?(?:.*&)?v=|(?:embed|v|shorts|live)\/[\w-])/i,
  /^youtu\.be\/[\w-]/i,
  /^(?:www\.|player\.)?vimeo\.com\/(?:video\/)?\d/i,
  /^(?:www\.)?dailymotion\.com\/(?:embed\/|swf\/)?video\/\w/i,
  /^(?:www\.|m\.|web\.)?facebook\.com\/(?:[^/]+\/videos\/|watch\/?\?|video\.php\?)/i,
];
const CALLED_FILM =
  /^(?:watch|videos?|film)\b|\bvideos?\s*[)\]]?$|\bvideo (?:message|clip|report|highlights)\b|^(?:ویڈیو|وڊيو|فلم)(?!\p{L})|(?<!\p{L})(?:ویڈیو|وڊيو)(?:\s*[)\]]?$| پیغام| پيغام)/iu;
const CALLED_LIVE =
  /\b(?:web|internet|online) ?tv\b|\blive (?:stream(?:ing)?|broadcast|telecast|transmission|coverage|tv)\b|\bwatch (?:it )?live\b|^live$|ویب ?ٹی ?وی|براہ ?راست (?:نشریات|نشر|دیکھ)|ويب ?ٽي ?وي|سڌ(?:ي|يون) نشريات/iu;
/** What is said of a film beside it. A longer text stands for itself, and a film at its foot belongs to it. */
const FEW_WORDS = 240;
const LABEL_WORDS = 3;

/**
 * The film or stream that a page is about; null where it shows none, or has one beside a text. `embedded` are the films
 * within an HTML page: such a page may show the newest one beside every text, so there the title has to say it as well.
 */
export function seenOn(title: string, lines: string[], embedded: string[]): Seen | null {
  const addresses = lines.flatMap((line) => addressIn(oneLine(line)) ?? []);
  const isShort = wordsBeside(lines).join(' ').length < FEW_WORDS;
  const stream = addresses.find((one) => STREAM_FILE.test(new URL(one).pathname));
  const film = addresses.find(isFilm);
  const other = addresses.find((one) => !isFilm(one));
  if (stream && (isShort || CALLED_LIVE.test(title))) return { what: 'live', address: stream };
  if (other && isShort && CALLED_LIVE.test(title)) return { what: 'live', address: other };
  if (film && (isShort || CALLED_FILM.test(title))) return { what: 'video', address: film };
  return embedded[0] && CALLED_FILM.test(title) ? { what: 'video', address: embedded[0] } : null;
}

/** Whether one film is seen at this address. */
export function isFilm(address: string): boolean {
  const { host, pathname, search } = new URL(address);
  return FILM_FILE.test(pathname) || FILM_PAGES.some((page) => page.test(`${host}${pathname}${search}`));
}

/** The lines without those that only lead to this address, or to any: `Watch: https://…`. */
export function wordsBeside(lines: string[], address?: string): string[] {
  return lines.filter((line) => {
    const found = addressIn(oneLine(line));
    const leads = found !== null && (address === undefined || found === address);
    return !leads || besideAddress(oneLine(line))!.split(' ').length > LABEL_WORDS;
  });
}
