import type { Json } from '../record/release.ts';
import type { Roster } from '../theme/roster/roster.ts';
import { term } from '../theme/term.ts';
import type { Fault, Shown } from './kind.ts';
import { endsBefore, fault, groupsOf, listOf, textOf } from './traits.ts';

/** Terms, as persons hold offices and bodies have members: entries with `from` and `to`, known to a year, a month or a day. */

type Values = Record<string, Json>;

/** Who sits in a body, or holds office in a chapter, and since when. */
export const MEMBERS = listOf(
  {
    who: { type: 'item', kinds: ['person'] },
    role: { type: 'text', optional: true },
    from: { type: 'date', optional: true },
    to: { type: 'date', optional: true },
  },
  { search: true },
);

export function checkTerms(entries: Json | undefined, path: string): Fault[] {
  return groupsOf(entries).flatMap(({ from, to }, index) => checkTerm(from, to, `${path}.${index}.to`));
}

export function checkTerm(from: Json | undefined, to: Json | undefined, field: string): Fault[] {
  if (!endsBefore(from, to)) return [];
  const hint = 'Correct one of the two; leave the end empty while it goes on.';
  return [fault(field, 'ENDS_BEFORE_START', 'it ends before it begins', hint)];
}

/** Whether it was over when this was released: the page that says so must not change with the clock. */
export function isOver({ to }: Values, { release }: Shown): boolean {
  const end = textOf(to);
  return end !== '' && end < release.released.slice(0, end.length);
}

/** What goes on stands as it was typed, by rank; what is over follows, the latest first. */
export function inOrder(entries: Values[], it: Shown): Values[] {
  const end = (entry: Values) => (isOver(entry, it) ? textOf(entry.to) : '~');
  return [...entries].sort((a, b) => Number(end(b) > end(a)) - Number(end(b) < end(a)));
}

export function termEntry(
  { from, to }: Values,
  parts: Pick<Roster['entries'][number], 'main' | 'detail'>,
  { here }: Shown,
): Roster['entries'][number] {
  return { ...parts, when: term(textOf(from) || null, textOf(to) || null, here) };
}
