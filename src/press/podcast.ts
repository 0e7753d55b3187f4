import { createHash } from 'node:crypto';
import { instant } from '../base/dates.ts';
import { type Html, html, raw } from '../base/html.ts';
import { type Episode, type Kind, kindWords, type SiteMedium } from '../kinds/kind.ts';
import type { Language } from '../languages/language.ts';
import type { Json } from '../record/release.ts';
import { bodyText } from './body-text.ts';
import { type Edition, newestOf } from './catalogue.ts';
import { bodyAfar, directed, mailDate, xmlDocument } from './feed-parts.ts';
import { absolute, languageOf, mastheadOf, type Source, sectionTitle } from './frame.ts';
import { inLanguage } from './in-language.ts';
import { shownOf } from './shown.ts';

/** Apps keep what they have seen: a feed of the newest is enough, and costs the same however long the archive is. */
const EPISODES = 100;

const NAMESPACES = `xmlns:atom="http://www.w3.org/2005/Atom" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd" xmlns:podcast="https://podcastindex.org/namespace/1.0"`;

export function podcastAddress(kind: Kind, { id }: Language): string {
  return `${id}/${kind.section}/podcast.xml`;
}

export function coverAddress(kind: Kind, { id }: Language): string {
  return `${id}/${kind.section}/podcast.png`;
}

/**
 * What can be heard of a section, as podcast apps read it: RSS 2.0 with the tags of Apple and of the Podcasting 2.0
 * namespace, after https://github.com/Podcast-Standards-Project/PSP-1-Podcast-RSS-Specification. Media are those that the
 * section's pages play.
 */
export function podcast(source: Source, kind: Kind, language: Language): string {
  const masthead = mastheadOf(source);
  const organisation = inLanguage(masthead.names, language, masthead);
  const { email } = masthead;
  const heard = episodesOf(source, kind, language);
  const self = absolute(source, podcastAddress(kind, language));
  const section = absolute(source, `${language.id}/${kind.section}/`);
  const title = titleOf(source, kind, language);
  const cover = absolute(source, coverAddress(kind, language));
  const channel = html`<channel>
<title>${title}</title>
<link>${section}</link>
<description>${aboutOf(source, kind, language)}</description>
<language>${language.id}</language>
<copyright>${organisation}</copyright>
<generator>Daftar</generator>
<lastBuildDate>${mailDate(newest(source, heard))}</lastBuildDate>
<atom:link href="${self}" rel="self" type="application/rss+xml"/>
<image><url>${cover}</url><title>${title}</title><link>${section}</link></image>
<itunes:image href="${cover}"/>
<itunes:category text="${kind.podcast!.category}"/>
<itunes:explicit>false</itunes:explicit>
<itunes:author>${organisation}</itunes:author>
${email && html`<itunes:owner><itunes:name>${organisation}</itunes:name><itunes:email>${email}</itunes:email></itunes:owner>\n`}<itunes:type>episodic</itunes:type>
<podcast:guid>${podcastGuid(self)}</podcast:guid>
${email && html`<podcast:locked owner="${email}">no</podcast:locked>\n`}${heard.map((one) => item(source, one))}</channel>`;
  return xmlDocument(html`<rss version="2.0" ${raw(NAMESPACES)}>\n${channel}\n</rss>`);
}

/** The section's page as data: https://schema.org/PodcastSeries; null where nothing can be heard. */
export function podcastData(source: Source, kind: Kind, language: Language): Record<string, Json> | null {
  if (!hasEpisodes(source, kind, language)) return null;
  return {
    '@type': 'PodcastSeries',
    name: titleOf(source, kind, language),
    description: aboutOf(source, kind, language),
    url: absolute(source, `${language.id}/${kind.section}/`),
    webFeed: absolute(source, podcastAddress(kind, language)),
    inLanguage: language.id,
  };
}

export function hasEpisodes(source: Source, kind: Kind, language: Language): boolean {
  return kind.podcast !== undefined && episodesOf(source, kind, language).length > 0;
}

interface Heard {
  edition: Edition;
  episode: Episode;
}

