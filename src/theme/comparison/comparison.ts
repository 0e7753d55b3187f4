import { type Child, type Html, html } from '../../base/html.ts';
import { difference, type Run } from '../difference/difference.ts';

export interface Compared {
  /** As it stands in the newer text, or in the older one where it is gone. */
  title: string;
  /** The older title, where that was another. */
  before: string | null;
  state: 'same' | 'changed' | 'added' | 'left';
  runs: Run[];
}

/** What is said of a section: `Unchanged`, `Changed`, `New`, `Left out`. */
export type StateWords = Record<Compared['state'], string>;

/** Two editions of a text, section by section; what has not changed can be opened, and takes no room before. */
export function comparison(sections: Compared[], words: StateWords): Html {
  return html`<div class="comparison">${sections.map((section) => one(section, words))}</div>`;
}

function one({ title, before, state, runs }: Compared, words: StateWords): Html {
  const head = html`${title && html`<h2>${before !== null && html`<del>${before}</del> `}${title}</h2>`}<p class="state">${words[state]}</p>`;
  if (state !== 'same') return html`<section class="${state}">${head}${difference(runs)}</section>`;
  const text: Child = difference(runs);
  return html`<section class="same">${title && html`<h2>${title}</h2>`}<details><summary>${words.same}</summary>${text}</details></section>`;
}
