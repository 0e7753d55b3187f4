import { Textarea } from '@mantine/core';
import { type ComponentType, lazy } from 'react';
import type { Content, EditionView } from '../../api-types.ts';
import type { Me } from '../me.ts';
import type { KindDeclaration } from './calls.ts';
import { useWriting } from './fields/context.ts';

/** Where this page meets what others have made: editor, pictures, review, preview. Each is loaded when it is first needed. */
export interface BodyFieldProps {
  label: string;
  value: string;
  onChange(html: string): void;
  edition: EditionView;
  description?: string;
  error?: string;
  required?: boolean;
  autoFocus?: boolean;
  /** One paragraph rather than a whole text. */
  compact?: boolean;
}

export function BodyField({ label, description, value, onChange, error, required, autoFocus }: BodyFieldProps) {
  const { language, readOnly } = useWriting();
  return (
    <Textarea
      {...{ label, description, value, error, required, readOnly, autoFocus }}
      onChange={(event) => onChange(event.currentTarget.value)}
      autosize
      minRows={8}
      lang={language.id}
      dir={language.direction}
      classNames={{ input: 'write-words' }}
    />
  );
}

export function ReviewBar(_: { edition: EditionView; save(): Promise<boolean>; onChange(view: EditionView): void }) {
  return null;
}

export interface PanelProps {
  edition: EditionView;
  kind: KindDeclaration;
  content: Content;
  me: Me;
  save(): Promise<boolean>;
  onChange(view: EditionView): void;
}

interface PanelDeclaration {
  id: string;
  isFor(edition: EditionView, kind: KindDeclaration): boolean;
  Panel: ComponentType<PanelProps>;
}

export const PANELS: PanelDeclaration[] = [];
void lazy;
