/** The text of a capture's bytes, or why there is none. */
export type Decoded = { text: string; findings: string[] } | { refused: string };

const SIGNATURES = ['%PDF', '\x89PNG', 'GIF8', '\xff\xd8\xff', 'PK\x03\x04', 'RIFF', '\x1f\x8b'];
const DECLARED = /charset\s*=\s*["']?\s*(windows-125[0-8]|iso-8859-\d+)/i;

/** UTF-8, UTF-16 with a byte order mark, or what old pages were written in: the declared code page or windows-1252. */
export function decode(bytes: Uint8Array): Decoded {
  if (bytes.length === 0) return { refused: 'The file is empty.' };
  const utf16 = utf16Label(bytes);
  if (utf16) return { text: clean(new TextDecoder(utf16).decode(bytes)), findings: ['Decoded from UTF-16.'] };
  if (isBinary(bytes)) return { refused: 'The file is not text.' };
  const text = utf8(bytes);
  return text === null ? decodeOldPage(bytes) : { text: clean(text), findings: [] };
}

function utf16Label(bytes: Uint8Array): string | null {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  return bytes[0] === 0xfe && bytes[1] === 0xff ? 'utf-16be' : null;
}

function isBinary(bytes: Uint8Array): boolean {
  const head = String.fromCharCode(...bytes.subarray(0, 8));
  if (SIGNATURES.some((signature) => head.startsWith(signature)) || bytes.includes(0)) return true;
  const controls = bytes.reduce((count, byte) => count + Number(byte < 32 && !isLayout(byte)), 0);
  return controls > bytes.length / 50;
}

const isLayout = (byte: number): boolean => byte >= 9 && byte <= 13;

function utf8(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}

function decodeOldPage(bytes: Uint8Array): Decoded {
  const western = new TextDecoder('windows-1252').decode(bytes);
  const label = DECLARED.exec(western)?.[1]?.toLowerCase() ?? 'windows-1252';
  const text = label === 'windows-1252' ? western : new TextDecoder(label).decode(bytes);
  return { text: clean(text), findings: [`Not UTF-8: decoded as ${label}.`] };
}

function clean(text: string): string {
  return (
    text
      .replace(/\r\n?|[\f\v\u2028\u2029]/g, '\n')
      // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken out
      .replace(/[\u0000-\u0008\u000e-\u001f\u007f\ufeff]/g, '')
      .toWellFormed()
  );
}
