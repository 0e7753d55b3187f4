import { type BodyNode, parseBody } from '../../../record/body.ts';
import { type Piece, toInline, toParagraphs, type Wrap } from '../../../record/body-inline.ts';
import type { Cell, Figure, Inline, Item, Marks, Table } from '../../../record/body-tree.ts';
import { writeBody } from '../../../record/body-write.ts';

/** A node of the editor's document as ProseMirror writes it in JSON. Its types stand in schema.ts. */
export interface DocNode {
  type: string;
  attrs?: Record<string, unknown>;
  content?: DocNode[];
  marks?: DocMark[];
  text?: string;
}

export interface DocMark {
  type: string;
  attrs?: Record<string, unknown>;
}

/** The marks whose order around a text means something: `at` is a mark's place in the row, outermost first. */
const ORDERED = ['link', 'bdi', 'phrase', 'superscript', 'subscript'];
const WRAPS: Record<string, Wrap['type']> = {
  link: 'a', bdi: 'bdi', phrase: 'span', superscript: 'sup', subscript: 'sub', bold: 'strong', italic: 'em',
}; // biome-ignore format: a table
const MARKS = Object.fromEntries(Object.entries(WRAPS).map(([mark, type]) => [type, mark]));

/** Where a number stands in the words of a reference: `[{0}]`; the zero says whose digits. */
const NUMBER = /\{(\p{Nd})\}/u;

/**
 * A body, in any HTML, as the editor's document. `keys` are the notes' keys, in order, where notes that are known should
 * keep theirs; more are made.
 */
export function bodyToDoc(html: string, keys: readonly string[] = []): DocNode {
  const blocks = parseBody(html);
  const notes = blocks.findLast((block) => block.type === 'notes');
  const made = (notes?.items ?? []).map((_, index) => keys[index] ?? newKey());
  const reader: Reader = { keys: made, instances: { count: 0 } };
  const content = blocks.filter((block) => block.type !== 'notes').map((block) => readBlock(block, reader));
  return {
    type: 'doc',
    content: [
      ...(content.length > 0 ? content : [paragraph()]),
      ...(notes ? [{ type: 'notes', content: notes.items.map((item, index) => readNote(item, index, reader)) }] : []),
    ],
  };
}

/** A key for a new note. Notes of two texts must never share one, for a passage may be carried from one to the other. */
export function newKey(): string {
  return Math.random().toString(36).slice(2, 12);
}

interface Reader {
  keys: string[];
  /** Elements that are never joined with their neighbours are told apart by a number. */
  instances: { count: number };
}

function readBlock(block: BodyNode, reader: Reader): DocNode {
  switch (block.type) {
    case 'p':
      return node('paragraph', marksOf(block), readInline(block.children, reader));
    case 'verse':
      return node('verse', marksOf(block), readLines(block.lines, reader));
    case 'heading':
      return node(
        'heading',
        { ...marksOf(block), level: block.level, id: block.id ?? null },
        readInline(block.children, reader),
      );
    case 'quote':
      return node('blockquote', marksOf(block), readFlow(block.children, reader));
    case 'list':
      return node(
        block.ordered ? 'orderedList' : 'bulletList',
        marksOf(block),
        block.items.map((item) => readHolder('listItem', item, {}, reader)),
      );
    case 'rule':
      return { type: 'horizontalRule' };
    case 'figure':
      return node(
        'figure',
        { ...marksOf(block), sha256: block.sha256, alt: block.alt },
        readInline(block.caption, reader),
      );
    case 'table':
      return readTable(block, reader);
    case 'notes':
      throw new Error('Footnotes stand at the end of a body only.');
  }
}

function readFlow(blocks: BodyNode[], reader: Reader): DocNode[] {
  return blocks.length > 0 ? blocks.map((block) => readBlock(block, reader)) : [paragraph()];
}

/** Where one paragraph is all that an item or a cell holds, it gets their language, so that both are one thing to set. */
function readHolder(type: string, item: Item, attrs: Record<string, unknown>, reader: Reader): DocNode {
  const only = item.children.length === 1 ? item.children[0] : undefined;
  if (only?.type === 'p')
    return node(type, { ...marksOf({}), ...attrs }, [readBlock({ ...only, ...marksIn(item) }, reader)]);
  return node(type, { ...marksOf(item), ...attrs }, readFlow(item.children, reader));
}

