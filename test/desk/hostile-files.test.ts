import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import sharp from 'sharp';
import { inspect } from '../../src/desk/server/uploads/take-in.ts';
import * as files from './files.ts';

const LIMITS = { picture: 1_000_000, audio: 1_000_000, video: 1_000_000, captions: 1_000_000, pdf: 1_000_000 };

type Case = [what: string, code: string, name: string, bytes: Buffer | string];

const photograph = await files.photograph();
const png = await files.png();
const gif = await files.gif();
const webp = await files.webp();
const JS = '/JavaScript /JS (app.alert\\(1\\))';

/** Made on the spot: nothing hostile is kept in this folder. */
const HOSTILE: Case[] = [
  ['nothing at all', 'UPLOAD_EMPTY', 'a.jpg', ''],
  ['a program that is called a picture', 'UPLOAD_TYPE', 'a.jpg', 'MZ\x90\0\x03'],
  ['a page that is called a picture', 'UPLOAD_TYPE', 'a.png', '<!doctype html><script>alert(1)</script>'],
  ['a packed folder', 'UPLOAD_TYPE', 'a.pdf', files.ZIP],
  [
    'a drawing with a program',
    'UPLOAD_SVG',
    'a.svg',
    '<svg xmlns="http://www.w3.org/2000/svg"><script>1</script></svg>',
  ],
  [
    'a drawing behind a declaration',
    'UPLOAD_SVG',
    'a.png',
    '\uFEFF<?xml version="1.0"?>\n<!-- x -->\n<svg onload="x()"/>',
  ],
  ['a harmless drawing', 'UPLOAD_SVG', 'emblem.svg', '<svg xmlns="http://www.w3.org/2000/svg"><path d="M0 0"/></svg>'],
  [
    'a picture of a phone that browsers cannot show',
    'UPLOAD_TYPE',
    'a.heic',
    files.box('ftyp', 'heic\0\0\0\0mif1heic'),
  ],
  ['a JPEG with a ZIP behind it', 'UPLOAD_MIXED', 'a.jpg', Buffer.concat([photograph, files.ZIP])],
  [
    'a JPEG with a page behind it',
    'UPLOAD_MIXED',
    'a.jpg',
    Buffer.concat([photograph, Buffer.from('<script>x()</script>')]),
  ],
  ['a JPEG with a PDF behind it', 'UPLOAD_MIXED', 'a.jpg', Buffer.concat([photograph, files.pdf()])],
  ['a JPEG with a program behind it', 'UPLOAD_MIXED', 'a.jpg', Buffer.concat([photograph, Buffer.from('#!/bin/sh\n')])],
  ['a JPEG with a page in its comment', 'UPLOAD_MIXED', 'a.jpg', withComment(photograph, '<script src=x></script>')],
  ['a PNG with a page behind it', 'UPLOAD_MIXED', 'a.png', Buffer.concat([png, Buffer.from('<html><body>')])],
  ['a GIF that is a script', 'UPLOAD_MIXED', 'a.gif', gifScript()],
  ['a GIF with PHP behind it', 'UPLOAD_MIXED', 'a.gif', Buffer.concat([gif, Buffer.from('<?php echo 1;')])],
  ['a WebP with a ZIP behind it', 'UPLOAD_MIXED', 'a.webp', Buffer.concat([webp, files.ZIP])],
  ['a PDF that is a ZIP', 'UPLOAD_MIXED', 'a.pdf', Buffer.concat([files.pdf(), files.ZIP])],
  ['a film that is a ZIP', 'UPLOAD_MIXED', 'a.mp4', Buffer.concat([files.movie(), files.ZIP])],
  ['a PNG of many pixels', 'UPLOAD_BOMB', 'a.png', files.pngOfSize(20_000, 20_000)],
  ['a JPEG that broke off', 'UPLOAD_BROKEN', 'a.jpg', photograph.subarray(0, -120)],
  ['a PNG that broke off', 'UPLOAD_BROKEN', 'a.png', png.subarray(0, -30)],
  ['a film that broke off', 'UPLOAD_BROKEN', 'a.mp4', files.movie().subarray(0, -5)],
  [
    'a film without contents',
    'UPLOAD_BROKEN',
    'a.mp4',
    Buffer.concat([files.box('ftyp', 'isom'), files.box('mdat', 'x')]),
  ],
  ['a recording that broke off', 'UPLOAD_BROKEN', 'a.wav', files.wav(files.wavChunk('data', 'abcd')).subarray(0, -2)],
  ['a WebM that broke off', 'UPLOAD_BROKEN', 'a.webm', files.webm(files.webmTags('abcd')).subarray(0, -2)],
  ['a PDF that broke off', 'UPLOAD_BROKEN', 'a.pdf', files.pdf().subarray(0, -8)],
  ['a PDF with a program', 'UPLOAD_ACTIVE', 'a.pdf', files.pdf(`<< /S ${JS} >>`)],
  ['a PDF whose program has a disguised name', 'UPLOAD_ACTIVE', 'a.pdf', files.pdf('<< /S /J#61vaScript >>')],
  ['a PDF whose program is packed', 'UPLOAD_ACTIVE', 'a.pdf', files.pdf(files.packedObjects(`9 0 << /S ${JS} >>`))],
  ['a PDF that starts programs', 'UPLOAD_ACTIVE', 'a.pdf', files.pdf('<< /S /Launch /F (x.exe) >>')],
  ['a PDF with files in it', 'UPLOAD_ACTIVE', 'a.pdf', files.pdf('<< /Type /EmbeddedFile /Length 0 >>')],
  [
    'a PDF that opens a site by itself',
    'UPLOAD_ACTIVE',
    'a.pdf',
    files.pdf('<< /OpenAction << /S /URI /URI (x) >> >>'),
  ],
  ['the same by reference', 'UPLOAD_ACTIVE', 'a.pdf', files.pdf('<< /OpenAction 4 0 R >>', '<< /S /URI /URI (x) >>')],
  ['a PDF under a password', 'UPLOAD_LOCKED', 'a.pdf', files.pdf('<< /Encrypt 5 0 R >>')],
  ['a large picture', 'UPLOAD_TOO_LARGE', 'a.jpg', Buffer.concat([photograph, Buffer.alloc(1_000_000)])],
];

