import { type Html, html } from '../../base/html.ts';
import type { Setting } from '../setting.ts';

export interface ReleaseLine {
  version: number;
  event: 'publish' | 'correct' | 'withdraw';
  released: string;
  note: string;
  sha256: string;
  position: number;
}

/** The releases of one edition, newest first. */
export function releases(list: ReleaseLine[], { language, date, number, link }: Setting): Html {
  const { words } = language;
  return html`<ol class="releases" reversed>${list.map(
    ({ version, event, released, note, sha256, position }) =>
      html`<li><b>${words.events[event]}</b> <time datetime="${released}">${date(released)}</time> · ${words.version(number(version))} · ${words.logPosition} ${number(position)} · <a href="${link(`record/releases/${sha256.slice(0, 2)}/${sha256}.json`)}"><bdi class="code">${sha256.slice(0, 16)}…</bdi></a>${note && html`<p>${note}</p>`}</li>`,
  )}</ol>`;
}
