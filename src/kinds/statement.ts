import { defineKind } from './kind.ts';

const TYPES = ['statement', 'speech', 'letter', 'press-conference', 'condolence', 'rebuttal'] as const;

export const statement = defineKind({
  id: 'statement',
  letters: 'ST',
  section: 'statements',
  dated: true,
  schemaType: 'NewsArticle',
  fields: { type: { type: 'choice', options: TYPES, show: 'eyebrow' } },
  requires: ['body', 'posted'],
  legacy: {
    ...Object.fromEntries(TYPES.map((type) => [type, { type }])),
    arrests: { type: 'statement' },
    obituary: { type: 'condolence' },
  },
});
