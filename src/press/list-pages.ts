import { type Child, type Html, html } from '../base/html.ts';
import { kinds } from '../kinds/index.ts';
import { type Kind, kindOfSection, kindWords } from '../kinds/kind.ts';
import type { Language } from '../languages/language.ts';
import type { Json } from '../record/release.ts';
import { archive } from '../theme/archive/archive.ts';
import { type Card, card } from '../theme/card/card.ts';
import { gate } from '../theme/gate/gate.ts';
import { heading } from '../theme/heading.ts';
import type { LanguageLink } from '../theme/languages/languages.ts';
import { podcast } from '../theme/podcast/podcast.ts';
import { releases } from '../theme/releases/releases.ts';
import type { Setting } from '../theme/setting.ts';
import { cardOf, cards } from './cards.ts';
import {
  byAlphabet,
  type Edition,
  monthsOf,
  newestFirst,
  newestOf,
  partiesOf,
  personAddress,
  rankIn,
  type Shelf,
  type Stamp,
  type Tombstone,
  tagAddress,
} from './catalogue.ts';
import {
  absolute,
  editionLinks,
  framed,
  languageOf,
  mastheadOf,
  type Source,
  sectionTitle,
  setting,
  siteLanguages,
  tagLabel,
} from './frame.ts';
import { releaseLine } from './history-page.ts';
import { inLanguage } from './in-language.ts';
import { hasEpisodes, podcastAddress, podcastData } from './podcast.ts';
import { sectionOf } from './shown.ts';

/** How many of the newest stand on a page that has archives behind it. */
const NEWEST = 20;
const ON_HOME = 13;

export function homePage(source: Source, language: Language): string {
  const address = `${language.id}/`;
  const here = setting(source, address, language);
  const [first, ...rest] = newestOf(source.catalogue.shelves.get(address), ON_HOME);
  const name = inLanguage(mastheadOf(source).names, language, mastheadOf(source));
  return framed(source, address, language, {
    title: name,
    description: inLanguage(mastheadOf(source).mottos, language, mastheadOf(source)),
    alternates: siteLanguages(source).map(({ id }) => ({
      language: id,
      url: absolute(source, `${id}/`),
    })),
    main: html`<h1 class="skip">${name}</h1>${first ? html`<div class="lead">${card(wide(cardOf(source, first, language)), here, 2)}</div>${cards(source, rest, here)}` : empty(language)}`,
  });
}

export function gatePage(source: Source): string {
  const masthead = mastheadOf(source);
  const [language] = siteLanguages(source);
  const doors = siteLanguages(source).map((door) => ({
    language: door,
    name: inLanguage(masthead.names, door, masthead),
    latest: newestOf(source.catalogue.shelves.get(`${door.id}/`), 5).map(({ current }) => ({
      title: current.title,
      address: current.path,
    })),
  }));
  const name = inLanguage(masthead.names, language!, masthead);
  return framed(source, '', language!, {
    title: name,
    main: html`<h1 class="skip">${name}</h1>${gate({ doors }, setting(source, '', language!))}`,
  });
}

/**
 * A section: the newest and the years of a dated kind, all by alphabet of the others, or as its kind lists it. Null for one
 * that the masthead does not name and that nothing stands in.
 */
export function sectionPage(source: Source, kind: Kind, language: Language): string | null {
  const address = `${language.id}/${kind.section}/`;
  if (!sectionExists(source, kind, language)) return null;
  const isEmpty = !source.catalogue.isOpen(kind, language.id);
  return framed(source, address, language, {
    title: sectionTitle(source, kind.id, language),
    section: kind.id,
    editions: isNamed(source, kind) ? inAllLanguages(source, kind) : undefined,
    scripts: kind.list && kind.scripts,
    structured: isEmpty ? undefined : listSchemaOrg(source, kind, language),
    main: [
      html`<h1>${sectionTitle(source, kind.id, language)}</h1>`,
      wayToHear(source, kind, language, address),
      isEmpty ? html`<p>${kindWords(kind, language).none}</p>` : listOf(source, kind, language, address),
    ],
  });
}

function listSchemaOrg(source: Source, kind: Kind, language: Language): Record<string, Json> | undefined {
  const heard = podcastData(source, kind, language);
  if (!kind.listSchemaOrg) return heard ? { '@context': 'https://schema.org', ...heard } : undefined;
  const { all, section } = sectionOf(source, kind, language);
  return { '@context': 'https://schema.org', ...kind.listSchemaOrg(all, section) };
}

function wayToHear(source: Source, kind: Kind, language: Language, address: string): Child {
  if (!hasEpisodes(source, kind, language)) return null;
  const feed = podcastAddress(kind, language);
  return podcast({ feed, url: absolute(source, feed) }, setting(source, address, language));
}

function listOf(source: Source, kind: Kind, language: Language, address: string): Child {
  const shelf = source.catalogue.shelves.get(address);
  const here = setting(source, address, language);
  if (kind.list) {
    const { all, section } = sectionOf(source, kind, language);
    return [kind.list(all, section), kind.dated && !kind.listsAll && years(shelf, address, here)];
  }
  if (kind.dated) return [cards(source, newestOf(shelf, NEWEST), here), years(shelf, address, here)];
  return cards(source, byAlphabet(shelf, language), here);
}

