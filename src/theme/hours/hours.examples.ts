import type { Setting } from '../setting.ts';
import { hours } from './hours.ts';

export const examples = {
  'a week': (here: Setting) =>
    hours(
      {
        spans: [
          { first: 0, last: 3, opens: '09:00', closes: '18:00' },
          { first: 5, last: 5, opens: '10:00', closes: '13:00' },
        ],
        offset: '+05:00',
        zone: 'Asia/Karachi',
        clock: '',
        exceptions: here.language.words.notFoundText,
      },
      here,
    ),
};
