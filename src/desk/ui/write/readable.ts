import type { TFunction } from 'i18next';
import type { KindWords } from '../../../languages/language.ts';
import { plainText } from '../../keeping/elements.ts';

/** A value of any part of a content, as lines of words that can be compared. */
export function readable(field: string, value: unknown): string {
  if (value === null || value === undefined) return '';
  if (field === 'body') return plainText(String(value)).replace(/\n/g, '\n\n');
  return linesOf(value).join('\n');
}

function linesOf(value: unknown): string[] {
  if (value === null || value === undefined || value === '') return [];
  if (Array.isArray(value)) return value.map((entry) => linesOf(entry).join(' · ')).filter(Boolean);
  if (typeof value === 'object') {
    // Hashes and sizes of a picture say nothing to a reader.
    return Object.entries(value).flatMap(([key, part]) =>
      ['sha256', 'sizes', 'item'].includes(key) ? [] : linesOf(part),
    );
  }
  return [String(value)];
}

/** What a part is called in the form. */
export function nameOfField(field: string, t: TFunction, words: KindWords): string {
  if (!field.startsWith('fields.')) return t(`write.${field}`);
  const id = field.slice('fields.'.length);
  return words.fields?.[id] ?? t(`write.field.${id}`, id);
}
