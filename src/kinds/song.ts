import { type Child, html } from '../base/html.ts';
import type { Json } from '../record/release.ts';
import { elsewhere, player } from '../theme/player/player.ts';
import { poemHead } from '../theme/poem/poem.ts';
import { CREDITS, creditsIn, PARTIES, partiesData } from './authors.ts';
import { episodeOf } from './episodes.ts';
import { type Checked, defineKind, type Fault, type Shown, type SiteMedium } from './kind.ts';
import { namesIn, partyLink, partyLinks } from './names.ts';
import { originalBeside, sourceOf, TRANSLATOR, translationData } from './originals.ts';
import { checkClock, durationOf, mediaTypeOf, recordingData, secondsOf } from './recordings.ts';
import { dayInWords, fault, faultsOf, groupsOf, isWebAddress, listOf, textOf } from './traits.ts';

/** A song to be heard and sung: who made it, and its words as verse, which are the text. */
export const song = defineKind({
  id: 'song',
  letters: 'SO',
  section: 'songs',
  dated: true,
  schemaType: 'MusicRecording',
  schemaOrg,
  fields: {
    /** The same recording in one or more formats, the best first. */
    files: listOf({ file: { type: 'file', families: ['audio'] } }),
    address: { type: 'url', show: 'hidden', optional: true },
    performers: PARTIES,
    writers: PARTIES,
    composers: PARTIES,
    /** Of the words, in an edition in another language. */
    translator: TRANSLATOR,
    duration: { type: 'text', optional: true },
    recorded: { type: 'date', optional: true },
    /** Who played what, and who recorded it. */
    credits: CREDITS,
    /** On what terms others may sing it, copy it and pass it on. */
    licence: { type: 'text', optional: true },
  },
  requires: ['posted'],
  legacy: { song: {} },
  check,
  eyebrow: ({ words }) => words.one,
  scripts: ['player'],
  above: (it) => [
    head(it),
    player({ label: it.words.one, files: filesOf(it), captions: [] }, it.here),
    elsewhereOf(it),
  ],
  below: (it) => [originalBeside(it), creditsIn(it)],
  podcast: { category: 'Music', episodes },
});

function check({ fields, legacy }: Checked): Fault[] {
  const isHeard = groupsOf(fields.files).length > 0 || fields.address;
  const where = 'Choose an audio file, or give the address at which it can be heard.';
  return faultsOf(
    !isHeard && !legacy && fault('fields.files', 'NO_RECORDING', 'there is nothing to hear', where),
    checkClock(fields.duration, 'fields.duration'),
  );
}

function head({ release: { fields }, here, words: { fields: labels = {}, says = {} } }: Shown) {
  const named = (label: string | undefined, names: Child) => names && html`${label}: ${names}`;
  const performers = partyLinks(fields.performers, here);
  const translator = partyLink(fields.translator, here);
  return poemHead('free', [
    performers && html`<b>${performers}</b>`,
    named(labels.writers, partyLinks(fields.writers, here)),
    named(labels.composers, partyLinks(fields.composers, here)),
    translator && html`${says.translatedBy} ${translator}`,
  ]);
}

function filesOf(it: Shown): SiteMedium[] {
  return groupsOf(it.release.fields.files).flatMap(({ file }) => it.medium(file) ?? []);
}

function elsewhereOf({ release: { fields }, words: { says = {} } }: Shown) {
  const { address } = fields;
  const { listen = '', caution = '' } = says;
  return (
    isWebAddress(address) && elsewhere({ still: null, address, type: mediaTypeOf(address), label: listen, caution })
  );
}

function episodes(it: Shown) {
  const { fields, title, summary, posted, released } = it.release;
  const by = namesIn(fields.performers);
  const seconds = secondsOf(fields.duration);
  return episodeOf(filesOf(it), { part: '', title, summary, by, day: posted ?? released, seconds, transcript: 'text' });
}

/** https://schema.org/MusicRecording of a https://schema.org/MusicComposition, whose words may be a translation. */
function schemaOrg(it: Shown): Record<string, Json> {
  const { fields, path, title, language } = it.release;
  const source = sourceOf(it);
  const sung = source?.language.id ?? language;
  const duration = durationOf(fields.duration);
  const [first] = filesOf(it);
  const licence = isWebAddress(fields.licence) && fields.licence;
  const address = isWebAddress(fields.address) && fields.address;
  return {
    inLanguage: sung,
    ...(first && { audio: recordingData(first.sha256, it) }),
    ...partiesData('byArtist', fields.performers, 'MusicGroup'),
    ...(duration && { duration }),
    ...(dayInWords(fields.recorded, it.here) && { dateCreated: textOf(fields.recorded) }),
    ...(licence && { license: licence }),
    ...(address && { sameAs: address }),
    recordingOf: {
      '@type': 'MusicComposition',
      name: source?.release.title ?? title,
      inLanguage: sung,
      ...partiesData('lyricist', fields.writers),
      ...partiesData('composer', fields.composers),
      lyrics: { '@type': 'CreativeWork', inLanguage: language, url: it.absolute(path), ...translationData(it) },
    },
  };
}
