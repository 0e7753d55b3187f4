/**
 * The first step of cleaning a body: any HTML in, plain and bounded HTML out, in linear time. What it writes holds only
 * a few elements and attributes, no comments, no raw text and no deep nesting, so that the parser behind it, which is
 * quadratic in depth and in attributes, can be given anything. It decides nothing about safety: that is settled on the
 * tree, by the allow-list.
 */
export type Count = (what: keyof typeof FINDINGS) => void;

/** What a finding says; the number follows. */
export const FINDINGS = {
  script: 'Scripts removed',
  style: 'Style sheets removed',
  frame: 'Frames of other sites removed',
  embed: 'Embedded objects and players removed',
  drawing: 'Drawings and formulas (svg, math) removed',
  form: 'Form fields and buttons removed',
  hidden: 'Templates and fallback texts removed',
  handler: 'Event handlers removed',
  header: 'Page headers (title, meta, link, base) removed',
  unhidden: 'Texts that were hidden and now show',
  struck: 'Struck-out passages kept as plain words',
  numbering: 'Lists that did not count from 1 and now do',
  image: 'Pictures without a stored file removed',
  scriptLink: 'Links that would run a script or open a local file removed, their text kept',
  relativeLink: 'Links without a full address removed, their text kept',
  deep: 'Elements nested too deeply, their text kept',
};

