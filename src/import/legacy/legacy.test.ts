import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import fc from 'fast-check';
import { aliasAddresses } from '../../kinds/aliases.ts';
import { fieldsSchema } from '../../kinds/field.ts';
import { kinds } from '../../kinds/index.ts';
import type { Json } from '../../record/release.ts';
import { readLegacy } from './legacy.ts';
import type { FileReport, LegacyDraft } from './report.ts';

const FIXTURES = new URL('../../../test/fixtures/legacy/', import.meta.url);
const NAVIGATION = `Leader  English News  Urdu News  Sindhi News  Photo Gallery
International Media Inquiries
+44 20 7946 0100
+1 202 555 0100
[email protected]
 Events  Blogs  Study Circle  Songs  Videos Gallery
 Manifesto  Philosophy  Poetry  Online Units  Media Corner  RAIDS/ARRESTS
 About Us  Social Media  Maps  Education  Links  Poll
 Web TV  Feedback  Welfare  Contact Us        
`;

interface Expected {
  file: string;
  outcome: FileReport['outcome'];
  as: FileReport['as'];
  language: string;
  title: string;
  posted: string | null;
  dateline: LegacyDraft['dateline'];
  body: string[];
}

const FOOTBRIDGE = 'River Association welcomes new footbridge: Chair';
const FERRY = 'River Association on the new ferry';

const EXPECTED: Expected[] = [
  { file: 'A1_title_once.txt', outcome: 'imported', as: 'statement', language: 'en', title: FOOTBRIDGE, posted: '2014-05-07', dateline: null, body: ['Body text.'] },
  { file: 'A_dup_title.txt', outcome: 'imported', as: 'statement', language: 'en', title: FOOTBRIDGE, posted: '2020-11-14', dateline: null, body: ['The association met on Saturday. It thanked the council.'] },
  { file: 'A_sindhi.txt', outcome: 'imported', as: 'statement', language: 'sd', title: 'درياھ انجمن جو اجلاس', posted: '2015-12-28', dateline: { text: 'نواب شاھ: 28 ڊسمبر 2015', place: 'نواب شاھ', date: '2015-12-28' }, body: ['انجمن جو اجلاس ٿيو.'] },
  { file: 'A_trailing_1_xlink.txt', outcome: 'imported', as: 'statement', language: 'en', title: FOOTBRIDGE, posted: '2016-02-08', dateline: { text: 'LONDON. February 8, 2016:', place: 'London', date: '2016-02-08' }, body: ['The bridge opens in May.'] },
  { file: 'A_urdu.txt', outcome: 'imported', as: 'statement', language: 'ur', title: 'دریا انجمن کا نئے پل کا خیرمقدم، صدر', posted: '2014-10-20', dateline: { text: 'کراچی ۔۔۔20، اکتوبر2014ء', place: 'کراچی', date: '2014-10-20' }, body: ['انجمن نے آج اجلاس کیا۔'] },
  { file: 'BL_blog.txt', outcome: 'imported', as: 'post', language: 'ur', title: 'دن', posted: '2013-09-17', dateline: null, body: ['متن'] },
  { file: 'BL_blog.txt', outcome: 'restricted', as: 'post', language: 'ur', title: 'دوسرا دن', posted: '2013-09-17', dateline: null, body: ['متن'] },
  { file: 'C_clipping_ur.txt', outcome: 'restricted', as: 'cutting', language: 'ur', title: 'پل کی کہانی', posted: null, dateline: null, body: ['متن ۔۔۔۔'] },
  { file: 'H_static_raids.txt', outcome: 'restricted', as: 'arrests', language: 'en', title: 'ARRESTS OF VOLUNTEERS (INVENTED)', posted: '1998-11-01', dateline: { text: 'Sampletown: November 1, 1998', place: 'Sampletown', date: '1998-11-01' }, body: ['DETAILS:', '1 November 1998:', '1- Person One, age: 37 year, son of Person Two, resident of Example Road. Unit 1, Sector A.', '31 October 1998:', '1- At around 4 a.m., ...'] },
  { file: 'L_listing_en.txt', outcome: 'restricted', as: 'listing', language: 'en', title: 'English News Archive', posted: null, dateline: null, body: [FOOTBRIDGE, '28 Feb 2013 Views: 2629', 'First sub-headline', 'Teaser text ends here. Photographs', 'Second item: Chair', '27 Feb 2013 Views: 3450', 'Teaser cut mid-sentence that'] },
  { file: 'MC_media_corner.txt', outcome: 'restricted', as: 'cutting', language: 'en', title: 'Bridge opens,The Example Times', posted: '2013-03-28', dateline: null, body: ['Body text.'] },
  { file: 'P_manifesto.txt', outcome: 'imported', as: 'manifesto', language: 'en', title: 'Manifesto', posted: '2013-04-01', dateline: null, body: ['Body text.'] },
  { file: 'S_mojibake.txt', outcome: 'imported', as: 'statement', language: 'en', title: 'The Chair’s message Arrival', posted: '2009-09-28', dateline: { text: 'Media Cell; Houston; September 28, 2009:', place: 'Houston', date: '2009-09-28' }, body: ['Text. New sentence.'] },
  { file: 'U_same_id_first.txt', outcome: 'imported', as: 'statement', language: 'en', title: FERRY, posted: '2018-05-04', dateline: { text: 'London: 4th May 2018', place: 'London', date: '2018-05-04' }, body: ['The ferry will run twice a day. It is free for pupils.'] },
  { file: 'U_same_id_rewritten.txt', outcome: 'version', as: 'statement', language: 'en', title: FERRY, posted: '2018-05-04', dateline: { text: 'London: 4th May 2018', place: 'London', date: '2018-05-04' }, body: ['The ferry will run three times a day. It is free for pupils and for the old.'] },
  { file: 'U_urdu_pair.txt', outcome: 'imported', as: 'statement', language: 'ur', title: 'نئی کشتی کے بارے میں دریا انجمن کا بیان', posted: '2018-05-04', dateline: { text: 'لندن ۔۔۔ 4 مئی 2018ء', place: 'لندن', date: '2018-05-04' }, body: ['کشتی دن میں دو بار چلے گی۔ طلبا کے لیے مفت ہے۔'] },
]; // biome-ignore format: one row a fixture

