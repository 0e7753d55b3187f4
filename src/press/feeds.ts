import { instant } from '../base/dates.ts';
import { type Html, html, raw } from '../base/html.ts';
import { kinds } from '../kinds/index.ts';
import { theirWords } from '../kinds/kind.ts';
import { type FieldLine, lineText } from '../languages/field-lines.ts';
import type { Language } from '../languages/language.ts';
import { dateOf, type Edition, newestOf } from './catalogue.ts';
import { bodyAfar, directed, mailDate, xmlDocument } from './feed-parts.ts';
import { absolute, mastheadOf, type Source, sectionTitle, setting, tagLabel } from './frame.ts';
import { inLanguage } from './in-language.ts';
import { ownLines } from './text-files.ts';
import { verifyAddress } from './verify-page.ts';

const ENTRIES = 20;
const FORMATS = { 'feed.xml': rss, 'feed.atom': atom, 'feed.json': jsonFeed };

export type FeedFile = keyof typeof FORMATS;
export const FEED_FILES = Object.keys(FORMATS) as FeedFile[];

interface Channel {
  /** Of the page whose newest it holds. */
  url: string;
  title: string;
  about: string;
  organisation: string;
  base: string;
  language: Language;
  updated: string;
  entries: Entry[];
}

interface Entry {
  url: string;
  title: string;
  summary: string;
  content: string;
  published: string;
  updated: string;
  /** Who issued it, where that is not the organisation as a whole. */
  by: string[];
  tags: { id: string; label: string }[];
  proof(): object;
}

/** The newest of a shelf as RSS 2.0, Atom 1.0 or JSON Feed 1.1, with their whole texts. */
export function feed(source: Source, shelf: string, kindId: string | null, file: FeedFile, language: Language): string {
  const masthead = mastheadOf(source);
  const editions = newestOf(source.catalogue.shelves.get(shelf), ENTRIES);
  const organisation = inLanguage(masthead.names, language, masthead);
  const title = kindId ? `${organisation} – ${sectionTitle(source, kindId, language)}` : organisation;
  // Without anything in it the feed is as old as the masthead.
  const moments = [...editions.map(updated), source.catalogue.masthead!.edition.current.released];
  return FORMATS[file]({
    url: absolute(source, shelf),
    title,
    about: inLanguage(masthead.mottos, language, masthead) || title,
    organisation,
    base: absolute(source, ''),
    language,
    updated: moments.reduce((a, b) => (instant(a) < instant(b) ? b : a)),
    entries: editions.map((edition) => entryOf(source, edition, language)),
  });
}

/** https://www.rssboard.org/rss-specification */
function rss({ url, title, about, organisation, language, updated, entries }: Channel): string {
  const items = entries.map(
    (one) => html`<item>
<title>${one.title}</title>
<link>${one.url}</link>
<guid isPermaLink="false">${one.url}</guid>
<pubDate>${mailDate(one.published)}</pubDate>
${one.by.map((name) => html`<dc:creator>${name}</dc:creator>\n`)}${one.summary && html`<description>${one.summary}</description>\n`}<content:encoded>${one.content}</content:encoded>
${one.tags.map(({ label }) => html`<category>${label}</category>\n`)}</item>
`,
  );
  return xmlDocument(html`<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel>
<title>${title}</title>
<link>${url}</link>
<description>${about}</description>
<language>${language.id}</language>
<copyright>${organisation}</copyright>
<generator>Daftar</generator>
<lastBuildDate>${mailDate(updated)}</lastBuildDate>
<atom:link href="${url}feed.xml" rel="self" type="application/rss+xml"/>
${items}</channel>
</rss>`);
}

/** RFC 4287 */
function atom({ url, title, about, organisation, base, language, updated, entries }: Channel): string {
  const shown = entries.map(
    (one) => html`<entry>
<id>${one.url}</id>
<title>${one.title}</title>
<link rel="alternate" type="text/html" href="${one.url}"/>
<published>${netDate(one.published)}</published>
<updated>${netDate(one.updated)}</updated>
${one.by.map(author)}${one.summary && html`<summary>${one.summary}</summary>\n`}<content type="html">${one.content}</content>
${one.tags.map(({ id, label }) => html`<category term="${id}" label="${label}"/>\n`)}</entry>
`,
  );
  return xmlDocument(html`<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="${language.id}">
<id>${url}</id>
<title>${title}</title>
<subtitle>${about}</subtitle>
<link rel="alternate" type="text/html" href="${url}"/>
<link rel="self" type="application/atom+xml" href="${url}feed.atom"/>
<updated>${netDate(updated)}</updated>
<author><name>${organisation}</name><uri>${base}</uri></author>
<rights>${organisation}</rights>
<generator>Daftar</generator>
${shown}</feed>`);
}

function author(name: string): Html {
  return html`<author><name>${name}</name></author>\n`;
}

/** https://www.jsonfeed.org/version/1.1/ */
function jsonFeed({ url, title, about, organisation, base, language, entries }: Channel): string {
  const whole = {
    version: 'https://jsonfeed.org/version/1.1',
    title,
    home_page_url: url,
    feed_url: `${url}feed.json`,
    description: about,
    language: language.id,
    authors: [{ name: organisation, url: base }],
    items: entries.map((one) => ({
      id: one.url,
      url: one.url,
      title: one.title,
      summary: one.summary || undefined,
      content_html: one.content,
      date_published: netDate(one.published),
      date_modified: netDate(one.updated),
      authors: one.by.length > 0 ? one.by.map((name) => ({ name })) : undefined,
      tags: one.tags.map(({ label }) => label),
      _daftar: one.proof(),
    })),
  };
  return `${JSON.stringify(whole, null, 1)}\n`;
}

/** A moment as the net has it (RFC 3339), in UTC. */
function netDate(iso: string): string {
  return new Date(instant(iso)).toISOString();
}

function entryOf(source: Source, edition: Edition, language: Language): Entry {
  const { current, releases } = edition;
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
  return {
    url: absolute(source, current.path),
    title: withdrawn ? `${words.withdrawn}: ${current.title}` : theirs ? `${theirs} ${current.title}` : current.title,
    summary: withdrawn ? words.withdrawnNotice : [theirs, current.summary].filter(Boolean).join(' '),
    content: directed(content, current.language),
    published: dateOf(edition),
    updated: updated(edition),
    by: current.issuers.map(({ name }) => name),
    tags: current.tags.map((id) => ({ id, label: tagLabel(source, id, language) })),
    proof: () => proofOf(source, edition),
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
function updated(edition: Edition): string {
  const corrected = edition.releases.length > 1;
  return corrected ? edition.releases.at(-1)!.released : dateOf(edition);
}
