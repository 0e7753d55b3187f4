import { html } from '../base/html.ts';
import type { Json } from '../record/release.ts';
import { timetable } from '../theme/agenda/agenda.ts';
import { notice } from '../theme/notice/notice.ts';
import { picture } from '../theme/picture/picture.ts';
import { elsewhere } from '../theme/player/player.ts';
import { AUTHOR } from './authors.ts';
import { checkSpan, states } from './event-parts.ts';
import { type Checked, defineKind, type Fault, type Section, type Shown } from './kind.ts';
import { namedIn, partyLink } from './names.ts';
import { AFTERWARDS, afterwards, checkAfterwards, mediaTypeOf } from './recordings.ts';
import { fault, faultsOf, groupsOf, isWebAddress, listOf, textOf } from './traits.ts';

/** Where broadcasts are seen or heard while they go on: the stream, its hours, and what is left of them. */
export const live = defineKind({
  id: 'live',
  letters: 'LV',
  section: 'live',
  dated: false,
  schemaType: 'BroadcastService',
  schemaOrg,
  fields: {
    /** Until further notice; the text says why. */
    off: { type: 'yes', show: 'hidden', optional: true },
    /** HLS: an address that ends in `.m3u8`. Other addresses are links. */
    stream: { type: 'url', show: 'hidden', optional: true },
    still: { type: 'file', families: ['picture'], show: 'hidden', optional: true },
    schedule: listOf(
      {
        start: { type: 'time' },
        end: { type: 'time' },
        title: { type: 'text' },
        who: { ...AUTHOR, optional: true },
        about: { type: 'text', lines: true, optional: true },
      },
      { search: true },
    ),
    recordings: AFTERWARDS,
  },
  requires: ['summary'],
  legacy: { live: {} },
  check,
  face: ({ fields, media }) => media.find(({ sha256 }) => sha256 === fields.still),
  eyebrow: ({ words }) => words.one,
  scripts: ['agenda', 'player'],
  above: (it) => [streamOf(it), scheduleOf(it)],
  below: afterwards,
  list: (all, section) => [...all].sort(onAirFirst).map((it) => channelOf(it, section)),
});

function check({ fields }: Checked): Fault[] {
  const where = 'Give the address of the stream, or say that it is off the air.';
  return faultsOf(
    !fields.stream && !fields.off && fault('fields.stream', 'NO_STREAM', 'there is no stream', where),
    ...groupsOf(fields.schedule).map(({ start, end }, index) => checkSpan(start, end, `fields.schedule.${index}.end`)),
    checkAfterwards(fields.recordings),
  );
}

/** Off the air, readers are told so; otherwise the stream waits behind a click. */
function streamOf(it: Shown) {
  const { off, stream, still } = it.release.fields;
  const { offAir = '', offAirText = '', hours = '', watch = '', caution = '' } = it.words.says ?? {};
  if (off) return notice({ tone: 'note', title: offAir, text: offAirText });
  if (!isWebAddress(stream)) return null;
  const shown = it.picture(it.medium(still) ?? undefined, '(width > 45rem) 42rem, 100vw');
  const own = { still: shown && picture(shown, it.here), address: stream, type: mediaTypeOf(stream) };
  return [
    elsewhere({ ...own, label: watch, caution }),
    groupsOf(it.release.fields.schedule).length > 0 && html`<p>${hours}</p>`,
  ];
}

function scheduleOf(it: Shown) {
  const { path, fields } = it.release;
  if (fields.off) return null;
  const occasions = groupsOf(fields.schedule).flatMap(({ start, end, title, who, about }, index) => {
    if (!isWhole(start) || !isWhole(end)) return [];
    const id = `at-${index + 1}`;
    const own = { id, address: `${path}#${id}`, title: textOf(title), place: partyLink(who, it.here) };
    return [{ ...own, start, end, summary: textOf(about), mark: null }];
  });
  const words = { ...states(it), none: it.words.says?.nothing ?? '' };
  return occasions.length > 0 && timetable(it.words.fields?.schedule ?? '', occasions, words, it.here);
}

function isWhole(time: Json | undefined): time is string {
  return !Number.isNaN(Date.parse(textOf(time)));
}

function onAirFirst(a: Shown, b: Shown): number {
  return Number(a.release.fields.off === true) - Number(b.release.fields.off === true);
}

/** The section's page tells how each channel stands. */
function channelOf(it: Shown, { here }: Section) {
  const { title, path, summary } = it.release;
  return html`<section><h2><a href="${here.link(path)}">${title}</a></h2><p>${summary}</p>${streamOf(it)}${scheduleOf(it)}</section>`;
}

/** https://schema.org/BroadcastService, with each https://schema.org/BroadcastEvent that is announced. */
function schemaOrg(it: Shown): Record<string, Json> {
  const { fields, path, title } = it.release;
  const events = groupsOf(fields.schedule)
    .filter(({ start, end }) => isWhole(start) && isWhole(end))
    .map(({ start, end, title: name, who }) => ({
      '@type': 'BroadcastEvent',
      name: textOf(name),
      startDate: textOf(start),
      endDate: textOf(end),
      isLiveBroadcast: true,
      ...(namedIn(who).name && { performer: { '@type': 'Person', name: namedIn(who).name } }),
    }));
  return {
    broadcastDisplayName: title,
    broadcaster: { '@type': 'Organization', name: it.organisation },
    ...(isWebAddress(fields.stream) && { potentialAction: { '@type': 'WatchAction', target: it.absolute(path) } }),
    ...(events.length > 0 && { '@reverse': { publishedOn: events } }),
  };
}