const fixtures = readdirSync(FIXTURES)
  .sort()
  .map((name) => ({ name, bytes: new Uint8Array(readFileSync(new URL(name, FIXTURES))) }));
const all = readLegacy(fixtures);

test('every fixture is read as its table says', () => {
  assert.deepEqual(
    all.report.map(({ file }) => file),
    EXPECTED.map(({ file }) => file),
  );
  EXPECTED.forEach((expected, index) => {
    const { outcome, as, language, title, posted, key } = all.report[index]!;
    const draft = all.drafts.find((one) => one.key === key && one.original?.name === expected.file)!;
    const read = {
      file: expected.file,
      outcome,
      as,
      language,
      title,
      posted,
      dateline: draft.dateline,
      body: paragraphs(draft),
    };
    assert.deepEqual(read, expected);
    assert.deepEqual([draft.title, draft.posted, draft.language], [title, posted, language]);
    assert.equal(draft.restricted !== null, outcome === 'restricted');
  });
});

test('posted dates are kept as printed, with the number behind them', () => {
  const draft = draftOf(all, 'A_trailing_1_xlink.txt');
  assert.equal(draft.legacy?.posted, '2/8/2016 1');
  assert.ok(rowOf(all, 'A_trailing_1_xlink.txt').findings.some((finding) => finding.includes('2/8/2016 1')));
});

test('a sub-headline becomes the summary', () => {
  assert.equal(draftOf(all, 'A1_title_once.txt').summary, 'Sub-headline without full stop');
});

test('a cutting names its outlet, its day and its views, and waits for somebody to look at them', () => {
  const { kind, fields, people, legacy, restricted } = draftOf(all, 'MC_media_corner.txt');
  assert.deepEqual(
    { kind, fields, people },
    {
      kind: 'cutting',
      fields: { outlet: 'The Example Times', author: null, published: '2013-03-28' },
      people: [{ item: null, name: 'The Example Times', role: 'outlet' }],
    },
  );
  assert.deepEqual(legacy?.views, [{ count: 7074, seen: null }]);
  assert.match(restricted!, /cutting/);
});

test('the same id with other wording is a later version of the same item, never an overwrite', () => {
  const versions = all.drafts.filter(({ key }) => key === 'legacy:41001');
  assert.deepEqual(
    versions.map(({ event }) => event),
    ['publish', 'correct'],
  );
  assert.equal(versions[1]!.note, 'Imported: a later capture of the same address with other wording.');
  assert.deepEqual(versions[1]!.aliases, ['englishnews/41001/river-association-on-the-new-ferry', 'englishnews/41001']);
});

test('neighbouring ids of one day in two languages are proposed as a pair, not merged', () => {
  const pairs = all.report.flatMap((row) => row.pairs);
  assert.deepEqual(
    pairs.map(({ a, b }) => [a, b]),
    [['legacy:41001', 'legacy:41002']],
  );
});

test('drafts come in order of date, then legacy id, then path', () => {
  const dates = all.drafts.map(({ order }) => order.date ?? '~');
  assert.deepEqual(dates, [...dates].sort());
});

const DATELINES: [string, LegacyDraft['dateline']][] = [
  ['LONDON. December 23, 2022: The', { text: 'LONDON. December 23, 2022:', place: 'London', date: '2022-12-23' }],
  ['London: 14th November 2020', { text: 'London: 14th November 2020', place: 'London', date: '2020-11-14' }],
  ['KARACHI, 12-02-2015: The', { text: 'KARACHI, 12-02-2015:', place: 'Karachi', date: '2015-02-12' }],
  ['Karachi- 11 September 1999', { text: 'Karachi- 11 September 1999', place: 'Karachi', date: '1999-09-11' }],
  ['18 June 2000\nLondon', { text: '18 June 2000 London', place: 'London', date: '2000-06-18' }],
  ['18 June 2000', { text: '18 June 2000', place: null, date: '2000-06-18' }],
  ['London:\n4 May 2018', { text: 'London: 4 May 2018', place: 'London', date: '2018-05-04' }],
  ['New York – Sept. 3rd, 2011 –', { text: 'New York – Sept. 3rd, 2011 –', place: 'New York', date: '2011-09-03' }],
  ['London: 31 February 2020', { text: 'London: 31 February 2020', place: 'London', date: null }],
  ['کراچی ۔۔۔20، اکتوبر2014ئ', { text: 'کراچی ۔۔۔20، اکتوبر2014ئ', place: 'کراچی', date: '2014-10-20' }],
  ['كراچي ۔۔۔ ۴ جنوري ۲۰۱۸ء', { text: 'كراچي ۔۔۔ ۴ جنوري ۲۰۱۸ء', place: 'كراچي', date: '2018-01-04' }],
  ['حيدرآباد: 5 آڪٽوبر 2016ع', { text: 'حيدرآباد: 5 آڪٽوبر 2016ع', place: 'حيدرآباد', date: '2016-10-05' }],
  ['On 4 May 2018: the', null],
  ['Yesterday, 4 May 2018, the council', null],
  ['The council met in May 2018: the', null],
];

for (const [printed, dateline] of DATELINES) {
  test(`dateline: ${printed.replace('\n', ' / ')}`, () => {
    const { drafts } = capture(
      `A title\n\n Posted on: 5/4/2018\n${printed} association met on the quay today.\n`.replace(
        /(\d|[ئءع]|London|–) association met/,
        '$1\nThe association met',
      ),
    );
    assert.deepEqual(drafts[0]!.dateline, dateline);
  });
}

test('a dateline that disagrees with the posted date: both are kept', () => {
  const read = capture('A title\n Posted on: 5/6/2018\nLondon: 4 May 2018\nThe text.');
  assert.deepEqual([read.drafts[0]!.posted, read.drafts[0]!.dateline!.date], ['2018-05-06', '2018-05-04']);
  assert.ok(
    read.report[0]!.findings.includes('The dateline says 2018-05-04, the posted date 2018-05-06: both are kept.'),
  );
});

