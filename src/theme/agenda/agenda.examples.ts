import type { Setting } from '../setting.ts';
import { agenda, when } from './agenda.ts';

const words = ({ language }: Setting) => ({
  coming: '',
  now: language.words.latest,
  past: language.words.earlier,
  next: language.words.latest,
});
const span = { start: '2026-11-14T18:30:00+05:00', end: '2026-11-14T20:00:00+05:00' };
const occasion = ({ language }: Setting) => ({
  ...span,
  title: language.words.recordNote,
  address: 'en/events/2026/example/',
  summary: language.words.notFoundText,
  place: language.words.places,
  mark: null,
});

export const examples = {
  'two years': (here: Setting) =>
    agenda(
      [
        occasion(here),
        { ...occasion(here), start: '2025-03-01T09:00:00+05:00', end: null, mark: here.language.words.withdrawn },
      ],
      words(here),
      here,
    ),
  'one, on the clocks of two places': (here: Setting) =>
    when(
      span,
      [{ name: 'London', span: { start: '2026-11-14T13:30:00+00:00', end: '2026-11-14T15:00:00+00:00' } }],
      null,
      words(here),
      here,
    ),
};
