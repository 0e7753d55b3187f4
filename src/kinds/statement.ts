import { defineKind } from './kind.ts';

const TYPES = [
  'statement',
  'speech',
  'letter',
  'press-conference',
  'condolence',
  'rebuttal',
  'forgery-notice',
] as const;

export const statement = defineKind({
  id: 'statement',
  letters: 'ST',
  section: 'statements',
  dated: true,
  schemaType: 'NewsArticle',
  fields: {
    type: { type: 'choice', options: TYPES, show: 'eyebrow' },
    /** Of a forgery notice: the words that circulate and are not ours. Whoever checks them is told so. */
    forged: { type: 'text', show: 'exhibit', optional: true },
  },
  requires: ['body', 'posted'],
  legacy: {
    ...Object.fromEntries(TYPES.map((type) => [type, { type }])),
    arrests: { type: 'statement' },
    obituary: { type: 'condolence' },
  },
});
