import { type Html, html } from '../../base/html.ts';
import { difference, type Run } from '../difference/difference.ts';
import type { Setting } from '../setting.ts';

export interface ReleaseLine {
  version: number;
  event: 'publish' | 'correct' | 'withdraw';
  released: string;
  note: string;
  sha256: string;
  position: number;
  /** Address of the receipt; null where it does not stand yet. */
  receipt?: string | null;
  /** What it changed, where that is shown: the two texts in one. */
  change?: Run[] | null;
  /** Where it was erased, when and on what grounds. */
  erased?: { grounds: string; time: string } | null;
  /** Position of the entry that revoked the key which signed it. */
  revokedAt?: number | null;
}

/** The releases of one edition, newest first. */
export function releases(list: ReleaseLine[], setting: Setting): Html {
  return html`<ol class="releases" reversed>${list.map((line) => releaseItem(line, setting))}</ol>`;
}

function releaseItem(line: ReleaseLine, { language, date, number, link }: Setting): Html {
  const { version, event, released, note, sha256, position, receipt, change, erased, revokedAt } = line;
  const { words } = language;
  const code = html`<bdi class="code">${sha256.slice(0, 16)}…</bdi>`;
  const hash = erased
    ? code
    : html`<a href="${link(`record/releases/${sha256.slice(0, 2)}/${sha256}.json`)}">${code}</a>`;
  return html`<li><b>${words.events[event]}</b> <time datetime="${released}">${date(released)}</time> · ${words.version(number(version))} · ${words.logPosition} ${number(position)} · ${hash}${receipt && html` · <a href="${link(receipt)}">${words.receipt}</a>`}${note && html`<p>${note}</p>`}${erased && html`<p><b>${words.erased}</b> <time datetime="${erased.time}">${date(erased.time)}</time> · ${erased.grounds}</p>`}${typeof revokedAt === 'number' && html`<p>${words.verify.key.revoke(number(revokedAt))}</p>`}${change && difference(change)}</li>`;
}
