import { type Html, html } from '../../base/html.ts';

export interface Content {
  /** Anchor on the same page. */
  id: string;
  /** Already in the page's digits; null where sections have none. */
  number: string | null;
  title: string;
  /** 2 for the highest. */
  level: number;
}

/** A table of contents: links alone, so that it works wherever the page is read. */
export function contents(title: string, entries: Content[]): Html | null {
  if (entries.length < 2) return null;
  return html`<nav class="contents" aria-label="${title}"><h2>${title}</h2>${level(entries)}</nav>`;
}

/** A list of the entries at the level of the first, each with the deeper ones below it. */
function level(entries: Content[]): Html | null {
  const [first] = entries;
  if (!first) return null;
  const starts = entries.flatMap((entry, index) => (entry.level <= first.level ? [index] : []));
  return html`<ol>${starts.map((start, index) => {
    const { id, number, title } = entries[start]!;
    const below = level(entries.slice(start + 1, starts[index + 1]));
    return html`<li${number && html` data-number="${number}"`}><a href="#${id}">${title}</a>${below}</li>`;
  })}</ol>`;
}
