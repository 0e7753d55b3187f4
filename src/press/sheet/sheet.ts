import type { Language } from '../../languages/language.ts';
import { type CardInput, card } from './card.ts';
import { type CoverInput, cover } from './cover.ts';
import { type LetterInput, letter } from './letter.ts';
import { typesetterFor } from './typesetter.ts';

export type { CardInput } from './card.ts';
export type { CoverInput } from './cover.ts';
export { type LetterInput, letterPictures } from './letter.ts';
export type { Attachment } from './typesetter.ts';

/** What is typeset of a release rather than written as HTML. The same input gives the same bytes on any machine. */
export interface Sheets {
  /**
   * A release as a letter on A4: letterhead, text, contacts, and where to check the wording. A withdrawn edition has none:
   * the caller leaves it out.
   *
   * @throws DaftarError SHEET_NOT_SET when the typesetter refuses the text or a picture.
   */
  pdf(input: LetterInput): Buffer;
  /** The PNG by which messengers and social networks show a release, 1200 × 630 pixels. */
  socialPicture(input: CardInput): Buffer;
  /** The PNG by which podcast apps show a section, 1400 × 1400 pixels. */
  cover(input: CoverInput): Buffer;
}

/** Sheets set in the fonts of these languages: give all that Daftar knows. Opened once a process for each set. */
export async function sheetsFor(languages: Language[]): Promise<Sheets> {
  const typesetter = await typesetterFor(languages);
  return {
    pdf: (input) => typesetter.pdf(letter(typesetter, input)),
    socialPicture: (input) => card(typesetter, input),
    cover: (input) => cover(typesetter, input),
  };
}
