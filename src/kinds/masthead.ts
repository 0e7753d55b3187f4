import { defineKind } from './kind.ts';

/** What shapes every page. It has one edition, in language `mul`, and its title is the organisation's first name. */
export const masthead = defineKind({
  id: 'masthead',
  letters: 'MH',
  section: null,
  dated: false,
  schemaType: null,
  fields: {
    base: { type: 'url' },
    languages: { type: 'list', of: { type: 'text' } },
    zone: { type: 'group', of: { id: { type: 'text' }, offset: { type: 'text' } } },
    names: { type: 'words' },
    mottos: { type: 'words' },
    sections: { type: 'list', of: { type: 'group', of: { kind: { type: 'kind' }, titles: { type: 'words' } } } },
    navigation: { type: 'list', of: { type: 'group', of: { item: { type: 'text' } } } },
    contacts: {
      type: 'list',
      of: {
        type: 'group',
        of: { region: { type: 'words' }, telephone: { type: 'text' }, hours: { type: 'words' } },
      },
    },
    email: { type: 'text', optional: true },
    letterhead: { type: 'group', of: { address: { type: 'words' } } },
    channels: { type: 'list', of: { type: 'group', of: { name: { type: 'text' }, url: { type: 'url' } } } },
    mirrors: { type: 'list', of: { type: 'url' } },
    tags: { type: 'byId', of: { type: 'words' } },
    security: {
      type: 'group',
      optional: true,
      of: { contact: { type: 'text' }, expires: { type: 'time' } },
    },
    numerals: { type: 'byId', of: { type: 'choice', options: ['ascii', 'native'] } },
  },
});

type PerLanguage = Record<string, string>;

/** The fields above, as the press reads them. `navigation` holds citation numbers. */
export interface Masthead {
  base: string;
  languages: string[];
  zone: { id: string; offset: string };
  names: PerLanguage;
  mottos: PerLanguage;
  sections: { kind: string; titles: PerLanguage }[];
  navigation: { item: string }[];
  contacts: { region: PerLanguage; telephone: string; hours: PerLanguage }[];
  email: string | null;
  letterhead: { address: PerLanguage };
  channels: { name: string; url: string }[];
  mirrors: string[];
  tags: Record<string, PerLanguage>;
  security: { contact: string; expires: string } | null;
  numerals: Record<string, 'ascii' | 'native'>;
}

/** All that a masthead may leave empty: what a newsroom begins with. */
export const BARE = {
  mottos: {},
  sections: [],
  navigation: [],
  contacts: [],
  email: null,
  letterhead: { address: {} },
  channels: [],
  mirrors: [],
  tags: {},
  security: null,
  numerals: {},
};
