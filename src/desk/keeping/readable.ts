import { plainText } from './elements.ts';

/**
 * A value of any part of a content (`title`, `body`, `fields.programme`), as lines of words that can be compared.
 * `choices`: what the options of a kind's fields are called.
 */
export function readable(part: string, value: unknown, choices: Record<string, string> = {}): string {
  if (value === null || value === undefined) return '';
  if (part === 'body') return plainText(String(value)).replace(/\n/g, '\n\n');
  return linesOf(value, part.startsWith('fields.') ? choices : {}).join('\n');
}

function linesOf(value: unknown, choices: Record<string, string>): string[] {
  if (value === null || value === undefined || value === '') return [];
  if (Array.isArray(value)) return value.map((entry) => linesOf(entry, choices).join(' · ')).filter(Boolean);
  if (typeof value === 'object') {
    // Of what has words, hashes, sizes and keys say nothing to a reader.
    const silent = 'name' in value ? ['item'] : ['sha256', 'sizes', 'role'];
    return Object.entries(value).flatMap(([key, part]) => (silent.includes(key) ? [] : linesOf(part, choices)));
  }
  const text = String(value);
  if (/^[0-9a-f]{64}$/.test(text)) return [`${text.slice(0, 8)}…`];
  return [choices[text] ?? text];
}
