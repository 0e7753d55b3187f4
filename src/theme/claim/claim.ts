import { formatName } from '../../base/formats.ts';
import { type Html, html } from '../../base/html.ts';
import type { Setting } from '../setting.ts';
import { type Source, type SourceLabels, whose } from '../sources/sources.ts';

/** What somebody else has said, and to which a text replies. */
export interface Claim {
  /** `In response to`. */
  label: string;
  /** Their words, as they stood. */
  text: string;
  source: Source;
}

/** Stands over the reply, and is plainly not ours. */
export function claim({ label, text, source: from }: Claim, labels: SourceLabels, setting: Setting): Html {
  return html`<figure class="exhibit claim"><figcaption>${label}</figcaption>${
    text && html`<blockquote>${text}</blockquote>`
  }${whose(from, labels, setting)}</figure>`;
}

/** Their sentences one by one, and what is to be said to each. */
export function points(
  list: { claim: string; answer: string }[],
  title: string,
  labels: { claim: string; answer: string },
): Html | null {
  if (list.length === 0) return null;
  return html`<section class="points"><h2>${title}</h2><ol>${list.map(
    (one) =>
      html`<li><p><span class="meta">${labels.claim}</span> <q>${one.claim}</q></p><p><b class="meta">${labels.answer}</b> ${one.answer}</p></li>`,
  )}</ol></section>`;
}

export interface Paper {
  title: string;
  address: string;
  type: string;
  sha256: string;
}

/** Files that show what a text says. */
export function papers(list: Paper[], title: string, { link }: Setting): Html | null {
  if (list.length === 0) return null;
  return html`<section class="papers"><h2>${title}</h2><ul>${list.map(
    (one) =>
      html`<li><a href="${link(one.address)}">${one.title} (<bdi>${formatName(one.type)}</bdi>)</a><ul class="traces"><li>SHA-256: <bdi class="code" dir="ltr">${one.sha256}</bdi></li></ul></li>`,
  )}</ul></section>`;
}
