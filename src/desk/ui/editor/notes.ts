import { Extension } from '@tiptap/core';
import type { Node } from '@tiptap/pm/model';
import { type EditorState, Plugin, PluginKey, TextSelection, type Transaction } from '@tiptap/pm/state';
import { Decoration, DecorationSet } from '@tiptap/pm/view';
import { newKey, referenceText } from './document.ts';

declare module '@tiptap/core' {
  interface Commands<ReturnType> {
    footnotes: {
      /** A reference at the cursor and, in its place among the others, an empty note, which the cursor goes to. */
      insertNote: () => ReturnType;
      /** Takes a note out, and every reference to it. */
      removeNote: (key: string) => ReturnType;
      /** From a reference to its note, from a note to its first reference. */
      goToOtherEnd: (key: string) => ReturnType;
    };
  }
}

export interface NotesOptions {
  /** What assistive technology says of a reference: `Footnote 3`. */
  label(number: string): string;
}

const KEY = new PluginKey<DecorationSet>('notes');

/** Footnotes: references show the number of their note, whatever was put in or taken out before it. */
export const Footnotes = Extension.create<NotesOptions>({
  name: 'footnotes',
  addOptions: () => ({ label: (number) => number }),
  addCommands: () => ({
    insertNote:
      () =>
      ({ state, tr, dispatch }) => {
        if (!canTakeNote(state)) return false;
        if (dispatch) insertNote(state, tr);
        return true;
      },
    removeNote:
      (key) =>
      ({ tr, dispatch }) => {
        if (dispatch) removeNote(tr, key);
        return true;
      },
    goToOtherEnd:
      (key) =>
      ({ state, tr, dispatch }) => {
        const target = noteAround(state) === key ? firstReference(state.doc, key) : noteStart(state.doc, key);
        if (target === null) return false;
        if (dispatch) tr.setSelection(TextSelection.near(tr.doc.resolve(target))).scrollIntoView();
        return true;
      },
  }),
  addProseMirrorPlugins() {
    const { label } = this.options;
    return [
      new Plugin<DecorationSet>({
        key: KEY,
        state: {
          init: (_, { doc }) => numbered(doc, label),
          apply: (tr, before) => (tr.docChanged ? numbered(tr.doc, label) : before),
        },
        props: {
          decorations: (state) => KEY.getState(state),
        },
      }),
    ];
  },
});

/** The key of the note that the selection stands in or has selected a reference to; null elsewhere. */
export function noteAround({ selection }: EditorState): string | null {
  const { $from } = selection;
  for (let depth = $from.depth; depth > 0; depth--) {
    if ($from.node(depth).type.name === 'note') return $from.node(depth).attrs.key as string;
  }
  return null;
}

/** The note whose reference is selected or stands right before the cursor. */
export function noteReferred({ selection }: EditorState): string | null {
  const node = 'node' in selection ? (selection.node as Node) : selection.empty ? selection.$from.nodeBefore : null;
  return node?.type.name === 'noteRef' ? (node.attrs.key as string) : null;
}

function canTakeNote(state: EditorState): boolean {
  const { $to } = state.selection;
  return noteAround(state) === null && $to.parent.inlineContent && $to.parent.type.name !== 'codeBlock';
}

function insertNote(state: EditorState, tr: Transaction): void {
  const { schema, doc, selection } = state;
  const key = newKey();
  const at = selection.to;
  const index = placeAmongNotes(doc, at);
  const note = schema.nodes.note!.create({ key }, schema.nodes.paragraph!.create());
  const reference = schema.nodes.noteRef!.create({ key }, null, [schema.marks.superscript!.create()]);
  tr.insert(at, reference);
  const list = tr.doc.lastChild!;
  let start: number;
  if (list.type.name !== 'notes') {
    start = tr.doc.content.size + 1;
    tr.insert(tr.doc.content.size, schema.nodes.notes!.create(null, note));
  } else {
    start = tr.doc.content.size - list.nodeSize + 1;
    for (let i = 0; i < index; i++) start += list.child(i).nodeSize;
    tr.insert(start, note);
  }
  tr.setSelection(TextSelection.create(tr.doc, start + 2)).scrollIntoView();
}

/** Behind the note of the last reference before this place. */
function placeAmongNotes(doc: Node, at: number): number {
  const keys = keysIn(doc);
  let place = 0;
  doc.nodesBetween(0, at, (node, pos) => {
    if (node.type.name === 'noteRef' && pos < at) place = keys.indexOf(node.attrs.key as string) + 1;
  });
  return place;
}

function removeNote(tr: Transaction, key: string): void {
  const places: [from: number, to: number][] = [];
  tr.doc.descendants((node, pos, parent) => {
    if (node.attrs.key !== key) return;
    if (node.type.name === 'noteRef') places.push([pos, pos + node.nodeSize]);
    else if (parent?.childCount === 1) places.push([pos - 1, pos + node.nodeSize + 1]);
    else places.push([pos, pos + node.nodeSize]);
  });
  for (const [from, to] of places.reverse()) tr.delete(from, to);
}

function noteStart(doc: Node, key: string): number | null {
  return find(doc, (node) => node.type.name === 'note' && node.attrs.key === key);
}

function firstReference(doc: Node, key: string): number | null {
  const at = find(doc, (node) => node.type.name === 'noteRef' && node.attrs.key === key);
  return at === null ? null : at + 1;
}

function find(doc: Node, wanted: (node: Node) => boolean): number | null {
  let found: number | null = null;
  doc.descendants((node, pos) => {
    if (found === null && wanted(node)) found = pos;
    return found === null;
  });
  return found;
}

function keysIn(doc: Node): string[] {
  const list = doc.lastChild;
  return list?.type.name === 'notes' ? list.children.map((note) => note.attrs.key as string) : [];
}

function numbered(doc: Node, label: NotesOptions['label']): DecorationSet {
  const keys = keysIn(doc);
  const referred = new Set<string>();
  const decorations: Decoration[] = [];
  doc.descendants((node, pos) => {
    if (node.type.name !== 'noteRef') return;
    const key = node.attrs.key as string;
    referred.add(key);
    const number = keys.indexOf(key) + 1;
    const attributes =
      number > 0
        ? { 'data-number': referenceText(node.attrs.label, number), 'aria-label': label(String(number)) }
        : { 'data-number': '?', class: 'editor-orphan' };
    decorations.push(Decoration.node(pos, pos + node.nodeSize, attributes));
  });
  decorations.push(...orphans(doc, referred));
  return DecorationSet.create(doc, decorations);
}

/** Notes that nothing refers to are shown as such: readers would never be led to them. */
function orphans(doc: Node, referred: Set<string>): Decoration[] {
  const list = doc.lastChild;
  if (list?.type.name !== 'notes') return [];
  const decorations: Decoration[] = [];
  list.forEach((note, offset) => {
    if (referred.has(note.attrs.key as string)) return;
    const pos = doc.content.size - list.nodeSize + 1 + offset;
    decorations.push(Decoration.node(pos, pos + note.nodeSize, { class: 'editor-orphan' }));
  });
  return decorations;
}
