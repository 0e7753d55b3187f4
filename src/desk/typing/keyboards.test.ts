import assert from 'node:assert/strict';
import { test } from 'node:test';
import { en } from '../../languages/en.ts';
import { sd } from '../../languages/sd.ts';
import { ur } from '../../languages/ur.ts';
import { KEYBOARDS, keyboardFor, keyFace, typedBy } from './keyboards.ts';

/** What hands do on a US keyboard, capitals with Shift, and what comes of it. */
const TYPED: [language: string, keys: string, text: string][] = [
  ['ur', 'io kl ki bat oy.', 'یہ کل کی بات ہے۔'],
  ['ur', 'dftr', 'دفتر'],
  ['ur', 'gHr noiN', 'گھر نہیں'],
  ['ur', 'Aj, kl; kb?', 'آج، کل؛ کب؟'],
  ['ur', '2020', '2020'],
  ['sd', 'sn=e Bole', 'سنڌي ٻولي'],
  ['sd', 'he ktab Ahe.', 'هي ڪتاب آهي.'],
  ['sd', 'paNe & bjle', 'پاڻي ۽ بجلي'],
  ['sd', 'Gr M', 'گھر ۾'],
  ['sd', 'Jole', 'جھولي'],
  ['sd', 'kmete$', 'ڪميتيءَ'],
];

for (const [language, keys, text] of TYPED) {
  test(`on the ${language} keyboard ${keys} gives ${text}`, () => {
    const keyboard = keyboardFor(language)!;
    const out = [...keys].map((key) => (key === ' ' ? ' ' : typedBy(keyboard, strokeOf(key))));
    assert.equal(out.join(''), text);
  });
}

test('the script’s own digits are plain where the newsroom wants them', () => {
  const keyboard = keyboardFor('ur')!;
  assert.equal(typedBy(keyboard, { code: 'Digit5', shift: false, alt: false }, 'own'), '۵');
  assert.equal(typedBy(keyboard, { code: 'Digit5', shift: true, alt: false }, 'own'), '5');
  assert.equal(typedBy(keyboard, { code: 'Digit5', shift: true, alt: false }), '۵');
});

test('poets’ marks and blessings stand behind AltGr', () => {
  const keyboard = keyboardFor('ur')!;
  assert.equal(typedBy(keyboard, { code: 'KeyX', shift: false, alt: true }), '\u060e');
  assert.equal(typedBy(keyboard, { code: 'KeyR', shift: false, alt: true }), '\u0613');
  assert.equal(typedBy(keyboard, { code: 'KeyK', shift: false, alt: true }), null);
});

for (const language of [ur, sd]) {
  test(`every letter of ${language.name} can be typed`, () => {
    const keyboard = keyboardFor(language.id)!;
    const signs = keyboard.rows.flat().flatMap(({ plain, shift, alt }) => [plain, shift, alt]);
    assert.deepEqual(
      language.alphabet.filter((letter) => !signs.includes(letter)),
      [],
    );
  });
}

test('keys that write nothing of their own are left to the machine, and English needs no keyboard', () => {
  assert.equal(typedBy(KEYBOARDS[0]!, { code: 'F5', shift: false, alt: false }), null);
  assert.equal(keyboardFor(en.id), null);
  assert.equal(keyboardFor('ur-pk')?.id, 'ur-crulp');
});

test('a mark is shown on a stroke', () => assert.equal(keyFace('\u064e'), '\u0640\u064e'));

function strokeOf(key: string) {
  const found = KEYBOARDS[0]!.rows.flat().find(({ cap }) => cap.toLowerCase() === (SHIFTED[key] ?? key).toLowerCase())!;
  return { code: found.code, shift: key in SHIFTED || key !== key.toLowerCase(), alt: false };
}

const SHIFTED: Record<string, string> = { '?': '/', $: '4', '&': '7' };
