import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readCsv } from '../base/csv.ts';
import { languages } from '../languages/index.ts';
import type { Json } from '../record/release.ts';
import { settingAt } from '../theme/setting.ts';
import { fieldsSchema, withoutPrivate } from './field.ts';
import { incident } from './incident.ts';
import { caseDataset, casesCsv, casesJson } from './incident-register.ts';
import { kinds } from './index.ts';
import type { Checked, Kind, Section, Shown } from './kind.ts';

type Values = Record<string, Json>;

const SOURCE = { title: 'A witness' };
const CASE: Values = {
  type: 'arrest',
  from: '2021-09-11',
  to: null,
  place: { name: 'Saltpan Road', district: null, latitude: null, longitude: null },
  count: null,
  persons: [{ trueName: 'Sarang Lakho', consent: 'none', name: 'a student', age: 19, about: null }],
  history: [
    { date: '2021-09-12', status: 'released', whom: null, note: null, source: 1 },
    { date: '2021-09-11', status: 'detained', whom: null, note: null, source: null },
  ],
  sources: [SOURCE],
};

const NOTICE = { type: 'forgery-notice' };
const VIDEO = { sha256: 'ab'.repeat(32), role: 'file', alt: '', caption: '', credit: '' } as const;
const SIZES = [{ sha256: VIDEO.sha256, type: 'video/mp4', width: 640, height: 360 }];
const HASH = 'ab'.repeat(32);

const FAULTS: [kind: string, what: string, fields: Values, faults: string[]][] = [
  ['incident', 'a whole case', CASE, []],
  ['incident', 'no source', { ...CASE, history: [], sources: [] }, ['fields.sources NO_SOURCE']],
  ['incident', 'an end before the start', { ...CASE, to: '2021-08' }, ['fields.to ENDS_BEFORE_START']],
  ['incident', 'an end in the month of the start', { ...CASE, to: '2021-09' }, []],
  [
    'incident',
    'consent without a name',
    { ...CASE, persons: [{ consent: 'family', name: ' ' }] },
    ['fields.persons.0.name NAME_MISSING'],
  ],
  ['incident', 'nobody’s consent and no name', { ...CASE, persons: [{ consent: 'none', name: null }] }, []],
  [
    'incident',
    'a source that there is not',
    { ...CASE, history: [{ date: '2021', status: 'missing', source: 2 }] },
    ['fields.history.0.source UNKNOWN_SOURCE'],
  ],
  [
    'incident',
    'a latitude alone',
    { ...CASE, place: { name: 'Here', latitude: 24.7, longitude: null } },
    ['fields.place.longitude BAD_PLACE'],
  ],
  [
    'incident',
    'a hash that is none',
    { ...CASE, sources: [{ ...SOURCE, sha256: 'abc' }] },
    ['fields.sources.0.sha256 BAD_HASH'],
  ],
  ['cutting', 'an address', { outlet: 'The Times', address: 'https://times.example/' }, []],
  ['cutting', 'a copy', { outlet: 'The Times', copy: HASH }, []],
  ['cutting', 'neither', { outlet: 'The Times' }, ['fields.address NO_SOURCE']],
  ['statement', 'a statement as it always was', { type: 'statement', forged: null }, []],
  ['statement', 'forged pictures in a notice', { ...NOTICE, forgedPictures: [{ hashes: [HASH] }] }, []],
  [
    'statement',
    'forged pictures in a speech',
    { type: 'speech', forgedPictures: [{ hashes: [HASH] }] },
    ['fields.forgedPictures NO_FORGERY_NOTICE'],
  ],
  [
    'statement',
    'a hash of a forged picture that is none',
    { ...NOTICE, forgedPictures: [{ hashes: [HASH, 'ABC'] }] },
    ['fields.forgedPictures.0.hashes.1 BAD_HASH'],
  ],
  [
    'statement',
    'a video without captions',
    { type: 'press-conference', recording: { file: HASH } },
    ['fields.recording.captions NO_CAPTIONS'],
  ],
];

