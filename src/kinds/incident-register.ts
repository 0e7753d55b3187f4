import { writeCsv } from '../base/csv.ts';
import { type Child, html } from '../base/html.ts';
import type { Json } from '../record/release.ts';
import {
  bars,
  byPlace,
  type CaseRow,
  casePersons,
  caseTable,
  columns,
  type Total,
  type Turn,
  timeline,
} from '../theme/cases/cases.ts';
import { type Dot, dotMap } from '../theme/dots/dots.ts';
import { facts } from '../theme/facts/facts.ts';
import { type Source, sources } from '../theme/sources/sources.ts';
import type { Section, Shown } from './kind.ts';
import { archivedIn, archivedLabels, dayInWords, groupOf, groupsOf, numberOf, textOf } from './traits.ts';

/** How cases are drawn, each on its page and all together, and what programs get of them. */

/** What stands over the account: how the case stands, when and where it began, and how many it concerns. */
export function caseHead(it: Shown): Child {
  const { fields } = it.release;
  const labels = it.words.fields ?? {};
  const status = statusOf(it);
  const [from = '', to = ''] = [fields.from, fields.to].map((day) => dayInWords(day, it.here));
  const { place, district, point } = placeOf(it);
  const count = numberOf(fields.count) ?? 0;
  const list = facts([
    {
      label: labels.status ?? '',
      value: status && html`<b>${status.name}</b>${status.since && html` · ${status.since}`}`,
    },
    { label: labels.from ?? '', value: from && to ? it.here.language.words.range(from, to) : from || to },
    {
      label: labels.place ?? '',
      value:
        place &&
        html`${place}${district && html` · ${district}`}${point && html` · <a href="geo:${point}" dir="ltr">${point}</a>`}`,
    },
    { label: labels.persons ?? '', value: count > 0 && it.here.number(count) },
  ]);
  return list && html`<div class="case-facts">${list}</div>`;
}

/** What stands below it: who, what became of them, and where that is known from. */
export function caseCourse(it: Shown): Child {
  const { fields = {}, choices = {}, says = {} } = it.words;
  const persons = groupsOf(it.release.fields.persons).map((one) => ({
    name: textOf(one.name) || (says.unnamed ?? ''),
    redacted: one.consent === 'none',
    age: numberOf(one.age),
    about: textOf(one.about),
    consent: choices[textOf(one.consent)] ?? '',
  }));
  const heads = {
    ...{ name: says.person ?? '', age: fields.age ?? '' },
    ...{ about: fields.about ?? '', consent: fields.consent ?? '' },
  };
  return [
    casePersons(persons, fields.persons ?? '', heads, it.here),
    timeline(turnsOf(it), fields.history ?? '', fields.source ?? '', it.here),
    sources(citedSources(it), fields.sources ?? '', archivedLabels(it.words), it.here),
  ];
}

/** The newest first; what is known less exactly stands before what is known to the day. */
export function caseList(all: Shown[], section: Section): Child {
  const { here, words, address } = section;
  const { fields = {}, says = {} } = words;
  const sorted = [...all].sort((a, b) => order(b, a));
  const rows = sorted.map(rowOf);
  const labels = {
    ...{ case: words.one, date: fields.from ?? '', type: fields.type ?? '', place: fields.place ?? '' },
    ...{ persons: fields.persons ?? '', status: fields.status ?? '', since: says.since ?? '', year: says.year ?? '' },
    ...{ all: here.language.words.all, search: says.search ?? '', shown: says.shown ?? '' },
  };
  const places = placesOf(sorted, rows);
  const years = [...Map.groupBy(rows, ({ from }) => Number(from.slice(0, 4)))].filter(([year]) => year > 0);
  return html`<p>${says.intro}</p><div class="charts">${columns(
    years.map(([year, some]) => ({ year, count: some.length })),
    says.byYear ?? '',
    here,
  )}${bars(
    totals(rows, ({ type }) => type.name),
    says.byType ?? '',
    here,
  )}${bars(
    totals(rows, ({ status }) => status?.name ?? ''),
    says.byStatus ?? '',
    here,
  )}</div>${caseTable(rows, labels, here)}<p>${here.language.words.download}: <a href="${here.link(`${address}cases.csv`)}">CSV</a> · <a href="${here.link(`${address}cases.json`)}">JSON</a></p>${byPlace(
    places,
    says.byPlace ?? '',
    placesMap(places, section),
    here,
  )}`;
}

function order(a: Shown, b: Shown): number {
  const [one, two] = [a, b].map(({ release }) => `${textOf(release.fields.from)} ${release.number}`);
  return one! < two! ? -1 : 1;
}

function rowOf(it: Shown): CaseRow {
  const { number, path, title, fields } = it.release;
  const type = textOf(fields.type);
  return {
    number,
    address: path,
    title,
    from: textOf(fields.from),
    when: dayInWords(fields.from, it.here),
    type: { id: type, name: it.words.choices?.[type] ?? type },
    place: placeOf(it).place,
    persons: countOf(fields),
    status: statusOf(it),
  };
}

/** As many as are listed, or as are said to have been more. */
function countOf(fields: Record<string, Json>): number {
  return Math.max(groupsOf(fields.persons).length, numberOf(fields.count) ?? 0);
}