/** [what, title block and text, expected title, expected paragraphs] */
const TITLES: [string, string, string, string[]][] = [
  ['three times, in other case and spaces', 'The Ferry Runs\n\nTHE FERRY  RUNS\n Posted on: 5/4/2018\nThe ferry runs\nIt left at noon.', 'The Ferry Runs', ['It left at noon.']],
  ['not at all above the date', ' Posted on: 5/4/2018\nThe ferry runs\nLondon: 4 May 2018\nIt left at noon.', 'The ferry runs', ['It left at noon.']],
  ['over two lines', 'The ferry between the two\nbanks runs again\n\nThe ferry between the two\nbanks runs again\n Posted on: 5/4/2018\nThe ferry between the two banks\nruns again\nIt left at noon.', 'The ferry between the two banks runs again', ['It left at noon.']],
  ['below a section name', 'English News\n\nThe ferry runs\n Posted on: 5/4/2018\nIt left at noon.', 'The ferry runs', ['It left at noon.']],
  ['very long', `${'A long title of many words '.repeat(12)}end\n Posted on: 5/4/2018\nIt left at noon.`, `${'A long title of many words '.repeat(12)}end`, ['It left at noon.']],
]; // biome-ignore format: one row a case

for (const [what, text, title, body] of TITLES) {
  test(`the title is printed ${what}`, () => {
    const { drafts } = capture(text);
    assert.deepEqual([drafts[0]!.title, paragraphs(drafts[0]!)], [title, body]);
  });
}

test('a text without any title is restricted until a person gives one', () => {
  const { drafts } = capture(' Posted on: 5/4/2018\nThe ferry left at noon. It came back at one.');
  assert.match(drafts[0]!.restricted!, /No title is printed/);
});

const COLUMN =
  'Somebody\nEnglish News\nUrdu News\nSindhi News\nPhoto Gallery\nInternational Media Inquiries\n+44 20 7946 0100\n[email protected]\nEvents\nBlogs\nFireside\nStudy Circle\nSongs\nWeb TV\nContact Us\n';
const SHORT_BARS = NAVIGATION.split('\n')
  .filter((line) => !/Inquiries|\+|protected/.test(line))
  .join('\n');

for (const [shape, navigation] of Object.entries({
  'three rows': NAVIGATION,
  'no inquiries': SHORT_BARS,
  'own lines': COLUMN,
  none: '',
})) {
  test(`navigation is never text: ${shape}`, () => {
    const { drafts } = readLegacy([
      file(
        'a.txt',
        `${navigation}\nThe ferry runs\n Posted on: 5/4/2018\nIt left at noon.\n\n|\nClick for details\nView All | Back to Top\n`,
      ),
    ]);
    assert.deepEqual(
      [drafts[0]!.title, drafts[0]!.summary, paragraphs(drafts[0]!)],
      ['The ferry runs', '', ['It left at noon.']],
    );
  });
}

test('a sidebar after the clock is not the text, in whatever language', () => {
  const { drafts, report } = capture(
    'The ferry runs\n Posted on: 5/4/2018\nIt left at noon.\n\n5/9/2018 8:12:44 AM\nنئی کشتی کے بارے می\nAnother headl',
  );
  assert.deepEqual(paragraphs(drafts[0]!), ['It left at noon.']);
  assert.ok(report[0]!.findings.includes('Lines after the clock left out as a sidebar: 2.'));
});

test('a protected address in running text is left, and said to be lost', () => {
  const { drafts, report } = capture('The ferry runs\n Posted on: 5/4/2018\nWrite to [email protected] for a seat.');
  assert.deepEqual(paragraphs(drafts[0]!), ['Write to [email protected] for a seat.']);
  assert.ok(report[0]!.findings.some((finding) => finding.includes('e-mail address is lost')));
});

/** [what, printed, repaired] */
const REPAIRS: [string, string, string][] = [
  ['a missing space', 'The council met.It voted. In 2016.The rest', 'The council met. It voted. In 2016. The rest'],
  ['numbers, initials, abbreviations, addresses', 'Dr.Abro of the U.K. paid 3.50 to A.B.Qazi, Ph.D. See www.Example.Org or https://a.example/B.Html and a.B@c.Example', 'Dr.Abro of the U.K. paid 3.50 to A.B.Qazi, Ph.D. See www.Example.Org or https://a.example/B.Html and a.B@c.Example'],
  ['an apostrophe', 'The Chairís boat wonít sail, the membersí seats', 'The Chair’s boat won’t sail, the members’ seats'],
  ['but not a Spanish name', 'María José país', 'María José país'],
  ['backticks', "He said `yes' and ``no'' and `maybe` and don`t", 'He said ‘yes’ and “no” and ‘maybe’ and don’t'],
  ['Arabic letters in Urdu', 'کشتي كے لیے ٹکٹ', 'کشتی کے لیے ٹکٹ'],
  ['the Urdu full stop', 'کشتی چلے گی۔طلبا کے لیے ایم۔اے کے لیے', 'کشتی چلے گی۔ طلبا کے لیے ایم۔اے کے لیے'],
  ['never in Sindhi', 'ٻيڙي كراچي ۾ آهي ۽ هلندي', 'ٻيڙي كراچي ۾ آهي ۽ هلندي'],
  ['spaces before a comma', 'کشتی ،پل ، اور گھاٹ', 'کشتی، پل، اور گھاٹ'],
]; // biome-ignore format: one row a case

for (const [what, printed, repaired] of REPAIRS) {
  test(`repair: ${what}`, () => {
    const { drafts, report } = capture(`T\n Posted on: 5/4/2018\n${printed}.\n`);
    assert.deepEqual(paragraphs(drafts[0]!), [`${repaired}.`]);
    assert.equal(report[0]!.findings.length > 0, printed !== repaired);
  });
}