test('hostile and broken files are refused, each with its reason', async (t) => {
  for (const [what, code, name, bytes] of HOSTILE) {
    await assert.rejects(look(t, name, bytes), { code }, what);
  }
});

type Kept = [what: string, name: string, bytes: Buffer, type: string, findings: string[]];

const HARMLESS: Kept[] = [
  ['a photograph', 'a.jpg', photograph, 'image/jpeg', ['camera', 'descriptions', 'serial', 'position']],
  ['a plain picture', 'a.PNG', png, 'image/png', []],
  ['a picture under a wrong name', 'a.png', await files.jpeg(), 'image/jpeg', ['extension']],
  ['a GIF', 'a.gif', gif, 'image/png', ['converted']],
  [
    'a picture with a second one behind it',
    'a.jpg',
    Buffer.concat([photograph, photograph]),
    'image/jpeg',
    ['camera', 'descriptions', 'serial', 'position', 'trailing'],
  ],
  ['a film', 'a.mp4', files.movie(), 'video/mp4', ['position']],
  ['a film that says nothing', 'a.mp4', files.movie({ place: '' }), 'video/mp4', []],
  [
    'measurements beside a film',
    'a.mp4',
    files.movie({ place: '', handler: 'meta' }),
    'audio/mp4',
    ['measurements-kept'],
  ],
  ['sound in MP4', 'a.m4a', files.movie({ handler: 'soun', brand: 'M4A ' }), 'audio/mp4', ['position']],
  ['an MP3', 'a.mp3', files.mp3(), 'audio/mpeg', ['descriptions']],
  ['an MP3 without a title', 'a.mp3', files.mp3({ title: '' }), 'audio/mpeg', []],
  [
    'a WAV',
    'a.wav',
    files.wav(files.wavChunk('LIST', 'INFOIART'), files.wavChunk('data', 'abcd')),
    'audio/wav',
    ['descriptions'],
  ],
  ['a WebM', 'a.webm', files.webm(files.webmTags('LOCATION=somewhere')), 'audio/webm', ['descriptions']],
  ['a PDF', 'a.pdf', files.pdf('<< /Author (Ilse Brandt) >>'), 'application/pdf', ['author-kept']],
  ['a PDF that opens at a page', 'a.pdf', files.pdf('<< /OpenAction [3 0 R /FitH null] >>'), 'application/pdf', []],
  [
    'a PDF that opens at a page, by reference',
    'a.pdf',
    files.pdf('<< /OpenAction 4 0 R >>', '<< /S /GoTo /D [3 0 R] >>'),
    'application/pdf',
    [],
  ],
];

