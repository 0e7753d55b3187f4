import { type Dict, Lexer, latin1, type Objects, Op, Stream, unreadable, type Value } from './pdf-objects.ts';

export interface Glyph {
  /** What the file says it stands for. */
  text: string;
  /** Left end on the base line, and where the next glyph would stand, in points from the page's lower left. */
  x: number;
  y: number;
  end: number;
  size: number;
  font: Font;
  id: number;
  /** What its font says it stands for. */
  own: string;
  /** Glyphs in one colour are of one piece. */
  colour: string;
  /** Glyphs under one replacement text have one number; its text stands in the first of them. */
  span: number;
  /** What stands on a page beside the text: its foot, and heads of tables that go on. */
  isArtifact: boolean;
}

export interface Font {
  /** Unicode of a glyph. */
  text: Map<number, string>;
  widths: Map<number, number>;
}

/** What is drawn besides text. */
interface Shape {
  left: number;
  right: number;
  bottom: number;
  top: number;
  kind: 'image' | 'straight' | 'curved';
}

export interface Page {
  glyphs: Glyph[];
  images: number;
  /** Why a reader may see something else than the glyphs say; empty in a letter of ours. */
  oddities: Set<string>;
}

type Matrix = [number, number, number, number, number, number];
interface Marked {
  isArtifact: boolean;
  /** ActualText. */
  text: string | null;
}

interface State {
  matrix: Matrix;
  /** As printed: `0.1 0.1 0.1` of the fill colour. */
  colour: string;
  font: Font | null;
  size: number;
  clip: Shape | null;
  lineWidth: number;
}

/** ink, accent and quiet of the letter: text in another colour may be invisible. */
const COLOURS = new Set(['28 27 25', '15 82 87', '87 84 78']);
const MOST_GLYPHS = 2_000_000;
const DEEPEST = 12;
/** Operators that change nothing that a reader of text sees. */
const HARMLESS = new Set(['J', 'j', 'M', 'd', 'ri', 'i', 'BT', 'ET']);

export async function readPage(objects: Objects, page: Dict): Promise<Page> {
  const resources = await objects.dict(page.get('/Resources'));
  const box = await objects.array(page.get('/MediaBox'));
  const [left = 0, bottom = 0, right = 0, top = 0] = box.map(Number);
  const drawing = new Drawing(objects, { left, bottom, right, top, kind: 'straight' });
  const parts = page.get('/Contents');
  const contents = await objects.get(parts);
  if (Array.isArray(contents)) drawing.found.oddities.add('contents');
  const base: State = { matrix: [1, 0, 0, 1, 0, 0], colour: '', font: null, size: 0, clip: null, lineWidth: 1 };
  if (contents instanceof Stream) await drawing.run(await objects.data(parts), resources, base, 0);
  if (!areHonest(drawing.found.glyphs)) drawing.found.oddities.add('replacement text');
  return drawing.found;
}

/** A letter's replacement texts name Arabic letters in their joined shapes; Latin letters and digits are what they are. */
function areHonest(glyphs: Glyph[]): boolean {
  const spans = new Map<number, { own: string; text: string }>();
  for (const { span, own, text } of glyphs) {
    if (span === 0) continue;
    const before = spans.get(span) ?? { own: '', text: '' };
    spans.set(span, { own: before.own + own, text: before.text + text });
  }
  return [...spans.values()].every(({ own, text }) => {
    const [drawn, said] = [own, text].map((one) => one.replace(DIRECTION, ''));
    return drawn === said || !OTHER_SCRIPT.test(`${drawn}${said}`);
  });
}

