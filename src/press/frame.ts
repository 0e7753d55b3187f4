import { type Child, type Html, html } from '../base/html.ts';
import { kinds } from '../kinds/index.ts';
import { kindWords } from '../kinds/kind.ts';
import type { Masthead } from '../kinds/masthead.ts';
import { languages } from '../languages/index.ts';
import type { Language } from '../languages/language.ts';
import type { Json, Medium, Release } from '../record/release.ts';
import { contacts } from '../theme/contacts/contacts.ts';
import { footer } from '../theme/footer/footer.ts';
import { type LanguageLink, languageSwitcher } from '../theme/languages/languages.ts';
import { mastheadBar } from '../theme/masthead/masthead.ts';
import { type Page, page } from '../theme/page/page.ts';
import type { Picture } from '../theme/picture/picture.ts';
import type { Register } from '../theme/register/register.ts';
import { type Setting, settingAt } from '../theme/setting.ts';
import type { Catalogue, Edition, Stamp } from './catalogue.ts';
import { inLanguage } from './in-language.ts';
import type { Sheets } from './sheet/sheet.ts';
import type { Refusal } from './sheets.ts';

/** What pages are made from: the catalogue, the texts of the record, and the theme's style sheet. */
export interface Source {
  catalogue: Catalogue;
  /** The whole release behind an edition's current state or any older one. */
  release(sha256: string): Release;
  /** The same to the byte. */
  releaseBytes(sha256: string): Uint8Array;
  /** The record's own. */
  policy: string;
  /** Where the bytes of a medium stand in the record. */
  mediaPath(sha256: string): string;
  /** Read whole: for the pictures of letters, and what a press kit packs. */
  mediaBytes(sha256: string): Buffer;
  /** In bytes, without reading them. */
  mediaLength(sha256: string): number;
  sheetsFor(markup: string): string[];
  /** Addresses of the theme's scripts, by component. */
  scripts: Record<string, string>;
  sheets: Sheets;
  /** The state of the log, for the one page that shows it. */
  log: Register;
  verifierScript: string;
  /** The receipt of a release, its text; null where it does not stand yet. */
  receipt(release: { sha256: string; position: number }): string | null;
  /** How many entries of the log, from the first one on, have their receipts. */
  receipts: number;
  /** Told of every sheet in whose place a plainer one stands. */
  refused(refusal: Refusal): void;
}

/** The content of one page, to be framed by what the masthead puts around it. */
export interface Content {
  title: string;
  description?: string;
  main: Child;
  /** Where this page stands in the other languages; without it the switcher leads to the front pages. */
  editions?: LanguageLink[];
  /** Absolute alternates for search engines. */
  alternates?: Page['alternates'];
  section?: string;
  canonical?: boolean;
  socialPicture?: string;
  structured?: Record<string, Json>;
  /** Components whose scripts make this page handier. */
  scripts?: string[];
  type?: Page['type'];
}

/** The masthead's fields; the press is never run without one. */
export function mastheadOf({ catalogue }: Source): Masthead {
  return catalogue.masthead!.fields;
}

export function languageOf(id: string): Language {
  return languages.get(id) ?? languages.get('en')!;
}

/** The languages that the masthead names and this version of Daftar knows. */
export function siteLanguages(source: Source): Language[] {
  return mastheadOf(source)
    .languages.map((id) => languages.get(id))
    .filter((language) => language !== undefined);
}

export function setting(source: Source, address: string, language: Language): Setting {
  const { numerals, base } = mastheadOf(source);
  const root = address.endsWith('404.html') ? new URL(base).pathname.replace(/\/?$/, '/') : undefined;
  return settingAt(address, language, numerals[language.id] ?? 'ascii', root);
}

export function absolute(source: Source, address: string): string {
  return mastheadOf(source).base.replace(/\/?$/, '/') + address;
}

export function tagLabel(source: Source, tag: string, language: Language): string {
  const masthead = mastheadOf(source);
  return inLanguage(masthead.tags[tag] ?? { [language.id]: tag }, language, masthead);
}

export function sectionTitle(source: Source, kindId: string, language: Language): string {
  const masthead = mastheadOf(source);
  const titles = masthead.sections.find(({ kind }) => kind === kindId)?.titles;
  const kind = kinds.get(kindId);
  return titles?.[language.id] ?? (kind ? kindWords(kind, language).many : kindId);
}

/** The whole page at `address`. */
export function framed(source: Source, address: string, language: Language, content: Content): string {
  const here = setting(source, address, language);
  const masthead = mastheadOf(source);
  const site = inLanguage(masthead.names, language, masthead);
  const feeds = feedsOf(address, content, language);
  const main = html`${content.main}`;
  return page(
    {
      title: content.title,
      site,
      description: content.description ?? '',
      canonical: content.canonical === false ? null : absolute(source, address),
      alternates: content.alternates ?? [],
      feeds,
      socialPicture: content.socialPicture ?? null,
      structured: content.structured ?? null,
      type: content.type ?? 'website',
      styleSheets: source.sheetsFor(main.value),
      scripts: (content.scripts ?? []).map((name) => source.scripts[name]!),
      icon: emblem(source, 0),
      switcher: languageSwitcher(content.editions ?? frontPages(source), here),
      masthead: bar(source, here, site, content.section),
      main,
      contacts: contacts(pressContacts(masthead, language), here),
      footer: footer(
        { channels: channelsIn(masthead, language), mirrors: masthead.mirrors, feeds, demo: source.catalogue.demo },
        here,
      ),
    },
    here,
  );
}

function frontPages(source: Source): LanguageLink[] {
  return siteLanguages(source).map((language) => ({ language, address: `${language.id}/` }));
}

