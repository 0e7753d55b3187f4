import { html } from '../../base/html.ts';
import type { Setting } from '../setting.ts';
import { directory } from './directory.ts';

export const examples = {
  'two groups': (here: Setting) => {
    const { words, kinds } = here.language;
    const entry = {
      title: kinds.page!.one,
      address: 'en/pages/',
      eyebrow: words.newsroom,
      parts: [html`<p>${words.empty}</p>`],
    };
    return directory(
      [
        { title: words.places, entries: [entry, { ...entry, eyebrow: '' }] },
        { title: words.channels, entries: [entry] },
      ],
      here,
    );
  },
};
