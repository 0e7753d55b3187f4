const REMOVED = /[\u00ad\ufeff\u202a-\u202e\u2066-\u2069]|(?![\s\u0085])\p{Cc}/gu;
const SPACES = /[\s\u0085]+/g;
const SLUG_LENGTH = 60;

/**
 * Text as the record keeps it: NFC; control characters, byte order marks, soft hyphens and bidirectional embeddings,
 * overrides and isolates taken out; white space of every kind one space; trimmed. The joiners U+200C and U+200D and the
 * marks U+200E, U+200F and U+061C stay, for they are spelling in several scripts. See specs/body.md, "Text".
 */
export function cleanText(text: string): string {
  return cleanSpaced(text).trim();
}

/** Like `cleanText`, but a space at either edge stays: for text that stands next to other text. */
export function cleanSpaced(text: string): string {
  return text.toWellFormed().replace(REMOVED, '').normalize('NFC').replace(SPACES, ' ');
}

/**
 * An address part in ASCII: lower case, hyphens, at most 60 characters cut at a hyphen. Letters come from
 * `transliteration` first, then from their Latin base; others are left out. Never empty (`untitled`) and never only
 * digits (`n-2020`), which would look like a year or a month.
 */
export function slugify(text: string, transliteration: Record<string, string>): string {
  const ascii = toAscii(cleanText(text).toLowerCase(), transliteration);
  const slug = ascii.replace(/[^a-z0-9]+/g, '-').replace(/^-+|-+$/g, '') || 'untitled';
  return cutAtHyphen(/^\d+$/.test(slug) ? `n-${slug}` : slug);
}

/** How many words a text has: runs without white space that hold a letter or a digit. */
export function words(text: string): number {
  return text.split(SPACES).filter((run) => /[\p{L}\p{N}]/u.test(run)).length;
}

/** The beginning of a text, at most `length` characters with its `…`, cut after a whole word where there is one. */
export function excerpt(text: string, length: number): string {
  const characters = [...cleanText(text)];
  if (characters.length <= length) return characters.join('');
  const room = characters.slice(0, Math.max(length - 1, 0)).join('');
  const atWordEnd = characters[length - 1] === ' ' || !room.includes(' ');
  const whole = atWordEnd ? room : room.slice(0, room.lastIndexOf(' '));
  return `${whole.replace(/[\s,;:،؛–—-]+$/u, '')}…`;
}

function toAscii(text: string, transliteration: Record<string, string>): string {
  const characters = [...text];
  let out = '';
  for (let i = 0; i < characters.length; i++) {
    const pair = transliteration[characters[i]! + (characters[i + 1] ?? '')];
    if (pair !== undefined && i + 1 < characters.length) {
      out += pair;
      i++;
    } else out += transliteration[characters[i]!] ?? latin(characters[i]!);
  }
  return out.toLowerCase();
}

function latin(character: string): string {
  const base = character.normalize('NFD').replace(/\p{M}/gu, '');
  if (/^[a-z0-9]+$/i.test(base)) return base;
  if (/^[\u0660-\u0669\u06f0-\u06f9]$/.test(base)) return String(base.charCodeAt(0) & 15);
  return /^[\p{L}\p{M}\p{Cf}\p{N}'’‘ʼ]*$/u.test(base) ? '' : '-';
}

function cutAtHyphen(slug: string): string {
  if (slug.length <= SLUG_LENGTH) return slug;
  const end = slug.lastIndexOf('-', SLUG_LENGTH);
  return slug.slice(0, end > 0 ? end : SLUG_LENGTH);
}
