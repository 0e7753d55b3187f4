import type { Setting } from '../setting.ts';
import { bars, byPlace, type CaseRow, casePersons, caseTable, columns, timeline } from './cases.ts';

function row({ language: { words }, date }: Setting): CaseRow {
  return {
    number: 'IN-2024-0001',
    address: 'en/incidents/2024/example/',
    title: words.recordNote,
    from: '2024-05-04',
    when: date('2024-05-04'),
    type: { id: 'arrest', name: words.reason },
    place: words.places,
    persons: 3,
    status: { id: 'released', name: words.released, since: date('2024-05-06') },
  };
}

const labels = ({ language: { words } }: Setting) => ({
  ...{ case: words.releases, date: words.dated, type: words.tag, place: words.places, persons: words.people },
  ...{ status: words.events.publish, since: '·', year: words.archive, all: words.all, search: words.verify.text },
  shown: '{n} / {all}',
});

export const examples = {
  'a table of cases': (setting: Setting) => caseTable([row(setting), row(setting)], labels(setting), setting),
  'totals as bars': (setting: Setting) =>
    bars(
      [
        { label: setting.language.words.people, count: 12 },
        { label: setting.language.words.places, count: 5 },
      ],
      setting.language.words.all,
      setting,
    ),
  'years as columns': (setting: Setting) =>
    columns(
      [
        { year: 2021, count: 2 },
        { year: 2024, count: 7 },
      ],
      setting.language.words.archive,
      setting,
    ),
  'what happened when': (setting: Setting) => {
    const { words } = setting.language;
    const turn = { iso: '2024-05-04', when: setting.date('2024-05-04'), status: words.released, whom: words.people };
    return timeline([{ ...turn, note: words.recordNote, source: 1 }], words.history, words.citation, setting);
  },
  'persons, one of them not named': (setting: Setting) => {
    const { words } = setting.language;
    const one = { name: words.newsroom, redacted: false, age: 43, about: words.places, consent: words.all };
    const heads = { name: words.people, age: words.of, about: words.tag, consent: words.reason };
    return casePersons([one, { ...one, redacted: true, age: null }], words.people, heads, setting);
  },
  'cases by place': (setting: Setting) =>
    byPlace(
      [{ place: setting.language.words.places, district: '', point: '24.75,67.9', rows: [row(setting)] }],
      setting.language.words.places,
      null,
      setting,
    ),
};
