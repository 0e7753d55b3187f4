import { createHash, randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { en } from '../languages/en.ts';
import type { Language } from '../languages/language.ts';
import { coverage, renamed } from './sfnt.ts';

const require = createRequire(import.meta.url);
const subsetFont: (font: Buffer, text: string, options: object) => Promise<Buffer> = require('subset-font');
const SUBSETTER = `subset-font ${require('subset-font/package.json').version}`;
// fontverter comes with subset-font, so it is asked for from there: a strict installer gives it to nobody else.
const fontverter: { convert(font: Buffer, to: 'sfnt'): Promise<Buffer> } = createRequire(
  require.resolve('subset-font'),
)('fontverter');

const ASCII = String.fromCodePoint(...Array.from({ length: 95 }, (_, i) => 32 + i));
/** Space, no-break space, joiners and direction marks: a script's own font sets them where it has them. */
const INVISIBLE = ' \u00a0\u200c\u200d\u200e\u200f';

export interface FontFaces {
  /** The `@font-face` rules; addresses are relative to the style sheet. */
  css: string;
  /** `font-0123456789abcdef.woff2` and its bytes. */
  files: Map<string, Buffer>;
}

/** Fonts for the typesetter: whole, and under names of our own. */
export interface TypesetFonts {
  blobs: Buffer[];
  /** The families in the order in which a text in `language` asks for them. */
  families(language: Language): string[];
}

/** One file of a family and the characters that its languages need of it. */
interface Face {
  family: string;
  weight: number;
  file: string;
  characters: Set<string>;
}

/**
 * The web fonts of these languages: each family is subset to the characters of the languages that are set in it, never
 * to those of the texts, so a new text never changes a font. English is always there, as the base: Arabic-script families
 * leave ASCII letters and digits to it.
 *
 * With `cacheDir`, subsets are kept between runs (Nastaliq takes a second); what cannot be read there is made again.
 */
export async function fontFaces(languages: Language[], cacheDir: string | null): Promise<FontFaces> {
  const files = new Map<string, Buffer>();
  const rules: string[] = [];
  for (const face of facesOf(languages)) {
    const source = await readFile(face.file);
    const points = wanted(face, coverage(await toSfnt(face.file)));
    if (points.length === 0) continue;
    const bytes = await cached(cacheDir, subsetKey(source, points), () => subset(source, points));
    const name = `font-${sha256(bytes).slice(0, 16)}.woff2`;
    files.set(name, bytes);
    rules.push(rule(face, name, points));
  }
  return { css: rules.join('\n'), files };
}

const typeset = new Map<string, Promise<TypesetFonts>>();

/**
 * The same families for the typesetter, memoised in the process. Beside the files that the language files name come
 * their siblings in the package (italic, extended Latin, symbols, …), for names and signs from elsewhere.
 */
export function sfnt(languages: Language[]): Promise<TypesetFonts> {
  const known = withBase(languages);
  const key = known.map((language) => language.id).join(' ');
  const fonts = typeset.get(key) ?? typesetFonts(known);
  typeset.set(key, fonts);
  return fonts;
}

function withBase(languages: Language[]): Language[] {
  const byId = new Map([en, ...languages].map((language) => [language.id, language]));
  return [...byId.values()].sort((a, b) => (a.id < b.id ? -1 : 1));
}

function facesOf(languages: Language[]): Face[] {
  const faces = new Map<string, Face>();
  for (const language of withBase(languages)) {
    for (const [weight, name] of Object.entries(language.font.files)) {
      const file = fontFile(language, name);
      const face = faces.get(file) ?? {
        family: language.font.family,
        weight: Number(weight),
        file,
        characters: new Set(),
      };
      for (const character of charactersOf(language)) face.characters.add(character);
      faces.set(file, face);
    }
  }
  return [...faces.values()].sort((a, b) => (a.file < b.file ? -1 : 1));
}

function fontFile(language: Language, name: string): string {
  return path.join(path.dirname(require.resolve(`${language.font.package}/package.json`)), 'files', name);
}

/** Composed and decomposed, since the font may draw one and the text hold the other. */
function charactersOf(language: Language): string {
  const letters = language.alphabet.flatMap((letter) => [letter, letter.toUpperCase(), letter.toLowerCase()]).join('');
  const all = letters + language.marks + language.digits + ASCII + INVISIBLE;
  return all + all.normalize('NFC') + all.normalize('NFD');
}

function wanted(face: Face, covered: number[]): number[] {
  return covered.filter((point) => point >= 32 && face.characters.has(String.fromCodePoint(point)));
}

function subset(source: Buffer, points: number[]): Promise<Buffer> {
  return subsetFont(source, String.fromCodePoint(...points), { targetFormat: 'woff2' });
}

function subsetKey(source: Buffer, points: number[]): string {
  return sha256(`${SUBSETTER}\n${sha256(source)}\n${points.join(' ')}`);
}

async function cached(cacheDir: string | null, key: string, make: () => Promise<Buffer>): Promise<Buffer> {
  if (!cacheDir) return make();
  const file = path.join(cacheDir, `${key}.woff2`);
  const kept = await readFile(file).catch(() => null);
  if (kept && isWholeWoff2(kept)) return kept;
  const bytes = await make();
  await keep(file, bytes).catch(() => {}); // a cache that cannot be written only costs time
  return bytes;
}

/** WOFF2 carries its own length, so a file cut short is seen. */
function isWholeWoff2(bytes: Buffer): boolean {
  return bytes.length > 12 && bytes.toString('latin1', 0, 4) === 'wOF2' && bytes.readUInt32BE(8) === bytes.length;
}

async function keep(file: string, bytes: Buffer): Promise<void> {
  await mkdir(path.dirname(file), { recursive: true });
  const draft = `${file}.${randomBytes(6).toString('hex')}`;
  await writeFile(draft, bytes);
  await rename(draft, file);
}

function rule(face: Face, name: string, points: number[]): string {
  return (
    `@font-face{font-family:"${face.family}";font-style:normal;font-weight:${face.weight};font-display:swap;` +
    `src:url(${name}) format("woff2");unicode-range:${unicodeRange(points)}}`
  );
}

/** `U+20-7E,U+A0` of ordered code points. */
export function unicodeRange(points: number[]): string {
  const ranges: [number, number][] = [];
  for (const point of points) {
    const last = ranges.at(-1);
    if (last && point === last[1] + 1) last[1] = point;
    else ranges.push([point, point]);
  }
  const hex = (point: number) => point.toString(16).toUpperCase();
  return ranges.map(([first, last]) => (first === last ? `U+${hex(first)}` : `U+${hex(first)}-${hex(last)}`)).join(',');
}

async function typesetFonts(languages: Language[]): Promise<TypesetFonts> {
  const files = new Map(languages.flatMap(typesetFiles));
  const blobs = await Promise.all(
    [...files].map(async ([file, [family, style]]) => renamed(await toSfnt(file), family, style)),
  );
  const byId = new Map(
    languages.map((language) => [language.id, typesetFiles(language).map(([, [family]]) => family)]),
  );
  const own = ({ id }: Language) => byId.get(id) ?? [];
  return {
    blobs,
    families: (language) => {
      const byLanguage = [language, en, ...languages].map(own);
      const first = byLanguage.flatMap((families) => families[0] ?? []);
      return [...new Set([...first, ...byLanguage.flat()])];
    },
  };
}

const SUBSETS = ['latin-ext', 'symbols', 'math', 'greek', 'cyrillic', 'vietnamese'];
/** `-latin-400-normal` within `source-serif-4-latin-400-normal.woff2`. */
const FONTSOURCE_NAME = /-([a-z]+(?:-ext)?)-(\d+)-normal(?=\.woff2$)/;

/** Files and their family and style names. A sibling is a family of its own: two of one name would hide each other. */
function typesetFiles(language: Language): [string, [string, string]][] {
  return Object.entries(language.font.files).flatMap(([weight, name]) => {
    const own = FONTSOURCE_NAME.exec(name)?.[1] ?? '';
    return [own, ...SUBSETS.filter((id) => id !== own)].flatMap((id) =>
      ['normal', 'italic'].flatMap((slant): [string, [string, string]][] => {
        const file = fontFile(language, name.replace(FONTSOURCE_NAME, `-${id}-$2-${slant}`));
        const family = ['Daftar', id === own ? '' : id, language.font.family].filter(Boolean).join(' ');
        return existsSync(file) ? [[file, [family, `${weight} ${slant}`]]] : [];
      }),
    );
  });
}

const sfnts = new Map<string, Promise<Buffer>>();

function toSfnt(file: string): Promise<Buffer> {
  const kept = sfnts.get(file) ?? readFile(file).then((bytes) => fontverter.convert(bytes, 'sfnt'));
  sfnts.set(file, kept);
  return kept;
}

function sha256(data: Buffer | string): string {
  return createHash('sha256').update(data).digest('hex');
}
