import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Json } from '../record/release.ts';
import { minutesOf } from './authors.ts';
import { kinds } from './index.ts';

type Fields = Record<string, Json>;
const couplet = (lines: number) => `<p class="verse">${Array(lines).fill('ایک مصرع').join('<br>')}</p>`;
const video = { sha256: 'v', role: 'file' as const, alt: '', caption: '', credit: '', sizes: [{ sha256: 'v', type: 'video/mp4', width: 1, height: 1 }] }; // biome-ignore format: one line
const sessions = (...list: Fields[]): Fields => ({ type: 'talks', sessions: list });

const FAULTS: [what: string, kind: string, fields: Fields, body: string, faults: string[]][] = [
  ['a post by a person', 'post', { author: { number: 'PE-2020-0001', name: 'Shirin Vohra' } }, '', []],
  ['a post by nobody', 'post', { author: null }, '', ['fields.author NO_AUTHOR']],
  ['a post by an empty name', 'post', { author: { item: null, name: ' ' } }, '', ['fields.author NO_AUTHOR']],
  ['a ghazal in couplets', 'poem', { form: 'ghazal' }, `${couplet(2)}\n${couplet(2)}`, []],
  ['a ghazal in one run of pairs', 'poem', { form: 'ghazal' }, couplet(6), []],
  ['a ghazal with a line alone', 'poem', { form: 'ghazal' }, `${couplet(2)}\n${couplet(1)}`, ['body UNPAIRED_LINE']],
  ['a nazm of any lines', 'poem', { form: 'nazm' }, `${couplet(3)}\n${couplet(5)}`, []],
  ['a rubai', 'poem', { form: 'rubai' }, couplet(4), []],
  ['a rubai in two stanzas', 'poem', { form: 'rubai' }, `${couplet(2)}\n${couplet(2)}`, ['body NOT_FOUR_LINES']],
  ['a ghazal that is not begun', 'poem', { form: 'ghazal' }, '', []],
  ['sessions in order', 'series', sessions({ date: '2024-01' }, { date: '2024-01-14' }, { date: null }), '', []],
  ['sessions out of order', 'series', sessions({ date: '2024-03-01' }, {}, { date: '2024-02' }), '', ['fields.sessions.2.date OUT_OF_ORDER']],
  ['a video without captions', 'series', sessions({ recording: 'v' }), '', ['fields.sessions.0.captions NO_CAPTIONS']],
  ['a video with captions', 'series', sessions({ recording: 'v', captions: 'c' }), '', []],
  ['a series of nothing yet', 'series', { type: 'course', sessions: null }, '', []],
]; // biome-ignore format: a table

for (const [what, id, fields, body, expected] of FAULTS) {
  test(`faults: ${what}`, () => {
    const faults = kinds.get(id)!.check!({ title: '', body, event: 'publish', fields, media: [video] });
    assert.deepEqual(
      faults.map(({ field, code }) => `${field} ${code}`),
      expected,
    );
  });
}

test('reading takes a minute at least, and one more for each two hundred words', () => {
  const text = (words: number) => `<p>${Array(words).fill('word').join(' ')}</p>`;
  assert.deepEqual(
    [0, 90, 400, 1010].map((words) => minutesOf(text(words))),
    [1, 1, 2, 5],
  );
});
