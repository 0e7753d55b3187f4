import { defineKind } from './kind.ts';

export const person = defineKind({
  id: 'person',
  letters: 'PE',
  section: 'people',
  dated: false,
  schemaType: 'Person',
  schemaOrg: ({ release }) => ({ name: release.title }),
  isParty: true,
  fields: {
    honorific: { type: 'text', show: 'eyebrow', optional: true },
    sortKey: { type: 'text', show: 'hidden', search: true },
    offices: {
      type: 'list',
      search: true,
      of: {
        type: 'group',
        of: {
          title: { type: 'text' },
          body: { type: 'text', optional: true },
          from: { type: 'text', optional: true },
          to: { type: 'text', optional: true },
        },
      },
    },
  },
});