test('hard wraps inside sentences are joined, paragraphs are not', () => {
  const text =
    'The association met on Saturday at the old quay and\nthanked the council for the bridge.\n\nThe chair said that the ferry between both banks of the\nNeel Dhara would run.\nBackground\nIt began in 1998.';
  const { drafts } = capture(`T\n Posted on: 5/4/2018\n${text}`);
  assert.deepEqual(paragraphs(drafts[0]!), [
    'The association met on Saturday at the old quay and thanked the council for the bridge.',
    'The chair said that the ferry between both banks of the Neel Dhara would run.',
    'Background',
    'It began in 1998.',
  ]);
});

test('what the text holds is escaped', () => {
  const { drafts } = capture('T\n Posted on: 5/4/2018\nA <script>alert(1)</script> & more.');
  assert.equal(drafts[0]!.body, '<p>A &lt;script&gt;alert(1)&lt;/script&gt; &amp; more.</p>');
});

/** [file name, URL line, key, aliases] */
const ADDRESSES: [string, string, string, string[]][] = [
  ['englishnews-41001-a-slug.txt', '', 'legacy:41001', ['englishnews/41001/a-slug', 'englishnews/41001']],
  ['www.old.example.org/englishnews/41001/a-slug.html', '', 'legacy:41001', ['englishnews/41001/a-slug', 'englishnews/41001']],
  ['www.old.example.org/urdunews/7/index.html', '', 'legacy:7', ['urdunews/7']],
  ['x.txt', 'http://www.old.example.org/EnglishNews/41001/a-slug?Page=4#top', 'legacy:41001', ['englishnews/41001/a-slug', 'englishnews/41001']],
  ['x.txt', 'https://old.example.org/media-corner/12', 'legacy:media-corner/12', ['media-corner/12']],
  ['news990911.htm', '', 'legacy:news990911.htm', ['news990911.htm']],
  ['x.txt', 'https://old.example.org/englishnews?Page=3', 'legacy:the ferry|2018-05-04|en', []],
  ['../../etc/englishnews/9/..%2f..%2fpasswd', '', 'legacy:9', ['englishnews/9']],
  ['notes.txt', '', 'legacy:the ferry|2018-05-04|en', []],
  ['x.txt', 'https://old.example.org/media/ferry.htm', 'legacy:media/ferry.htm', []],
]; // biome-ignore format: one row a case

for (const [name, url, key, aliases] of ADDRESSES) {
  test(`address: ${name} ${url}`, () => {
    const { drafts } = readLegacy([
      file(name, `${url && `URL: ${url}\n`}${NAVIGATION}\nThe ferry\n Posted on: 5/4/2018\nIt runs.`),
    ]);
    assert.deepEqual([drafts[0]!.key, drafts[0]!.aliases], [key, aliases]);
  });
}

test('an old address at which the new site has its own pages is left out, and said', () => {
  const { report } = readLegacy([file('x.txt', 'URL: https://old.example.org/media/ferry.htm\n\nThe ferry\nIt runs.')]);
  assert.ok(report[0]!.findings.some((finding) => finding.includes('media/ferry.htm')));
});

test('http, https and www are one item: the same words again are a duplicate', () => {
  const page = (url: string, clock: string) =>
    `URL: ${url}\n\nThe ferry\n Posted on: 5/4/2018\nIt runs at noon.\n\n${clock}\n`;
  const { drafts, report } = readLegacy([
    file('late.txt', page('https://old.example.org/englishnews/9/the-ferry', '2/1/2020 11:40:02 PM')),
    file('early.txt', page('http://www.old.example.org/englishnews/9', '5/9/2018 8:12:44 AM')),
  ]);
  assert.deepEqual(
    report.map(({ outcome }) => outcome),
    ['duplicate', 'imported'],
  );
  assert.deepEqual(
    drafts.map(({ aliases }) => aliases),
    [['englishnews/9', 'englishnews/9/the-ferry']],
  );
});

test('versions follow the clock of capture, not the order of files; notes are in their language', () => {
  const page = (words: string, clock: string) =>
    file(
      `${clock.slice(5, 9)}.txt`,
      `URL: http://old.example.org/urdunews/9\n\nکشتی\n Posted on: 5/4/2018\n${words}\n\n${clock}\n`,
    );
  const { drafts } = readLegacy([
    page('کشتی تین بار چلے گی۔', '2/1/2020 11:40:02 PM'),
    page('کشتی دو بار چلے گی۔', '5/9/2018 8:12:44 AM'),
  ]);
  assert.deepEqual(
    drafts.map(({ event, body }) => [event, body]),
    [
      ['publish', '<p>کشتی دو بار چلے گی۔</p>'],
      ['correct', '<p>کشتی تین بار چلے گی۔</p>'],
    ],
  );
  assert.match(drafts[1]!.note, /درآمد/);
});

test('an item keeps its kind, and what one version holds back, all do', () => {
  const page = (title: string, clock: string) =>
    file(
      `${title}.txt`,
      `URL: http://old.example.org/englishnews/9\n\n${title}\n Posted on: 5/4/2018\nText.\n\n${clock}\n`,
    );
  const { drafts } = readLegacy([
    page('The ferry', '5/9/2018 8:12:44 AM'),
    page('Photographs of the ferry', '5/9/2019 8:12:44 AM'),
  ]);
  assert.deepEqual(
    drafts.map(({ kind, restricted }) => [kind, restricted !== null]),
    [
      ['statement', true],
      ['statement', true],
    ],
  );
});

test('two texts of one title and day are two items', () => {
  const page = (name: string, words: string) => file(name, `The ferry\n Posted on: 5/4/2018\n${words}`);
  const { drafts } = readLegacy([
    page('a.txt', 'Boats sail at noon from here.'),
    page('b.txt', 'Nobody was hurt when rain came down.'),
  ]);
  assert.deepEqual(
    drafts.map(({ key }) => key),
    ['legacy:the ferry|2018-05-04|en', 'legacy:the ferry|2018-05-04|en|2'],
  );
});

