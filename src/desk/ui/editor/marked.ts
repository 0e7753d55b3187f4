import { Extension } from '@tiptap/core';
import type { Node } from '@tiptap/pm/model';
import { type EditorState, Plugin, PluginKey } from '@tiptap/pm/state';
import { Decoration, DecorationSet } from '@tiptap/pm/view';
import { findIn } from '../../typing/find.ts';
import { locate, type Passage, passageAt } from '../../typing/passage.ts';

/** A comment’s passage, marked in the text. */
export interface Highlight {
  id: number | string;
  passage: Passage;
  active?: boolean;
}

export interface Range {
  from: number;
  to: number;
}

interface Marked {
  highlights: DecorationSet;
  found: DecorationSet;
}

type Change = { highlights?: readonly Highlight[]; found?: { ranges: readonly Range[]; current: number } };

const KEY = new PluginKey<Marked>('marked');

/** Passages that are marked without being part of the text: comments’, and what was searched for. */
export const MarkedPassages = Extension.create<{ onHighlight(id: string): void }>({
  name: 'markedPassages',
  addOptions: () => ({ onHighlight: () => {} }),
  addProseMirrorPlugins() {
    const { onHighlight } = this.options;
    return [
      new Plugin<Marked>({
        key: KEY,
        state: {
          init: () => ({ highlights: DecorationSet.empty, found: DecorationSet.empty }),
          apply(tr, { highlights, found }) {
            const change: Change = tr.getMeta(KEY) ?? {};
            return {
              highlights: change.highlights
                ? highlighted(tr.doc, change.highlights)
                : highlights.map(tr.mapping, tr.doc),
              found: change.found ? foundIn(tr.doc, change.found) : found.map(tr.mapping, tr.doc),
            };
          },
        },
        props: {
          decorations(state) {
            const { highlights, found } = KEY.getState(state)!;
            return highlights.add(state.doc, found.find());
          },
          handleClick(_view, _pos, event) {
            const id = (event.target as Element | null)?.closest?.('[data-comment]')?.getAttribute('data-comment');
            if (id) onHighlight(id);
            return false;
          },
        },
      }),
    ];
  },
});

export function markHighlights(state: EditorState, highlights: readonly Highlight[]) {
  return state.tr.setMeta(KEY, { highlights } satisfies Change);
}

export function markFound(state: EditorState, ranges: readonly Range[], current: number) {
  return state.tr.setMeta(KEY, { found: { ranges, current } } satisfies Change);
}

function highlighted(doc: Node, highlights: readonly Highlight[]): DecorationSet {
  const decorations = highlights.flatMap(({ id, passage, active }) => {
    const range = rangeOf(doc, passage);
    const attributes = {
      class: active ? 'editor-comment editor-active' : 'editor-comment',
      'data-comment': String(id),
    };
    return range ? [Decoration.inline(range.from, range.to, attributes)] : [];
  });
  return DecorationSet.create(doc, decorations);
}

function foundIn(doc: Node, { ranges, current }: { ranges: readonly Range[]; current: number }): DecorationSet {
  return DecorationSet.create(
    doc,
    ranges.map(({ from, to }, index) =>
      Decoration.inline(from, to, { class: index === current ? 'editor-found editor-active' : 'editor-found' }),
    ),
  );
}

/** The text of a document, one line a block, and where in the document each line begins. */
interface Lines {
  text: string;
  starts: { offset: number; pos: number }[];
}

function linesOf(doc: Node): Lines {
  const parts: string[] = [];
  const starts: Lines['starts'] = [];
  let offset = 0;
  doc.descendants((node, pos) => {
    if (!node.isTextblock) return true;
    const text = textOf(node);
    starts.push({ offset, pos: pos + 1 });
    parts.push(text);
    offset += text.length + 1;
    return false;
  });
  return { text: parts.join('\n'), starts };
}

/** A block’s text, as long as its content, so that an offset in it is a place in the document. */
export function textOf(block: Node): string {
  return block.textBetween(0, block.content.size, undefined, (leaf) =>
    leaf.type.name === 'hardBreak' ? '\n' : '\ufffc',
  );
}

function positionOf({ starts }: Lines, offset: number): number {
  const line = starts.findLast((start) => start.offset <= offset)!;
  return line.pos + offset - line.offset;
}

/** The selected passage, for a comment; null where nothing is selected. */
export function selectedPassage({ doc, selection }: EditorState): Passage | null {
  if (selection.empty) return null;
  const lines = linesOf(doc);
  const from = offsetOf(lines, selection.from);
  const to = offsetOf(lines, selection.to);
  return lines.text.slice(from, to).trim() === '' ? null : passageAt(lines.text, from, to);
}

function offsetOf({ text, starts }: Lines, pos: number): number {
  const index = starts.findLastIndex((start) => start.pos <= pos);
  if (index < 0) return 0;
  const end = (starts[index + 1]?.offset ?? text.length + 1) - 1;
  return Math.min(starts[index]!.offset + pos - starts[index]!.pos, end);
}

/** Where a passage stands in the document; null where its words are gone. */
export function rangeOf(doc: Node, passage: Passage): Range | null {
  const lines = linesOf(doc);
  const place = locate(lines.text, passage);
  return place && { from: positionOf(lines, place.from), to: positionOf(lines, place.to) };
}

/** Everywhere that the document has these words, in its order; a match stands in one block. */
export function rangesOf(doc: Node, query: string): Range[] {
  const ranges: Range[] = [];
  doc.descendants((node, pos) => {
    if (!node.isTextblock) return true;
    for (const { from, to } of findIn(textOf(node), query)) ranges.push({ from: pos + 1 + from, to: pos + 1 + to });
    return false;
  });
  return ranges;
}
