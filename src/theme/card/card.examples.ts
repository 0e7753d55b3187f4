import type { Setting } from '../setting.ts';
import { card } from './card.ts';

const example = ({ language }: Setting) => ({
  title: language.kinds.statement!.none,
  address: 'en/statements/2021/example/',
  eyebrow: language.kinds.statement!.one,
  summary: language.words.recordNote,
  date: '2021-05-04',
  mark: null,
  picture: null,
});

export const examples = {
  plain: (setting: Setting) => card(example(setting), setting),
  withdrawn: (setting: Setting) =>
    card({ ...example(setting), mark: setting.language.words.withdrawn, summary: '' }, setting),
  'somebody else’s words': (setting: Setting) => card({ ...example(setting), foreign: true }, setting),
  undated: (setting: Setting) => card({ ...example(setting), date: null, eyebrow: '' }, setting),
};
