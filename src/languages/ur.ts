import type { Language } from './language.ts';

const months = 'جنوری فروری مارچ اپریل مئی جون جولائی اگست ستمبر اکتوبر نومبر دسمبر'.split(' ');
const weekdays = 'پیر منگل بدھ جمعرات جمعہ ہفتہ اتوار'.split(' ');

/** The 39 letters, and after ا its long form آ, which the dictionaries sort as a letter. */
const alphabet = 'ا آ ب پ ت ٹ ث ج چ ح خ د ڈ ذ ر ڑ ز ژ س ش ص ض ط ظ ع غ ف ق ک گ ل م ن ں و ہ ھ ء ی ے'.split(' ');

const marks = [
  'أإؤئۂۓۃ',
  'كيىةه', // Arabic's forms, which old systems left in Urdu texts
  '\u064b\u064c\u064d\u064e\u064f\u0650\u0651\u0652\u0653\u0654\u0655\u0656\u0657\u0658\u0670', // vowels and hamza above
  '\u0600\u0601\u0602\u0603\u060e\u060f\u0610\u0611\u0612\u0613\u0614', // year, verse, poet and blessings
  '\ufdf2\ufdfa\ufdfb\ufd3e\ufd3f',
  '۔،؛؟٪٫٬٭\u0640',
  ' .,:;!?\'"‘’“”«»()[]{}-–—…/&%@#*+=<>_|~$£€§°·•→←\u00a0',
  '0123456789٠١٢٣٤٥٦٧٨٩',
  '\u200c\u200d\u200e\u200f\u2066\u2067\u2068\u2069', // joiners and directions
].join('');

// Vowels are mostly unwritten, so a slug can only come close: و and ی stand for the vowel that they most often are.
const transliteration = {
  ا: 'a', آ: 'a', أ: 'a', إ: 'i', ب: 'b', پ: 'p', ت: 't', ٹ: 't', ث: 's', ج: 'j', چ: 'ch', ح: 'h', خ: 'kh',
  د: 'd', ڈ: 'd', ذ: 'z', ر: 'r', ڑ: 'r', ز: 'z', ژ: 'zh', س: 's', ش: 'sh', ص: 's', ض: 'z', ط: 't', ظ: 'z',
  ع: 'a', غ: 'gh', ف: 'f', ق: 'q', ک: 'k', ك: 'k', گ: 'g', ل: 'l', م: 'm', ن: 'n', ں: 'n', و: 'o', ؤ: 'o',
  ہ: 'h', ه: 'h', ھ: 'h', ۂ: 'h', ۃ: 't', ة: 't', ی: 'i', ي: 'i', ى: 'a', ئ: 'e', ے: 'e', ۓ: 'e',
  '\u064e': 'a', '\u0650': 'i', '\u064f': 'u', '\u064b': 'n', '\u0670': 'a',
  '۰': '0', '۱': '1', '۲': '2', '۳': '3', '۴': '4', '۵': '5', '۶': '6', '۷': '7', '۸': '8', '۹': '9',
  '٠': '0', '١': '1', '٢': '2', '٣': '3', '٤': '4', '٥': '5', '٦': '6', '٧': '7', '٨': '8', '٩': '9',
  '۔': ' ', '،': ' ', '؛': ' ', '؟': ' ', '&': ' aor ',
}; // biome-ignore format: the alphabet is read in rows

// A language's own name (English, سنڌي) would read as foreign words in an Urdu sentence.
const languageNames: Record<string, string> = { English: 'انگریزی', اردو: 'اردو', سنڌي: 'سندھی' };