function readTable(table: Table, reader: Reader): DocNode {
  const rows = (cells: Cell[][], head: boolean) =>
    cells.map((row) =>
      node(
        'tableRow',
        { head },
        row.map((cell) => readCell(cell, reader)),
      ),
    );
  const caption = table.caption.length > 0 ? [node('tableCaption', {}, readInline(table.caption, reader))] : [];
  const grid = node('table', {}, [...rows(table.head, true), ...rows(table.body, false)]);
  return node('tableBlock', marksOf(table), [...caption, grid]);
}

function readCell(cell: Cell, reader: Reader): DocNode {
  const { colspan, rowspan, scope } = cell;
  const spans = { colspan, rowspan, colwidth: null };
  if (!cell.header) return readHolder('tableCell', cell, spans, reader);
  return readHolder('tableHeader', cell, { ...spans, scope: scope ?? null }, reader);
}

function readNote(item: Item, index: number, reader: Reader): DocNode {
  const children = structuredClone(item.children);
  const last = children.at(-1);
  const isAlone = last?.type === 'p' && last.children.length === 1 && children.length > 1;
  const back = last?.type === 'p' && !isAlone && takeWayBack(last.children, index + 1);
  const kept = back && last.children.length === 0 ? [] : children;
  return readHolder('note', { ...item, children: kept }, { key: reader.keys[index], back }, reader);
}

/** The way back that a note usually ends with: the editor shows and writes it by itself. */
function takeWayBack(inline: Inline[], number: number): boolean {
  const link = inline.at(-1);
  if (link?.type !== 'a' || link.href !== `#ref-${number}`) return false;
  const [arrow, ...more] = link.children;
  if (more.length > 0 || arrow?.type !== 'text' || arrow.text !== WAY_BACK) return false;
  const before = inline.at(-2);
  if (before && !(before.type === 'text' && before.text.endsWith(' '))) return false;
  inline.pop();
  if (before?.type === 'text') before.text = before.text.trimEnd();
  return true;
}

const WAY_BACK = '↩';

function readLines(lines: Inline[][], reader: Reader): DocNode[] {
  return lines.flatMap((line, index) => [
    ...(index > 0 ? [{ type: 'hardBreak' }] : []),
    ...readInline(line, reader, []),
  ]);
}

function readInline(inline: Inline[], reader: Reader, path: DocMark[] = []): DocNode[] {
  return inline.flatMap((one): DocNode[] => {
    if (one.type === 'text') return one.text === '' ? [] : [withMarks({ type: 'text', text: one.text }, path)];
    if (one.type === 'br') return [{ type: 'hardBreak' }];
    const reference = one.type === 'a' ? readReference(one, reader, path) : null;
    return reference ? [reference] : readInline(one.children, reader, [...path, readMark(one, reader, path.length)]);
  });
}

function readMark(one: Exclude<Inline, { type: 'text' | 'br' }>, reader: Reader, at: number): DocMark {
  const type = MARKS[one.type]!;
  if (one.type === 'strong' || one.type === 'em') return { type };
  if (one.type === 'a') return { type, attrs: { at, ...readTarget(one.href, reader) } };
  if (one.type === 'bdi') return { type, attrs: { at, instance: ++reader.instances.count } };
  if (one.type !== 'span') return { type, attrs: { at } };
  const instance = one.dir ? ++reader.instances.count : 0;
  return { type, attrs: { at, ...marksOf(one), instance } };
}

function readTarget(href: string, { keys }: Reader): { href: string; note: string | null } {
  const number = /^#(?:note|ref)-(\d+)$/.exec(href)?.[1];
  return { href: number ? href.replace(/\d+$/, '') : href, note: number ? (keys[Number(number) - 1] ?? null) : null };
}

