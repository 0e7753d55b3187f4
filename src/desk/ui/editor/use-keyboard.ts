import { type InputEvent, type KeyboardEvent, useCallback, useSyncExternalStore } from 'react';
import { type Keyboard, keyboardFor, typedBy } from '../../typing/keyboards.ts';
import { correctInField, type Field, insertIntoField, takeBackInField } from './field-typing.ts';
import { strokeOf } from './stroke.ts';

const REMEMBERED = 'daftar-keyboard';
const listeners = new Set<() => void>();
let isOnNow: boolean | null = null;

export interface KeyboardUse {
  /** Null where the language has none. */
  keyboard: Keyboard | null;
  isOn: boolean;
  toggle(): void;
  /** For any `input` or `textarea`: `<TextInput {...keyboard.inputProps} />`. The language's marks come with it. */
  inputProps: { onKeyDown(event: KeyboardEvent<Field>): void; onBeforeInput(event: InputEvent<Field>): void };
}

/** The desk's own keyboard for a language. One switch for all fields, remembered by this browser; Ctrl+Space turns it. */
export function useKeyboard(language: string): KeyboardUse {
  const isOn = useSyncExternalStore(subscribe, isKeyboardOn);
  const keyboard = keyboardFor(language);
  const onKeyDown = useCallback(
    (event: KeyboardEvent<Field>) => {
      if (takeBackInField(event)) {
        event.preventDefault();
        return;
      }
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
  const onBeforeInput = useCallback((event: InputEvent<Field>) => correctInField(event, language), [language]);
  const inputProps = { onKeyDown, onBeforeInput };
  return { keyboard, isOn: isOn && keyboard !== null, toggle: toggleKeyboard, inputProps };
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
