import type { Setting } from '../setting.ts';
import { archive } from './archive.ts';

export const examples = {
  years: (setting: Setting) =>
    archive(
      {
        title: setting.language.words.archive,
        periods: [
          { title: setting.number(2021), address: 'en/statements/2021/', count: 12 },
          { title: setting.number(2020), address: 'en/statements/2020/', count: 1 },
        ],
      },
      setting,
    ),
};
