import { html } from '../base/html.ts';
import type { Json } from '../record/release.ts';
import { kitFiles, kitPack, kitPeople, kitTexts } from '../theme/kit/kit.ts';
import { type Checked, defineKind, type Fault, type Shown } from './kind.ts';
import { nameOf, packOf } from './kit-pack.ts';
import { partyLink } from './names.ts';
import { checkPicture } from './pictures.ts';
import { fault, faultsOf, groupsOf, listOf, textOf } from './traits.ts';

const SORTS = ['logo', 'portrait', 'picture', 'paper'] as const;
const PACK = 'press-kit.zip';

/** What journalists take along: logos, portraits, fact sheets, texts to print, and who speaks; one by one or in one file. */
export const kit = defineKind({
  id: 'kit',
  letters: 'KI',
  section: 'press-kit',
  dated: false,
  schemaType: 'Collection',
  schemaOrg,
  fields: {
    files: listOf(
      {
        file: { type: 'file', families: ['picture', 'pdf', 'audio', 'video'] },
        sort: { type: 'choice', options: SORTS },
        title: { type: 'text', search: true },
      },
      { optional: false },
    ),
    /** Who we are in fifty words, and in two hundred. */
    texts: listOf({ label: { type: 'text' }, text: { type: 'text', lines: true, search: true } }),
    spokespersons: listOf(
      { who: { type: 'item', kinds: ['person'] }, about: { type: 'text', optional: true } },
      { search: true },
    ),
    /** What others may do with the files. */
    terms: { type: 'text', lines: true, show: 'hidden', optional: true },
  },
  check,
  face: ({ fields, media }) => {
    const [first] = groupsOf(fields.files);
    return media.find(({ sha256, sizes }) => sha256 === first?.file && sizes[0]!.width > 0);
  },
  eyebrow: ({ words }) => words.one,
  above: (it) => {
    const { terms } = it.release.fields;
    const pack = filesIn(it).length > 0 && kitPack(it.words.says?.pack ?? '', `${it.release.path}${PACK}`, it.here);
    return [pack, textOf(terms) && html`<p>${textOf(terms)}</p>`];
  },
  below: (it) => {
    const { fields = {}, says = {} } = it.words;
    const { texts, spokespersons } = it.release.fields;
    const people = groupsOf(spokespersons).map(({ who, about }) => ({
      who: partyLink(who, it.here),
      about: textOf(about),
    }));
    return [
      ...SORTS.map((sort) => kitFiles(says[sort] ?? '', ofSort(sort, it), it.here)),
      kitTexts(
        fields.texts ?? '',
        groupsOf(texts).map(({ label, text }) => ({ label: textOf(label), text: textOf(text) })),
      ),
      kitPeople(
        fields.spokespersons ?? '',
        people.filter(({ who }) => who),
      ),
    ];
  },
  files: {
    [PACK]: (it) => {
      const files = filesIn(it);
      return files.length > 0 ? packOf(files, it) : null;
    },
  },
});

function check({ fields, media }: Checked): Fault[] {
  const files = groupsOf(fields.files);
  const add = 'Add a logo, a portrait or a fact sheet.';
  return faultsOf(
    files.length === 0 && fault('fields.files', 'NO_FILES', 'the press kit has no file', add),
    ...files.map(({ file }, index) => {
      const medium = media.find(({ sha256 }) => sha256 === file);
      const isPicture = medium?.sizes[0]?.type.startsWith('image/');
      return isPicture && checkPicture(medium!, `fields.files.${index}.file`, 'this picture');
    }),
  );
}

function filesIn(it: Shown) {
  return groupsOf(it.release.fields.files).flatMap(({ file, title, sort }, index) => {
    const medium = it.medium(file);
    return medium ? [{ medium, sort: textOf(sort), title: textOf(title), name: nameOf(textOf(title), index) }] : [];
  });
}

function ofSort(sort: string, it: Shown) {
  const files = filesIn(it).filter((one) => one.sort === sort);
  return files.map(({ title, name, medium }) => {
    const isPicture = medium.type.startsWith('image/');
    const preview = isPicture ? it.picture(medium, '13rem') : null;
    const files = preview?.sizes ?? [{ address: medium.address, width: 0, height: 0 }];
    return { title, preview, credit: medium.credit, name, files };
  });
}

/** https://schema.org/Collection */
function schemaOrg(it: Shown): Record<string, Json> {
  const parts = filesIn(it).map(({ title, medium }) => ({
    '@type': medium.type.startsWith('image/') ? 'ImageObject' : 'MediaObject',
    name: title,
    contentUrl: it.absolute(medium.address),
    encodingFormat: medium.type,
    ...(medium.credit && { creditText: medium.credit }),
  }));
  const pack = {
    '@type': 'MediaObject',
    contentUrl: it.absolute(`${it.release.path}${PACK}`),
    encodingFormat: 'application/zip',
  };
  return parts.length > 0 ? { hasPart: parts, encoding: pack } : {};
}