const DIRECTION = /[\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;
const OTHER_SCRIPT = /(?!\p{Script=Arabic})[\p{L}\p{N}]|[\u0660-\u0669\u06f0-\u06f9]/u;

class Drawing {
  readonly found: Page = { glyphs: [], images: 0, oddities: new Set() };
  #objects: Objects;
  #paper: Shape;
  #fonts = new Map<Value, Font>();
  #spans = 0;

  constructor(objects: Objects, paper: Shape) {
    this.#objects = objects;
    this.#paper = paper;
  }

  async run(bytes: Uint8Array, resources: Dict, start: State, depth: number): Promise<void> {
    if (depth > DEEPEST) throw unreadable('it is nested too deeply');
    const lexer = new Lexer(bytes);
    const stack: State[] = [];
    const marked: Marked[] = [];
    let state = { ...start };
    let text: Matrix = [1, 0, 0, 1, 0, 0];
    let path = new Path();
    let isClip = false;
    let operands: Value[] = [];
    for (let value = lexer.value(false); value !== undefined; value = lexer.value(false)) {
      if (!(value instanceof Op)) {
        operands.push(value);
        if (operands.length > 64) throw unreadable('a page of it is malformed');
        continue;
      }
      const numbers = operands.map((operand) => (typeof operand === 'number' ? operand : Number.NaN));
      switch (value.name) {
        case 'q':
          if (stack.length > 64) throw unreadable('a page of it is malformed');
          stack.push({ ...state });
          break;
        case 'Q':
          state = stack.pop() ?? { ...start };
          break;
        case 'cm':
          state.matrix = times(matrixOf(numbers), state.matrix);
          break;
        case 'w':
          state.lineWidth = numbers[0] ?? 1;
          break;
        case 'cs':
          state.colour = '';
          break;
        case 'scn':
          state.colour = numbers.map((part) => Math.round(part * 255)).join(' ');
          break;
        case 'CS':
        case 'SCN':
          break;
        case 'm':
        case 'l':
          path.add(state.matrix, numbers);
          break;
        case 'c':
          path.add(state.matrix, numbers);
          path.curved = true;
          break;
        case 're': {
          const [x = 0, y = 0, w = 0, h = 0] = numbers;
          path.add(state.matrix, [x, y, x + w, y, x, y + h, x + w, y + h]);
          break;
        }
        case 'h':
          break;
        case 'W':
        case 'W*':
          isClip = true;
          break;
        case 'n':
        case 'f':
        case 'f*':
        case 'S': {
          const shape = path.shape(value.name === 'S' ? state.lineWidth * scaleOf(state.matrix) : 0);
          if (shape && isClip) state.clip = shape;
          if (shape && value.name !== 'n') this.#paint(shape, state);
          path = new Path();
          isClip = false;
          break;
        }
        case 'Do':
          await this.#draw(operands[0], resources, state, depth);
          break;
        case 'Tr':
          if (numbers[0] !== 0) this.#odd('render mode');
          break;
        case 'Tf':
          state.font = await this.#font(resources, operands[0]);
          state.size = numbers[1] ?? 0;
          break;
        case 'Tm':
          text = matrixOf(numbers);
          break;
        case 'Tj':
        case 'TJ':
          text = this.#show(value.name === 'Tj' ? operands : (operands[0] as Value[]), text, state, marked);
          break;
        case 'BDC':
        case 'BMC':
          if (marked.length > 64) throw unreadable('a page of it is malformed');
          marked.push(await this.#marked(operands, resources));
          break;
        case 'EMC':
          marked.pop();
          break;
        default:
          if (!HARMLESS.has(value.name)) this.#odd(value.name);
      }
      if (value.name === 'BT') text = [1, 0, 0, 1, 0, 0];
      operands = [];
    }
  }

  #odd(what: string): void {
    this.found.oddities.add(what);
  }

  async #marked([tag, properties]: Value[], resources: Dict): Promise<Marked> {
    const named =
      typeof properties === 'string'
        ? (await this.#objects.dict(resources.get('/Properties'))).get(properties)
        : properties;
    const dict = await this.#objects.dict(named);
    if (dict.has('/OC')) this.#odd('layers');
    const text = dict.get('/ActualText');
    if (text instanceof Uint8Array) this.#spans++;
    return { isArtifact: tag === '/Artifact', text: text instanceof Uint8Array ? utf16(text) : null };
  }

  async #draw(name: Value | undefined, resources: Dict, state: State, depth: number): Promise<void> {
    const object = await this.#objects.get((await this.#objects.dict(resources.get('/XObject'))).get(String(name)));
    if (!(object instanceof Stream)) return;
    if (object.dict.get('/Subtype') === '/Image') {
      this.found.images++;
      const path = new Path();
      path.add(state.matrix, [0, 0, 1, 0, 0, 1, 1, 1]);
      this.#paint({ ...path.shape(0)!, kind: 'image' }, state);
      return;
    }
    const matrix = object.dict.has('/Matrix')
      ? matrixOf((await this.#objects.array(object.dict.get('/Matrix'))).map(Number))
      : null;
    const inside = { ...state, matrix: matrix ? times(matrix, state.matrix) : state.matrix };
    const own = await this.#objects.dict(object.dict.get('/Resources'));
    await this.run(await this.#objects.data(object), own, inside, depth + 1);
  }

  /** What is painted over words hides them. */
  #paint(shape: Shape, { clip }: State): void {
    const seen = clip ? overlap(shape, clip) : shape;
    if (!seen) return;
    for (const { x, end, y, size } of this.found.glyphs) {
      const strip = { left: x, right: end, bottom: y, top: y + size * 0.3 };
      if (
        end > x &&
        seen.left < strip.right &&
        seen.right > strip.left &&
        seen.bottom < strip.top &&
        seen.top > strip.bottom
      ) {
        this.#odd('painted over');
        return;
      }
    }
  }

  #show(parts: Value[], start: Matrix, state: State, marked: Marked[]): Matrix {
    const { font, size } = state;
    if (!font || !Array.isArray(parts)) {
      this.#odd('text without a font');
      return start;
    }
    const text = [...start] as Matrix;
    const replaced = marked.findLast((one) => one.text !== null)?.text ?? null;
    const isArtifact = marked.some((one) => one.isArtifact);
    let isFirst = this.found.glyphs.at(-1)?.span !== this.#spans;
    for (const part of parts) {
      if (typeof part === 'number') {
        advance(text, (-part / 1000) * size);
        continue;
      }
      if (!(part instanceof Uint8Array) || part.length % 2 !== 0) {
        this.#odd('text of another kind');
        continue;
      }
      for (let at = 0; at < part.length; at += 2) {
        const id = part[at]! * 256 + part[at + 1]!;
        const from = times(text, state.matrix);
        advance(text, ((font.widths.get(id) ?? 0) / 1000) * size);
        const to = times(text, state.matrix);
        if (
          from[1] !== 0 ||
          from[2] !== 0 ||
          from[0] <= 0 ||
          from[3] <= 0 ||
          Math.abs(from[0] - from[3]) > 0.001 * from[3]
        )
          this.#odd('turned text');
        const own = font.text.get(id) ?? '\ufffd';
        const glyph = {
          text: replaced === null ? own : isFirst ? replaced : '',
          x: from[4],
          y: from[5],
          end: to[4],
          size: size * from[3],
          font,
          id,
          own,
          colour: state.colour,
          isArtifact,
          span: replaced === null ? 0 : this.#spans,
        };
        isFirst = false;
        this.#check(glyph, state);
        this.found.glyphs.push(glyph);
        if (this.found.glyphs.length > MOST_GLYPHS) throw unreadable('it holds far more than a letter');
      }
    }
    return text;
  }

  #check({ x, y, end, size, text }: Glyph, { colour, clip }: State): void {
    if (text.trim() === '') return;
    const area = clip ? overlap(clip, this.#paper) : this.#paper;
    if (!area || x < area.left - size || end > area.right + size || y < area.bottom || y > area.top)
      this.#odd('outside the page');
    if (!COLOURS.has(colour)) this.#odd('colour');
    if (!(size >= 3 && size <= 60)) this.#odd('size of text');
  }

  async #font(resources: Dict, name: Value | undefined): Promise<Font> {
    const value = (await this.#objects.dict(resources.get('/Font'))).get(String(name));
    const dict = await this.#objects.dict(value);
    const known = this.#fonts.get(dict);
    if (known) return known;
    const [descendant] = await this.#objects.array(dict.get('/DescendantFonts'));
    const below = await this.#objects.dict(descendant);
    const isOurs =
      dict.get('/Subtype') === '/Type0' &&
      dict.get('/Encoding') === '/Identity-H' &&
      below.get('/CIDToGIDMap') === '/Identity' &&
      below.get('/DW') === 0;
    if (!isOurs) this.#odd('font');
    const font = {
      text: cmapOf(await this.#objects.data(dict.get('/ToUnicode'))),
      widths: widthsOf(await this.#objects.array(below.get('/W'))),
    };
    this.#fonts.set(dict, font);
    return font;
  }
}

class Path {
  curved = false;
  #left = Number.POSITIVE_INFINITY;
  #right = Number.NEGATIVE_INFINITY;
  #bottom = Number.POSITIVE_INFINITY;
  #top = Number.NEGATIVE_INFINITY;

  add([a, b, c, d, e, f]: Matrix, numbers: number[]): void {
    for (let at = 0; at + 1 < numbers.length; at += 2) {
      const [x, y] = [numbers[at]!, numbers[at + 1]!];
      const [across, up] = [a * x + c * y + e, b * x + d * y + f];
      this.#left = Math.min(this.#left, across);
      this.#right = Math.max(this.#right, across);
      this.#bottom = Math.min(this.#bottom, up);
      this.#top = Math.max(this.#top, up);
    }
  }

  shape(width: number): Shape | null {
    if (!(this.#right >= this.#left && this.#top >= this.#bottom)) return null;
    return {
      left: this.#left - width / 2,
      right: this.#right + width / 2,
      bottom: this.#bottom - width / 2,
      top: this.#top + width / 2,
      kind: this.curved ? 'curved' : 'straight',
    };
  }
}

function overlap(one: Shape, other: Shape): Shape | null {
  const left = Math.max(one.left, other.left);
  const right = Math.min(one.right, other.right);
  const bottom = Math.max(one.bottom, other.bottom);
  const top = Math.min(one.top, other.top);
  return left < right && bottom < top ? { left, right, bottom, top, kind: one.kind } : null;
}

function matrixOf(numbers: number[]): Matrix {
  if (numbers.length !== 6 || !numbers.every(Number.isFinite)) throw unreadable('a page of it is malformed');
  return numbers as Matrix;
}

/** `inner` first, then `outer`. */
function times([a, b, c, d, e, f]: Matrix, [A, B, C, D, E, F]: Matrix): Matrix {
  return [a * A + b * C, a * B + b * D, c * A + d * C, c * B + d * D, e * A + f * C + E, e * B + f * D + F];
}

function scaleOf([a, b]: Matrix): number {
  return Math.hypot(a, b);
}

function advance(text: Matrix, by: number): void {
  text[4] += text[0] * by;
  text[5] += text[1] * by;
}

function utf16(bytes: Uint8Array): string {
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder('utf-16be').decode(bytes.subarray(2));
  return latin1(bytes);
}

/** `bfchar` and `bfrange` of a ToUnicode CMap. */
export function cmapOf(bytes: Uint8Array): Map<number, string> {
  const map = new Map<number, string>();
  const code = (hex: string) => Number.parseInt(hex, 16);
  const text = (hex: string) => new TextDecoder('utf-16be').decode(Uint8Array.from(hex.match(/../g) ?? [], code));
  for (const [, kind, body] of latin1(bytes).matchAll(/begin(bfchar|bfrange)([\s\S]*?)endbf/g)) {
    if (kind === 'bfchar') {
      for (const [, from, to] of body!.matchAll(/<([0-9a-fA-F]{4})>\s*<([0-9a-fA-F]{0,256})>/g))
        map.set(code(from!), text(to!));
      continue;
    }
    for (const [, from, to, first] of body!.matchAll(/<([0-9a-fA-F]{4})>\s*<([0-9a-fA-F]{4})>\s*<([0-9a-fA-F]{4})>/g)) {
      for (let id = code(from!); id <= code(to!); id++)
        map.set(id, String.fromCharCode(code(first!) + id - code(from!)));
    }
  }
  return map;
}

/** `W`: `first [w …]` or `first last w`. */
function widthsOf(values: Value[]): Map<number, number> {
  const widths = new Map<number, number>();
  for (let at = 0; at + 1 < values.length; ) {
    const [first, second, third] = [Number(values[at]), values[at + 1], values[at + 2]];
    if (Array.isArray(second)) {
      second.forEach((width, i) => void widths.set(first + i, Number(width)));
      at += 2;
    } else {
      for (let id = first; id <= Math.min(Number(second), 65535); id++) widths.set(id, Number(third));
      at += 3;
    }
  }
  return widths;
}
