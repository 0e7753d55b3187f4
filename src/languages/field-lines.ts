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

interface Around {
  words: KindWords;
  language: Language;
  numerals: Numerals;
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
  const around = { words, language, numerals };
  return Object.entries(words.fields ?? {}).flatMap(([id, label]) => {
    const value = PASSED_OVER.has(id) ? null : (fields[id] ?? null);
    const text = isListOfGroups(value) ? listText(value, around) : valueText(value, around);
    return text || value === true ? [{ id, label, text }] : [];
  });
}

/** `Start: 14 November 2026`; a list stands below its label. */
export function lineText({ label, text }: FieldLine): string {
  if (!text) return label;
  return text.startsWith('• ') ? `${label}:\n${text}` : `${label}: ${text}`;
}

function listText(entries: unknown[], around: Around): string {
  const lines = entries.map((entry) => valueText(entry, around)).filter(Boolean);
  return lines.map((line) => `• ${line}`).join('\n');
}

function isListOfGroups(value: unknown): value is unknown[] {
  return Array.isArray(value) && value.some((entry) => isGroup(entry) && !('number' in entry && 'name' in entry));
}

function isGroup(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function valueText(value: unknown, around: Around): string {
  const { language, numerals } = around;
  if (typeof value === 'number') return digits(value, language, numerals);
  if (typeof value === 'string') return plainText(value, around);
  if (Array.isArray(value)) return language.list(value.map((entry) => valueText(entry, around)).filter(Boolean));
  if (!isGroup(value)) return '';
  if ('number' in value && 'name' in value) return String(value.name);
  return groupText(value, around);
}

/** In the order of the words for its parts; `from` and `to` make one term. */
function groupText({ from = null, to = null, ...parts }: Record<string, unknown>, around: Around): string {
  const { words, language } = around;
  const order = Object.keys(words.fields ?? {});
  const texts = Object.entries(parts)
    .filter(([id]) => !PASSED_OVER.has(id))
    .sort(([a], [b]) => order.indexOf(a) - order.indexOf(b))
    .map(([, part]) => valueText(part, around));
  return [...texts, termText(valueText(from, around), valueText(to, around), language)].filter(Boolean).join(' · ');
}

function termText(from: string, to: string, { words }: Language): string {
  if (from && to) return from === to ? from : words.range(from, to);
  return from ? words.since(from) : to && words.until(to);
}

/** Hashes say nothing to a reader: files are named by them. */
function plainText(text: string, { words, language, numerals }: Around): string {
  if (/^[0-9a-f]{64}$/.test(text)) return '';
  if (/^\d{4}-\d\d-\d\d(T|$)/.test(text)) return formatDate(text, language, numerals);
  if (/^\d{4}-\d\d$/.test(text)) return formatMonth(text, language, numerals);
  return words.choices?.[text] ?? text;
}