/** A link whose only words are the number of the note that it leads to: a reference, which follows its note’s number. */
function readReference(link: Inline & { type: 'a' }, reader: Reader, path: DocMark[]): DocNode | null {
  const number = /^#note-(\d+)$/.exec(link.href)?.[1];
  if (!number) return null;
  const marks = [...path];
  let inside: Inline[] = link.children;
  while (inside.length === 1 && inside[0]!.type !== 'text' && inside[0]!.type !== 'br') {
    marks.push(readMark(inside[0]!, reader, marks.length + 1));
    inside = inside[0]!.children;
  }
  const [text, ...more] = inside;
  if (more.length > 0 || text?.type !== 'text') return null;
  const label = labelOf(text.text, number);
  const attrs = { key: reader.keys[Number(number) - 1], label, at: path.length };
  return label ? withMarks({ type: 'noteRef', attrs }, marks) : null;
}

function labelOf(text: string, number: string): string | null {
  const [, before, digits, after] = /^([^\p{Nd}{}]?)(\p{Nd}+)([^\p{Nd}{}]?)$/u.exec(text) ?? [];
  const zero = digits && zeroOf(digits);
  return zero && inDigits(Number(number), zero) === digits ? `${before}{${zero}}${after}` : null;
}

/** The zero of the row of ten in which these digits stand. */
function zeroOf(digits: string): string {
  const first = digits.codePointAt(0)!;
  return ZEROS.find((zero) => first >= zero.codePointAt(0)! && first < zero.codePointAt(0)! + 10) ?? '';
}

const ZEROS = ['0', '\u06f0', '\u0660', '\u0966'];

function inDigits(number: number, zero: string): string {
  return String(number).replace(/\d/g, (digit) => String.fromCodePoint(zero.codePointAt(0)! + Number(digit)));
}

/** A reference’s words for the note of this number. */
export function referenceText(label: unknown, number: number): string {
  return String(label ?? '{0}').replace(NUMBER, (_, zero: string) => inDigits(number, zero));
}

/** The notes’ keys in their order: a key’s place and one more is its number. */
export function noteKeys(doc: DocNode): string[] {
  return (doc.content?.find(({ type }) => type === 'notes')?.content ?? []).map((note) => String(note.attrs!.key));
}

/**
 * The editor's document as a body. Cleaning it changes nothing but what an unfinished text has: blocks without words,
 * references to notes that are gone.
 */
export function docToBody(doc: DocNode): string {
  const content = doc.content ?? [];
  const referred = new Set<string>();
  collectReferences(content, referred);
  const list = content.find(({ type }) => type === 'notes')?.content ?? [];
  // A note without a word that nothing refers to would be cleaned away, and with it the numbers of those behind it.
  const notes = list.filter((note) => hasContent(note) || referred.has(String(note.attrs!.key)));
  const writer: Writer = { keys: notes.map((note) => String(note.attrs!.key)), referred };
  const blocks = content.filter(({ type }) => type !== 'notes').flatMap((block) => writeBlock(block, {}, writer));
  const items = notes.map((note, index) => writeNote(note, index, writer));
  return writeBody(items.length > 0 ? [...blocks, { type: 'notes', items }] : blocks);
}

/** Whether anything in it would be written. */
function hasContent({ type, text, content }: DocNode): boolean {
  if (type === 'horizontalRule' || type === 'figure' || type === 'noteRef') return true;
  return text ? text.trim() !== '' : (content ?? []).some(hasContent);
}

interface Writer {
  keys: string[];
  /** The notes that the text refers to. */
  referred: Set<string>;
}

function collectReferences(nodes: DocNode[], found: Set<string>): void {
  for (const one of nodes) {
    if (one.type === 'notes') continue;
    if (one.type === 'noteRef') found.add(String(one.attrs!.key));
    for (const mark of one.marks ?? []) {
      if (mark.type === 'link' && mark.attrs!.href === '#note-') found.add(String(mark.attrs!.note));
    }
    collectReferences(one.content ?? [], found);
  }
}

