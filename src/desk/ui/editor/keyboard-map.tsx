import { UnstyledButton } from '@mantine/core';
import type { Editor } from '@tiptap/react';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { type Key, type Keyboard, keyFace, typedBy } from '../../typing/keyboards.ts';
import { useRoving } from './roving.ts';
import type { EditorLanguage } from './types.ts';
import { insertTyped } from './typing-help.ts';

interface KeyboardMapProps {
  editor: Editor;
  keyboard: Keyboard;
  language: EditorLanguage;
}

/** The keys of a keyboard, to look at and to press: below what a key writes, above what it writes with Shift. */
export function KeyboardMap({ editor, keyboard, language }: KeyboardMapProps) {
  const { t } = useTranslation();
  const map = useRef<HTMLDivElement>(null);
  const onKeyDown = useRoving(map);
  return (
    <div className="editor-keys">
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset would be a form's */}
      <div
        ref={map}
        role="group"
        aria-label={t('editor.keyboard', { name: keyboard.name })}
        dir="ltr"
        onKeyDown={onKeyDown}
      >
        {keyboard.rows.map((row) => (
          <div key={row[0]!.code} className="editor-keys-row" lang={language.id}>
            {row.map((key) => (
              <KeyButton
                key={key.code}
                keyOf={key}
                keyboard={keyboard}
                onPress={(text) => insertTyped(editor.view, text)}
              />
            ))}
          </div>
        ))}
      </div>
      <small>{t('editor.keyboardHelp')}</small>
    </div>
  );
}

function KeyButton({ keyOf, keyboard, onPress }: { keyOf: Key; keyboard: Keyboard; onPress(text: string): void }) {
  const write = (shift: boolean) => typedBy(keyboard, { code: keyOf.code, shift, alt: false }) ?? '';
  return (
    <UnstyledButton
      className="editor-key"
      data-code={keyOf.code}
      onMouseDown={(event) => event.preventDefault()}
      onClick={(event) => onPress(write(event.shiftKey))}
    >
      <span className="editor-key-shift">{keyFace(write(true))}</span>
      <span className="editor-key-cap">{keyOf.cap}</span>
      <span className="editor-key-plain">{keyFace(write(false))}</span>
    </UnstyledButton>
  );
}
