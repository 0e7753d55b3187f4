import { Textarea, TextInput } from '@mantine/core';
import type { ReactNode } from 'react';
import { useKeyboard } from '../../editor/use-keyboard.ts';
import type { WritingLanguage } from '../calls.ts';
import { useWriting } from './context.ts';

export interface TextFieldProps {
  label: ReactNode;
  value: string;
  onChange(value: string): void;
  description?: ReactNode;
  error?: ReactNode;
  required?: boolean;
  /** More than one line, beginning with this many. */
  rows?: number;
  /** Another language than the edition's. */
  language?: WritingLanguage;
  /** Addresses, telephone numbers and ids: left to right whatever the language. */
  latin?: 'url' | 'email' | 'tel' | 'id';
  /** For tests and for the findings that point here. */
  name?: string;
}

/** A line or a few of them, in the language and direction of the edition. */
export function TextField({ label, value, onChange, rows, latin, language, name, ...rest }: TextFieldProps) {
  const writing = useWriting();
  const { id, direction } = language ?? writing.language;
  const keyboard = useKeyboard(id);
  const shared = {
    ...rest,
    label,
    name,
    value,
    readOnly: writing.readOnly,
    onChange: (event: { currentTarget: { value: string } }) => onChange(event.currentTarget.value),
  };
  if (latin) {
    const type = latin === 'id' ? 'text' : latin;
    return <TextInput {...shared} type={type} dir="ltr" classNames={LATIN} autoCapitalize="off" spellCheck={false} />;
  }
  const words = { ...shared, ...keyboard.inputProps, lang: id, dir: direction, classNames: WORDS };
  return rows ? <Textarea {...words} autosize minRows={rows} /> : <TextInput {...words} />;
}

const WORDS = { input: 'write-words' };
const LATIN = { input: 'write-latin' };
