import { createContext, use } from 'react';
import type { Content, SourceView } from '../../../api-types.ts';
import type { WritingLanguage } from '../calls.ts';

/** What every field of a form has to know: the language that is written in, and whether anything may be written. */
export interface Writing {
  language: WritingLanguage;
  languages: WritingLanguage[];
  readOnly: boolean;
  /** What kind of item it is. */
  kind: string;
  /** Files and pictures of the edition. */
  media: Content['media'];
  /** Puts a picture that stands in the text, or a file that a field names, among those of the edition. */
  addPicture(medium: Content['media'][number]): void;
  /** Of a translation that stands beside its source: the words of that, in its kind's fields. */
  source: { from: WritingLanguage; fields: SourceView['fields'] } | null;
  /** A zone's offset, such as `+05:00`, in which a time is meant that somebody types. */
  offset: string;
}

const Context = createContext<Writing | null>(null);

export const WritingProvider = Context.Provider;

export function useWriting(): Writing {
  const writing = use(Context);
  if (!writing) throw new Error('A field stands outside of a form.');
  return writing;
}
