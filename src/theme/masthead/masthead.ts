import { type Html, html } from '../../base/html.ts';
import type { Setting } from '../setting.ts';

export interface MastheadBar {
  name: string;
  motto: string;
  /** Of the emblem's smallest size; null where the organisation has none. */
  emblem: string | null;
  /** Sections, then the pages that the masthead names. `here` marks the section of this page. */
  navigation: { title: string; address: string; here: boolean }[];
}

export function mastheadBar(props: MastheadBar, { language, link }: Setting): Html {
  const home = link(`${language.id}/`);
  return html`<div class="name">${props.emblem && html`<img src="${link(props.emblem)}" alt="" width="48" height="48">`}<div><a href="${home}">${props.name}</a>${props.motto && html`<p>${props.motto}</p>`}</div></div>${
    props.navigation.length > 0 &&
    html`<nav class="sections" aria-label="${language.words.sections}"><ul>${props.navigation.map(
      ({ title, address, here }) =>
        html`<li><a href="${link(address)}"${here && html` aria-current="true"`}>${title}</a></li>`,
    )}</ul></nav>`
  }`;
}
