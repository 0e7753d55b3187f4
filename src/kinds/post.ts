import { byline } from '../theme/byline/byline.ts';
import { AUTHOR, authorData, minutesOf } from './authors.ts';
import { defineKind, type Fault } from './kind.ts';
import { namedIn, partyLink } from './names.ts';
import { fault, textOf } from './traits.ts';

/** Of a blog: what somebody writes under their own name. */
export const post = defineKind({
  id: 'post',
  letters: 'PO',
  section: 'posts',
  dated: true,
  schemaType: 'BlogPosting',
  schemaOrg: (it) => ({
    ...authorData(it.release.fields.author),
    timeRequired: `PT${minutesOf(it.body())}M`,
    ...(textOf(it.release.fields.series) && {
      isPartOf: { '@type': 'CreativeWorkSeries', name: textOf(it.release.fields.series) },
    }),
  }),
  fields: {
    series: { type: 'text', show: 'eyebrow', search: true, optional: true },
    author: AUTHOR,
  },
  requires: ['body', 'posted'],
  legacy: { post: {}, column: {} },
  check: ({ fields }) => checkAuthor(namedIn(fields.author).name),
  above: (it) => {
    const { by = '', reading = '' } = it.words.says ?? {};
    const name = partyLink(it.release.fields.author, it.here);
    return byline({ by, name, minutes: minutesOf(it.body()), reading, more: [] }, it.here);
  },
});

function checkAuthor(name: string): Fault[] {
  if (name.trim()) return [];
  const hint = 'Choose the person, or write the name: a post stands under somebody’s name.';
  return [fault('fields.author', 'NO_AUTHOR', 'nobody is named as its author', hint)];
}
