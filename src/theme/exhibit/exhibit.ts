import { type Html, html } from '../../base/html.ts';

/** Somebody else's words, shown so that nobody takes them for the organisation's own. */
export interface Exhibit {
  label: string;
  /** Plain words; line breaks stand. */
  text: string;
}

export function exhibit({ label, text }: Exhibit): Html {
  return html`<figure class="exhibit"><figcaption>${label}</figcaption><blockquote>${text}</blockquote></figure>`;
}
