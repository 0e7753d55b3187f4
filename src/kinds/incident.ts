import type { Json } from '../record/release.ts';
import { caseCourse, caseDataset, caseHead, caseList, casesCsv, casesJson } from './incident-register.ts';
import { type Checked, defineKind, type Fault } from './kind.ts';
import { ARCHIVED, checkArchived, endsBefore, fault, faultsOf, groupsOf, listOf, numberOf, textOf } from './traits.ts';
import { checkPlace } from './whereabouts.ts';

const TYPES = ['raid', 'arrest', 'disappearance', 'killing', 'assault', 'threat', 'seizure'] as const;
const STATUSES = [
  ...['missing', 'detained', 'charged', 'on-bail', 'sentenced', 'acquitted'],
  ...['released', 'returned', 'found-dead', 'closed'],
];
/** On whose word a person is named. Without any, readers see no name: see `trueName`. */
const CONSENTS = ['person', 'family', 'public', 'none'] as const;

/** A case of a register of raids, arrests and disappearances, which names nobody who does not want to be named. */
export const incident = defineKind({
  id: 'incident',
  letters: 'IN',
  section: 'incidents',
  dated: true,
  schemaType: 'Article',
  restricted: 'it is about private persons, and waits until an approver has read whom it names',
  fields: {
    type: { type: 'choice', options: TYPES, show: 'hidden' },
    from: { type: 'date', show: 'hidden' },
    to: { type: 'date', show: 'hidden', optional: true },
    place: {
      type: 'group',
      show: 'hidden',
      of: {
        name: { type: 'text', search: true },
        district: { type: 'text', optional: true, search: true },
        latitude: { type: 'number', optional: true },
        longitude: { type: 'number', optional: true },
      },
    },
    /** Where there were more than are listed. */
    count: { type: 'number', show: 'hidden', optional: true },
    persons: listOf(
      {
        trueName: { type: 'text', private: true, optional: true },
        consent: { type: 'choice', options: CONSENTS },
        /** As readers see it: the name, or in its place “a student”. */
        name: { type: 'text', optional: true, search: true },
        age: { type: 'number', optional: true },
        about: { type: 'text', optional: true },
      },
      { optional: false },
    ),
    history: listOf(
      {
        date: { type: 'date' },
        status: { type: 'choice', options: STATUSES },
        whom: { type: 'text', optional: true },
        note: { type: 'text', optional: true },
        /** The number of one of the sources. */
        source: { type: 'number', optional: true },
      },
      { optional: false },
    ),
    sources: listOf(
      {
        title: { type: 'text' },
        by: { type: 'text', optional: true },
        date: { type: 'date', optional: true },
        ...ARCHIVED,
      },
      { optional: false },
    ),
  },
  requires: ['summary'],
  legacy: { arrests: {} },
  check,
  eyebrow: ({ release: { fields }, words }) => words.choices?.[textOf(fields.type)] ?? '',
  day: ({ release: { fields } }) => (textOf(fields.from).length === 10 ? textOf(fields.from) : null),
  above: caseHead,
  below: caseCourse,
  scripts: ['cases'],
  list: caseList,
  sectionFiles: {
    'cases.csv': casesCsv,
    'cases.json': casesJson,
  },
  listSchemaOrg: caseDataset,
});

function check({ fields }: Checked): Fault[] {
  const { sources: cited, persons, history, place, from, to } = fields;
  const sources = groupsOf(cited);
  const whence = 'Say where it is known from: a report, a paper, or a witness who need not be named.';
  return faultsOf(
    sources.length === 0 && fault('fields.sources', 'NO_SOURCE', 'the case has no source', whence),
    endsBefore(from, to) &&
      fault('fields.to', 'ENDS_BEFORE_START', 'the end is before the start', 'Correct one of the two dates.'),
    ...sources.map((one, index) => checkArchived(one as Json, `fields.sources.${index}`)),
    ...groupsOf(persons).map(checkPerson),
    ...groupsOf(history).map(({ source }, index) => checkSource(numberOf(source), index, sources.length)),
    checkPlace(place),
  );
}

function checkPerson({ consent, name }: Record<string, Json>, index: number): Fault | null {
  if (consent === 'none' || textOf(name).trim() !== '') return null;
  const message = 'somebody agreed to be named, and no name stands here';
  const hint = 'Write the name, or that there is no consent to it.';
  return fault(`fields.persons.${index}.name`, 'NAME_MISSING', message, hint);
}

function checkSource(source: number | null, index: number, count: number): Fault | null {
  if (source === null || (Number.isInteger(source) && source >= 1 && source <= count)) return null;
  const hint = `Sources are numbered from 1 to ${count}, in their order.`;
  return fault(`fields.history.${index}.source`, 'UNKNOWN_SOURCE', `there is no source ${source}`, hint);
}
