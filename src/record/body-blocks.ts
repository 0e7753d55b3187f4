import type { Element, ElementContent, RootContent } from 'hast';
import { cleanText } from '../base/text.ts';
import type { Piece, Wrap } from './body-inline.ts';
import { toInline, toParagraphs } from './body-inline.ts';
import type { BodyNode, Cell, Direction, Figure, Inline, Item, Marks, Scope } from './body-tree.ts';
import { cleanHref, MAX_CONTAINERS, mediaHash } from './body-tree.ts';

/** What holds at one place of the tree that is read. */
interface Place {
  /** Inline elements around this place. */
  path: readonly Wrap[];
  /** Language and direction that the next block gets: its wrappers' or its own. */
  marks: Marks;
  /** What the block around this place says already, so that it need not be said again. */
  around: Marks;
  containers: number;
  form: 'p' | 'verse' | 'line';
}

/** What is being written: blocks that are done, and the inline pieces of the one that is not. */
interface Sink {
  blocks: BodyNode[];
  pieces: Piece[];
  /** Shared by the whole body: heading ids that are taken, and a counter for elements that must not be joined. */
  ids: Set<string>;
  instances: { count: number };
}

type Node = RootContent | ElementContent;
type Reader = (element: Element, place: Place, sink: Sink) => void;

/** The tree of a body from the parsed, gathered and sanitized nodes of a fragment. Text is never lost on the way. */
export function toBlocks(nodes: Iterable<Node>): BodyNode[] {
  const place: Place = { path: [], marks: {}, around: {}, containers: 0, form: 'p' };
  const blocks = readFlow(nodes, place, { blocks: [], pieces: [], ids: new Set(), instances: { count: 0 } });
  nameReferences(blocks);
  return blocks;
}

function readFlow(nodes: Iterable<Node>, place: Place, parent: Sink): BodyNode[] {
  const sink: Sink = { ...parent, blocks: [], pieces: [] };
  read(nodes, place, sink);
  flush(place, sink);
  return sink.blocks;
}

function read(nodes: Iterable<Node>, place: Place, sink: Sink): void {
  for (const node of nodes) {
    if (node.type === 'text') sink.pieces.push({ path: place.path, text: node.value });
    else if (node.type === 'element') readElement(node, place, sink);
  }
}

const INLINE: Record<string, Wrap['type'] | null> = {
  a: 'a', strong: 'strong', b: 'strong', em: 'em', i: 'em', sub: 'sub', sup: 'sup', bdi: 'bdi', span: null, code: null,
}; // biome-ignore format: a table

const BLOCKS: Record<string, Reader> = {
  h1: readHeading,
  h2: readHeading,
  h3: readHeading,
  h4: readHeading,
  h5: readHeading,
  h6: readHeading,
  blockquote: readQuote,
  ul: readList,
  ol: readList,
  table: readTable,
  figure: readFigure,
  img: readImage,
  hr: readRule,
  pre: readPre,
};

function readElement(element: Element, place: Place, sink: Sink): void {
  const name = element.tagName;
  if (name === 'br') sink.pieces.push({ path: place.path, text: null });
  else if (name === 'img' && !mediaHash(String(element.properties.src ?? ''))) return;
  else if (name in INLINE) read(element.children, withInline(element, place, sink), sink);
  else if (place.form === 'line' && name !== 'img') readLine(element, place, sink);
  else {
    flush(place, sink);
    (BLOCKS[name] ?? readWrapper)(element, { ...place, marks: { ...place.marks, ...marksOf(element) } }, sink);
  }
}

/** A block where only a line may stand: its text, on a line of its own. */
function readLine(element: Element, place: Place, sink: Sink): void {
  const end: Piece = { path: place.path, text: null };
  sink.pieces.push(end);
  read(element.children, place, sink);
  sink.pieces.push(end);
}

