import { DaftarError } from '../base/errors.ts';

/** Names begin with `/`; a keyword of a content stream is an `Op`. */
export type Value = null | boolean | number | string | Uint8Array | Value[] | Dict | Ref | Op | Stream;
export type Dict = Map<string, Value>;
export class Ref {
  id: number;
  constructor(id: number) {
    this.id = id;
  }
}
export class Op {
  name: string;
  constructor(name: string) {
    this.name = name;
  }
}
export class Stream {
  dict: Dict;
  raw: Uint8Array;
  constructor(dict: Dict, raw: Uint8Array) {
    this.dict = dict;
    this.raw = raw;
  }
}

/** No letter comes near these; what is beyond them is there to exhaust whoever reads it. */
export const LARGEST_FILE = 64 * 1024 * 1024;
const LARGEST_INFLATED = 96 * 1024 * 1024;
const MOST_OBJECTS = 200_000;
const DEEPEST = 40;

export function unreadable(why: string): DaftarError {
  return new DaftarError(
    'PDF_UNREADABLE',
    `This PDF cannot be read: ${why}.`,
    'Take the file as it was first downloaded; one that another program has saved anew may be built otherwise.',
  );
}

const WHITE = new Set([0, 9, 10, 12, 13, 32]);
const DELIMITERS = new Set([...'()<>[]{}/%'].map((sign) => sign.charCodeAt(0)));

/** Tokens of ISO 32000-1, 7.2 and 7.3. */
export class Lexer {
  bytes: Uint8Array;
  at: number;

  constructor(bytes: Uint8Array, at = 0) {
    this.bytes = bytes;
    this.at = at;
  }

  skip(): void {
    for (; this.at < this.bytes.length; this.at++) {
      const byte = this.bytes[this.at]!;
      if (byte === 37) while (this.at < this.bytes.length && !isLineEnd(this.bytes[this.at]!)) this.at++;
      else if (!WHITE.has(byte)) return;
    }
  }

  /** Undefined at the end. `refs` says whether `1 0 R` can stand here, which it cannot in a content stream. */
  value(refs: boolean, depth = 0): Value | undefined {
    if (depth > DEEPEST) throw unreadable('it is nested too deeply');
    this.skip();
    const byte = this.bytes[this.at];
    if (byte === undefined) return undefined;
    if (byte === 47) return this.#name();
    if (byte === 40) return this.#text();
    if (byte === 60) return this.bytes[this.at + 1] === 60 ? this.#dict(refs, depth) : this.#hex();
    if (byte === 91) return this.#array(refs, depth);
    const word = this.#word();
    if (/^[+-]?(\d+\.?\d*|\.\d+)$/.test(word)) return refs ? this.#numberOrRef(word) : Number(word);
    if (word === 'null') return null;
    return word === 'true' ? true : word === 'false' ? false : new Op(word);
  }

