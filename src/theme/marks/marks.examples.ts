import type { Setting } from '../setting.ts';
import { marks } from './marks.ts';

const PIXEL = 'data:image/gif;base64,R0lGODlhAQABAIAAAMzMzAAAACH5BAAAAAAALAAAAAABAAEAAAICRAEAOw==';

export const examples = {
  'two places': (here: Setting) =>
    marks(
      {
        picture: {
          alt: here.language.words.places,
          width: '40rem',
          sizes: [{ address: PIXEL, width: 800, height: 500 }],
        },
        caption: here.language.words.archive,
        credit: '',
        name: 'MP',
        marks: [
          { x: 20, y: 30, name: here.language.words.home, note: here.language.words.empty },
          { x: 70, y: 60, name: here.language.words.archive, note: '' },
        ],
        title: here.language.words.places,
        download: here.language.words.download,
      },
      { ...here, link: (address) => (address === PIXEL ? PIXEL : here.link(address)) },
    ),
};
