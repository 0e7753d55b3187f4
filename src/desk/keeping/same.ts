import type { Content } from '../api-types.ts';

/**
 * Whether two contents say the same to whoever wrote them. The server cleans what it saves: spaces at the ends, empty parts
 * and line breaks between elements make no difference, or nothing would ever count as saved.
 */
export function isSame(a: Content, b: Content): boolean {
  return a === b || plainForm(a) === plainForm(b);
}

/** Whether two values of one part are the same in that sense. */
export function isSameValue(a: unknown, b: unknown): boolean {
  return a === b || plainForm(a) === plainForm(b);
}

function plainForm(value: unknown): string {
  return JSON.stringify(reduced(value)) ?? 'null';
}

/** Keys in order, without what is empty. */
function reduced(value: unknown): unknown {
  if (typeof value === 'string') return textOf(value);
  if (Array.isArray(value)) return value.map((entry) => reduced(entry) ?? null);
  if (typeof value !== 'object' || value === null) return value ?? undefined;
  const entries = Object.keys(value)
    .sort()
    .map((key) => [key, reduced((value as Record<string, unknown>)[key])] as const)
    .filter(([, part]) => part !== undefined && !isEmptyList(part));
  return entries.length === 0 ? undefined : Object.fromEntries(entries);
}

function textOf(text: string): string | undefined {
  const plain = text
    .normalize('NFC')
    .replace(/>\s+</g, '><')
    .replace(/<p><\/p>/g, '')
    .replace(/\s+/g, ' ')
    .trim();
  return plain === '' ? undefined : plain;
}

function isEmptyList(value: unknown): boolean {
  return Array.isArray(value) && value.length === 0;
}
