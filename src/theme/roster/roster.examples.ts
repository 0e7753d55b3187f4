import { html } from '../../base/html.ts';
import type { Setting } from '../setting.ts';
import { term } from '../term.ts';
import { roster } from './roster.ts';

export const examples = {
  'terms, one of them going on': (here: Setting) =>
    roster({
      title: here.language.words.people,
      entries: [
        {
          main: html`<a href="#roster">${here.language.kinds.person!.one}</a>`,
          detail: here.language.words.roles.chair!,
          when: term('2019', null, here),
        },
        { main: here.language.kinds.person!.one, detail: null, when: term('2013-06', '2019', here) },
        { main: here.language.kinds.person!.one, detail: null, when: null },
      ],
    }),
};
