import type { Setting } from '../setting.ts';
import { reach } from './reach.ts';

export const examples = {
  'every way': (here: Setting) =>
    reach(
      {
        telephones: [
          { region: 'London', number: '+44 20 7946 0137', note: here.language.words.languages },
          { region: '', number: '+1 202 555 0142', note: '' },
        ],
        email: 'desk@roshanghat.example',
        fingerprint: '0123 4567 89AB CDEF 0123  4567 89AB CDEF 0123 4567',
        key: 'https://news.roshanghat.example/key.asc',
        drop: 'http://examplexexamplexexamplexexamplexexamplexexamplexexampled.onion/',
      },
      here,
    ),
};
