import { languages } from '../languages/index.ts';
import { type Checked, defineKind, type Fault } from './kind.ts';
import { fault, faultsOf, groupOf, groupsOf, textOf } from './traits.ts';
import { checkOffset, checkZone } from './whereabouts.ts';

/** What shapes every page. It has one edition, in language `mul`, and its title is the organisation's first name. */
export const masthead = defineKind({
  id: 'masthead',
  letters: 'MH',
  section: null,
  dated: false,
  schemaType: null,
  check: checkMasthead,
  fields: {
    base: { type: 'url' },
    languages: { type: 'list', of: { type: 'text' } },
    zone: { type: 'group', of: { id: { type: 'text' }, offset: { type: 'text' } } },
    names: { type: 'words' },
    mottos: { type: 'words' },
    sections: { type: 'list', of: { type: 'group', of: { kind: { type: 'kind' }, titles: { type: 'words' } } } },
    navigation: { type: 'list', of: { type: 'group', of: { item: { type: 'key' } } } },
    contacts: {
      type: 'list',
      of: {
        type: 'group',
        of: { region: { type: 'words' }, telephone: { type: 'text' }, hours: { type: 'words' } },
      },
    },
    email: { type: 'text', optional: true },
    letterhead: { type: 'group', of: { address: { type: 'words' } } },
    channels: {
      type: 'list',
      of: {
        type: 'group',
        of: { name: { type: 'text' }, titles: { type: 'words', optional: true }, url: { type: 'url' } },
      },
    },
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

/** Every page is made with it: what it says wrongly would be wrong everywhere. */
function checkMasthead({ fields }: Checked): Fault[] {
  const zone = groupOf(fields.zone);
  return faultsOf(
    checkLanguages(Array.isArray(fields.languages) ? fields.languages.map(textOf) : []),
    checkZone(zone.id, 'fields.zone.id'),
    checkOffset(zone.offset, 'fields.zone.offset'),
    repeated(groupsOf(fields.sections).map(({ kind }) => textOf(kind))).map((index) => {
      const hint = 'A kind has one section: take this one out, or choose another kind.';
      return fault(`fields.sections.${index}.kind`, 'NAMED_TWICE', 'this kind has a section above', hint);
    }),
  );
}

function checkLanguages(named: string[]): Fault[] {
  const known = [...languages.keys()].join(', ');
  const unknown = named.map((id, index) => {
    const hint = `Daftar knows ${known}; another is a file of its own (CONTRIBUTING.md).`;
    return !languages.has(id) && fault(`fields.languages.${index}`, 'UNKNOWN_LANGUAGE', `"${id}" is no language`, hint);
  });
  const twice = repeated(named).map((index) =>
    fault(`fields.languages.${index}`, 'NAMED_TWICE', 'this language stands above already', 'Take one of them out.'),
  );
  const none =
    named.length === 0 && fault('fields.languages', 'NO_LANGUAGE', 'no language is named', `Name one: ${known}.`);
  return faultsOf(none, ...unknown, twice);
}

/** Where something stands for the second time. */
function repeated(ids: string[]): number[] {
  return ids.flatMap((id, index) => (id && ids.indexOf(id) < index ? [index] : []));
}

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
  /** `titles` where the name is not the same in every language. */
  channels: { name: string; titles?: PerLanguage | null; url: string }[];
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
