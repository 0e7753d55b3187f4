import { html, raw } from '../../base/html.ts';
import type { Setting } from '../setting.ts';
import { article } from './article.ts';

const example = ({ language }: Setting) => ({
  eyebrow: language.kinds.statement!.choices!.speech!,
  title: language.words.recordNote,
  summary: language.words.notFoundText,
  dateline: '',
  times: [
    { label: language.words.posted, iso: '2021-05-04T16:30:00+05:00' },
    { label: language.words.released, iso: '2021-05-04T11:31:07Z' },
  ],
  lead: null,
  notices: null,
  body: raw(`<p>${language.words.recordNote}</p>
<h2>${language.words.sections}</h2>
<blockquote><p>${language.words.notFoundText}</p></blockquote>
<p class="verse">${language.words.demoNotice.replace(/[:،,] ?/, '<br>')}</p>
<ul><li>${language.words.places}</li><li>${language.words.people}</li></ul>`),
  after: null,
});

export const examples = {
  'a speech': (setting: Setting) => article(example(setting), setting),
  'a withdrawn text': (setting: Setting) =>
    article(
      { ...example(setting), body: null, notices: html`<p>${setting.language.words.withdrawnNotice}</p>` },
      setting,
    ),
};
