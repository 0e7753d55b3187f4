import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import sharp from 'sharp';
import { languages } from '../../languages/index.ts';
import { exampleLanguages, exampleLetter, exampleRelease, masthead } from './examples.ts';
import { letter, letterPictures } from './letter.ts';
import { cardsByPlainness, lettersByPlainness } from './plainer.ts';
import { sheetsFor } from './sheet.ts';
import { typesetterFor } from './typesetter.ts';

const all = [...languages.values()];
const sheets = await sheetsFor(all);
const typesetter = await typesetterFor(all);

for (const language of exampleLanguages) {
  test(`a letter in ${language} names itself and its number, and says its language to readers of tags`, () => {
    const input = exampleLetter(language);
    assert.equal(typesetter.count(letter(typesetter, input)).title, input.release.title);
    const text = sheets.pdf(input).toString('latin1');
    assert.match(text, /^%PDF-1\.\d/);
    assert.match(text, /\/StructTreeRoot/);
    assert.ok(text.includes(`/Lang(${language})`) || text.includes(`/Lang (${language})`));
    assert.match(text, /D:20210504113107/);
  });
}

const ELSEWHERE = `
import { createHash } from 'node:crypto';
import { languages } from '../../languages/index.ts';
import { exampleLetter } from './examples.ts';
import { sheetsFor } from './sheet.ts';
const sheets = await sheetsFor([...languages.values()]);
const input = exampleLetter('en');
const hash = (bytes) => createHash('sha256').update(bytes).digest('hex');
console.log(JSON.stringify([hash(sheets.pdf(input)), hash(sheets.socialPicture(input))]));
`;

test('the same release gives the same letter and picture, in any zone, first or later', () => {
  const made = exampleLanguages.map(hashes);
  assert.deepEqual(exampleLanguages.map(hashes), made);
  for (const zone of ['Asia/Karachi', 'America/New_York']) {
    const elsewhere = execFileSync(process.execPath, ['--input-type=module', '-e', ELSEWHERE], {
      cwd: import.meta.dirname,
      env: { ...process.env, TZ: zone, LANG: 'C' },
      encoding: 'utf8',
    });
    assert.deepEqual(JSON.parse(elsewhere), made[0]);
  }
});

const lead = await sharp({ create: { width: 1500, height: 1000, channels: 3, background: '#0f5257' } })
  .jpeg()
  .toBuffer();
const leadHash = createHash('sha256').update(lead).digest('hex');
const size = { sha256: leadHash, type: 'image/jpeg', width: 1500, height: 1000 };
const media = [
  { sha256: leadHash, role: 'lead' as const, alt: 'A ferry', caption: 'The ferry', credit: '', sizes: [size] },
];

test('the lead picture stands in the letter; one whose bytes are missing is left out', () => {
  const picture = { pictures: new Map([[leadHash, { bytes: lead, type: 'image/jpeg' }]]) };
  const withPicture = sheets.pdf(exampleLetter('en', { media }, picture));
  const without = sheets.pdf(exampleLetter('en', { media }));
  assert.ok(withPicture.includes('/DCTDecode'));
  assert.ok(!without.includes('/DCTDecode'));
});

test('a picture goes into print in the smallest size that is large enough, and never as AVIF', () => {
  const sizes = [640, 1400, 2400].map((width, i) => ({
    sha256: String(i).repeat(64),
    type: 'image/jpeg',
    width,
    height: 100,
  }));
  const avif = { ...sizes[1]!, sha256: 'a'.repeat(64), type: 'image/avif' };
  const cases = [
    { sizes: [avif, ...sizes], chosen: ['1'.repeat(64)] },
    { sizes: [sizes[0]!], chosen: ['0'.repeat(64)] },
    { sizes: [avif], chosen: [] },
  ];
  for (const { sizes, chosen } of cases) {
    assert.deepEqual(letterPictures(exampleRelease('en', { media: [{ ...media[0]!, sizes }] })), chosen);
  }
});

