import assert from 'node:assert/strict';
import { test } from 'node:test';
import { testRecord, testRelease } from '../../test/helpers/opened-record.ts';
import { DaftarError } from '../base/errors.ts';
import { hexSha256 } from '../base/hash.ts';
import { languages } from '../languages/index.ts';
import { canonicalBytes } from '../record/canonical.ts';
import { verify } from './verdict.ts';

const utf8 = (text: string) => new TextEncoder().encode(text);
const picture = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 1, 2, 3);
const forgedPicture = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 9);

const mediumOf = (bytes: Uint8Array) => ({
  sha256: 'ab'.repeat(32),
  role: 'lead' as const,
  alt: 'Steps',
  caption: 'The steps',
  credit: '',
  sizes: [{ sha256: hexSha256(bytes), type: 'image/png', width: 1, height: 1 }],
});

const BODY =
  '<p>The steps at the quay are open again, and the rail has been mended by the town.</p>\n<p>Nobody was hurt.</p>';
const steps = testRelease({
  number: 'ST-2024-0001',
  title: 'The steps are open',
  body: BODY,
  path: 'en/statements/2024/steps/',
  media: [mediumOf(picture)],
});
const stepsUr = testRelease({
  ...steps,
  language: 'ur',
  title: 'سیڑھیاں کھل گئیں',
  body: '<p>گھاٹ کی سیڑھیاں پھر کھل گئی ہیں۔</p>',
  path: 'ur/statements/2024/steps/',
  media: [],
});
const fare = testRelease({
  number: 'ST-2024-0002',
  title: 'Fares',
  body: '<p>The fare is ten rupees for a single crossing from this day on.</p>',
  path: 'en/statements/2024/fares/',
});
const fare2 = testRelease({
  ...fare,
  version: 2,
  event: 'correct',
  note: 'Twelve, not ten.',
  body: '<p>The fare is twelve rupees for a single crossing from this day on.</p>',
  previous: 'ab'.repeat(32),
});
const notice = testRelease({
  number: 'ST-2024-0003',
  title: 'Not ours',
  body: '<p>A picture goes round that is not ours.</p>',
  fields: { type: 'forgery-notice', forged: '' },
  media: [mediumOf(forgedPicture)],
  path: 'en/statements/2024/not-ours/',
});
const circulating = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 10);
const resaved = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 11);
const ourPortrait = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 12);
const taken = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 13);
const noticeOfPictures = testRelease({
  number: 'ST-2024-0004',
  title: 'That poster is not ours',
  body: '<p>A poster goes round with our emblem.</p>',
  fields: {
    type: 'forgery-notice',
    forgedPictures: [
      { file: hexSha256(circulating), hashes: [hexSha256(resaved)], remark: null },
      { file: null, hashes: [hexSha256(taken)], remark: null },
    ],
  },
  media: [
    { ...mediumOf(circulating), sha256: hexSha256(circulating), role: 'file' },
    { ...mediumOf(ourPortrait), sha256: hexSha256(ourPortrait) },
  ],
  path: 'en/statements/2024/poster/',
});
const noLongerSaid = testRelease({
  ...noticeOfPictures,
  version: 2,
  event: 'correct',
  note: 'One of the pictures was ours after all.',
  fields: { type: 'forgery-notice', forgedPictures: [{ file: hexSha256(circulating), hashes: [hexSha256(resaved)] }] },
  previous: 'ab'.repeat(32),
});
const clipping = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 14);
const cutting = testRelease({
  number: 'CU-2024-0001',
  kind: 'cutting',
  title: 'A morning at the quay',
  body: '<p>The old men on the steps say that the river has never been so quiet.</p>',
  fields: { outlet: 'The Example Times', copy: hexSha256(clipping) },
  media: [{ ...mediumOf(clipping), sha256: hexSha256(clipping), role: 'file' }],
  path: 'en/cuttings/2024/quay/',
});
const record = testRecord([steps, stepsUr, fare, fare2, notice, noticeOfPictures, noLongerSaid, cutting]);

test('a release’s own bytes are known by their hash', async () => {
  const verdict = await verify({ bytes: canonicalBytes(steps) }, record, { languages });
  assert.deepEqual(
    [verdict.outcome, verdict.whole, verdict.why, verdict.release!.index],
    ['genuine', true, 'release-bytes', 0],
  );
  assert.equal((await verify({ bytes: canonicalBytes(fare) }, record, { languages })).outcome, 'superseded');
});

