import { type Editor, Extension } from '@tiptap/core';
import type { Node, NodeType, ResolvedPos } from '@tiptap/pm/model';
import { type EditorState, NodeSelection, TextSelection, type Transaction } from '@tiptap/pm/state';
import { cleanHref } from '../../../record/body-tree.ts';
import { newInstance } from './schema.ts';

export interface Tongue {
  lang: string | null;
  dir: 'ltr' | 'rtl' | null;
}

/** Keys that only our nodes need. */
export const BodyKeys = Extension.create({
  name: 'bodyKeys',
  priority: 900,
  addKeyboardShortcuts() {
    return {
      Enter: ({ editor }) => enterInVerse(editor) || enterInCaption(editor),
      'Mod-Enter': ({ editor }) => leaveBlock(editor),
    };
  },
});

/** Lines of verse: a new line; on an empty line a new stanza; in an empty stanza a paragraph. */
function enterInVerse(editor: Editor): boolean {
  const { selection } = editor.state;
  const { $from } = selection;
  if ($from.parent.type.name !== 'verse' || !selection.empty) return false;
  if ($from.parent.content.size === 0) return editor.commands.setNode('paragraph');
  const isEmptyLine = $from.nodeBefore?.type.name === 'hardBreak' && $from.parentOffset === $from.parent.content.size;
  if (!isEmptyLine) return editor.commands.setHardBreak();
  return editor
    .chain()
    .deleteRange({ from: $from.pos - 1, to: $from.pos })
    .command(({ tr }) => Boolean(tr.split($from.pos - 1)))
    .run();
}

function enterInCaption(editor: Editor): boolean {
  const { name } = editor.state.selection.$from.parent.type;
  return (name === 'figure' || name === 'tableCaption') && leaveBlock(editor);
}

/** A new paragraph behind the figure, table, quote or verse that the cursor is in. */
export function leaveBlock(editor: Editor): boolean {
  const { $from } = editor.state.selection;
  const depth = depthOf($from, ['figure', 'tableBlock', 'blockquote', 'verse']);
  if (depth === null) return false;
  const end = $from.after(depth);
  return editor
    .chain()
    .insertContentAt(end, { type: 'paragraph' })
    .setTextSelection(end + 1)
    .run();
}

function depthOf($from: ResolvedPos, names: string[]): number | null {
  for (let depth = $from.depth; depth > 0; depth--) if (names.includes($from.node(depth).type.name)) return depth;
  return null;
}

/** The node of this type around the selection, or selected; with its place. */
export function nodeAround(state: EditorState, name: string): { node: Node; pos: number } | null {
  const { selection } = state;
  if (selection instanceof NodeSelection && selection.node.type.name === name) {
    return { node: selection.node, pos: selection.from };
  }
  const depth = depthOf(selection.$from, [name]);
  return depth === null ? null : { node: selection.$from.node(depth), pos: selection.$from.before(depth) };
}

/** Paragraphs to verse: each is a line of one stanza, an empty one ends it. Verse to paragraphs. */
export function toggleVerse(editor: Editor): boolean {
  if (editor.isActive('verse')) return editor.chain().focus().setNode('paragraph').run();
  return editor
    .chain()
    .focus()
    .command(({ state, tr }) => makeVerse(state, tr))
    .run();
}

function makeVerse(state: EditorState, tr: Transaction): boolean {
  const { $from, $to } = state.selection;
  const range = $from.blockRange($to, (parent) => parent.inlineContent === false);
  if (!range) return false;
  const blocks = range.parent.children.slice(range.startIndex, range.endIndex);
  if (!blocks.every(({ type }) => type.name === 'paragraph')) return false;
  const verse = state.schema.nodes.verse!;
  const stanzas = blocks.length === 1 ? [stanza(verse, blocks)] : split(blocks).map((lines) => stanza(verse, lines));
  tr.replaceWith(range.start, range.end, stanzas.length > 0 ? stanzas : [verse.create()]);
  tr.setSelection(TextSelection.near(tr.doc.resolve(range.start + 1)));
  return true;
}

function split(blocks: readonly Node[]): Node[][] {
  const groups: Node[][] = [[]];
  for (const block of blocks) {
    if (block.content.size > 0) groups.at(-1)!.push(block);
    else groups.push([]);
  }
  return groups.filter((group) => group.length > 0);
}

function stanza(verse: NodeType, lines: readonly Node[]): Node {
  const lineBreak = verse.schema.nodes.hardBreak!;
  const content = lines.flatMap((line, index) => [...(index > 0 ? [lineBreak.create()] : []), ...line.content.content]);
  return verse.create({ lang: lines[0]?.attrs.lang ?? null, dir: lines[0]?.attrs.dir ?? null }, content);
}

/**
 * The language and direction of the selected words, or of the blocks where none or whole ones are selected. What the text
 * around says already is not said again.
 */
