import type { Language } from './language.ts';

const months = 'جنوري فيبروري مارچ اپريل مئي جون جولاءِ آگسٽ سيپٽمبر آڪٽوبر نومبر ڊسمبر'.split(' ');
const weekdays = 'سومر اڱارو اربع خميس جمعو ڇنڇر آچر'.split(' ');

/** The 52 letters, جھ and گھ among them, each followed by the other form in which it is met: آ after ا, ھ after ه. */
const alphabet = [
  'ا آ ب ٻ ڀ ت ٿ ٽ ٺ ث پ ج ڄ جھ ڃ چ ڇ ح خ د ڌ ڏ ڊ ڍ ذ ر ڙ ز س ش ص ض',
  'ط ظ ع غ ف ڦ ق ڪ ک گ ڳ گھ ڱ ل م ن ڻ و ه ھ ء ي',
].flatMap((row) => row.split(' '));

const marks = [
  '۽۾', // "and", "in": words of one sign
  'أإؤئةىۂ',
  'كیہےںٹڈڑ', // letters of Arabic and Urdu, in names and quotations
  '\u064b\u064c\u064d\u064e\u064f\u0650\u0651\u0652\u0653\u0654\u0655\u0656\u0657\u0670', // vowels and hamza above
  '\u0600\u0601\u0602\u0603\u060e\u060f\u0610\u0611\u0612\u0613\u0614', // year, verse, poet and blessings
  '\ufdf2\ufdfa\ufdfb\ufd3e\ufd3f',
  '۔،؛؟٪٫٬٭\u0640',
  ' .,:;!?\'"‘’“”«»()[]{}-–—…/&%@#*+=<>_|~$£€§°·•→←\u00a0',
  '0123456789۰۱۲۳۴۵۶۷۸۹',
  '\u200c\u200d\u200e\u200f\u2066\u2067\u2068\u2069', // joiners and directions
].join('');

// Vowels are mostly unwritten, so a slug can only come close: و and ي stand for the vowel that they most often are.
const transliteration = {
  ا: 'a', آ: 'a', أ: 'a', إ: 'i', ب: 'b', ٻ: 'b', ڀ: 'bh', ت: 't', ٿ: 'th', ٽ: 't', ٺ: 'th', ث: 's', پ: 'p',
  ج: 'j', ڄ: 'j', ڃ: 'ny', چ: 'ch', ڇ: 'chh', ح: 'h', خ: 'kh', د: 'd', ڌ: 'dh', ڏ: 'd', ڊ: 'd', ڍ: 'dh', ذ: 'z',
  ر: 'r', ڙ: 'r', ز: 'z', س: 's', ش: 'sh', ص: 's', ض: 'z', ط: 't', ظ: 'z', ع: 'a', غ: 'gh', ف: 'f', ڦ: 'ph',
  ق: 'q', ڪ: 'k', ك: 'k', ک: 'kh', گ: 'g', ڳ: 'g', ڱ: 'ng', ل: 'l', م: 'm', ن: 'n', ڻ: 'n', و: 'o', ؤ: 'o',
  ه: 'h', ھ: 'h', ہ: 'h', ۂ: 'h', ة: 't', ي: 'i', ی: 'i', ى: 'a', ئ: 'e', ے: 'e', ں: 'n', ٹ: 't', ڈ: 'd', ڑ: 'r',
  '\u064e': 'a', '\u0650': 'i', '\u064f': 'u', '\u064b': 'n', '\u0670': 'a',
  '٠': '0', '١': '1', '٢': '2', '٣': '3', '٤': '4', '٥': '5', '٦': '6', '٧': '7', '٨': '8', '٩': '9',
  '۰': '0', '۱': '1', '۲': '2', '۳': '3', '۴': '4', '۵': '5', '۶': '6', '۷': '7', '۸': '8', '۹': '9',
  '۽': ' ain ', '۾': ' men ', '&': ' ain ', '۔': ' ', '،': ' ', '؛': ' ', '؟': ' ',
}; // biome-ignore format: the alphabet is read in rows

