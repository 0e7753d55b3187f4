import type { Stroke } from '../../typing/keyboards.ts';

type KeyEvent = Pick<
  KeyboardEvent,
  'code' | 'shiftKey' | 'altKey' | 'ctrlKey' | 'metaKey' | 'isComposing' | 'getModifierState'
>;

/** The stroke that a keyboard of ours may answer to; null for shortcuts and while the machine composes. */
export function strokeOf(event: KeyEvent): Stroke | null {
  if (event.isComposing || event.metaKey) return null;
  const isMac = /Mac|iP(hone|ad)/.test(navigator.platform);
  const alt = event.getModifierState('AltGraph') || (event.ctrlKey && event.altKey) || (isMac && event.altKey);
  if ((event.ctrlKey || event.altKey) && !alt) return null;
  return { code: event.code, shift: event.shiftKey, alt };
}
