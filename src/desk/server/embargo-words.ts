/** What journalists read around a text that is not out yet. */
export interface EmbargoWords {
  title: string;
  notice(until: string, label: string): string;
  newer: string;
  watched: string;
  ended: { expired: string; revoked: string; published: string; unknown: string; tooMany: string };
  ask: string;
  read: string;
}

const en: EmbargoWords = {
  title: 'Under embargo',
  notice: (until, label) => `Not for publication before ${until}. Given to: ${label}.`,
  newer: 'The text has been changed since this link was given. Ask for the newest wording before you quote.',
  watched: 'This link is meant for you alone; each time it is opened is noted.',
  ended: {
    expired: 'This link has expired.',
    revoked: 'This link has been taken back.',
    published: 'This text has been published.',
    unknown: 'There is nothing behind this link.',
    tooMany: 'Too many wrong links were opened from here. Try again in ten minutes.',
  },
  ask: 'Ask the press office that gave it to you.',
  read: 'Read it as it was published',
};

const ur: EmbargoWords = {
  title: 'اشاعت مؤخر',
  notice: (until, label) => `${until} سے پہلے شائع نہ کیجیے۔ جنہیں دیا گیا: ${label}۔`,
  newer: 'یہ ربط دیے جانے کے بعد متن بدل چکا ہے۔ حوالہ دینے سے پہلے تازہ ترین متن طلب کر لیجیے۔',
  watched: 'یہ ربط صرف آپ کے لیے ہے؛ جب بھی اسے کھولا جائے، اس کا اندراج ہوتا ہے۔',
  ended: {
    expired: 'اس ربط کی میعاد ختم ہو چکی ہے۔',
    revoked: 'یہ ربط واپس لے لیا گیا ہے۔',
    published: 'یہ متن شائع ہو چکا ہے۔',
    unknown: 'اس ربط پر کچھ موجود نہیں۔',
    tooMany: 'یہاں سے بہت سے غلط ربط کھولے گئے ہیں۔ دس منٹ بعد دوبارہ کوشش کیجیے۔',
  },
  ask: 'جس پریس دفتر نے آپ کو یہ ربط دیا تھا، اُس سے رابطہ کیجیے۔',
  read: 'شائع شدہ متن پڑھیے',
};

const sd: EmbargoWords = {
  title: 'اشاعت روڪيل',
  notice: (until, label) => `${until} کان اڳ شايع نه ڪريو. جن کي ڏنو ويو: ${label}.`,
  newer: 'هيءَ لنڪ ڏيڻ کان پوءِ متن بدلجي چڪو آهي. حوالو ڏيڻ کان اڳ تازو متن گهري وٺو.',
  watched: 'هيءَ لنڪ رڳو اوهان لاءِ آهي؛ جڏهن به کولي وڃي ٿي، ان جو اندراج ٿئي ٿو.',
  ended: {
    expired: 'هن لنڪ جو مدو پورو ٿي چڪو آهي.',
    revoked: 'هيءَ لنڪ واپس ورتي وئي آهي.',
    published: 'هيءُ متن شايع ٿي چڪو آهي.',
    unknown: 'هن لنڪ تي ڪجهه به ناهي.',
    tooMany: 'هتان ڪيتريون ئي غلط لنڪون کوليون ويون آهن. ڏهن منٽن کان پوءِ ٻيهر ڪوشش ڪريو.',
  },
  ask: 'جنهن پريس آفيس اوهان کي هيءَ لنڪ ڏني هئي، ان سان رابطو ڪريو.',
  read: 'شايع ٿيل متن پڙهو',
};

const WORDS: Record<string, EmbargoWords> = { en, ur, sd };

/** A text in a language that has none of these words is framed in English. */
export function embargoWords(language: string): { id: string; words: EmbargoWords } {
  const id = WORDS[language] ? language : 'en';
  return { id, words: WORDS[id]! };
}

export const EMBARGO_LANGUAGES = Object.keys(WORDS);
