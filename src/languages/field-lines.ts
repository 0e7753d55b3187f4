import { digits, formatDate, formatMonth, type Numerals } from './format.ts';
import type { KindWords, Language } from './language.ts';

/** What is there for machines and maps, and words that are not ours and stand nowhere without their own mark. */
const PASSED_OVER = new Set(['latitude', 'longitude', 'x', 'y', 'forged', 'sortKey', 'tongue']);

/** What is read of a release. */
interface Told {
  kind: string;
  event: string;
  fields: Record<string, unknown>;
}

/** How values are put into words. */
export interface Wording {
  language: Language;
  /** A text or a number. */
  plain(value: string | number): string;
  /** Ids of fields, in whose order the parts of a group stand; the others stand first, as they are stored. */
  order: string[];
}

/** A field under its label; the text is empty where the label says it all, and has lines where it is a list. */
export interface FieldLine {
  id: string;
  label: string;
  text: string;
}

/**
 * The fields of a release in plain words, in the order of the language file: for text.txt, for letters and feeds, which
 * have nothing of what a kind draws. The verifier knows the same lines. Files are passed over.
 */
export function fieldLines({ kind, fields, event }: Told, language: Language, numerals: Numerals): FieldLine[] {
  const words = language.kinds[kind];
  if (!words || event === 'withdraw') return [];
  const wording = { language, plain: plainly(words, language, numerals), order: Object.keys(words.fields ?? {}) };
  return Object.entries(words.fields ?? {}).flatMap(([id, label]) => {
    const value = PASSED_OVER.has(id) ? null : (fields[id] ?? null);
    const text = isListOfGroups(value) ? listText(value, wording) : valueText(value, wording);
    return text || value === true ? [{ id, label, text }] : [];
  });
}

/** `Start: 14 November 2026`; a list stands below its label. */
export function lineText({ label, text }: FieldLine): string {
  if (!text) return label;
  return text.startsWith('• ') ? `${label}:\n${text}` : `${label}: ${text}`;
}

function listText(entries: unknown[], wording: Wording): string {
  const lines = entries.map((entry) => valueText(entry, wording)).filter(Boolean);
  return lines.map((line) => `• ${line}`).join('\n');
}

function isListOfGroups(value: unknown): value is unknown[] {
  return Array.isArray(value) && value.some((entry) => isGroup(entry) && !('number' in entry && 'name' in entry));
}

function isGroup(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A field's value in one line: parts of a group apart by dots, `from` and `to` as one term, items by their names. */
export function valueText(value: unknown, wording: Wording): string {
  if (typeof value === 'string' || typeof value === 'number') return value === '' ? '' : wording.plain(value);
  if (Array.isArray(value)) return wording.language.list(value.map((one) => valueText(one, wording)).filter(Boolean));
  if (!isGroup(value)) return '';
  if ('number' in value && 'name' in value) return String(value.name);
  const { from, to, ...parts } = value;
  const place = ([id]: [string, unknown]) => wording.order.indexOf(id);
  const texts = Object.entries(parts)
    .filter(([id]) => !PASSED_OVER.has(id))
    .sort((a, b) => place(a) - place(b))
    .map(([, part]) => valueText(part, wording));
  return [...texts, termText(valueText(from, wording), valueText(to, wording), wording.language)]
    .filter(Boolean)
    .join(' · ');
}

function termText(from: string, to: string, { words }: Language): string {
  if (from && to) return from === to ? from : words.range(from, to);
  return from ? words.since(from) : to && words.until(to);
}

/** Choices, dates and numbers as the language has them, and all other texts as they are. */
export function plainly(words: KindWords | undefined, language: Language, numerals: Numerals): Wording['plain'] {
  return (value) => {
    const text = String(value);
    // Hashes say nothing to a reader: files are named by them.
    if (/^[0-9a-f]{64}$/.test(text)) return '';
    if (typeof value === 'number') return digits(value, language, numerals);
    if (/^\d{4}-\d\d-\d\d(T|$)/.test(text)) return formatDate(text, language, numerals);
    if (/^\d{4}-\d\d$/.test(text)) return formatMonth(text, language, numerals);
    return words?.choices?.[text] ?? text;
  };
}