export function setTongue(editor: Editor, tongue: Tongue, base: Tongue): boolean {
  return editor
    .chain()
    .focus()
    .command(({ state, tr }) => {
      const { selection } = state;
      if (isPhrase(state)) setPhrase(state, tr, tongue, base);
      else {
        tr.doc.nodesBetween(selection.from, selection.to, (node, pos) => {
          if (!node.isTextblock || !('lang' in node.attrs)) return;
          const around = tongueAround(tr.doc.resolve(pos), base);
          tr.setNodeMarkup(pos, undefined, { ...node.attrs, ...differing(tongue, around) });
        });
      }
      return true;
    })
    .run();
}

/** Whether a part of one block is selected. */
export function isPhrase({ selection }: EditorState): boolean {
  const { $from, $to } = selection;
  if (selection.empty || !(selection instanceof TextSelection) || !$from.sameParent($to)) return false;
  return $from.parentOffset > 0 || $to.parentOffset < $from.parent.content.size;
}

function setPhrase(state: EditorState, tr: Transaction, tongue: Tongue, base: Tongue): void {
  const { from, to, $from } = state.selection;
  const { phrase } = state.schema.marks;
  tr.removeMark(from, to, phrase);
  const own = differing(tongue, tongueAround($from, base));
  if (own.lang || own.dir) tr.addMark(from, to, phrase!.create({ ...own, instance: newInstance() }));
}

function tongueAround($pos: ResolvedPos, base: Tongue): Tongue {
  let { lang, dir } = base;
  for (let depth = 1; depth <= $pos.depth; depth++) {
    const { attrs } = $pos.node(depth);
    lang = (attrs.lang as string | null) ?? lang;
    dir = (attrs.dir as Tongue['dir']) ?? dir;
  }
  return { lang, dir };
}

function differing({ lang, dir }: Tongue, around: Tongue): Tongue {
  return { lang: lang === around.lang ? null : lang, dir: dir === around.dir ? null : dir };
}

/** What holds at the cursor: of the phrase, or the blocks around it. */
export function tongueAt(state: EditorState, base: Tongue): Tongue {
  const { selection } = state;
  const around = tongueAround(selection.$from, base);
  const phrase = selection.$to.marks().findLast((mark) => mark.type.name === 'phrase');
  return {
    lang: (phrase?.attrs.lang as string | undefined) ?? around.lang,
    dir: (phrase?.attrs.dir as Tongue['dir'] | undefined) ?? around.dir,
  };
}

/** Names and numbers that keep their own order within the line. */
export function toggleIsolate(editor: Editor): boolean {
  return editor.chain().focus().toggleMark('bdi', { instance: newInstance() }).run();
}

/**
 * An address as it can be linked to, also where somebody left out its beginning: `example.org`, `a@example.org`,
 * `+92 21 1234567`; null where it cannot.
 */
export function linkTarget(typed: string): string | null {
  const address = typed.trim();
  const number = /^[A-Z]{2}-\d{4}-\d{4,}$/i.exec(address)?.[0];
  if (number) return `item:${number.toUpperCase()}`;
  if (/^\+?[\d\s()-]{6,}$/.test(address)) return cleanHref(`tel:${address.replace(/[\s()-]/g, '')}`);
  if (/^[^\s@/:]+@[^\s@/]+\.[^\s@/]+$/.test(address)) return cleanHref(`mailto:${address}`);
  const known = cleanHref(address);
  if (known || /^[a-z][a-z0-9+.-]*:/i.test(address)) return known;
  return /^[^\s/]+\.[^\s/]{2,}(\/|$)/.test(address) ? cleanHref(`https://${address}`) : null;
}

/** The link around the cursor: its address and the words it has. */
export function linkAround(state: EditorState): { href: string; from: number; to: number } | null {
  const { $from, empty, from, to } = state.selection;
  const neighbours = empty ? [$from.nodeBefore, $from.nodeAfter] : [$from.nodeAfter];
  const marks = [...$from.marks(), ...neighbours.flatMap((node) => node?.marks ?? [])];
  const mark = marks.find(({ type }) => type.name === 'link');
  if (!mark) return null;
  const start = $from.start();
  let around: { from: number; to: number } | null = null;
  $from.parent.forEach((node, offset) => {
    if (!mark.isInSet(node.marks)) return;
    const at = start + offset;
    if (around && around.to === at) around.to = at + node.nodeSize;
    else if (!around || around.to < from) around = { from: at, to: at + node.nodeSize };
  });
  return { href: String(mark.attrs.href), ...(around ?? { from, to }) };
}

