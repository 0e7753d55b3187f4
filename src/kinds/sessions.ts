import { type Child, html } from '../base/html.ts';
import { bareAddress } from '../base/web-address.ts';
import type { Json } from '../record/release.ts';
import { type Reading, reading, type Session, sessions } from '../theme/sessions/sessions.ts';
import { authorData } from './authors.ts';
import { episodeOf } from './episodes.ts';
import type { Field } from './field.ts';
import type { Checked, Episode, Fault, Shown } from './kind.ts';
import { namedIn, nameLink, partyLink } from './names.ts';
import { checkCaptions, RECORDING, recordingData, recordingOf } from './recordings.ts';
import { dayInWords, endsBefore, fault, faultsOf, groupsOf, textOf } from './traits.ts';

/** What meets again and again: a talk series, a study course. Ordered sessions, and what is left of each. */

const READING = {
  type: 'list',
  show: 'hidden',
  optional: true,
  of: {
    type: 'group',
    of: {
      title: { type: 'text', search: true },
      by: { type: 'text', optional: true },
      address: { type: 'url', optional: true },
    },
  },
} satisfies Field;

export const SESSIONS = {
  sessions: {
    type: 'list',
    show: 'hidden',
    of: {
      type: 'group',
      of: {
        title: { type: 'text', search: true },
        date: { type: 'date', optional: true },
        speaker: { type: 'item', kinds: ['person', 'body'], search: true, optional: true },
        about: { type: 'text', lines: true, search: true, optional: true },
        recording: { ...RECORDING.file, optional: true },
        captions: RECORDING.captions,
        /** Where it is heard or seen, when that is not here. */
        address: { type: 'url', optional: true },
        transcript: { type: 'item', optional: true },
        reading: READING,
      },
    },
  },
  reading: READING,
} satisfies Record<string, Field>;

export function checkSessions({ fields, media }: Checked): Fault[] {
  const list = groupsOf(fields.sessions);
  return list.flatMap((one, index) => {
    const field = `fields.sessions.${index}`;
    const before = list.slice(0, index).findLast(({ date }) => textOf(date));
    const isLate = before && endsBefore(before.date, one.date);
    return faultsOf(
      isLate &&
        fault(
          `${field}.date`,
          'OUT_OF_ORDER',
          'this session is before the one above it',
          'Put sessions in their order.',
        ),
      checkCaptions(one.recording, one.captions, `${field}.captions`, media),
    );
  });
}

export function sessionsIn(it: Shown): Child {
  const { fields = {}, says = {} } = it.words;
  const list = groupsOf(it.release.fields.sessions).map((one) => sessionIn(one, it));
  return [
    sessions(fields.sessions ?? '', list, fields.reading ?? ''),
    reading(says.readingAll ?? '', readingIn(it.release.fields.reading)),
  ];
}

function sessionIn(one: Record<string, Json>, it: Shown): Session {
  const { fields = {}, says = {} } = it.words;
  const address = textOf(one.address);
  return {
    title: textOf(one.title),
    date: dayInWords(one.date, it.here),
    speaker: partyLink(one.speaker, it.here),
    summary: textOf(one.about),
    recording: recordingOf(one.recording, one.captions, fields.recording ?? '', it),
    links: [
      { label: fields.transcript ?? '', to: nameLink(one.transcript, it.here) },
      { label: says.elsewhere ?? '', to: address && outwards(address) },
    ].filter(({ to }) => to),
    reading: readingIn(one.reading),
  };
}

function outwards(address: string): Child {
  return html`<a href="${address}" rel="noopener" dir="ltr">${bareAddress(address)}</a>`;
}

function readingIn(value: Json | undefined): Reading[] {
  return groupsOf(value)
    .map(({ title, by, address }) => ({ title: textOf(title), by: textOf(by), address: textOf(address) || null }))
    .filter(({ title }) => title);
}

/** https://schema.org/hasPart */
export function sessionsData(it: Shown): Record<string, Json> {
  const parts = groupsOf(it.release.fields.sessions).map((one, index) => {
    const recording = recordingData(one.recording, it);
    const date = textOf(one.date);
    return {
      '@type': 'CreativeWork',
      ...recording,
      ...(date && { [recording ? 'uploadDate' : 'dateCreated']: date }),
      ...(textOf(one.title) && { name: textOf(one.title) }),
      ...(textOf(one.about) && { description: textOf(one.about) }),
      position: index + 1,
      ...authorData(one.speaker),
    };
  });
  return parts.length > 0 ? { hasPart: parts } : {};
}

/** The day of the newest session, for the card. */
export function lastSession(it: Shown): string | null {
  const days = groupsOf(it.release.fields.sessions).map(({ date }) => textOf(date));
  return (
    days
      .filter((day) => /^\d{4}-\d\d-\d\d$/.test(day))
      .sort()
      .at(-1) ?? null
  );
}

/**
 * A session is known by its recording: whatever is added before it, or said of it otherwise, an app that has played it
 * does not take it for a new one.
 */
export function sessionEpisodes(it: Shown): Episode[] {
  const { fields, title, posted, released } = it.release;
  return groupsOf(fields.sessions).flatMap((one) => {
    const file = it.medium(one.recording);
    const date = textOf(one.date);
    const speaker = namedIn(one.speaker).name;
    const about = textOf(one.about);
    return episodeOf(file ? [file] : [], {
      part: textOf(one.recording).slice(0, 16),
      title: textOf(one.title),
      summary: about ? `${title}: ${about}` : title,
      by: speaker ? [speaker] : [],
      day: /^\d{4}-\d\d-\d\d$/.test(date) ? date : (posted ?? released),
      seconds: null,
      transcript: it.medium(one.captions),
    });
  });
}
