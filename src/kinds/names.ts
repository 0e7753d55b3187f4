import { type Child, html } from '../base/html.ts';
import type { Json } from '../record/release.ts';
import type { Setting } from '../theme/setting.ts';
import type { Named } from './field.ts';
import { groupOf, textOf } from './traits.ts';

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