function writeBlock(block: DocNode, around: Marks, writer: Writer): BodyNode[] {
  const attrs = block.attrs ?? {};
  const marks = differing(marksIn(attrs), around);
  const inside = { ...around, ...marks };
  switch (block.type) {
    case 'paragraph':
      return paragraphs(block, inside, writer).map((lines) => ({ type: 'p', ...marks, children: toInline(lines) }));
    case 'verse':
      return paragraphs(block, inside, writer).map((lines) => ({
        type: 'verse',
        ...marks,
        lines: lines.map((line) => toInline([line])),
      }));
    case 'heading': {
      const children = writeInline(block, inside, writer);
      const id = attrs.id ? { id: String(attrs.id) } : {};
      return children.length > 0
        ? [{ type: 'heading', level: attrs.level as 2 | 3 | 4, ...id, ...marks, children }]
        : [];
    }
    case 'blockquote': {
      const children = (block.content ?? []).flatMap((child) => writeBlock(child, inside, writer));
      return children.length > 0 ? [{ type: 'quote', ...marks, children }] : [];
    }
    case 'bulletList':
    case 'orderedList': {
      const items = (block.content ?? []).map((item) => writeHolder(item, inside, writer));
      const full = items.filter(({ children }) => children.length > 0);
      return full.length > 0 ? [{ type: 'list', ordered: block.type === 'orderedList', ...marks, items: full }] : [];
    }
    case 'horizontalRule':
      return [{ type: 'rule' }];
    case 'figure':
      return attrs.sha256 ? [writeFigure(block, marks, inside, writer)] : [];
    case 'tableBlock':
      return writeTable(block, marks, inside, writer);
    default:
      return [];
  }
}

function writeFigure(block: DocNode, marks: Marks, inside: Marks, writer: Writer): Figure {
  const { sha256, alt } = block.attrs ?? {};
  const caption = writeInline(block, inside, writer);
  return { type: 'figure', ...marks, sha256: String(sha256), alt: String(alt ?? ''), caption };
}

function writeTable(block: DocNode, marks: Marks, inside: Marks, writer: Writer): BodyNode[] {
  const captions = (block.content ?? []).filter(({ type }) => type === 'tableCaption');
  const caption = captions.flatMap((one) => writeInline(one, inside, writer));
  const rows = (block.content ?? []).filter(({ type }) => type === 'table').flatMap(({ content }) => content ?? []);
  // Rows of the head lead; one that rows were put before is a row like these.
  const firstOfBody = rows.findIndex(({ attrs }) => !attrs?.head);
  const heads = firstOfBody < 0 ? rows.length : firstOfBody;
  const cells = rows.map((row) => (row.content ?? []).map((cell) => writeCell(cell, inside, writer)));
  const isEmpty = cells.flat().every(({ children }) => children.length === 0);
  if (isEmpty) return caption.length > 0 ? [{ type: 'p', ...marks, children: caption }] : [];
  return [{ type: 'table', ...marks, caption, head: cells.slice(0, heads), body: cells.slice(heads) }];
}

function writeCell(cell: DocNode, around: Marks, writer: Writer): Cell {
  const { colspan, rowspan, scope } = cell.attrs ?? {};
  const header = cell.type === 'tableHeader';
  return {
    ...writeHolder(cell, around, writer),
    header,
    ...(header && scope ? { scope: scope as NonNullable<Cell['scope']> } : {}),
    colspan: Number(colspan ?? 1),
    rowspan: Number(rowspan ?? 1),
  };
}

/** An item or a cell: where one paragraph is all that it holds, that paragraph's language stands on it. */
function writeHolder(holder: DocNode, around: Marks, writer: Writer): Item {
  const own = { ...marksIn(holder.attrs ?? {}) };
  const inside = { ...around, ...own };
  const children = (holder.content ?? []).flatMap((child) => writeBlock(child, inside, writer));
  const only = children.length === 1 ? children[0] : undefined;
  if (only?.type !== 'p') return { ...differing(own, around), children };
  Object.assign(own, marksIn(only));
  return { ...differing(own, around), children: [{ type: 'p', children: only.children }] };
}