test('harmless files are kept, and what was in them is said', async (t) => {
  for (const [what, name, bytes, type, findings] of HARMLESS) {
    const { inspected } = await look(t, name, bytes);
    assert.equal(inspected.type, type, what);
    assert.deepEqual(inspected.findings.map(({ code }) => code).sort(), findings.toSorted(), what);
  }
});

test('of a photograph nothing is left but the picture', async (t) => {
  const { inspected } = await look(t, 'a.jpg', photograph);
  const { exif, xmp, iptc, width, height } = await sharp(inspected.bytes!).metadata();
  assert.deepEqual(
    { exif, xmp, iptc, width, height },
    { exif: undefined, xmp: undefined, iptc: undefined, width: 40, height: 30 },
  );
  for (const secret of ['Lumora', 'Mehr', '00412', 'harbour']) assert.ok(!inspected.bytes!.includes(secret));
});

test('a picture stands upright without the mark that said so', async (t) => {
  const lying = await sharp(await files.jpeg(40, 30))
    .withMetadata({ orientation: 6 })
    .toBuffer();
  const { inspected } = await look(t, 'a.jpg', lying);
  assert.deepEqual([inspected.width, inspected.height], [30, 40]);
});

test('of films and recordings only what they say of their making is gone: every other byte keeps its place', async (t) => {
  const cases: [name: string, bytes: Buffer, gone: string, stays: string][] = [
    ['a.mp4', files.movie(), '24.86', 'the pictures themselves'],
    ['a.mp3', files.mp3(), 'Kiln Lane', '\xff\xfb\x90'],
    ['a.wav', files.wav(files.wavChunk('LIST', 'INFOIART  Mehr'), files.wavChunk('data', 'sound')), 'Mehr', 'sound'],
    [
      'a.webm',
      files.webm(files.webmTags('LOCATION=somewhere'), Buffer.from([0xec, 0x82, 0x68, 0x69])),
      'somewhere',
      'hi',
    ],
  ];
  for (const [name, bytes, gone, stays] of cases) {
    const after = (await look(t, name, bytes)).file.toString('latin1');
    assert.ok(!after.includes(gone), `${name}: ${gone}`);
    assert.equal(after.indexOf(stays), bytes.toString('latin1').indexOf(stays), `${name}: ${stays}`);
    assert.equal(after.length, bytes.length);
    assert.deepEqual(
      (await look(t, name, Buffer.from(after, 'latin1'))).inspected.findings,
      [],
      `${name}, a second time`,
    );
  }
});

async function look(t: TestContext, name: string, bytes: Buffer | string) {
  const folder = mkdtempSync(join(tmpdir(), 'daftar-files-'));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  const path = join(folder, 'file');
  writeFileSync(path, bytes);
  const inspected = await inspect(path, name, LIMITS);
  return { inspected, file: readFileSync(path) };
}

function withComment(jpeg: Buffer, text: string): Buffer {
  const segment = Buffer.alloc(4 + text.length);
  segment.writeUInt16BE(0xfffe);
  segment.writeUInt16BE(text.length + 2, 2);
  segment.write(text, 4);
  return Buffer.concat([jpeg.subarray(0, 2), segment, jpeg.subarray(2)]);
}

/** `GIF89a/*` is a name with a comment behind it, to those who run it. */
function gifScript(): Buffer {
  const made = Buffer.from(gif);
  made.write('/*', 6);
  return Buffer.concat([made, Buffer.from('*/=1;alert(1)')]);
}
