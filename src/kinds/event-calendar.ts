import ical, { ICalEventStatus } from 'ical-generator';
import { eventSpan } from './event-parts.ts';
import type { Section, Shown } from './kind.ts';
import { textOf } from './traits.ts';
import { placeIn } from './whereabouts.ts';

const STATUS: Record<string, ICalEventStatus> = {
  cancelled: ICalEventStatus.CANCELLED,
  postponed: ICalEventStatus.TENTATIVE,
};

/**
 * Events as iCalendar (RFC 5545), in UTC so that no zone has to be explained. Stamps are the releases' own: the same
 * releases give the same bytes. An event keeps its UID in every language and every release.
 */
export function calendar(all: Shown[], { absolute }: Pick<Section, 'absolute'>, name: string): string {
  // Without METHOD: that would make it a message between calendars, each event of which names an organizer (RFC 5546).
  const file = ical({ name, prodId: { company: 'Daftar', product: 'Events', language: 'EN' } });
  const host = new URL(absolute('')).hostname;
  for (const { release } of all) {
    const span = eventSpan(release.fields);
    if (!span) continue;
    const url = absolute(release.path);
    file.createEvent({
      id: `${release.number}@${host}`,
      stamp: new Date(release.released),
      lastModified: new Date(release.released),
      sequence: release.version - 1,
      start: new Date(span.start),
      end: span.end && new Date(span.end),
      summary: release.title,
      description: [release.summary, url].filter(Boolean).join('\n\n'),
      location: locationOf(release),
      status: STATUS[textOf(release.fields.status)] ?? ICalEventStatus.CONFIRMED,
      url,
    });
  }
  return `${file.toString()}\r\n`;
}

function locationOf({ fields }: Shown['release']) {
  const { name, address, way, at } = placeIn(fields.place);
  const title = name || way;
  if (!title && !address) return textOf(fields.online) || null;
  const geo = at ? { lat: at.latitude, lon: at.longitude } : undefined;
  return { title: title || address, ...(title && address && { address: address.replaceAll('\n', ', ') }), geo };
}
