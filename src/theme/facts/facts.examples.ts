import { html } from '../../base/html.ts';
import type { Setting } from '../setting.ts';
import { facts } from './facts.ts';

export const examples = {
  'words and links': ({ language, number }: Setting) =>
    facts([
      { label: language.words.citation, value: number('ST-2021-0004') },
      { label: language.words.tags, value: html`<a href="#facts">${language.words.tag}</a>` },
      { label: language.words.places, value: null },
    ]),
};
