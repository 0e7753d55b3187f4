import { whose } from '../theme/sources/sources.ts';
import { defineKind } from './kind.ts';
import { ARCHIVED, archivedIn, archivedLabels, checkArchived, dayInWords, fault, textOf } from './traits.ts';

/** What the press has written, kept with where and when; its words are never drawn as the organisation's own. */
export const cutting = defineKind({
  id: 'cutting',
  letters: 'CU',
  section: 'cuttings',
  dated: true,
  schemaType: 'CreativeWork',
  schemaOrg: ({ release: { title, fields } }) => ({
    headline: title,
    ...(textOf(fields.outlet) && { publisher: { '@type': 'NewsMediaOrganization', name: textOf(fields.outlet) } }),
    ...(textOf(fields.author) && { author: { '@type': 'Person', name: textOf(fields.author) } }),
    ...(textOf(fields.published) && { datePublished: textOf(fields.published) }),
    ...(textOf(fields.address) && { isBasedOn: textOf(fields.address) }),
  }),
  fields: {
    outlet: { type: 'text', show: 'hidden', search: true },
    author: { type: 'text', show: 'hidden', optional: true, search: true },
    published: { type: 'date', show: 'hidden' },
    ...hidden(ARCHIVED),
  },
  // Captures of an old site have neither address nor copy of what was cut out.
  check({ fields, legacy }) {
    if (fields.address || fields.copy || legacy) return checkArchived(fields, 'fields');
    const hint = 'Give the address at which it can be read, or a picture or PDF of the page.';
    return [fault('fields.address', 'NO_SOURCE', 'there is neither an address nor a stored copy of it', hint)];
  },
  theirs: true,
  legacy: { cutting: {} },
  eyebrow: ({ release: { fields }, words }) => [textOf(fields.outlet), words.one].filter(Boolean).join(' · '),
  day: ({ release: { fields } }) => (textOf(fields.published).length === 10 ? textOf(fields.published) : null),
  below: (it) => {
    const { fields } = it.release;
    const from = {
      title: textOf(fields.outlet),
      by: textOf(fields.author),
      date: dayInWords(fields.published, it.here),
      ...archivedIn(fields, it),
    };
    return whose(from, archivedLabels(it.words), it.here);
  },
});

function hidden<Fields extends Record<string, object>>(
  fields: Fields,
): { [Id in keyof Fields]: Fields[Id] & { show: 'hidden' } } {
  const all = Object.entries(fields).map(([id, field]) => [id, { ...field, show: 'hidden' }]);
  return Object.fromEntries(all);
}
