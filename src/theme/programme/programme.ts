import { type Child, type Html, html } from '../../base/html.ts';

export interface Programme {
  title: string;
  points: { time: string; what: string; who: Child }[];
}

/** What happens in which order. */
export function programme({ title, points }: Programme): Html | null {
  if (points.length === 0) return null;
  return html`<section class="programme"><h2>${title}</h2><ol>${points.map(
    ({ time, what, who }) => html`<li><b>${time}</b> <span>${what}${who && html` <small>${who}</small>`}</span></li>`,
  )}</ol></section>`;
}
