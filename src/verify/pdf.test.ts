import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { deflateSync } from 'node:zlib';
import fc from 'fast-check';
import { changeOneWord } from '../../scripts/change-one-word.ts';
import { testRecord } from '../../test/helpers/opened-record.ts';
import { DaftarError } from '../base/errors.ts';
import { hexSha256 } from '../base/hash.ts';
import { languages } from '../languages/index.ts';
import { exampleLanguages, exampleLetter, exampleRelease, masthead } from '../press/sheet/examples.ts';
import { sheetsFor } from '../press/sheet/sheet.ts';
import { canonicalBytes } from '../record/canonical.ts';
import type { Release } from '../record/release.ts';
import { fromPdf } from './pdf.ts';
import { type Found, verify } from './verdict.ts';

const sheets = await sheetsFor([...languages.values()]);
const mastheadRelease = exampleRelease('en', {
  number: 'MH-2021-0001',
  kind: 'masthead',
  language: 'mul',
  path: '',
  fields: JSON.parse(JSON.stringify(masthead)),
});
const releases = exampleLanguages.map((language) => exampleRelease(language));
const record = testRecord([mastheadRelease, ...releases]);

function letterOf(release: Release, attached: Release = release): Buffer {
  const bytes = canonicalBytes(attached);
  const text = new TextDecoder().decode(bytes);
  const attachments = [
    { name: `${release.number}-${release.language}-v1.json`, type: 'application/json', text },
    { name: 'policy', type: 'text/plain', text: 'quorum none\n' },
  ];
  const position = 1 + releases.findIndex(({ language }) => language === release.language);
  return sheets.pdf(exampleLetter(release.language, release, { attachments, position, sha256: hexSha256(bytes) }));
}

function verdictOf(bytes: Uint8Array) {
  const letter = async ({ language }: Found) => letterOf(releases.find((release) => release.language === language)!);
  return verify({ bytes }, record, { languages, pdf: fromPdf, letter });
}

for (const release of releases) {
  const { language } = release;
  test(`a letter in ${language} shows the words of its release, and carries it to the byte`, async () => {
    const read = await fromPdf(letterOf(release));
    assert.deepEqual(read.oddities, []);
    assert.equal(hexSha256(read.attached.release!), hexSha256(canonicalBytes(release)));
    assert.deepEqual([read.attached.policy, read.attached.receipt], ['quorum none\n', null]);
    const { outcome, whole, why } = await verdictOf(letterOf(release));
    assert.deepEqual([outcome, whole, why], ['genuine', true, null]);
    const unknown = await verify({ bytes: letterOf(release) }, record, { languages, pdf: fromPdf });
    assert.deepEqual([unknown.outcome, unknown.why], ['compare', 'pdf-words-agree']);
  });

  test(`one digit that is drawn otherwise in a letter in ${language} is found`, async () => {
    const file = join(mkdtempSync(join(tmpdir(), 'daftar-pdf-')), 'letter.pdf');
    writeFileSync(file, letterOf(release));
    const [old, other] = ['12.5', '15.2'];
    const changed = readFileSync(await changeOneWord(file, old, other));
    const [before, after] = [await fromPdf(readFileSync(file)), await fromPdf(changed)];
    assert.deepEqual(after.visible.join('\n'), before.visible.join('\n').replace(old, other));
    const { outcome, why, differences } = await verdictOf(changed);
    assert.deepEqual([outcome, why], ['altered', 'pdf-visible-text-differs']);
    assert.ok(differences.some(({ kind, text }) => kind === 'added' && text.includes(other)));
  });

  test(`a letter in ${language} that carries another release of ours is found`, async () => {
    const other = releases.find((one) => one.language !== language)!;
    const { outcome, release: found } = await verdictOf(letterOf(release, other));
    assert.deepEqual([outcome, found!.language], ['altered', other.language]);
  });
}

test('a letter with another word is found in every script', async () => {
  const cases: [string, RegExp, string][] = [
    ['en', /last ferry had left/, 'last ferry had not left'],
    ['ur', /چالیس/, 'پچاس'],
    ['sd', /چاليهه/, 'پنجاهه'],
  ];
  for (const [language, word, other] of cases) {
    const release = releases.find((one) => one.language === language)!;
    const changed = letterOf({ ...release, body: release.body.replace(word, other) }, release);
    assert.equal((await verdictOf(changed)).outcome, 'altered', language);
  }
});

/** A change in the drawing, written behind the file's end with its cross-reference. */
const english = letterOf(releases[0]!);
const page = /(\d+) 0 obj\s*<<\s*\/Type \/Page\s[\s\S]*?\/Contents (\d+) 0 R/.exec(english.toString('latin1'))!;

async function drawnAs(change: (drawing: string) => string): Promise<Buffer> {
  const { Objects, Ref } = await import('./pdf-objects.ts');
  const objects = await Objects.open(english);
  const id = Number(page[2]);
  const drawing = change(Buffer.from(await objects.data(new Ref(id))).toString('latin1'));
  return appended(id, `<< /Length ${drawing.length} >>\nstream\n${drawing}\nendstream`);
}

