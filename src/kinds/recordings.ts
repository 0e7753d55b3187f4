import { type Child, html } from '../base/html.ts';
import type { Json } from '../record/release.ts';
import { player } from '../theme/player/player.ts';
import { roster } from '../theme/roster/roster.ts';
import type { Field } from './field.ts';
import type { Checked, Fault, Shown } from './kind.ts';
import { namedIn } from './names.ts';
import { fault, groupsOf, isWebAddress, listOf, textOf } from './traits.ts';

/** Trait of what can be heard or seen from our own site: a file, and the captions without which a film shuts people out. */
export const RECORDING = {
  file: { type: 'file', families: ['audio', 'video'] },
  captions: { type: 'file', families: ['captions'], optional: true },
} satisfies Record<string, Field>;

/** A video without captions, at the path of the field that lacks them. */
export function checkCaptions(
  file: Json | undefined,
  captions: Json | undefined,
  field: string,
  media: Checked['media'],
) {
  return isVideo(file, media) && !captions ? noCaptions(field) : null;
}

export function noCaptions(field: string): Fault {
  return fault(field, 'NO_CAPTIONS', 'the video has no captions', 'Add a WebVTT file with what is said.');
}

function isVideo(file: Json | undefined, media: Checked['media']): boolean {
  return media.some(({ sha256, sizes }) => sha256 === file && sizes[0]?.type.startsWith('video/'));
}

/** The player of one file, with captions in the language of the page. */
export function recordingOf(file: Json | undefined, captions: Json | undefined, label: string, it: Shown): Child {
  const medium = it.medium(file);
  const track = it.medium(captions);
  const { id: language, name } = it.here.language;
  const tracks = track ? [{ address: track.address, language, name }] : [];
  return medium && player({ label, files: [medium], captions: tracks }, it.here);
}

/** https://schema.org/MediaObject; null where there is no file. */
export function recordingData(file: Json | undefined, it: Shown): Record<string, Json> | null {
  const medium = it.medium(file);
  if (!medium) return null;
  const type = medium.type.startsWith('video/') ? 'VideoObject' : 'AudioObject';
  const { posted, released, path } = it.release;
  return {
    '@type': type,
    contentUrl: it.absolute(medium.address),
    encodingFormat: medium.type,
    uploadDate: posted ?? released,
    ...(type === 'VideoObject' && { thumbnailUrl: it.absolute(`${path}card.png`) }),
  };
}

/** What can be heard, seen or read afterwards: a file of ours, an item of ours, or an address elsewhere. */
export const AFTERWARDS = listOf({
  what: { type: 'text' },
  file: { type: 'file', families: ['audio', 'video', 'pdf'], optional: true },
  address: { type: 'url', optional: true },
  item: { type: 'item', kinds: ['video', 'statement', 'series'], optional: true },
});

export function checkAfterwards(value: Json | undefined): Fault[] {
  const hint = 'Choose a file, give an address, or name the item that holds it.';
  return groupsOf(value).flatMap(({ file, address, item }, index) =>
    file || address || namedIn(item).name
      ? []
      : [fault(`fields.recordings.${index}`, 'NO_RECORDING', 'it leads nowhere', hint)],
  );
}

export function afterwards(it: Shown): Child {
  const entries = groupsOf(it.release.fields.recordings).flatMap(({ what, file, address, item }) => {
    const own = it.medium(file)?.address ?? (namedIn(item).number && `${namedIn(item).number}/`);
    const target = own ? it.here.link(own) : isWebAddress(address) ? address : null;
    const words = textOf(what);
    return words ? [{ main: target ? html`<a href="${target}">${words}</a>` : words, detail: null, when: null }] : [];
  });
  return roster({ title: it.words.fields?.recordings ?? '', entries });
}

const CLOCK = /^(?:(\d{1,3}):)?([0-5]?\d):([0-5]\d)$/;

/** Seconds of a time within a recording: `4:05`, `1:02:30`; null where this is none. */
export function secondsOf(clock: Json | undefined): number | null {
  const [, hours = '0', minutes, seconds] = CLOCK.exec(textOf(clock)) ?? [];
  return minutes ? Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds) : null;
}

/** ISO 8601, as schema.org wants it: `PT4M5S`. */
export function durationOf(clock: Json | undefined): string | null {
  const all = secondsOf(clock);
  if (all === null) return null;
  const [hours, minutes, seconds] = [Math.floor(all / 3600), Math.floor(all / 60) % 60, all % 60];
  return `PT${hours ? `${hours}H` : ''}${minutes ? `${minutes}M` : ''}${seconds || all === 0 ? `${seconds}S` : ''}`;
}

/** What can be played by itself, told by how its address ends; null where that is a page, or nobody can tell. */
export function mediaTypeOf(address: string): string | null {
  const [, ending = ''] = /^https?:\/\/[^?#]*\.([a-z0-9]+)([?#]|$)/i.exec(address) ?? [];
  return MEDIA_TYPES[ending.toLowerCase()] ?? null;
}

const MEDIA_TYPES: Record<string, string> = {
  ...{ mp4: 'video/mp4', m4v: 'video/mp4', webm: 'video/webm', m3u8: 'application/vnd.apple.mpegurl' },
  ...{ mp3: 'audio/mpeg', m4a: 'audio/mp4', ogg: 'audio/ogg', oga: 'audio/ogg', opus: 'audio/ogg', wav: 'audio/wav' },
};

export function checkClock(clock: Json | undefined, field: string): Fault | null {
  if (!clock || secondsOf(clock) !== null) return null;
  const hint = 'Write minutes and seconds, or hours, minutes and seconds: 4:05, 1:02:30.';
  return fault(field, 'BAD_DURATION', 'this is no time within a recording', hint);
}
