import type { Child } from '../base/html.ts';
import { words } from '../base/text.ts';
import type { Json } from '../record/release.ts';
import { credits } from '../theme/player/player.ts';
import type { Field } from './field.ts';
import type { Shown } from './kind.ts';
import { namedIn, partyLink } from './names.ts';
import { plainText } from './sections.ts';
import { groupsOf, listOf, textOf } from './traits.ts';

/** Who wrote something: a person or a body with a profile, or a name alone. */
export const AUTHOR = { type: 'item', kinds: ['person', 'body'], show: 'hidden', search: true } satisfies Field;

/** The same of several. */
export const PARTIES = {
  type: 'list',
  of: { type: 'item', kinds: ['person', 'body'] },
  show: 'hidden',
  search: true,
  optional: true,
} satisfies Field;

/** Who had a part in a film or a song, and which: `Camera`, `Tabla`. */
export const CREDITS = listOf(
  { role: { type: 'text' }, who: { type: 'item', kinds: ['person', 'body'] } },
  { search: true },
);

export function creditsIn({ release: { fields }, words, here }: Shown): Child {
  const list = groupsOf(fields.credits).map(({ role, who }) => ({ role: textOf(role), who: partyLink(who, here) }));
  return credits(
    list.filter(({ who }) => who),
    words.fields?.credits ?? '',
  );
}

/** For schema.org data: the letters of a body's number tell it from a person. */
export function authorData(value: Json | undefined): Record<string, Json> {
  const { number, name } = namedIn(value);
  return name ? { author: { '@type': typeOf(number), name } } : {};
}

function typeOf(number: string | null, several = 'Organization'): string {
  return number?.startsWith('BO-') ? several : 'Person';
}

/** The same of several, under a property of its own; `several` is what that calls those who are no person. */
export function partiesData(property: string, value: Json | undefined, several?: string): Record<string, Json> {
  const parties = groupsOf(value)
    .map(namedIn)
    .filter(({ name }) => name)
    .map(({ number, name }) => ({ '@type': typeOf(number, several), name }));
  return parties.length > 0 ? { [property]: parties } : {};
}

/** Whole minutes that a text takes, at two hundred words a minute. */
export function minutesOf(body: string): number {
  return Math.max(1, Math.round(words(plainText(body)) / 200));
}