  #word(): string {
    const start = this.at;
    while (this.at < this.bytes.length && !WHITE.has(this.bytes[this.at]!) && !DELIMITERS.has(this.bytes[this.at]!))
      this.at++;
    if (this.at === start || this.at - start > 64) throw unreadable('a word in it is malformed');
    return latin1(this.bytes.subarray(start, this.at));
  }

  #numberOrRef(word: string): Value {
    const back = this.at;
    const rest =
      /^\d+$/.test(word) && /^[\s\0]+\d+[\s\0]+R(?![A-Za-z0-9])/.exec(latin1(this.bytes.subarray(back, back + 16)));
    if (!rest) return Number(word);
    this.at = back + rest[0].length;
    return new Ref(Number(word));
  }

  #name(): string {
    const start = this.at++;
    while (this.at < this.bytes.length && !WHITE.has(this.bytes[this.at]!) && !DELIMITERS.has(this.bytes[this.at]!))
      this.at++;
    const name = latin1(this.bytes.subarray(start, this.at));
    return name.replace(/#([0-9a-fA-F]{2})/g, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16)));
  }

  #text(): Uint8Array {
    const out: number[] = [];
    let open = 1;
    for (this.at++; open > 0; this.at++) {
      let byte = this.bytes[this.at];
      if (byte === undefined) throw unreadable('a string in it has no end');
      if (byte === 40) open++;
      else if (byte === 41 && --open === 0) continue;
      else if (byte === 92) {
        const escaped = this.#escape();
        if (escaped === null) continue;
        byte = escaped;
      }
      out.push(byte);
    }
    return Uint8Array.from(out);
  }

  #escape(): number | null {
    const byte = this.bytes[++this.at] ?? 0;
    if (byte >= 48 && byte <= 55) {
      const digits = /^[0-7]{1,3}/.exec(latin1(this.bytes.subarray(this.at, this.at + 3)))![0];
      this.at += digits.length - 1;
      return Number.parseInt(digits, 8) & 255;
    }
    if (byte === 13 && this.bytes[this.at + 1] === 10) this.at++;
    if (isLineEnd(byte)) return null;
    return ESCAPES.get(byte) ?? byte;
  }

  #hex(): Uint8Array {
    const end = this.bytes.indexOf(62, this.at);
    if (end < 0) throw unreadable('a string in it has no end');
    const digits = latin1(this.bytes.subarray(this.at + 1, end)).replace(/[\s\0]/g, '');
    if (!/^[0-9a-fA-F]*$/.test(digits)) throw unreadable('a string in it is malformed');
    this.at = end + 1;
    const pairs = digits.match(/..?/g) ?? [];
    return Uint8Array.from(pairs, (pair) => Number.parseInt(pair.padEnd(2, '0'), 16));
  }

  #array(refs: boolean, depth: number): Value[] {
    const values: Value[] = [];
    for (this.at++; ; ) {
      this.skip();
      if (this.bytes[this.at] === 93) {
        this.at++;
        return values;
      }
      values.push(this.#inside(refs, depth));
    }
  }

  #dict(refs: boolean, depth: number): Dict {
    const dict: Dict = new Map();
    for (this.at += 2; ; ) {
      this.skip();
      if (this.bytes[this.at] === 62 && this.bytes[this.at + 1] === 62) {
        this.at += 2;
        return dict;
      }
      const key = this.#inside(refs, depth);
      // Of a key that stands twice, readers disagree on which one counts.
      if (typeof key !== 'string' || dict.has(key)) throw unreadable('a dictionary in it is malformed');
      dict.set(key, this.#inside(refs, depth));
    }
  }

  #inside(refs: boolean, depth: number): Value {
    const value = this.value(refs, depth + 1);
    if (value === undefined || value instanceof Op) throw unreadable('it ends within a list');
    return value;
  }
}

const ESCAPES = new Map([
  [110, 10],
  [114, 13],
  [116, 9],
  [98, 8],
  [102, 12],
]);

function isLineEnd(byte: number): boolean {
  return byte === 10 || byte === 13;
}

export function latin1(bytes: Uint8Array): string {
  let text = '';
  for (let at = 0; at < bytes.length; at += 8192) text += String.fromCharCode(...bytes.subarray(at, at + 8192));
  return text;
}

type Place = { offset: number } | { container: number; index: number };

/** The objects of a PDF as its cross-reference says, and nothing by guessing: readers guess differently. */
export class Objects {
  readonly bytes: Uint8Array;
  readonly trailer: Dict;
  #places: Map<number, Place>;
  #known = new Map<number, Value>();
  #containers = new Map<number, Map<number, Value>>();
  #inflated: { left: number };

  static async open(bytes: Uint8Array): Promise<Objects> {
    if (bytes.length > LARGEST_FILE) throw unreadable('it is too large');
    const inflated = { left: LARGEST_INFLATED };
    const places = new Map<number, Place>();
    const tail = latin1(bytes.subarray(-1024));
    let offset: number | null = Number(/startxref\s+(\d{1,10})\s+%%EOF\s*$/.exec(tail)?.[1] ?? Number.NaN);
    let trailer: Dict | null = null;
    for (const seen = new Set<number>(); offset !== null; ) {
      if (!Number.isSafeInteger(offset) || seen.has(offset) || seen.size > 64)
        throw unreadable('its table of contents is broken');
      seen.add(offset);
      const section = await readSection(bytes, offset, places, inflated);
      trailer ??= section;
      if (section.has('/XRefStm') || section.has('/Encrypt'))
        throw unreadable('it is encrypted or of two kinds at once');
      const before = section.get('/Prev');
      offset = typeof before === 'number' ? before : null;
    }
    return new Objects(bytes, trailer!, places, inflated);
  }

  private constructor(bytes: Uint8Array, trailer: Dict, places: Map<number, Place>, inflated: { left: number }) {
    this.bytes = bytes;
    this.trailer = trailer;
    this.#places = places;
    this.#inflated = inflated;
  }

  async get(value: Value | undefined, depth = 0): Promise<Value> {
    if (!(value instanceof Ref)) return value ?? null;
    const known = this.#known.get(value.id);
    if (known !== undefined) return known;
    if (depth > 8) throw unreadable('its objects go round in a circle');
    const found = await this.#read(value.id, depth);
    this.#known.set(value.id, found);
    return found;
  }