test('the words of an item without an address are found again under its address', () => {
  const text = 'The ferry\n Posted on: 5/4/2018\nIt runs at noon.';
  const { report } = readLegacy([
    file('a.txt', text),
    file('b.txt', `URL: http://old.example.org/englishnews/9\n${text}`),
  ]);
  assert.deepEqual(
    report.map(({ key, outcome }) => [key, outcome]),
    [
      ['legacy:9', 'imported'],
      ['legacy:9', 'duplicate'],
    ],
  );
});

test('a lost link: the nearest id of the same day is proposed, else the loss is reported', () => {
  const page = (route: string, id: number, text: string) =>
    file(`${route}-${id}.txt`, `Title ${id}\n Posted on: 5/4/2018\n${text}`);
  const english = page('englishnews', 10, 'The ferry runs.\nاردو میں پڑھئے');
  const urdu = page('urdunews', 13, 'کشتی چلے گی۔');
  const both = readLegacy([english, urdu]);
  assert.deepEqual(
    both.report[0]!.pairs.map(({ a, b }) => [a, b]),
    [['legacy:10', 'legacy:13']],
  );
  assert.ok(readLegacy([english]).report[0]!.findings.some((finding) => finding.includes('lost its target')));
});

test('a listing gives views to the items that it names, and reports the others', () => {
  const item = file('a.txt', 'Second item: Chair\n Posted on: 2/27/2013\nThe text.');
  const { drafts, report } = readLegacy([item, file('list.txt', `${read('L_listing_en.txt')}\n\n3/1/2013 8:12:44 AM`)]);
  assert.deepEqual(drafts.find(({ title }) => title === 'Second item: Chair')!.legacy!.views, [
    { count: 3450, seen: '2013-03-01' },
  ]);
  assert.deepEqual(
    report[1]!.entries.map(({ key, views }) => [key, views]),
    [
      [null, 2629],
      ['legacy:second item chair|2013-02-27|en', 3450],
    ],
  );
});

/** [title, text, form] */
const FORMS: [string, string, FileReport['as']][] = [
  ['Chair condoles the death of a boatman', 'He was loved.', 'condolence'],
  ['Chair rebuts the report on the bridge', 'It is untrue.', 'rebuttal'],
  ['Open letter to the council', 'We ask.', 'letter'],
  ['Press conference of the chair', 'She said.', 'press-conference'],
  ['Full text of the speech at the quay', 'Friends.', 'speech'],
  ['نئے پل کی تردید', 'یہ غلط ہے۔', 'rebuttal'],
  ['صدر کا اراکین سے خطاب', 'دوستو۔', 'speech'],
  ['صدر جي پريس ڪانفرنس ۾ ڳالهيون', 'چيو ته.', 'press-conference'],
  ['The bridge at last', 'Courtesy: The Example Times\nIt opens.', 'cutting'],
  ['The bridge at last (by A Writer)', 'It opens.', 'column'],
  ['Live updates from the quay', 'It opens.', 'live'],
  ['Photographs of the opening', 'Four pictures.', 'photos'],
  ['Evening at the library', 'Venue: the library\nTime: 6 pm\nAll are welcome.', 'event'],
  ['About Us', 'We are an association.', 'page'],
  ['The council arrests the decay of the quay', 'It opens.', 'statement'],
];

for (const [title, text, form] of FORMS) {
  test(`form: ${title} is ${form}`, () =>
    assert.equal(capture(`${title}\n Posted on: 5/4/2018\n${text}`).report[0]!.as, form));
}

