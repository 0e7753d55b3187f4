import { html } from '../../base/html.ts';
import { endonym } from '../../languages/endonyms.ts';
import type { Setting } from '../setting.ts';
import { type LinkEntry, links, outward } from './links.ts';

export const examples = {
  directory: (here: Setting) => {
    const { words, kinds } = here.language;
    const entry: LinkEntry = {
      title: kinds.page!.many,
      address: 'https://www.archive.example/river/',
      language: endonym('ur'),
      about: [kinds.statement!.one],
      note: words.empty,
      page: 'en/pages/',
      number: 'LK-2024-0001',
    };
    return links(
      [
        { title: words.places, entries: [entry, { ...entry, address: null, language: null, note: '' }] },
        { title: words.channels, entries: [{ ...entry, language: endonym('fr'), about: [] }] },
        { title: words.people, entries: [entry] },
      ],
      words.sections,
      here,
    );
  },
  'the way out': ({ language }: Setting) =>
    html`${outward('https://www.archive.example/river/1931/', endonym('en'), language.words.channels)}`,
};
