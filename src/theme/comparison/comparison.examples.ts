import type { Setting } from '../setting.ts';
import { comparison } from './comparison.ts';

export const examples = {
  'a section that changed, a new one, and one that did not': ({ language: { words, kinds } }: Setting) => {
    const { same = '', changed = '', added = '', left = '' } = kinds.document?.says ?? {};
    return comparison(
      [
        {
          title: words.places,
          before: null,
          state: 'changed',
          runs: [
            { kind: 'same', text: `${words.notFoundText} ` },
            { kind: 'left', text: words.people },
            { kind: 'added', text: words.tags },
          ],
        },
        { title: words.people, before: null, state: 'added', runs: [{ kind: 'added', text: words.recordNote }] },
        { title: words.archive, before: null, state: 'same', runs: [{ kind: 'same', text: words.recordNote }] },
      ],
      { same, changed, added, left },
    );
  },
};