/** [what, title and text, kind, what its fields hold, why it waits] */
const KINDS: [string, string, string, Record<string, unknown>, RegExp | null][] = [
  ['a manifesto of a year', 'Manifesto 2013\n Posted on: 4/1/2013\nWe want a bridge.', 'document', { type: 'manifesto', edition: '2013' }, null],
  ['a column with its author', 'The bridge at last (by A Writer)\n Posted on: 5/4/2018\nIt opens.', 'post', { author: { item: null, name: 'A Writer' } }, /column/],
  ['a column without a date', 'The bridge at last (by A Writer)\nIt opens.\nIt is red.', 'page', {}, /author or date is not told/],
  ['arrests of a day and a place', 'Arrests: details\n Posted on: 5/4/2018\nSampletown: May 3, 2018\nThree were taken.', 'incident', { type: 'arrest', from: '2018-05-03', place: { name: 'Sampletown' }, persons: [], history: [], sources: [{ title: 'Arrests: details', date: '2018-05-04' }] }, /may name private persons/],
  ['raids at no told place', 'Raids of the night\n Posted on: 5/4/2018\nThey came at four.', 'statement', { type: 'statement' }, /may name private persons/],
  ['an event with its zone', 'Evening\n Posted on: 5/1/2018\nVenue: the library\nDate: Friday, 4 May 2018\nTime: 6:30 pm (Pakistan time)\nAll are welcome.', 'event', { start: '2018-05-04T18:30:00+05:00', place: { name: 'the library' } }, null],
  ['an event by Greenwich', 'Evening\n Posted on: 1/1/2018\nVenue: the hall\nDate: 4 January 2018\nTime: 18:00 GMT\nCome.', 'event', { start: '2018-01-04T18:00:00+00:00', place: { name: 'the hall' } }, null],
  ['an event by nobody’s clock', 'Evening\n Posted on: 5/1/2018\nVenue: the library\nDate: 4 May 2018\nTime: 6:30 pm\nAll are welcome.', 'page', {}, /time zone/],
  ['a summer in which clocks were changed', 'Evening\n Posted on: 5/1/2009\nVenue: the library\nDate: 4 May 2009\nTime: 6:30 pm PKT\nCome.', 'page', {}, /time zone/],
  ['a poem with its poet', 'کشتی\n Posted on: 5/4/2018\nشاعر: ایک شاعر\nکشتی چلی\nپانی ہنسا\n\nپل کھلا\nلوگ آئے', 'poem', { form: 'nazm', poet: { item: null, name: 'ایک شاعر' } }, /poem/],
  ['a song with its words', 'بانس چلاؤ رے\n Posted on: 5/4/2018\nآواز: ایک گلوکارہ اور ایک گلوکار\nشاعر: ایک شاعر\nدھن: لوک دھن\nبانس چلاؤ\nپیارے ہیں اُس پار', 'song', { performers: [{ item: null, name: 'ایک گلوکارہ' }, { item: null, name: 'ایک گلوکار' }], writers: [{ item: null, name: 'ایک شاعر' }], composers: [{ item: null, name: 'لوک دھن' }], address: null }, /recording/],
  ['a song without its words', 'Row on\n Posted on: 5/4/2018\nSinger: A Singer, B Singer & C Singer\nListen: http://www.example.org/songs/row-on.mp3', 'song', { performers: ['A', 'B', 'C'].map((one) => ({ item: null, name: `${one} Singer` })), writers: [], composers: [], address: 'http://www.example.org/songs/row-on.mp3' }, /recording/],
  ['a text about a singer', 'An evening\n Posted on: 5/4/2018\nSinger: A Singer\nAll were moved by it.', 'statement', { type: 'statement' }, null],
  ['a film at its address', 'Video: the crossing\n Posted on: 5/4/2018\nThe first crossing.\nWatch: http://www.example.org/films/crossing.mp4', 'video', { address: 'http://www.example.org/films/crossing.mp4' }, /film/],
  ['a film under no name but its address', 'The crossing\n Posted on: 5/4/2018\nwww.youtube.com/watch?v=0123456789a', 'video', { address: 'http://www.youtube.com/watch?v=0123456789a' }, /film/],
  ['a film beside its speech', 'صدر کا خطاب (ویڈیو)\n Posted on: 5/4/2018\nدوستو۔\nhttps://www.youtube.com/watch?v=0123456789a', 'video', { address: 'https://www.youtube.com/watch?v=0123456789a' }, /film/],
  ['a film of no told day', 'Video: the crossing\nThe first crossing.\nWatch: http://www.example.org/films/crossing.mp4', 'page', {}, /film whose day is not told/],
  ['a film whose address is not told', 'Video: the crossing\n Posted on: 5/4/2018\nThe first crossing.', 'statement', { type: 'statement' }, null],
  ['a text with a film at its foot', `The crossing\n Posted on: 5/4/2018\n${'It crosses twice a day, and is free. '.repeat(9)}\nWatch: http://www.example.org/films/crossing.mp4`, 'statement', { type: 'statement' }, null],
  ['a text with the address of a channel', 'The crossing\n Posted on: 5/4/2018\nSee www.youtube.com/user/example.', 'statement', { type: 'statement' }, null],
  ['arrests in a film', 'Arrests: details\n Posted on: 5/4/2018\nThree were taken.\nhttp://www.example.org/films/night.mp4', 'statement', { type: 'statement' }, /may name private persons/],
  ['a stream', 'The meeting at the quay\n Posted on: 5/4/2018\nFrom six o’clock.\nhttp://www.example.org/live/quay.m3u8', 'live', { stream: 'http://www.example.org/live/quay.m3u8' }, /broadcasts/],
  ['a web TV without a day', 'ویب ٹی وی\nنشریات شام چھ بجے سے۔\nhttp://tv.example.org/', 'live', { stream: 'http://tv.example.org/' }, /broadcasts/],
  ['a broadcast that can be seen as a film since', 'Live broadcast of the meeting\n Posted on: 5/4/2018\nhttp://www.example.org/films/meeting.webm', 'video', { address: 'http://www.example.org/films/meeting.webm' }, /film/],
  ['a broadcast at no told address', 'Live broadcast of the meeting\n Posted on: 5/4/2018\nFrom six o’clock.', 'statement', { type: 'statement' }, null],
  ['updates in words', 'Live updates from the quay\n Posted on: 5/4/2018\nIt opens.', 'page', {}, /live updates/],
  ['photographs', 'Photographs of the opening\n Posted on: 5/4/2018\nFour pictures.', 'album', {}, /photo page/],
]; // biome-ignore format: one row a case

for (const [what, text, kind, fields, why] of KINDS) {
  test(`kind: ${what} is a ${kind}`, () => {
    const { drafts, report } = capture(text);
    assert.deepEqual([drafts[0]!.kind, drafts[0]!.fields], [kind, fields]);
    assert.equal(report[0]!.kind, kind);
    assert.deepEqual(faultsIn(drafts[0]!), []);
    if (why) assert.match(drafts[0]!.restricted!, why);
    else assert.equal(drafts[0]!.restricted, null);
  });
}

/** As the desk asks before it publishes. */
function faultsIn({ kind: id, title, body, event, fields, legacy }: LegacyDraft) {
  const kind = kinds.get(id)!;
  const whole = fieldsSchema(kind).parse(fields) as Record<string, Json>;
  return kind.check?.({ title, body, event, fields: whole, legacy, media: [] }) ?? [];
}

test('a film keeps the words beside it, and what published it as a text before does so still', () => {
  const text =
    'Posted on: 5/4/2018\nThe first crossing.\nWatch: http://films.example/1.mp4\nhttp://films.example/2.mp4';
  const { drafts, earlier } = capture(`Video: the crossing\n ${text}`);
  const [film] = drafts;
  assert.equal(film!.summary, 'Video: the crossing');
  assert.equal(film!.body, '<p>The first crossing.</p>\n<p>http://films.example/2.mp4</p>');
  const before = earlier.get(film!)!;
  assert.deepEqual([before.kind, before.restricted], ['statement', null]);
  assert.match(before.body, /^<p>The first crossing.<\/p>\n<p>Watch: /);
});

/** [title, HTML, what it is, where] */
const EMBEDDED: [string, string, string, string | null][] = [
  ['Video: the crossing', '<iframe src="//www.youtube.com/embed/0123456789a"></iframe>', 'video', 'https://www.youtube.com/embed/0123456789a'],
  ['Video: the crossing', '<video><source src="/films/1.webm"></video>', 'video', 'http://old.example.org/films/1.webm'],
  ['Video: the crossing', '<p><a href="http://films.example/1.mp4">Watch</a></p>', 'video', 'http://films.example/1.mp4'],
  ['Video: the crossing', '<p>It is lost.</p><iframe src="javascript:films.mp4"></iframe><a href="http://">x</a>', 'statement', null],
  ['The crossing', '<p>It crosses.</p><iframe src="//www.youtube.com/embed/0123456789a"></iframe>', 'statement', null],
]; // biome-ignore format: one row a case

