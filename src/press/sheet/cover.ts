import { Resvg } from '@resvg/resvg-js';
import type { Language } from '../../languages/language.ts';
import { cuttable } from './card.ts';
import { emblemImage, type Typesetter } from './typesetter.ts';

export interface CoverInput {
  organisation: string;
  /** Of the section. */
  title: string;
  language: Language;
  emblem: Buffer | null;
}

const MAIN = `#import "/cover.typ": cover
#cover(data)
`;
/** In pt, largest first. */
const NAME = [104, 92, 80, 68, 56, 46];
const SECTION = [140, 124, 108, 92, 76, 60];

/** The picture of a podcast: PNG, 1400 × 1400. The same input gives the same bytes on any machine. */
export function cover(typesetter: Typesetter, { organisation, title, language, emblem: bytes }: CoverInput): Buffer {
  const emblem = emblemImage(bytes);
  const tall = language.font.lineHeight > 2;
  const data = {
    voice: typesetter.voice(language),
    // The words of Nastaliq stand higher over their line than its box says.
    headroom: tall ? 80 : 30,
    emblem: emblem?.path ?? null,
    name: { title: organisation, parts: cuttable(organisation), sizes: NAME },
    section: { title, parts: cuttable(title), sizes: SECTION },
  };
  const svg = typesetter.svg({ main: MAIN, data, images: [emblem] });
  return new Resvg(svg, { font: { loadSystemFonts: false } }).render().asPng();
}
