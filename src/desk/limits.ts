import * as z from 'zod';

/** How much can be sent at once: nothing is without end, and no number is larger than the database can hold. */
export const MOST = 2 ** 31 - 1;
/** The number of a row: of an edition, a revision, a comment. */
export const rowId = z.int().min(1).max(MOST);
/** The same in an address. */
export const rowIdInPath = z.coerce.number().int().min(1).max(MOST);
export const count = z.int().min(0).max(MOST);
/** An id, a language, a kind, a day. */
export const word = z.string().max(100);
/** A name, a title, a caption: as long as nobody writes one. */
export const sentence = z.string().max(5_000);
/** What people write in a field of several lines. */
export const paragraphs = z.string().max(100_000);
/** A whole text with its markup. Where it is too long for an edition, `TOO_LONG` says so in its own words. */
export const wholeText = z.string().max(9_000_000);
/** Of names and tags in one text. */
export const MANY = 1_000;
