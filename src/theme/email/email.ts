import { type Html, html, raw } from '../../base/html.ts';

/**
 * An e-mail address that people read, copy and hear as it is, while no plain search of the markup finds one: the sign is
 * a character reference, and an empty element parts it from the words on both sides.
 */
export function email(address: string): Html {
  const [local, domain] = address.split('@');
  return html`<bdi class="email" dir="ltr">${local}${raw(SIGN)}${domain}</bdi>`;
}

/** The same for the addresses within canonical markup; a link that would open a mail program gives way to its words. */
export function protectAddresses(markup: string): string {
  return markup
    .replace(/<a href="mailto:[^"]*"[^>]*>(.*?)<\/a>/gs, '$1')
    .split(/(<[^>]*>)/)
    .map((part) => (part.startsWith('<') ? part : part.replace(/(?<=[\w.+-])@(?=[\w-]+\.\w)/g, SIGN)))
    .join('');
}

const SIGN = '<wbr>&#64;<wbr>';
