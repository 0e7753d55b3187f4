import type { Language } from './language.ts';

/** What languages call themselves, by their tags; a directory of links names each in this way, whatever the page's own. */
const ENDONYMS = new Map(
  (
    'en English,fr Français,de Deutsch,es Español,it Italiano,nl Nederlands,pt Português,sv Svenska,no Norsk,da Dansk,pl Polski,' +
    'tr Türkçe,ru Русский,uk Українська,el Ελληνικά,id Bahasa Indonesia,ms Bahasa Melayu,sw Kiswahili,so Soomaali,hi हिन्दी,' +
    'bn বাংলা,ta தமிழ்,gu ગુજરાતી,ne नेपाली,si සිංහල,pa-guru ਪੰਜਾਬੀ,zh 中文,ja 日本語,ko 한국어,ur اردو,sd سنڌي,pa پنجابی,' +
    'skr سرائیکی,ps پښتو,bal بلۏچی,brh براہوئی,ks کٲشُر,hno ہندکو,fa فارسی,prs دری,ar العربية,ckb کوردی,he עברית'
  )
    .split(',')
    .map((entry): [tag: string, name: string] => [entry.split(' ', 1)[0]!, entry.slice(entry.indexOf(' ') + 1)]),
);

/** The language's own name for itself, or its tag where that is not known here. */
export function endonym(tag: string): { tag: string; name: string; direction: Language['direction'] } {
  const id = tag.toLowerCase();
  const name = ENDONYMS.get(id) ?? ENDONYMS.get(id.split('-')[0]!) ?? tag;
  return { tag, name, direction: /[\u0590-\u06ff]/.test(name) ? 'rtl' : 'ltr' };
}
