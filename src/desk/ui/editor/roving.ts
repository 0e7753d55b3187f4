import { type KeyboardEvent, type RefObject, useEffect } from 'react';

const STOPS = 'button:not(:disabled), select:not(:disabled), input:not(:disabled)';

/**
 * One stop of the Tab key for a whole row of buttons: the arrows go from one to the next, in the direction in which the
 * row is written. Gives the row's `onKeyDown`.
 */
export function useRoving(row: RefObject<HTMLElement | null>): (event: KeyboardEvent) => void {
  // After every drawing: a button that was disabled may be the one that had the stop.
  useEffect(() => {
    const stops = stopsIn(row.current);
    const current = stops.find((stop) => stop.tabIndex === 0) ?? stops[0];
    for (const stop of stops) stop.tabIndex = stop === current ? 0 : -1;
  });
  return (event) => {
    const stops = stopsIn(row.current);
    const at = stops.indexOf(event.target as HTMLElement);
    const next = at < 0 ? undefined : stops.at(target(event, at, stops.length));
    if (!next || stops[at] === next) return;
    event.preventDefault();
    for (const stop of stops) stop.tabIndex = stop === next ? 0 : -1;
    next.focus();
  };
}

function stopsIn(row: HTMLElement | null): HTMLElement[] {
  return [...(row?.querySelectorAll<HTMLElement>(STOPS) ?? [])];
}

function target({ key, currentTarget }: KeyboardEvent, at: number, count: number): number {
  const forward = getComputedStyle(currentTarget).direction === 'rtl' ? 'ArrowLeft' : 'ArrowRight';
  if (key === 'Home') return 0;
  if (key === 'End') return count - 1;
  if (key === 'ArrowLeft' || key === 'ArrowRight') return (at + (key === forward ? 1 : count - 1)) % count;
  return at;
}
