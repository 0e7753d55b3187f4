import type { Child } from '../base/html.ts';
import type { Json } from '../record/release.ts';
import { original } from '../theme/poem/poem.ts';
import { AUTHOR, authorData } from './authors.ts';
import type { Field } from './field.ts';
import type { Passage, Shown } from './kind.ts';

/** Trait of what is read for its very words, a poem or a song: a translation says whose it is, and has the original beside it. */
export const TRANSLATOR = { ...AUTHOR, optional: true } satisfies Field;

/** The edition that a translation was made from. */
export function sourceOf(it: Shown): Passage | null {
  const { translates, number } = it.release;
  return translates && it.other(number, translates.language);
}

export function originalBeside(it: Shown): Child {
  const source = sourceOf(it);
  if (!source) return null;
  const { release, sha256, language } = source;
  return original({
    label: it.words.says?.original ?? '',
    title: release.title,
    address: it.here.link(release.path),
    sha256,
    language,
    text: source.markup(),
  });
}

/** For schema.org data: who translated, and what. */
export function translationData(it: Shown): Record<string, Json> {
  const { author: translator } = authorData(it.release.fields.translator);
  const source = sourceOf(it);
  return {
    ...(translator && { translator }),
    ...(source && {
      translationOfWork: {
        '@type': 'CreativeWork',
        inLanguage: source.language.id,
        url: it.absolute(source.release.path),
      },
    }),
  };
}