  async dict(value: Value | undefined): Promise<Dict> {
    const found = await this.get(value);
    if (found instanceof Stream) return found.dict;
    return found instanceof Map ? found : new Map();
  }

  async array(value: Value | undefined): Promise<Value[]> {
    const found = await this.get(value);
    return Array.isArray(found) ? found : [];
  }

  async number(value: Value | undefined): Promise<number> {
    const found = await this.get(value);
    return typeof found === 'number' ? found : Number.NaN;
  }

  /** The bytes of a stream, inflated. Throws PDF_UNREADABLE for filters that a letter does not use. */
  async data(value: Value | undefined): Promise<Uint8Array> {
    const stream = await this.get(value);
    if (!(stream instanceof Stream)) throw unreadable('a part of it is missing');
    return decode(stream, this.#inflated);
  }

  async #read(id: number, depth: number): Promise<Value> {
    const place = this.#places.get(id);
    if (!place) return null;
    if ('offset' in place) return this.#objectAt(place.offset, id, depth);
    if (!this.#containers.has(place.container)) {
      const container = await this.get(new Ref(place.container), depth + 1);
      this.#containers.set(place.container, await this.#contained(container));
    }
    return this.#containers.get(place.container)!.get(id) ?? null;
  }

  async #contained(container: Value): Promise<Map<number, Value>> {
    if (!(container instanceof Stream)) throw unreadable('a part of it is missing');
    const data = await decode(container, this.#inflated);
    const [count, first] = [Number(container.dict.get('/N')), Number(container.dict.get('/First'))];
    if (!(count >= 0 && count < MOST_OBJECTS && first >= 0)) throw unreadable('a part of it is malformed');
    const head = new Lexer(data);
    const objects = new Map<number, Value>();
    for (let i = 0; i < count; i++) {
      const [id, offset] = [head.value(false), head.value(false)];
      if (typeof id !== 'number' || typeof offset !== 'number') throw unreadable('a part of it is malformed');
      objects.set(id, new Lexer(data, first + offset).value(true) ?? null);
    }
    return objects;
  }

  async #objectAt(offset: number, id: number, depth: number): Promise<Value> {
    const { value, lexer } = objectAt(this.bytes, offset, id);
    if (!(value instanceof Map)) return value;
    const length = await this.get(value.get('/Length'), depth + 1);
    return streamOf(this.bytes, lexer, value, length) ?? value;
  }
}

function objectAt(bytes: Uint8Array, offset: number, id: number | null): { value: Value; lexer: Lexer } {
  const lexer = new Lexer(bytes, offset);
  const [number, generation, keyword] = [lexer.value(false), lexer.value(false), lexer.value(false)];
  const isObject = keyword instanceof Op && keyword.name === 'obj' && typeof generation === 'number';
  if (!isObject || typeof number !== 'number' || (id !== null && number !== id))
    throw unreadable('its table of contents points to the wrong place');
  return { value: lexer.value(true) ?? null, lexer };
}

function streamOf(bytes: Uint8Array, lexer: Lexer, dict: Dict, length: Value): Stream | null {
  const back = lexer.at;
  lexer.skip();
  if (latin1(bytes.subarray(lexer.at, lexer.at + 6)) !== 'stream') {
    lexer.at = back;
    return null;
  }
  const start = lexer.at + 6 + (bytes[lexer.at + 6] === 13 ? 2 : 1);
  const isWhole =
    typeof length === 'number' && Number.isSafeInteger(length) && length >= 0 && start + length <= bytes.length;
  if (!isWhole || !/^\s*endstream/.test(latin1(bytes.subarray(start + length, start + length + 16))))
    throw unreadable('a stream in it has another length than it says');
  return new Stream(dict, bytes.subarray(start, start + length));
}

