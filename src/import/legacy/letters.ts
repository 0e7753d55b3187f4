const SINDHI = /[ڪٻڀٿٽٺڄڃڇڌڏڊڍڦڳڱڻ۽۾]/g;
const URDU = /[ںےٹڈڑ]/g;

/** `en`, `ur` or `sd`, told from the letters: Urdu items stand under the English route too. */
export function languageOf(text: string): string {
  const arabic = count(text, /\p{Script=Arabic}/gu);
  if (arabic === 0 || arabic < count(text, /\p{Script=Latin}/gu)) return 'en';
  return count(text, SINDHI) > count(text, URDU) ? 'sd' : 'ur';
}

const count = (text: string, letters: RegExp): number => text.match(letters)?.length ?? 0;

/** Letters and digits only, in small letters: copies of a title differ in case, spaces and marks. */
export function fold(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\p{M}]+/gu, '');
}

/** A title as a part of a key: small letters, single spaces, no marks. */
export function foldWords(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\p{M}]+/gu, ' ')
    .trim();
}

export function oneLine(text: string): string {
  return text.replace(/[\s\u00a0]+/g, ' ').trim();
}
