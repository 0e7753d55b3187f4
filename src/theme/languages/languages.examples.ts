import { languages } from '../../languages/index.ts';
import type { Setting } from '../setting.ts';
import { languageSwitcher } from './languages.ts';

const all = () => [...languages.values()];

export const examples = {
  'all editions': (setting: Setting) =>
    languageSwitcher(
      all().map((language) => ({ language, address: `${language.id}/` })),
      setting,
    ),
  'one edition only': (setting: Setting) =>
    languageSwitcher(
      all().map((language) => ({ language, address: language.id === setting.language.id ? `${language.id}/` : null })),
      setting,
    ),
};
