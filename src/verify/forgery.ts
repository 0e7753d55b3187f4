import type { Release } from '../record/release.ts';

export function isForgeryNotice({ fields }: Pick<Release, 'fields'>): boolean {
  return fields.type === 'forgery-notice';
}

/**
 * Hashes of the pictures that a notice declares not to be ours: those that it names, and where it names none, all that it
 * carries. Empty of any other release.
 */
export function forgedPictures({ fields, media }: Pick<Release, 'fields' | 'media'>): string[] {
  if (!isForgeryNotice({ fields })) return [];
  const sizesOf = ({ sha256, sizes }: Release['media'][number]) => [sha256, ...sizes.map((size) => size.sha256)];
  const named = namedForgeries(fields.forgedPictures);
  if (named.length === 0) return media.flatMap(sizesOf);
  const kept = media.filter(({ sha256 }) => named.includes(sha256));
  return [...named, ...kept.flatMap(sizesOf)];
}

/** Whether a notice says of this very picture that it is not ours. */
export function isForgeryNamed({ fields, media }: Pick<Release, 'fields' | 'media'>, hash: string): boolean {
  return namedForgeries(fields.forgedPictures).length > 0 && forgedPictures({ fields, media }).includes(hash);
}

function namedForgeries(value: unknown): string[] {
  if (!Array.isArray(value)) return [];
  return value
    .flatMap(({ file = null, hashes = null } = {}) => [file, ...(Array.isArray(hashes) ? hashes : [])])
    .filter((hash): hash is string => typeof hash === 'string');
}

/** Files that a release keeps of what others published: wherever its fields name one as a `copy`. */
export function keptCopies(fields: unknown): string[] {
  if (typeof fields !== 'object' || fields === null) return [];
  return Object.entries(fields).flatMap(([id, value]) =>
    id === 'copy' && typeof value === 'string' ? [value] : keptCopies(value),
  );
}
