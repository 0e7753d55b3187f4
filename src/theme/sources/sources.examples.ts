import type { Setting } from '../setting.ts';
import { sources } from './sources.ts';

const labels = { address: 'URL', sha256: 'SHA-256', copy: 'PDF' };

export const examples = {
  'a report, and a witness': ({ language, ...rest }: Setting) =>
    sources(
      [
        {
          title: language.words.recordNote,
          by: language.words.newsroom,
          date: rest.date('2021-05-04'),
          address: 'https://paper.example/2021/05/04/the-footbridge-and-what-it-cost-the-town-in-the-end/',
          sha256: '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
          copy: { address: 'media/9f/example.pdf', type: 'application/pdf' },
        },
        { title: language.words.people, by: '', date: '', address: null, sha256: null, copy: null },
      ],
      language.words.places,
      labels,
      { language, ...rest },
    ),
};
