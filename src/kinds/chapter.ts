import { html } from '../base/html.ts';
import { compareIn } from '../languages/format.ts';
import { directory } from '../theme/directory/directory.ts';
import { facts } from '../theme/facts/facts.ts';
import { place } from '../theme/place/place.ts';
import { reach } from '../theme/reach/reach.ts';
import { roster } from '../theme/roster/roster.ts';
import { defineKind, type Section, type Shown } from './kind.ts';
import { partyLink } from './names.ts';
import { checkTerms, inOrder, isOver, MEMBERS, termEntry } from './terms.ts';
import { groupsOf, isWebAddress, textOf } from './traits.ts';
import {
  checkPlace,
  checkReach,
  PLACE,
  placeData,
  placeIn,
  REACH,
  reachData,
  reachIn,
  reachSection,
} from './whereabouts.ts';

/** A unit of the organisation in a town, at home or abroad. Texts name it as their issuer; its page leads to them. */
export const chapter = defineKind({
  id: 'chapter',
  letters: 'CH',
  section: 'chapters',
  dated: false,
  schemaType: 'Organization',
  schemaOrg: ({ release: { fields }, organisation }) => {
    const where = placeData(fields.place);
    return {
      ...(where && { location: where }),
      ...reachData(fields),
      parentOrganization: { '@type': 'Organization', name: organisation },
    };
  },
  isParty: true,
  fields: {
    country: { type: 'text', show: 'hidden', search: true },
    city: { type: 'text', show: 'hidden', search: true },
    meets: { type: 'text', show: 'hidden', optional: true },
    joining: { type: 'url', show: 'hidden', optional: true },
    officers: MEMBERS,
    place: PLACE,
    ...REACH,
  },
  check: ({ fields }) => [
    ...checkTerms(fields.officers, 'fields.officers'),
    ...checkPlace(fields.place),
    ...checkReach(fields),
  ],
  eyebrow: ({ words }) => words.one,
  below: (it) => {
    const { fields } = it.release;
    const { fields: labels = {}, says = {} } = it.words;
    const joining = isWebAddress(fields.joining) && html`<a href="${fields.joining}" rel="noopener">${says.join}</a>`;
    return [
      facts([
        { label: labels.city ?? '', value: [textOf(fields.city), textOf(fields.country)].filter(Boolean).join(' · ') },
        { label: it.here.language.words.visit.place, value: place(placeIn(fields.place), it.here) },
        { label: labels.meets ?? '', value: textOf(fields.meets) },
        { label: labels.joining ?? '', value: joining },
      ]),
      roster({
        title: labels.officers ?? '',
        entries: inOrder(groupsOf(fields.officers), it)
          .filter((one) => !isOver(one, it))
          .map((one) => termEntry(one, { main: partyLink(one.who, it.here), detail: textOf(one.role) }, it)),
      }),
      reachSection(it),
    ];
  },
  list,
});

/** By country, and within it by city, in the order of the language's alphabet. */
function list(all: Shown[], { here }: Section) {
  const compare = compareIn(here.language);
  const text = (it: Shown, field: string) => textOf(it.release.fields[field]);
  const countries = [...new Set(all.map((it) => text(it, 'country')))].sort(compare);
  const groups = countries.map((country) => ({
    title: country,
    entries: all
      .filter((it) => text(it, 'country') === country)
      .sort((a, b) => compare(text(a, 'city'), text(b, 'city')))
      .map(({ release: { title, path, fields } }) => ({
        title,
        address: path,
        eyebrow: textOf(fields.city),
        parts: [
          fields.meets && html`<p>${textOf(fields.meets)}</p>`,
          reach(reachIn({ ...fields, fingerprint: null, key: null, drop: null }), here),
        ],
      })),
  }));
  return directory(groups, here);
}
