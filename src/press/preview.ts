import { escapeHtml } from '../base/html.ts';
import { kinds } from '../kinds/index.ts';
import type { Masthead } from '../kinds/masthead.ts';
import type { Json, Release } from '../record/release.ts';
import type { Assets } from '../theme/style.ts';
import { Catalogue, type Edition, type Stamp } from './catalogue.ts';
import { absolute, languageOf, type Source, siteLanguages } from './frame.ts';
import { itemPage } from './item-page.ts';
import { homePage } from './list-pages.ts';

/** What is not released yet, as it would be. */
export interface Draft {
  release: Release;
  /** Whose front page a masthead is shown on; by default the first. */
  language?: string;
}

/** What a page asks for is had elsewhere than on the site. */
export interface Ways {
  /** Stands before the hash and the ending of a picture. */
  media: string;
  /** Stands before the names of style sheet and fonts. */
  assets: string;
  /** Stands at the top of the page. Markup. */
  notice?: string;
  /** Where given, the style sheet stands in the page itself and has this nonce. */
  nonce?: string;
}

/** Compares as later than every entry that has a receipt, and shows as what is not known. */
const NO_POSITION = '—' as unknown as number;
const NO_HASH = '0'.repeat(64);

/**
 * The very page that readers would get of a draft, from the catalogue as it stands. Made for eyes alone: without what
 * machines read of a page, and its links lead to the site.
 */
export function previewPage(source: Source, assets: Assets, draft: Draft, ways: Ways): string {
  const edition = editionOf(source.catalogue, draft.release);
  const catalogue = new WithDraft(source.catalogue, edition);
  const from: Source = {
    ...source,
    catalogue,
    release: (sha256) => (sha256 === edition.releases.at(-1)!.sha256 ? draft.release : source.release(sha256)),
  };
  const isPage = Boolean(kinds.get(draft.release.kind)?.section);
  const front =
    siteLanguages(from).find(({ id }) => id === draft.language) ?? siteLanguages(from)[0] ?? languageOf('en');
  const address = isPage ? draft.release.path : `${front.id}/`;
  const page = isPage ? itemPage(from, edition) : homePage(from, front);
  return relocated(forEyes(page), { from, assets, address, ways, edition });
}

/** Bytes of the style sheet or a font, by its name; null where there is none. */
export function assetOf({ files }: Assets, name: string): Uint8Array | null {
  return files.get(`assets/${name}`) ?? null;
}

/** What says the same as its edition's newest release, under its version, is that release. */
function editionOf(catalogue: Catalogue, release: Release): Edition {
  const { version, event, released, note } = release;
  const stamp: Stamp = {
    ...{ version, event, released, note, key: '', erased: null },
    sha256: NO_HASH,
    position: NO_POSITION,
  };
  const before = catalogue.edition(release.number, release.language)?.releases ?? [];
  const isOut = before.at(-1)?.version === version;
  return { current: release, releases: isOut ? before : [...before, stamp] };
}

/** A catalogue in which the draft stands as well. What is below it is shared, and never changed. */
class WithDraft extends Catalogue {
  #below: Catalogue;

  constructor(below: Catalogue, draft: Edition) {
    super();
    const { number, language, kind, path } = draft.current;
    Object.assign(this, below);
    this.#below = below;
    this.items = new Map([[number, new Map([...(below.items.get(number) ?? []), [language, draft]])]]);
    const shelf = `${language}/${kinds.get(kind)?.section}/`;
    // A section's first text brings it into the navigation.
    if (path && !below.shelves.get(shelf)?.size)
      this.shelves = new Map([...below.shelves, [shelf, new Map([['', new Set([draft])]])]]);
    const fields = kind === 'masthead' ? draft.current.fields : {};
    if (kind === 'masthead' || !this.masthead) this.masthead = { fields: mastheadFrom(fields), edition: draft };
  }

  override edition(number: string, language: string): Edition | undefined {
    return super.edition(number, language) ?? this.#below.edition(number, language);
  }
}

