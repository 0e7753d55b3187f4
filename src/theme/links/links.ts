import { type Child, type Html, html } from '../../base/html.ts';
import { bareAddress, hostOf } from '../../base/web-address.ts';
import type { Setting } from '../setting.ts';

/** One thing that stands elsewhere, or on a page of ours, as a directory names it. */
export interface LinkEntry {
  title: string;
  /** Where it stands; null where our own page holds it. */
  address: string | null;
  /** Its language, by the name that it gives itself. */
  language: { tag: string; name: string; direction: 'ltr' | 'rtl' } | null;
  /** Said before the address: what sort of thing, by whom, of when. */
  about: string[];
  note: string;
  /** Our own page of it, and its citation number. */
  page: string;
  number: string;
}

export interface LinkGroup {
  title: string;
  entries: LinkEntry[];
}

/** A directory by subject, with the subjects at its head where there are many. */
export function links(groups: LinkGroup[], subjects: string, { link }: Setting): Html {
  const ids = groups.map((_, index) => `subject-${index + 1}`);
  const index = html`<nav class="subjects" aria-label="${subjects}"><ul>${groups.map(
    ({ title }, at) => html`<li><a href="#${ids[at]!}">${title}</a></li>`,
  )}</ul></nav>`;
  return html`<div class="directory links">${groups.length > 2 && index}${groups.map(
    ({ title, entries }, at) =>
      html`<section id="${ids[at]!}"><h2>${title}</h2><ul>${entries.map((entry) => html`<li>${line(entry, link)}</li>`)}</ul></section>`,
  )}</div>`;
}

function line({ title, address, language, about, note, page, number }: LinkEntry, link: Setting['link']): Html {
  const to = address
    ? html`<a href="${address}" rel="noopener"${language && html` hreflang="${language.tag}"`}>${title}</a>`
    : html`<a href="${link(page)}">${title}</a>`;
  const traces: Child[] = [
    ...about,
    address && html`<bdi dir="ltr">${hostOf(address)}</bdi>`,
    language && tongue(language),
    html`<a href="${link(page)}"><bdi dir="ltr">${number}</bdi></a>`,
  ].filter(Boolean);
  return html`<h3>${to}</h3>${note && html`<p>${note}</p>`}<p class="meta">${dotted(traces)}</p>`;
}

/** On the item's own page: the way out. */
export function outward(
  address: string,
  language: LinkEntry['language'],
  label: string,
  { rel = 'noopener' }: { rel?: string } = {},
): Html {
  return html`<p class="outward"><a href="${address}" rel="${rel}"${language && html` hreflang="${language.tag}"`}><b>${label}</b> <span dir="ltr">${bareAddress(address)}</span></a></p>`;
}

export function tongue({ tag, name, direction }: NonNullable<LinkEntry['language']>): Html {
  return html`<span lang="${tag}" dir="${direction}">${name}</span>`;
}

function dotted(parts: Child[]): Html[] {
  return parts.map((part, index) => html`${index > 0 && ' · '}${part}`);
}
