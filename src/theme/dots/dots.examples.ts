import type { Setting } from '../setting.ts';
import { dotMap } from './dots.ts';

export const examples = {
  'where cases happened': (setting: Setting) =>
    dotMap(
      [
        { latitude: 24.7302, longitude: 66.8655, name: setting.language.words.newsroom, number: 1, count: 9 },
        { latitude: 24.7211, longitude: 66.879, name: setting.language.words.places, number: 2, count: 2 },
        { latitude: 24.7158, longitude: 66.8712, name: setting.language.words.people, number: 3, count: 1 },
      ],
      setting.language.words.places,
      { kilometres: '{n} km', metres: '{n} m' },
      setting,
    ),
};
