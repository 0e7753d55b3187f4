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
  const shown = url.replace(/^https?:\/\//, '');
  return html`<aside class="podcast" aria-label="${words.podcast.title}"><b>${words.podcast.title}</b> <span>${words.podcast.how}</span> <a href="${link(feed)}" type="application/rss+xml"><bdi dir="ltr">${shown}</bdi></a></aside>`;
}
