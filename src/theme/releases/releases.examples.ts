import type { Setting } from '../setting.ts';
import { releases } from './releases.ts';

export const examples = {
  'published and corrected': (setting: Setting) =>
    releases(
      [
        {
          version: 2,
          event: 'correct',
          released: '2021-05-05T09:00:00Z',
          note: setting.language.words.correction,
          sha256: '11'.repeat(32),
          position: 9,
        },
        {
          version: 1,
          event: 'publish',
          released: '2021-05-04T09:00:00Z',
          note: '',
          sha256: '22'.repeat(32),
          position: 4,
        },
      ],
      setting,
    ),
};