export const ur: Language = {
  id: 'ur',
  name: 'اردو',
  direction: 'rtl',
  script: 'Arab',
  font: {
    family: 'Noto Nastaliq Urdu',
    package: '@fontsource/noto-nastaliq-urdu',
    files: { 400: 'noto-nastaliq-urdu-arabic-400-normal.woff2', 700: 'noto-nastaliq-urdu-arabic-700-normal.woff2' },
    fallback: '"Jameel Noori Nastaleeq", "Urdu Typesetting", "Noto Naskh Arabic", Tahoma, serif',
    lineHeight: 2.2,
    scale: 1.2,
  },
  alphabet,
  marks,
  digits: '۰۱۲۳۴۵۶۷۸۹',
  months,
  weekdays,
  date: ({ day, month, year }) => `${day} ${months[month - 1]} ${year}ء`,
  month: ({ month, year }) => `${months[month - 1]} ${year}ء`,
  transliteration,
  list: (names) => (names.length < 2 ? names.join('') : `${names.slice(0, -1).join('، ')} اور ${names.at(-1)}`),
  kinds: {
    masthead: { one: 'لوح', many: 'لوح', none: 'ابھی کوئی لوح مقرر نہیں ہوئی۔' },
    statement: {
      one: 'بیان',
      many: 'بیانات',
      none: 'ابھی یہاں کوئی بیان شائع نہیں ہوا۔',
      fields: { type: 'نوعیت', forged: 'یہ تحریر گردش میں ہے اور ہماری نہیں ہے' },
      choices: {
        statement: 'بیان',
        speech: 'تقریر',
        letter: 'خط',
        'press-conference': 'پریس کانفرنس',
        condolence: 'تعزیت',
        rebuttal: 'تردید',
        'forgery-notice': 'جعلی تحریر کی تردید',
      },
    },
    person: {
      one: 'شخصیت',
      many: 'شخصیات',
      none: 'ابھی یہاں کسی شخصیت کا تعارف شائع نہیں ہوا۔',
      fields: {
        honorific: 'لقب',
        sortKey: 'ترتیب کے لیے نام',
        offices: 'عہدے',
        title: 'عہدہ',
        body: 'ادارہ',
        from: 'از',
        to: 'تا',
      },
    },
    page: { one: 'صفحہ', many: 'صفحات', none: 'ابھی یہاں کوئی صفحہ شائع نہیں ہوا۔' },
  },
  words: {
    skipToContent: 'سیدھے متن پر جائیں',
    home: 'سرورق',
    sections: 'حصے',
    languages: 'زبانیں',
    notYet: 'ابھی اس زبان میں نہیں',
    latest: 'تازہ ترین',
    archive: 'محفوظات',
    all: 'تمام',
    posted: 'تاریخِ اجرا',
    since: (date) => `${date} سے`,
    until: (date) => `${date} تک`,
    range: (from, to) => `${from} تا ${to}`,
    visit: {
      place: 'مقام',
      openMap: 'اوپن اسٹریٹ میپ پر نقشہ',
      openApp: 'نقشے کی ایپ میں کھولیں',
      openNow: 'معمول کے اوقات کے مطابق اس وقت کھلا ہے',
      closedNow: 'معمول کے اوقات کے مطابق اس وقت بند ہے',
      closed: 'بند',
      fingerprint: 'پی جی پی کلید کا نشان',
      key: 'پی جی پی کی عوامی کلید',
      drop: 'محفوظ ڈاک خانہ',
      onion: 'یہ صرف ٹور براؤزر میں کھلتا ہے۔',
    },
    dated: 'مورخہ',
    released: 'شائع ہوا',
    corrected: 'تصحیح شدہ',
    withdrawn: 'واپس لیا گیا',
    correction: 'تصحیح',
    erased: 'مٹا دیا گیا',
    withdrawnNotice: 'یہ متن شائع کرنے والوں نے واپس لے لیا ہے۔',
    reason: 'وجہ',
    issuedBy: 'جاری کنندہ',
    people: 'شخصیات',
    roles: {
      speaker: 'مقرر',
      signatory: 'دستخط کنندہ',
      chair: 'صدرِ اجلاس',
      moderator: 'میزبان',
      contact: 'رابطہ',
      elected: 'منتخب',
      author: 'مصنف',
      outlet: 'اخبار یا ادارہ',
    },
    places: 'مقامات',
    tags: 'موضوعات',
    tag: 'موضوع',
    citation: 'حوالہ نمبر',
    logPosition: 'رجسٹر میں اندراج نمبر',
    recordNote:
      'یہ متن ایک عوامی رجسٹر میں درج دستخط شدہ اشاعت ہے۔ حوالہ نمبر دیجیے، پھر ہر شخص اس کے الفاظ کی تصدیق کر سکتا ہے۔',
    signedRelease: 'دستخط شدہ اشاعت',
    receipt: 'رسید',
    download: 'ڈاؤن لوڈ',
    pdf: 'چھاپنے کے لیے پی ڈی ایف',
    plainText: 'سادہ متن',
    mediaInquiries: 'ذرائعِ ابلاغ کے لیے رابطہ',
    telephone: 'ٹیلی فون',
    email: 'ای میل',
    hours: 'اوقاتِ کار',
    channels: 'باضابطہ چینل',
    mirrors: 'اس سائٹ کے عکس',
    feeds: 'فیڈ',
    translatedFrom: (language) => `${languageNames[language] ?? language} سے ترجمہ`,
    outdatedTranslation: (language) =>
      `یہ ترجمہ ہونے کے بعد ${languageNames[language] ?? language} کے اصل متن میں تبدیلی ہو چکی ہے؛ ترجمے میں وہ ابھی نہیں کی گئی۔`,
    editions: 'نسخے',
    releases: 'اشاعتیں',
    version: (n) => `اشاعت ${n}`,
    events: { publish: 'شائع ہوا', correct: 'تصحیح ہوئی', withdraw: 'واپس لیا گیا' },
    profile: 'مکمل تعارف',
    namedIn: (name) => `جہاں ${name} کا نام آیا ہے`,
    items: (n, shown) => (n === 1 ? `${shown} اندراج` : `${shown} اندراجات`),
    empty: 'یہاں ابھی کچھ نہیں ہے۔',
    earlier: 'اس سے پہلے',
    notFoundTitle: 'اس پتے پر کوئی صفحہ نہیں',
    notFoundText:
      'ہو سکتا ہے پتا لکھنے میں غلطی ہوئی ہو۔ یہاں کے پتے کبھی نہیں بدلتے، اور حوالہ نمبر ہمیشہ اپنے متن تک پہنچاتا ہے۔',
    movedTo: 'یہ صفحہ اب اس پتے پر ہے',
    table: 'جدول',
    newsroom: 'دفترِ اطلاعات',
    demoNotice: 'نمونہ: یہ تنظیم، اس سے وابستہ لوگ اور تمام واقعات فرضی ہیں۔',
    madeWith: 'Daftar کے ذریعے شائع شدہ',
    zone: (offset) => `UTC${shortOffset(offset)}`,
    legacyViews: (n, seen) => `سابقہ سائٹ پر ${n} بار پڑھا گیا${seen ? ` (${seen} کی گنتی کے مطابق)` : ''}`,
    page: 'صفحہ',
    of: 'از',
    seeChanges: 'دیکھیے کیا بدلا ہے۔',
    history: 'اس متن کی تاریخ',
    historyText:
      'اس متن کی تمام اشاعتیں، تازہ ترین سب سے پہلے۔ ہر اشاعت میں جو الفاظ نکالے گئے ان پر لکیر کھنچی ہے اور جو شامل کیے گئے ان کے نیچے لکیر ہے۔',
    verify: {
      title: 'متن کی تصدیق',
      intro:
        'کوئی متن چسپاں کیجیے، فائل منتخب کیجیے یا حوالہ نمبر لکھیے اور دیکھیے کہ وہ یہاں شائع ہوا تھا یا نہیں، کب ہوا، اور اس کے بعد کیا بدلا۔ ساری جانچ آپ ہی کے آلے پر ہوتی ہے؛ آپ جو کچھ یہاں دیں وہ کہیں نہیں بھیجا جاتا۔',
      withoutScript:
        'جانچ کے لیے اسکرپٹ درکار ہے، جو اس براؤزر میں نہیں چل رہی۔ اگر Daftar نصب ہو تو یہی کام ”daftar verify“ کی کمانڈ سے ہو جاتا ہے۔',
      text: 'متن',
      number: 'حوالہ نمبر',
      file: 'فائل',
      fileHelp: 'متن، اس سائٹ کی پی ڈی ایف یا محفوظ کیا ہوا صفحہ، تصویر یا رسید۔',
      folder: 'ریکارڈ کا فولڈر',
      folderHelp: 'یہ صفحہ ڈسک سے کھولا گیا ہے۔ سائٹ کا ”record“ نامی فولڈر منتخب کیجیے تاکہ رجسٹر پڑھا جا سکے۔',
      policy: 'پالیسی',
      policyHelp:
        'اگر ادارے کی پالیسی آپ کو کسی اور ذریعے سے ملی ہے تو وہ فائل منتخب کیجیے؛ پھر اس سائٹ کے اپنے دعوے پر بھروسا کرنا ضروری نہیں رہتا۔',
      check: 'جانچیے',
      reading: 'رجسٹر پڑھا جا رہا ہے …',
      outcomes: {
        genuine: { title: 'اصل', text: 'یہی الفاظ شائع ہوئے تھے۔' },
        passage: { title: 'اصل', text: 'یہ الفاظ ایک شائع شدہ متن میں موجود ہیں۔ یہ اس کا ایک حصہ ہیں۔' },
        altered: {
          title: 'تبدیل شدہ',
          text: 'یہ ایک شائع شدہ متن سے ملتا جلتا ہے مگر الفاظ وہ نہیں ہیں۔ جہاں فرق ہے وہاں نشان لگا دیے گئے ہیں۔',
        },
        'not-in-record': {
          title: 'رجسٹر میں نہیں',
          text: 'ان الفاظ کا کوئی شائع شدہ متن یہاں نہیں ملا۔ صرف اس بنا پر یہ نہیں کہا جا سکتا کہ متن جعلی ہے۔',
        },
        withdrawn: { title: 'واپس لیا گیا', text: 'یہ الفاظ شائع ہوئے تھے، بعد میں ادارے نے انھیں واپس لے لیا۔' },
        superseded: {
          title: 'پرانی اشاعت',
          text: 'یہ الفاظ شائع ہوئے تھے، بعد میں متن کی نئی اشاعت نے ان کی جگہ لے لی۔',
        },
        'not-ours': {
          title: 'ادارے کا نہیں',
          text: 'ادارہ اعلان کر چکا ہے کہ یہ متن یا تصویر اس کی نہیں ہے۔',
        },
        compare: {
          title: 'موازنہ کیجیے',
          text: 'صرف نمبر سے کچھ ثابت نہیں ہوتا۔ اس نمبر کے تحت یہ متن شائع ہوئے ہیں، الفاظ کا موازنہ کیجیے۔',
        },
        damaged: {
          title: 'رجسٹر میں خرابی ہے',
          text: 'رجسٹر کی یہ نقل درست نہیں، اس لیے اس سے کچھ ثابت نہیں ہو سکتا۔',
        },
      },
      why: {
        'too-short': 'الفاظ اتنے کم ہیں کہ کچھ کہا نہیں جا سکتا۔ پورا جملہ دیجیے۔',
        'short-passage': 'آٹھ الفاظ سے چھوٹا ٹکڑا ڈھونڈنے سے رہ بھی سکتا ہے۔ متن کا کچھ اور حصہ دیجیے۔',
        splice: 'یہ سب رجسٹر میں موجود ہے مگر ایک جگہ نہیں: مختلف جگہوں کے الفاظ جوڑ دیے گئے ہیں۔',
        'words-left-out': 'بیچ سے کچھ الفاظ نکال دیے گئے ہیں۔',
        'number-unknown': 'اس نمبر کا کوئی متن نہیں۔',
        erased: 'یہ متن حکم کے تحت مٹا دیا گیا ہے؛ رجسٹر میں صرف اندراج اور اس کی وجہ باقی ہے۔',
        'picture-unknown':
          'تصویروں کا موازنہ بائٹ بہ بائٹ ہوتا ہے۔ جو تصویر دوبارہ محفوظ کی گئی ہو یا جس کا سائز بدلا گیا ہو وہ پہچانی نہیں جاتی۔',
        'picture-known': 'یہ تصویر، بائٹ بہ بائٹ، اسی متن کی ہے۔',
        'not-text': 'یہ نہ متن ہے نہ ایسی فائل جسے یہاں جانچا جا سکے۔',
        'release-unknown': 'یہ اشاعت رجسٹر میں نہیں۔',
        'release-bytes': 'یہ ہو بہو ایک اشاعت کے بائٹ ہیں۔',
        'receipt-good': 'رسید سے ثابت ہے کہ یہ اندراج رجسٹر میں موجود ہے۔',
        'receipt-refused': 'یہ رسید درست نہیں۔',
        'receipt-unwitnessed':
          'اس رسید پر پالیسی کے تقاضے سے کم گواہوں کے دستخط ہیں؛ ممکن ہے یہ ان گواہوں کے تقرر سے پہلے کی ہو۔ اس پالیسی کے تحت اکیلی رسید کچھ ثابت نہیں کرتی؛ اسے رجسٹر کے ساتھ جانچیے۔',
        'receipt-of-another-log': 'یہ رسید کسی اور رجسٹر کی ہے۔',
        'receipt-newer-than-record': 'رسید جس اندراج کی ہے، رجسٹر کی یہ نقل وہاں تک نہیں پہنچتی۔',
        'receipt-entry-differs':
          'رسید درست ہے مگر رجسٹر کی اس نقل میں اسی جگہ کوئی اور اندراج ہے: دو تاریخوں پر دستخط ہوئے ہیں۔ دونوں سنبھال کر رکھیے۔',
        'pdf-words-agree':
          'فائل کے اندر کا متن اشاعت ہی کا ہے۔ ماہر جعل ساز پی ڈی ایف میں متن سے مختلف حروف دکھا سکتا ہے: جو نظر آ رہا ہے اس کا یہاں کے متن سے موازنہ کیجیے۔',
        'pdf-visible-text-differs': 'فائل کے ساتھ اصل اشاعت منسلک ہے مگر اس میں نظر آنے والے الفاظ اور ہیں۔',
        'page-visible-text-differs': 'صفحہ ایک اصل اشاعت کا حوالہ دیتا ہے مگر اس میں نظر آنے والے الفاظ اور ہیں۔',
        'page-parts-not-compared':
          'متن وہی ہے جو شائع ہوا تھا۔ صفحے پر اس کے ساتھ جو کچھ ہے، مثلاً جدول یا پروگرام، اس کے الفاظ اسی اشاعت کے ہیں، مگر ان کی ترتیب نہیں جانچی گئی: اسے یہاں کے صفحے سے ملا کر دیکھیے۔',
        'page-markup-differs':
          'الفاظ وہی ہیں جو شائع ہوئے، لیکن صفحہ اس طرح بنا ہے جیسے اس سائٹ کا کوئی صفحہ نہیں بنتا؛ اس سے نظر آنے والا متن چھپ یا بدل سکتا ہے۔',
        'attached-release-unknown': 'فائل کے ساتھ جو اشاعت منسلک ہے وہ رجسٹر میں نہیں۔',
        'declared-forgery': 'انھی الفاظ کو جعلی قرار دیا جا چکا ہے۔',
        'resembles-forgery': 'یہ ایک ایسے متن سے ملتا جلتا ہے جسے جعلی قرار دیا جا چکا ہے۔',
      },
      entered: 'رجسٹر میں اندراج',
      postedAsSaid: 'ادارے کے مطابق تاریخِ اجرا',
      asOf: 'رجسٹر کی یہ نقل اس وقت تک کی ہے',
      current: 'تازہ ترین اشاعت',
      also: 'یہی الفاظ یہاں بھی موجود ہیں',
      nearest: 'قریب ترین شائع شدہ متن',
      leftOut: 'اس کے آگے پیچھے کے الفاظ',
      differences: 'فرق',
      left: 'شائع شدہ متن میں ہے، یہاں نہیں',
      added: 'یہاں ہے، شائع شدہ متن میں نہیں',
      trust: {
        policy: 'آپ کی دی ہوئی پالیسی کے مطابق جانچا گیا۔',
        'self-asserted': 'اس سائٹ کے اپنے دعوے پر جانچا گیا: ثبوت وہ پالیسی ہوگی جو آپ کو کسی اور ذریعے سے ملی ہو۔',
      },
      witnessed: (good, all) => `رجسٹر کی اس حالت پر ${all} میں سے ${good} گواہوں کے دستخط ہیں۔`,
      unwitnessed: 'اس رجسٹر پر کسی گواہ کے دستخط نہیں ہوتے۔',
      key: {
        retire: (position) => `جس کلید سے دستخط ہوئے وہ بعد میں اندراج ${position} کے ذریعے ترک کر دی گئی۔`,
        revoke: (position) =>
          `جس کلید سے دستخط ہوئے وہ اندراج ${position} کے ذریعے منسوخ کر دی گئی: ہو سکتا ہے وہ کسی اور کے ہاتھ لگی ہو۔ ادارے سے پوچھ لیجیے۔`,
      },
      register: 'رجسٹر',
      registerText:
        'ہر اشاعت ایک ایسے رجسٹر میں درج ہوتی ہے جس میں صرف اضافہ ہو سکتا ہے۔ گواہ اس کی تازہ ترین حالت پر دستخط کرتے ہیں تاکہ کسی کو کوئی اور تاریخ نہ دکھائی جا سکے۔',
      entries: 'اندراجات',
      newestEntry: 'تازہ ترین اندراج',
      witness: 'گواہ',
      notCosigned: 'اس حالت پر دستخط نہیں کیے',
      ago: (_n, shown, unit) => `${shown} ${{ minute: 'منٹ', hour: 'گھنٹے', day: 'دن' }[unit]} پہلے`,
    },
  },
};

/** `+05:00` as `+5`, `+05:30` as `+5:30`, `Z` as nothing. */
function shortOffset(offset: string): string {
  if (offset === 'Z' || offset === '+00:00') return '';
  return offset.replace(/^([+-])0?(\d+):(\d\d)$/, (_, sign, hours, minutes) =>
    minutes === '00' ? sign + hours : `${sign}${hours}:${minutes}`,
  );
}
