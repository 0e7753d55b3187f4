import { monthOf } from '../base/dates.ts';
import { aliasAddresses } from '../kinds/aliases.ts';
import { kinds } from '../kinds/index.ts';
import { type Kind, kindOfSection } from '../kinds/kind.ts';
import type { Language } from '../languages/language.ts';
import type { ReleaseEntry } from '../record/entry.ts';
import {
  type Catalogue,
  dateOf,
  drawing,
  drawnFrom,
  type Edition,
  monthsOf,
  partiesOf,
  personAddress,
  shelvesOf,
  type Tombstone,
} from './catalogue.ts';
import { FEED_FILES, feed } from './feeds.ts';
import { languageOf, mediaAddress, type Source, siteLanguages } from './frame.ts';
import { historyAddress, historyPage } from './history-page.ts';
import { furtherPage, itemPage, pdfName } from './item-page.ts';
import {
  citationPage,
  gatePage,
  homePage,
  monthPage,
  notFoundPage,
  personPage,
  redirectPage,
  sectionExists,
  sectionPage,
  tagPage,
  yearPage,
} from './list-pages.ts';
import { coverAddress, podcast, podcastAddress } from './podcast.ts';
import { coverOf, pdfOf, socialPictureOf } from './sheets.ts';
import { sectionOf, shownOf } from './shown.ts';
import type { Content } from './site-folder.ts';
import { shardAddress, sitemapIndex, sitemapShard } from './sitemap.ts';
import { robots, securityText, textFile } from './text-files.ts';
import { tombstonePage } from './tombstone-page.ts';
import { verifyAddress, verifyPage } from './verify-page.ts';

/** What stands at one address now; null when nothing does any more. */
export type Render = (source: Source) => Content;

/**
 * Addresses of the site with what renders them. Renders for the same address are the same, but for an alias that became
 * the address of a page: there the later one holds.
 */
export type Outputs = Map<string, Render>;

/**
 * Everything on the site in which this edition shows. This one list is what makes a publication cheap and a full build
 * complete: a publication renders the list of the edition before and after, a full build the lists of all editions.
 */
export function outputsOf(edition: Edition, catalogue: Catalogue): Outputs {
  const outputs: Outputs = new Map();
  const { number, kind: kindId, language: id, aliases } = edition.current;
  outputs.set(`${number}/`, (source) => citationPage(source, number));
  addMedia(edition, outputs);
  const kind = kinds.get(kindId);
  if (!kind?.section) return outputs;

  ownFiles(edition, outputs);
  for (const address of aliasAddresses(aliases)) {
    if (!catalogue.paths.has(address)) outputs.set(address, (source) => redirect(source, address));
  }
  for (const related of [
    ...drawing(catalogue, edition.current),
    ...drawnFrom(edition).flatMap((from) => catalogue.editionsOf(from)),
  ])
    addPages(related, outputs);
  for (const sibling of catalogue.editionsOf(number)) {
    addPages(sibling, outputs);
    addShard(monthOf(dateOf(sibling)), outputs);
  }
  for (const shelf of shelvesOf(edition)) addShelf(shelf, monthOf(dateOf(edition)), id, outputs);
  for (const shelf of untitledShelves(edition, catalogue)) addWholeShelf(shelf, id, catalogue, outputs);
  if (isNamed(edition, catalogue)) addWholeShelf(personAddress(id, number), id, catalogue, outputs);
  if (kind.dated) addFeeds(`${id}/${kind.section}/`, kindId, id, outputs);
  addSectionFiles(kind, id, outputs);
  outputs.set('', gatePage);
  outputs.set('sitemap.xml', sitemapIndex);
  return outputs;
}

/** Its own page, and what its kind has below that. */
function addPages(edition: Edition, outputs: Outputs): void {
  const { path, kind } = edition.current;
  outputs.set(path, (source) => itemPage(source, edition));
  for (const name of Object.keys(kinds.get(kind)!.pages ?? {}))
    outputs.set(`${path}${name}`, (source) => furtherPage(source, edition, name));
}