/** Links the selected words, or else puts these words in and links them. */
export function setLink(editor: Editor, href: string, words: string): boolean {
  const place = linkAround(editor.state) ?? editor.state.selection;
  return editor
    .chain()
    .focus()
    .command(({ tr, state }) => {
      const link = state.schema.marks.link!;
      if (place.from === place.to) tr.insertText(words, place.from);
      const end = place.from === place.to ? place.from + words.length : place.to;
      tr.removeMark(place.from, end, link).addMark(place.from, end, link.create({ href }));
      tr.setSelection(TextSelection.create(tr.doc, end)).removeStoredMark(link);
      return true;
    })
    .run();
}

export function removeLink(editor: Editor): boolean {
  const place = linkAround(editor.state);
  if (!place) return false;
  return editor
    .chain()
    .focus()
    .command(({ tr, state }) => Boolean(tr.removeMark(place.from, place.to, state.schema.marks.link)))
    .run();
}

export function insertTable(editor: Editor, rows: number, columns: number): boolean {
  const { schema, selection } = editor.state;
  const { table, tableBlock, tableRow, tableHeader, tableCell } = schema.nodes;
  const cells = (type: NodeType, attrs = {}) => Array.from({ length: columns }, () => type.createAndFill(attrs)!);
  const grid = table!.create(null, [
    tableRow!.create({ head: true }, cells(tableHeader!, { scope: 'col' })),
    ...Array.from({ length: rows - 1 }, () => tableRow!.create(null, cells(tableCell!))),
  ]);
  return editor
    .chain()
    .focus()
    .command(({ tr }) => {
      insertBlock(tr, tableBlock!.create(null, grid), selection.from);
      return true;
    })
    .run();
}

export function insertFigure(editor: Editor, sha256: string, alt: string): boolean {
  const { selection, schema } = editor.state;
  return editor
    .chain()
    .focus()
    .command(({ tr }) => {
      insertBlock(tr, schema.nodes.figure!.create({ sha256, alt }), selection.from);
      return true;
    })
    .run();
}

/** In the place of an empty paragraph, else behind the block; the cursor goes into it. */
function insertBlock(tr: Transaction, block: Node, from: number): void {
  const $from = tr.doc.resolve(from);
  const isEmpty = $from.parent.type.name === 'paragraph' && $from.parent.content.size === 0;
  const at = isEmpty ? $from.before() : $from.depth === 0 ? from : $from.after(blockDepth($from));
  if (isEmpty) tr.replaceWith(at, at + 2, block);
  else tr.insert(at, block);
  const behind = tr.doc.resolve(at + block.nodeSize);
  if (!behind.nodeAfter || behind.nodeAfter.type.name === 'notes') {
    tr.insert(behind.pos, tr.doc.type.schema.nodes.paragraph!.create());
  }
  tr.setSelection(TextSelection.near(tr.doc.resolve(at + 1))).scrollIntoView();
}

/** Not into a caption, nor into a table within a table. */
function blockDepth($from: ResolvedPos): number {
  return depthOf($from, ['tableBlock', 'figure']) ?? $from.depth;
}

export function removeNode(editor: Editor, name: string): boolean {
  const around = nodeAround(editor.state, name);
  if (!around) return false;
  return editor
    .chain()
    .focus()
    .deleteRange({ from: around.pos, to: around.pos + around.node.nodeSize })
    .run();
}

export function setAttributes(editor: Editor, name: string, attrs: Record<string, unknown>): boolean {
  const around = nodeAround(editor.state, name);
  if (!around) return false;
  return editor.commands.command(({ tr }) =>
    Boolean(tr.setNodeMarkup(around.pos, undefined, { ...around.node.attrs, ...attrs })),
  );
}

/** The first row as the head of its table, or as a row like the others. */
export function toggleHead(editor: Editor): boolean {
  const around = nodeAround(editor.state, 'table');
  const row = around?.node.firstChild;
  if (!around || !row) return false;
  const head = !row.attrs.head;
  const { tableHeader, tableCell } = editor.schema.nodes;
  return editor
    .chain()
    .focus()
    .command(({ tr }) => {
      const start = around.pos + 1;
      tr.setNodeMarkup(start, undefined, { head });
      row.forEach((cell, offset) => {
        const { scope: _, ...attrs } = cell.attrs;
        tr.setNodeMarkup(start + 1 + offset, head ? tableHeader : tableCell, head ? { ...attrs, scope: 'col' } : attrs);
      });
      return true;
    })
    .run();
}

export function toggleCaption(editor: Editor): boolean {
  const around = nodeAround(editor.state, 'tableBlock');
  const caption = around?.node.firstChild;
  if (!around || !caption) return false;
  const at = around.pos + 1;
  return editor
    .chain()
    .focus()
    .command(({ tr, state }) => {
      if (caption.type.name === 'tableCaption') tr.delete(at, at + caption.nodeSize);
      else {
        tr.insert(at, state.schema.nodes.tableCaption!.create());
        tr.setSelection(TextSelection.create(tr.doc, at + 1));
      }
      return true;
    })
    .run();
}