/** Whether there is a page of this section: the masthead names it, or something stands in it. */
export function sectionExists(source: Source, kind: Kind, { id }: Language): boolean {
  return isNamed(source, kind) || (source.catalogue.shelves.get(`${id}/${kind.section}/`)?.size ?? 0) > 0;
}

function inAllLanguages(source: Source, kind: Kind): LanguageLink[] {
  return siteLanguages(source).map((language) => ({ language, address: `${language.id}/${kind.section}/` }));
}

function isNamed(source: Source, kind: Kind): boolean {
  return mastheadOf(source).sections.some((section) => section.kind === kind.id);
}

/** The texts on a subject; null when none is left, for then there is no page. */
export function tagPage(source: Source, tag: string, language: Language): string | null {
  const address = tagAddress(language.id, tag);
  const title = tagLabel(source, tag, language);
  return shelfPage(
    source,
    address,
    language,
    title,
    html`<p class="eyebrow">${language.words.tag}</p><h1>${title}</h1>`,
  );
}

/** Who somebody is, and all that names them. */
export function personPage(source: Source, number: string, language: Language): string | null {
  const address = personAddress(language.id, number);
  const profile = source.catalogue.edition(number, language.id);
  const name = profile?.current.title ?? printedName(source, number, address);
  if (name === null) return null;
  const here = setting(source, address, language);
  const head = profile
    ? html`<h1>${name}</h1><div class="lead">${card(wide({ ...cardOf(source, profile, language), title: language.words.profile }), here, 2)}</div><h2>${language.words.namedIn(name)}</h2>`
    : html`<h1>${name}</h1><p>${language.words.namedIn(name)}</p>`;
  const none = profile ? html`<p>${language.words.empty}</p>` : null;
  const level = profile ? 3 : 2;
  return shelfPage(source, address, language, name, head, none, (editions) => byKind(source, editions, level, here));
}

/** Under the name of each section, in the order of the navigation, the newest first. */
function byKind(source: Source, editions: Edition[], level: 2 | 3, here: Setting): Child {
  const order = mastheadOf(source).sections.map(({ kind }) => kind);
  const groups = [...Map.groupBy(editions, ({ current }) => current.kind)];
  return groups
    .sort(([a], [b]) => rankIn(order, a) - rankIn(order, b))
    .map(([kind, some]) => {
      const title = heading(level, sectionTitle(source, kind, here.language));
      return html`<section>${title}${cards(source, some, here, level === 2 ? 3 : 4)}</section>`;
    });
}

/** The name as the newest text prints it. */
function printedName({ catalogue }: Source, number: string, address: string): string | null {
  const [newest] = newestOf(catalogue.shelves.get(address), 1);
  const parties = newest ? partiesOf(newest.current) : [];
  return parties.find((party) => party.number === number)?.name ?? null;
}

function shelfPage(
  source: Source,
  address: string,
  language: Language,
  title: string,
  head: Html,
  none: Child = null,
  draw?: (editions: Edition[]) => Child,
): string | null {
  const shelf = source.catalogue.shelves.get(address);
  const newest = newestOf(shelf, NEWEST);
  if (newest.length === 0 && none === null) return null;
  const here = setting(source, address, language);
  return framed(source, address, language, {
    title,
    main: [
      head,
      newest.length ? [draw ? draw(newest) : cards(source, newest, here), years(shelf, address, here)] : none,
    ],
  });
}

/** One year of a shelf, month by month; null when it holds nothing. */
export function yearPage(source: Source, shelfAddress: string, year: string, language: Language): string | null {
  const address = `${shelfAddress}${year}/`;
  const shelf = source.catalogue.shelves.get(shelfAddress);
  const months = monthsOf(shelf).filter((month) => month.startsWith(year));
  if (months.length === 0) return null;
  const here = setting(source, address, language);
  const name = shelfTitle(source, shelfAddress, language);
  const periods = months.map((month) => ({
    title: here.month(month),
    address: `${address}${month.slice(5)}/`,
    count: shelf!.get(month)!.size,
  }));
  const title = `${name} · ${here.number(year)}`;
  return framed(source, address, language, {
    title,
    editions: elsewhere(source, shelfAddress),
    main: html`<p class="eyebrow"><a href="${here.link(shelfAddress)}">${name}</a></p><h1>${here.number(year)}</h1>${archive({ title: language.words.archive, periods }, here)}`,
  });
}

/** All of one month of a shelf, newest first; null when it holds nothing. */
export function monthPage(source: Source, shelfAddress: string, month: string, language: Language): string | null {
  const [year, twoDigits] = month.split('-');
  const address = `${shelfAddress}${year}/${twoDigits}/`;
  const editions = source.catalogue.shelves.get(shelfAddress)?.get(month);
  if (!editions) return null;
  const here = setting(source, address, language);
  const name = shelfTitle(source, shelfAddress, language);
  return framed(source, address, language, {
    title: `${name} · ${here.month(month)}`,
    editions: elsewhere(source, shelfAddress),
    main: html`<p class="eyebrow"><a href="${here.link(shelfAddress)}">${name}</a> · <a href="${here.link(`${shelfAddress}${year}/`)}">${here.number(year!)}</a></p><h1>${here.month(month)}</h1>${cards(source, newestFirst(editions), here, 2)}`,
  });
}

