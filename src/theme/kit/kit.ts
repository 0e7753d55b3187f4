import { type Child, type Html, html } from '../../base/html.ts';
import { type Download, downloads } from '../downloads.ts';
import { type Picture, picture } from '../picture/picture.ts';
import type { Setting } from '../setting.ts';

export interface KitFile {
  title: string;
  /** How it looks, where it is a picture. */
  preview: Picture | null;
  credit: string;
  /** Under which it is saved. */
  name: string;
  /** Smallest first; without sizes in pixels where it is no picture. */
  files: Download[];
}

/** Files of one sort, each with how it looks and whose work it is, to be taken along. */
export function kitFiles(title: string, files: KitFile[], here: Setting): Html | null {
  if (files.length === 0) return null;
  return html`<section class="kit"><h2>${title}</h2><ul>${files.map((file) => html`<li>${kitFile(file, here)}</li>`)}</ul></section>`;
}

function kitFile({ title, preview, credit, name, files }: KitFile, here: Setting): Html {
  return html`${preview && picture(preview, here)}<h3>${title}</h3>${credit && html`<p class="meta">${credit}</p>`}<p>${downloads(files, { name, what: title }, here)}</p>`;
}

/** Everything in one file. */
export function kitPack(label: string, address: string, { link }: Setting): Html {
  return html`<p class="pack"><a href="${link(address)}" download><b>${label}</b></a></p>`;
}

/** What may be printed as it stands, in several lengths. */
export function kitTexts(title: string, texts: { label: string; text: string }[]): Html | null {
  if (texts.length === 0) return null;
  return html`<section class="kit-texts"><h2>${title}</h2>${texts.map(
    ({ label, text }) =>
      html`<h3>${label}</h3><blockquote>${text.split('\n').map((line) => html`<p>${line}</p>`)}</blockquote>`,
  )}</section>`;
}

export function kitPeople(title: string, people: { who: Child; about: string }[]): Html | null {
  if (people.length === 0) return null;
  return html`<section><h2>${title}</h2><ul>${people.map(({ who, about }) => html`<li><b>${who}</b>${about && html` · ${about}`}</li>`)}</ul></section>`;
}