function totals(rows: CaseRow[], name: (row: CaseRow) => string): Total[] {
  return [...Map.groupBy(rows, name)]
    .map(([label, some]) => ({ label, count: some.length }))
    .filter(({ label }) => label !== '')
    .sort((a, b) => b.count - a.count || (a.label < b.label ? -1 : 1));
}

function placesMap(places: ReturnType<typeof placesOf>, { here, words: { says = {} } }: Section): Child {
  const dots = places.flatMap(({ place, at, rows }, index): Dot[] =>
    at ? [{ ...at, name: place, number: index + 1, count: rows.length }] : [],
  );
  const lengths = { kilometres: says.kilometres ?? '', metres: says.metres ?? '' };
  return dotMap(dots, says.byPlace ?? '', lengths, here);
}

function placesOf(sorted: Shown[], rows: CaseRow[]) {
  const byName = Map.groupBy(
    rows.map((row, index) => ({ row, ...placeOf(sorted[index]!) })),
    ({ place, district }) => `${place}\n${district}`,
  );
  return [...byName.values()]
    .map((some) => ({
      ...(some.find(({ at }) => at) ?? some[0]!),
      rows: some.map(({ row }) => row),
    }))
    .sort((a, b) => b.rows.length - a.rows.length || (a.place < b.place ? -1 : 1));
}

export function placeOf({ release: { fields } }: Pick<Shown, 'release'>) {
  const { name, district, latitude, longitude } = groupOf(fields.place);
  const [north, east] = [numberOf(latitude), numberOf(longitude)];
  const at = north === null || east === null ? null : { latitude: north, longitude: east };
  return { place: textOf(name), district: textOf(district), at, point: at && `${north},${east}` };
}

/** What became of it, oldest first. */
export function turnsOf({ release: { fields }, words, here }: Shown): Turn[] {
  return groupsOf(fields.history)
    .map((one) => ({
      iso: textOf(one.date),
      when: dayInWords(one.date, here),
      id: textOf(one.status),
      status: words.choices?.[textOf(one.status)] ?? '',
      whom: textOf(one.whom),
      note: textOf(one.note),
      source: numberOf(one.source),
    }))
    .sort((a, b) => (a.iso < b.iso ? -1 : Number(a.iso > b.iso)));
}

/** The newest that is known. */
export function statusOf(it: Shown): CaseRow['status'] {
  const last = turnsOf(it).at(-1) as (Turn & { id: string }) | undefined;
  return last?.status ? { id: last.id, name: last.status, since: last.when } : null;
}

export function citedSources(it: Shown): Source[] {
  return groupsOf(it.release.fields.sources).map((one) => ({
    title: textOf(one.title),
    by: textOf(one.by),
    date: dayInWords(one.date, it.here),
    ...archivedIn(one, it),
  }));
}

/** A case for programs: cases.json has all of it, cases.csv its plain parts. */
export function caseData(it: Shown) {
  const { number, path, title, summary, fields, language } = it.release;
  const { name, district, latitude, longitude } = groupOf(fields.place);
  const last = turnsOf(it).at(-1) as (Turn & { id: string }) | undefined;
  return {
    ...{ number, language, address: it.absolute(path), title, summary, type: fields.type ?? null },
    ...{ from: fields.from ?? null, to: fields.to ?? null, place: name ?? null, district: district ?? null },
    ...{ latitude: latitude ?? null, longitude: longitude ?? null, count: countOf(fields) },
    ...{ status: last?.id ?? null, statusSince: last?.iso ?? null },
    persons: groupsOf(fields.persons).map(({ name, consent, age, about }) => ({
      name: name ?? null,
      consent,
      age,
      about,
    })),
    history: groupsOf(fields.history),
    sources: citedSources(it).map(({ title, by, address, sha256, copy }) => ({
      ...{ title, by, address, sha256 },
      copy: copy && it.absolute(copy.address),
    })),
  };
}

/** Columns of cases.csv, which keep their names and their order; new ones come behind. */
const COLUMNS = [
  ...['number', 'title', 'type', 'from', 'to', 'place', 'district', 'latitude', 'longitude', 'count', 'status'],
  ...['statusSince', 'sources', 'address'],
] as const;

export function casesCsv(all: Shown[]): string {
  const rows = all.map(caseData).map((data) =>
    COLUMNS.map((id) => {
      const value = data[id];
      return Array.isArray(value) ? String(value.length) : String(value ?? '');
    }),
  );
  return writeCsv([[...COLUMNS], ...rows]);
}

export function casesJson(all: Shown[], { title, organisation, address, absolute }: Section): string {
  const data = { title, publisher: organisation, address: absolute(address), cases: all.map(caseData) };
  return `${JSON.stringify(data, null, 2)}\n`;
}

/** The section as https://schema.org/Dataset. */
export function caseDataset(all: Shown[], section: Section): Record<string, Json> {
  const { title, organisation, address, absolute, words, here } = section;
  const days = all.map((it) => textOf(it.release.fields.from)).sort();
  const download = (name: string, type: string) => ({
    '@type': 'DataDownload',
    encodingFormat: type,
    contentUrl: absolute(`${address}${name}`),
  });
  return {
    '@type': 'Dataset',
    name: title,
    description: words.says?.intro ?? '',
    url: absolute(address),
    inLanguage: here.language.id,
    creator: { '@type': 'Organization', name: organisation },
    temporalCoverage: `${days[0]}/${days.at(-1)}`,
    distribution: [download('cases.csv', 'text/csv'), download('cases.json', 'application/json')],
  };
}
