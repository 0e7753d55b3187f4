import { type Child, type Html, html } from '../../base/html.ts';

export interface Session {
  title: string;
  /** Already in words. */
  date: string;
  speaker: Child;
  summary: string;
  /** The player of its recording. */
  recording: Child;
  /** Where else it is heard or read. */
  links: { label: string; to: Child }[];
  reading: Reading[];
}

export interface Reading {
  title: Child;
  /** Who wrote it. */
  by: string;
  address: string | null;
}

/** Sessions in their order, each with what is left of it: recording, transcript, what to read. */
export function sessions(title: string, list: Session[], readingTitle: string): Html | null {
  if (list.length === 0) return null;
  return html`<section class="sessions"><h2>${title}</h2><ol>${list.map((one) => html`<li>${session(one, readingTitle)}</li>`)}</ol></section>`;
}

function session(one: Session, readingTitle: string): Html {
  const meta = [one.date, one.speaker].filter(Boolean);
  return html`<h3>${one.title}</h3>${
    meta.length > 0 && html`<p class="meta">${meta.map((part, index) => html`${index > 0 && ' · '}${part}`)}</p>`
  }${one.summary && html`<p>${one.summary}</p>`}${one.recording}${
    one.links.length > 0 &&
    html`<ul class="links">${one.links.map(({ label, to }) => html`<li>${label}: ${to}</li>`)}</ul>`
  }${one.reading.length > 0 && html`<p class="meta">${readingTitle}</p>${readingList(one.reading)}`}`;
}

/** The same for a whole series. */
export function reading(title: string, list: Reading[]): Html | null {
  return list.length === 0 ? null : html`<section class="reading-list"><h2>${title}</h2>${readingList(list)}</section>`;
}

function readingList(list: Reading[]): Html {
  return html`<ul class="reading">${list.map(
    ({ title, by, address }) =>
      html`<li>${address ? html`<a href="${address}" rel="noopener">${title}</a>` : title}${by && html` · ${by}`}</li>`,
  )}</ul>`;
}