function feedsOf(address: string, { section }: Content, language: Language): Page['feeds'] {
  const kind = section ? kinds.get(section) : undefined;
  const isOfSection = kind !== undefined && address !== `${language.id}/`;
  const folder = isOfSection && kind.dated ? `${language.id}/${kind.section}/` : `${language.id}/`;
  const podcast = isOfSection && kind.podcast ? `${language.id}/${kind.section}/podcast.xml` : null;
  return [
    { title: 'RSS', type: 'application/rss+xml', address: `${folder}feed.xml` },
    { title: 'Atom', type: 'application/atom+xml', address: `${folder}feed.atom` },
    { title: 'JSON', type: 'application/feed+json', address: `${folder}feed.json` },
    ...(podcast ? [{ title: language.words.podcast.title, type: 'application/rss+xml', address: podcast }] : []),
  ];
}

function channelsIn(masthead: Masthead, language: Language): { name: string; url: string }[] {
  return masthead.channels.map(({ name, titles, url }) => ({
    name: inLanguage(titles ?? {}, language, masthead) || name,
    url,
  }));
}

function bar(source: Source, here: Setting, name: string, section: string | undefined): Html {
  const { language } = here;
  const masthead = mastheadOf(source);
  const sections = masthead.sections
    .filter(({ kind }) => sectionAddress(source, kind, language) !== null)
    .map(({ kind }) => ({
      title: sectionTitle(source, kind, language),
      address: sectionAddress(source, kind, language)!,
      here: kind === section,
    }));
  const pages = masthead.navigation.flatMap(({ item }) => navigationEntry(source, item, language) ?? []);
  return mastheadBar(
    {
      name,
      motto: inLanguage(masthead.mottos, language, masthead),
      emblem: emblem(source, 0),
      navigation: [...sections, ...pages],
    },
    here,
  );
}

/** Null for a section that has nothing in this language: it is left out of the navigation. */
function sectionAddress({ catalogue }: Source, kindId: string, language: Language): string | null {
  const kind = kinds.get(kindId);
  return catalogue.isOpen(kind, language.id) ? `${language.id}/${kind!.section}/` : null;
}

function navigationEntry({ catalogue }: Source, number: string, language: Language) {
  const edition = catalogue.edition(number, language.id);
  if (!edition || edition.current.event === 'withdraw') return null;
  return { title: edition.current.title, address: edition.current.path, here: false };
}

function pressContacts(masthead: Masthead, language: Language) {
  const regions = masthead.contacts.map(({ region, telephone, hours }) => ({
    region: inLanguage(region, language, masthead),
    telephone,
    hours: inLanguage(hours, language, masthead),
  }));
  return { regions, email: masthead.email };
}

/** Address of the emblem's size number `index` (0 is the smallest). */
function emblem({ catalogue }: Source, index: number): string | null {
  const medium = catalogue.masthead!.edition.current.media.find(({ role }) => role === 'emblem');
  const size = medium && bySize(medium)[index];
  return size ? mediaAddress(size) : null;
}

const EXTENSIONS: Record<string, string> = {
  'image/jpeg': 'jpg',
  'image/png': 'png',
  'image/webp': 'webp',
  'image/avif': 'avif',
  'image/gif': 'gif',
  'audio/mpeg': 'mp3',
  'audio/mp4': 'm4a',
  'audio/ogg': 'ogg',
  'audio/wav': 'wav',
  'audio/webm': 'weba',
  'video/mp4': 'mp4',
  'video/quicktime': 'mov',
  'video/webm': 'webm',
  'text/vtt': 'vtt',
  'application/pdf': 'pdf',
};

/** In the site a medium has an ending, so that any static host names its type rightly. */
export function mediaAddress({ sha256, type }: { sha256: string; type: string }): string {
  return `media/${sha256.slice(0, 2)}/${sha256}.${EXTENSIONS[type] ?? 'bin'}`;
}

/** Null where the receipt of this release does not stand yet, or the release does not stand any more. */
export function receiptAddress({ receipts }: Source, { sha256, position, erased }: Stamp): string | null {
  return position < receipts && !erased ? `record/receipts/${sha256.slice(0, 2)}/${sha256}.tlog-proof` : null;
}

function bySize(medium: Medium): Medium['sizes'] {
  return [...medium.sizes].sort((a, b) => a.width - b.width);
}

/** The picture that stands for a text: above it, on its card, in search engines. */
export function leadOf({ media }: Pick<Release, 'media'>): Medium | undefined {
  return media.find(({ role }) => role === 'lead' || role === 'portrait');
}

/** The picture that stands for it, on cards and in data. */
export function faceOf(release: Omit<Release, 'body'>): Medium | undefined {
  return kinds.get(release.kind)?.face?.(release) ?? leadOf(release);
}

export function pictureOf(medium: Medium | undefined, width: string): Picture | null {
  if (!medium) return null;
  return {
    alt: medium.alt,
    width,
    sizes: bySize(medium).map((size) => ({ address: mediaAddress(size), width: size.width, height: size.height })),
  };
}

/** The way to an edition's page from anywhere, or null where there is none. */
export function editionLinks(source: Source, editions: Edition[]): LanguageLink[] {
  return siteLanguages(source).map((language) => ({
    language,
    address: editions.find(({ current }) => current.language === language.id)?.current.path ?? null,
  }));
}

export function people(parties: Release['people'], language: Language, here: Setting): Html[] {
  return parties.map(({ number, name, role }, index) => {
    const shown = number ? html`<a href="${here.link(`${language.id}/people/${number}/`)}">${name}</a>` : html`${name}`;
    const words = language.words.roles[role] ?? role;
    return html`${index > 0 && html`<br>`}${shown}${words && html` (${words})`}`;
  });
}
