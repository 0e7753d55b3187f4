import type { Setting } from '../setting.ts';
import { album } from './album.ts';

const sizes = [{ address: 'media/example.jpg', width: 640, height: 480 }];

export const examples = {
  'two pictures': ({ language: { words }, ...here }: Setting) =>
    album(
      [
        {
          picture: { alt: words.places, sizes, width: '' },
          caption: words.places,
          credit: words.newsroom,
          name: 'AL 1',
        },
        { picture: { alt: words.people, sizes, width: '' }, caption: '', credit: words.newsroom, name: 'AL 2' },
      ],
      {
        ...{ previous: words.earlier, next: words.latest, close: words.home, download: words.download },
        place: '{n} / {all}',
      },
      { ...here, language: { words } } as Setting,
    ),
};
