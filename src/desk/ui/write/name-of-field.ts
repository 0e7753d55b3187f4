import type { TFunction } from 'i18next';
import type { KindWords } from '../../../languages/language.ts';

/** What a part is called in the form. */
export function nameOfField(field: string, t: TFunction, words: KindWords): string {
  if (!field.startsWith('fields.')) return t(`write.${field}`);
  const id = field.slice('fields.'.length);
  return words.fields?.[id] ?? t(`write.field.${id}`, id);
}