function withInline(element: Element, place: Place, sink: Sink): Place {
  const path = [...place.path];
  const type = INLINE[element.tagName];
  const href = type === 'a' ? cleanHref(String(element.properties.href ?? '')) : null;
  if (type === 'a' && href) path.push({ type, href, key: `a ${href}` });
  else if (type === 'bdi') path.push({ type, key: `bdi ${sink.instances.count++}` });
  else if (type && type !== 'a') path.push({ type, key: type });
  const marks = marksOf(element);
  // Two neighbours with a direction are two isolates: joined, they would show in another order.
  if (marks.lang || marks.dir) path.push({ type: 'span', key: marks.dir ? `${sink.instances.count++}` : '', ...marks });
  return { ...place, path };
}

/** Ends the paragraphs that stand in the sink. */
function flush(place: Place, sink: Sink): void {
  const marks = differing(place.marks, place.around);
  for (const lines of toParagraphs(sink.pieces.splice(0), { ...place.around, ...place.marks }.lang)) {
    if (place.form === 'verse')
      sink.blocks.push({ type: 'verse', ...marks, lines: lines.map((one) => toInline([one])) });
    else sink.blocks.push({ type: 'p', ...marks, children: toInline(lines) });
  }
}

function readWrapper(element: Element, place: Place, sink: Sink): void {
  const form = element.tagName === 'p' && hasClass(element, 'verse') ? 'verse' : place.form;
  read(element.children, { ...place, form }, sink);
  flush({ ...place, form }, sink);
}

/** Preformatted text: its lines stay lines, a blank one ends the paragraph or the stanza. */
function readPre(element: Element, place: Place, sink: Sink): void {
  const verse = element.children.some((child) => child.type === 'element' && hasClass(child, 'language-verse'));
  const inside: Place = { ...place, form: verse ? 'verse' : place.form };
  read(breakLines(element.children), inside, sink);
  flush(inside, sink);
}

function breakLines(nodes: ElementContent[]): ElementContent[] {
  return nodes.flatMap((node): ElementContent[] => {
    if (node.type === 'element') return [{ ...node, children: breakLines(node.children) }];
    if (node.type !== 'text') return [];
    return node.value.split(/\r\n|[\r\n]/).flatMap((value, index): ElementContent[] => {
      const text: ElementContent = { type: 'text', value };
      return index === 0 ? [text] : [{ type: 'element', tagName: 'br', properties: {}, children: [] }, text];
    });
  });
}

function readHeading(element: Element, place: Place, sink: Sink): void {
  const { children, figures } = readLines(element.children, place, sink);
  if (children.length > 0) {
    const level = Math.min(Math.max(Number(element.tagName[1]), 2), 4) as 2 | 3 | 4;
    const id = takeId(element, sink);
    const marks = differing(place.marks, place.around);
    sink.blocks.push({ type: 'heading', level, ...marks, ...(id && { id }), children });
  }
  append(sink.blocks, figures);
}

/** One row of text with single breaks, and the pictures that stood in it. */
function readLines(nodes: Node[], place: Place, parent: Sink): { children: Inline[]; figures: BodyNode[] } {
  const sink: Sink = { ...parent, blocks: [], pieces: [] };
  read(nodes, { ...place, form: 'line' }, sink);
  return {
    children: toInline(toParagraphs(sink.pieces, { ...place.around, ...place.marks }.lang).flat()),
    figures: sink.blocks,
  };
}

function takeId(element: Element, sink: Sink): string | undefined {
  const id = String(element.properties.id ?? '');
  if (!/^s-[a-z0-9-]{1,100}$/.test(id) || sink.ids.has(id)) return undefined;
  sink.ids.add(id);
  return id;
}

function readQuote(element: Element, place: Place, sink: Sink): void {
  const inside = enter(place);
  if (!inside) {
    readWrapper(element, place, sink);
    return;
  }
  const children = readFlow(element.children, inside, sink);
  if (children.length > 0) sink.blocks.push({ type: 'quote', ...differing(place.marks, place.around), children });
}

/** The place inside a quote, list or table, or null where that would be too deep. */
function enter(place: Place): Place | null {
  if (place.containers >= MAX_CONTAINERS) return null;
  return {
    ...place,
    marks: {},
    around: { ...place.around, ...place.marks },
    containers: place.containers + 1,
    form: 'p',
  };
}

