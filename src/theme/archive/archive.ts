import { type Html, html } from '../../base/html.ts';
import type { Setting } from '../setting.ts';

/** Years or months with the number of their items; never page numbers, which would shift. */
export interface Archive {
  title: string;
  periods: { title: string; address: string; count: number }[];
}

export function archive({ title, periods }: Archive, { language, link, number }: Setting): Html | null {
  if (periods.length === 0) return null;
  return html`<nav class="archive" aria-labelledby="archive"><h2 id="archive">${title}</h2><ul>${periods.map(
    (period) =>
      html`<li><a href="${link(period.address)}">${period.title}</a> <small>${language.words.items(period.count, number(period.count))}</small></li>`,
  )}</ul></nav>`;
}
