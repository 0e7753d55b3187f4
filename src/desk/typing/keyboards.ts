/**
 * Keyboards for people whose machine has none for their language: which sign a physical key gives. Tables of facts, by
 * the position of the key on a US keyboard, plain, with Shift, with AltGr.
 *
 * - `ur`: CRULP's Urdu phonetic layout, version 1.1, as xkeyboard-config has it (symbols/pk, `urd-crulp`). It writes the
 *   script's own digits plain and ASCII digits with Shift; where ASCII digits are the newsroom's, the two change places.
 * - `sd`: Abdul-Majid Bhurgri's MB Sindhi, as xkeyboard-config has it (symbols/pk, `snd`), and with the keys that write two
 *   signs (گھ, جھ, ء with a vowel), of which that format can only write the first.
 */
export interface Keyboard {
  id: 'ur-crulp' | 'sd-mb';
  language: string;
  /** Proper names, the same in every language. */
  name: string;
  rows: Key[][];
}

export interface Key {
  /** `KeyboardEvent.code` */
  code: string;
  /** What a US keyboard has on it. */
  cap: string;
  plain: string;
  shift: string;
  alt: string;
}

export interface Stroke {
  code: string;
  shift: boolean;
  alt: boolean;
}

/** Whose digits the plain keys write. */
export type Digits = 'ascii' | 'own';

/** What this keyboard writes for a stroke, or null where it leaves the key alone. */
export function typedBy(keyboard: Keyboard, { code, shift, alt }: Stroke, digits: Digits = 'ascii'): string | null {
  const key = KEYS.get(keyboard.id)!.get(code);
  if (!key) return null;
  if (alt) return key.alt || null;
  const isSwapped = digits === 'ascii' && /^[۰-۹]$/.test(key.plain);
  return (shift !== isSwapped ? key.shift : key.plain) || null;
}

export function keyboardFor(language: string): Keyboard | null {
  return KEYBOARDS.find((keyboard) => keyboard.language === language.split('-')[0]) ?? null;
}

/** How a sign is shown on a key: a mark on a stroke, for alone it would not be seen. */
export function keyFace(sign: string): string {
  return /^\p{M}/u.test(sign) ? `\u0640${sign}` : (UNSEEN[sign] ?? sign);
}

const UNSEEN: Record<string, string> = { '\u200c': 'ZWNJ', '\u200d': 'ZWJ', '\u200e': 'LRM', '\u200f': 'RLM' };

const CODES: string[][] = [
  ['Backquote', ...'1234567890'.split('').map((digit) => `Digit${digit}`), 'Minus', 'Equal'],
  [...letters('QWERTYUIOP'), 'BracketLeft', 'BracketRight', 'Backslash'],
  [...letters('ASDFGHJKL'), 'Semicolon', 'Quote'],
  [...letters('ZXCVBNM'), 'Comma', 'Period', 'Slash'],
];
const CAPS = ['`1234567890-=', 'QWERTYUIOP[]\\', "ASDFGHJKL;'", 'ZXCVBNM,./'];

// A column is a key: `-` stands for none, marks are written by their numbers, as they could not be read alone.
const CRULP = [
  `~    ۱  ۲  ۳  ۴  ۵  ۶  ۷  ۸  ۹  ۰  -- =
   064B 1  2  3  4  5  6  7  8  9  0  _ +
   -    !  @  #  -  ٪  -  &  *  )  (  - -`,
  `ق    و    ع    ر    ت    ے    ء    ی    ہ  پ    ]  [  \\
   0652 0651 0670 ڑ    ٹ    064E ئ    0650 ۃ  064F }  {  |
   -    0602 0656 0613 0614 0601 0654 0611 -  0657 -  -  -`,
  `ا    س    د    ف    گ  ح    ج    ک  ل    ؛  '
   آ    ص    ڈ    0651 غ  ھ    ض    خ  0654 :  "
   FDF2 0610 FDFA -    -  0612 FDFB -  -    -  -`,
  `ز    ش    چ    ط  ب    ن    م    ،  ۔    /
   ذ    ژ    ث    ظ  .    ں    0658 <  066B ؟
   060F 060E 0603 -  FDFD 0600 -    <  >    -`,
];

const MB = [
  `’    1    2    3        4        5        6        7  8  9  0  ڏ  ڌ
   ‘    !    0670 ء+0650   ء+064E   ء+064F   ء+064C   ۽  *  )  (  _  +
   -    0610 0611 0613     0612     …        •        -  -  -  -  -- =`,
  `ق    ص    ي    ر    ت  ٿ    ع    ڳ    و    پ  ڇ  چ  ڍ
   064E ض    0650 ڙ    ٽ  ث    غ    ھ    064F ڦ  ڃ  ڄ  ٺ
   064B FDFA 0656 -    ة  -    -    -    0657 -  -  -  |`,
  `ا  س  د  ف  گ    ه  ج    ڪ    ل  ک  ڱ
   آ  ش  ڊ  ڦ  گ+ھ  ح  ج+ھ  06E1 :  ؛  0640
   ى  -  -  -  -    ہ  FDFB -    -  -  -`,
  `ز    خ    ط    ڀ  ب    ن    م    ،    .  ئ
   ذ    0651 ظ    ء  ٻ    ڻ    ۾    “    ”  ؟
   0652 200C 200D ؤ  -    200E FDF4 200F ۔  /`,
];

function keyboard(id: Keyboard['id'], language: string, name: string, table: string[]): Keyboard {
  return { id, language, name, rows: table.map((rows, row) => keysOf(rows, row)) };
}

function keysOf(rows: string, row: number): Key[] {
  const [plain, shift, alt] = rows.split('\n').map((line) => line.trim().split(/\s+/).map(sign));
  return CODES[row]!.map((code, at) => ({
    code,
    cap: CAPS[row]![at]!,
    plain: plain![at]!,
    shift: shift![at]!,
    alt: alt![at]!,
  }));
}

function sign(cell: string): string {
  if (cell === '-') return '';
  if (cell === '--') return '-';
  if (cell.length > 1) return cell.split('+').map(one).join('');
  return cell;
}

function one(part: string): string {
  return part.length < 4 ? part : String.fromCodePoint(Number.parseInt(part, 16));
}

function letters(row: string): string[] {
  return [...row].map((letter) => `Key${letter}`);
}

/** The keyboards that there are. */
export const KEYBOARDS: readonly Keyboard[] = [
  keyboard('ur-crulp', 'ur', 'CRULP', CRULP),
  keyboard('sd-mb', 'sd', 'MB Sindhi', MB),
];

const KEYS = new Map(
  KEYBOARDS.map(({ id, rows }) => [id, new Map(rows.flat().map((key) => [key.code, key] as const))] as const),
);