function readList(element: Element, place: Place, sink: Sink): void {
  const notes = element.tagName === 'ol' && hasClass(element, 'notes');
  const inside = enter(place);
  if (!inside) {
    readWrapper(element, place, sink);
    return;
  }
  const items: Item[] = [];
  for (const child of element.children) {
    const loose = child.type === 'element' && (child.tagName === 'ul' || child.tagName === 'ol');
    const item = readItem(child, inside, sink);
    // Older editors put a nested list beside its item rather than into it.
    if (loose && items.length > 0) append(items.at(-1)!.children, item.children);
    else if (item.children.length > 0) items.push(item);
  }
  if (items.length === 0) return;
  if (notes) sink.blocks.push({ type: 'notes', items });
  else {
    const marks = differing(place.marks, place.around);
    sink.blocks.push({ type: 'list', ...marks, ordered: element.tagName === 'ol', items });
  }
}

function readItem(node: Node, inside: Place, sink: Sink): Item {
  const isItem = node.type === 'element' && node.tagName === 'li';
  return readHolder(isItem ? node : null, isItem ? node.children : [node], inside, sink);
}

/** An item or a cell. Where one paragraph is all it holds, that paragraph's marks are its own. */
function readHolder(element: Element | null, nodes: Node[], inside: Place, sink: Sink): Item {
  const own: Marks = element ? { ...inside.marks, ...marksOf(element) } : { ...inside.marks };
  const children = readFlow(nodes, { ...inside, marks: {}, around: { ...inside.around, ...own } }, sink);
  const only = children[0];
  if (children.length === 1 && only?.type === 'p') {
    Object.assign(own, marksIn(only));
    children[0] = { type: 'p', children: only.children };
  }
  return { ...differing(own, inside.around), children };
}

function readTable(element: Element, place: Place, sink: Sink): void {
  const inside = enter(place);
  if (!inside) {
    readWrapper(element, place, sink);
    return;
  }
  const caption = readCaption(element, 'caption', inside, sink);
  const rows = rowsOf(element, inside);
  const head = rows.filter((row) => row.inHead).map((row) => readRow(row, sink));
  const body = rows.filter((row) => !row.inHead).map((row) => readRow(row, sink));
  const isEmpty = [...head, ...body].flat().every((cell) => cell.children.length === 0);
  const marks = differing(place.marks, place.around);
  if (isEmpty && caption.children.length > 0) sink.blocks.push({ type: 'p', ...marks, children: caption.children });
  if (!isEmpty) sink.blocks.push({ type: 'table', ...marks, caption: caption.children, head, body });
  append(sink.blocks, caption.figures);
}

function readCaption(element: Element, name: string, inside: Place, sink: Sink) {
  const captions = element.children.filter((child) => child.type === 'element' && child.tagName === name) as Element[];
  const lines = captions.flatMap((caption): ElementContent[] => [
    { ...caption, tagName: 'span' },
    { type: 'element', tagName: 'br', properties: {}, children: [] },
  ]);
  return readLines(lines, inside, sink);
}

interface Row {
  cells: Element[];
  inHead: boolean;
  place: Place;
}

function rowsOf(parent: Element, place: Place, inHead = false): Row[] {
  return parent.children.flatMap((child): Row[] => {
    if (child.type !== 'element') return [];
    const inside = { ...place, marks: { ...place.marks, ...marksOf(child) } };
    if (child.tagName === 'tr') {
      const cells = child.children.filter((cell) => cell.type === 'element') as Element[];
      return cells.length > 0 ? [{ cells, inHead, place: inside }] : [];
    }
    return /^t(head|body|foot)$/.test(child.tagName) ? rowsOf(child, inside, child.tagName === 'thead') : [];
  });
}

function readRow(row: Row, sink: Sink): Cell[] {
  return row.cells.map((cell) => {
    const header = cell.tagName === 'th';
    const scope = header ? scopeOf(cell) : undefined;
    const spans = { colspan: span(cell.properties.colSpan), rowspan: span(cell.properties.rowSpan) };
    return { header, ...(scope && { scope }), ...spans, ...readHolder(cell, cell.children, row.place, sink) };
  });
}

