import type { Masthead } from '../../kinds/masthead.ts';
import { languages } from '../../languages/index.ts';
import type { Release } from '../../record/release.ts';
import type { LetterInput } from './letter.ts';

const words: Record<string, { title: string; dateline: string; text: string; heading: string }> = {
  en: {
    title: 'The ferry must run after dark: an open letter on lights, crews and fares',
    dateline: 'Old Quay, 4 May 2021:',
    text: 'Forty people waited at the old quay on Tuesday evening because the last ferry had left at dusk.',
    heading: 'What we ask',
  },
  ur: {
    title: 'اندھیرے کے بعد بھی کشتی چلنی چاہیے: روشنی، عملے اور کرائے پر کھلا خط',
    dateline: 'پرانا گھاٹ، 4 مئی 2021ء:',
    text: 'منگل کی شام پرانے گھاٹ پر چالیس لوگ انتظار کرتے رہے، کیونکہ آخری کشتی مغرب کے وقت ہی جا چکی تھی۔',
    heading: 'ہمارے مطالبے',
  },
  sd: {
    title: 'اونداهي کان پوءِ به ٻيڙي هلڻ گهرجي: روشني، عملي ۽ ڀاڙي بابت کليل خط',
    dateline: 'پراڻو گھاٽ، 4 مئي 2021ع:',
    text: 'اڱاري جي شام پراڻي گھاٽ تي چاليهه ماڻهو انتظار ڪندا رهيا، ڇاڪاڻ ته آخري ٻيڙي سج لهڻ وقت ئي هلي وئي هئي.',
    heading: 'اسان جون گهرون',
  },
};

export const exampleLanguages = Object.keys(words);

/** An organisation that does not exist. */
export const masthead: Masthead = {
  base: 'https://news.example/',
  languages: exampleLanguages,
  zone: { id: 'Asia/Karachi', offset: '+05:00' },
  names: { en: 'Ferry Users’ Union', ur: 'انجمنِ مسافرانِ کشتی', sd: 'ٻيڙيءَ جي مسافرن جي انجمن' },
  mottos: {},
  sections: [],
  navigation: [],
  contacts: [
    {
      region: { en: 'Old Quay', ur: 'پرانا گھاٹ', sd: 'پراڻو گھاٽ' },
      telephone: '+1 202 555 0142',
      hours: { en: 'Daily, 9:00 to 18:00' },
    },
  ],
  email: 'press@news.example',
  letterhead: { address: { en: '12 Old Quay', ur: '12 پرانا گھاٹ', sd: '12 پراڻو گھاٽ' } },
  channels: [],
  mirrors: [],
  tags: {},
  security: null,
  numerals: { en: 'ascii', ur: 'ascii', sd: 'native' },
};

/** Every element that a body may hold. */
function body({ text, heading }: { text: string; heading: string }): string {
  return [
    `<p>${text}<sup><a href="#note-1" id="ref-1">1</a></sup></p><h2>${heading}</h2><p><strong>${text}</strong> <em>${text}</em></p>`,
    `<ul><li>${text}</li></ul><ol><li>${text}</li></ol><blockquote><p>${text}</p></blockquote><h3>${heading}</h3>`,
    `<table><thead><tr><th>${heading}</th><th>%</th></tr></thead><tbody><tr><td>${heading}</td><td>12.5</td></tr></tbody></table>`,
    `<p class="verse">${heading}<br>${heading}</p><p><a href="https://news.example/">${heading}</a></p>`,
    `<ol class="notes"><li id="note-1">${text}</li></ol>`,
  ].join('');
}

export function exampleRelease(language: string, changes: Partial<Release> = {}): Release {
  const said = words[language]!;
  return {
    format: 'daftar-release/1',
    number: 'ST-2021-0042',
    kind: 'statement',
    language,
    version: 1,
    event: 'publish',
    title: said.title,
    summary: '',
    body: body(said),
    dateline: { text: said.dateline, place: null, date: '2021-05-04' },
    posted: '2021-05-04T16:30:00+05:00',
    released: '2021-05-04T11:31:07Z',
    issuers: [{ number: null, name: masthead.names[language]!, role: '' }],
    people: [],
    places: [],
    tags: [],
    translates: null,
    media: [],
    fields: { type: 'letter' },
    path: `${language}/statements/2021/ferry/`,
    aliases: [],
    legacy: null,
    note: '',
    previous: null,
    salt: '',
    ...changes,
  };
}

export function exampleLetter(
  language: string,
  changes: Partial<Release> = {},
  around: Partial<LetterInput> = {},
): LetterInput {
  return {
    release: exampleRelease(language, changes),
    sha256: '0123456789abcdef'.repeat(4),
    language: languages.get(language)!,
    masthead,
    emblem: Buffer.from(
      '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><circle cx="4.5" cy="4.5" r="4" fill="#0f5257"/></svg>',
    ),
    pictures: new Map(),
    attachments: [],
    position: 1207,
    canonicalUrl: `https://news.example/${language}/statements/2021/ferry/`,
    citationUrl: 'https://news.example/ST-2021-0042/',
    ...around,
  };
}
