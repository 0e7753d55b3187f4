import { cleanSpaced } from '../base/text.ts';
import type { Inline, Marks } from './body-tree.ts';
import { MAX_SPANS } from './body-tree.ts';

/** One inline element around a piece of text. Neighbours with the same key are one element. */
export interface Wrap extends Marks {
  type: 'a' | 'span' | 'bdi' | 'sub' | 'sup' | 'strong' | 'em';
  href?: string;
  key: string;
}

/** Text, or a line break (null), and the elements around it, outermost first. */
export interface Piece {
  path: readonly Wrap[];
  text: string | null;
}

/**
 * The elements around a piece that mean something in a block of language `lang`, in canonical order: each kind once, no
 * span that says what is known, strong and em innermost.
 */
function settle(path: readonly Wrap[], lang: string | undefined): readonly Wrap[] {
  const kept: Wrap[] = [];
  for (const wrap of path) {
    const added =
      wrap.type === 'span' ? settleSpan(wrap, kept, lang) : kept.some((one) => one.type === wrap.type) ? null : wrap;
    if (added) kept.push(added);
  }
  return kept.sort((a, b) => rank(a) - rank(b));
}

function settleSpan(span: Wrap, outer: Wrap[], blockLang: string | undefined): Wrap | null {
  const lang = outer.findLast((one) => one.lang)?.lang ?? blockLang;
  const dir = outer.findLast((one) => one.dir)?.dir;
  const settled = { ...span, lang: span.lang === lang ? undefined : span.lang };
  const isFull = outer.filter((one) => one.type === 'span').length >= MAX_SPANS;
  if (isFull || (!settled.lang && (!settled.dir || settled.dir === dir))) return null;
  return { ...settled, key: `span ${settled.lang} ${settled.dir} ${settled.key}` };
}

function rank(wrap: Wrap): number {
  return wrap.type === 'em' ? 2 : wrap.type === 'strong' ? 1 : 0;
}

/**
 * The pieces of one block as paragraphs of lines: texts cleaned, spaces between two pieces placed where both agree, empty
 * pieces gone, neighbours with the same path joined. A single break ends a line, two or more end a paragraph. `lang` is
 * the language of the block, where it is known.
 */
export function toParagraphs(raw: Piece[], lang: string | undefined): Piece[][][] {
  const pieces = settlePaths(raw, lang);
  const paragraphs: Piece[][][] = [];
  let breaks = 2;
  for (const line of splitLines(pieces)) {
    const clean = joinPieces(spacePieces(line));
    if (clean.length > 0 && breaks >= 2) paragraphs.push([]);
    if (clean.length > 0) paragraphs.at(-1)!.push(clean);
    breaks = clean.length > 0 ? 1 : breaks + 1;
  }
  return paragraphs;
}

function settlePaths(pieces: Piece[], lang: string | undefined): Piece[] {
  const settled = new Map<readonly Wrap[], readonly Wrap[]>();
  return pieces.map(({ path, text }) => {
    if (!settled.has(path)) settled.set(path, settle(path, lang));
    return { path: settled.get(path)!, text };
  });
}

function splitLines(pieces: Piece[]): Piece[][] {
  const lines: Piece[][] = [[]];
  for (const piece of pieces) {
    if (piece.text === null) lines.push([]);
    else lines.at(-1)!.push(piece);
  }
  return lines;
}

function spacePieces(line: Piece[]): Piece[] {
  const out: Piece[] = [];
  let space = false;
  for (const { path, text } of line) {
    const clean = cleanSpaced(text!);
    const core = clean.trim();
    space ||= clean.startsWith(' ');
    if (core === '') continue;
    const last = out.at(-1);
    if (space && last) out.push({ path: common(last.path, path), text: ' ' });
    out.push({ path, text: core });
    space = clean.endsWith(' ');
  }
  return out;
}

function joinPieces(line: Piece[]): Piece[] {
  const groups: { path: readonly Wrap[]; texts: string[] }[] = [];
  for (const { path, text } of line) {
    const last = groups.at(-1);
    if (last && samePath(last.path, path)) last.texts.push(text!);
    else groups.push({ path, texts: [text!] });
  }
  return groups.map(({ path, texts }) => ({ path, text: texts.join('').normalize('NFC') }));
}

function common(a: readonly Wrap[], b: readonly Wrap[]): readonly Wrap[] {
  let length = 0;
  while (length < a.length && a[length]!.key === b[length]?.key) length++;
  return a.slice(0, length);
}

function samePath(a: readonly Wrap[], b: readonly Wrap[]): boolean {
  return a.length === b.length && common(a, b).length === a.length;
}

/** Lines of pieces as one row of inline elements, with a break between two lines. */
export function toInline(lines: Piece[][]): Inline[] {
  const pieces: Piece[] = [];
  for (const line of lines) {
    const last = pieces.at(-1);
    if (last) pieces.push({ path: common(last.path, line[0]!.path), text: null });
    for (const piece of line) pieces.push(piece);
  }
  return nest(pieces, 0);
}

function nest(pieces: Piece[], depth: number): Inline[] {
  const out: Inline[] = [];
  for (let from = 0; from < pieces.length; ) {
    const wrap = pieces[from]!.path[depth];
    let to = from + 1;
    if (wrap) while (to < pieces.length && pieces[to]!.path[depth]?.key === wrap.key) to++;
    out.push(wrap ? element(wrap, nest(pieces.slice(from, to), depth + 1)) : leaf(pieces[from]!));
    from = to;
  }
  return out;
}

function leaf(piece: Piece): Inline {
  return piece.text === null ? { type: 'br' } : { type: 'text', text: piece.text };
}

function element(wrap: Wrap, children: Inline[]): Inline {
  if (wrap.type === 'a') return { type: 'a', href: wrap.href!, children };
  if (wrap.type !== 'span') return { type: wrap.type, children };
  return { type: 'span', ...(wrap.lang && { lang: wrap.lang }), ...(wrap.dir && { dir: wrap.dir }), children };
}
