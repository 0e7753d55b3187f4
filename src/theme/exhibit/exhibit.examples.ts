import type { Setting } from '../setting.ts';
import { exhibit } from './exhibit.ts';

export const examples = {
  'a forged text': ({ language }: Setting) =>
    exhibit({
      label: language.kinds.statement!.fields!.forged!,
      text: `${language.words.newsroom}\n${language.words.recordNote}`,
    }),
};
