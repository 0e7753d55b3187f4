import { defineKind } from './kind.ts';
import { checkTerms, isOver } from './terms.ts';
import { groupsOf, textOf } from './traits.ts';

/** Somebody, and the offices that they held; the life itself is the text. */
export const person = defineKind({
  id: 'person',
  letters: 'PE',
  section: 'people',
  dated: false,
  schemaType: 'Person',
  schemaOrg: (it) => {
    const { fields } = it.release;
    const held = groupsOf(fields.offices).filter((office) => !isOver(office, it) && office.title);
    const bodies = held.map(({ body }) => textOf(body)).filter(Boolean);
    return {
      ...(fields.honorific && { honorificPrefix: fields.honorific }),
      ...(held.length > 0 && { jobTitle: held.map((office) => textOf(office.title)) }),
      ...(bodies.length > 0 && { memberOf: bodies.map((name) => ({ '@type': 'Organization', name })) }),
    };
  },
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
          from: { type: 'date', optional: true },
          to: { type: 'date', optional: true },
        },
      },
    },
  },
  check: ({ fields }) => checkTerms(fields.offices, 'fields.offices'),
});
