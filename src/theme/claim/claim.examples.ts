import type { Setting } from '../setting.ts';
import { claim, papers, points } from './claim.ts';

const labels = { address: 'URL', sha256: 'SHA-256', copy: 'PDF' };
const hash = '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08';

export const examples = {
  'what somebody said': (setting: Setting) =>
    claim(
      {
        label: setting.language.words.people,
        text: setting.language.words.recordNote,
        source: {
          title: setting.language.words.newsroom,
          by: '',
          date: setting.date('2024-06-19'),
          address: 'https://paper.example/2024/06/19/',
          sha256: hash,
          copy: { address: 'media/9f/example.pdf', type: 'application/pdf' },
        },
      },
      labels,
      setting,
    ),
  'point by point': ({ language: { words } }: Setting) =>
    points([{ claim: words.recordNote, answer: words.notFoundText }], words.reason, {
      claim: words.people,
      answer: words.newsroom,
    }),
  'papers to download': (setting: Setting) =>
    papers(
      [{ title: setting.language.words.pdf, address: 'media/9f/example.pdf', type: 'application/pdf', sha256: hash }],
      setting.language.words.download,
      setting,
    ),
};
