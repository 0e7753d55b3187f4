import type { Setting } from '../setting.ts';
import { byline } from './byline.ts';

export const examples = {
  'a post': (setting: Setting) => {
    const { words, kinds } = setting.language;
    const { by = '', reading = '' } = kinds.post?.says ?? {};
    return byline({ by, name: words.newsroom, minutes: 4, reading, more: [] }, setting);
  },
};
