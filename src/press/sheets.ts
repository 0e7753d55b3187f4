import type { Edition } from './catalogue.ts';
import { absolute, languageOf, mastheadOf, type Source } from './frame.ts';
import { letterPictures } from './sheet/sheet.ts';

/** The letter to print, on the organisation's letterhead. */
export function pdfOf(source: Source, edition: Edition): Uint8Array {
  const { sha256, position } = edition.releases.at(-1)!;
  const release = source.release(sha256);
  const sizes = new Map(release.media.flatMap((medium) => medium.sizes).map((size) => [size.sha256, size]));
  const pictures = letterPictures(release).map(
    (hash) => [hash, { bytes: source.mediaBytes(hash), type: sizes.get(hash)!.type }] as const,
  );
  return source.sheets.pdf({
    release,
    sha256,
    position,
    language: languageOf(release.language),
    masthead: mastheadOf(source),
    emblem: emblemBytes(source),
    pictures: new Map(pictures),
    canonicalUrl: absolute(source, release.path),
    citationUrl: absolute(source, `${release.number}/`),
  });
}

/** The picture that messengers show beside a link. */
export function socialPictureOf(source: Source, edition: Edition): Uint8Array {
  const release = source.release(edition.releases.at(-1)!.sha256);
  return source.sheets.socialPicture({
    release,
    language: languageOf(release.language),
    masthead: mastheadOf(source),
    emblem: emblemBytes(source),
  });
}

function emblemBytes(source: Source): Buffer | null {
  const emblem = source.catalogue.masthead!.edition.current.media.find(({ role }) => role === 'emblem');
  return emblem ? source.mediaBytes(emblem.sha256) : null;
}
