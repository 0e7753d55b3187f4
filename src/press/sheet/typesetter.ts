import { createHash } from 'node:crypto';
import { type CompileDocArgs, NodeCompiler, type NodeTypstDocument } from '@myriaddreamin/typst-ts-node-compiler';
import { DaftarError } from '../../base/errors.ts';
import { en } from '../../languages/en.ts';
import type { Language } from '../../languages/language.ts';
import { sfnt, type TypesetFonts } from '../../theme/fonts.ts';
import { coverage } from '../../theme/sfnt.ts';
import { CARD } from './card.typ.ts';
import { COVER } from './cover.typ.ts';
import { LETTER } from './letter.typ.ts';
import { withoutBoxes } from './pictographs.ts';

/** How the typesetter sets a language: see `voiced` in the templates. */
export interface Voice {
  lang: string;
  region: string | null;
  rtl: boolean;
  fonts: string[];
  /** For the Latin words in a text of another script; empty in a Latin one. */
  latin: string[];
  scale: number;
  /** The line box above and below the base line, in em. */
  top: number;
  bottom: number;
}

export interface Image {
  /** `/media/<sha256>`, as the markup names it. One path always means the same bytes. */
  path: string;
  bytes: Buffer;
}

/** What is to be set: `main` is Typst and finds `data` under that name. */
export interface Sheet {
  main: string;
  data: unknown;
  images: (Image | null)[];
  /** Files that travel within the PDF; the sheet finds them as `attachments`. */
  attachments?: Attachment[];
}

export interface Attachment {
  name: string;
  type: string;
  text: string;
}

/** One Typst compiler with one set of fonts, kept for all sheets: the first costs a tenth of a second, the next some ms. */
export interface Typesetter {
  voice(language: Language): Voice;
  pdf(sheet: Sheet): Buffer;
  /** All pages under one another, letters as outlines. */
  svg(sheet: Sheet): string;
  /** For tests; see `pressed` for why it is not for many sheets in a row. */
  count(sheet: Sheet): { pages: number; title: string | null };
}

const EMBLEM_FORMATS = /^(\x89PNG|\xff\xd8\xff|RIFF....WEBP|GIF8|\s*<(\?xml|svg|!))/s;

/** The emblem where sheets look for it, or null where Typst would not read it. */
export function emblemImage(bytes: Buffer | null): Image | null {
  const readable = bytes && EMBLEM_FORMATS.test(bytes.toString('latin1', 0, 64));
  return readable ? { path: `/emblem/${createHash('sha256').update(bytes).digest('hex')}`, bytes } : null;
}

const typesetters = new Map<string, Promise<Typesetter>>();

export function typesetterFor(languages: Language[]): Promise<Typesetter> {
  const key = [...new Set(languages.map((language) => language.id))].sort().join(' ');
  const kept = typesetters.get(key) ?? sfnt(languages).then(open);
  typesetters.set(key, kept);
  return kept;
}

// A folder that need not exist: whatever a sheet may read is put there from memory.
const WORKSPACE = '/daftar-sheet';
const EVICT_EVERY = 32;

function open(fonts: TypesetFonts): Typesetter {
  const compiler = NodeCompiler.create({ workspace: WORKSPACE, fontArgs: [{ fontBlobs: fonts.blobs }] });
  compiler.addSource(`${WORKSPACE}/letter.typ`, LETTER);
  compiler.addSource(`${WORKSPACE}/card.typ`, CARD);
  compiler.addSource(`${WORKSPACE}/cover.typ`, COVER);
  const table = pictureTable(compiler);
  const isCovered = coveredBy(fonts);
  let sheets = 0;
  const laid = ({ main, data, images, attachments = [] }: Sheet): CompileDocArgs => {
    table.lay(images.filter((image) => image !== null));
    if (++sheets % EVICT_EVERY === 0) compiler.evictCache(2);
    // In the source and not in `sys.inputs`, which are part of what Typst compares before it trusts its memory.
    const shown = withoutBoxes(`#let data = json(bytes(${literal(JSON.stringify(data))}))\n${main}`, isCovered);
    const carried = `#let attachments = json(bytes(${literal(asciiJson(attachments))}))\n`;
    return { mainFileContent: carried + shown };
  };
  return {
    voice: (language) => voiceOf(language, fonts),
    pdf: (sheet) => pressed(compiler, laid(sheet), (source) => compiler.pdf(source, {})),
    svg: (sheet) => pressed(compiler, laid(sheet), (source) => compiler.plainSvg(source)),
    count(sheet) {
      const document = compiled(compiler, laid(sheet));
      return { pages: document.numOfPages, title: document.title };
    },
  };
}

