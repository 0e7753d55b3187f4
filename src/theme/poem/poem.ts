import { type Child, type Html, html } from '../../base/html.ts';
import type { Language } from '../../languages/language.ts';

/**
 * Over a poem: by its class the style sheet sets the lines of the text below. `paired` gives all lines one measure and
 * spaces their words, as couplets are set; `free` leaves lines as long as they are.
 */
export function poemHead(setting: 'paired' | 'free', parts: Child[]): Html {
  const shown = parts.filter(Boolean);
  return html`<p class="poem ${setting}">${shown.map((part, index) => html`${index > 0 && ' · '}${part}`)}</p>`;
}

export interface Original {
  /** `The original in Urdu` */
  label: string;
  title: string;
  address: string;
  /** Of its release. */
  sha256: string;
  language: Language;
  text: Html;
}

/** The text from which a translation was made: beside it where there is room, stanza by stanza, and else below. */
export function original({ label, title, address, sha256, language, text }: Original): Html {
  const { id, direction } = language;
  return html`<section class="original" data-release="${sha256}"><h2>${label}: <a href="${address}" lang="${id}" dir="${direction}" hreflang="${id}">${title}</a></h2><div class="source" lang="${id}" dir="${direction}">${text}</div></section>`;
}
