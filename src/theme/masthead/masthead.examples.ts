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
  'with more sections than a line holds': (setting: Setting) =>
    mastheadBar(
      { name: setting.language.kinds.masthead!.one, motto: '', emblem: null, navigation: MANY(setting) },
      setting,
    ),
};

const MANY = ({ language }: Setting) =>
  Array.from({ length: 14 }, (_, index) => ({
    title: language.kinds[['statement', 'person', 'page'][index % 3]!]!.many,
    address: `${language.id}/`,
    here: index === 12,
  }));
