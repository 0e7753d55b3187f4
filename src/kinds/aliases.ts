import { languages } from '../languages/index.ts';
import { kinds } from './index.ts';

/** Longer names are refused by file systems; a staged file's has to fit too. */
const NAME_BYTES = 240;
const OWN_FOLDERS = new Set(['record', 'media', 'assets', 'sitemaps', 'verify']);
const OWN_FILES = new Set(['404.html', 'robots.txt', 'sitemap.xml']);
const OWN_IN_LANGUAGE = new Set(['tags', 'verify', '404.html', 'feed.xml', 'feed.atom', 'feed.json']);

/**
 * The addresses at which older links are redirected: `englishnews/41001` is answered as a folder, `news990911.htm` as the
 * file that it was. What would leave the site, or stand where the site's own pages or the record stand, is left out: an
 * alias is typed by people or comes from an import.
 */
export function aliasAddresses(aliases: string[]): string[] {
  return [...new Set(aliases.map(addressOf))].filter(isFree);
}

/** Whether this can be the name of one folder or file: it leads nowhere else and is not hidden. */
export function isPlainName(name: string): boolean {
  return /^(?!\.)[^/\\\p{Cc}]+$/u.test(name) && Buffer.byteLength(name) <= NAME_BYTES;
}

function addressOf(alias: string): string {
  const path = alias.replace(/(^|\/)index\.html$/, '$1').replace(/\/$/, '');
  return /\.\w{2,5}$/.test(path) ? path : `${path}/`;
}

function isFree(address: string): boolean {
  const names = address.replace(/\/$/, '').split('/');
  if (!names.every(isPlainName)) return false;
  const [first, second, third, fourth, ...rest] = names;
  if (OWN_FOLDERS.has(first!) || OWN_FILES.has(address) || /^[A-Z]{2}-\d{4}-\d{4,}$/.test(first!)) return false;
  if (!languages.has(first!)) return true;
  if (!second || OWN_IN_LANGUAGE.has(second)) return false;
  if (![...kinds.values()].some(({ section }) => section === second)) return true;
  // Within a section only a page's address can be an older one; a month's never.
  return /^\d{4}$/.test(third ?? '') && fourth !== undefined && !/^\d\d$/.test(fourth) && rest.length === 0;
}
