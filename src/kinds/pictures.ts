import type { Medium } from '../record/release.ts';
import type { Checked, Fault, Shown } from './kind.ts';
import { fault, faultsOf } from './traits.ts';

/** Trait of what consists of pictures: they are those of the edition, in its order, with their words in its language. */
export function picturesIn<One extends Pick<Medium, 'role'>>({ media }: { media: One[] }): One[] {
  return media.filter(({ role }) => role === 'figure' || role === 'lead');
}

export function checkPictures({ media }: Pick<Checked, 'media'>): Fault[] {
  return picturesIn({ media }).flatMap((medium, index) => checkPicture(medium, 'media', `picture ${index + 1}`));
}

/** It says what it shows, for whoever does not see it, and whose work it is. */
export function checkPicture({ alt, credit }: Pick<Medium, 'alt' | 'credit'>, field: string, name: string): Fault[] {
  const what = 'Say in a sentence what it shows, for readers who do not see it.';
  const whose = 'Say in its credit who made it.';
  return faultsOf(
    !alt && fault(field, 'NO_ALT', `${name} has no description`, what),
    !credit && fault(field, 'NO_CREDIT', `${name} does not say whose work it is`, whose),
  );
}

/** https://schema.org/ImageObject of each. */
export function picturesData(it: Shown) {
  return picturesIn(it.release).flatMap(({ sha256, alt, caption, credit }) => {
    const own = it.medium(sha256);
    if (!own) return [];
    const words = { ...(caption || alt ? { caption: caption || alt } : {}), ...(credit && { creditText: credit }) };
    return [{ '@type': 'ImageObject', contentUrl: it.absolute(own.address), encodingFormat: own.type, ...words }];
  });
}
