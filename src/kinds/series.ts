import { html } from '../base/html.ts';
import { defineKind, type Section, type Shown } from './kind.ts';
import { checkSessions, lastSession, SESSIONS, sessionEpisodes, sessionsData, sessionsIn } from './sessions.ts';

const TYPES = ['talks', 'course'] as const;

/** Talks or lectures that belong together. */
export const series = defineKind({
  id: 'series',
  letters: 'SR',
  section: 'series',
  dated: false,
  schemaType: 'CreativeWorkSeries',
  schemaOrg: (it) => ({ ...(it.release.fields.type === 'course' && courseData(it)), ...sessionsData(it) }),
  fields: {
    type: { type: 'choice', options: TYPES, show: 'eyebrow' },
    ...SESSIONS,
  },
  check: checkSessions,
  day: lastSession,
  below: sessionsIn,
  podcast: { category: 'Society & Culture', episodes: sessionEpisodes },
  list: (all, section) => TYPES.map((type) => ofType(type, all, section)),
});

/** https://schema.org/Course */
function courseData({ organisation }: Shown) {
  return { '@type': 'Course', provider: { '@type': 'Organization', name: organisation } };
}

/** The newest first. */
function ofType(type: string, all: Shown[], { words, cards }: Section) {
  const some = all.filter(({ release }) => release.fields.type === type);
  const newest = some.sort((a, b) => ((lastSession(a) ?? '') < (lastSession(b) ?? '') ? 1 : -1));
  return newest.length > 0 && html`<section><h2>${words.says?.[type]}</h2>${cards(newest)}</section>`;
}
