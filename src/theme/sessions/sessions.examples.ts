import type { Setting } from '../setting.ts';
import { reading, sessions } from './sessions.ts';

export const examples = {
  'a session with its transcript and what to read': ({ language: { words }, date }: Setting) =>
    sessions(
      words.latest,
      [
        {
          title: words.recordNote,
          date: date('2024-05-04'),
          speaker: words.newsroom,
          summary: words.notFoundText,
          recording: null,
          links: [{ label: words.plainText, to: words.download }],
          reading: [{ title: words.places, by: words.people, address: 'https://books.example/1' }],
        },
        { title: words.places, date: '', speaker: null, summary: '', recording: null, links: [], reading: [] },
      ],
      words.archive,
    ),
  'what to read for a whole course': ({ language: { words } }: Setting) =>
    reading(words.archive, [{ title: words.places, by: '', address: null }]),
};
