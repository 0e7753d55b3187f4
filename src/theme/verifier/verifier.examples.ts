import { html } from '../../base/html.ts';
import type { Setting } from '../setting.ts';

/** The form itself shows nothing without its script: here are the verdicts. */
export const examples = {
  genuine: (setting: Setting) => verdict(setting, 'genuine', 'good'),
  altered: (setting: Setting) => verdict(setting, 'altered', 'bad'),
  'not in the record': (setting: Setting) => verdict(setting, 'not-in-record', 'open'),
};

function verdict({ language }: Setting, outcome: 'genuine' | 'altered' | 'not-in-record', tone: string) {
  const { title, text } = language.words.verify.outcomes[outcome];
  return html`<div class="verdict"><div class="${tone}"><h3>${title}</h3><p>${text}</p></div></div>`;
}
