import { Feed, type Item } from 'feed';
import { instant } from '../base/dates.ts';
import { escapeHtml, html, raw } from '../base/html.ts';
import { kinds } from '../kinds/index.ts';
import { theirWords } from '../kinds/kind.ts';
import { type FieldLine, lineText } from '../languages/field-lines.ts';
import type { Language } from '../languages/language.ts';
import { dateOf, type Edition, newestOf } from './catalogue.ts';
import { bodyAfar, directed, withoutControls } from './feed-parts.ts';
import { absolute, mastheadOf, type Source, sectionTitle, setting, tagLabel } from './frame.ts';
import { inLanguage } from './in-language.ts';
import { ownLines } from './text-files.ts';
import { verifyAddress } from './verify-page.ts';

const ENTRIES = 20;
const FORMATS = { 'feed.xml': 'rss2', 'feed.atom': 'atom1', 'feed.json': 'json1' } as const;

export type FeedFile = keyof typeof FORMATS;
export const FEED_FILES = Object.keys(FORMATS) as FeedFile[];

/** The newest of a shelf as RSS 2.0, Atom 1.0 or JSON Feed 1.1, with their whole texts. */
export function feed(source: Source, shelf: string, kindId: string | null, file: FeedFile, language: Language): string {
  const masthead = mastheadOf(source);
  const editions = newestOf(source.catalogue.shelves.get(shelf), ENTRIES);
  const name = inLanguage(masthead.names, language, masthead);
  const title = kindId ? `${name} – ${sectionTitle(source, kindId, language)}` : name;
  const out = new Feed({
    id: absolute(source, shelf),
    link: absolute(source, shelf),
    title,
    description: inLanguage(masthead.mottos, language, masthead) || title,
    language: language.id,
    generator: 'Daftar',
    copyright: name,
    author: { name, link: absolute(source, '') },
    // Without anything in it the feed is as old as the masthead; the library would stamp the clock.
    updated: new Date(Math.max(...editions.map(updated), instant(source.catalogue.masthead!.edition.current.released))),
    feedLinks: {
      rss: absolute(source, `${shelf}feed.xml`),
      atom: absolute(source, `${shelf}feed.atom`),
      json: absolute(source, `${shelf}feed.json`),
    },
  });
  for (const edition of editions) out.addItem(FITTED[file](entry(source, edition, language), source, edition));
  const text = withoutControls(out[FORMATS[file]]());
  return `${file === 'feed.json' ? asVersion11(text, language) : text}\n`;
}

/** What the library leaves to its caller, format by format. */
const FITTED: Record<FeedFile, (item: Item, source: Source, edition: Edition) => Item> = {
  /** `author` is an e-mail address there; a name stands in `dc:creator`. */
  'feed.xml': ({ author = [], ...item }) => ({
    ...item,
    extensions: [{ name: 'dc:creator', objects: author.map(({ name }) => ({ _text: name })) as never }],
  }),
  /** The library says that titles and summaries are HTML, and writes a `<` in a label as it is. */
  'feed.atom': (item) => ({
    ...item,
    category: item.category?.map((one) => ({ ...one, name: one.name?.replaceAll('<', '‹') })),
    title: escapeHtml(item.title),
    ...(item.description && { description: escapeHtml(item.description) }),
  }),
  'feed.json': (item, source, edition) => ({
    ...item,
    extensions: [
      { name: '_daftar', objects: proofOf(source, edition) },
      { name: 'authors', objects: item.author as never },
    ],
  }),
};

/** The library writes version 1, in which a feed has no language and one author: https://www.jsonfeed.org/version/1.1/ */
function asVersion11(text: string, language: Language): string {
  const { author, items, ...feed } = JSON.parse(text);
  const entries = items.map(({ author: _, authors, ...item }: { author?: object; authors?: object[] }) => ({
    ...item,
    ...(authors && { authors }),
  }));
  const version = 'https://jsonfeed.org/version/1.1';
  return JSON.stringify({ ...feed, version, language: language.id, authors: [author], items: entries }, null, 1);
}

function entry(source: Source, edition: Edition, language: Language): Item {
  const { current, releases } = edition;
  const url = absolute(source, current.path);
  const { words } = language;
  const withdrawn = current.event === 'withdraw';
  const release = source.release(releases.at(-1)!.sha256);
  const theirs = theirWords(kinds.get(current.kind)!, language, current.fields);
  const lines = ownLines(release, setting(source, current.path, language));
  const text = bodyAfar(source, release) + linesHtml(lines);
  const content = withdrawn
    ? `<p>${words.withdrawnNotice}</p>`
    : theirs
      ? html`<p><strong>${theirs}</strong></p><blockquote>${raw(text)}</blockquote>`.value
      : text;
  const by = current.issuers.map(({ name }) => ({ name }));
  return {
    id: url,
    link: url,
    title: withdrawn ? `${words.withdrawn}: ${current.title}` : theirs ? `${theirs} ${current.title}` : current.title,
    description: withdrawn ? words.withdrawnNotice : [theirs, current.summary].filter(Boolean).join(' ') || undefined,
    content: directed(content, current.language),
    date: new Date(updated(edition)),
    published: new Date(instant(dateOf(edition))),
    ...(by.length > 0 && { author: by }),
    category: current.tags.map((tag) => ({ term: tag, name: tagLabel(source, tag, language) })),
  };
}

/** The fields that the kind's page draws, as a feed can show them. */
function linesHtml(lines: FieldLine[]): string {
  const shown = lines.map(
    (line) =>
      html`<p>${lineText(line)
        .split('\n')
        .map((text, index) => html`${index > 0 && html`<br>`}${text}`)}</p>`,
  );
  return html`${shown}`.value;
}

/** What shows without any page that the entry's text stands in the record, and how to check that. */
function proofOf(source: Source, { releases }: Edition) {
  const stamp = releases.at(-1)!;
  const { sha256, position } = stamp;
  const about = absolute(source, verifyAddress());
  return { about, release: sha256, index: position, receipt: source.receipt(stamp) };
}

/** A correction moves an entry's date, or no reader would be shown it. */
function updated(edition: Edition): number {
  const corrected = edition.releases.length > 1;
  return instant(corrected ? edition.releases.at(-1)!.released : dateOf(edition));
}
