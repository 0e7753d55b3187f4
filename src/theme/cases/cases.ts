import { type Child, type Html, html } from '../../base/html.ts';
import type { Setting } from '../setting.ts';

/** One case of a register, in a row of its table. Ids are for the filters, words for readers. */
export interface CaseRow {
  number: string;
  address: string;
  title: string;
  /** ISO, as exactly as it is known, and in words. */
  from: string;
  when: string;
  type: { id: string; name: string };
  place: string;
  persons: number;
  /** The newest that is known; null where nothing is. */
  status: { id: string; name: string; since: string } | null;
}

export interface CaseLabels {
  case: string;
  date: string;
  type: string;
  place: string;
  persons: string;
  status: string;
  since: string;
  year: string;
  all: string;
  search: string;
  /** `{n}` of `{all}`, which a script fills in. */
  shown: string;
}

/** Every case in one table, newest first. The form above it is shown by a script, and by nothing else. */
export function caseTable(rows: CaseRow[], labels: CaseLabels, setting: Setting): Html {
  const { link, number } = setting;
  const heads = [labels.date, labels.case, labels.type, labels.place, labels.persons, labels.status];
  const body = rows.map(
    (row) =>
      html`<tr data-type="${row.type.id}" data-status="${row.status?.id ?? ''}" data-year="${row.from.slice(0, 4)}"><td><time datetime="${row.from}">${row.when}</time></td><th scope="row"><a href="${link(row.address)}">${row.title}</a> <small><bdi>${row.number}</bdi></small></th><td>${row.type.name}</td><td>${row.place}</td><td data-label="${labels.persons}">${number(row.persons)}</td><td>${status(row, labels)}</td></tr>`,
  );
  return html`${filters(rows, labels, setting)}<div class="table" role="region" tabindex="0" aria-label="${labels.case}"><table class="cases-table" data-cases><thead><tr>${heads.map((head) => html`<th scope="col">${head}</th>`)}</tr></thead><tbody>${body}</tbody></table></div>`;
}

function status({ status: at }: CaseRow, { since }: CaseLabels): Child {
  return at && html`<b class="status">${at.name}</b>${at.since && html` <small>${since} ${at.since}</small>`}`;
}

function filters(rows: CaseRow[], labels: CaseLabels, { number }: Setting): Html {
  const years = distinct(rows.map(({ from }) => [from.slice(0, 4), number(from.slice(0, 4))]));
  const types = distinct(rows.map(({ type }) => [type.id, type.name]));
  const statuses = distinct(rows.flatMap(({ status: at }) => (at ? [[at.id, at.name] as [string, string]] : [])));
  const choice = (name: string, label: string, options: [string, string][]) =>
    html`<label>${label} <select name="${name}"><option value="">${labels.all}</option>${options.map(([id, text]) => html`<option value="${id}">${text}</option>`)}</select></label>`;
  return html`<form class="cases-filters" data-cases-filters hidden>${choice('year', labels.year, years)}${choice('type', labels.type, types)}${choice('status', labels.status, statuses)}<label>${labels.search} <input type="search" name="words"></label><p role="status" data-shown="${labels.shown}"></p></form>`;
}

function distinct(pairs: [string, string][]): [string, string][] {
  return [...new Map(pairs)];
}

export interface Total {
  label: string;
  count: number;
}

