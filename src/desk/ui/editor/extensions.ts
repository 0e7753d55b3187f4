import type { Extensions } from '@tiptap/core';
import { Placeholder } from '@tiptap/extensions';
import { BodyKeys } from './commands.ts';
import { FigureView } from './figure-view.ts';
import { MarkedPassages } from './marked.ts';
import { Footnotes } from './notes.ts';
import { Pasting, type PastingOptions } from './pasting.ts';
import { schemaExtensions } from './schema.ts';
import { TypingHelp, type TypingOptions } from './typing-help.ts';

export interface EditorOptions extends TypingOptions, PastingOptions {
  words: { placeholder: string; noAlt: string; caption: string; note(number: string): string };
  mediaUrl(sha256: string): string;
  onHighlight(id: string): void;
}

/** What the editor is made of. */
export function editorExtensions(options: EditorOptions): Extensions {
  const { words, mediaUrl, settings, toggleKeyboard, direction, onNews, onFiles, onHighlight } = options;
  return [
    ...schemaExtensions().map((extension) =>
      extension.name === 'figure'
        ? extension.extend({ addNodeView: () => (props: never) => new FigureView(props, mediaUrl, words) })
        : extension,
    ),
    TypingHelp.configure({ settings, toggleKeyboard }),
    BodyKeys,
    Pasting.configure({ direction, onNews, onFiles }),
    Footnotes.configure({ label: words.note }),
    MarkedPassages.configure({ onHighlight }),
    Placeholder.configure({ placeholder: words.placeholder }),
  ];
}
