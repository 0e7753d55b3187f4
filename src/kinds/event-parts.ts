import { atOffset, instant } from '../base/dates.ts';
import { type Html, html } from '../base/html.ts';
import type { Json } from '../record/release.ts';
import { agenda, type Occasion, type Span, type StateWords, when } from '../theme/agenda/agenda.ts';
import { notice } from '../theme/notice/notice.ts';
import { place } from '../theme/place/place.ts';
import { partiesData } from './authors.ts';
import type { Fault, Section, Shown } from './kind.ts';
import { fault, groupsOf, isWebAddress, textOf } from './traits.ts';
import { isOffset, placeData, placeIn } from './whereabouts.ts';

const TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)$/;

/** From when to when; null while that is not whole yet. */
export function eventSpan({ start, end }: Record<string, Json>): Span | null {
  if (!isTime(start)) return null;
  return { start, end: isTime(end) ? end : null };
}

function isTime(time: Json | undefined): time is string {
  return typeof time === 'string' && TIME.test(time) && !Number.isNaN(Date.parse(time));
}

/** Whether it does not take place, or not then. */
export function isOff({ status }: Record<string, Json>): boolean {
  return status === 'cancelled' || status === 'postponed';
}

export function checkSpan(start: Json | undefined, end: Json | undefined, field: string): Fault[] {
  if (!start || !end || instant(textOf(end)) > instant(textOf(start))) return [];
  const hint = 'Correct one of the two, and look at their offsets from UTC: both are read with them.';
  return [fault(field, 'ENDS_BEFORE_START', 'the end is not after the start', hint)];
}

export function eventList(all: Shown[], section: Section): Html {
  const { here, words, address } = section;
  return html`<p><a href="${here.link(`${address}events.ics`)}">${words.says?.all}</a></p>${agenda(all.flatMap(occasion), states(section), here)}`;
}

function occasion({ release, words }: Shown): Occasion[] {
  const span = eventSpan(release.fields);
  if (!span) return [];
  const mark = isOff(release.fields) ? (words.choices?.[textOf(release.fields.status)] ?? null) : null;
  const { path, title, summary } = release;
  return [{ ...span, title, address: path, summary, place: placeIn(release.fields.place).name, mark }];
}

export function states({ words: { says = {} } }: Pick<Shown, 'words'>): StateWords {
  return { coming: says.coming ?? '', now: says.now ?? '', past: says.past ?? '', next: says.next ?? '' };
}

export function offNotice({ release: { fields }, words }: Shown): Html | null {
  if (!isOff(fields)) return null;
  const status = textOf(fields.status);
  return notice({ tone: 'correction', title: words.choices?.[status] ?? status, text: words.says?.[status] });
}

export function whenAndWhere(it: Shown): Html | null {
  const { release, here, words } = it;
  const { fields, path } = release;
  const span = eventSpan(fields);
  if (!span) return null;
  const there = (iso: string | null, offset: string) => iso && atOffset(iso, offset);
  const elsewhere = groupsOf(fields.elsewhere).flatMap(({ city, offset }) =>
    isOffset(offset)
      ? [{ name: textOf(city), span: { start: there(span.start, offset)!, end: there(span.end, offset) } }]
      : [],
  );
  const ways = [
    isWebAddress(fields.registration) &&
      html`<a href="${fields.registration}" rel="noopener">${words.says?.register}</a>`,
    isWebAddress(fields.online) && html`<a href="${fields.online}" rel="noopener">${words.says?.follow}</a>`,
    html`<a href="${here.link(`${path}event.ics`)}">${words.says?.calendar}</a>`,
  ].filter(Boolean);
  const below = html`${place(placeIn(fields.place), here)}${fields.admission && html`<p>${textOf(fields.admission)}</p>`}<p>${ways.map((way, index) => html`${index > 0 && ' · '}${way}`)}</p>`;
  return when(span, elsewhere, below, states(it), here);
}

/** https://schema.org/Event */
export function eventData({ release, organisation }: Shown): Record<string, Json> {
  const { fields, issuers } = release;
  const span = eventSpan(fields);
  const hall = placeData(fields.place);
  const stream = isWebAddress(fields.online) ? { '@type': 'VirtualLocation', url: fields.online } : null;
  const mode = hall && stream ? 'Mixed' : stream ? 'Online' : 'Offline';
  const hosts = issuers.length > 0 ? issuers.map(({ name }) => name) : [organisation];
  const status =
    { cancelled: 'EventCancelled', postponed: 'EventPostponed' }[textOf(fields.status)] ?? 'EventScheduled';
  return {
    ...(span && { startDate: span.start, ...(span.end && { endDate: span.end }) }),
    eventStatus: `https://schema.org/${status}`,
    eventAttendanceMode: `https://schema.org/${mode}EventAttendanceMode`,
    ...((hall || stream) && { location: hall && stream ? [hall, stream] : (hall ?? stream)! }),
    ...partiesData(
      'performer',
      groupsOf(fields.speakers).map(({ who }) => who ?? null),
    ),
    organizer: hosts.map((name) => ({ '@type': 'Organization', name })),
  };
}