for (const [id, what, fields, faults] of FAULTS) {
  test(`${id}: ${what} ${faults.length ? 'is refused' : 'passes'}`, () => {
    const media: Checked['media'] = [{ ...VIDEO, sizes: SIZES }];
    const found = kinds.get(id)!.check!({ title: '', body: '', event: 'publish', fields, media });
    assert.deepEqual(
      found.map(({ field, code }) => `${field} ${code}`),
      faults,
    );
  });
}

test('what statements were before is what they still may be', () => {
  const before = { type: 'statement', forged: null };
  const { forgedPictures, inResponseTo, answers, evidence, recording, ...rest } = fieldsSchema(
    kinds.get('statement')!,
  ).parse(before);
  assert.deepEqual([forgedPictures, inResponseTo, answers, evidence, recording], [null, null, null, null, null]);
  assert.deepEqual(rest, before);
});

test('what is private leaves no trace, however deep it stands', () => {
  const open = withoutPrivate(incident.fields, CASE);
  assert.deepEqual(open.persons, [{ consent: 'none', name: 'a student', age: 19, about: null }]);
  assert.deepEqual(open.history, CASE.history);
  const isPrivate = (kind: Kind): boolean => /"private":true/.test(JSON.stringify(kind.fields));
  assert.deepEqual(
    [...kinds.values()].filter(isPrivate).map(({ id }) => id),
    ['incident'],
  );
});

test('cases as data: columns that stay, the newest status, no formula, no private name', () => {
  const all = [shown({ ...CASE, place: { name: '=HYPERLINK("x")', latitude: -24.5, longitude: 67.9 } })];
  const csv = casesCsv(all);
  assert.ok(csv.startsWith('\ufeffnumber,title,type,from,to,place,district,latitude,longitude,count,status,'));
  const [head, row] = readCsv(csv);
  const cell = (name: string) => row![head!.indexOf(name)];
  assert.deepEqual(['place', 'latitude', 'count', 'status', 'statusSince', 'sources', 'address'].map(cell), [
    '\'=HYPERLINK("x")',
    '-24.5',
    '1',
    'released',
    '2021-09-12',
    '1',
    'https://x.example/en/incidents/2021/held/',
  ]);
  const json = casesJson(all, section());
  assert.ok(!json.includes('Sarang') && !csv.includes('Sarang'));
  assert.equal(JSON.parse(json).cases[0].persons[0].name, 'a student');
  const { temporalCoverage, distribution } = caseDataset(all, section()) as Record<string, unknown>;
  assert.equal(temporalCoverage, '2021-09-11/2021-09-11');
  assert.equal((distribution as unknown[]).length, 2);
});

test('a case that is only begun is drawn without a fault, alone and in the list', () => {
  for (const fields of [{}, { persons: [{}], history: [{}], sources: [{}], place: null }, { from: '20', type: 7 }]) {
    const it = shown(fields as Values);
    incident.above!(it);
    incident.below!(it);
    incident.eyebrow!(it);
    incident.day!(it);
    incident.list!([it], section());
    for (const kind of ['statement', 'cutting']) {
      kinds.get(kind)!.above?.(it);
      kinds.get(kind)!.below?.(it);
      kinds.get(kind)!.schemaOrg?.(it);
    }
  }
});

function shown(fields: Values): Shown {
  const language = languages.get('en')!;
  const release = {
    number: 'IN-2021-0001',
    language: 'en',
    path: 'en/incidents/2021/held/',
    title: 'Held, then let go',
    summary: '',
    fields,
  };
  return {
    release: release as unknown as Shown['release'],
    words: language.kinds.incident!,
    here: settingAt('en/incidents/', language, 'ascii'),
    medium: () => null,
    picture: () => null,
    absolute: (address: string) => `https://x.example/${address}`,
    organisation: 'X',
  } as unknown as Shown;
}

function section(): Section {
  const language = languages.get('en')!;
  return {
    title: 'Cases',
    address: 'en/incidents/',
    here: settingAt('en/incidents/', language, 'ascii'),
    words: language.kinds.incident!,
    absolute: (address: string) => `https://x.example/${address}`,
    organisation: 'X',
  } as unknown as Section;
}
