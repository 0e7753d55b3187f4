import { words } from '../base/text.ts';
import type { Json } from '../record/release.ts';
import type { Field } from './field.ts';
import { namedIn } from './names.ts';
import { plainText } from './sections.ts';

/** Who wrote something: a person or a body with a profile, or a name alone. */
export const AUTHOR = { type: 'item', kinds: ['person', 'body'], show: 'hidden', search: true } satisfies Field;

/** For schema.org data: the letters of a body's number tell it from a person. */
export function authorData(value: Json | undefined): Record<string, Json> {
  const { number, name } = namedIn(value);
  return name ? { author: { '@type': number?.startsWith('BO-') ? 'Organization' : 'Person', name } } : {};
}

/** Whole minutes that a text takes, at two hundred words a minute. */
export function minutesOf(body: string): number {
  return Math.max(1, Math.round(words(plainText(body)) / 200));
}
