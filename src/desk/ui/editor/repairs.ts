import type { Node } from '@tiptap/pm/model';
import type { EditorState, Transaction } from '@tiptap/pm/state';
import { findingsIn, type Repair } from '../../typing/typography.ts';
import { textOf } from './marked.ts';
import { blockLanguage } from './typing-help.ts';

/** A repair that is offered: where, what stands there, what would. */
export interface Offer {
  repair: Repair;
  from: number;
  to: number;
  now: string;
  text: string;
}

/** What could be repaired in a document, each block by the rules of its language. Phrases in another one are left alone. */
export function offersFor(doc: Node, base: string): Offer[] {
  const offers: Offer[] = [];
  doc.descendants((block, pos) => {
    if (!block.isTextblock) return true;
    const text = withoutPhrases(block);
    const language = (block.attrs.lang as string | null) ?? blockLanguage(doc.resolve(pos), base);
    for (const { repair, from, to, text: put } of findingsIn(text, language)) {
      offers.push({ repair, from: pos + 1 + from, to: pos + 1 + to, now: text.slice(from, to), text: put });
    }
    return false;
  });
  return offers;
}

function withoutPhrases(block: Node): string {
  let text = textOf(block);
  block.forEach((node, offset) => {
    if (!node.marks.some((mark) => mark.type.name === 'phrase' && mark.attrs.lang)) return;
    text = text.slice(0, offset) + '\ufffc'.repeat(node.nodeSize) + text.slice(offset + node.nodeSize);
  });
  return text;
}

/** These offers, taken. */
export function repair(state: EditorState, offers: readonly Offer[]): Transaction {
  const tr = state.tr;
  for (const { from, to, text } of offers.toReversed()) {
    if (text) tr.insertText(text, from, to);
    else tr.delete(from, to);
  }
  return tr;
}
