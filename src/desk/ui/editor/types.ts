import type { Passage } from '../../typing/passage.ts';
import type { Highlight } from './marked.ts';

export interface EditorLanguage {
  id: string;
  name: string;
  direction: 'ltr' | 'rtl';
}

/** An item that a link can lead to. Without a number it is not published yet, and nothing can lead to it. */
export interface LinkedItem {
  number: string | null;
  title: string;
  /** What kind it is, in words of the interface. */
  kind?: string;
}

export interface BodyEditorProps {
  /** The body, as the record keeps it or as `onChange` gave it. Another text than that replaces what stands here. */
  value: string;
  /** Some moments after somebody typed, at once when the field is left. `canonicalBody` only trims what it gives. */
  onChange(html: string): void;
  /** The language that is written in. */
  language: EditorLanguage;
  /** Those that a passage can be in. */
  languages: readonly EditorLanguage[];
  /** What kind of item it is: a poem begins with verse. */
  kind?: string;
  label: string;
  error?: string | null;
  required?: boolean;
  readOnly?: boolean;
  /** Items whose words these are, best first. */
  onPickItem(query: string): Promise<LinkedItem[]>;
  /** Lets a person choose a picture; null when they chose none. */
  onPickMedia(): Promise<{ sha256: string; alt: string } | null>;
  /** Pictures that were pasted or dropped; without it the paste says that pictures go in by their button. */
  onFiles?(files: File[]): void;
  mediaUrl?(sha256: string): string;
  /** Who else has this edition open. */
  collaborators?: readonly { id: string; name: string; typing: boolean }[];
  /** The selected passage, for a comment; null when nothing is selected. */
  onSelection?(passage: (Passage & { field: 'body' }) | null): void;
  /** Passages of comments. */
  highlights?: readonly Highlight[];
  onHighlight?(id: string): void;
  ref?: React.Ref<BodyEditorHandle>;
}

export interface BodyEditorHandle {
  /** False where it is not there yet: it says when it is by `ref`. */
  focus(): boolean;
  /** Scrolls to a passage and selects it; false where its words are gone. */
  show(passage: Passage): boolean;
  /** Gives what has been typed to `onChange` now. */
  flush(): void;
}
