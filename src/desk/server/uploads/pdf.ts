import { inflateSync } from 'node:zlib';
import { kept, type MediaFinding } from './findings.ts';
import { refused } from './refusals.ts';

/** Names by which a PDF does something by itself, or carries more than its pages. */
const ACTIVE: [name: string, what: string][] = [
  ['JavaScript', 'carries a program (JavaScript)'],
  ['Launch', 'wants to start programs'],
  ['EmbeddedFiles', 'has other files packed into it'],
  ['EmbeddedFile', 'has other files packed into it'],
  ['RichMedia', 'plays media of its own'],
  ['XFA', 'is a form that runs programs (XFA)'],
  ['SubmitForm', 'sends what is typed in it somewhere'],
  ['ImportData', 'fetches data from elsewhere'],
  ['GoToE', 'opens files that are packed into it'],
];
const MOST_UNPACKED = 64_000_000;

/**
 * Refuses a PDF that does more than show pages, and says whom it names.
 * @throws DaftarError UPLOAD_MIXED, UPLOAD_LOCKED, UPLOAD_ACTIVE, UPLOAD_BROKEN
 */
export function lookIntoPdf(bytes: Buffer, name: string): MediaFinding[] {
  const file = bytes.toString('latin1');
  if (!file.slice(-2048).includes('%%EOF')) throw refused.broken(name, 'its end is missing');
  const text = withPlainNames(`${file}\n${unpacked(file, name)}`);
  if (hasName(text, 'Encrypt')) throw refused.locked(name);
  for (const [active, what] of ACTIVE) if (hasName(text, active)) throw refused.active(name, what);
  if (actsWhenOpened(text)) throw refused.active(name, 'does something as soon as it is opened');
  return authors(text);
}

/** What object streams hold. A name may stand there, and only there. */
function unpacked(file: string, name: string): string {
  const parts: string[] = [];
  let left = MOST_UNPACKED;
  for (const { index } of file.matchAll(/\bstream\r?\n/g)) {
    const dictionary = withPlainNames(file.slice(Math.max(0, index - 1024), index).replace(/^[\s\S]*endobj/, ''));
    if (!hasName(dictionary, 'ObjStm')) continue;
    if (!/\/Filter\s*\[?\s*\/(FlateDecode|Fl)\s*[\]/>\r\n]/.test(dictionary) || hasName(dictionary, 'Predictor')) {
      if (!hasName(dictionary, 'Filter')) continue; // stands in the open
      throw refused.broken(name, 'parts of it are packed in a way that cannot be read here');
    }
    const start = index + (file[index + 6] === '\r' ? 8 : 7);
    const end = file.indexOf('endstream', start);
    const part = inflated(Buffer.from(file.slice(start, end < 0 ? undefined : end), 'latin1'), left, name);
    left -= part.length;
    parts.push(part);
  }
  return parts.join('\n');
}

function inflated(packed: Buffer, most: number, name: string): string {
  try {
    return inflateSync(packed, { maxOutputLength: Math.max(1, most) }).toString('latin1');
  } catch {
    throw refused.broken(name, 'parts of it cannot be unpacked');
  }
}

/** `/J#61vaScript` is `/JavaScript`. */
function withPlainNames(text: string): string {
  return text.replace(/#([0-9a-f]{2})/gi, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16)));
}

function hasName(text: string, name: string): boolean {
  return new RegExp(`/${name}(?![^\\s/<>\\[\\](){}%\\0])`).test(text);
}

/** To open at a certain page is harmless, and common. */
function actsWhenOpened(text: string): boolean {
  for (const [, value = ''] of text.matchAll(/\/OpenAction\s*([\s\S]{0,400})/g)) {
    if (/^[[(]/.test(value)) continue;
    const reference = /^(\d+)\s+\d+\s+R/.exec(value)?.[1];
    const action = reference ? objectNumbered(text, reference) : value;
    if (action !== null && !/^\s*\[/.test(action) && !/\/S\s*\/GoTo(?![A-Za-z])/.test(action)) return true;
  }
  return /\/AA\s*(<<|\d+\s+\d+\s+R)/.test(text);
}

/** Null where it stands in an object stream, whose dangerous actions were found by name already. */
function objectNumbered(text: string, number: string): string | null {
  return new RegExp(`(?:^|[\\r\\n\\s])${number}\\s+\\d+\\s+obj\\b([\\s\\S]{0,400}?)endobj`).exec(text)?.[1] ?? null;
}

function authors(text: string): MediaFinding[] {
  const names = ['Author', 'Creator', 'Producer'].flatMap((key) => {
    const value = new RegExp(`/${key}\\s*\\(((?:[^()\\\\]|\\\\.){1,200})\\)`).exec(text)?.[1];
    return value ? [readable(value)] : [];
  });
  const known = [...new Set(names.filter(Boolean))];
  return known.length > 0 ? [kept('author-kept', { names: known.join('; ') })] : [];
}

/** UTF-16 where it says so. */
function readable(value: string): string {
  const plain = value.replace(/\\([0-7]{3})/g, (_, octal) => String.fromCharCode(Number.parseInt(octal, 8)));
  const bytes = Buffer.from(plain.replace(/\\(.)/g, '$1'), 'latin1');
  const text = plain.startsWith('\xfe\xff') ? bytes.subarray(2).swap16().toString('utf16le') : plain;
  return text.replace(/[^\P{C}]/gu, '').trim();
}