/** Every edition and release of an item, under its citation number. */
export function citationPage(source: Source, number: string): string {
  const editions = source.catalogue.editionsOf(number);
  const tombstones = source.catalogue.tombstonesOf(number);
  const kind = editions[0]?.current.kind;
  const id = editions[0]?.current.language ?? tombstones[0]!.language;
  const language = kind === 'masthead' ? siteLanguages(source)[0]! : languageOf(id);
  const address = `${number}/`;
  const here = setting(source, address, language);
  return framed(source, address, language, {
    title: number,
    editions: kind === 'masthead' ? undefined : editionLinks(source, editions),
    main: html`<p class="eyebrow">${language.words.citation}</p><h1><bdi>${number}</bdi></h1>${editions.map((edition) => editionHistory(source, edition, here))}${tombstones.map((tombstone) => tombstoneHistory(source, tombstone, here))}`,
  });
}

/** Of an erased edition the name of its language, and its title only where another release holds it. */
function tombstoneHistory(source: Source, { last, language: id, releases: stamps }: Tombstone, here: Setting): Html {
  const own = languageOf(id);
  const title = last?.path ? html`<a href="${here.link(last.path)}">${last.title}</a>` : html`${own.name}`;
  return html`<section><h2 lang="${own.id}" dir="${own.direction}">${title}</h2>${historyList(source, stamps, here)}</section>`;
}

function historyList(source: Source, stamps: Stamp[], here: Setting): Html {
  return releases(stamps.map((stamp) => releaseLine(source, stamp)).reverse(), here);
}

function editionHistory(source: Source, edition: Edition, here: Setting): Html {
  const { current, releases: stamps } = edition;
  const own = languageOf(current.language);
  const title = current.path ? html`<a href="${here.link(current.path)}">${current.title}</a>` : html`${current.title}`;
  return html`<section><h2 lang="${own.id}" dir="${own.direction}">${title}</h2>${historyList(source, stamps, here)}</section>`;
}

export function notFoundPage(source: Source, address: string, language: Language): string {
  const here = setting(source, address, language);
  return framed(source, address, language, {
    title: language.words.notFoundTitle,
    canonical: false,
    main: html`<h1>${language.words.notFoundTitle}</h1><p>${language.words.notFoundText}</p><p><a href="${here.link(`${language.id}/`)}">${language.words.home}</a></p>`,
  });
}

/** A small static page at an older address; the server answers 301 for it, any other host shows it. */
export function redirectPage(source: Source, address: string, edition: Edition): string {
  const { path, language: id, title } = edition.current;
  const language = languageOf(id);
  const to = setting(source, address, language).link(path);
  return html`<!doctype html><html lang="${id}" dir="${language.direction}"><meta http-equiv="refresh" content="0; url=${to}"><meta charset="utf-8"><link rel="canonical" href="${absolute(source, path)}"><title>${title}</title><p>${language.words.movedTo} <a href="${to}">${title}</a></p></html>
`.value;
}

function wide(card: Card): Card {
  return { ...card, picture: card.picture && { ...card.picture, width: '(width > 50rem) 40rem, 100vw' } };
}

function years(shelf: Shelf | undefined, address: string, here: Setting): Html | null {
  const counts = new Map<string, number>();
  for (const month of monthsOf(shelf)) {
    const year = month.slice(0, 4);
    counts.set(year, (counts.get(year) ?? 0) + shelf!.get(month)!.size);
  }
  const periods = [...counts].map(([year, count]) => ({
    title: here.number(year),
    address: `${address}${year}/`,
    count,
  }));
  return archive({ title: here.language.words.archive, periods }, here);
}

function shelfTitle(source: Source, address: string, language: Language): string {
  const [, section, id] = address.split('/');
  if (section === 'tags') return tagLabel(source, id!, language);
  if (section === 'people' && id)
    return source.catalogue.edition(id, language.id)?.current.title ?? printedName(source, id, address) ?? id;
  const kind = kindOfSection(kinds.values(), section);
  return sectionTitle(source, kind?.id ?? section!, language);
}

/** In other languages an archive page may not exist, and must not be asked for here: a section that the masthead names does. */
function elsewhere(source: Source, shelfAddress: string): LanguageLink[] | undefined {
  const [here, section] = shelfAddress.split('/');
  const kind = kindOfSection(kinds.values(), section);
  if (!kind || !isNamed(source, kind)) return undefined;
  return inAllLanguages(source, kind).map((link) =>
    link.language.id === here ? { ...link, address: shelfAddress } : link,
  );
}

function empty(language: Language): Html {
  return html`<p>${language.words.empty}</p>`;
}
