import { fold } from './letters.ts';
import type { Reading } from './reading.ts';

/** View counts of listing pages go to the items of the same title and day; what is not in the input is only reported. */
export function giveViews(readings: Reading[]): void {
  const items = itemsByTitle(readings);
  for (const listing of readings.filter(({ row }) => row.entries.length > 0)) {
    for (const entry of listing.row.entries) {
      const matches = items.get(nameOf(entry.title, entry.date)) ?? [];
      const keys = new Set(matches.map(({ draft }) => draft!.key));
      if (keys.size === 1) entry.key = matches[0]!.draft!.key;
      if (keys.size === 1 && entry.views !== null)
        addViews(matches, entry.views, listing.capture?.clock?.slice(0, 10) ?? null);
      if (keys.size > 1)
        listing.row.findings.push(`Two items have the title and day of "${entry.title}": its views go to neither.`);
    }
    const missing = listing.row.entries.filter(({ key }) => key === null).length;
    if (missing > 0) listing.row.findings.push(`Entries that are not in this import: ${missing}.`);
  }
}

function itemsByTitle(readings: Reading[]): Map<string, Reading[]> {
  const items = new Map<string, Reading[]>();
  for (const reading of readings) {
    if (!reading.draft || reading.row.as === 'listing') continue;
    const name = nameOf(reading.draft.title, reading.draft.posted);
    items.set(name, [...(items.get(name) ?? []), reading]);
  }
  return items;
}

function addViews(matches: Reading[], count: number, seen: string | null): void {
  for (const { draft } of matches) draft!.legacy!.views.push({ count, seen });
}

const nameOf = (title: string, date: string | null): string => `${fold(title)}|${date}`;
