import { type Html, html } from '../../base/html.ts';
import type { Setting } from '../setting.ts';

export interface Citation {
  number: string;
  position: number;
  version: number;
  sha256: string;
  /** Address of the receipt; null where it does not stand yet. */
  receipt: string | null;
  /** What can be taken away: PDF, plain words. */
  downloads: { title: string; address: string }[];
}

/** How a text is cited and checked. */
export function citation(props: Citation, setting: Setting): Html {
  const { words } = setting.language;
  const { number, link } = setting;
  const file = `record/releases/${props.sha256.slice(0, 2)}/${props.sha256}.json`;
  return html`<section class="citation" aria-label="${words.citation}"><p>${words.citation} <a href="${link(`${props.number}/`)}"><bdi class="code">${props.number}</bdi></a> · ${words.version(number(props.version))} · ${words.logPosition} ${number(props.position)} · <a href="${link(file)}">${words.signedRelease}</a>${props.receipt && html` · <a href="${link(props.receipt)}">${words.receipt}</a>`}</p><p>${words.recordNote} <a href="${link(`${setting.language.id}/verify/`)}#${props.number}">${words.verify.title}</a></p>${
    props.downloads.length > 0 &&
    html`<p>${words.download}: ${props.downloads.map(({ title, address }, index) => html`${index > 0 && ' · '}<a href="${link(address)}">${title}</a>`)}</p>`
  }</section>`;
}
