import type { Setting } from '../setting.ts';
import { mastheadBar } from './masthead.ts';

export const examples = {
  'with sections': ({ language, ...rest }: Setting) =>
    mastheadBar(
      {
        name: language.kinds.masthead!.one,
        motto: language.words.recordNote,
        emblem: null,
        navigation: ['statement', 'person', 'page'].map((id, index) => ({
          title: language.kinds[id]!.many,
          address: `${language.id}/`,
          here: index === 0,
        })),
      },
      { language, ...rest },
    ),
};
