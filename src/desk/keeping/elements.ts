/**
 * The top-level elements of a body, whether an editor or the canonical form wrote it: a tag is a tag in both, for text and
 * attributes hold no bare `<`. Text outside of any element stands as a paragraph of its own.
 */
export function elementsOf(html: string): string[] {
  const elements: string[] = [];
  let [depth, current] = [0, ''];
  for (const [piece, close, name] of html.matchAll(/<(\/?)([a-z][a-z0-9]*)(?:"[^"]*"|[^">])*>|[^<]+|</gi)) {
    const isTag = name !== undefined;
    current += depth === 0 && !isTag ? looseText(piece) : piece;
    if (isTag && !VOID.has(name.toLowerCase())) depth = Math.max(0, depth + (close ? -1 : 1));
    if (depth > 0 || current === '') continue;
    elements.push(current);
    current = '';
  }
  return current === '' ? elements : [...elements, current];
}

const VOID = new Set(['br', 'hr', 'img', 'wbr']);

function looseText(text: string): string {
  return text.trim() && `<p>${text.trim()}</p>`;
}

/** The name of an element's tag: `p`. */
export function tagOf(element: string): string {
  return /^<([a-z][a-z0-9]*)/i.exec(element)?.[1]?.toLowerCase() ?? 'p';
}

const LINE_ENDS = /<\/(?:p|h[1-6]|li|td|th|tr|caption|figcaption|blockquote)>|<br\s*\/?>/gi;
const ENTITIES: Record<string, string> = { lt: '<', gt: '>', quot: '"', amp: '&', nbsp: '\u00a0', '#39': "'" };

/** What a reader reads of it, one line a block. */
export function plainText(html: string): string {
  return html
    .replace(LINE_ENDS, (end) => `${end}\n`)
    .replace(/<[^>]*>/g, '')
    .replace(/&(lt|gt|quot|amp|nbsp|#39);/g, (_, name: string) => ENTITIES[name]!)
    .replace(/[ \t]*\n\s*/g, '\n')
    .trim();
}

/** Words as people count them: a dash on its own is none. */
export function countWords(text: string): number {
  return text.match(/[\p{L}\p{N}][^\s]*/gu)?.length ?? 0;
}
