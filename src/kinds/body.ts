import type { Json } from '../record/release.ts';
import { facts } from '../theme/facts/facts.ts';
import { roster } from '../theme/roster/roster.ts';
import { partialDate } from '../theme/term.ts';
import { defineKind, type Shown } from './kind.ts';
import { namedIn, partyLink } from './names.ts';
import { checkTerm, checkTerms, inOrder, isOver, MEMBERS, termEntry } from './terms.ts';
import { groupsOf, textOf } from './traits.ts';
import { checkReach, REACH, reachData, reachSection } from './whereabouts.ts';

/** A body of the organisation: a committee, a board. It issues texts, and has members over time. */
export const body = defineKind({
  id: 'body',
  letters: 'BO',
  section: 'bodies',
  dated: false,
  schemaType: 'Organization',
  schemaOrg,
  isParty: true,
  fields: {
    parent: { type: 'item', kinds: ['body'], show: 'hidden', optional: true },
    founded: { type: 'date', show: 'hidden', optional: true },
    dissolved: { type: 'date', show: 'hidden', optional: true },
    meets: { type: 'text', show: 'hidden', optional: true },
    members: MEMBERS,
    ...REACH,
  },
  check: ({ fields }) => [
    ...checkTerm(fields.founded, fields.dissolved, 'fields.dissolved'),
    ...checkTerms(fields.members, 'fields.members'),
    ...checkReach(fields),
  ],
  eyebrow: ({ words }) => words.one,
  below: (it) => {
    const { fields } = it.release;
    const { fields: labels = {}, says = {} } = it.words;
    const date = (value: Json | undefined) => textOf(value) && partialDate(textOf(value), it.here);
    const members = groupsOf(fields.members);
    return [
      roster({
        title: labels.members ?? '',
        entries: rows(
          members.filter((one) => !isOver(one, it)),
          it,
        ),
      }),
      roster({
        title: says.formerMembers ?? '',
        entries: rows(
          members.filter((one) => isOver(one, it)),
          it,
        ),
      }),
      facts([
        { label: labels.parent ?? '', value: partyLink(fields.parent, it.here) },
        { label: labels.founded ?? '', value: date(fields.founded) },
        { label: labels.dissolved ?? '', value: date(fields.dissolved) },
        { label: labels.meets ?? '', value: textOf(fields.meets) },
      ]),
      reachSection(it),
    ];
  },
});

function rows(members: Record<string, Json>[], it: Shown) {
  return inOrder(members, it).map((one) =>
    termEntry(one, { main: partyLink(one.who, it.here), detail: textOf(one.role) }, it),
  );
}

/** https://schema.org/Organization */
function schemaOrg(it: Shown): Record<string, Json> {
  const { fields } = it.release;
  const members = groupsOf(fields.members).filter((one) => !isOver(one, it) && namedIn(one.who).name);
  const parent = namedIn(fields.parent).name;
  return {
    ...(fields.founded && { foundingDate: fields.founded }),
    ...(fields.dissolved && { dissolutionDate: fields.dissolved }),
    ...reachData(fields),
    parentOrganization: { '@type': 'Organization', name: parent || it.organisation },
    ...(members.length > 0 && { member: members.map(({ who }) => ({ '@type': 'Person', name: namedIn(who).name })) }),
  };
}
