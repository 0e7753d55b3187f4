import { type Child, html } from '../base/html.ts';
import type { Json } from '../record/release.ts';
import { recording } from '../theme/claim/claim.ts';
import { type Reading, reading, type Session, sessions } from '../theme/sessions/sessions.ts';
import { authorData } from './authors.ts';
import type { Field } from './field.ts';
import type { Checked, Fault, Shown } from './kind.ts';
import { nameLink, partyLink } from './names.ts';
import { dayInWords, endsBefore, groupsOf, textOf } from './traits.ts';

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
        recording: { type: 'file', families: ['audio', 'video'], optional: true },
        captions: { type: 'file', families: ['captions'], optional: true },
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
  const fault = (index: number, field: string, code: string, message: string, hint: string): Fault => ({
    field: `fields.sessions.${index}.${field}`,
    code,
    message,
    hint,
  });
  return list.flatMap((one, index) => {
    const before = list.slice(0, index).findLast(({ date }) => textOf(date));
    const isVideo = media.some(({ sha256, sizes }) => sha256 === one.recording && sizes[0]?.type.startsWith('video/'));
    return [
      ...(before && endsBefore(before.date, one.date)
        ? [
            fault(
              index,
              'date',
              'OUT_OF_ORDER',
              'this session is before the one above it',
              'Put sessions in their order.',
            ),
          ]
        : []),
      ...(isVideo && !one.captions
        ? [fault(index, 'captions', 'NO_CAPTIONS', 'the video has no captions', 'Add a WebVTT file with what is said.')]
        : []),
    ];
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
    recording: playerOf(one, it),
    links: [
      { label: fields.transcript ?? '', to: nameLink(one.transcript, it.here) },
      { label: says.elsewhere ?? '', to: address && outwards(address) },
    ].filter(({ to }) => to),
    reading: readingIn(one.reading),
  };
}

function outwards(address: string): Child {
  return html`<a href="${address}" rel="noopener" dir="ltr">${address.replace(/^https?:\/\/(www\.)?/, '').replace(/\/$/, '')}</a>`;
}

function playerOf(one: Record<string, Json>, it: Shown): Child {
  const medium = it.medium(one.recording);
  const track = it.medium(one.captions);
  const { id: language, name } = it.here.language;
  const captions = track && { address: track.address, language, name };
  const label = it.words.fields?.recording ?? '';
  return medium && recording({ label, address: medium.address, type: medium.type, captions }, it.here);
}

function readingIn(value: Json | undefined): Reading[] {
  return groupsOf(value)
    .map(({ title, by, address }) => ({ title: textOf(title), by: textOf(by), address: textOf(address) || null }))
    .filter(({ title }) => title);
}

/** https://schema.org/hasPart */
export function sessionsData(it: Shown): Record<string, Json> {
  const parts = groupsOf(it.release.fields.sessions).map((one, index) => {
    const medium = it.medium(one.recording);
    const type = medium ? (medium.type.startsWith('video/') ? 'VideoObject' : 'AudioObject') : 'CreativeWork';
    return {
      '@type': type,
      name: textOf(one.title),
      position: index + 1,
      ...(textOf(one.date) && (medium ? { uploadDate: textOf(one.date) } : { dateCreated: textOf(one.date) })),
      ...(medium && { contentUrl: it.absolute(medium.address), encodingFormat: medium.type }),
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
