/** One emoji: what is drawn, what says how (variants, skin tones, tags), and what is joined to it. */
const ONE = String.raw`[\p{Extended_Pictographic}\p{Regional_Indicator}][\u{fe0e}\u{fe0f}\u{1f3fb}-\u{1f3ff}\u{e0020}-\u{e007f}]*`;
/** With the space after it where one stands before it, or where a string begins. */
const EMOJI = new RegExp(String.raw`((?<=^|[ "])(?:${ONE}\u{200d}?)+) ?|(?:${ONE}\u{200d}?)+`, 'gu');
const DRAWN = /[\p{Extended_Pictographic}\p{Regional_Indicator}]/u;

/**
 * The text without the emoji that no font can draw: nothing is better than an empty box. Signs that a font does have,
 * `©` among them, stay as plain signs.
 */
export function withoutBoxes(text: string, isCovered: (point: number) => boolean): string {
  if (!DRAWN.test(text)) return text;
  return text.replace(EMOJI, (found) => {
    const kept = [...found].filter((sign) => DRAWN.test(sign) && isCovered(sign.codePointAt(0)!)).join('');
    return kept && found.endsWith(' ') ? `${kept} ` : kept;
  });
}
