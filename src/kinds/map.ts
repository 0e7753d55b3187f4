import { html } from '../base/html.ts';
import { directory } from '../theme/directory/directory.ts';
import { marks } from '../theme/marks/marks.ts';
import { picture } from '../theme/picture/picture.ts';
import { type Checked, defineKind, type Fault, type Section, type Shown } from './kind.ts';
import { groupsOf, numberOf, textOf } from './traits.ts';
import { namedIn, nameLink } from './whereabouts.ts';

/** A picture map: places drawn on it as numbered marks, and the same places in a plain list. Nothing comes from elsewhere. */
export const map = defineKind({
  id: 'map',
  letters: 'MP',
  section: 'maps',
  dated: false,
  schemaType: 'Map',
  schemaOrg: (it) => {
    const base = it.medium(it.release.fields.base);
    const places = groupsOf(it.release.fields.places).map((one) => ({ '@type': 'Place', name: nameOf(one) }));
    return {
      ...(base && { image: it.absolute(base.address), creditText: base.credit }),
      ...(places.length > 0 && { about: places }),
    };
  },
  fields: {
    base: { type: 'file', families: ['picture'], show: 'hidden' },
    places: {
      type: 'list',
      show: 'hidden',
      search: true,
      optional: true,
      of: {
        type: 'group',
        of: {
          name: { type: 'text', optional: true },
          item: { type: 'item', optional: true },
          x: { type: 'number' },
          y: { type: 'number' },
          note: { type: 'text', optional: true },
        },
      },
    },
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
  const credit: Fault[] =
    base && !base.credit
      ? [
          {
            field: 'media',
            code: 'NO_CREDIT',
            message: 'the map does not say whose work it is',
            hint: 'Say in the credit of the picture who drew it.',
          },
        ]
      : [];
  const off = groupsOf(fields.places).flatMap(({ x, y }, index): Fault[] => {
    const wrong = isShare(x) ? (isShare(y) ? null : 'y') : 'x';
    if (!wrong) return [];
    const hint = 'Give hundredths of the picture: 0 is its left or upper edge, 100 its right or lower one.';
    return [
      {
        field: `fields.places.${index}.${wrong}`,
        code: 'OFF_THE_MAP',
        message: 'the mark stands outside of the picture',
        hint,
      },
    ];
  });
  const nameless = groupsOf(fields.places).flatMap((one, index): Fault[] => {
    if (nameOf(one)) return [];
    const hint = 'Write its name, or choose the item that it stands for.';
    return [{ field: `fields.places.${index}.name`, code: 'NO_NAME', message: 'the mark stands for no place', hint }];
  });
  return [...credit, ...off, ...nameless];
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
