import { DaftarError } from '../base/errors.ts';
import type { Kind } from '../kinds/kind.ts';
import type { Language } from '../languages/language.ts';
import type { Release } from '../record/release.ts';
import type { Edition } from './catalogue.ts';
import { absolute, languageOf, mastheadOf, type Source, sectionTitle } from './frame.ts';
import { inLanguage } from './in-language.ts';
import { pdfName } from './item-page.ts';
import { coverAddress } from './podcast.ts';
import { cardsByPlainness, coversByPlainness, lettersByPlainness } from './sheet/plainer.ts';
import { type Attachment, letterPictures } from './sheet/sheet.ts';

/** A sheet that could not be set as it should be, and why. */
export interface Refusal {
  /** Of the file in the site, where a plainer sheet stands now. */
  address: string;
  reason: string;
}

/** The letter to print, on the organisation's letterhead; a plainer one where the typesetter refuses it. */
export function pdfOf(source: Source, edition: Edition): Uint8Array {
  const { sha256, position } = edition.releases.at(-1)!;
  const release = source.release(sha256);
  const sizes = new Map(release.media.flatMap((medium) => medium.sizes).map((size) => [size.sha256, size]));
  const pictures = letterPictures(release).map(
    (hash) => [hash, { bytes: source.mediaBytes(hash), type: sizes.get(hash)!.type }] as const,
  );
  const letters = lettersByPlainness({
    release,
    sha256,
    position,
    language: languageOf(release.language),
    masthead: mastheadOf(source),
    emblem: emblemBytes(source),
    pictures: new Map(pictures),
    attachments: attachmentsOf(source, release, { sha256, position }),
    canonicalUrl: absolute(source, release.path),
    citationUrl: absolute(source, `${release.number}/`),
  });
  return firstThatIsSet(letters, source.sheets.pdf, (reason) =>
    source.refused({ address: `${release.path}${pdfName(release)}`, reason }),
  );
}

/**
 * What proves the letter without a network: the release to the byte, its receipt where the record has one yet, and the
 * policy that says whose signatures count. `daftar verify` and the page for checking read them by these endings.
 */
function attachmentsOf(
  source: Source,
  { number, language, version }: Release,
  entry: { sha256: string; position: number },
): Attachment[] {
  const name = `${number}-${language}-v${version}`;
  const receipt = source.receipt(entry);
  return [
    {
      name: `${name}.json`,
      type: 'application/json',
      text: new TextDecoder().decode(source.releaseBytes(entry.sha256)),
    },
    ...(receipt === null ? [] : [{ name: `${name}.tlog-proof`, type: 'text/plain', text: receipt }]),
    { name: 'policy', type: 'text/plain', text: source.policy },
  ];
}

/** The picture that messengers show beside a link; a plainer one where the typesetter refuses it. */
export function socialPictureOf(source: Source, edition: Edition): Uint8Array {
  const release = source.release(edition.releases.at(-1)!.sha256);
  const cards = cardsByPlainness({
    release,
    language: languageOf(release.language),
    masthead: mastheadOf(source),
    emblem: emblemBytes(source),
  });
  return firstThatIsSet(cards, source.sheets.socialPicture, (reason) =>
    source.refused({ address: `${release.path}card.png`, reason }),
  );
}

/** The picture by which podcast apps show a section; a plainer one where the typesetter refuses it. */
export function coverOf(source: Source, kind: Kind, language: Language): Uint8Array {
  const masthead = mastheadOf(source);
  const covers = coversByPlainness({
    organisation: inLanguage(masthead.names, language, masthead),
    title: sectionTitle(source, kind.id, language),
    language,
    emblem: emblemBytes(source),
  });
  return firstThatIsSet(covers, source.sheets.cover, (reason) =>
    source.refused({ address: coverAddress(kind, language), reason }),
  );
}

/** For whoever runs the press: all refusals of one press in one sentence. */
export function refusalsInWords(refusals: Refusal[]): string {
  const count = refusals.length === 1 ? '1 sheet was' : `${refusals.length} sheets were`;
  const named = refusals.slice(0, NAMED).map(({ address }) => address);
  const others = refusals.length > NAMED ? `, and ${refusals.length - NAMED} more` : '';
  return `${count} set more plainly than the text asks, as the typesetter refused it (${refusals[0]!.reason}): ${named.join(', ')}${others}.`;
}

const NAMED = 5;

/**
 * What is refused is a function of the release and its pictures alone, so the same sheet stands on the site whenever it is
 * pressed. Any other failure, a full disk for one, passes.
 */
function firstThatIsSet<Input>(
  inputs: Iterable<Input>,
  set: (input: Input) => Buffer,
  refused: (reason: string) => void,
): Buffer {
  let refusal: DaftarError | null = null;
  for (const input of inputs) {
    try {
      const sheet = set(input);
      if (refusal) refused(refusal.message);
      return sheet;
    } catch (error) {
      if (!(error instanceof DaftarError) || error.code !== 'SHEET_NOT_SET') throw error;
      refusal ??= error;
    }
  }
  throw refusal;
}

function emblemBytes(source: Source): Buffer | null {
  const emblem = source.catalogue.masthead!.edition.current.media.find(({ role }) => role === 'emblem');
  return emblem ? source.mediaBytes(emblem.sha256) : null;
}
