import type { Json } from '../record/release.ts';
import { picture } from '../theme/picture/picture.ts';
import { type Chapter, chapters, elsewhere, player, type Track } from '../theme/player/player.ts';
import { CREDITS, creditsIn } from './authors.ts';
import { CHAPTERS, chaptersIn, chaptersTrack, checkChapters } from './chapters.ts';
import { type Checked, defineKind, type Fault, type Shown } from './kind.ts';
import { tongueIn } from './linked.ts';
import { checkClock, durationOf, mediaTypeOf, noCaptions, recordingData, secondsOf } from './recordings.ts';
import { dayInWords, fault, faultsOf, groupsOf, isWebAddress, listOf, textOf } from './traits.ts';

const TRACK = 'chapters.vtt';

/** A film: files of our own, or where it stands elsewhere. What is said in it is its text. */
export const video = defineKind({
  id: 'video',
  letters: 'VI',
  section: 'videos',
  dated: true,
  schemaType: 'VideoObject',
  schemaOrg,
  fields: {
    /** The same film in one or more formats, the best first. */
    files: listOf({ file: { type: 'file', families: ['video'] } }),
    address: { type: 'url', show: 'hidden', optional: true },
    captions: listOf({
      file: { type: 'file', families: ['captions'] },
      /** Where it is not the edition's own. */
      tongue: { type: 'text', optional: true },
    }),
    /** Nothing is said in it, so there is nothing to caption. */
    silent: { type: 'yes', show: 'hidden', optional: true },
    poster: { type: 'file', families: ['picture'], show: 'hidden', optional: true },
    duration: { type: 'text', optional: true },
    recorded: { type: 'date', optional: true },
    chapters: CHAPTERS,
    credits: CREDITS,
  },
  requires: ['summary', 'posted'],
  legacy: { video: {} },
  check,
  face: ({ fields, media }) => media.find(({ sha256 }) => sha256 === fields.poster),
  eyebrow: ({ words }) => words.one,
  scripts: ['player'],
  above: (it) => [
    filmOf(it),
    elsewhereOf(it),
    chapters(playable(it), it.words.fields?.chapters ?? '', addressOf(it), it.here),
  ],
  below: creditsIn,
  files: { [TRACK]: trackOf },
});

function check({ fields }: Checked): Fault[] {
  const own = groupsOf(fields.files).length > 0;
  const captioned = groupsOf(fields.captions).length > 0;
  const where = 'Choose a video file, or give the address at which it can be seen.';
  return faultsOf(
    !own && !fields.address && fault('fields.files', 'NO_RECORDING', 'there is no film', where),
    own && !captioned && !fields.silent && noCaptions('fields.captions'),
    checkClock(fields.duration, 'fields.duration'),
    checkChapters(fields.chapters),
  );
}

function filmOf(it: Shown) {
  const { fields, path } = it.release;
  const { id: language, name } = it.here.language;
  const title = it.words.fields?.chapters ?? '';
  const hasChapters = playable(it).length > 0;
  return player(
    {
      label: it.words.one,
      files: filesOf(it),
      captions: groupsOf(fields.captions).flatMap(({ file, tongue }) => captionsIn(file, tongue, it)),
      chapters: hasChapters ? { address: `${path}${TRACK}`, language, name: `${title} · ${name}` } : null,
      poster: it.medium(fields.poster)?.address,
    },
    it.here,
  );
}

function filesOf(it: Shown) {
  return groupsOf(it.release.fields.files).flatMap(({ file }) => it.medium(file) ?? []);
}

function captionsIn(file: Json | undefined, tongue: Json | undefined, it: Shown): Track[] {
  const medium = it.medium(file);
  const { id, name } = it.here.language;
  const language = tongueIn({ tongue: tongue ?? null }) ?? { tag: id, name };
  return medium ? [{ address: medium.address, language: language.tag, name: language.name }] : [];
}

/** Of the film where it stands: chapters lead there. */
function addressOf(it: Shown): string {
  return filesOf(it)[0]?.address ?? '';
}

function elsewhereOf(it: Shown) {
  const { fields } = it.release;
  const { address } = fields;
  const { watch = '', caution = '' } = it.words.says ?? {};
  if (!isWebAddress(address)) return null;
  const poster = filesOf(it).length === 0 ? it.medium(fields.poster) : null;
  const shown = it.picture(poster ?? undefined, '(width > 45rem) 42rem, 100vw');
  const still = shown && picture(shown, it.here);
  return elsewhere({ still, address, type: mediaTypeOf(address), label: watch, caution });
}

/** The chapters of our own files: there is nothing to jump to where the film stands on another site. */
function playable(it: Shown): Chapter[] {
  return filesOf(it).length > 0 ? chaptersIn(it.release.fields.chapters) : [];
}

function trackOf(it: Shown): string | null {
  const list = playable(it);
  return list.length > 0 ? chaptersTrack(list, secondsOf(it.release.fields.duration)) : null;
}

/** https://schema.org/VideoObject */
function schemaOrg(it: Shown): Record<string, Json> {
  const { fields, path, posted, released, summary, title } = it.release;
  const file = groupsOf(fields.files)[0]?.file;
  const { '@type': _, ...own } = recordingData(file, it) ?? {};
  const poster = it.medium(fields.poster);
  const duration = durationOf(fields.duration);
  const clips = playable(it).map(({ at, title: name }) => ({
    '@type': 'Clip',
    name,
    startOffset: at,
    url: `${it.absolute(path)}#t=${at}`,
  }));
  return {
    ...own,
    description: summary || title,
    uploadDate: posted ?? released,
    thumbnailUrl: it.absolute(poster?.address ?? `${path}card.png`),
    ...(duration && { duration }),
    ...(dayInWords(fields.recorded, it.here) && { dateCreated: textOf(fields.recorded) }),
    ...(!file && isWebAddress(fields.address) && { sameAs: fields.address }),
    ...(clips.length > 0 && { hasPart: clips }),
  };
}
