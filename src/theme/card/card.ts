import { type Html, html } from '../../base/html.ts';
import { heading } from '../heading.ts';
import { type Picture, picture } from '../picture/picture.ts';
import type { Setting } from '../setting.ts';

export interface Card {
  title: string;
  address: string;
  eyebrow: string;
  summary: string;
  /** ISO; null where the kind is not dated. */
  date: string | null;
  /** Shown beside the date: corrected, withdrawn. */
  mark: string | null;
  picture: Picture | null;
  /** The words are somebody else's. */
  foreign?: boolean;
}

/** An item in a list. `level` is the heading level that fits the list. */
export function card(props: Card, setting: Setting, level: 2 | 3 | 4 = 3): Html {
  const link = html`<a href="${setting.link(props.address)}">${props.title}</a>`;
  return html`<article class="${props.foreign ? 'card foreign' : 'card'}">${props.picture && picture(props.picture, setting)}${heading(level, link)}<p class="meta">${line(props, setting)}</p>${props.summary && html`<p>${props.summary}</p>`}</article>`;
}

function line({ eyebrow, date, mark }: Card, setting: Setting): Html[] {
  const parts = [
    eyebrow && html`${eyebrow}`,
    date && html`<time datetime="${date}">${setting.date(date.slice(0, 10))}</time>`,
    mark && html`<b>${mark}</b>`,
  ].filter((part): part is Html => Boolean(part));
  return parts.map((part, index) => (index ? html` · ${part}` : part));
}
