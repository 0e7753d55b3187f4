import { type Child, type Html, html } from '../../base/html.ts';

export interface Fact {
  label: string;
  value: Child;
}

/** Labelled facts below a text; those without a value are left out. */
export function facts(list: Fact[]): Html | null {
  const known = list.filter(({ value }) => value && !(Array.isArray(value) && value.length === 0));
  if (known.length === 0) return null;
  return html`<dl class="facts">${known.map(({ label, value }) => html`<div><dt>${label}</dt><dd>${value}</dd></div>`)}</dl>`;
}
