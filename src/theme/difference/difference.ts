import { type Html, html } from '../../base/html.ts';

/** A run of words: in both texts, only in the one that was published, or only in the other. */
export interface Run {
  kind: 'same' | 'left' | 'added';
  text: string;
}

/** Two texts in one, word by word: what went is struck out, what came is underlined. Line breaks stand as they are. */
export function difference(runs: Run[]): Html {
  return html`<p class="difference">${runs.map(({ kind, text }) =>
    kind === 'same' ? text : kind === 'left' ? html`<del>${text}</del>` : html`<ins>${text}</ins>`,
  )}</p>`;
}
