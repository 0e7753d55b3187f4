import type { translate as en } from '../en/translate.ts';

export const translate = {
  'translate.loading': 'کھل رہا ہے …',
  'translate.sideBySide': 'اصل متن اور اس کا ترجمہ',
  'translate.counts':
    '⁨{from}⁩: {source, plural, one {# لفظ} other {# الفاظ}} · ⁨{to}⁩: {target, plural, one {# لفظ} other {# الفاظ}}',
  'translate.showChanges': 'اصل میں جو بدلا وہ دکھائیں',
  'translate.sourceOf': 'اصل: {part}',
  'translate.paragraph': 'اصل، پیرا {n}',
  'translate.target': '{language} میں پیرا {n}',
  'translate.edit': 'ترمیم کریں',
  'translate.empty': 'ابھی ترجمہ نہیں ہوا',
  'translate.onlyHere': 'صرف ترجمے میں',
  'translate.copySource': 'اصل کے الفاظ سے شروع کریں',
  'translate.putIn': '{term}: ”{rendering}“ لکھیں',
  'translate.upToDate': '{language} متن کے مطابق ہے',
  'translate.outdated': 'اس ترجمے کے بعد {language} متن بدل چکا ہے',
  'translate.draftChanged': 'اس کے بعد {language} مسودہ بدلا ہے',
  'translate.changed':
    '{count, plural, =0 {کسی حصے کے الفاظ مختلف نہیں۔} one {ایک حصے پر نیچے نشان ہے۔} other {# حصوں پر نیچے نشان ہے۔}} جب ترجمہ موجودہ متن کے مطابق ہو جائے تو تصدیق کر دیں۔',
  'translate.declareCurrent': 'ترجمہ اس متن کے مطابق ہے',
  'translate.saveFirst': 'آپ کا لکھا ہوا محفوظ نہیں ہو سکا۔ پہلے اسے محفوظ کریں۔',
  'translate.kind.changed': 'بدلا ہوا',
  'translate.kind.added': 'نیا',
  'translate.kind.removed': 'نکال دیا گیا',
} satisfies Record<keyof typeof en, string>;
