import type { Language } from './language.ts';

/** What languages call themselves, by their tags; a directory of links names each in this way, whatever the page's own. */
const ENDONYMS: Record<string, { name: string; direction: Language['direction'] }> = {
  ...written('ltr', {
    en: 'English', fr: 'Français', de: 'Deutsch', es: 'Español', it: 'Italiano', nl: 'Nederlands', pt: 'Português', sv: 'Svenska',
    no: 'Norsk', da: 'Dansk', pl: 'Polski', tr: 'Türkçe', ru: 'Русский', uk: 'Українська', el: 'Ελληνικά', id: 'Bahasa Indonesia',
    ms: 'Bahasa Melayu', sw: 'Kiswahili', so: 'Soomaali', hi: 'हिन्दी', bn: 'বাংলা', ta: 'தமிழ்', gu: 'ગુજરાતી', ne: 'नेपाली', si: 'සිංහල',
    'pa-guru': 'ਪੰਜਾਬੀ', zh: '中文', ja: '日本語', ko: '한국어',
  }), // biome-ignore format: a table
  ...written('rtl', {
    ur: 'اردو', sd: 'سنڌي', pa: 'پنجابی', skr: 'سرائیکی', ps: 'پښتو', bal: 'بلۏچی', brh: 'براہوئی', ks: 'کٲشُر', hno: 'ہندکو',
    fa: 'فارسی', prs: 'دری', ar: 'العربية', ckb: 'کوردی', he: 'עברית',
  }), // biome-ignore format: a table
};

/** The language's own name for itself, or its tag where that is not known here. */
export function endonym(tag: string): { tag: string; name: string; direction: Language['direction'] } {
  const known = ENDONYMS[tag.toLowerCase()] ?? ENDONYMS[tag.toLowerCase().split('-')[0]!];
  return { tag, ...(known ?? { name: tag, direction: 'ltr' }) };
}

function written(direction: Language['direction'], names: Record<string, string>) {
  return Object.fromEntries(Object.entries(names).map(([tag, name]) => [tag, { name, direction }]));
}
