import { type Child, type Html, html } from '../../base/html.ts';

/** Offices held, members of a committee, speakers of an evening: who or what, as what, and when. */
export interface Roster {
  title: string;
  entries: { main: Child; detail: Child; when: string | null }[];
}

export function roster({ title, entries }: Roster): Html | null {
  if (entries.length === 0) return null;
  return html`<section class="roster"><h2>${title}</h2><ul>${entries.map(
    ({ main, detail, when }) =>
      html`<li><span><b>${main}</b>${detail && html` <span>${detail}</span>`}</span>${when && html` <small>${when}</small>`}</li>`,
  )}</ul></section>`;
}
