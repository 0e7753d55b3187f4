import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { foldText, foldWords, indexForms } from './fold.ts';

const SAME: [what: string, a: string, b: string][] = [
  ['case', 'Footbridge', 'FOOTBRIDGE'],
  ['accents', 'Café Zoë', 'cafe zoe'],
  ['letters that have no accent to drop', 'Straße Łódź Ærø', 'strasse lodz aero'],
  ['transliterations of Arabic', 'Qurʾān, ʿAlī', "Qur'an, Ali"],
  ['a genitive', 'the union’s office', 'the union office'],
  ['apostrophes', 'O’Brien', "O'Brien"],
  ['ligatures', 'o\ufb03cial', 'official'],
  ['soft hyphens', 'brid\u00adges', 'bridges'],
  ['thousands', '1,500 and ۱٬۵۰۰', '1500 and 1500'],
  ['digits of every script', '۱۹٤٧ १९४७', '1947 1947'],
  ['yeh of every keyboard', 'کراچی', 'كراچي'],
  ['yeh without dots', 'عیسیٰ', 'عيسى'],
  ['kaf of every keyboard', 'کتاب', 'كتاب'],
  ['heh of every keyboard', 'ہم', 'هم'],
  ['two-eyed heh', 'کہا', 'کھا'],
  ['noon ghunna', 'نہیں', 'نہین'],
  ['yeh barree', 'والے', 'والی'],
  ['madda', 'آج', 'اج'],
  ['hamza above', 'جرأت، مؤقف، گئی', 'جرات، موقف، گیی'],
  ['a lone hamza', 'شعراء', 'شعرا'],
  ['izafat', 'نامۂ اعمال', 'نامہ اعمال'],
  ['teh marbuta', 'مدرسة', 'مدرسہ'],
  ['alef wasla', 'ٱلسلام', 'السلام'],
  ['vowel marks', 'عِلم، مدّت', 'علم، مدت'],
  ['tatweel', 'ســلام', 'سلام'],
  ['zero-width joiners', 'خوب\u200cصورت', 'خوبصورت'],
  ['presentation forms', '\uFEB3\uFEFC\uFEE1', 'سلام'],
  ['a blessing in one sign', 'ﷺ', 'صلی اللہ علیہ وسلم'],
  ['verse marks', 'غالبؔ', 'غالب'],
  ['Sindhi case endings that are marks', 'پاڻيءَ', 'پاڻي'],
  ['Sindhi with an Urdu yeh', 'سنڌی', 'سنڌي'],
  ['Sindhi heh in both forms', 'ھن', 'هن'],
  ['signs that are words', 'پاڻي ۽ بجلي', 'پاڻي بجلي'],
];

const DIFFERENT: [what: string, a: string, b: string][] = [
  ['Sindhi ڪ and ک', 'ڪير', 'کير'],
  ['Sindhi ٻ and ب', 'ٻار', 'بار'],
  ['Sindhi ڻ and ن', 'پاڻ', 'پان'],
  ['Sindhi ٽ and ٺ', 'پٽ', 'پٺ'],
  ['Sindhi ڏ and د', 'ڏينهن', 'دينهن'],
  ['Urdu ٹ and ت', 'ٹال', 'تال'],
  ['Urdu ڑ and ر', 'بڑا', 'برا'],
  ['letters of one sound', 'صدا', 'سدا'],
  ['words and their parts', 'بجلی گھر', 'بجلیگھر'],
];

for (const [what, a, b] of SAME) {
  test(`one to a search: ${what}`, () => assert.deepEqual(foldWords(a), foldWords(b)));
}
for (const [what, a, b] of DIFFERENT) {
  test(`not one to a search: ${what}`, () => assert.notDeepEqual(foldWords(a), foldWords(b)));
}

/** What somebody types who has no Sindhi keyboard, and what it finds. */
const BY_EAR: [typed: string, sindhi: string][] = [
  ['کراچی', 'ڪراچي'],
  ['سندھ', 'سنڌ'],
  ['ٹھٹو', 'ٺٽو'],
  ['بھٹ', 'ڀٽ'],
  ['پھل', 'ڦل'],
  ['لکھن', 'لکڻ'],
  ['لکن', 'لکڻ'],
  ['پانی', 'پاڻي'],
  ['سنگ', 'سڱ'],
  ['گوٹھ', 'ڳوٺ'],
];
for (const [typed, sindhi] of BY_EAR) {
  test(`an Urdu keyboard’s ${typed} finds ${sindhi}`, () => {
    assert.ok(indexForms(sindhi, 'sd').includes(foldText(typed)));
    assert.ok(indexForms(sindhi, 'sd').includes(foldText(sindhi)));
  });
}

test('Sindhi’s own letters find only themselves', () => {
  assert.ok(!indexForms('بار', 'sd').includes(foldText('ٻار')));
  assert.ok(!indexForms('کراچی', 'ur').includes(foldText('ڪراچي')));
});

test('Sindhi of old systems, with Arabic’s kaf, is found with ڪ', () => {
  assert.ok(indexForms('كراچي', 'sd').includes(foldText('ڪراچي')));
});

test('Urdu and English are found as they are written, and no other way', () => {
  assert.deepEqual(indexForms('کھیل کا میدان', 'ur'), foldWords('کھیل کا میدان'));
  assert.deepEqual(indexForms('A bridge, a bridge', 'en'), ['a', 'bridge']);
});

test('folding again changes nothing', () => {
  const anything = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.string({ unit: fc.constantFrom(..."آأؤئۂيیكکڪہهھںںےۓ۽۾ءِّٰـ\u200c۱٬,1'’sßİıΣς 2آٴſ") }),
  );
  fc.assert(
    fc.property(anything, (text) => assert.equal(foldText(foldText(text)), foldText(text))),
    { numRuns: 3000 },
  );
});

test('words hold nothing that a query could stumble over', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      for (const word of indexForms(text, 'sd')) assert.match(word, /^[\p{L}\p{N}\p{M}]+$/u);
    }),
  );
});
