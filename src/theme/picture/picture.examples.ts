import type { Setting } from '../setting.ts';
import { picture } from './picture.ts';

export const examples = {
  'nothing stored yet': (setting: Setting) =>
    picture({ alt: setting.language.words.latest, sizes: [], width: '20rem' }, setting),
};