const bare = { ...masthead, contacts: [], email: null, letterhead: { address: {} } };
const hard: [string, Parameters<typeof exampleLetter>, number][] = [
  [
    'nothing but a title',
    ['en', { body: '', dateline: null, posted: null, issuers: [] }, { emblem: null, position: null, masthead: bare }],
    1,
  ],
  ['a word longer than the paper is wide', ['en', { title: 'W'.repeat(300), body: `<p>${'x'.repeat(900)}</p>` }], 1],
  ['a title of a whole page', ['ur', { title: 'کشتی چلنی چاہیے '.repeat(60).trim(), body: '<p>کشتی</p>' }], 3],
  [
    'signs of other scripts and of Typst',
    ['sd', { title: '#eval("1") $x$ *a* "b" \\ Łódź → 😀 नमस्ते', body: '<p>#panic() @x</p>' }],
    1,
  ],
  [
    'a corrected text',
    ['ur', { event: 'correct', version: 2, note: 'کشتیوں کی تعداد درست کی گئی۔', body: '<p>کشتی</p>' }],
    1,
  ],
  ['many pages', ['ur', { body: `<p>${'کشتی چلنی چاہیے۔ '.repeat(100)}</p>`.repeat(8) }], 7],
  ['an emblem in an unknown format', ['en', { body: '<p>Short.</p>' }, { emblem: Buffer.from('not a picture') }], 1],
];

for (const [name, parts, pages] of hard) {
  test(`a letter with ${name} is set`, () => {
    assert.equal(typesetter.count(letter(typesetter, exampleLetter(...parts))).pages, pages);
  });
}

test('an emoji that no font draws leaves nothing behind, and no box', () => {
  const pairs: [string, string][] = [
    ['Fares 🚢 rise❤️', 'Fares rise'],
    ['👨‍👩‍👧 🇵🇰 Fares👍🏽', 'Fares'],
    ['Fares ©️ 2021', 'Fares © 2021'],
  ];
  const withTitle = (title: string) => exampleLetter('en', { title, body: `<p>${title}</p>` });
  for (const [said, shown] of pairs) {
    assert.ok(sheets.pdf(withTitle(said)).equals(sheets.pdf(withTitle(shown))), said);
    assert.ok(sheets.socialPicture(withTitle(said)).equals(sheets.socialPicture(withTitle(shown))), said);
  }
});

test('each plainer form of a letter and of a picture is set, down to the title and where the text stands', () => {
  const pictured = { media, body: `<p>${'Water. '.repeat(900)}</p>` };
  const picture = { pictures: new Map([[leadHash, { bytes: lead, type: 'image/jpeg' }]]) };
  const input = exampleLetter('ur', pictured, picture);
  const letters = [...lettersByPlainness(input)];
  const made = letters.map((plainer) => sheets.pdf(plainer).toString('latin1'));
  assert.deepEqual(
    made.map((text) => text.includes('/DCTDecode')),
    [true, false, false, false],
  );
  assert.deepEqual(
    letters.map((plainer) => typesetter.count(letter(typesetter, plainer))),
    [5, 4, 4, 1].map((pages) => ({ pages, title: input.release.title })),
  );
  assert.ok(letters.at(-1)!.release.body.includes(input.canonicalUrl));
  const cards = [...cardsByPlainness(input)];
  assert.equal(cards.at(-1)!.release.title, 'ST-2021-0042');
  for (const plainer of cards) assert.ok(sheets.socialPicture(plainer).length > 0);
});

test('the text of a plainer letter stands in plain paragraphs, with nothing of it read as markup', () => {
  const body = '<blockquote><p>a &lt;b&gt;</p></blockquote><p class="verse">c<br>d</p>';
  const plain = [...lettersByPlainness(exampleLetter('en', { body }))][2]!;
  assert.equal(plain.release.body, '<p>&gt; a &lt;b&gt;</p><p>c<br>d</p>');
});

test('what Typst refuses is an error that says why', () => {
  const refused = { main: '#panic("no such thing")', data: null, images: [] };
  assert.throws(() => typesetter.pdf(refused), { code: 'SHEET_NOT_SET', message: /no such thing/ });
});

test('the social picture is 1200 × 630, light, and holds a title of any length', async () => {
  for (const language of exampleLanguages) {
    const { title } = exampleRelease(language);
    for (const shown of ['', title.slice(0, 9), title, `${title} `.repeat(6), 'W'.repeat(500)]) {
      const input = exampleLetter(language, { title: shown });
      const png = sheets.socialPicture(input);
      const { width, height, format } = await sharp(png).metadata();
      assert.deepEqual({ width, height, format }, { width: 1200, height: 630, format: 'png' });
      assert.ok(png.length < 100_000, `${png.length} bytes in ${language}`);
    }
  }
});

function hashes(language: string): string[] {
  const input = exampleLetter(language);
  return [sheets.pdf(input), sheets.socialPicture(input)].map((bytes) =>
    createHash('sha256').update(bytes).digest('hex'),
  );
}
