import type { Content } from '../api-types.ts';

/** A content of which nothing is written yet. */
export const EMPTY: Content = {
  title: '',
  summary: '',
  body: '',
  dateline: null,
  posted: null,
  issuers: [],
  people: [],
  places: [],
  tags: [],
  translates: null,
  media: [],
  fields: {},
  slug: null,
  aliases: [],
  legacy: null,
  event: 'publish',
  note: '',
};
