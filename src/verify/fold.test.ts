import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { foldToken, type Rules, rulesOf, searchFold, tokenize } from './fold.ts';

const folded = (text: string, rules: Rules) =>
  tokenize(text).map(({ raw, space }) => (space ? ' ' : '') + foldToken(raw, rules));

const SAME: [what: string, rules: Rules, a: string, b: string][] = [
  ['composed and decomposed', 'plain', 'Café', 'Cafe\u0301'],
  ['آ composed and decomposed', 'ur', 'آج', 'ا\u0653ج'],
  ['ئ composed and decomposed', 'ur', 'جائے', 'جاي\u0654ے'],
  ['marks in another order', 'ur', 'مدّ\u064eت', 'مد\u064e\u0651ت'],
  ['presentation forms', 'ur', 'سلام', '\uFEB3\uFEFC\uFEE1'],
  ['presentation forms of heh goal', 'ur', 'ہے', '\uFBA8\uFBAF'],
  ['Latin ligatures', 'plain', 'official', 'o\uFB03cial'],
  ['spaces of every kind', 'plain', 'a b', 'a\u00a0\u2009\n b'],
  ['byte order mark', 'plain', 'a b', '\ufeffa b'],
  ['soft hyphen', 'plain', 'bridges', 'brid\u00adges'],
  ['zero-width joiners', 'ur', 'میں', 'م\u200cی\u200dں'],
  ['variation selector', 'plain', '↩', '↩\ufe0e'],
  ['tatweel', 'ur', 'سلام', 'ســلام'],
  ['digits', 'ur', '1947', '۱۹٤٧'],
  ['an ellipsis and three full stops', 'plain', 'so…', 'so...'],
  ['Arabic yeh, kaf and heh in Urdu', 'ur', 'کہی', 'كهي'],
  ['ۂ from Arabic heh', 'ur', 'نامۂ', 'نامه\u0654'],
  ['Urdu yeh in Sindhi', 'sd', 'سنڌي', 'سنڌی'],
  ['marks around a number', 'ur', '(UTC+5)', '(\u2066UTC+5\u2069)'],
];

const DIFFERENT: [what: string, rules: Rules, a: string, b: string][] = [
  ['ہ and ھ', 'ur', 'کہا', 'کھا'],
  ['ں and ن', 'ur', 'میں', 'مین'],
  ['آ and ا', 'ur', 'آج', 'اج'],
  ['ی and ے', 'ur', 'کی', 'کے'],
  ['ی and ى', 'ur', 'عیسی', 'عیسى'],
  ['ئ and ی', 'ur', 'گئی', 'گیی'],
  ['ؤ and و', 'ur', 'آؤ', 'آو'],
  ['أ and ا', 'ur', 'جرأت', 'جرات'],
  ['another vowel mark', 'ur', 'اِس', 'اُس'],
  ['a vowel mark left out', 'ur', 'اِس', 'اس'],
  ['zer and izafat heh', 'ur', 'نامۂ', 'نامہ'],
  ['a phrase in one sign', 'ur', '\ufdfa', 'صلى الله عليه وسلم'],
  ['Allah in one sign', 'ur', '\ufdf2', 'الله'],
  ['ڪ and ک', 'sd', 'ڪير', 'کير'],
  ['ڪ and ك', 'sd', 'ڪير', 'كير'],
  ['ه and ھ', 'sd', 'جهڪي', 'جھڪي'],
  ['ه and ہ', 'sd', 'هن', 'ہن'],
  ['ي and ى', 'sd', 'عيسي', 'عيسى'],
  ['ئ and ی with hamza', 'sd', 'گئي', 'گ\u06cc\u0654ي'],
  ['Urdu letters in a text without rules', 'plain', 'کی', 'كي'],
  ['letter case', 'plain', 'May', 'may'],
  ['quotation marks', 'plain', '‘a’', "'a'"],
  ['dashes', 'plain', 'a–b', 'a-b'],
  ['a gap within a number', 'plain', '10.5', '10. 5'],
  ['decimal signs', 'ur', '10٫5', '10.5'],
  ['a raised digit', 'plain', '10²', '102'],
  ['an override', 'plain', '12', '\u202e12\u202c'],
  ['a direction mark in a number', 'ur', '12', '1\u200f2'],
  ['isolates in a number', 'ur', '12', '\u20661\u2069\u20662\u2069'],
  ['a direction mark in an amount', 'ur', '2,000', '2,\u200f000'],
  ['Cyrillic а', 'plain', 'canal', 'c\u0430nal'],
];

for (const [what, rules, a, b] of SAME) {
  test(`one wording in ${rules}: ${what}`, () => assert.deepEqual(folded(b, rules), folded(a, rules)));
}

for (const [what, rules, a, b] of DIFFERENT) {
  test(`two wordings in ${rules}: ${what}`, () => assert.notDeepEqual(folded(b, rules), folded(a, rules)));
}

test('a language brings its rules, whatever its region', () => {
  assert.deepEqual(['ur', 'ur-pk', 'sd', 'en', 'fa'].map(rulesOf), ['ur', 'ur', 'sd', 'plain', 'plain']);
});

test('tokens stand where they say', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      let last = 0;
      for (const { raw, start, end } of tokenize(text)) {
        assert.ok(start >= last && end >= start);
        if (end > start && !/[.\uffff]/.test(raw)) assert.equal(text.slice(start, end), raw);
        last = end;
      }
    }),
  );
});

test('folding folds nothing twice', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), fc.constantFrom<Rules>('plain', 'ur', 'sd'), (text, rules) => {
      for (const { raw } of tokenize(text))
        assert.equal(foldToken(foldToken(raw, rules), rules), foldToken(raw, rules));
    }),
  );
});

test('the search’s folding joins what people confuse', () => {
  assert.deepEqual(searchFold('Ān ڪير، کها؟ میں ۱۲ آئے!'), searchFold('an كير کہا مین 12 ائی'));
});
