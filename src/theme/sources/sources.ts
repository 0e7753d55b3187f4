import { formatName } from '../../base/formats.ts';
import { type Child, type Html, html } from '../../base/html.ts';
import { bareAddress } from '../../base/web-address.ts';
import type { Setting } from '../setting.ts';

/** Where something was said or seen: an address that may vanish, the hash of what stood there, and the copy that we keep. */
export interface Source {
  title: string;
  /** Who says it. */
  by: string;
  /** As exactly as it is known, already in words. */
  date: string;
  address: string | null;
  /** Of what stood at the address, or of the paper itself. */
  sha256: string | null;
  copy: { address: string; type: string } | null;
}

/** What stands beside an address, a hash and a copy. */
export interface SourceLabels {
  address: string;
  sha256: string;
  copy: string;
}

/** Sources in a row, numbered where a text refers to them by number. */
export function sources(
  list: Source[],
  title: string,
  labels: SourceLabels,
  setting: Setting,
  { numbered = true }: { numbered?: boolean } = {},
): Html | null {
  if (list.length === 0) return null;
  const lines = list.map((one, index) => html`<li id="source-${index + 1}">${source(one, labels, setting)}</li>`);
  return html`<section class="sources"><h2>${title}</h2>${numbered ? html`<ol>${lines}</ol>` : html`<ul>${lines}</ul>`}</section>`;
}

export function source(one: Source, labels: SourceLabels, setting: Setting): Html {
  const said = [one.title && html`<b>${one.title}</b>`, one.by, one.date].filter(Boolean) as Child[];
  return html`${said.map((part, index) => html`${index > 0 && ' · '}${part}`)}${traces(one, labels, setting)}`;
}

/** Below words that are somebody else's: whose. */
export function whose(one: Source, labels: SourceLabels, setting: Setting): Html {
  return html`<div class="whose">${source(one, labels, setting)}</div>`;
}

function traces({ address, sha256, copy }: Source, labels: SourceLabels, { link }: Setting): Html | null {
  const parts = [
    address &&
      html`${labels.address}: <a href="${address}" rel="noopener nofollow" dir="ltr">${bareAddress(address)}</a>`,
    copy && html`<a href="${link(copy.address)}">${labels.copy} (<bdi>${formatName(copy.type)}</bdi>)</a>`,
    sha256 && html`${labels.sha256}: <bdi class="code" dir="ltr">${sha256}</bdi>`,
  ].filter((part): part is Html => Boolean(part));
  if (parts.length === 0) return null;
  return html`<ul class="traces">${parts.map((part) => html`<li>${part}</li>`)}</ul>`;
}
