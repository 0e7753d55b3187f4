import type { InputEvent, KeyboardEvent } from 'react';
import { typed } from '../../typing/typography.ts';
import { isTypographyOn } from './use-typography.ts';

export type Field = HTMLInputElement | HTMLTextAreaElement;

/** What stands in a field now instead of what was typed: one Backspace takes it back. */
interface Correction {
  field: Field;
  from: number;
  text: string;
  typed: string;
}

let last: Correction | null = null;

const FAR_ENOUGH = 300;

/** Writes the right mark for the one that is typed, as the editor of the text does. */
export function correctInField(event: InputEvent<Field>, language: string): void {
  const field = event.currentTarget;
  const sign = event.data;
  last = null;
  if (!isTypographyOn() || !sign || [...sign].length !== 1 || field.selectionStart === null) return;
  const at = field.selectionStart;
  const line = field.value
    .slice(Math.max(0, at - FAR_ENOUGH), at)
    .split('\n')
    .at(-1)!;
  const correction = typed(line, sign, language);
  if (!correction) return;
  event.preventDefault();
  // Two steps for the field's own undo: the first gives back what was typed.
  insertIntoField(field, sign);
  const from = at - correction.back;
  const literal = field.value.slice(from, at + sign.length);
  replace(field, from, at + sign.length, correction.text);
  last = { field, from, text: correction.text, typed: literal };
}

/** Whether this Backspace gave back what was typed before it was corrected. */
export function takeBackInField(event: KeyboardEvent<Field>): boolean {
  if (event.key !== 'Backspace' || last?.field !== event.currentTarget) return false;
  const { field, from, text, typed: literal } = last;
  const end = from + text.length;
  last = null;
  if (field.selectionStart !== end || field.selectionEnd !== end || field.value.slice(from, end) !== text) return false;
  replace(field, from, end, literal);
  return true;
}

/** At the cursor of a field, as if typed: the field's undo and whoever listens to it know of it. */
export function insertIntoField(field: Field, text: string): void {
  field.focus();
  // The only way to write into a field that its own undo knows of; browsers without it still get the text.
  if (document.execCommand('insertText', false, text)) return;
  field.setRangeText(text, field.selectionStart ?? 0, field.selectionEnd ?? 0, 'end');
  field.dispatchEvent(new window.InputEvent('input', { bubbles: true, data: text, inputType: 'insertText' }));
}

function replace(field: Field, from: number, to: number, text: string): void {
  field.setSelectionRange(from, to);
  insertIntoField(field, text);
}