/** One section of the cross-reference; places that are known already are newer. Returns its trailer. */
async function readSection(
  bytes: Uint8Array,
  offset: number,
  places: Map<number, Place>,
  inflated: { left: number },
): Promise<Dict> {
  const lexer = new Lexer(bytes, offset);
  lexer.skip();
  if (latin1(bytes.subarray(lexer.at, lexer.at + 4)) !== 'xref') return readXrefStream(bytes, offset, places, inflated);
  lexer.at += 4;
  for (;;) {
    const first = lexer.value(false);
    if (first instanceof Op && first.name === 'trailer') break;
    const count = lexer.value(false);
    if (typeof first !== 'number' || typeof count !== 'number' || count > MOST_OBJECTS)
      throw unreadable('its table of contents is broken');
    for (let i = 0; i < count; i++) {
      const [place, , kind] = [lexer.value(false), lexer.value(false), lexer.value(false)];
      if (typeof place !== 'number' || !(kind instanceof Op)) throw unreadable('its table of contents is broken');
      if (kind.name === 'n' && !places.has(first + i)) places.set(first + i, { offset: place });
    }
  }
  const trailer = lexer.value(true);
  if (!(trailer instanceof Map)) throw unreadable('its table of contents is broken');
  return trailer;
}

async function readXrefStream(
  bytes: Uint8Array,
  offset: number,
  places: Map<number, Place>,
  inflated: { left: number },
): Promise<Dict> {
  const { value: dict, lexer } = objectAt(bytes, offset, null);
  const stream = dict instanceof Map ? streamOf(bytes, lexer, dict, dict.get('/Length') ?? null) : null;
  const widths = stream?.dict.get('/W');
  if (stream?.dict.get('/Type') !== '/XRef' || !Array.isArray(widths) || widths.length !== 3)
    throw unreadable('its table of contents is broken');
  const [a, b, c] = widths.map(Number) as [number, number, number];
  if (![a, b, c].every((width) => width >= 0 && width <= 6) || a + b + c === 0)
    throw unreadable('its table of contents is broken');
  const data = await decode(stream, inflated);
  const index = stream.dict.get('/Index');
  const ranges = Array.isArray(index) ? index.map(Number) : [0, Number(stream.dict.get('/Size'))];
  let at = 0;
  const field = (width: number) => {
    at += width;
    return data.subarray(at - width, at).reduce((sum, byte) => sum * 256 + byte, 0);
  };
  for (let range = 0; range + 1 < ranges.length; range += 2) {
    for (let i = 0; i < ranges[range + 1]! && at + a + b + c <= data.length; i++) {
      const [type, second, third] = [a === 0 ? 1 : field(a), field(b), field(c)];
      const id = ranges[range]! + i;
      if (places.has(id) || places.size > MOST_OBJECTS) continue;
      if (type === 1) places.set(id, { offset: second });
      if (type === 2) places.set(id, { container: second, index: third });
    }
  }
  return stream.dict;
}

async function decode({ dict, raw }: Stream, inflated: { left: number }): Promise<Uint8Array> {
  const filter = dict.get('/Filter');
  const filters = Array.isArray(filter) ? filter : filter ? [filter] : [];
  if (filters.length === 0) return raw;
  if (filters.length > 1 || filters[0] !== '/FlateDecode') throw unreadable('it is packed in an unknown way');
  const parms = dict.get('/DecodeParms');
  const data = await inflate(raw, inflated);
  return parms instanceof Map && Number(parms.get('/Predictor') ?? 1) > 1 ? unpredicted(data, parms) : data;
}

async function inflate(raw: Uint8Array, inflated: { left: number }): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  try {
    const reader = new Blob([raw as BlobPart]).stream().pipeThrough(new DecompressionStream('deflate')).getReader();
    for (;;) {
      const { done, value } = await reader.read();
      if (done) break;
      inflated.left -= value.length;
      if (inflated.left < 0) {
        await reader.cancel();
        break;
      }
      parts.push(value);
    }
  } catch {
    throw unreadable('a part of it is damaged');
  }
  if (inflated.left < 0) throw unreadable('it unpacks to far more than a letter holds');
  const whole = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

/** PNG predictors on one-byte samples, as cross-reference streams use them. */
function unpredicted(data: Uint8Array, parms: Dict): Uint8Array {
  const columns = Number(parms.get('/Columns') ?? 1);
  if (!(columns > 0 && columns < 65536) || parms.has('/Colors') || parms.has('/BitsPerComponent'))
    throw unreadable('it is packed in an unknown way');
  const rows = Math.floor(data.length / (columns + 1));
  const out = new Uint8Array(rows * columns);
  for (let row = 0; row < rows; row++) {
    const kind = data[row * (columns + 1)]!;
    if (kind !== 0 && kind !== 2) throw unreadable('it is packed in an unknown way');
    for (let x = 0; x < columns; x++) {
      const above = kind === 2 && row > 0 ? out[(row - 1) * columns + x]! : 0;
      out[row * columns + x] = data[row * (columns + 1) + 1 + x]! + above;
    }
  }
  return out;
}
