import type { translate as en } from '../en/translate.ts';

export const translate = {
  'translate.loading': 'کلي رهيو آهي …',
  'translate.sideBySide': 'اصل متن ۽ ان جو ترجمو',
  'translate.counts':
    '⁨{from}⁩: {source, plural, one {# لفظ} other {# لفظ}} · ⁨{to}⁩: {target, plural, one {# لفظ} other {# لفظ}}',
  'translate.showChanges': 'اصل ۾ جيڪي بدليو سو ڏيکاريو',
  'translate.sourceOf': 'اصل: {part}',
  'translate.paragraph': 'اصل، پيرو {n}',
  'translate.target': '{language} ۾ پيرو {n}',
  'translate.edit': 'ترميم ڪريو',
  'translate.empty': 'اڃا ترجمو نه ٿيو آهي',
  'translate.onlyHere': 'رڳو ترجمي ۾',
  'translate.copySource': 'اصل جي لفظن سان شروع ڪريو',
  'translate.putIn': '{term}: ”{rendering}“ لکو',
  'translate.upToDate': '{language} متن موجب آهي',
  'translate.outdated': 'هن ترجمي کان پوءِ {language} متن بدلجي چڪو آهي',
  'translate.draftChanged': 'ان کان پوءِ {language} مسودو بدليو آهي',
  'translate.changed':
    '{count, plural, =0 {ڪنهن به حصي جا لفظ مختلف ناهن.} one {هيٺ هڪ حصي تي نشان آهي.} other {هيٺ # حصن تي نشان آهي.}} جڏهن ترجمو هاڻوڪي متن موجب ٿي وڃي ته تصديق ڪريو.',
  'translate.declareCurrent': 'ترجمو هن متن موجب آهي',
  'translate.saveFirst': 'اوهان جو لکيل محفوظ نه ٿي سگهيو. پهرين اهو محفوظ ڪريو.',
  'translate.kind.changed': 'بدليل',
  'translate.kind.added': 'نئون',
  'translate.kind.removed': 'ڪڍيل',
} satisfies Record<keyof typeof en, string>;
