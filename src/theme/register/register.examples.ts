import type { Setting } from '../setting.ts';
import { type Register, register } from './register.ts';

const STATE: Register = {
  origin: 'daftar.8f51f478fbda9ae3',
  size: 1204,
  newest: '2024-03-01T09:00:00Z',
  witnesses: [],
};

export const examples = {
  'without witnesses': (setting: Setting) => register(STATE, setting),
  'with two witnesses, one of them late': (setting: Setting) =>
    register(
      {
        ...STATE,
        witnesses: [
          { name: 'witness.harbour.example', cosigned: '2024-03-01T09:00:04Z' },
          { name: 'witness.library.example', cosigned: null },
        ],
      },
      setting,
    ),
};
