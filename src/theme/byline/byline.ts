import { type Child, type Html, html } from '../../base/html.ts';
import type { Setting } from '../setting.ts';

export interface Byline {
  /** `By Shirin Vohra`, in the order of the language: `{name}` where the name stands. */
  by: string;
  name: Child;
  /** Whole minutes; null where nobody needs to know. */
  minutes: number | null;
  /** `{n} minutes to read` */
  reading: string;
  /** What else is to be known before reading: the series it belongs to. */
  more: Child[];
}

/** Who wrote it, and how long it takes to read. */
export function byline({ by, name, minutes, reading, more }: Byline, { number }: Setting): Html | null {
  const parts = [
    name && html`<b>${around(by, '{name}', name)}</b>`,
    minutes && around(reading, '{n}', html`<time datetime="PT${minutes}M">${number(minutes)}</time>`),
    ...more,
  ].filter(Boolean);
  if (parts.length === 0) return null;
  return html`<p class="byline">${parts.map((part, index) => html`${index > 0 && ' · '}${part}`)}</p>`;
}

function around(sentence: string, mark: string, part: Child): Html {
  const [before, after] = sentence.split(mark);
  return html`${before}${part}${after}`;
}
