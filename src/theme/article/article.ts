import { type Child, type Html, html } from '../../base/html.ts';
import { type Picture, picture } from '../picture/picture.ts';
import type { Setting } from '../setting.ts';

export interface Article {
  eyebrow: string;
  title: string;
  summary: string;
  /** As printed: `London, 14 November 2020:`. */
  dateline: string;
  /** Each time named for what it is: posted, dated, released. */
  times: { label: string; iso: string }[];
  lead: { picture: Picture; caption: string; credit: string } | null;
  notices: Child;
  /** What the kind draws over the text: a player, a programme. */
  above?: Child;
  /** Canonical markup of the text; null when it was withdrawn. */
  body: Html | null;
  /** Facts, citation, anything that follows the text. */
  after: Child;
}

/** One edition of one item: what its page is for. */
export function article(props: Article, setting: Setting): Html {
  const { eyebrow, title, summary, notices, above, body, after } = props;
  return html`<article><header>${eyebrow && html`<p class="eyebrow">${eyebrow}</p>`}<h1>${title}</h1>${summary && html`<p class="summary">${summary}</p>`}<p class="meta">${times(props, setting)}</p></header>${notices}${lead(props, setting)}${above}${
    hasText(props) &&
    html`<div class="prose">${props.dateline && html`<p class="dateline">${props.dateline}</p>`}${body}</div>`
  }${after}</article>`;
}

/** A kind may do without a text. */
function hasText({ body, dateline }: Article): boolean {
  return body !== null && (body.value !== '' || dateline !== '');
}

function times({ times }: Article, { date }: Setting): Html[] {
  return times.map(
    ({ label, iso }, index) => html`${index > 0 && ' · '}${label} <time datetime="${iso}">${date(iso)}</time>`,
  );
}

function lead({ lead, body }: Article, setting: Setting): Html | null {
  if (!lead || !body) return null;
  return html`<figure class="leading">${picture({ ...lead.picture, first: true }, setting)}${
    (lead.caption || lead.credit) &&
    html`<figcaption>${lead.caption} ${lead.credit && html`<small>${lead.credit}</small>`}</figcaption>`
  }</figure>`;
}
