import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { testRecord, testRelease } from '../../test/helpers/opened-record.ts';
import type { Release } from '../record/release.ts';
import {
  candidates,
  candidatesAt,
  candidatesWith,
  GUARANTEED_WORDS,
  indexChanges,
  openIndex,
  readSegment,
  segmentOf,
  segmentPath,
} from './passages.ts';

const numbered = (count: number, from = 0) =>
  Array.from({ length: count }, (_, i) => {
    const n = from + i;
    const words = Array.from({ length: 30 }, (_, at) => `w${n}x${(at * 7) % 30}`);
    return testRelease({
      number: `ST-2024-${1000 + n}`,
      body: `<p>${words.join(' ')}</p>`,
      path: `en/statements/2024/t${n}/`,
      title: `Title ${n}`,
    });
  });

test('any eight words in common are found, in any lookalike writing', () => {
  const word = fc.constantFrom('کہا', 'میں', 'نہیں', 'پُل', 'بند', '14', 'آج', 'council');
  const paragraph = fc.array(word, { minLength: GUARANTEED_WORDS, maxLength: 60 });
  fc.assert(
    fc.property(paragraph, fc.nat(), fc.nat(), (words, from, more) => {
      const start = from % (words.length - GUARANTEED_WORDS + 1);
      const text = words.slice(start, start + GUARANTEED_WORDS + (more % words.length)).join('، ');
      const segments = [
        readSegment(segmentOf([null, testRelease({ body: `<p>${words.join(' ')}</p>`, language: 'ur' })]))!,
      ];
      const [first] = candidates({ size: 2, segments }, text.replaceAll('ہ', 'ھ').replaceAll('\u064f', ''));
      assert.equal(first?.index, 1);
    }),
  );
});

test('lines that stand alone are found however short: titles, headings, verse', () => {
  const release = testRelease({
    title: 'Two words',
    body: '<h2 id="s-a">What now</h2>\n<p class="verse">a line<br>of verse here</p>',
  });
  const segments = [readSegment(segmentOf([release]))!];
  for (const text of ['Two words', 'what now', 'a line', 'of verse here']) {
    assert.deepEqual(
      candidates({ size: 1, segments }, text).map(({ index }) => index),
      [0],
      text,
    );
  }
  assert.deepEqual(candidates({ size: 1, segments }, 'other words entirely'), []);
});

test('addresses and pictures are found', () => {
  const sha256 = 'ab'.repeat(32);
  const size = { sha256: 'cd'.repeat(32), type: 'image/webp', width: 1, height: 1 };
  const media = [{ sha256, role: 'lead' as const, alt: '', caption: '', credit: '', sizes: [size] }];
  const segments = [readSegment(segmentOf([testRelease({ path: 'en/a/', aliases: ['old.php?id=3'], media })]))!];
  const index = { size: 1, segments };
  assert.deepEqual(candidatesAt(index, 'en/a/'), [0]);
  assert.deepEqual(candidatesAt(index, 'old.php?id=3'), [0]);
  assert.deepEqual(candidatesAt(index, 'en/b/'), []);
  assert.deepEqual(candidatesWith(index, sha256), [0]);
  assert.deepEqual(candidatesWith(index, size.sha256), [0]);
});

test('the guarantee is eight words', () => assert.equal(GUARANTEED_WORDS, 8));

test('segments stand at tile paths', () => {
  assert.deepEqual(
    [segmentPath(0, 1), segmentPath(0, 256), segmentPath(7, 255), segmentPath(1234, 256)],
    ['index/000.p/1', 'index/000', 'index/007.p/255', 'index/x001/234'],
  );
});

test('a segment that is cut off or not in order is refused', () => {
  const bytes = segmentOf(numbered(3));
  assert.ok(readSegment(bytes));
  assert.equal(readSegment(Uint8Array.of(...bytes, 0x80)), null);
  assert.equal(readSegment(Uint8Array.of(5, 0)), null);
  assert.equal(readSegment(new Uint8Array(9).fill(0xff)), null);
  assert.deepEqual(readSegment(new Uint8Array()), new Uint32Array());
});

/** The files as a writer keeps them that publishes in steps of these sizes. */
async function written(releases: Release[], sizes: number[], erased: number[] = []) {
  const files = new Map<string, Uint8Array>();
  const touched: string[][] = [];
  const reader = {
    read: async (path: string) => files.get(path) ?? null,
    release: async (index: number) => releases[index] ?? null,
  };
  const apply = async (before: number, size: number, gone: number[]) => {
    const paths: string[] = [];
    for await (const { path, bytes } of indexChanges(reader, before, size, gone)) {
      paths.push(path);
      if (bytes) files.set(path, bytes);
      else files.delete(path);
    }
    touched.push(paths);
  };
  let before = 0;
  for (const size of sizes) {
    await apply(before, size, []);
    before = size;
  }
  if (erased.length > 0) await apply(before, before, erased);
  return { files, touched };
}

test('a publication rewrites the last segment alone, and the outcome is the same as writing all at once', async () => {
  const releases = numbered(600);
  const { files, touched } = await written(releases, [1, 255, 256, 257, 600]);
  assert.deepEqual(touched, [
    ['index/000.p/1'],
    ['index/000.p/255', 'index/000.p/1'],
    ['index/000', 'index/000.p/255'],
    ['index/001.p/1'],
    ['index/001', 'index/001.p/1', 'index/002.p/88'],
  ]);
  const atOnce = await written(releases, [600]);
  assert.deepEqual([...files].sort(), [...atOnce.files].sort());
});

test('erased releases leave nothing behind', async () => {
  const releases = numbered(300);
  const { files, touched } = await written(releases, [300], [5, 299]);
  assert.deepEqual(touched[1], ['index/000', 'index/001.p/44']);
  const without = await written(releases.map((one, i) => (i === 5 || i === 299 ? null : one)) as Release[], [300]);
  assert.deepEqual([...files].sort(), [...without.files].sort());
});

test('where a segment is missing or damaged its releases are read', async () => {
  const releases = numbered(300);
  const { files } = await written(releases, [300]);
  const whole = await openIndex(testRecord(releases, files));
  const unread = { ...testRecord(releases, files), release: () => Promise.reject(new Error('nothing needs reading')) };
  assert.deepEqual(await openIndex(unread), whole);
  assert.deepEqual(await openIndex(testRecord(releases)), whole);
  const damaged = new Map(files).set('index/000', Uint8Array.of(0x80));
  assert.deepEqual(await openIndex(testRecord(releases, damaged)), whole);
});

test('a segment that grew beyond the checkpoint is read up to it', async () => {
  const releases = numbered(256);
  const { files } = await written(releases, [256]);
  assert.deepEqual(
    await openIndex(testRecord(releases.slice(0, 200), files)),
    await openIndex(testRecord(releases.slice(0, 200))),
  );
});
