import { html } from '../../base/html.ts';
import type { Setting } from '../setting.ts';
import { programme } from './programme.ts';

export const examples = {
  'two points': ({ language, number }: Setting) =>
    programme({
      title: language.words.sections,
      points: [
        {
          time: number('18:30'),
          what: language.words.latest,
          who: html`<a href="#programme">${language.kinds.person!.one}</a>`,
        },
        { time: '', what: language.words.archive, who: null },
      ],
    }),
};
