import { type Html, html } from '../../base/html.ts';
import type { Setting } from '../setting.ts';

export interface Footer {
  channels: { name: string; url: string }[];
  mirrors: string[];
  feeds: { title: string; address: string }[];
  demo: boolean;
}

export function footer(props: Footer, { language, link }: Setting): Html {
  const { words } = language;
  return html`${row(
    words.channels,
    props.channels.map(({ name, url }) => html`<a href="${url}" rel="me">${name}</a>`),
  )}${row(
    words.mirrors,
    props.mirrors.map((url) => html`<a href="${url}"><bdi dir="ltr">${url.replace(/^https?:\/\/|\/$/g, '')}</bdi></a>`),
  )}${row(
    words.feeds,
    props.feeds.map(({ title, address }) => html`<a href="${link(address)}">${title}</a>`),
  )}${props.demo && html`<p><b>${words.demoNotice}</b></p>`}<p><a href="${link(`${language.id}/verify/`)}">${words.verify.title}</a> · ${words.madeWith}</p>`;
}

function row(label: string, links: Html[]): Html | null {
  return links.length === 0
    ? null
    : html`<p>${label}: ${links.map((link, index) => html`${index > 0 && ' · '}${link}`)}</p>`;
}
