import { type Child, html, raw } from '../base/html.ts';
import type { Json } from '../record/release.ts';
import type { Setting } from '../theme/setting.ts';
import type { Named } from './field.ts';
import { groupOf, groupsOf, textOf } from './traits.ts';

/** How items that a field names are read and drawn. */

/** Who is named, in a release; in a draft `item` may stand where the number will. */
export function namedIn(value: Json | undefined): Named {
  const { number, name } = groupOf(value);
  return { number: textOf(number) || null, name: textOf(name) };
}

/** The name of any item, as a link to all its editions. */
export function nameLink(value: Json | undefined, { link }: Setting): Child {
  const { number, name } = namedIn(value);
  return number && name ? html`<a href="${link(`${number}/`)}">${name}</a>` : name;
}

/** The name of a person or a body, as a link to all that names them in this language. */
export function partyLink(value: Json | undefined, { link, language: { id } }: Setting): Child {
  const { number, name } = namedIn(value);
  return number && name ? html`<a href="${link(`${id}/people/${number}/`)}">${name}</a>` : name;
}

/** The same of several, joined as the language joins names. */
export function partyLinks(value: Json | undefined, here: Setting): Child {
  const links = groupsOf(value)
    .map((one) => html`${partyLink(one, here)}`.value)
    .filter(Boolean);
  return links.length > 0 && raw(here.language.list(links));
}

export function namesIn(value: Json | undefined): string[] {
  return groupsOf(value).flatMap((one) => namedIn(one).name || []);
}
