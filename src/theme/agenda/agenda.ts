import { clockOf, weekdayOf } from '../../base/dates.ts';
import { type Child, type Html, html, raw } from '../../base/html.ts';
import type { Setting } from '../setting.ts';

/** From when to when something takes place: ISO times with their offsets. */
export interface Span {
  start: string;
  end: string | null;
}

/** What a script says of it, for no page changes with the clock alone. */
export interface StateWords {
  coming: string;
  now: string;
  past: string;
  next: string;
}

export interface Occasion extends Span {
  title: string;
  address: string;
  summary: string;
  /** `Old Quay`; or who speaks. */
  place: Child;
  /** What has to be known first: `cancelled`. */
  mark: string | null;
}

/** Occasions by year, the newest year first, in the order of their days within it. */
export function agenda(occasions: Occasion[], words: StateWords, here: Setting): Html {
  const years = [...new Set(occasions.map(({ start }) => start.slice(0, 4)))].sort().reverse();
  return html`<div class="agenda"${states(words)}><p class="agenda-next">${words.next} <a href="#content"></a></p>${years.map(
    (year) =>
      html`<section><h2>${here.number(year)}</h2><ol>${occasions
        .filter(({ start }) => start.startsWith(year))
        .sort((a, b) => Date.parse(a.start) - Date.parse(b.start))
        .map((occasion) => entry(occasion, here))}</ol></section>`,
  )}</div>`;
}

function entry({ title, address, summary, place, mark, ...span }: Occasion, here: Setting, id?: string): Html {
  const state = mark ? html` <b>${mark}</b>` : html` <b class="state"></b>`;
  return html`<li${id && html` id="${id}"`}${mark ? null : times(span)}><p>${spanText(span, here)}${state}</p><div><h3><a href="${here.link(address)}">${title}</a></h3>${place && html`<p class="meta">${place}</p>`}${summary && html`<p>${summary}</p>`}</div></li>`;
}

/** A timetable in the order of its hours, under a line that a script fills with what is on or comes next. */
export function timetable(
  title: string,
  occasions: (Occasion & { id: string })[],
  words: StateWords & { none: string },
  here: Setting,
): Html {
  const sorted = [...occasions].sort((a, b) => Date.parse(a.start) - Date.parse(b.start));
  return html`<section class="agenda timetable"${states(words)}><p class="agenda-next" role="status" data-next="${words.next}" data-now="${words.now}" data-none="${words.none}"><span></span> <a href="#content"></a></p><h2>${title}</h2><ol>${sorted.map((occasion) => entry(occasion, here, occasion.id))}</ol></section>`;
}

/** The same over the text of one: its day in full, on the clocks of other places too. */
export function when(
  span: Span,
  elsewhere: { name: string; span: Span }[],
  below: Child,
  words: StateWords,
  here: Setting,
): Html {
  return html`<div class="when"${states(words)}><p${times(span)}>${spanText(span, here)} <b class="state"></b></p>${elsewhere.map(
    (other) => html`<p class="meta">${other.name}: ${spanText(other.span, here)}</p>`,
  )}${below}</div>`;
}

function states({ coming, now, past }: StateWords): Html {
  return html` data-coming="${coming}" data-now="${now}" data-past="${past}"`;
}

/** What has no end is past when its day is. */
function times({ start, end }: Span): Html {
  const until = end ?? `${start.slice(0, 10)}T23:59:59${clockOf(start)?.offset ?? 'Z'}`;
  return html` data-start="${start}" data-end="${until}"`;
}

/** `Saturday, 14 November 2026, 18:30–20:00 (UTC+5)`, or both days in full. */
export function spanText({ start, end }: Span, here: Setting): Html {
  const { range } = here.language.words;
  const whole = (iso: string) => `${weekday(iso, here)}${here.language.comma}${here.date(iso)}`;
  const from = clockOf(start);
  const to = end === null ? null : clockOf(end);
  if (end === null || !from || !to) return timeOf(start, whole);
  if (start.slice(0, 10) !== end.slice(0, 10) || from.offset !== to.offset)
    return raw(range(timeOf(start, whole).value, timeOf(end, whole).value));
  const hours = range(`${from.hour}:${from.minute}`, `${to.hour}:${to.minute}`);
  const [day, zone] = whole(start).split(here.number(`${from.hour}:${from.minute}`));
  return html`<time datetime="${start}">${day}<span>${here.number(hours)}</span>${zone}</time>`;
}

function timeOf(iso: string, words: (iso: string) => string): Html {
  return html`<time datetime="${iso}">${words(iso)}</time>`;
}

function weekday(iso: string, { language }: Setting): string {
  return language.weekdays[weekdayOf(iso)] ?? '';
}
