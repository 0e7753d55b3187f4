import { Resvg } from '@resvg/resvg-js';
import type { Masthead } from '../../kinds/masthead.ts';
import { formatDate } from '../../languages/format.ts';
import type { Language } from '../../languages/language.ts';
import type { Release } from '../../record/release.ts';
import { inLanguage } from '../in-language.ts';
import { emblemImage, type Typesetter } from './typesetter.ts';

export interface CardInput {
  release: Release;
  language: Language;
  masthead: Masthead;
  emblem: Buffer | null;
}

const MAIN = `#import "/card.typ": card
#card(data)
`;
/** Of the title, in pt, largest first; the last sets five lines of Latin or Naskh, three of Nastaliq. */
const SIZES = { Latn: [56, 50, 45, 41], Arab: [56, 50, 45, 41, 37, 34, 30] };

/**
 * The picture by which messengers and social networks show a release: PNG, 1200 × 630. A title too long for five lines
 * ends in `…`. The same input gives the same bytes on any machine.
 */
export function card(typesetter: Typesetter, { release, language, masthead, emblem: bytes }: CardInput): Buffer {
  const emblem = emblemImage(bytes);
  const organisation = inLanguage(masthead.names, language, masthead);
  const date = (release.posted ?? release.released).slice(0, 10);
  const tall = language.font.lineHeight > 2;
  const data = {
    voice: typesetter.voice(language),
    organisation,
    // The words of Nastaliq stand higher over their line than its box says.
    headroom: tall ? 36 : 20,
    nameScale: (tall ? 1.05 : 1.28) * Math.min(1, 44 / organisation.length),
    emblem: emblem?.path ?? null,
    title: release.title,
    sizes: language.script === 'Arab' ? SIZES.Arab : SIZES.Latn,
    parts: cuttable(release.title),
    date: formatDate(date, language, masthead.numerals[language.id] ?? 'ascii'),
    number: release.number,
  };
  const svg = typesetter.svg({ main: MAIN, data, images: [emblem] });
  return new Resvg(svg, { font: { loadSystemFonts: false } }).render().asPng();
}

/** Words with the space after them; a word of more than 30 letters also comes apart within. */
export function cuttable(title: string): string[] {
  return title.match(/\S{1,30}\s*/g) ?? [];
}
