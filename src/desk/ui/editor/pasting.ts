import { Extension } from '@tiptap/core';
import { Fragment, type Node, Slice } from '@tiptap/pm/model';
import { Plugin } from '@tiptap/pm/state';
import type { EditorView } from '@tiptap/pm/view';
import { cleanPaste, type Pasted } from '../../typing/paste.ts';
import { bodyToDoc } from './document.ts';

/** What became of a paste, for people; null where all of it came as it was. */
export type PasteNews = { type: 'refused' } | { type: 'done'; pasted: Pasted };

export interface PastingOptions {
  direction(): 'ltr' | 'rtl';
  onNews(news: PasteNews): void;
  /** Pictures from the clipboard or dropped; without it they go. */
  onFiles(files: File[]): void;
}

/** What is pasted or dropped from elsewhere comes in cleaned; what is carried within the editor stays as it is. */
export const Pasting = Extension.create<PastingOptions>({
  name: 'pasting',
  addOptions: () => ({ direction: () => 'ltr', onNews: () => {}, onFiles: () => {} }),
  addProseMirrorPlugins() {
    const options = this.options;
    return [
      new Plugin({
        props: {
          // Before ProseMirror has read any of it: it would take minutes over what we refuse.
          handleDOMEvents: {
            paste: (view, event) => takeIn(view, event, event.clipboardData, options),
            drop(view, event) {
              const place = !view.dragging && view.posAtCoords({ left: event.clientX, top: event.clientY });
              return Boolean(place && takeIn(view, event, event.dataTransfer, options, place.pos));
            },
          },
          transformPasted: (slice, view) => withKnownNotes(slice, view.state.doc),
        },
      }),
    ];
  },
});

const OWN = /<[^>]+\sdata-pm-slice=/;

function takeIn(
  view: EditorView,
  event: Event,
  data: DataTransfer | null,
  options: PastingOptions,
  at?: number,
): boolean {
  if (!data || !view.editable) return false;
  const html = data.getData('text/html');
  const text = data.getData('text/plain');
  if (!html && !text) {
    const files = [...data.files];
    if (files.length === 0) return false;
    event.preventDefault();
    options.onFiles(files);
    return true;
  }
  if (html.length < 1_000_000 && OWN.test(html)) return false;
  event.preventDefault();
  const verse = view.state.selection.$from.parent.type.name === 'verse';
  const pasted = cleanPaste({ html, text }, { direction: options.direction(), verse });
  if (!pasted) options.onNews({ type: 'refused' });
  else {
    insert(view, pasted, at);
    options.onNews({ type: 'done', pasted });
  }
  return true;
}

function insert(view: EditorView, { html }: Pasted, at = view.state.selection.from): void {
  const { state } = view;
  const doc = state.schema.nodeFromJSON(bodyToDoc(html));
  const isWithNotes = doc.lastChild!.type.name === 'notes';
  const content = isWithNotes ? doc.content.cut(0, doc.content.size - doc.lastChild!.nodeSize) : doc.content;
  const tr = state.tr;
  const slice = sliceOf(content);
  if (at === state.selection.from) tr.replaceSelection(slice);
  else tr.replace(at, at, slice);
  if (isWithNotes) {
    const notes = doc.lastChild!;
    const list = tr.doc.lastChild!;
    if (list.type.name === 'notes') tr.insert(tr.doc.content.size - 1, notes.content);
    else tr.insert(tr.doc.content.size, notes);
  }
  view.dispatch(tr.scrollIntoView().setMeta('paste', true).setMeta('uiEvent', 'paste'));
}

/** Words join the line that they are pasted into; whole blocks stay blocks. */
function sliceOf(content: Fragment): Slice {
  const open = (node: Node | null) => (node?.type.name === 'paragraph' || node?.type.name === 'verse' ? 1 : 0);
  return new Slice(content, open(content.firstChild), open(content.lastChild));
}

/** References to notes of another text would lead nowhere. */
function withKnownNotes(slice: Slice, doc: Node): Slice {
  const list = doc.lastChild;
  const known = new Set(list?.type.name === 'notes' ? list.children.map((note) => note.attrs.key) : []);
  const filtered = (fragment: Fragment): Fragment =>
    Fragment.fromArray(
      fragment.content.flatMap((node) => {
        if (node.type.name === 'noteRef') return known.has(node.attrs.key) ? [node] : [];
        return [node.isLeaf ? node : node.copy(filtered(node.content))];
      }),
    );
  return new Slice(filtered(slice.content), slice.openStart, slice.openEnd);
}
