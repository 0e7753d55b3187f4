import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { findingsIn, type Repair, repaired, typed } from './typography.ts';

const TYPED: [language: string, keys: string, text: string][] = [
  ['en', '"Yes," she said.', '“Yes,” she said.'],
  ['en', "It's the readers' 'quay'.", 'It’s the readers’ ‘quay’.'],
  ['en', '("So")', '(“So”)'],
  ['en', '"\'In\' or out"', '“‘In’ or out”'],
  ['en', 'from 8--9', 'from 8–9'],
  ['en', 'wait---no', 'wait---no'],
  ['en', 'wait --- no', 'wait — no'],
  ['en', 'and so on...', 'and so on…'],
  ['ur', 'اجلاس ہوا.', 'اجلاس ہوا۔'],
  ['ur', 'آج, کل; کب?', 'آج، کل؛ کب؟'],
  ['ur', 'اس نے کہا: "آؤ."', 'اس نے کہا: ”آؤ۔“'],
  ['ur', 'لاگت 1,500 روپے', 'لاگت 1,500 روپے'],
  ['ur', 'یہ 2.5 فیصد ہے.', 'یہ 2.5 فیصد ہے۔'],
  ['ur', 'سال 1947. پھر', 'سال 1947۔ پھر'],
  ['ur', '1. پہلا', '1. پہلا'],
  ['ur', 'پتا press@a.example, آخر', 'پتا press@a.example, آخر'],
  ['ur', 'دفتر (شہر), پھر', 'دفتر (شہر)، پھر'],
  ['ur', 'یہ... وہ', 'یہ… وہ'],
  ['sd', 'هن چيو: "اچو."', 'هن چيو: ”اچو.“'],
  ['sd', 'اڄ, سڀاڻي; ڪڏهن?', 'اڄ، سڀاڻي؛ ڪڏهن؟'],
  ['sd', 'سال 1947. پوءِ', 'سال 1947. پوءِ'],
  ['fa', '"x", y', '"x", y'],
];

for (const [language, keys, text] of TYPED) {
  test(`typing ${keys} in ${language}`, () => {
    const out = [...keys].reduce((before, sign) => {
      const correction = typed(before, sign, language);
      return correction ? before.slice(0, before.length - correction.back) + correction.text : before + sign;
    }, '');
    assert.equal(out, text);
  });
}

const FOUND: [language: string, text: string, repairs: Repair[], better: string][] = [
  ['ur', 'كتاب كي قيمت', ['letters', 'letters', 'letters', 'letters'], 'کتاب کی قیمت'],
  ['ur', 'یه شہر', ['letters'], 'یہ شہر'],
  ['sd', 'هي ڪتاب سنڌي ۾ آهي.', [], 'هي ڪتاب سنڌي ۾ آهي.'],
  ['sd', 'كراچي', [], 'كراچي'],
  ['ur', '\uFEB3\uFEFC\uFEE1', ['forms'], 'سلام'],
  ['ur', 'رسول ﷺ', [], 'رسول ﷺ'],
  ['ur', 'آج  کل', ['spaces'], 'آج کل'],
  ['ur', 'آج ، کل ۔', ['space-before', 'space-before'], 'آج، کل۔'],
  ['ur', 'آج،کل', ['space-after'], 'آج، کل'],
  ['ur', 'آج, کل.', ['marks', 'marks'], 'آج، کل۔'],
  ['ur', 'ســـلام', ['tatweel'], 'سلام'],
  ['ur', '۱۲ مئی 2020', ['digits'], '12 مئی 2020'],
  ['ur', '۱۲ مئی', [], '۱۲ مئی'],
  ['ur', 'کہا: "آؤ"', ['quotes', 'quotes'], 'کہا: ”آؤ“'],
  [
    'en',
    'She said : "it\'s so" .',
    ['space-before', 'quotes', 'quotes', 'quotes', 'space-before'],
    'She said: “it’s so”.',
  ],
  ['en', 'at .5 and 3.5', [], 'at .5 and 3.5'],
  ['ar', 'كتاب', [], 'كتاب'],
];

for (const [language, text, repairs, better] of FOUND) {
  test(`repairs offered in ${language}: ${text}`, () => {
    const findings = findingsIn(text, language);
    assert.deepEqual(
      findings.map(({ repair }) => repair),
      repairs,
    );
    assert.equal(repaired(text, findings), better);
  });
}

test('the newsroom’s own texts need no repair', () => {
  const root = new URL('../../../', import.meta.url);
  for (const file of globSync('examples/newsroom/*/*/{en,ur,sd}*.md', { cwd: root })) {
    const language = file.split('/').at(-1)!.slice(0, 2);
    const body = readFileSync(new URL(file, root), 'utf8').replace(/^---\n.*?\n---\n/s, '');
    const texts = body.split('\n').filter((line) => !/^[|`#>-]|\]\(|\[\^|\*/.test(line));
    const findings = texts.flatMap((text) => findingsIn(text, language).map((one) => `${one.repair}: ${text}`));
    assert.deepEqual(findings, [], file);
  }
});
