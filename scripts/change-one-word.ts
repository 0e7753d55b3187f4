import { readFileSync, writeFileSync } from 'node:fs';
import { extname } from 'node:path';
import { DaftarError } from '../src/base/errors.ts';
import { type Dict, Lexer, latin1, Objects, Op, type Ref, type Value } from '../src/verify/pdf-objects.ts';
import { cmapOf } from '../src/verify/pdf-page.ts';

/**
 * For a demonstration: a copy of a file of ours in which one word or number is another, `name.changed.ext` beside it.
 *
 *     node scripts/change-one-word.ts FILE OLD NEW
 *
 * In a PDF it exchanges what is drawn, so that a viewer shows the other word: digits and words of letters that do not
 * join, out of glyphs that the file's font holds.
 */
export async function changeOneWord(file: string, old: string, other: string): Promise<string> {
  const ending = extname(file);
  const target = `${file.slice(0, file.length - ending.length)}.changed${ending}`;
  const bytes = readFileSync(file);
  writeFileSync(target, ending === '.pdf' ? await changedPdf(bytes, old, other) : changedText(bytes, old, other));
  return target;
}

function changedText(bytes: Buffer, old: string, other: string): string {
  const text = bytes.toString('utf8');
  if (!text.includes(old)) throw notFound(old);
  return text.replace(old, () => other);
}

async function changedPdf(bytes: Uint8Array, old: string, other: string): Promise<Uint8Array> {
  const objects = await Objects.open(bytes);
  const catalog = await objects.dict(objects.trailer.get('/Root'));
  const pages = await objects.array((await objects.dict(catalog.get('/Pages'))).get('/Kids'));
  for (const page of pages) {
    const { contents, fonts } = await drawingOf(objects, await objects.dict(page));
    const changed = changedDrawing(await objects.data(contents), fonts, old, other);
    if (changed) return withObject(objects, contents, changed);
  }
  throw notFound(old);
}

type Fonts = Map<string, Map<number, string>>;

async function drawingOf(objects: Objects, page: Dict): Promise<{ contents: Ref; fonts: Fonts }> {
  const resources = await objects.dict(page.get('/Resources'));
  const fonts: Fonts = new Map();
  for (const [name, font] of await objects.dict(resources.get('/Font'))) {
    fonts.set(name, cmapOf(await objects.data((await objects.dict(font)).get('/ToUnicode'))));
  }
  return { contents: page.get('/Contents') as Ref, fonts };
}

/** One string of glyphs in the drawing, and where it stands there. */
interface Shown {
  start: number;
  end: number;
  font: string;
  codes: number[];
}

function changedDrawing(bytes: Uint8Array, fonts: Fonts, old: string, other: string): Uint8Array | null {
  const shown = stringsIn(bytes);
  const letters = shown.flatMap(({ font, codes }, string) =>
    codes.map((code, at) => ({ string, at, font, text: fonts.get(font)?.get(code) ?? '\ufffd' })),
  );
  for (let first = 0; first < letters.length; first++) {
    const { font } = letters[first]!;
    let count = 0;
    let text = '';
    while (text.length < old.length && letters[first + count]?.font === font) text += letters[first + count++]!.text;
    const isWord =
      !goesOn(letters[first - 1], letters[first]!) && !goesOn(letters[first + count - 1], letters[first + count]);
    const codes = text === old && isWord ? codesFor(other, fonts.get(font)!) : null;
    if (codes) return replaced(bytes, shown, letters.slice(first, first + count), codes);
  }
  return null;
}

interface Letter {
  string: number;
  text: string;
}

/** Whether two letters beside each other in one string are of one word. */
function goesOn(one: Letter | undefined, other: Letter | undefined): boolean {
  return one?.string === other?.string && [one, other].every((letter) => /[\p{L}\p{N}]/u.test(letter?.text ?? ''));
}