/** Counts as bars, each with its number beside it: an SVG stands for the eye, the words for everybody. */
export function bars(list: Total[], title: string, { number }: Setting): Html | null {
  if (list.length === 0) return null;
  const most = Math.max(...list.map(({ count }) => count), 1);
  return html`<figure class="bars"><figcaption>${title}</figcaption><dl>${list.map(
    ({ label, count }) =>
      html`<div><dt>${label}</dt><dd><svg viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true"><rect width="${Math.round((count / most) * 1000) / 10}" height="8"/></svg> <span>${number(count)}</span></dd></div>`,
  )}</dl></figure>`;
}

/** Counts per year as columns, the first year where reading begins; years without any stand empty between. */
export function columns(list: { year: number; count: number }[], title: string, setting: Setting): Html | null {
  if (list.length === 0) return null;
  const { number, language } = setting;
  const [first, last] = [Math.min(...list.map(({ year }) => year)), Math.max(...list.map(({ year }) => year))];
  const counts = new Map(list.map(({ year, count }) => [year, count]));
  const years = Array.from({ length: last - first + 1 }, (_, index) => first + index);
  const most = Math.max(...counts.values(), 1);
  const width = years.length * STEP;
  const marks = years.map((year, index) => {
    const count = counts.get(year) ?? 0;
    const height = (count / most) * HEIGHT;
    const at = (language.direction === 'rtl' ? years.length - 1 - index : index) * STEP;
    const top = TOP + HEIGHT - height;
    return html`<rect x="${at + 8}" y="${round(top)}" width="${STEP - 16}" height="${round(height)}"/>${
      count > 0 && html`<text x="${at + STEP / 2}" y="${round(top - 5)}">${number(count)}</text>`
    }<text class="year" x="${at + STEP / 2}" y="${TOP + HEIGHT + 17}">${number(year)}</text>`;
  });
  const said = years.map((year) => `${number(year)}: ${number(counts.get(year) ?? 0)}`).join(language.comma);
  return html`<figure class="columns"><figcaption>${title}</figcaption><svg viewBox="0 0 ${width} ${TOP + HEIGHT + 24}" width="${width}" role="img" aria-label="${title}${language.stop}${said}" direction="ltr">${marks}<path d="M0 ${TOP + HEIGHT}H${width}"/></svg></figure>`;
}

const STEP = 56;
const HEIGHT = 90;
const TOP = 20;

function round(number: number): number {
  return Math.round(number * 10) / 10;
}

/** What happened to whom, and when it was known, oldest first. */
export interface Turn {
  iso: string;
  when: string;
  status: string;
  whom: string;
  note: string;
  /** Number of the source below. */
  source: number | null;
}

export function timeline(turns: Turn[], title: string, sourceLabel: string, { number }: Setting): Html | null {
  if (turns.length === 0) return null;
  return html`<section class="timeline"><h2>${title}</h2><ol>${turns.map(
    (turn) =>
      html`<li><time datetime="${turn.iso}">${turn.when}</time> <b class="status">${turn.status}</b>${turn.whom && html` · ${turn.whom}`}${turn.note && html`<p>${turn.note}</p>`}${
        turn.source !== null &&
        html` <a href="#source-${turn.source}"><small>${sourceLabel} ${number(turn.source)}</small></a>`
      }</li>`,
  )}</ol></section>`;
}

export interface CasePerson {
  name: string;
  /** The name is kept back. */
  redacted: boolean;
  age: number | null;
  about: string;
  consent: string;
}

export function casePersons(
  list: CasePerson[],
  title: string,
  labels: { name: string; age: string; about: string; consent: string },
  { number }: Setting,
): Html | null {
  if (list.length === 0) return null;
  const heads = [labels.name, labels.age, labels.about, labels.consent];
  return html`<section><h2>${title}</h2><div class="table" role="region" tabindex="0" aria-label="${title}"><table><thead><tr>${heads.map((head) => html`<th scope="col">${head}</th>`)}</tr></thead><tbody>${list.map(
    (one) =>
      html`<tr><th scope="row">${one.redacted ? html`<span class="redacted">${one.name}</span>` : one.name}</th><td>${one.age === null ? '–' : number(one.age)}</td><td>${one.about || '–'}</td><td>${one.consent}</td></tr>`,
  )}</tbody></table></div></section>`;
}

/** Places with their cases, numbered as on the map above them, for whoever looks for what happened where. */
export function byPlace(
  list: { place: string; district: string; point: string | null; rows: CaseRow[] }[],
  title: string,
  map: Child,
  setting: Setting,
): Html | null {
  if (list.length === 0) return null;
  const { link, number, language } = setting;
  return html`<section class="by-place"><h2>${title}</h2>${map}<ul>${list.map(
    ({ place, district, point, rows }, index) =>
      html`<li><h3>${map && html`${number(index + 1)} · `}${place}${district && html` <small>${district}</small>`} <small>${language.words.items(rows.length, number(rows.length))}</small>${
        point && html` <small><a href="geo:${point}" dir="ltr">${point.replace(',', ', ')}</a></small>`
      }</h3><ul>${rows.map((row) => html`<li><a href="${link(row.address)}">${row.title}</a> <small>${row.when}</small></li>`)}</ul></li>`,
  )}</ul></section>`;
}
