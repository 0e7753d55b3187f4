import { type Child, type Html, html } from '../../base/html.ts';
import type { Setting } from '../setting.ts';

export interface Hours {
  /** From which weekday to which, Monday 0, and from when to when: `09:00`. */
  spans: { first: number; last: number; opens: string; closes: string }[];
  /** The clock that they are told by: `+05:00`, its zone where it changes through the year, and its name. */
  offset: string;
  zone: string | null;
  clock: string;
  /** In words: `closed on public holidays`. */
  exceptions: string;
}

/** A week's opening hours; whether it is open now is for a script to say. */
export function hours(props: Hours, here: Setting): Html | null {
  const { spans, offset, zone, clock, exceptions } = props;
  if (spans.length === 0) return exceptions ? html`<div class="hours"><p>${exceptions}</p></div>` : null;
  const { visit } = here.language.words;
  const week = html` data-week="${JSON.stringify(minutes(spans))}" data-offset="${offset}" data-zone="${zone ?? ''}" data-open="${visit.openNow}" data-closed="${visit.closedNow}"`;
  return html`<div class="hours"${week}><dl>${rows(props, here).map(
    ([day, time]) => html`<div><dt>${day}</dt><dd>${time}</dd></div>`,
  )}</dl><p class="meta">${clock || html`<bdi dir="ltr">${here.language.words.zone(offset)}</bdi>`}${exceptions && html`${here.language.stop}${exceptions}`}</p><p class="state"></p></div>`;
}

/** Weekday, opening and closing in minutes of the day. */
function minutes(spans: Hours['spans']): number[][] {
  return spans.flatMap(({ first, last, opens, closes }) =>
    daysOf(first, last).map((day) => [day, minuteOf(opens), minuteOf(closes)]),
  );
}

/** Saturday to Wednesday goes round the end of the week. */
function daysOf(first: number, last: number): number[] {
  return Array.from({ length: ((last - first + 7) % 7) + 1 }, (_, index) => (first + index) % 7);
}

function minuteOf(time: string): number {
  const [hour, minute] = time.split(':').map(Number);
  return hour! * 60 + minute!;
}

function rows({ spans }: Hours, here: Setting): [Child, Child][] {
  const { range, visit } = here.language.words;
  const open = new Set(spans.flatMap(({ first, last }) => daysOf(first, last)));
  const closed = [0, 1, 2, 3, 4, 5, 6].filter((day) => !open.has(day));
  return [
    ...spans.map(({ first, last, opens, closes }): [Child, Child] => [
      days(first, last, here),
      here.number(range(opens, closes)),
    ]),
    ...(closed.length
      ? [[here.language.list(closed.map((day) => weekday(day, here))), visit.closed] as [Child, Child]]
      : []),
  ];
}

function days(first: number, last: number, here: Setting): string {
  if (first === last) return weekday(first, here);
  return here.language.words.range(weekday(first, here), weekday(last, here));
}

function weekday(day: number, { language }: Setting): string {
  return language.weekdays[day] ?? '';
}
