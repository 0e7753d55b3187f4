import type { Setting } from '../setting.ts';
import { contacts } from './contacts.ts';

const regions = [
  { region: 'London', telephone: '+44 20 7946 0100', hours: '09:00–17:00' },
  { region: 'Washington', telephone: '+1 202 555 0100', hours: '' },
];

export const examples = {
  'two regions and an address': (setting: Setting) => contacts({ regions, email: 'press@roshanghat.example' }, setting),
  'a telephone only': (setting: Setting) => contacts({ regions: regions.slice(0, 1), email: null }, setting),
};
