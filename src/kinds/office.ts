import { html } from '../base/html.ts';
import { directory } from '../theme/directory/directory.ts';
import { hours } from '../theme/hours/hours.ts';
import { place } from '../theme/place/place.ts';
import { reach } from '../theme/reach/reach.ts';
import { defineKind, type Section, type Shown } from './kind.ts';
import {
  checkHours,
  checkPlace,
  checkReach,
  HOURS,
  hoursData,
  hoursIn,
  PLACE,
  placeData,
  placeIn,
  REACH,
  reachData,
  reachIn,
  reachSection,
} from './whereabouts.ts';

/** A house of the organisation, or a desk that answers: where, when, and by which ways. */
export const office = defineKind({
  id: 'office',
  letters: 'OF',
  section: 'offices',
  dated: false,
  schemaType: 'Place',
  schemaOrg: ({ release: { fields } }) => {
    const { address, geo } = placeData(fields.place) ?? {};
    const open = hoursData(fields.hours);
    return {
      ...(address && { address }),
      ...(geo && { geo }),
      ...(open.length > 0 && { openingHoursSpecification: open }),
      ...reachData({ ...fields, email: null }), // a Place has a telephone, and no e-mail
    };
  },
  fields: { place: PLACE, hours: HOURS, ...REACH },
  check: ({ fields }) => [...checkPlace(fields.place), ...checkHours(fields.hours), ...checkReach(fields)],
  eyebrow: ({ words }) => words.one,
  scripts: ['hours'],
  above: (it) => {
    const { words } = it.here.language;
    const where = place(placeIn(it.release.fields.place), it.here);
    const open = hoursOf(it);
    return [
      where && html`<section><h2>${words.visit.place}</h2>${where}</section>`,
      open && html`<section><h2>${words.hours}</h2>${open}</section>`,
    ];
  },
  below: reachSection,
  list,
});

function hoursOf({ release, here }: Shown) {
  const open = hoursIn(release.fields.hours);
  return open && hours(open, here);
}

function list(all: Shown[], { here }: Section) {
  const entries = all.map((it) => {
    const { title, path, fields } = it.release;
    return {
      title,
      address: path,
      eyebrow: '',
      parts: [
        html`${place({ ...placeIn(fields.place), name: '', way: '', map: null }, here)}`,
        hoursOf(it),
        reach(reachIn({ ...fields, fingerprint: null, key: null }), here),
      ],
    };
  });
  return directory([{ title: '', entries }], here);
}
