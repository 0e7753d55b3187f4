import { type KeyboardEvent, useCallback, useSyncExternalStore } from 'react';
import { type Keyboard, keyboardFor, typedBy } from '../../typing/keyboards.ts';
import { strokeOf } from './stroke.ts';

const REMEMBERED = 'daftar-keyboard';
const listeners = new Set<() => void>();
let isOnNow: boolean | null = null;

export interface KeyboardUse {
  /** Null where the language has none. */
  keyboard: Keyboard | null;
  isOn: boolean;
  toggle(): void;
  /** For any `input` or `textarea`: `<TextInput {...keyboard.inputProps} />` */
  inputProps: { onKeyDown(event: KeyboardEvent<HTMLInputElement | HTMLTextAreaElement>): void };
}

/** The desk's own keyboard for a language. One switch for all fields, remembered by this browser; Ctrl+Space turns it. */
export function useKeyboard(language: string): KeyboardUse {
  const isOn = useSyncExternalStore(subscribe, isKeyboardOn);
  const keyboard = keyboardFor(language);
  const onKeyDown = useCallback(
    (event: KeyboardEvent<HTMLInputElement | HTMLTextAreaElement>) => {
      const own = keyboardFor(language);
      if (!own) return;
      if (event.ctrlKey && event.code === 'Space') {
        event.preventDefault();
        toggleKeyboard();
        return;
      }
      const stroke = isKeyboardOn() ? strokeOf(event.nativeEvent) : null;
      const text = stroke && typedBy(own, stroke);
      if (!text) return;
      event.preventDefault();
      insertIntoField(event.currentTarget, text);
    },
    [language],
  );
  return { keyboard, isOn: isOn && keyboard !== null, toggle: toggleKeyboard, inputProps: { onKeyDown } };
}

/** At the cursor of a field, as if typed: the field's undo and whoever listens to it know of it. */
export function insertIntoField(field: HTMLInputElement | HTMLTextAreaElement, text: string): void {
  field.focus();
  // The only way to write into a field that its own undo knows of; browsers without it still get the text.
  if (document.execCommand('insertText', false, text)) return;
  field.setRangeText(text, field.selectionStart ?? 0, field.selectionEnd ?? 0, 'end');
  field.dispatchEvent(new InputEvent('input', { bubbles: true, data: text, inputType: 'insertText' }));
}

export function isKeyboardOn(): boolean {
  isOnNow ??= stored();
  return isOnNow;
}

export function toggleKeyboard(): void {
  isOnNow = !isKeyboardOn();
  try {
    localStorage.setItem(REMEMBERED, isOnNow ? 'on' : 'off');
  } catch {
    // A browser that keeps nothing begins with its own keyboard again.
  }
  for (const listener of listeners) listener();
}

function stored(): boolean {
  try {
    return localStorage.getItem(REMEMBERED) === 'on';
  } catch {
    return false;
  }
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
