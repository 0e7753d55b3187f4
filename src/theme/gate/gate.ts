import { type Html, html } from '../../base/html.ts';
import type { Language } from '../../languages/language.ts';
import type { Setting } from '../setting.ts';

/** The front door in all languages: nobody is sent to one by guesswork. */
export interface Gate {
  doors: { language: Language; name: string; latest: { title: string; address: string }[] }[];
}

export function gate({ doors }: Gate, { link }: Setting): Html {
  return html`<div class="gate">${doors.map(
    ({ language, name, latest }) =>
      html`<section lang="${language.id}" dir="${language.direction}"><h2><a href="${link(`${language.id}/`)}">${language.name}</a></h2><p>${name}</p><ul>${latest.map(
        ({ title, address }) => html`<li><a href="${link(address)}">${title}</a></li>`,
      )}</ul></section>`,
  )}</div>`;
}
