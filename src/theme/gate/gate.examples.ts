import { languages } from '../../languages/index.ts';
import type { Setting } from '../setting.ts';
import { gate } from './gate.ts';

export const examples = {
  'every language': (setting: Setting) =>
    gate(
      {
        doors: [...languages.values()].map((language) => ({
          language,
          name: language.kinds.masthead!.one,
          latest: [{ title: language.words.recordNote, address: `${language.id}/` }],
        })),
      },
      setting,
    ),
};
