import { html } from '../../base/html.ts';
import type { Setting } from '../setting.ts';
import { original, poemHead } from './poem.ts';

export const examples = {
  'over couplets': ({ language: { words } }: Setting) => poemHead('paired', [words.people, words.newsroom]),
  'the original below a translation': ({ language }: Setting) =>
    original({
      label: language.words.translatedFrom(language.name),
      title: language.words.recordNote,
      address: '#content',
      sha256: '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
      language,
      text: html`<p class="verse">${language.words.people}<br>${language.words.places}</p>`,
    }),
};