test('a release that the log does not hold is never genuine, whatever its words', async () => {
  const copy = { ...steps, salt: 'x' };
  const same = await verify({ bytes: canonicalBytes(copy) }, record, { languages });
  assert.deepEqual([same.outcome, same.why], ['altered', 'release-unknown']);
  const other = { ...steps, title: 'Nothing', body: '<p>Other words altogether about the price of bread.</p>' };
  assert.equal((await verify({ bytes: canonicalBytes(other) }, record, { languages })).outcome, 'not-in-record');
});

test('a picture is known to the byte', async () => {
  const verdict = await verify({ bytes: picture }, record, { languages });
  assert.deepEqual(
    [verdict.outcome, verdict.why, verdict.release!.number],
    ['genuine', 'picture-known', 'ST-2024-0001'],
  );
  const unknown = await verify({ bytes: Uint8Array.of(...picture, 4) }, record, { languages });
  assert.deepEqual([unknown.outcome, unknown.why], ['not-in-record', 'picture-unknown']);
  const forged = await verify({ bytes: forgedPicture }, record, { languages });
  assert.deepEqual([forged.outcome, forged.release!.number], ['not-ours', 'ST-2024-0003']);
});

const PICTURES: [what: string, bytes: Uint8Array, outcome: string][] = [
  ['the copy that a notice shows', circulating, 'not-ours'],
  ['another file of it, known by its hash alone', resaved, 'not-ours'],
  ['a picture of ours beside it', ourPortrait, 'genuine'],
  ['one that the notice names no longer', taken, 'not-in-record'],
];

for (const [what, bytes, outcome] of PICTURES) {
  test(`pictures that a notice names: ${what} is ${outcome}`, async () => {
    assert.equal((await verify({ bytes }, record, { languages })).outcome, outcome);
  });
}

test('what is kept of others is never said to be ours', async () => {
  const copy = await verify({ bytes: clipping }, record, { languages });
  assert.deepEqual([copy.outcome, copy.why, copy.release!.number], ['compare', 'kept-copy', 'CU-2024-0001']);
  const words = await verify({ text: 'the river has never been so quiet' }, record, { languages });
  assert.deepEqual([words.why, words.release!.number], ['press-cutting', 'CU-2024-0001']);
});

test('bytes that are text are a text, others are nothing', async () => {
  assert.equal((await verify({ bytes: utf8('\ufeffNobody was hurt.') }, record, { languages })).outcome, 'genuine');
  const binary = await verify({ bytes: Uint8Array.of(0, 255, 254) }, record, { languages });
  assert.deepEqual([binary.outcome, binary.why], ['not-in-record', 'not-text']);
});

test('a number, however typed, gives the texts to compare and no verdict', async () => {
  for (const number of [
    'ST-2024-0001',
    ' st-2024-0001\n',
    'st 2024 0001',
    'ST20240001',
    'ST–۲۰۲۴–۰۰۰۱',
    '\u2066ST-2024-0001\u2069',
  ]) {
    const verdict = await verify({ number }, record, { languages });
    assert.equal(verdict.outcome, 'compare', number);
    assert.deepEqual([verdict.release!.language, verdict.also.map(({ language }) => language)], ['en', ['ur']]);
  }
  assert.equal((await verify({ number: 'nonsense' }, record, { languages })).why, 'number-unknown');
});

test('an address leads to its own edition', async () => {
  for (const text of [
    'https://a.example/sub/ur/statements/2024/steps/',
    'a.example/ur/statements/2024/steps/index.html',
    'https://a.example/ur/statements/2024/steps/text.txt?x#y',
  ]) {
    const verdict = await verify({ text }, record, { languages });
    assert.deepEqual([verdict.outcome, verdict.release?.language], ['compare', 'ur'], text);
  }
});

test('a text that names a number is compared with that item first', async () => {
  const text = 'The fare is two rupees for a single crossing from this day on. ST-2024-0002';
  const verdict = await verify({ text }, record, { languages });
  assert.deepEqual(
    [verdict.outcome, verdict.release!.version, verdict.release!.number],
    ['altered', 2, 'ST-2024-0002'],
  );
});

