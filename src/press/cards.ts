import { type Html, html } from '../base/html.ts';
import { kinds } from '../kinds/index.ts';
import { type Kind, kindWords } from '../kinds/kind.ts';
import type { Language } from '../languages/language.ts';
import type { Release } from '../record/release.ts';
import { type Card, card } from '../theme/card/card.ts';
import type { Setting } from '../theme/setting.ts';
import { dateOf, type Edition } from './catalogue.ts';
import { faceOf, pictureOf, type Source, sectionTitle } from './frame.ts';
import { shownOf } from './shown.ts';

export function cards(source: Source, editions: Edition[], here: Setting, level: 2 | 3 | 4 = 2): Html {
  return html`<div class="cards">${editions.map((edition) => card(cardOf(source, edition, here.language), here, level))}</div>`;
}

export function cardOf(source: Source, edition: Edition, language: Language): Card {
  const { current } = edition;
  const { words } = language;
  const withdrawn = current.event === 'withdraw';
  return {
    title: current.title,
    address: current.path,
    eyebrow: eyebrowOf(source, edition, language),
    summary: withdrawn ? '' : current.summary,
    date: dayOf(source, edition),
    mark: withdrawn ? words.withdrawn : current.event === 'correct' ? words.corrected : null,
    picture: withdrawn ? null : pictureOf(faceOf(current), '7rem'),
    foreign: kinds.get(current.kind)!.theirs,
  };
}

/** What stands over a card's title, or the section where the kind names nothing itself. */
function eyebrowOf(source: Source, edition: Edition, language: Language): string {
  const kind = kinds.get(edition.current.kind)!;
  return ownEyebrow(source, edition, kind, language) || (kind.dated ? sectionTitle(source, kind.id, language) : '');
}

/** What a kind says of itself over the title. */
export function ownEyebrow(source: Source, edition: Edition, kind: Kind, language: Language): string {
  const { current } = edition;
  if (kind.eyebrow && current.event !== 'withdraw') return kind.eyebrow(shownOf(source, edition, current.path));
  return eyebrow(kind, current, language);
}

function eyebrow(kind: Kind, { fields }: Pick<Release, 'fields'>, language: Language): string {
  const words = kindWords(kind, language);
  return Object.entries(kind.fields)
    .filter(([, field]) => field.show === 'eyebrow')
    .map(([id]) => fields[id])
    .filter((value): value is string => typeof value === 'string' && value !== '')
    .map((value) => words.choices?.[value] ?? value)
    .join(' · ');
}

function dayOf(source: Source, edition: Edition): string | null {
  const kind = kinds.get(edition.current.kind)!;
  const own = kind.day && edition.current.event !== 'withdraw';
  const day = own ? kind.day!(shownOf(source, edition, edition.current.path)) : null;
  return day ?? (kind.dated ? dateOf(edition) : null);
}
