import { type Child, type Html, html } from '../../base/html.ts';
import { bareAddress } from '../../base/web-address.ts';
import { email } from '../email/email.ts';
import type { Setting } from '../setting.ts';

/** How to reach somebody. What is not known is left out. */
export interface Reach {
  telephones: { region: string; number: string; note: string }[];
  email: string | null;
  /** As it was typed: in groups of four, mostly. */
  fingerprint: string | null;
  /** Where the public key stands. */
  key: string | null;
  drop: string | null;
}

export function reach(props: Reach, { language: { words } }: Setting): Html | null {
  const { telephones, email: address, fingerprint, key, drop } = props;
  const { visit } = words;
  const rows: [label: Child, value: Child][] = [
    ...telephones.map(({ region, number, note }): [Child, Child] => [
      region || words.telephone,
      html`<a href="tel:${number.replace(/[^+\d]/g, '')}"><bdi dir="ltr">${number}</bdi></a>${note && html` <small>${note}</small>`}`,
    ]),
    [words.email, address && email(address)],
    [visit.fingerprint, fingerprint && html`<code dir="ltr">${fingerprint}</code>`],
    [visit.key, key && outward(key)],
    [visit.drop, drop && html`${outward(drop)} ${/\.onion([/:]|$)/.test(drop) && html`<small>${visit.onion}</small>`}`],
  ];
  const known = rows.filter(([, value]) => value);
  if (known.length === 0) return null;
  return html`<dl class="reach">${known.map(([label, value]) => html`<div><dt>${label}</dt><dd>${value}</dd></div>`)}</dl>`;
}

function outward(url: string): Html {
  return html`<a href="${url}" rel="noopener" dir="ltr">${bareAddress(url)}</a>`;
}
