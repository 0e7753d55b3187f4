import type { Setting } from '../setting.ts';
import { kitFiles, kitPack, kitPeople, kitTexts } from './kit.ts';

const FILE = { address: 'media/example.png', width: 640, height: 480 };

export const examples = {
  'a logo and a paper': (here: Setting) => {
    const { words } = here.language;
    const preview = { alt: words.newsroom, sizes: [FILE], width: '13rem' };
    const paper = { address: 'media/example.pdf', width: 0, height: 0 };
    return kitFiles(
      words.download,
      [
        { title: words.newsroom, preview, credit: words.people, name: '01', files: [FILE] },
        { title: words.plainText, preview: null, credit: '', name: '02', files: [paper] },
      ],
      here,
    );
  },
  'all of it': (here: Setting) => kitPack(here.language.words.download, 'media/example.zip', here),
  'texts to print': ({ language: { words } }: Setting) =>
    kitTexts(words.plainText, [{ label: words.newsroom, text: words.recordNote }]),
  'who speaks': ({ language: { words } }: Setting) =>
    kitPeople(words.people, [{ who: words.newsroom, about: words.places }]),
};
