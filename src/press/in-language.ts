import type { Masthead } from '../kinds/masthead.ts';
import type { Language } from '../languages/language.ts';

/** `texts` in this language, or else in the masthead's first. */
export function inLanguage(texts: Record<string, string>, { id }: Language, { languages }: Masthead): string {
  return texts[id] ?? texts[languages[0] ?? ''] ?? Object.values(texts)[0] ?? '';
}
