import { type Html, html } from '../../base/html.ts';
import { type Picture, picture } from '../picture/picture.ts';
import type { Setting } from '../setting.ts';

/** A picture that goes about in our name and is not ours: shown only with that written across it. */
export interface Forgery {
  /** What the picture is declared to be: `This circulates, and is not ours`. */
  label: string;
  /** Across the picture, short: `NOT OURS`. */
  stamp: string;
  /** Null where only the hash of it is kept. */
  picture: Picture | null;
  /** What is wrong with it. */
  text: string;
  /** SHA-256 of files in circulation. */
  hashes: string[];
}

export function forgery({ label, stamp, picture: shown, text, hashes }: Forgery, setting: Setting): Html {
  return html`<figure class="exhibit forgery"><figcaption>${label}</figcaption>${
    shown && html`<div class="stamped">${picture(shown, setting)}<b aria-hidden="true">${stamp}</b></div>`
  }${text && html`<p>${text}</p>`}${
    hashes.length > 0 &&
    html`<ul class="traces">${hashes.map((hash) => html`<li>SHA-256: <bdi class="code" dir="ltr">${hash}</bdi></li>`)}</ul>`
  }</figure>`;
}
