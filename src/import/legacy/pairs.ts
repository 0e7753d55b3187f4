import type { Reading } from './reading.ts';

/** With a lost "read in …" link an edition may stand a few ids away; without one only right beside. */
const NEAR_WITH_LINK = 5;
const NEAR = 1;

/** Editions in two languages that may be one item: neighbouring ids, the same day. Proposed, never merged. */
export function proposePairs(readings: Reading[]): void {
  const numbered = readings.filter(
    ({ draft, capture }) => draft?.event === 'publish' && capture?.address?.sequence === 'news',
  );
  const proposed = new Set<string>();
  for (const reading of [...numbered].sort((a, b) => idOf(a) - idOf(b))) propose(reading, numbered, proposed);
  for (const { row, capture, draft } of readings) {
    const isOpen = draft && capture?.link && ![...proposed].some((pair) => pair.split(' ').includes(draft.key));
    if (isOpen) row.findings.push(`A link to this text in another language (${capture.link}) has lost its target.`);
  }
}

function propose(reading: Reading, numbered: Reading[], proposed: Set<string>): void {
  const nearest = numbered
    .filter((other) => couldPair(reading, other))
    .sort((a, b) => distance(reading, a) - distance(reading, b))[0];
  if (!nearest) return;
  const [first, second] = [reading, nearest].sort((a, b) => idOf(a) - idOf(b)) as [Reading, Reading];
  const pair = `${first.draft!.key} ${second.draft!.key}`;
  if (proposed.has(pair)) return;
  proposed.add(pair);
  const gap = distance(first, second);
  const linked = first.capture!.link || second.capture!.link ? ', and a "read in" link that lost its target' : '';
  const why = `Same posted day (${first.draft!.posted}), ids ${gap === 1 ? 'next to each other' : `${gap} apart`}, ${first.draft!.language} and ${second.draft!.language}${linked}: to be confirmed by a person.`;
  reading.row.pairs.push({ a: first.draft!.key, b: second.draft!.key, why });
}

function couldPair(a: Reading, b: Reading): boolean {
  const link = a.capture!.link ?? null;
  const backLink = b.capture!.link ?? null;
  if (a === b || a.draft!.language === b.draft!.language || !a.draft!.posted || a.draft!.posted !== b.draft!.posted)
    return false;
  if ((link && link !== b.draft!.language) || (backLink && backLink !== a.draft!.language)) return false;
  return distance(a, b) > 0 && distance(a, b) <= (link || backLink ? NEAR_WITH_LINK : NEAR);
}

const idOf = (reading: Reading): number => reading.capture!.address!.id!;
const distance = (a: Reading, b: Reading): number => Math.abs(idOf(a) - idOf(b));