test('a superseded text is shown against the current one', async () => {
  const verdict = await verify({ text: 'The fare is ten rupees for a single crossing from this day on.' }, record, {
    languages,
  });
  assert.deepEqual([verdict.outcome, verdict.release!.version, verdict.current!.version], ['superseded', 1, 2]);
  assert.deepEqual(
    verdict.differences.map(({ kind, text }) => `${kind} ${text}`),
    ['same The fare is', 'left twelve', 'added ten', 'same rupees for a single crossing from this day on.'],
  );
});

test('a passage says what stands around it', async () => {
  const { whole, leftOut } = await verify({ text: 'the rail has been mended' }, record, { languages });
  assert.equal(whole, false);
  assert.deepEqual(leftOut, { before: 'The steps at the quay are open again, and', after: 'by the town.' });
});

test('an erased text leaves a tombstone', async () => {
  const erased = testRecord([steps, fare]);
  erased.erased.set(hexSha256(canonicalBytes(steps)), {
    index: 2,
    grounds: 'A court ordered it.',
    time: '2024-07-01T00:00:00Z',
  });
  const verdict = await verify({ number: 'ST-2024-0001' }, erased, { languages });
  assert.deepEqual(
    [verdict.outcome, verdict.why, verdict.release!.title, verdict.release!.note],
    ['compare', 'erased', '', 'A court ordered it.'],
  );
  assert.equal((await verify({ text: 'Nobody was hurt.' }, erased, { languages })).outcome, 'not-in-record');
});

test('a damaged release is said to be damaged where it is named, and hides no other', async () => {
  const hash = hexSha256(canonicalBytes(steps));
  const whole = testRecord([steps, fare]);
  const release: typeof whole.release = async (sha256) => {
    if (sha256 === hash) throw new DaftarError('RELEASE_DAMAGED', 'It is damaged.');
    return whole.release(sha256);
  };
  const damaged = { ...whole, release };
  assert.equal((await verify({ number: 'ST-2024-0001' }, damaged, { languages })).outcome, 'damaged');
  assert.equal(
    (await verify({ text: 'Nobody was hurt at all, says ST-2024-0001 now.' }, damaged, { languages })).outcome,
    'damaged',
  );
  assert.equal((await verify({ text: 'ten rupees for a single crossing' }, damaged, { languages })).outcome, 'genuine');
});

test('a text that is too long is refused', async () => {
  await assert.rejects(verify({ text: 'word '.repeat(10_000_000) }, record, { languages }), { code: 'TEXT_TOO_LONG' });
  await assert.rejects(verify({ bytes: utf8('word '.repeat(10_000_000)) }, record, { languages }), {
    code: 'TEXT_TOO_LONG',
  });
});

test('what stands around every text is no passage of one', async () => {
  const masthead = testRelease({
    number: 'MH-2024-0001',
    kind: 'masthead',
    language: 'mul',
    path: '',
    fields: {
      base: 'https://a.example/',
      languages: ['en'],
      names: { en: 'The Quay and River Residents of the Town' },
      contacts: [{ region: { en: 'Town' }, telephone: '021 555 0101', hours: {} }],
    },
  });
  const withMasthead = testRecord([steps, masthead]);
  assert.equal((await verify({ text: 'Posted: 4 May 2024' }, withMasthead, { languages })).outcome, 'not-in-record');
  const telephone = await verify({ text: '021 555 0101' }, withMasthead, { languages });
  assert.deepEqual([telephone.outcome, telephone.release!.number], ['genuine', 'MH-2024-0001']);
  assert.notEqual((await verify({ text: '021 555 0102' }, withMasthead, { languages })).outcome, 'genuine');
});

test('one changed word in a text of a book’s length is found', async () => {
  const words = Array.from({ length: 140_000 }, (_, i) => `w${(i * 7919 + i * i) % 5000}`);
  const body = Array.from({ length: 1400 }, (_, at) => `<p>${words.slice(at * 100, at * 100 + 100).join(' ')}</p>`);
  const book = testRecord([testRelease({ title: 'A book', body: body.join('\n') })]);
  assert.equal((await verify({ text: words.join(' ') }, book, { languages })).whole, true);
  const verdict = await verify({ text: words.toSpliced(70_000, 1, 'zz').join(' ') }, book, { languages });
  assert.equal(verdict.outcome, 'altered');
  assert.deepEqual(
    verdict.differences.filter(({ kind }) => kind !== 'same').map(({ text }) => text),
    [words[70_000], 'zz'],
  );
});