function writeNote(note: DocNode, index: number, writer: Writer): Item {
  const item = writeHolder(note, {}, writer);
  const isEmpty = item.children.length === 0;
  if (!(note.attrs!.back || isEmpty) || !writer.referred.has(String(note.attrs!.key))) return item;
  const link: Inline = { type: 'a', href: `#ref-${index + 1}`, children: [{ type: 'text', text: WAY_BACK }] };
  const last = item.children.at(-1)!;
  if (last.type === 'p') last.children.push(...spaceAfter(last.children), link);
  else item.children.push({ type: 'p', children: [link] });
  return item;
}

/** The space before a way back, in the text before it where there is one. */
function spaceAfter(inline: Inline[]): Inline[] {
  const last = inline.at(-1);
  if (last?.type !== 'text') return [{ type: 'text', text: ' ' }];
  last.text += ' ';
  return [];
}

function writeInline(block: DocNode, { lang }: Marks, writer: Writer): Inline[] {
  return toInline(toParagraphs(pieces(block, writer), lang).flat());
}

function paragraphs(block: DocNode, { lang }: Marks, writer: Writer): Piece[][][] {
  return toParagraphs(pieces(block, writer), lang);
}

function pieces(block: DocNode, writer: Writer): Piece[] {
  return (block.content ?? []).flatMap((one): Piece[] => {
    if (one.type === 'hardBreak') return [{ path: [], text: null }];
    if (one.type === 'text') return [{ path: pathOf(one.marks ?? [], writer), text: one.text! }];
    const number = writer.keys.indexOf(String(one.attrs?.key)) + 1;
    if (one.type !== 'noteRef' || number === 0) return [];
    const link = { type: 'link', attrs: { at: one.attrs!.at, href: '#note-', note: one.attrs!.key } };
    return [{ path: pathOf([...(one.marks ?? []), link], writer), text: referenceText(one.attrs!.label, number) }];
  });
}

function pathOf(marks: DocMark[], writer: Writer): Wrap[] {
  return marks.toSorted((a, b) => place(a) - place(b)).flatMap((mark) => wrapOf(mark, writer) ?? []);
}

/** Bold and emphasis stand innermost whatever their place: see body-inline.ts. */
function place({ type, attrs }: DocMark): number {
  return Number(attrs?.at ?? 0) + ORDERED.indexOf(type) / 10;
}

function wrapOf(mark: DocMark, { keys }: Writer): Wrap | null {
  const type = WRAPS[mark.type];
  const attrs = mark.attrs ?? {};
  if (!type) return null;
  if (type === 'a') {
    const number = attrs.note === null || attrs.note === undefined ? null : keys.indexOf(String(attrs.note)) + 1;
    const href = number === null ? String(attrs.href) : `${attrs.href}${number}`;
    return number === 0 || /^#(note|ref)-$/.test(href) ? null : { type, href, key: `a ${href}` };
  }
  if (type === 'bdi') return { type, key: `bdi ${attrs.instance}` };
  if (type !== 'span') return { type, key: type };
  const marksOfSpan = marksIn(attrs);
  return { type, key: marksOfSpan.dir ? `${attrs.instance}` : '', ...marksOfSpan };
}

function marksOf({ lang, dir }: Marks): Record<string, unknown> {
  return { lang: lang ?? null, dir: dir ?? null };
}

function marksIn({ lang, dir }: { lang?: unknown; dir?: unknown }): Marks {
  return { ...(lang ? { lang: String(lang) } : {}), ...(dir ? { dir: dir as 'ltr' | 'rtl' } : {}) };
}

function differing(marks: Marks, around: Marks): Marks {
  return {
    ...(marks.lang && marks.lang !== around.lang ? { lang: marks.lang } : {}),
    ...(marks.dir && marks.dir !== around.dir ? { dir: marks.dir } : {}),
  };
}

function withMarks(one: DocNode, marks: DocMark[]): DocNode {
  return marks.length > 0 ? { ...one, marks } : one;
}

function node(type: string, attrs: Record<string, unknown>, content: DocNode[]): DocNode {
  return { type, ...(Object.keys(attrs).length > 0 && { attrs }), ...(content.length > 0 && { content }) };
}

function paragraph(): DocNode {
  return { type: 'paragraph', attrs: marksOf({}) };
}
