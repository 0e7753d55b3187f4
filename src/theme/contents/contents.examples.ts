import type { Setting } from '../setting.ts';
import { contents } from './contents.ts';

export const examples = {
  'sections of two levels': ({ language: { words, kinds }, number }: Setting) =>
    contents(kinds.document?.says?.contents ?? '', [
      { id: 's-1', number: number('1'), title: words.places, level: 2 },
      { id: 's-2', number: number('1.1'), title: words.people, level: 3 },
      { id: 's-3', number: number('2'), title: words.archive, level: 2 },
    ]),
};
