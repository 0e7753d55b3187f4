import type { Setting } from '../setting.ts';
import { giving } from './giving.ts';

export const examples = {
  'two ways': ({ language: { words } }: Setting) =>
    giving(words.channels, words.verify.registerText, [
      { label: words.telephone, details: 'River Savings Bank\nPK00 RSBK 0000 0000 1234 5678', address: null },
      { label: words.newsroom, details: '', address: 'https://give.example/boats' },
    ]),
};
