import { html } from '../base/html.ts';
import { type Edition, monthsOf } from './catalogue.ts';
import { absolute, type Source } from './frame.ts';
import { alternates } from './item-page.ts';

const HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n';

/** https://www.sitemaps.org/protocol.html: one shard a month, so that a publication never rewrites the old ones. */
export function sitemapIndex(source: Source): string {
  const { months } = source.catalogue;
  const shards = monthsOf(months)
    .filter((month) => standing(months.get(month)).length > 0)
    .map(
      (month) =>
        html`<sitemap><loc>${absolute(source, shardAddress(month))}</loc><lastmod>${lastModified(months.get(month)!)}</lastmod></sitemap>\n`,
    );
  return `${HEAD}${html`<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n${shards}</sitemapindex>\n`}`;
}

export function shardAddress(month: string): string {
  return `sitemaps/${month}.xml`;
}

/** The editions of one month with their alternates in other languages; null when none stands. */
export function sitemapShard(source: Source, month: string): string | null {
  const editions = standing(source.catalogue.months.get(month));
  if (editions.length === 0) return null;
  const urls = editions
    .sort((a, b) => (a.current.path < b.current.path ? -1 : 1))
    .map((edition) => url(source, edition));
  return `${HEAD}${html`<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml">\n${urls}</urlset>\n`}`;
}

/** What search engines should find: a withdrawn edition keeps its page and no more. */
function standing(editions: Set<Edition> | undefined): Edition[] {
  return [...(editions ?? [])].filter(({ current }) => current.event !== 'withdraw');
}

function url(source: Source, edition: Edition) {
  const { current, releases } = edition;
  const links = alternates(source, source.catalogue.editionsOf(current.number));
  return html`<url><loc>${absolute(source, current.path)}</loc><lastmod>${releases.at(-1)!.released}</lastmod>${links.map(
    (link) => html`<xhtml:link rel="alternate" hreflang="${link.language}" href="${link.url}"/>`,
  )}</url>\n`;
}

function lastModified(editions: Set<Edition>): string {
  return [...editions]
    .map(({ releases }) => releases.at(-1)!.released)
    .sort()
    .at(-1)!;
}
