import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sizeOf } from './count.ts';

const SIZES: [what: string, language: string, text: string, words: number, characters: number][] = [
  ['English', 'en', 'On 4 May the council met.', 6, 20],
  ['a dash is no word', 'en', 'Here – there', 2, 10],
  ['hyphens join', 'en', 'A well-known rule', 3, 15],
  ['Urdu', 'ur', 'اجلاس 4 مئی کو ہوا۔', 5, 15],
  ['joiners part no word', 'ur', 'خوب\u200cصورت بات', 2, 10],
  ['vowel marks are no letters', 'ur', 'عِلم کی مِثال', 3, 9],
  ['Sindhi', 'sd', 'شهر ۾ پاڻي ۽ بجلي.', 5, 14],
  ['a language without spaces', 'ja', '東京に行きます', 4, 7],
  ['nothing', 'ur', ' \n ', 0, 0],
];

for (const [what, language, text, words, characters] of SIZES) {
  test(`counting: ${what}`, () => {
    const size = sizeOf(text, language);
    assert.equal(size.words, words);
    assert.equal(size.characters, characters);
    assert.equal(size.minutes, words === 0 ? 0 : 1);
  });
}

test('a thousand words take an English reader four minutes, an Urdu reader six', () => {
  assert.equal(sizeOf('word '.repeat(1000), 'en').minutes, 4);
  assert.equal(sizeOf('لفظ '.repeat(1000), 'ur').minutes, 6);
});
