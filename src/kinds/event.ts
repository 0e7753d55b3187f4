import { programme } from '../theme/programme/programme.ts';
import { roster } from '../theme/roster/roster.ts';
import { calendar } from './event-calendar.ts';
import { checkSpan, eventData, eventList, eventSpan, offNotice, whenAndWhere } from './event-parts.ts';
import { defineKind } from './kind.ts';
import { partyLink } from './names.ts';
import { AFTERWARDS, afterwards, checkAfterwards } from './recordings.ts';
import { groupsOf, listOf, textOf } from './traits.ts';
import { checkOffset, checkPlace, PLACE } from './whereabouts.ts';

/** Something that takes place. Readers see its full date; what is coming and what is past, a script marks. */
export const event = defineKind({
  id: 'event',
  letters: 'EV',
  section: 'events',
  dated: true,
  schemaType: 'Event',
  schemaOrg: eventData,
  fields: {
    status: { type: 'choice', options: ['planned', 'postponed', 'cancelled'], show: 'hidden', optional: true },
    start: { type: 'time', show: 'hidden' },
    end: { type: 'time', show: 'hidden', optional: true },
    elsewhere: listOf({ city: { type: 'text' }, offset: { type: 'text' } }),
    place: PLACE,
    online: { type: 'url', show: 'hidden', optional: true },
    registration: { type: 'url', show: 'hidden', optional: true },
    admission: { type: 'text', show: 'hidden', optional: true },
    programme: listOf(
      {
        time: { type: 'text', optional: true },
        what: { type: 'text' },
        who: { type: 'item', kinds: ['person', 'body'], optional: true },
      },
      { search: true },
    ),
    speakers: listOf(
      { who: { type: 'item', kinds: ['person'] }, role: { type: 'text', optional: true } },
      { search: true },
    ),
    recordings: AFTERWARDS,
  },
  requires: ['posted'],
  legacy: { event: {} },
  check: ({ fields }) => [
    ...checkSpan(fields.start, fields.end, 'fields.end'),
    ...groupsOf(fields.elsewhere).flatMap(({ offset }, index) =>
      checkOffset(offset, `fields.elsewhere.${index}.offset`),
    ),
    ...checkPlace(fields.place),
    ...checkAfterwards(fields.recordings),
  ],
  eyebrow: ({ words }) => words.one,
  day: ({ release: { fields } }) => eventSpan(fields)?.start ?? null,
  scripts: ['agenda'],
  above: (it) => [offNotice(it), whenAndWhere(it)],
  below: (it) => {
    const { fields: labels = {} } = it.words;
    const { fields } = it.release;
    return [
      programme({
        title: labels.programme ?? '',
        points: groupsOf(fields.programme).map(({ time, what, who }) => ({
          time: it.here.number(textOf(time)),
          what: textOf(what),
          who: partyLink(who, it.here),
        })),
      }),
      roster({
        title: labels.speakers ?? '',
        entries: groupsOf(fields.speakers).map(({ who, role }) => ({
          main: partyLink(who, it.here),
          detail: textOf(role),
          when: null,
        })),
      }),
      afterwards(it),
    ];
  },
  files: { 'event.ics': (it) => (eventSpan(it.release.fields) ? calendar([it], it, it.release.title) : null) },
  sectionFiles: {
    'events.ics': (all, section) => calendar(all, section, `${section.organisation} · ${section.title}`),
  },
  list: eventList,
  listsAll: true,
});
