import type { Setting } from '../setting.ts';
import { place } from './place.ts';

export const examples = {
  'an address and its maps': ({ language, ...here }: Setting) =>
    place(
      {
        name: language.words.newsroom,
        address: `12, ${language.words.places}\n${language.words.home}`,
        way: language.words.notFoundText,
        at: { latitude: 24.85, longitude: 66.99 },
        map: { title: language.words.visit.place, address: 'en/maps/2026/town/' },
      },
      { language, ...here },
    ),
  'words alone': (here: Setting) =>
    place({ name: '', address: '', way: here.language.words.notFoundText, at: null, map: null }, here),
};
