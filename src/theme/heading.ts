import { type Child, type Html, html } from '../base/html.ts';

/** A heading of the level that fits where it stands. */
export function heading(level: 2 | 3 | 4, words: Child): Html {
  if (level === 2) return html`<h2>${words}</h2>`;
  return level === 3 ? html`<h3>${words}</h3>` : html`<h4>${words}</h4>`;
}