/** A masthead that is only begun still frames its page. */
function mastheadFrom(fields: Record<string, Json>): Masthead {
  const { base, languages, zone, contacts, letterhead, ...rest } = fields as unknown as Partial<Masthead>;
  const lists = { sections: [], navigation: [], channels: [], mirrors: [] };
  const byLanguage = { names: {}, mottos: {}, tags: {}, numerals: {} };
  const given = Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== null));
  return {
    ...lists,
    ...byLanguage,
    ...given,
    email: rest.email || null,
    security: rest.security ?? null,
    base: isAddress(base) ? base : 'https://example.org/',
    languages: languages?.length ? languages : ['en'],
    zone: zone ?? { id: 'UTC', offset: '+00:00' },
    contacts: (contacts ?? []).map((one) => ({
      region: one.region ?? {},
      telephone: one.telephone ?? '',
      hours: one.hours ?? {},
    })),
    letterhead: letterhead ?? { address: {} },
  };
}

function isAddress(base: string | undefined | null): base is string {
  return typeof base === 'string' && URL.canParse(base);
}

/** Search engines and messengers are told nothing of what is not out. */
function forEyes(page: string): string {
  return page
    .replace(/<link rel="(?:canonical|alternate|icon)"[^>]*>\n?/g, '')
    .replace(/<meta (?:property|name)="(?:og:|twitter:|description)[^>]*>\n?/g, '')
    .replace(/<script\b[^>]*>[\s\S]*?<\/script>\n?/g, '')
    .replace('<head>', '<head>\n<meta name="robots" content="noindex,nofollow,noarchive">');
}

interface Place {
  from: Source;
  assets: Assets;
  /** Of the page itself. */
  address: string;
  ways: Ways;
  edition: Edition;
}

const LINK = /<link rel="stylesheet" href="([^"]*)">/g;
/** Our own templates and the canonical form write every attribute in this one way. */
const ADDRESSES = / (href|src|srcset|poster)="([^"]*)"/g;

function relocated(page: string, place: Place): string {
  const { assets, ways } = place;
  const linked = page.replace(/<(a|img|source|audio|video|track)\b[^>]*>/g, (tag, name) => {
    const moved = tag.replace(ADDRESSES, (_, attribute, value) => moveAttribute(attribute, value, place));
    return name === 'a' && / href="https?:/.test(moved)
      ? `${moved.slice(0, -1)} target="_blank" rel="noopener">`
      : moved;
  });
  const styled = linked.replace(LINK, (_, sheet) => styleOf(sheet, assets, ways));
  return ways.notice ? styled.replace(/<main id="content">/, (main) => `${main}${ways.notice}`) : styled;
}

function styleOf(sheet: string, { files }: Assets, { assets, nonce }: Ways): string {
  const name = sheet.split('/').at(-1)!;
  if (!nonce) return `<link rel="stylesheet" href="${assets}${name}">`;
  const css = Buffer.from(files.get(`assets/${name}`)!)
    .toString()
    .replace(/url\((font-[\w.-]+)\)/g, (_, font) => `url(${assets}${font})`);
  return `<style nonce="${escapeHtml(nonce)}">${css}</style>`;
}

function moveAttribute(attribute: string, value: string, place: Place): string {
  if (attribute === 'srcset') {
    const moved = value.split(', ').map((one) => {
      const [address, ...rest] = one.split(' ');
      return [move(address!, place) ?? '', ...rest].join(' ');
    });
    return ` srcset="${moved.join(', ')}"`;
  }
  const moved = move(value, place);
  return moved === null ? '' : ` ${attribute}="${moved}"`;
}

/** Where an address of the page is had; null for what does not stand yet. */
function move(value: string, { from, address, ways, edition }: Place): string | null {
  if (value.startsWith('#') || /^[a-z][a-z0-9+.-]*:/i.test(value)) return value;
  const site = 'https://site.invalid/';
  const url = new URL(value.replaceAll('&amp;', '&'), `${site}${address}`);
  const target = decodeURI(url.pathname.slice(1)).replace(/(^|\/)index\.html$/, '$1');
  if (target.startsWith('media/')) return `${ways.media}${target.split('/').at(-1)}`;
  if (target.includes(NO_HASH) || isNotYet(target, edition)) return null;
  return escapeHtml(absolute(from, `${target}${url.hash}`));
}

/** A text that was never released has no page, no letter and no place under its number. */
function isNotYet(target: string, { current, releases }: Edition): boolean {
  if (releases[0]!.sha256 !== NO_HASH) return false;
  return (
    target === `${current.number}/` ||
    target.includes('····') ||
    (current.path !== '' && target.startsWith(current.path))
  );
}
