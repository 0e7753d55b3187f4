import type { Setting } from '../setting.ts';
import { forgery } from './forgery.ts';

export const examples = {
  'a forged picture': (setting: Setting) => {
    const words = setting.language.kinds.statement!;
    return forgery(
      {
        label: words.fields!.forged!,
        stamp: words.says!.notOurs!,
        picture: {
          alt: setting.language.words.latest,
          width: '30rem',
          sizes: [{ address: 'assets/none.png', width: 800, height: 500 }],
        },
        text: setting.language.words.recordNote,
        hashes: ['9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08'],
      },
      setting,
    );
  },
};
