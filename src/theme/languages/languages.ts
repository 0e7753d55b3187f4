import { type Html, html } from '../../base/html.ts';
import type { Language } from '../../languages/language.ts';
import type { Setting } from '../setting.ts';

/** Where this page stands in each language; `address` is null where there is no edition yet. */
export interface LanguageLink {
  language: Language;
  address: string | null;
}

export function languageSwitcher(links: LanguageLink[], { language, link }: Setting): Html | null {
  if (links.length < 2) return null;
  return html`<nav class="languages" aria-label="${language.words.languages}"><ul>${links.map((to) => html`<li>${entry(to, language, link)}</li>`)}</ul></nav>`;
}

function entry({ language: to, address }: LanguageLink, here: Language, link: Setting['link']): Html {
  const name = html`<bdi lang="${to.id}" dir="${to.direction}">${to.name}</bdi>`;
  if (address === null) return html`<span class="missing">${name} <small>(${here.words.notYet})</small></span>`;
  if (to.id === here.id) return html`<b aria-current="true">${name}</b>`;
  return html`<a href="${link(address)}" hreflang="${to.id}">${name}</a>`;
}
