import { Extension } from '@tiptap/core';
import { closeHistory } from '@tiptap/pm/history';
import type { Node, ResolvedPos } from '@tiptap/pm/model';
import { type EditorState, Plugin, PluginKey, TextSelection } from '@tiptap/pm/state';
import type { EditorView } from '@tiptap/pm/view';
import { keyboardFor, typedBy } from '../../typing/keyboards.ts';
import { typed } from '../../typing/typography.ts';
import { strokeOf } from './stroke.ts';

export interface TypingOptions {
  /** Asked at every key, so that a switch takes effect at once. */
  settings(): { language: string; keyboard: boolean; typography: boolean };
  toggleKeyboard(): void;
}

/** A correction that one Backspace takes back: what stands there now, and what was typed. */
interface Correction {
  from: number;
  to: number;
  typed: string;
}

const KEY = new PluginKey<Correction | null>('typing');

/** The keyboard for people whose machine has none, and the right marks while they type. */
export const TypingHelp = Extension.create<TypingOptions>({
  name: 'typingHelp',
  priority: 1000,
  addOptions: () => ({
    settings: () => ({ language: 'en', keyboard: false, typography: false }),
    toggleKeyboard: () => {},
  }),
  addProseMirrorPlugins() {
    const { settings, toggleKeyboard } = this.options;
    return [
      new Plugin<Correction | null>({
        key: KEY,
        state: {
          init: () => null,
          apply: (tr, before) => tr.getMeta(KEY) ?? (tr.docChanged || tr.selectionSet ? null : before),
        },
        props: {
          handleKeyDown(view, event) {
            if (event.ctrlKey && event.code === 'Space') {
              toggleKeyboard();
              return true;
            }
            if (event.key === 'Backspace' && takeBack(view)) return true;
            const stroke = settings().keyboard ? strokeOf(event) : null;
            const keyboard = stroke && keyboardFor(languageAt(view.state, settings().language));
            const text = keyboard && typedBy(keyboard, stroke);
            if (text) insertTyped(view, text);
            return Boolean(text);
          },
          handleTextInput(view, from, to, text) {
            return settings().typography && correct(view, from, to, text, settings().language);
          },
        },
      }),
    ];
  },
});

/** Writes a text as if it had been typed: the other rules of typing hear of it. */
export function insertTyped(view: EditorView, text: string): void {
  const { from, to } = view.state.selection;
  const insert = () => view.state.tr.insertText(text, from, to);
  if (view.someProp('handleTextInput', (handle) => handle(view, from, to, text, insert))) return;
  view.dispatch(insert().scrollIntoView());
}

function correct(view: EditorView, from: number, to: number, sign: string, language: string): boolean {
  const $from = view.state.doc.resolve(from);
  if ([...sign].length !== 1 || !$from.parent.isTextblock) return false;
  const correction = typed(lineBefore($from), sign, languageAt(view.state, language));
  if (!correction) return false;
  // Two steps for the history: the first undo gives back what was typed.
  view.dispatch(view.state.tr.insertText(sign, from, to));
  const start = from - correction.back;
  const literal = view.state.doc.textBetween(start, from + sign.length);
  const tr = closeHistory(view.state.tr).insertText(correction.text, start, from + sign.length);
  const mark: Correction = { from: start, to: start + correction.text.length, typed: literal };
  view.dispatch(tr.setMeta(KEY, mark).scrollIntoView());
  return true;
}

function takeBack(view: EditorView): boolean {
  const last = KEY.getState(view.state);
  const { selection } = view.state;
  if (!last || !selection.empty || selection.from !== last.to) return false;
  view.dispatch(closeHistory(view.state.tr).insertText(last.typed, last.from, last.to));
  return true;
}

const FAR_ENOUGH = 300;

function lineBefore($from: ResolvedPos): string {
  const end = $from.parentOffset;
  const leaf = (node: Node) => (node.type.name === 'hardBreak' ? '\n' : '\ufffc');
  const text = $from.parent.textBetween(Math.max(0, end - FAR_ENOUGH), end, undefined, leaf);
  return text.slice(text.lastIndexOf('\n') + 1);
}

/** The language of the words at the cursor: of the phrase, of a block around it, or else `base`, the text's. */
export function languageAt(state: EditorState, base: string): string {
  const { $from } = state.selection;
  const marks = state.storedMarks ?? (state.selection instanceof TextSelection ? $from.marks() : []);
  const phrase = marks.findLast((mark) => mark.type.name === 'phrase' && mark.attrs.lang);
  return (phrase?.attrs.lang as string | undefined) ?? blockLanguage($from, base);
}

export function blockLanguage($pos: ResolvedPos, base: string): string {
  for (let depth = $pos.depth; depth > 0; depth--) {
    const { lang } = $pos.node(depth).attrs;
    if (lang) return lang as string;
  }
  return base;
}
