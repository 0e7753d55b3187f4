import { elementsOf } from '../../keeping/elements.ts';
import type { Row } from './align.ts';

/** Which paragraphs of a translation stood beside which of its source, for the next visit: places and counts, no words. */
type Places = [source: number | null, elements: number][];

export function remember(edition: number, rows: Row[]): void {
  const places: Places = rows.map(({ source, target }) => [source, elementsOf(target).length]);
  try {
    localStorage.setItem(keyOf(edition), JSON.stringify(places));
  } catch {
    // Then it is guessed anew.
  }
}

export function remembered(edition: number, body: string): Row[] | null {
  try {
    const places: Places | null = JSON.parse(localStorage.getItem(keyOf(edition)) ?? 'null');
    return places && rowsAt(places, elementsOf(body));
  } catch {
    return null;
  }
}

function rowsAt(places: Places, elements: string[]): Row[] {
  let at = 0;
  return places.map(([source, count]) => {
    const target = elements.slice(at, at + count).join('\n');
    at += count;
    return { source, target };
  });
}

function keyOf(edition: number): string {
  return `daftar-rows ${edition}`;
}