// A language's own name (English, اردو) would read as a foreign word in a Sindhi sentence.
const languageNames: Record<string, string> = { English: 'انگريزي', اردو: 'اردو', سنڌي: 'سنڌي' };

export const sd: Language = {
  id: 'sd',
  name: 'سنڌي',
  direction: 'rtl',
  script: 'Arab',
  font: {
    family: 'Noto Naskh Arabic',
    package: '@fontsource/noto-naskh-arabic',
    files: { 400: 'noto-naskh-arabic-arabic-400-normal.woff2', 700: 'noto-naskh-arabic-arabic-700-normal.woff2' },
    fallback: '"MB Lateefi", "Sakkal Majalla", "Geeza Pro", Tahoma, serif',
    lineHeight: 1.9,
    scale: 1.1,
  },
  alphabet,
  marks,
  digits: '٠١٢٣٤٥٦٧٨٩',
  months,
  weekdays,
  date: ({ day, month, year }) => `${day} ${months[month - 1]} ${year}ع`,
  month: ({ month, year }) => `${months[month - 1]} ${year}ع`,
  transliteration,
  list: (names) => (names.length < 2 ? names.join('') : `${names.slice(0, -1).join('، ')} ۽ ${names.at(-1)}`),
  kinds: {
    masthead: { one: 'لوح', many: 'لوح', none: 'اڃا ڪا لوح مقرر نه ٿي آهي.' },
    statement: {
      one: 'بيان',
      many: 'بيان',
      none: 'هتي اڃا ڪو بيان شايع نه ٿيو آهي.',
      fields: { type: 'قسم', forged: 'هي لکڻي گردش ۾ آهي ۽ اسان جي ناهي' },
      choices: {
        statement: 'بيان',
        speech: 'تقرير',
        letter: 'خط',
        'press-conference': 'پريس ڪانفرنس',
        condolence: 'تعزيت',
        rebuttal: 'ترديد',
        'forgery-notice': 'جعلي لکڻيءَ جي ترديد',
      },
    },
    person: {
      one: 'شخصيت',
      many: 'شخصيتون',
      none: 'هتي اڃا ڪنهن شخصيت جو تعارف شايع نه ٿيو آهي.',
      fields: {
        honorific: 'لقب',
        sortKey: 'ترتيب لاءِ نالو',
        offices: 'عهدا',
        title: 'عهدو',
        body: 'ادارو',
        from: 'کان',
        to: 'تائين',
      },
    },
    page: { one: 'صفحو', many: 'صفحا', none: 'هتي اڃا ڪو صفحو شايع نه ٿيو آهي.' },
  },
  words: {
    skipToContent: 'سڌو متن تي وڃو',
    home: 'مُک صفحو',
    sections: 'ڀاڱا',
    languages: 'ٻوليون',
    notYet: 'اڃا هن ٻوليءَ ۾ ناهي',
    latest: 'تازو',
    archive: 'آرڪائيو',
    all: 'سڀ',
    posted: 'جاري ٿيڻ جي تاريخ',
    since: (date) => `${date} کان`,
    until: (date) => `${date} تائين`,
    range: (from, to) => `${from} کان ${to} تائين`,
    visit: {
      place: 'هنڌ',
      openMap: 'اوپن اسٽريٽ ميپ تي نقشو',
      openApp: 'نقشي جي ايپ ۾ کوليو',
      openNow: 'معمول جي وقت موجب هن مهل کليل آهي',
      closedNow: 'معمول جي وقت موجب هن مهل بند آهي',
      closed: 'بند',
      fingerprint: 'پي جي پي ڪنجيءَ جو نشان',
      key: 'پي جي پي جي عوامي ڪنجي',
      drop: 'محفوظ ٽپال پيتي',
      onion: 'هي رڳو ٽور برائوزر ۾ کلي ٿو.',
    },
    dated: 'تاريخ',
    released: 'شايع ٿيو',
    corrected: 'تصحيح ٿيل',
    withdrawn: 'واپس ورتل',
    correction: 'تصحيح',
    erased: 'مٽايو ويو',
    withdrawnNotice: 'هي متن شايع ڪندڙن واپس وٺي ڇڏيو آهي.',
    reason: 'سبب',
    issuedBy: 'جاري ڪندڙ',
    people: 'شخصيتون',
    roles: {
      speaker: 'مقرر',
      signatory: 'صحيح ڪندڙ',
      chair: 'صدارت ڪندڙ',
      moderator: 'ميزبان',
      contact: 'رابطو',
      elected: 'چونڊيل',
      author: 'ليکڪ',
      outlet: 'اخبار يا ادارو',
    },
    places: 'هنڌ',
    tags: 'موضوع',
    tag: 'موضوع',
    citation: 'حوالي جو نمبر',
    logPosition: 'رجسٽر ۾ داخلا نمبر',
    recordNote:
      'هي متن عوامي رجسٽر ۾ داخل ٿيل، دستخط ٿيل اشاعت آهي. حوالي جو نمبر ڏيو ته هر ڪو ان جا لفظ جاچي سگھي ٿو.',
    signedRelease: 'دستخط ٿيل اشاعت',
    receipt: 'رسيد',
    download: 'ڊائون لوڊ',
    pdf: 'ڇپائيءَ لاءِ پي ڊي ايف',
    plainText: 'سادو متن',
    mediaInquiries: 'ميڊيا لاءِ رابطو',
    telephone: 'ٽيليفون',
    email: 'اي ميل',
    hours: 'دفتري وقت',
    channels: 'باضابطا چينل',
    mirrors: 'هن سائيٽ جا عڪس',
    feeds: 'فيڊ',
    translatedFrom: (language) => `${languageNames[language] ?? language} مان ترجمو`,
    outdatedTranslation: (language) =>
      `هي ترجمو ٿيڻ کان پوءِ ${languageNames[language] ?? language} جي اصل متن ۾ تبديلي اچي چڪي آهي؛ ترجمي ۾ اها اڃا نه ڪئي وئي آهي.`,
    editions: 'نسخا',
    releases: 'اشاعتون',
    version: (n) => `اشاعت ${n}`,
    events: { publish: 'شايع ٿيو', correct: 'تصحيح ٿي', withdraw: 'واپس ورتو ويو' },
    profile: 'مڪمل تعارف',
    namedIn: (name) => `جتي ${name} جو نالو آيو آهي`,
    items: (n, shown) => (n === 1 ? `${shown} داخلا` : `${shown} داخلائون`),
    empty: 'هتي اڃا ڪجھ به ناهي.',
    earlier: 'ان کان اڳ',
    notFoundTitle: 'هن پتي تي ڪو صفحو ناهي',
    notFoundText:
      'ٿي سگھي ٿو ته پتو لکڻ ۾ چُڪ ٿي هجي. هتان جا پتا ڪڏهن به نٿا بدلجن، ۽ حوالي جو نمبر هميشه پنهنجي متن تائين پهچائي ٿو.',
    movedTo: 'هي صفحو هاڻي هن پتي تي آهي',
    table: 'جدول',
    newsroom: 'اطلاعات آفيس',
    demoNotice: 'نمونو: هيءَ تنظيم، ان سان لاڳاپيل ماڻهو ۽ سڀ واقعا فرضي آهن.',
    madeWith: 'Daftar جي ذريعي شايع ٿيل',
    zone: (offset) => `UTC${shortOffset(offset)}`,
    legacyViews: (n, seen) => `اڳوڻي سائيٽ تي ${n} ڀيرا پڙهيو ويو${seen ? ` (${seen} جي ڳڻپ موجب)` : ''}`,
    page: 'صفحو',
    of: '/',
    seeChanges: 'ڏسو ته ڇا بدليو آهي.',
    history: 'هن متن جي تاريخ',
    historyText:
      'هن متن جون سڀ اشاعتون، تازي سڀ کان پهرين. هر اشاعت ۾ جيڪي لفظ ڪڍيا ويا تن مٿان ليڪ آهي ۽ جيڪي وڌا ويا تن هيٺان ليڪ آهي.',
    verify: {
      title: 'متن جي تصديق',
      intro:
        'ڪو متن چنبڙايو، فائل چونڊيو يا حوالو نمبر لکو ۽ ڏسو ته اهو هتي شايع ٿيو هو يا نه، ڪڏهن ٿيو، ۽ ان کان پوءِ ڇا بدليو. سڄي جاچ اوهان جي ئي اوزار تي ٿئي ٿي؛ اوهان جيڪي ڪجهه هتي ڏيو ٿا، سو ڪيڏانهن به نه ٿو موڪليو وڃي.',
      withoutScript:
        'جاچ لاءِ اسڪرپٽ گهرجي، جيڪو هن برائوزر ۾ نه پيو هلي. جيڪڏهن Daftar لڳل هجي ته ساڳيو ڪم ”daftar verify“ جي ڪمانڊ سان ٿي سگهي ٿو.',
      text: 'متن',
      number: 'حوالو نمبر',
      file: 'فائل',
      fileHelp: 'متن، هن سائيٽ جي پي ڊي ايف يا محفوظ ڪيل صفحو، تصوير يا رسيد.',
      folder: 'رڪارڊ جو فولڊر',
      folderHelp: 'هي صفحو ڊسڪ تان کوليو ويو آهي. سائيٽ جو ”record“ نالي فولڊر چونڊيو ته جيئن رجسٽر پڙهي سگهجي.',
      policy: 'پاليسي',
      policyHelp:
        'جيڪڏهن اداري جي پاليسي اوهان کي ڪنهن ٻئي ذريعي سان ملي آهي ته اها فائل چونڊيو؛ پوءِ هن سائيٽ جي پنهنجي دعويٰ تي ڀروسو ڪرڻ ضروري نه رهندو.',
      check: 'جاچيو',
      reading: 'رجسٽر پڙهجي رهيو آهي …',
      outcomes: {
        genuine: { title: 'اصلي', text: 'اهي ئي لفظ شايع ٿيا هئا.' },
        passage: { title: 'اصلي', text: 'هي لفظ هڪ شايع ٿيل متن ۾ موجود آهن. هي ان جو هڪ حصو آهن.' },
        altered: {
          title: 'بدلايل',
          text: 'هي هڪ شايع ٿيل متن سان ملي جلي ٿو، پر لفظ اهي نه آهن. جتي فرق آهي اتي نشان لڳايل آهن.',
        },
        'not-in-record': {
          title: 'رجسٽر ۾ ناهي',
          text: 'انهن لفظن وارو ڪوبه شايع ٿيل متن هتي نه مليو. رڳو ان ڪري ائين نٿو چئي سگهجي ته متن جعلي آهي.',
        },
        withdrawn: { title: 'واپس ورتل', text: 'هي لفظ شايع ٿيا هئا، پوءِ اداري اهي واپس ورتا.' },
        superseded: {
          title: 'پراڻي اشاعت',
          text: 'هي لفظ شايع ٿيا هئا، پوءِ متن جي نئين اشاعت انهن جي جاءِ ورتي.',
        },
        'not-ours': {
          title: 'اداري جو ناهي',
          text: 'ادارو اعلان ڪري چڪو آهي ته هي متن يا تصوير سندس ناهي.',
        },
        compare: {
          title: 'ڀيٽ ڪريو',
          text: 'رڳو نمبر مان ڪجهه ثابت نٿو ٿئي. هن نمبر هيٺ هي متن شايع ٿيا آهن، لفظن جي ڀيٽ ڪريو.',
        },
        damaged: {
          title: 'رجسٽر ۾ خرابي آهي',
          text: 'رجسٽر جو هي نقل درست ناهي، تنهنڪري ان مان ڪجهه ثابت نٿو ٿي سگهي.',
        },
      },
      why: {
        'too-short': 'لفظ ايترا ٿورا آهن جو ڪجهه چئي نٿو سگهجي. پورو جملو ڏيو.',
        'short-passage': 'اٺن لفظن کان ننڍو ٽڪرو ڳولا ۾ رهجي به سگهي ٿو. متن جو ڪجهه وڌيڪ حصو ڏيو.',
        splice: 'هي سڀ رجسٽر ۾ موجود آهي، پر هڪ هنڌ ناهي: مختلف هنڌن جا لفظ ڳنڍيا ويا آهن.',
        'words-left-out': 'وچ مان ڪجهه لفظ ڪڍيا ويا آهن.',
        'number-unknown': 'هن نمبر جو ڪوبه متن ناهي.',
        erased: 'هي متن حڪم هيٺ مٽايو ويو آهي؛ رجسٽر ۾ رڳو داخلا ۽ ان جو سبب رهيل آهي.',
        'picture-unknown':
          'تصويرن جي ڀيٽ بائيٽ به بائيٽ ٿئي ٿي. جيڪا تصوير ٻيهر محفوظ ڪئي ويئي هجي يا جنهن جي ماپ بدلائي ويئي هجي، سا سڃاتي نٿي وڃي.',
        'picture-known': 'هي تصوير، بائيٽ به بائيٽ، هن ئي متن جي آهي.',
        'not-text': 'هي نه متن آهي نه اهڙي فائل جيڪا هتي جاچي سگهجي.',
        'release-unknown': 'هيءَ اشاعت رجسٽر ۾ ناهي.',
        'release-bytes': 'هي هوبهو هڪ اشاعت جا بائيٽ آهن.',
        'receipt-good': 'رسيد مان ثابت آهي ته هيءَ داخلا رجسٽر ۾ موجود آهي.',
        'receipt-refused': 'هيءَ رسيد درست ناهي.',
        'receipt-unwitnessed':
          'هن رسيد تي پاليسيءَ جي گهرج کان گهٽ شاهدن جون صحيحون آهن؛ ٿي سگهي ٿو ته اها انهن شاهدن جي مقرر ٿيڻ کان اڳ جي هجي. هن پاليسيءَ هيٺ اڪيلي رسيد ڪجهه ثابت نٿي ڪري؛ ان کي رجسٽر سان گڏ جاچيو.',
        'receipt-of-another-log': 'هيءَ رسيد ڪنهن ٻئي رجسٽر جي آهي.',
        'receipt-newer-than-record': 'رسيد جنهن داخلا جي آهي، رجسٽر جو هي نقل اتي تائين نٿو پهچي.',
        'receipt-entry-differs':
          'رسيد درست آهي، پر رجسٽر جي هن نقل ۾ ساڳي جاءِ تي ٻي داخلا آهي: ٻن تاريخن تي صحيح ڪئي ويئي آهي. ٻئي سنڀالي رکو.',
        'pdf-words-agree':
          'فائل اندر متن اشاعت وارو ئي آهي. ماهر جعلساز پي ڊي ايف ۾ متن کان مختلف اکر ڏيکاري سگهي ٿو: جيڪو ڏسجي ٿو، تنهن جي هتي جي متن سان ڀيٽ ڪريو.',
        'pdf-visible-text-differs': 'فائل سان اصلي اشاعت ڳنڍيل آهي، پر ان ۾ ڏسجندڙ لفظ ٻيا آهن.',
        'page-visible-text-differs': 'صفحو هڪ اصلي اشاعت جو حوالو ڏئي ٿو، پر ان ۾ ڏسجندڙ لفظ ٻيا آهن.',
        'page-parts-not-compared':
          'متن اهو ئي آهي جيڪو شايع ٿيو هو. صفحي تي ان سان گڏ جيڪي ڪجهه آهي، مثال طور جدول يا پروگرام، ان جا لفظ انهيءَ اشاعت جا آهن، پر انهن جي ترتيب نه جاچي وئي آهي: ان کي هتان جي صفحي سان ڀيٽي ڏسو.',
        'page-markup-differs':
          'لفظ اهي ئي آهن جيڪي شايع ٿيا، پر صفحو اهڙي طرح ٺهيل آهي جيئن هن سائيٽ جو ڪو به صفحو نه ٺهندو آهي؛ ان سان ڏسڻ ۾ ايندڙ متن لڪي يا بدلجي سگهي ٿو.',
        'attached-release-unknown': 'فائل سان ڳنڍيل اشاعت رجسٽر ۾ ناهي.',
        'declared-forgery': 'اهي ئي لفظ جعلي قرار ڏنا ويا آهن.',
        'resembles-forgery': 'هي هڪ اهڙي متن سان ملي جلي ٿو جيڪو جعلي قرار ڏنو ويو آهي.',
      },
      entered: 'رجسٽر ۾ داخلا',
      postedAsSaid: 'اداري موجب جاري ٿيڻ جي تاريخ',
      asOf: 'رجسٽر جو هي نقل هن وقت تائين جو آهي',
      current: 'تازي اشاعت',
      also: 'ساڳيا لفظ هتي به موجود آهن',
      nearest: 'ويجها شايع ٿيل متن',
      leftOut: 'ان جي اڳيان پويان لفظ',
      differences: 'فرق',
      left: 'شايع ٿيل متن ۾ آهي، هتي ناهي',
      added: 'هتي آهي، شايع ٿيل متن ۾ ناهي',
      trust: {
        policy: 'اوهان جي ڏنل پاليسيءَ موجب جاچيو ويو.',
        'self-asserted':
          'هن سائيٽ جي پنهنجي دعويٰ تي جاچيو ويو: ثبوت اها پاليسي ٿيندي جيڪا اوهان کي ڪنهن ٻئي ذريعي سان ملي هجي.',
      },
      witnessed: (good, all) => `رجسٽر جي هن حالت تي ${all} مان ${good} شاهدن جون صحيحون آهن.`,
      unwitnessed: 'هن رجسٽر تي ڪنهن به شاهد جي صحيح نٿي ٿئي.',
      key: {
        retire: (position) => `جنهن ڪنجيءَ سان صحيح ٿي، سا پوءِ داخلا ${position} وسيلي ڇڏي ڏني ويئي.`,
        revoke: (position) =>
          `جنهن ڪنجيءَ سان صحيح ٿي، سا داخلا ${position} وسيلي رد ڪئي ويئي: ٿي سگهي ٿو ته اها ڪنهن ٻئي جي هٿ لڳي هجي. اداري کان پڇو.`,
      },
      register: 'رجسٽر',
      registerText:
        'هر اشاعت هڪ اهڙي رجسٽر ۾ داخل ٿئي ٿي جنهن ۾ رڳو واڌارو ٿي سگهي ٿو. شاهد ان جي تازي حالت تي صحيح ڪن ٿا ته جيئن ڪنهن کي ٻي تاريخ نه ڏيکاري سگهجي.',
      entries: 'داخلائون',
      newestEntry: 'تازي داخلا',
      witness: 'شاهد',
      notCosigned: 'هن حالت تي صحيح نه ڪئي آهي',
      ago: (_n, shown, unit) => `${shown} ${{ minute: 'منٽ', hour: 'ڪلاڪ', day: 'ڏينهن' }[unit]} اڳ`,
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