/** Newest first. */
function episodesOf(source: Source, kind: Kind, language: Language): Heard[] {
  const shelf = `${language.id}/${kind.section}/`;
  return newestOf(source.catalogue.shelves.get(shelf), EPISODES)
    .filter(({ current }) => current.event !== 'withdraw')
    .flatMap((edition) =>
      kind.podcast!.episodes(shownOf(source, edition, shelf)).map((episode) => ({ edition, episode })),
    )
    .sort((a, b) => instant(b.episode.day) - instant(a.episode.day))
    .slice(0, EPISODES);
}

function titleOf(source: Source, kind: Kind, language: Language): string {
  const masthead = mastheadOf(source);
  return `${inLanguage(masthead.names, language, masthead)} – ${sectionTitle(source, kind.id, language)}`;
}

function aboutOf(source: Source, kind: Kind, language: Language): string {
  const masthead = mastheadOf(source);
  const about = kindWords(kind, language).says?.podcast ?? '';
  return about.replace('{organisation}', inLanguage(masthead.names, language, masthead));
}

/** Without an episode the podcast is as old as the masthead: the press knows no clock. */
function newest({ catalogue }: Source, heard: Heard[]): string {
  const released = heard.map(({ edition }) => edition.releases.at(-1)!.released);
  return released.sort().at(-1) ?? catalogue.masthead!.edition.current.released;
}

function item(source: Source, { edition, episode }: Heard): Html {
  const { current } = edition;
  const { part, title, summary, by, day, file, others, seconds } = episode;
  const guid = [current.number, current.language, part].filter(Boolean).join('-');
  const url = absolute(source, current.path);
  const author = languageOf(current.language).list(by);
  return html`<item>
<title>${title}</title>
<link>${url}</link>
<guid isPermaLink="false">${guid}</guid>
<pubDate>${mailDate(day)}</pubDate>
<description>${summary || title}</description>
${text(source, edition, episode)}<enclosure url="${absolute(source, file.address)}" length="${source.mediaLength(file.sha256)}" type="${file.type}"/>
${others.map((other) => alternative(source, other))}${seconds !== null && html`<itunes:duration>${seconds}</itunes:duration>\n`}${author && html`<itunes:author>${author}</itunes:author>\n`}<itunes:episodeType>full</itunes:episodeType>
<itunes:explicit>false</itunes:explicit>
</item>
`;
}

function alternative(source: Source, { address, type, sha256 }: SiteMedium): Html {
  return html`<podcast:alternateEnclosure type="${type}" length="${source.mediaLength(sha256)}"><podcast:source uri="${absolute(source, address)}"/></podcast:alternateEnclosure>\n`;
}

/** What is heard, to be read: beside the episode, and in it where it is the item's own text. */
function text(source: Source, { current, releases }: Edition, { transcript }: Episode): Html | null {
  if (transcript === null) return null;
  const language = languageOf(current.language);
  if (transcript !== 'text') return transcriptAt(absolute(source, transcript.address), transcript.type, language);
  const release = source.release(releases.at(-1)!.sha256);
  if (bodyText(release.body).trim() === '') return null;
  const words = directed(bodyAfar(source, release), language.id);
  return html`<content:encoded>${words}</content:encoded>\n${transcriptAt(absolute(source, `${current.path}text.txt`), 'text/plain', language)}`;
}

function transcriptAt(url: string, type: string, { id }: Language): Html {
  return html`<podcast:transcript url="${url}" type="${type}" language="${id}"/>\n`;
}

const NAMESPACE = Buffer.from('ead4c236bf5858c6a2c6a6b28d128cb6', 'hex');

/** UUID version 5 of a feed's address (RFC 9562), in the namespace that all podcasts share. */
export function podcastGuid(feed: string): string {
  const name = feed.replace(/^https?:\/\//, '').replace(/\/+$/, '');
  const hash = createHash('sha1').update(NAMESPACE).update(name).digest().subarray(0, 16);
  hash[6] = (hash[6]! & 0x0f) | 0x50;
  hash[8] = (hash[8]! & 0x3f) | 0x80;
  return hash.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}