/** What is left of an edition whose newest release was erased: its page, where an older release still tells the address. */
export function tombstoneOutputs(tombstone: Tombstone): Outputs {
  const { number, last } = tombstone;
  const outputs: Outputs = new Map([[`${number}/`, (source: Source) => citationPage(source, number)]]);
  if (last?.path) outputs.set(last.path, (source) => tombstonePage(source, tombstone));
  return outputs;
}

/** Where the receipt of an edition's release shows, once it stands. */
export function receiptOutputs({ number, language }: ReleaseEntry, catalogue: Catalogue): Outputs {
  const outputs: Outputs = new Map([[`${number}/`, (source: Source) => citationPage(source, number)]]);
  const edition = catalogue.edition(number, language);
  const kind = edition && kinds.get(edition.current.kind);
  if (!edition || !kind?.section) return outputs;
  provenFiles(edition, outputs);
  outputs.set(edition.current.path, (source) => itemPage(source, edition));
  if (kind.dated) {
    for (const [shelf, kindId] of [[`${language}/`, null] as const, [`${language}/${kind.section}/`, kind.id] as const])
      outputs.set(`${shelf}feed.json`, (source) => feed(source, shelf, kindId, 'feed.json', languageOf(language)));
  }
  return outputs;
}

/** What stands on the site whatever is published, once there is a masthead. */
export function fixedOutputs(source: Source): Outputs {
  const outputs: Outputs = new Map<string, Render>([
    ['', gatePage],
    ['404.html', (from) => notFoundPage(from, '404.html', siteLanguages(from)[0]!)],
    ['robots.txt', robots],
    ['sitemap.xml', sitemapIndex],
    ['.well-known/security.txt', securityText],
    ...registerOutputs(source),
  ]);
  for (const language of siteLanguages(source)) {
    const { id } = language;
    outputs.set(`${id}/`, (from) => homePage(from, language));
    outputs.set(`${id}/404.html`, (from) => notFoundPage(from, `${id}/404.html`, language));
    addFeeds(`${id}/`, null, id, outputs);
    for (const kind of kinds.values()) {
      if (!kind.section) continue;
      outputs.set(`${id}/${kind.section}/`, (from) => sectionPage(from, kind, language));
      if (kind.dated) addFeeds(`${id}/${kind.section}/`, kind.id, id, outputs);
      addSectionFiles(kind, id, outputs);
      if (kind.podcast) addCover(kind, language, outputs);
    }
  }
  return outputs;
}

/** Where the state of the log shows; it changes with every entry and every countersignature. */
export function registerOutputs(source: Source): Outputs {
  const [first] = siteLanguages(source);
  const outputs: Outputs = new Map([[verifyAddress(), (from) => verifyPage(from, verifyAddress(), first!)]]);
  for (const language of siteLanguages(source)) {
    const address = verifyAddress(language);
    outputs.set(address, (from) => verifyPage(from, address, language));
  }
  return outputs;
}

function ownFiles(edition: Edition, outputs: Outputs): void {
  const { path } = edition.current;
  outputs.set(`${path}text.txt`, (source) => textFile(source, edition));
  const kind = kinds.get(edition.current.kind)!;
  for (const [name, render] of Object.entries(kind.files ?? {})) {
    outputs.set(`${path}${name}`, (source) => (isWithdrawn(edition) ? null : render(shownOf(source, edition, path))));
  }
  provenFiles(edition, outputs);
  outputs.set(`${path}card.png`, (source) => (hasLetter(edition) ? socialPictureOf(source, edition) : null));
}

/** Files that carry receipts, or lead to them. */
function provenFiles(edition: Edition, outputs: Outputs): void {
  const pdf = `${edition.current.path}${pdfName(edition.current)}`;
  outputs.set(historyAddress(edition), (source) => historyPage(source, edition));
  outputs.set(pdf, (source) => (hasLetter(edition) ? pdfOf(source, edition) : null));
}

/** Asked when it is rendered, and not before. */
function isWithdrawn({ current }: Edition): boolean {
  return current.event === 'withdraw';
}

/** What stands under the organisation's head is its own. */
export function hasLetter(edition: Edition): boolean {
  return !isWithdrawn(edition) && !kinds.get(edition.current.kind)!.theirs;
}

