import { type Child, type Html, html } from '../../base/html.ts';
import type { Setting } from '../setting.ts';

/** Entries under headings: chapters by country, offices by town. */
export interface Group {
  title: string;
  entries: { title: string; address: string; eyebrow: string; parts: Child[] }[];
}

export function directory(groups: Group[], { link }: Setting): Html {
  return html`<div class="directory">${groups.map(
    ({ title, entries }) =>
      html`<section>${title && html`<h2>${title}</h2>`}<ul>${entries.map(
        (entry) =>
          html`<li>${entry.eyebrow && html`<p class="eyebrow">${entry.eyebrow}</p>`}${heading(html`<a href="${link(entry.address)}">${entry.title}</a>`, title)}${entry.parts}</li>`,
      )}</ul></section>`,
  )}</div>`;
}

/** Below its group's, where there is one. */
function heading(title: Html, group: string): Html {
  return group ? html`<h3>${title}</h3>` : html`<h2>${title}</h2>`;
}