/** The fonts are only read where a text holds an emoji. */
function coveredBy({ blobs }: TypesetFonts): (point: number) => boolean {
  let points: Set<number> | null = null;
  return (point) => {
    points ??= new Set(blobs.flatMap(coverage));
    return points.has(point);
  };
}

const TABLE_HOLDS = 24;

/**
 * The pictures that the compiler can read. They are left lying for the next sheet, as far as there is room: each one that
 * comes or goes makes Typst forget what it had worked out, which costs a sheet 20 ms.
 */
function pictureTable(compiler: NodeCompiler) {
  const lying = new Set<string>();
  const clear = (kept: Set<string>) => {
    for (const path of lying) {
      if (kept.has(path)) continue;
      compiler.unmapShadow(WORKSPACE + path);
      lying.delete(path);
    }
  };
  return {
    lay(images: Image[]) {
      const missing = images.filter(({ path }) => !lying.has(path));
      if (lying.size + missing.length > TABLE_HOLDS) clear(new Set(images.map(({ path }) => path)));
      for (const { path, bytes } of missing) compiler.mapShadow(WORKSPACE + path, bytes);
      for (const { path } of missing) lying.add(path);
    },
  };
}

/**
 * From source to bytes in one call. A compiled document that JavaScript holds is freed only when the event loop turns, and
 * a whole site is pressed within one turn: at a megabyte each, that would be gigabytes.
 */
function pressed<T>(compiler: NodeCompiler, source: CompileDocArgs, press: (source: CompileDocArgs) => T): T {
  try {
    return press(source);
  } catch (error) {
    compiled(compiler, source); // throws with the reasons, which `press` does not give
    throw refusal([(error as Error).message]);
  }
}

function compiled(compiler: NodeCompiler, source: CompileDocArgs): NodeTypstDocument {
  const outcome = compiler.compile(source);
  if (outcome.result) return outcome.result;
  const error = outcome.takeError();
  const reasons = error ? compiler.fetchDiagnostics(error).map(({ message }) => message) : [];
  throw refusal(reasons);
}

function refusal(reasons: string[]): DaftarError {
  return new DaftarError(
    'SHEET_NOT_SET',
    `A sheet could not be typeset: ${reasons.join('; ') || 'no reason was given'}.`,
    'The text stands in the record as it was; report this with the citation number.',
  );
}

function literal(text: string): string {
  return `"${text.replace(/["\\]/g, '\\$&')}"`;
}

/** Escaped, so that what is done to the words of a sheet is not done to the bytes of its attachments. */
function asciiJson(value: unknown): string {
  return JSON.stringify(value).replace(/[^ -~]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

function voiceOf(language: Language, fonts: TypesetFonts): Voice {
  const [lang = 'en', ...rest] = language.id.split('-');
  // Paper is read closer than a screen: the page's line height, drawn in a little.
  const height = language.font.lineHeight * PRINT_HEIGHT;
  return {
    lang,
    region: rest.find((part) => part.length === 2) ?? null,
    rtl: language.direction === 'rtl',
    fonts: fonts.families(language),
    latin: language.script === 'Latn' ? [] : fonts.families(en),
    scale: language.font.scale,
    top: height * aboveBaseline(language),
    bottom: height * (1 - aboveBaseline(language)),
  };
}

const PRINT_HEIGHT = 0.9;

/** The part of a line that lies above its base line. Words of Nastaliq slope down to it and stand higher than any others. */
function aboveBaseline({ script, font }: Language): number {
  if (script !== 'Arab') return 0.71;
  return font.lineHeight > 2 ? 0.68 : 0.62;
}
