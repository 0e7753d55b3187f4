import { endonym } from '../languages/endonyms.ts';
import { compareIn } from '../languages/format.ts';
import type { Json } from '../record/release.ts';
import { type LinkEntry, links } from '../theme/links/links.ts';
import type { Field } from './field.ts';
import type { Fault, Section, Shown } from './kind.ts';
import { fault, isWebAddress, textOf } from './traits.ts';

/** Trait of what a directory by subject names: something that stands elsewhere, in a language of its own. */
export const LINKED = {
  /** Under which heading of the section's page. */
  subject: { type: 'text', show: 'hidden', search: true },
  /** The tag of the language of what is linked: `ur`, `fr`. */
  tongue: { type: 'text', show: 'hidden', optional: true },
} satisfies Record<string, Field>;

export function checkTongue({ tongue }: Record<string, Json>): Fault[] {
  if (!tongue || /^[a-z]{2,3}(-[a-z0-9]{2,8})*$/i.test(textOf(tongue))) return [];
  const hint = 'Write the short tag of the language: en, ur, sd, fr. Leave it empty where it is in many.';
  return [fault('fields.tongue', 'BAD_LANGUAGE', 'this is no tag of a language', hint)];
}

export function tongueIn({ tongue }: Record<string, Json>): LinkEntry['language'] {
  return checkTongue({ tongue: tongue ?? null }).length === 0 && tongue ? endonym(textOf(tongue)) : null;
}

export function addressIn({ address }: Record<string, Json>): string | null {
  return isWebAddress(address) ? address : null;
}

/** All by subject, and within it by title, in the order of the language's alphabet. */
export function bySubject(all: Shown[], { here, words }: Section, about: (it: Shown) => string[]) {
  const compare = compareIn(here.language);
  const subject = (it: Shown) => textOf(it.release.fields.subject);
  const subjects = [...new Set(all.map(subject))].sort(compare);
  const groups = subjects.map((title) => ({
    title,
    entries: all.filter((it) => subject(it) === title).map((it) => entryOf(it, about(it))),
  }));
  return links(groups, words.fields?.subject ?? '', here);
}

function entryOf({ release }: Shown, about: string[]): LinkEntry {
  const { title, path, number, summary, fields } = release;
  const own = { title, page: path, number };
  return {
    ...own,
    address: addressIn(fields),
    language: tongueIn(fields),
    about: about.filter(Boolean),
    note: summary,
  };
}
