import { type Html, html } from '../../base/html.ts';
import { hostOf } from '../../base/web-address.ts';

/** One way to give: a bank account, a page, a counter. */
export interface Way {
  label: string;
  /** Of several lines: what has to be copied exactly. */
  details: string;
  address: string | null;
}

export function giving(title: string, caution: string, ways: Way[]): Html | null {
  if (ways.length === 0) return null;
  return html`<section class="giving"><h2>${title}</h2><ul>${ways.map(
    ({ label, details, address }) =>
      html`<li><h3>${label}</h3>${details && html`<p class="details">${details}</p>`}${address && html`<p><a href="${address}" rel="noopener" dir="ltr">${hostOf(address)}</a></p>`}</li>`,
  )}</ul><p class="meta">${caution}</p></section>`;
}
