import i18next from 'i18next';
import ICU from 'i18next-icu';
import { initReactI18next, useTranslation } from 'react-i18next';
import type { Language } from '../../../languages/language.ts';

/** The languages of the interface by their own names, each loaded when somebody reads it: its words, and how it says dates. */
export const INTERFACE: Record<string, { name: string; load(): Promise<Loaded> }> = {
  en: { name: 'English', load: () => loaded(import('./en/index.ts'), import('../../../languages/en.ts')) },
  ur: { name: 'اردو', load: () => loaded(import('./ur/index.ts'), import('../../../languages/ur.ts')) },
  sd: { name: 'سنڌي', load: () => loaded(import('./sd/index.ts'), import('../../../languages/sd.ts')) },
};

interface Loaded {
  words: Record<string, string>;
  language: Language;
}

async function loaded(
  words: Promise<{ words: Record<string, string> }>,
  language: Promise<Record<string, Language>>,
): Promise<Loaded> {
  return { words: (await words).words, language: Object.values(await language)[0]! };
}

const REMEMBERED = 'daftar-language';
const known = new Map<string, Language>();

/** Begins in the language that this browser had last, else in the first of the reader's that there is. */
export async function startWords(): Promise<void> {
  // Numbers within sentences: every language's own plural, and ASCII digits as everywhere else at the desk.
  const numbers = new ICU({ parseLngForICU: (id: string) => `${id}-u-nu-latn` });
  await i18next
    .use(numbers)
    .use(initReactI18next)
    .init({ resources: {}, keySeparator: false, nsSeparator: false, fallbackLng: false });
  await speak(remembered() ?? preferred());
}

/** Changes the interface to this language. */
export async function speak(id: string): Promise<void> {
  const { words, language } = await INTERFACE[id]!.load();
  known.set(id, language);
  i18next.addResourceBundle(id, 'translation', words);
  document.documentElement.lang = id;
  document.documentElement.dir = language.direction;
  try {
    localStorage.setItem(REMEMBERED, id);
  } catch {
    // A browser that keeps nothing asks again.
  }
  await i18next.changeLanguage(id);
}

/** The language of the interface, with its dates and its direction. */
export function useLanguage(): Language {
  const { i18n } = useTranslation();
  return known.get(i18n.language)!;
}

function remembered(): string | null {
  try {
    const id = localStorage.getItem(REMEMBERED);
    return id && INTERFACE[id] ? id : null;
  } catch {
    return null;
  }
}

function preferred(): string {
  return navigator.languages.map((tag) => tag.split('-')[0]!).find((id) => INTERFACE[id]) ?? 'en';
}
