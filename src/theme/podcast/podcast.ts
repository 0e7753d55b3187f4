import { type Html, html } from '../../base/html.ts';
import type { Setting } from '../setting.ts';

export interface Podcast {
  /** In the site. */
  feed: string;
  /** In full, to be copied. */
  url: string;
}

/** How to hear a section in an app for podcasts: its address, to be opened or copied. */
export function podcast({ feed, url }: Podcast, { link, language: { words } }: Setting): Html {
  const [host, ...rest] = url.replace(/^https?:\/\//, '').split('/');
  const shown = html`${host}${rest.map((part) => html`/<wbr>${part}`)}`;
  return html`<aside class="podcast" aria-label="${words.podcast.title}"><p><b>${words.podcast.title}</b> <span>${words.podcast.how}</span></p><p><a href="${link(feed)}" type="application/rss+xml"><bdi dir="ltr">${shown}</bdi></a></p></aside>`;
}