for (const [title, markup, form, address] of EMBEDDED) {
  test(`in a page called ${title}: ${markup} is a ${form}`, () => {
    const canonical = '<link rel="canonical" href="http://old.example.org/englishnews/9">';
    const day = '<div>Posted on: 5/4/2018</div>';
    const { drafts, report } = readLegacy([
      file('a.html', `<!DOCTYPE html><head>${canonical}</head><body><h1>${title}</h1>${day}${markup}</body>`),
    ]);
    assert.deepEqual([report[0]!.as, drafts[0]!.fields.address ?? null], [form, address]);
  });
}

test('an embedded film of no told day is kept with its address', () => {
  const film = '<p>It crosses.</p><iframe src="http://films.example/1.mp4"></iframe>';
  const { drafts } = readLegacy([file('a.html', `<!DOCTYPE html><body><h1>Video: the crossing</h1>${film}</body>`)]);
  assert.equal(drafts[0]!.kind, 'page');
  assert.equal(drafts[0]!.body, '<p>It crosses.</p>\n<p>http://films.example/1.mp4</p>');
});

test('a poem keeps its lines and stanzas, a post names its author once', () => {
  const poem = capture('کشتی\n Posted on: 5/4/2018\nشاعر: ایک شاعر\nکشتی چلی\nپانی ہنسا\n\nپل کھلا\nلوگ آئے')
    .drafts[0]!;
  assert.equal(poem.body, '<p class="verse">کشتی چلی<br>پانی ہنسا</p>\n<p class="verse">پل کھلا<br>لوگ آئے</p>');
  const song = capture(
    'Row on\n Posted on: 5/4/2018\nSung by: A Singer\nRow on\nthe tide is in\n\nRow on\nthe lamp is lit',
  );
  assert.equal(
    song.drafts[0]!.body,
    '<p class="verse">Row on<br>the tide is in</p>\n<p class="verse">Row on<br>the lamp is lit</p>',
  );
  const post = draftOf(all, 'BL_blog.txt');
  assert.deepEqual([post.kind, post.fields, post.people], ['post', { author: { item: null, name: 'مصنف' } }, []]);
});

test('a name in a title that nothing calls the author’s waits for somebody to see it', () => {
  const [sure, unsure] = all.drafts.filter(({ original }) => original?.name === 'BL_blog.txt');
  assert.deepEqual([sure!.kind, unsure!.kind, sure!.restricted], ['post', 'post', null]);
  assert.match(unsure!.restricted!, /author’s/);
});

test('a page of links is an entry for each, below its heading, and none is published unseen', () => {
  const { drafts, report } = capture(
    'Links\n\nThe river\nRiver gauge – http://gauge.example/quay\nRead every hour.\n\nBooks\nThe Steamer Archive\nwww.steamer.example/list.\n',
  );
  assert.deepEqual(
    drafts.map(({ key, kind, title, summary, body, fields }) => [
      key,
      kind,
      title,
      summary,
      body,
      fields.address,
      fields.subject,
    ]),
    [
      [
        'legacy:link/http://gauge.example/quay',
        'link',
        'River gauge',
        'Read every hour.',
        '',
        'http://gauge.example/quay',
        'The river',
      ],
      [
        'legacy:link/http://www.steamer.example/list',
        'link',
        'The Steamer Archive',
        '',
        '',
        'http://www.steamer.example/list',
        'Books',
      ],
    ],
  );
  assert.deepEqual(
    report.map(({ outcome, as }) => [outcome, as]),
    [
      ['restricted', 'link'],
      ['restricted', 'link'],
    ],
  );
  assert.equal(capture('The ferry\n Posted on: 5/4/2018\nSee http://a.example/ for more.').report[0]!.as, 'statement');
});

test('a later version of another form keeps the kind of the first, and what that kind asks for', () => {
  const page = (title: string, text: string, clock: string) =>
    file(
      `${clock.slice(0, 8).replaceAll('/', '')}.txt`,
      `URL: http://old.example.org/englishnews/9\n\n${title}\n Posted on: 5/4/2018\nSampletown: May 3, 2018\n${text}\n\n${clock}\n`,
    );
  const { drafts } = readLegacy([
    page('Arrests: details', 'Three were taken.', '5/9/2018 8:12:44 AM'),
    page('Three are free', 'They came home.', '5/9/2019 8:12:44 AM'),
  ]);
  assert.deepEqual(
    drafts.map(({ kind, summary }) => [kind, summary]),
    [
      ['incident', 'Arrests: details'],
      ['incident', 'Arrests: details'],
    ],
  );
});

/** Texts that a person reads before anybody else does. */
const PERSONAL: [string, string][] = [
  ['Raids of the night', 'At around 4 a.m. they came.'],
  ['Chair on the flood', 'Person One, aged 14, was hurt.'],
  ['Chair on the flood', 'Person One, resident of Example Road, was hurt.'],
  ['Funeral prayers of a founder', 'For condolence call +44 20 7946 0123.'],
  ['سیلاب پر صدر کا بیان', '12 سالہ فرد زخمی ہوا۔'],
];

for (const [title, text] of PERSONAL) {
  test(`restricted: ${title}: ${text}`, () => {
    const { report, drafts } = capture(`${title}\n Posted on: 5/4/2018\n${text}`);
    assert.equal(report[0]!.outcome, 'restricted');
    assert.match(drafts[0]!.restricted!, /reviewed first/);
  });
}

/** [file name, dateline, posted, finding] */
const STATIC: [string, string, string | null, RegExp][] = [
  ['news990911.htm', 'Karachi- 11 September 1999', '1999-09-11', /dateline’s stands/],
  ['news110999.htm', 'Karachi- 11 September 1999', '1999-09-11', /dateline’s stands/],
  ['news990911.htm', 'Karachi- 12 September 1999', '1999-09-12', /file name says 1999-09-11, the text 1999-09-12/],
  ['2001/news990911.htm', 'Karachi- 11 September 1999', '1999-09-11', /folder says 2001/],
  ['news990911.htm', '', '1999-09-11', /file name’s stands/],
  ['news010203.htm', '', null, /can mean 2001-02-03 or 2003-02-01/],
];