/** A picture or film stands in the site as long as any edition shows it. */
function addMedia({ current }: Edition, outputs: Outputs): void {
  for (const size of current.media.flatMap(({ sizes }) => sizes)) {
    const render: Render = ({ catalogue, mediaPath }) =>
      catalogue.pictures.has(size.sha256) ? { copyOf: mediaPath(size.sha256) } : null;
    outputs.set(mediaAddress(size), render);
  }
}

function redirect(source: Source, address: string): string | null {
  const [edition] = source.catalogue.aliases.get(address) ?? [];
  return edition ? redirectPage(source, address, edition) : null;
}

/** Whether texts can name this: a person, or any other item that stands for a party. */
function isNamed({ current }: Edition, catalogue: Catalogue): boolean {
  return kinds.get(current.kind)?.isParty || catalogue.shelves.has(personAddress(current.language, current.number));
}

function addShard(month: string, outputs: Outputs): void {
  outputs.set(shardAddress(month), (source) => sitemapShard(source, month));
}

function addShelf(shelf: string, month: string, id: string, outputs: Outputs): void {
  const language = languageOf(id);
  const [, section, name] = shelf.split('/');
  if (!section) {
    outputs.set(shelf, (source) => homePage(source, language));
    addFeeds(shelf, null, id, outputs);
    return; // the front page has no archive of its own
  }
  const kind = kindOfSection(kinds.values(), section);
  if (section === 'tags') outputs.set(shelf, (source) => tagPage(source, name!, language));
  else if (name) outputs.set(shelf, (source) => personPage(source, name, language));
  else outputs.set(shelf, (source) => sectionPage(source, kind!, language));
  if (kind && !name && !kind.dated) return; // listed by alphabet
  addPeriods(shelf, month, id, outputs);
}

function addPeriods(shelf: string, month: string, id: string, outputs: Outputs): void {
  const language = languageOf(id);
  const [year, twoDigits] = month.split('-');
  outputs.set(`${shelf}${year}/`, (source) => yearPage(source, shelf, year!, language));
  outputs.set(`${shelf}${year}/${twoDigits}/`, (source) => monthPage(source, shelf, month, language));
}

/** A person's archives carry the profile's title on every page, so a new title touches them all. */
function addWholeShelf(shelf: string, id: string, catalogue: Catalogue, outputs: Outputs): void {
  const number = shelf.split('/')[2]!;
  outputs.set(shelf, (source) => personPage(source, number, languageOf(id)));
  for (const month of monthsOf(catalogue.shelves.get(shelf))) addPeriods(shelf, month, id, outputs);
}

/** Persons without a profile in this language: their pages carry the name as the newest text prints it. */
function untitledShelves({ current }: Edition, catalogue: Catalogue): string[] {
  return partiesOf(current)
    .filter(({ number }) => number !== null && !catalogue.edition(number, current.language))
    .map(({ number }) => personAddress(current.language, number!));
}

function addFeeds(shelf: string, kindId: string | null, id: string, outputs: Outputs): void {
  const language = languageOf(id);
  const kind = kindId === null ? null : kinds.get(kindId)!;
  for (const file of FEED_FILES) {
    outputs.set(`${shelf}${file}`, (source) =>
      kind && !sectionExists(source, kind, language) ? null : feed(source, shelf, kindId, file, language),
    );
  }
}

function addSectionFiles(kind: Kind, id: string, outputs: Outputs): void {
  const language = languageOf(id);
  if (kind.podcast) {
    outputs.set(podcastAddress(kind, language), (source) =>
      sectionExists(source, kind, language) ? podcast(source, kind, language) : null,
    );
  }
  for (const [name, render] of Object.entries(kind.sectionFiles ?? {})) {
    outputs.set(`${id}/${kind.section}/${name}`, (source) => {
      if (!sectionExists(source, kind, language)) return null;
      const { all, section } = sectionOf(source, kind, language);
      return render(all, section);
    });
  }
}

/** It shows nothing but what the masthead says, so a publication leaves it alone. */
function addCover(kind: Kind, language: Language, outputs: Outputs): void {
  outputs.set(coverAddress(kind, language), (source) =>
    sectionExists(source, kind, language) ? coverOf(source, kind, language) : null,
  );
}