function scopeOf(cell: Element): Scope | undefined {
  const scope = String(cell.properties.scope ?? '').toLowerCase();
  return /^(row|col)(group)?$/.test(scope) ? (scope as Scope) : undefined;
}

function span(value: unknown): number {
  const number = Number(value);
  return Number.isInteger(number) && number >= 1 && number <= 100 ? number : 1;
}

function readFigure(element: Element, place: Place, sink: Sink): void {
  const content = element.children.filter((child) => child.type !== 'element' || child.tagName !== 'figcaption');
  const blocks = readFlow(content, place, sink);
  const last = blocks.at(-1);
  const effective = { ...place.around, ...(last && marksIn(last)) };
  const captionPlace = { ...place, marks: {}, around: last?.type === 'figure' ? effective : place.around };
  const caption = readCaption(element, 'figcaption', captionPlace, sink);
  append(sink.blocks, blocks);
  if (last?.type === 'figure' && last.caption.length === 0) last.caption = caption.children;
  else if (caption.children.length > 0) {
    sink.blocks.push({ type: 'p', ...differing(place.marks, place.around), children: caption.children });
  }
  append(sink.blocks, caption.figures);
}

function readImage(element: Element, place: Place, sink: Sink): void {
  const sha256 = mediaHash(String(element.properties.src))!;
  const alt = cleanText(String(element.properties.alt ?? ''));
  const figure: Figure = { type: 'figure', ...differing(place.marks, place.around), sha256, alt, caption: [] };
  sink.blocks.push(figure);
}

function readRule(_element: Element, _place: Place, sink: Sink): void {
  sink.blocks.push({ type: 'rule' });
}

/** The first reference to a note, in reading order, is where the note leads back to. */
function nameReferences(blocks: BodyNode[]): void {
  const named = new Set<string>();
  for (const inline of allInline(blocks)) {
    const note = inline.type === 'a' ? /^#note-(\d+)$/.exec(inline.href)?.[1] : undefined;
    if (inline.type !== 'a' || !note || named.has(note)) continue;
    named.add(note);
    inline.id = `ref-${note}`;
  }
}

function* allInline(blocks: BodyNode[]): Generator<Inline> {
  for (const block of blocks) {
    if (block.type === 'p' || block.type === 'heading') yield* eachInline(block.children);
    else if (block.type === 'verse') yield* eachInline(block.lines.flat());
    else if (block.type === 'quote') yield* allInline(block.children);
    else if (block.type === 'list') for (const item of block.items) yield* allInline(item.children);
    else if (block.type === 'figure') yield* eachInline(block.caption);
    else if (block.type === 'table') {
      yield* eachInline(block.caption);
      for (const cell of [...block.head, ...block.body].flat()) yield* allInline(cell.children);
    }
  }
}

function* eachInline(nodes: Inline[]): Generator<Inline> {
  for (const node of nodes) {
    yield node;
    if ('children' in node) yield* eachInline(node.children);
  }
}

/** Without spreading: a hostile body can hold more blocks than a call can take arguments. */
function append<T>(to: T[], more: T[]): void {
  for (const one of more) to.push(one);
}

function marksOf(element: Element): Marks {
  const lang = String(element.properties.lang ?? '').toLowerCase();
  const dir = String(element.properties.dir ?? '').toLowerCase();
  return {
    ...(/^[a-z]{2,3}(-[a-z0-9]{2,8})*$/.test(lang) && { lang }),
    ...((dir === 'ltr' || dir === 'rtl') && { dir: dir as Direction }),
  };
}

function marksIn(node: Marks | BodyNode): Marks {
  const { lang, dir } = node as Marks;
  return { ...(lang && { lang }), ...(dir && { dir }) };
}

function differing(marks: Marks, around: Marks): Marks {
  return {
    ...(marks.lang && marks.lang !== around.lang && { lang: marks.lang }),
    ...(marks.dir && marks.dir !== around.dir && { dir: marks.dir }),
  };
}

function hasClass(element: Element, name: string): boolean {
  return Array.isArray(element.properties.className) && element.properties.className.includes(name);
}
