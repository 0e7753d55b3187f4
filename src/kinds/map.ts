import { html } from '../base/html.ts';
import type { Json } from '../record/release.ts';
import { directory } from '../theme/directory/directory.ts';
import { marks } from '../theme/marks/marks.ts';
import { picture } from '../theme/picture/picture.ts';
import { type Checked, defineKind, type Fault, type Section, type Shown } from './kind.ts';
import { namedIn, nameLink } from './names.ts';
import { checkPicture } from './pictures.ts';
import { fault, faultsOf, groupsOf, listOf, numberOf, textOf } from './traits.ts';

/** A picture map: places drawn on it as numbered marks, and the same places in a plain list. Nothing comes from elsewhere. */
export const map = defineKind({
  id: 'map',
  letters: 'MP',
  section: 'maps',
  dated: false,
  schemaType: 'Map',
  schemaOrg: (it) => {
    const base = it.medium(it.release.fields.base);
    const names = groupsOf(it.release.fields.places).map(nameOf).filter(Boolean);
    const places = names.map((name) => ({ '@type': 'Place', name }));
    return {
      ...(base && { image: it.absolute(base.address) }),
      ...(base?.credit && { creditText: base.credit }),
      ...(places.length > 0 && { about: places }),
    };
  },
  fields: {
    base: { type: 'file', families: ['picture'], show: 'hidden' },
    places: listOf(
      {
        name: { type: 'text', optional: true },
        item: { type: 'item', optional: true },
        x: { type: 'number' },
        y: { type: 'number' },
        note: { type: 'text', optional: true },
      },
      { search: true },
    ),
  },
  check,
  eyebrow: ({ words }) => words.one,
  above: (it) => {
    const base = it.medium(it.release.fields.base);
    const shown = base && it.picture(base, '(width > 50rem) 46rem, 100vw');
    if (!base || !shown) return null;
    return marks(
      {
        picture: shown,
        caption: base.caption,
        credit: base.credit,
        name: it.release.number,
        marks: groupsOf(it.release.fields.places).flatMap((one) => {
          const [x, y] = [numberOf(one.x), numberOf(one.y)];
          const name = textOf(one.name) || nameLink(one.item, it.here);
          return x === null || y === null ? [] : [{ x, y, name, note: textOf(one.note) }];
        }),
        title: it.words.fields?.places ?? '',
        download: it.here.language.words.download,
      },
      it.here,
    );
  },
  list,
});

function check({ fields, media }: Checked): Fault[] {
  const base = media.find(({ sha256 }) => sha256 === fields.base);
  return faultsOf(base && checkPicture(base, 'media', 'the map'), ...groupsOf(fields.places).map(checkMark));
}

function checkMark(one: Record<string, Json>, index: number): Fault[] {
  const field = `fields.places.${index}`;
  const off = isShare(one.x) ? (isShare(one.y) ? null : 'y') : 'x';
  const where = 'Give hundredths of the picture: 0 is its left or upper edge, 100 its right or lower one.';
  const which = 'Write its name, or choose the item that it stands for.';
  return faultsOf(
    off && fault(`${field}.${off}`, 'OFF_THE_MAP', 'the mark stands outside of the picture', where),
    !nameOf(one) && fault(`${field}.name`, 'NO_NAME', 'the mark stands for no place', which),
  );
}

function isShare(value: Parameters<typeof numberOf>[0]): boolean {
  const number = numberOf(value);
  return number !== null && number >= 0 && number <= 100;
}

function nameOf({ name, item }: Shown['release']['fields']): string {
  return textOf(name) || namedIn(item).name;
}

function list(all: Shown[], { here }: Section) {
  const entries = all.map((it) => {
    const { title, path, summary, fields } = it.release;
    const base = it.medium(fields.base);
    const shown = base && it.picture({ ...base, alt: '' }, '(width > 50rem) 24rem, 100vw');
    return {
      title,
      address: path,
      eyebrow: '',
      parts: [shown && picture(shown, here), summary && html`<p>${summary}</p>`],
    };
  });
  return directory([{ title: '', entries }], here);
}
