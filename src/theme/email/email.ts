import { type Html, html, raw } from '../../base/html.ts';

/**
 * An e-mail address that people read, copy and hear as it is, while no plain search of the markup finds one: the sign is
 * a character reference, and an empty element parts it from the words on both sides.
 */
export function email(address: string): Html {
  const [local, domain] = address.split('@');
  return html`<bdi class="email" dir="ltr">${local}${raw('<wbr>&#64;<wbr>')}${domain}</bdi>`;
}
