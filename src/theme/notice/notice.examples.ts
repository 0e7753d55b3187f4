import type { Setting } from '../setting.ts';
import { notice } from './notice.ts';

export const examples = {
  'a correction': ({ language, date }: Setting) =>
    notice({ tone: 'correction', title: language.words.correction, text: date('2023-07-02') }),
  'a withdrawal': ({ language }: Setting) =>
    notice({ tone: 'withdrawn', title: language.words.withdrawn, text: language.words.withdrawnNotice }),
  'a note': ({ language }: Setting) =>
    notice({ tone: 'note', title: language.name, text: language.words.outdatedTranslation('English') }),
};