const SKIPPED: Record<string, keyof typeof FINDINGS> = {
  script: 'script', style: 'style', iframe: 'frame', frameset: 'frame',
  object: 'embed', applet: 'embed', audio: 'embed', video: 'embed', canvas: 'embed',
  svg: 'drawing', math: 'drawing', select: 'form', textarea: 'form', button: 'form', datalist: 'form',
  template: 'hidden', noscript: 'hidden', noframes: 'hidden', noembed: 'hidden', xmp: 'hidden', title: 'header',
}; // biome-ignore format: a table
const DROPPED: Record<string, keyof typeof FINDINGS> = {
  frame: 'frame', embed: 'embed', param: 'embed', source: 'embed', track: 'embed', bgsound: 'embed', input: 'form',
  meta: 'header', link: 'header', base: 'header', image: 'image',
}; // biome-ignore format: a table
const NOTHING = set('html head body area basefont col colgroup keygen wbr nextid plaintext bdo');
const VOID = set('br hr img');
const KEPT = set(
  'p h1 h2 h3 h4 h5 h6 blockquote ul ol li hr table caption thead tbody tfoot tr th td figure figcaption section pre',
);
const WRAPPERS = set(
  'address article aside center details dialog dd dir div dl dt fieldset footer form header hgroup legend listing main marquee menu nav optgroup option search summary',
);
const FORMATTING = set('a b strong em i code');
const INLINE = set('a b strong em i code sub sup bdi span');
const CELLS = set('td th caption');
const HEADINGS = set('h1 h2 h3 h4 h5 h6');
const ROWS = set('tr thead tbody tfoot');
const BARRIERS = set('table td th caption');
const ATTRIBUTES = set('lang dir id class href src alt scope colspan rowspan start');
const BLANK = /^(?:\s|&nbsp;|&#160;)*$/;
const PLAIN = set('b strong em i');
const MAX_DEPTH = 256;
const MAX_ATTRIBUTED = 4;
const PART = 100_000;

/**
 * Any HTML, in the few elements that can be read on, in parts of some 100,000 characters that can be read one by one;
 * `count` hears of everything that goes. Never throws.
 */
export function reduceHtml(html: string, count: Count): string[] {
  const source = html.toWellFormed();
  const parts: string[] = [];
  let out: string[] = [];
  let size = 0;
  let last = '';
  const stack: string[] = [];
  const formatting = new Formatting();
  const unclosed = new Set<string>();
  let at = 0;
  while (at < source.length) {
    const lt = source.indexOf('<', at);
    if (lt < 0) break;
    words(source.slice(at, lt));
    const next = source[lt + 1] ?? '';
    if (next === '!' || next === '?') at = commentEnd(source, lt);
    else if (/[a-z]/i.test(next)) at = startTag(lt);
    else if (next === '/' && /[a-z]/i.test(source[lt + 2] ?? '')) at = endTag(lt);
    else if (next === '/') at = after(source, '>', lt);
    else {
      words('&lt;');
      at = lt + 1;
    }
  }
  words(source.slice(at));
  return [...parts, out.join('')];

  function startTag(lt: number): number {
    const tag = readTag(source, lt + 1);
    const skipped = SKIPPED[tag.name];
    if (skipped) return skip(tag.name, skipped, tag.end);
    reportAttributes(tag, count);
    const dropped = DROPPED[tag.name];
    if (dropped) count(dropped);
    if (!dropped && !NOTHING.has(tag.name)) open(standIn(tag.name), tag.attributes);
    return tag.end;
  }

  function endTag(lt: number): number {
    const tag = readTag(source, lt + 2);
    if (!SKIPPED[tag.name] && !DROPPED[tag.name] && !NOTHING.has(tag.name)) close(standIn(tag.name));
    return tag.end;
  }

  // An element whose content goes too. Where its end is missing only a script takes the rest with it.
  function skip(name: string, what: keyof typeof FINDINGS, from: number): number {
    count(what);
    if (unclosed.has(name)) return from;
    const end = new RegExp(`</${name}(?=[\\s/>])`, 'gi');
    end.lastIndex = from;
    const found = end.exec(source);
    if (found) return after(source, '>', found.index);
    unclosed.add(name);
    return name === 'script' || name === 'style' ? source.length : from;
  }

  function words(text: string): void {
    if (text === '' || (inTable() && BLANK.test(text))) return;
    if (inTable()) openCell();
    write(text);
  }

  function open(name: string, attributes: string): void {
    const fits = makeRoom(stack, name);
    formatting.leaveCells(stack);
    if (name === 'a') formatting.end(name, stack);
    if (size > PART && stack.every((one) => FORMATTING.has(one)) && (formatting.isPlain() || size > 3 * PART)) cut();
    if (inTable() && !CELLS.has(name) && !ROWS.has(name)) {
      if (INLINE.has(name) || name === 'div' || name === 'section') return;
      openCell();
    }
    if (VOID.has(name)) write(`<${name}${attributes}>`);
    else if (!fits || stack.length >= MAX_DEPTH) {
      if (fits) count('deep');
      if (!INLINE.has(name) && last !== '<br>') write('<br>');
    } else {
      write(FORMATTING.has(name) ? formatting.start(name, attributes, stack) : `<${name}${attributes}>`);
      if (!ROWS.has(name)) stack.push(name);
    }
  }

  function close(name: string): void {
    if (FORMATTING.has(name)) formatting.end(name, stack);
    const closes = leave(stack, name);
    formatting.leaveCells(stack);
    if (name === 'br') open(name, '');
    else if (closes) write(`</${name}>`);
    else if (name === 'p' && !inTable()) write('<p></p>');
    else if (isLoose(name)) pass(`</${name}>`);
  }

  // Outside tables the parser itself judges what an end tag closes: after misnested links and bold only it can know.
  function isLoose(name: string): boolean {
    return !CELLS.has(name) && !VOID.has(name) && !stack.includes('table');
  }

  // What stands in a table outside its cells gets a cell. The parser would move it to before the table, in quadratic time.
  function inTable(): boolean {
    return stack.at(-1) === 'table';
  }

  function openCell(): void {
    write('<td>');
    stack.push('td');
  }

  function write(text: string): void {
    pass(text);
    last = text;
  }

  // What most often says nothing does not come between two breaks.
  function pass(text: string): void {
    out.push(text);
    size += text.length;
  }

  function cut(): void {
    parts.push(out.join(''));
    const open = formatting.all();
    out = open.map(({ tag }) => tag);
    stack.splice(0, stack.length, ...open.map(({ name }) => name));
    size = 0;
    last = '';
  }
}

interface Format {
  name: string;
  /** The start tag as it was written. */
  tag: string;
  /** How many cells stood around it: a cell's end forgets what was opened in it. */
  cells: number;
}

/**
 * The parser's list of active formatting elements: what it opens again in every block until the end tag comes. Bounded,
 * for each block then costs as many elements as the list is long.
 */
class Formatting {
  private list: Format[] = [];

  /** The start tag to write. */
  start(name: string, attributes: string, stack: string[]): string {
    const cells = cellsIn(stack);
    const around = this.list.filter((one) => one.cells === cells);
    const isFull = name !== 'a' && around.filter((one) => one.tag.includes(' ')).length >= MAX_ATTRIBUTED;
    const tag = `<${name}${isFull ? '' : attributes}>`;
    const alike = around.filter((one) => one.tag === tag);
    // Of four alike the parser forgets the first.
    if (alike.length >= 3) this.list.splice(this.list.indexOf(alike[0]!), 1);
    this.list.push({ name, tag, cells });
    return tag;
  }

  end(name: string, stack: string[]): void {
    const index = this.list.findLastIndex((one) => one.name === name);
    // The parser gives up where an end tag has more than seven blocks to get out of.
    if (this.list[index]?.cells === cellsIn(stack) && blocksIn(stack, name) <= 7) this.list.splice(index, 1);
  }

  leaveCells(stack: string[]): void {
    if (this.list.length === 0) return;
    const cells = cellsIn(stack);
    while ((this.list.at(-1)?.cells ?? 0) > cells) this.list.pop();
  }

  /** Whether a second element of each kind, in the next part, means the same as one element in both. */
  isPlain(): boolean {
    return !this.list.some(({ tag }) => / (?:dir|id)=| href="#/.test(tag));
  }

  all(): readonly Format[] {
    return this.list;
  }
}

function cellsIn(stack: string[]): number {
  let cells = 0;
  for (const name of stack) if (CELLS.has(name)) cells++;
  return cells;
}

function blocksIn(stack: string[], name: string): number {
  const index = stack.lastIndexOf(name);
  return index < 0 ? 0 : stack.slice(index).filter((open) => !INLINE.has(open)).length;
}

/** What the parser will close by itself before `name` opens, so that `stack` is never shallower than the tree. */
function makeRoom(stack: string[], name: string): boolean {
  const table = stack.lastIndexOf('table');
  if (CELLS.has(name) || ROWS.has(name)) {
    if (table < 0) return false;
    stack.length = table + 1;
    return true;
  }
  if (name === 'table' && table >= 0 && !stack.slice(table).some((open) => CELLS.has(open))) stack.length = table;
  if (!INLINE.has(name) && name !== 'br' && name !== 'img') cutAt(stack, lastWithin(stack, 'p', BARRIERS));
  if (HEADINGS.has(name) && HEADINGS.has(stack.at(-1) ?? '')) stack.pop();
  if (name === 'li') cutAt(stack, lastWithin(stack, 'li', LIST_BARRIERS));
  if (name === 'a') {
    const earlier = lastWithin(stack, 'a', BARRIERS);
    if (earlier >= 0) stack.splice(earlier, 1);
  }
  return true;
}

const LIST_BARRIERS = new Set([...BARRIERS, ...KEPT].filter((name) => name !== 'li' && name !== 'p'));

/** Whether the end tag closes something; an end tag that the parser would ignore is not written at all. */
function leave(stack: string[], name: string): boolean {
  if (ROWS.has(name)) {
    const table = stack.lastIndexOf('table');
    if (table >= 0) stack.length = table + 1;
    return table >= 0;
  }
  const barriers = name === 'table' ? NONE : CELLS.has(name) ? TABLE : name === 'li' ? ITEM_BARRIERS : BARRIERS;
  const index = HEADINGS.has(name) ? lastHeading(stack) : lastWithin(stack, name, barriers);
  // What a block's end has closed the parser opens again after it, until this end tag.
  if (index < 0) return FORMATTING.has(name);
  const hasBlocks = stack.slice(index).some((open) => !INLINE.has(open));
  if (FORMATTING.has(name) && hasBlocks) stack.splice(index, 1);
  else if (INLINE.has(name) && hasBlocks) return false;
  else stack.length = index;
  return true;
}

const NONE = new Set<string>();
const TABLE = set('table');
const ITEM_BARRIERS = new Set([...BARRIERS, 'ul', 'ol']);

function lastWithin(stack: string[], name: string, barriers: Set<string>): number {
  for (let i = stack.length - 1; i >= 0; i--) {
    if (stack[i] === name) return i;
    if (barriers.has(stack[i]!)) return -1;
  }
  return -1;
}

/** Any heading's end tag closes any heading. */
function lastHeading(stack: string[]): number {
  return Math.max(...[...HEADINGS].map((name) => lastWithin(stack, name, BARRIERS)));
}

function cutAt(stack: string[], index: number): void {
  if (index >= 0) stack.length = index;
}

/** The element that stands in for `name`: itself, `div` for other blocks, `span` for everything else. */
function standIn(name: string): string {
  if (KEPT.has(name) || INLINE.has(name) || VOID.has(name)) return name;
  return WRAPPERS.has(name) ? 'div' : 'span';
}

const STRUCK = set('s strike del');

interface Tag {
  name: string;
  /** The attributes that matter, written again: ` href="…"`. */
  attributes: string;
  /** What only the findings ask for: other attributes by name. */
  others: Map<string, string>;
  end: number;
}

const NAME = /[^\s/>]+/y;
const ATTRIBUTE = /[\s/]*([^\s/>][^\s/>=]*)(?:\s*=\s*(?:(["'])|([^\s"'>][^\s>]*))?)?/y;

function readTag(source: string, from: number): Tag {
  NAME.lastIndex = from;
  const name = NAME.exec(source)![0].toLowerCase();
  const attributes = new Map<string, string>();
  const others = new Map<string, string>();
  let at = from + name.length;
  for (;;) {
    ATTRIBUTE.lastIndex = at;
    const found = ATTRIBUTE.exec(source);
    if (!found) break;
    at = ATTRIBUTE.lastIndex;
    let value = found[3] ?? '';
    if (found[2]) {
      const end = source.indexOf(found[2], at);
      value = source.slice(at, end < 0 ? source.length : end);
      at = end < 0 ? source.length : end + 1;
    }
    remember(ATTRIBUTES.has(found[1]!.toLowerCase()) ? attributes : others, found[1]!.toLowerCase(), value);
  }
  return { name, attributes: rewrite(name, attributes), others, end: after(source, '>', at) };
}

function remember(attributes: Map<string, string>, name: string, value: string): void {
  const matters = ATTRIBUTES.has(name) || name.startsWith('on') || name === 'hidden' || name === 'style';
  if (matters && !attributes.has(name)) attributes.set(name, value);
}

function rewrite(element: string, attributes: Map<string, string>): string {
  let tag = '';
  for (const [name, value] of attributes) {
    if (PLAIN.has(element) && name !== 'lang' && name !== 'dir') continue;
    tag += ` ${name}="${value.replaceAll('"', '&quot;')}"`;
  }
  return tag;
}

function reportAttributes(tag: Tag, count: Count): void {
  if (STRUCK.has(tag.name)) count('struck');
  if (tag.others.has('hidden') || /display\s*:\s*none/i.test(tag.others.get('style') ?? '')) count('unhidden');
  for (const name of tag.others.keys()) if (name.startsWith('on')) count('handler');
}

/** The index behind the comment, declaration or instruction that starts at `lt`. */
function commentEnd(source: string, lt: number): number {
  if (!source.startsWith('<!--', lt)) return after(source, '>', lt);
  const short = /^(?:<!-->|<!--->)/.exec(source.slice(lt, lt + 6));
  if (short) return lt + short[0].length;
  const end = /--!?>/g;
  end.lastIndex = lt + 4;
  return end.exec(source) ? end.lastIndex : source.length;
}

function after(source: string, character: string, from: number): number {
  const index = source.indexOf(character, from);
  return index < 0 ? source.length : index + 1;
}

function set(names: string): Set<string> {
  return new Set(names.split(' '));
}
