import type { Setting } from '../setting.ts';
import { podcast } from './podcast.ts';

export const examples = {
  'where to hear a section': (here: Setting) =>
    podcast({ feed: 'en/songs/podcast.xml', url: 'https://news.example/en/songs/podcast.xml' }, here),
};
