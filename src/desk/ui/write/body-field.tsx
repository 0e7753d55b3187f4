import { useEffect, useRef, useState } from 'react';
import type { BodyEditorHandle } from '../editor/types.ts';
import { MediaPicker } from '../media/media-picker.tsx';
import { part } from '../part.ts';
import { findItems } from './calls.ts';
import { useWriting } from './fields/context.ts';
import { onGather } from './waiting-words.ts';

const BodyEditor = part(() => import('../editor/body-editor.tsx').then((module) => ({ default: module.BodyEditor })));

interface BodyFieldProps {
  label: string;
  value: string;
  onChange(html: string): void;
  description?: string;
  error?: string;
  required?: boolean;
  autoFocus?: boolean;
}

type Picked = { sha256: string; alt: string };

/** The editor of a body, with the pictures and items of this desk. It is loaded when it is first needed. */
export function BodyField({ label, value, onChange, description, error, required, autoFocus }: BodyFieldProps) {
  const { language, languages, readOnly, kind, addPicture } = useWriting();
  const handle = useRef<BodyEditorHandle | null>(null);
  const [pick, setPick] = useState<((picked: Picked | null) => void) | null>(null);
  useEffect(() => onGather(() => handle.current?.flush()), []);
  const isFirst = useRef(true);
  return (
    <div className="write-body">
      <BodyEditor
        ref={(editor) => {
          handle.current = editor;
          if (editor && isFirst.current) isFirst.current = Boolean(autoFocus) && !editor.focus();
        }}
        {...{ label, value, onChange, language, languages, kind, error, required, readOnly }}
        onPickItem={(query) => findItems(query, language.id)}
        onPickMedia={() => new Promise((resolve) => setPick(() => resolve))}
      />
      {description && <p className="write-count">{description}</p>}
      <MediaPicker
        opened={pick !== null}
        onClose={() => {
          // It closes itself before it says what was picked.
          setTimeout(() => pick?.(null));
          setPick(null);
        }}
        role="figure"
        language={language.id}
        onPick={(medium) => {
          addPicture(medium);
          pick?.({ sha256: medium.sha256, alt: medium.alt });
        }}
      />
    </div>
  );
}
