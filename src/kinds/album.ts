import type { Json } from '../record/release.ts';
import { album as sheet } from '../theme/album/album.ts';
import { type Checked, defineKind, type Fault, type Shown } from './kind.ts';
import { checkPictures, picturesData, picturesIn } from './pictures.ts';
import { dayInWords, fault, faultsOf, textOf } from './traits.ts';

/** Pictures of one occasion or one thing, with their captions in the edition's language. */
export const album = defineKind({
  id: 'album',
  letters: 'AL',
  section: 'albums',
  dated: true,
  schemaType: 'ImageGallery',
  schemaOrg,
  fields: {
    taken: { type: 'date', optional: true },
    /** What others may do with the pictures. */
    terms: { type: 'text', lines: true, optional: true },
    licence: { type: 'url', optional: true },
  },
  requires: ['posted'],
  legacy: { photos: {} },
  check,
  face: (release) => picturesIn(release)[0],
  eyebrow: ({ words }) => words.one,
  scripts: ['album'],
  below: (it) => {
    const { previous = '', next = '', close = '', place = '' } = it.words.says ?? {};
    const pictures = picturesIn(it.release).flatMap((medium, index) => {
      const picture = it.picture(medium, '100vw');
      return picture
        ? [{ picture, caption: medium.caption, credit: medium.credit, name: `${it.release.number} ${index + 1}` }]
        : [];
    });
    return sheet(pictures, { previous, next, close, place, download: it.here.language.words.download }, it.here);
  },
});

function check(content: Checked): Fault[] {
  const hint = 'Add pictures to the text: they stand in the album in their order.';
  // Captures of an old site have no pictures with them: whoever reads one through adds them.
  const isEmpty = picturesIn(content).length === 0 && !content.legacy;
  return faultsOf(isEmpty && fault('media', 'NO_PICTURES', 'the album has no picture', hint), checkPictures(content));
}

/** https://schema.org/ImageGallery */
function schemaOrg(it: Shown): Record<string, Json> {
  const { taken, licence } = it.release.fields;
  const pictures = picturesData(it).map((one) => ({ ...one, ...(textOf(licence) && { license: textOf(licence) }) }));
  return {
    ...(dayInWords(taken, it.here) && { dateCreated: textOf(taken) }),
    ...(pictures.length > 0 && { associatedMedia: pictures }),
  };
}
