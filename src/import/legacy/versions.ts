import { fold } from './letters.ts';
import type { Reading } from './reading.ts';

const NOTES: Record<string, string> = {
  en: 'Imported: a later capture of the same address with other wording.',
  ur: 'درآمد شدہ: اسی پتے کی بعد کی نقل، جس کے الفاظ مختلف ہیں۔',
  sd: 'درآمد ٿيل: ساڳئي پتي جو پوءِ ورتل نقل، جنهن جا لفظ مختلف آهن.',
};
const SAME_TEXT_FROM = 0.3;

/** The same key again: the same words are a duplicate, others a later version. Nothing is written over. */
export function settleVersions(readings: Reading[]): void {
  adoptAddresses(readings);
  for (const group of groupsOf(readings)) settle(group);
}

/** A capture without an address whose words, title and day are those of one with an address is that item. */
function adoptAddresses(readings: Reading[]): void {
  const addressed = new Map(readings.filter(hasAddress).map((reading) => [wording(reading), reading.draft!]));
  for (const { draft, row, ...rest } of readings.filter((reading) => reading.draft && !hasAddress(reading))) {
    const same = addressed.get(wording({ draft, row, ...rest }));
    if (!same) continue;
    Object.assign(draft!, { key: same.key, aliases: same.aliases, order: same.order });
    draft!.legacy!.ids = same.legacy!.ids;
    row.key = same.key;
  }
}

const hasAddress = ({ draft }: Reading): boolean => draft !== null && draft.legacy!.ids.length > 0;

/** Readings of one key and language; without an address, those whose texts have little in common are parted. */
function groupsOf(readings: Reading[]): Reading[][] {
  const groups = new Map<string, Reading[]>();
  for (const reading of readings.filter(({ draft }) => draft).sort(byCapture)) {
    const group = groups.get(partedKey(reading, groups)) ?? [];
    groups.set(`${reading.draft!.key} ${reading.draft!.language}`, [...group, reading]);
  }
  noteLanguages(readings);
  return [...groups.values()];
}

/** Titles are not unique: two texts of one title and day get keys `…` and `…|2`. */
function partedKey(reading: Reading, groups: Map<string, Reading[]>): string {
  const { draft, row } = reading;
  const own = draft!.key;
  for (let n = 2; ; n++) {
    const group = groups.get(`${draft!.key} ${draft!.language}`);
    if (!group || draft!.legacy!.ids.length > 0 || likeness(group[0]!, reading) >= SAME_TEXT_FROM) break;
    draft!.key = `${own}|${n}`;
  }
  if (draft!.key !== own) row.findings.push('Another text has the same title and day: taken as a different item.');
  row.key = draft!.key;
  return `${draft!.key} ${draft!.language}`;
}

function noteLanguages(readings: Reading[]): void {
  const languages = new Map<string, Set<string>>();
  for (const { draft } of readings) {
    if (draft) languages.set(draft.key, (languages.get(draft.key) ?? new Set()).add(draft.language));
  }
  for (const { draft, row } of readings) {
    if (draft && languages.get(draft.key)!.size > 1)
      row.findings.push('The same address was captured in two languages: to be checked.');
  }
}

/** By the clock of capture; captures without one come last, by the file's name. */
function byCapture(a: Reading, b: Reading): number {
  return compare(a.capture?.clock ?? '~', b.capture?.clock ?? '~') || compare(a.row.file, b.row.file);
}

function settle(group: Reading[]): void {
  const kept: Reading[] = [];
  for (const reading of group) {
    const same = reading.capture?.clock ? kept.at(-1) : kept.find((other) => wording(other) === wording(reading));
    if (same && wording(same) === wording(reading)) markDuplicate(reading, same);
    else {
      if (kept.length > 0) markVersion(reading, kept.at(-1)!);
      kept.push(reading);
    }
  }
  shareKind(kept);
  shareRestriction(kept);
  shareOrder(kept);
}

function markDuplicate(reading: Reading, of: Reading): void {
  of.draft!.aliases = union(of.draft!.aliases, reading.draft!.aliases);
  of.draft!.legacy!.views.push(...reading.draft!.legacy!.views);
  reading.draft = null;
  reading.row.outcome = 'duplicate';
  reading.row.why = `The same text as ${of.row.file}.`;
}

function markVersion(reading: Reading, before: Reading): void {
  reading.draft!.event = 'correct';
  reading.draft!.note = NOTES[reading.draft!.language] ?? NOTES.en!;
  reading.draft!.aliases = union(before.draft!.aliases, reading.draft!.aliases);
  reading.row.outcome = 'version';
  reading.row.why = `Other wording than ${before.row.file} at the same address.`;
  if (!reading.capture!.clock || !before.capture!.clock)
    reading.row.findings.push('No clock tells which capture is later: the order is that of the file names.');
}

/** An item keeps its kind: a rewritten title may read like another form, but the first capture decides. */
function shareKind(kept: Reading[]): void {
  const first = kept[0]!.draft!;
  const { kind, fields } = kept[0]!.earlier!;
  for (const { earlier } of kept.slice(1)) if (earlier!.kind !== kind) Object.assign(earlier!, { kind, fields });
  for (const { draft, row } of kept.slice(1)) {
    if (draft!.kind !== first.kind) row.findings.push(`By itself this version would be a ${draft!.kind} (${row.as}).`);
    if (draft!.kind !== first.kind) {
      draft!.fields = first.fields;
      draft!.summary ||= first.summary;
      draft!.posted ??= first.posted;
    }
    draft!.kind = first.kind;
    row.kind = first.kind;
  }
}

/** A later version must not bring out what an earlier one holds back, nor the other way round. */
function shareRestriction(kept: Reading[]): void {
  const reason = kept.map(({ draft }) => draft!.restricted).find(Boolean) ?? null;
  for (const { draft, row } of kept) {
    draft!.restricted ??= reason;
    if (draft!.restricted && row.outcome === 'imported') row.outcome = 'restricted';
    if (draft!.restricted && !row.why.includes(draft!.restricted)) row.why = `${row.why} ${draft!.restricted}`.trim();
  }
}

function shareOrder(kept: Reading[]): void {
  for (const { draft } of kept) draft!.order = kept[0]!.draft!.order;
}

function wording({ draft, paragraphs }: Reading): string {
  return JSON.stringify([draft!.title, draft!.summary, draft!.dateline?.text ?? '', draft!.posted, paragraphs]);
}

/** The share of words that two texts have in common. */
function likeness(a: Reading, b: Reading): number {
  const [left, right] = [wordsOf(a), wordsOf(b)];
  const common = [...left].filter((word) => right.has(word)).length;
  return common / Math.max(1, Math.min(left.size, right.size));
}

const wordsOf = ({ paragraphs, draft }: Reading): Set<string> =>
  new Set([draft!.summary, ...paragraphs].join(' ').split(/\s+/).map(fold).filter(Boolean));

const union = (a: string[], b: string[]): string[] => [...new Set([...a, ...b])];
const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