function appended(id: number, object: string): Buffer {
  const before = `${english.toString('latin1')}\n`;
  const previous = /startxref\s+(\d+)\s+%%EOF\s*$/.exec(before)![1];
  const root = /\/Root (\d+ 0 R)/.exec(before)![1];
  const body = `${id} 0 obj\n${object}\nendobj\n`;
  const xref = `xref\n${id} 1\n${String(before.length).padStart(10, '0')} 00000 n\r\n`;
  const end = `trailer\n<< /Size 9999 /Root ${root} /Prev ${previous} >>\nstartxref\n${before.length + body.length}\n%%EOF\n`;
  return Buffer.from(before + body + xref + end, 'latin1');
}

const tricks: Record<string, (drawing: string) => string> = {
  'words covered by a white box': (drawing) => `${drawing}\n/c0 cs 1 1 1 scn 60 400 400 300 re f\n`,
  'words without ink': (drawing) => drawing.replaceAll('0 Tr', '3 Tr'),
  'words in white': (drawing) => drawing.replaceAll('0.10980392 0.105882354 0.09803922 scn', '1 1 1 scn'),
  'words moved off the page': (drawing) => drawing.replace(/1 0 0 -1 (\S+) (\S+) cm/g, '1 0 0 -1 $1 -50 cm'),
  'words turned over': (drawing) => drawing.replaceAll('1 0 0 -1 0 0 Tm', '-1 0 0 -1 0 0 Tm'),
  'another operator of text': (drawing) => drawing.replaceAll('0 Tr', '0 Tr 3 Ts'),
  'a drawing within the drawing': (drawing) => `${drawing}\nBI /W 1 /H 1 /BPC 8 /CS /G ID x EI\n`,
  'two lines that changed places': (drawing) => {
    const lines = [...drawing.matchAll(/1 0 0 -1 65\.19685 (4\d\d\.\d+) cm/g)].map((match) => match[1]!);
    const [first, second] = [lines[0]!, lines.find((line) => line !== lines[0])!];
    return drawing.replaceAll(first, '§').replaceAll(second, first).replaceAll('§', second);
  },
};

for (const [trick, change] of Object.entries(tricks)) {
  test(`a letter with ${trick} is not taken for ours`, async () => {
    const changed = await drawnAs(change);
    assert.equal((await fromPdf(await drawnAs((drawing) => drawing))).foreign, false);
    assert.equal((await fromPdf(changed)).foreign, true);
    assert.equal((await verdictOf(changed)).outcome, 'altered');
  });
}

const additions: Record<string, string> = {
  script: '/OpenAction << /S /JavaScript /JS (app.alert\\(1\\)) >>',
  'form fields': '/AcroForm << /Fields [] >>',
  layers: '/OCProperties << >>',
};

for (const [what, entry] of Object.entries(additions)) {
  test(`a letter with ${what} is not taken for ours`, async () => {
    const [, id, catalog] = /(\d+) 0 obj\s*<<(\s*\/Type \/Catalog[\s\S]*?)>>\s*endobj/.exec(
      english.toString('latin1'),
    )!;
    assert.equal((await fromPdf(appended(Number(id), `<<${catalog} ${entry} >>`))).foreign, true);
  });
}

test('a PDF without a release is not ours', async () => {
  const plain = sheets.pdf(exampleLetter('en'));
  await assert.rejects(fromPdf(plain), { code: 'PDF_NOT_OURS' });
});

test('whatever is done to the bytes, it is read or refused, soon', { timeout: 120_000 }, async () => {
  const isRefusal = (error: unknown) => {
    assert.ok(error instanceof DaftarError && /^PDF_/.test(error.code), String(error));
  };
  const hostile = fc.oneof(
    fc.nat(english.length).map((length) => english.subarray(0, length)),
    fc.uint8Array({ maxLength: 300 }).map((bytes) => Buffer.concat([Buffer.from('%PDF-1.7\n'), bytes])),
    fc.array(fc.tuple(fc.nat(english.length - 1), fc.nat(255)), { minLength: 1, maxLength: 30 }).map((changes) => {
      const bytes = Buffer.from(english);
      for (const [at, byte] of changes) bytes[at] = byte;
      return bytes;
    }),
  );
  await fc.assert(
    fc.asyncProperty(hostile, async (bytes) => {
      await fromPdf(bytes).catch(isRefusal);
    }),
    { numRuns: 150 },
  );
});

test('a page that unpacks to gigabytes is refused', async () => {
  const bomb = deflateSync(Buffer.alloc(200 * 1024 * 1024, ' ')).toString('latin1');
  const file = appended(
    Number(page[2]),
    `<< /Filter /FlateDecode /Length ${bomb.length} >>\nstream\n${bomb}\nendstream`,
  );
  await assert.rejects(fromPdf(file), { code: 'PDF_UNREADABLE' });
});