for (const [name, dateline, posted, finding] of STATIC) {
  test(`static page ${name} with "${dateline}"`, () => {
    const { report } = readLegacy([
      file(name, `<html><body><h2>The ferry</h2><p>${dateline}</p><p>It runs at noon.</p></body></html>`),
    ]);
    assert.equal(report[0]!.posted, posted);
    assert.ok(
      report[0]!.findings.some((one) => finding.test(one)),
      report[0]!.findings.join('\n'),
    );
  });
}

test('an HTML capture: canonical link, title, text; scripts and menus left out', () => {
  const page = `<!DOCTYPE html><html><head><title>Fallback</title><link rel="canonical" href="https://www.old.example.org/englishnews/9/the-ferry"><script>var x = 1;</script></head>
    <body><nav><a>Home</a></nav><div><a>English News</a>  <a>Urdu News</a> <a>Photo Gallery</a></div><h1>The ferry</h1><div>Posted on: 5/4/2018</div>
    <p>London: 4 May 2018</p><p>It runs
    at noon.</p><p>All &amp; sundry are <b>welcome</b>.</p></body></html>`;
  const { drafts } = readLegacy([file('x.html', page)]);
  const { key, title, dateline } = drafts[0]!;
  assert.deepEqual([key, title, dateline?.date], ['legacy:9', 'The ferry', '2018-05-04']);
  assert.equal(drafts[0]!.body, '<p>It runs at noon.</p>\n<p>All &amp; sundry are welcome.</p>');
});

const bytesOf = (...codes: number[]) => new Uint8Array(codes);
const latin = (text: string) => Uint8Array.from(text, (letter) => letter.charCodeAt(0));

test('old code pages and UTF-16 are decoded, and it is said', () => {
  const western = readLegacy([{ name: 'a.txt', bytes: latin('T\n Posted on: 5/4/2018\nThe caf\xe9 \x93opens\x94.') }]);
  assert.deepEqual(paragraphs(western.drafts[0]!), ['The café “opens”.']);
  assert.ok(western.report[0]!.findings.includes('Not UTF-8: decoded as windows-1252.'));
  const utf16 = new Uint8Array(Buffer.from('\ufeffT\n Posted on: 5/4/2018\nکشتی۔', 'utf16le'));
  assert.deepEqual(paragraphs(readLegacy([{ name: 'a.txt', bytes: utf16 }]).drafts[0]!), ['کشتی۔']);
});

const REFUSED: [string, Uint8Array, RegExp][] = [
  ['empty', bytesOf(), /empty/],
  ['binary', bytesOf(0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10), /not text/],
  ['zeros', bytesOf(0, 1, 2, 3), /not text/],
  ['navigation alone', latin(`${NAVIGATION}\n5/9/2018 8:12:44 AM`), /Only navigation/],
  ['signs alone', latin('|\n--- 123'), /no words/],
  ['a title alone', latin('The ferry\n\n Posted on: 5/4/2018\n'), /No text is left/],
  ['nested too deep', latin(`<html>${'<div>'.repeat(200_000)}a`), /./],
];

for (const [what, bytes, why] of REFUSED) {
  test(`refused: ${what}`, () => {
    const { drafts, report } = readLegacy([{ name: 'a.txt', bytes }]);
    assert.deepEqual([drafts.length, report.map(({ outcome }) => outcome)], [0, ['refused']]);
    assert.match(report[0]!.why, why);
  });
}

test('the same files in another order give the same drafts', () => {
  assert.deepEqual(readLegacy([...fixtures].reverse()).drafts, all.drafts);
});

test('random bytes and shuffled pages never throw, and each file has a row', () => {
  const lines = fixtures.flatMap(({ bytes }) => new TextDecoder().decode(bytes).split('\n'));
  const page = fc
    .array(fc.oneof(fc.constantFrom(...lines), fc.string(), fc.constantFrom('<html><p>', '`', '†', '])', '۔')))
    .map((parts) => new TextEncoder().encode(parts.join('\n')));
  const files = fc.array(
    fc.record({
      name: fc.oneof(fc.string(), fc.constantFrom('englishnews-1.txt', 'news990911.htm')),
      bytes: fc.oneof(fc.uint8Array(), page),
    }),
    { maxLength: 6 },
  );
  fc.assert(
    fc.property(files, (some) => {
      const { drafts, report, earlier } = readLegacy(some);
      for (const { name } of some) assert.ok(report.some((row) => row.file === name));
      assert.ok(report.every((row) => (row.outcome === 'refused') === (row.key === null)));
      assert.ok(
        drafts.every(
          ({ title, body, summary, fields, original }) =>
            title !== '' && `${body}${summary}${fields.address ?? ''}` !== '' && original !== null,
        ),
      );
      for (const alias of drafts.flatMap(({ aliases }) => aliases)) assert.equal(aliasAddresses([alias]).length, 1);
      assert.deepEqual(readLegacy(some), { drafts, report, earlier });
    }),
  );
});

function capture(text: string): ReturnType<typeof readLegacy> {
  return readLegacy([file('a.txt', `${NAVIGATION}\n${text}`)]);
}

function file(name: string, text: string): { name: string; bytes: Uint8Array } {
  return { name, bytes: new TextEncoder().encode(text) };
}

function read(name: string): string {
  return readFileSync(new URL(name, FIXTURES), 'utf8');
}

function paragraphs({ body }: LegacyDraft): string[] {
  return body === '' ? [] : body.slice(3, -4).split('</p>\n<p>');
}

function draftOf({ drafts }: ReturnType<typeof readLegacy>, name: string): LegacyDraft {
  return drafts.find(({ original }) => original?.name === name)!;
}

function rowOf({ report }: ReturnType<typeof readLegacy>, name: string): FileReport {
  return report.find((row) => row.file === name)!;
}