function codesFor(text: string, font: Map<number, string>): number[] | null {
  const codes = [...text].map((letter) => [...font].find(([, one]) => one === letter)?.[0]);
  return codes.every((code) => code !== undefined) ? codes : null;
}

function stringsIn(bytes: Uint8Array): Shown[] {
  const lexer = new Lexer(bytes);
  const found: Shown[] = [];
  let font = '';
  let operands: { value: Value; start: number; end: number }[] = [];
  for (;;) {
    lexer.skip();
    const start = lexer.at;
    // An array is opened by hand, so that the place of each string in it is known.
    if (bytes[start] === 0x5b || bytes[start] === 0x5d) {
      lexer.at++;
      continue;
    }
    const value = lexer.value(false);
    if (value === undefined) return found;
    if (!(value instanceof Op)) {
      operands.push({ value, start, end: lexer.at });
      continue;
    }
    if (value.name === 'Tf') font = String(operands[0]?.value);
    if (value.name === 'Tj' || value.name === 'TJ') {
      for (const operand of operands)
        if (operand.value instanceof Uint8Array) found.push(shownBy(operand.value, operand, font));
    }
    operands = [];
  }
}

function shownBy(bytes: Uint8Array, { start, end }: { start: number; end: number }, font: string): Shown {
  const codes = Array.from({ length: bytes.length / 2 }, (_, at) => bytes[at * 2]! * 256 + bytes[at * 2 + 1]!);
  return { start, end, font, codes };
}

/** The new glyphs stand where the first old one stood. */
function replaced(
  bytes: Uint8Array,
  shown: Shown[],
  old: { string: number; at: number }[],
  codes: number[],
): Uint8Array {
  const first = old[0]!;
  let text = latin1(bytes);
  for (const string of [...new Set(old.map((letter) => letter.string))].reverse()) {
    const { start, end, codes: before } = shown[string]!;
    const gone = new Set(old.filter((letter) => letter.string === string).map(({ at }) => at));
    const after = before.flatMap((code, at) => {
      if (string === first.string && at === first.at) return codes;
      return gone.has(at) ? [] : [code];
    });
    const hex = after.map((code) => code.toString(16).padStart(4, '0')).join('');
    text = `${text.slice(0, start)}<${hex}>${text.slice(end)}`;
  }
  return Buffer.from(text, 'latin1');
}

/** The file with one stream written anew behind its end (ISO 32000-1, 7.5.6). */
function withObject({ bytes, trailer }: Objects, { id }: Ref, stream: Uint8Array): Uint8Array {
  const before = latin1(bytes);
  const start = before.endsWith('\n') ? before.length : before.length + 1;
  const previous = /startxref\s+(\d+)\s+%%EOF\s*$/.exec(before)![1]!;
  const object = `${id} 0 obj\n<< /Length ${stream.length} >>\nstream\n${latin1(stream)}\nendstream\nendobj\n`;
  const root = (trailer.get('/Root') as Ref).id;
  const xref = `xref\n${id} 1\n${String(start).padStart(10, '0')} 00000 n\r\ntrailer\n<< /Size ${Number(trailer.get('/Size'))} /Root ${root} 0 R /Prev ${previous} >>\n`;
  const end = `startxref\n${start + object.length}\n%%EOF\n`;
  return Buffer.from(`${before.padEnd(start, '\n')}${object}${xref}${end}`, 'latin1');
}

function notFound(old: string): DaftarError {
  return new DaftarError(
    'WORD_NOT_CHANGED',
    `“${old}” cannot be exchanged in this file.`,
    'Name a word or number that stands there, and one to put in its place whose letters the file has.',
  );
}

if (import.meta.main) {
  const [file, old, other] = process.argv.slice(2);
  if (!file || !old || !other) {
    console.error('Usage: node scripts/change-one-word.ts FILE OLD NEW');
    process.exitCode = 64;
  } else {
    console.log(await changeOneWord(file, old, other));
  }
}
