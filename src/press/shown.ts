import { html, raw } from '../base/html.ts';
import { kinds } from '../kinds/index.ts';
import { type Kind, kindWords, type Passage, type Section, type Shown } from '../kinds/kind.ts';
import type { Language } from '../languages/language.ts';
import { card } from '../theme/card/card.ts';
import { wordDifferences } from '../verify/differences.ts';
import { cardOf } from './cards.ts';
import { byAlphabet, drawing, type Edition, inOrder, type Shelf } from './catalogue.ts';
import {
  absolute,
  languageOf,
  mastheadOf,
  mediaAddress,
  pictureOf,
  type Source,
  sectionTitle,
  setting,
} from './frame.ts';
import { inLanguage } from './in-language.ts';
import { besideBody } from './page-body.ts';

/** An edition as its kind's own drawing sees it, on the page at `address`. */
export function shownOf(source: Source, edition: Edition, address: string): Shown {
  const { current } = edition;
  const language = languageOf(current.language);
  const masthead = mastheadOf(source);
  return {
    release: current,
    words: kindWords(kinds.get(current.kind)!, language),
    here: setting(source, address, language),
    medium(sha256) {
      const medium = current.media.find((one) => one.sha256 === sha256);
      const size = medium?.sizes.find((one) => one.sha256 === medium.sha256);
      if (!medium || !size) return null;
      return { ...medium, address: mediaAddress(size), type: size.type, bytes: () => source.mediaBytes(size.sha256) };
    },
    picture: pictureOf,
    absolute: (target) => absolute(source, target),
    organisation: inLanguage(masthead.names, language, masthead),
    body: () => source.release(edition.releases.at(-1)!.sha256).body,
    other(number, id) {
      const other = source.catalogue.edition(number, id);
      return other && other.current.event !== 'withdraw' ? passageOf(source, other, address) : null;
    },
    drawnBy: () =>
      drawing(source.catalogue, current)
        .filter((other) => other.current.language === current.language && other.current.event !== 'withdraw')
        .map((other) => passageOf(source, other, address)),
    compare: wordDifferences,
  };
}

/** An edition's text, for the page at `address`. */
function passageOf(source: Source, { current, releases }: Edition, address: string): Passage {
  const { sha256 } = releases.at(-1)!;
  const language = languageOf(current.language);
  return {
    release: current,
    sha256,
    language,
    body: () => source.release(sha256).body,
    markup: () => raw(besideBody(source.release(sha256), setting(source, address, language))),
  };
}

/**
 * A kind's section in a language, as its own drawing sees it: its editions by their numbers, or by alphabet where they are not
 * dated; the withdrawn ones left out.
 */
export function sectionOf(source: Source, kind: Kind, language: Language): { all: Shown[]; section: Section } {
  const address = `${language.id}/${kind.section}/`;
  const here = setting(source, address, language);
  const masthead = mastheadOf(source);
  const editions = new Map(
    standing(source.catalogue.shelves.get(address), kind, language).map((one) => [one.current.number, one]),
  );
  const section: Section = {
    title: sectionTitle(source, kind.id, language),
    address,
    here,
    words: kindWords(kind, language),
    absolute: (target) => absolute(source, target),
    organisation: inLanguage(masthead.names, language, masthead),
    cards: (some) =>
      html`<div class="cards">${some.map(({ release }) => card(cardOf(source, editions.get(release.number)!, language), here, 2))}</div>`,
  };
  return { all: [...editions.values()].map((edition) => shownOf(source, edition, address)), section };
}

function standing(shelf: Shelf | undefined, kind: Kind, language: Language): Edition[] {
  const all = kind.dated ? inOrder(shelf) : byAlphabet(shelf, language);
  return all.filter(({ current }) => current.event !== 'withdraw');
}
