import { type Html, html } from '../../base/html.ts';
import { email } from '../email/email.ts';
import type { Setting } from '../setting.ts';

export interface Contacts {
  regions: { region: string; telephone: string; hours: string }[];
  email: string | null;
}

/** The media-inquiries block that stands on every page. */
export function contacts(props: Contacts, { language }: Setting): Html | null {
  if (props.regions.length === 0 && !props.email) return null;
  const { words } = language;
  return html`<section class="contacts" aria-labelledby="contacts"><h2 id="contacts">${words.mediaInquiries}</h2><dl>${props.regions.map(
    ({ region, telephone, hours }) =>
      html`<div><dt>${region}</dt><dd><a href="tel:${telephone.replace(/[^+0-9]/g, '')}"><bdi dir="ltr">${telephone}</bdi></a>${hours && html`<small>${hours}</small>`}</dd></div>`,
  )}${props.email && html`<div><dt>${words.email}</dt><dd>${email(props.email)}</dd></div>`}</dl></section>`;
}
