import { parseBody } from '../record/body.ts';
import type { BodyNode, Cell, Direction, Inline, Item, Marks, Notes, Table, Verse } from '../record/body-tree.ts';
import { inlineText } from './body-text.ts';

export interface PrintParts {
  /** The path of a stored picture as the Typst compiler sees it; null leaves the picture out and keeps its caption. */
  media: (sha256: string) => string | null;
  /** Direction of the text around; `ltr` when left out. */
  direction?: Direction;
}

interface Setting {
  media: PrintParts['media'];
  direction: Direction;
  /** Notes not yet printed, by number; a footnote is printed where it is first referred to. */
  notes: Map<string, Item>;
}

/**
 * A canonical body as Typst markup, to stand between other markup. Every word is inside a string literal, so nothing in
 * a text is ever read as Typst. Headings are levels 2 to 4; footnotes are real ones, with the numbers of the text.
 */
export function bodyTypst(body: string, parts: PrintParts): string {
  const blocks = parseBody(body);
  const notes = blocks.find((block) => block.type === 'notes');
  const numbered = (notes?.items ?? []).map((item, index): [string, Item] => [String(index + 1), item]);
  const setting = { media: parts.media, direction: parts.direction ?? 'ltr', notes: new Map(numbered) };
  const text = flow(
    blocks.filter((block) => block !== notes),
    setting,
  );
  return [text, unreferenced(setting)].filter(Boolean).join('\n\n');
}

/** Notes that nothing refers to, as a list at the end. */
function unreferenced(setting: Setting): string {
  const left = [...setting.notes];
  if (left.length === 0) return '';
  const items = left.map(
    ([number, item]) => `enum.item(${number})[${content(item, { ...setting, notes: new Map() })}]`,
  );
  return `#enum(${items.join(', ')})`;
}

function flow(blocks: BodyNode[], setting: Setting): string {
  return blocks
    .map((node) => block(node, setting))
    .filter((text) => text !== '')
    .join('\n\n');
}

function block(node: Exclude<BodyNode, Notes> | Notes, around: Setting): string {
  if (node.type === 'rule') return '#align(center, line(length: 30%, stroke: 0.5pt))';
  if (node.type === 'notes') return '';
  const setting = { ...around, direction: node.dir ?? around.direction };
  return marked(node, plainBlock(node, setting));
}

function plainBlock(node: Exclude<BodyNode, { type: 'rule' } | Notes>, setting: Setting): string {
  switch (node.type) {
    case 'p':
      return inline(node.children, setting);
    case 'verse':
      return verse(node, setting);
    case 'heading':
      return `#heading(level: ${node.level})[${inline(node.children, setting)}]`;
    case 'quote':
      return `#quote(block: true)[${flow(node.children, setting)}]`;
    case 'list':
      return `#${node.ordered ? 'enum' : 'list'}(${node.items.map((item) => `[${content(item, setting)}]`).join(', ')})`;
    case 'figure':
      return figure(setting.media(node.sha256), node.alt, inline(node.caption, setting));
    case 'table':
      return table(node, setting);
  }
}

function verse(node: Verse, setting: Setting): string {
  return `#block[${node.lines.map((line) => inline(line, setting)).join('#linebreak()')}]`;
}

function content(item: Item | Cell, around: Setting): string {
  return marked(item, flow(item.children, { ...around, direction: item.dir ?? around.direction }));
}

function figure(path: string | null, alt: string, caption: string): string {
  if (path === null) return caption;
  const image = `image(${literal(path)}, alt: ${literal(alt)})`;
  return `#figure(${image}, numbering: none, supplement: none${caption ? `, caption: [${caption}]` : ''})`;
}

function table(node: Table, setting: Setting): string {
  const { cells, columns } = place(node);
  const set = cells.map((placed) => tableCell(placed, setting));
  const inHead = isRepeatable(node) ? cells.filter(({ y }) => y < node.head.length).length : 0;
  const header = inHead > 0 ? [`table.header(${set.slice(0, inHead).join(', ')})`] : [];
  const parts = [...header, ...set.slice(inHead)];
  const grid = `#table(columns: ${columns}, ${parts.join(', ')})`;
  return node.caption.length > 0 ? `#strong[${inline(node.caption, setting)}]\n\n${grid}` : grid;
}

const REPEATED_ROWS = 4;
const REPEATED_CHARACTERS = 240;

/** A head stands on every page of its table and never breaks: one that would fill a page is set as rows like others. */
function isRepeatable({ head }: Table): boolean {
  if (head.length > REPEATED_ROWS) return false;
  const blocks = head.flat().flatMap(({ children }) => children);
  const texts = blocks.map((node) => (node.type === 'p' ? inlineText(node.children) : null));
  return !texts.includes(null) && texts.join('').length <= REPEATED_CHARACTERS;
}

function tableCell({ cell, x, y, colspan, rowspan }: Placed, setting: Setting): string {
  const inside = content(cell, setting);
  const position = `x: ${x}, y: ${y}, colspan: ${colspan}, rowspan: ${rowspan}`;
  return `table.cell(${position})[${cell.header ? `#strong[${inside}]` : inside}]`;
}

interface Placed {
  cell: Cell;
  x: number;
  y: number;
  colspan: number;
  rowspan: number;
}

/** Where each cell stands, spans cut so that none overlap: Typst refuses a table in which they do. */
function place(node: Table): { cells: Placed[]; columns: number } {
  const cells: Placed[] = [];
  let columns = 1;
  let top = 0;
  for (const rows of [node.head, node.body]) {
    const taken = rows.map(() => new Set<number>());
    rows.forEach((row, index) => {
      let x = 0;
      for (const cell of row) {
        while (taken[index]!.has(x)) x++;
        const placed = fit(cell, x, index, taken);
        cells.push({ cell, x, y: top + index, ...placed });
        x += placed.colspan;
        columns = Math.max(columns, x);
      }
    });
    top += rows.length;
  }
  return { cells, columns };
}

function fit(cell: Cell, x: number, y: number, taken: Set<number>[]): { colspan: number; rowspan: number } {
  let colspan = 1;
  while (colspan < cell.colspan && !taken[y]!.has(x + colspan)) colspan++;
  const rowspan = Math.min(cell.rowspan, taken.length - y);
  for (const row of taken.slice(y, y + rowspan)) for (let i = 0; i < colspan; i++) row.add(x + i);
  return { colspan, rowspan };
}

function inline(nodes: Inline[], setting: Setting): string {
  return nodes.map((node) => one(node, setting)).join('');
}

function one(node: Inline, setting: Setting): string {
  if (node.type === 'text') return words(node.text);
  if (node.type === 'br') return '#linebreak()';
  if (node.type === 'a') return link(node.href, node.children, setting);
  if (node.type === 'sup' && node.children.every(isReference)) return inline(node.children, setting);
  const direction = node.type === 'span' && node.dir ? node.dir : setting.direction;
  const inside = inline(node.children, { ...setting, direction });
  switch (node.type) {
    case 'strong':
      return `#strong[${inside}]`;
    case 'em':
      // Arabic script has no italics; its typesetters set emphasis in a heavier hand.
      return setting.direction === 'rtl' ? `#strong[${inside}]` : `#emph[${inside}]`;
    case 'sub':
      return `#sub[${inside}]`;
    case 'sup':
      return `#super[${inside}]`;
    case 'bdi':
      return isolate('\u2068', inside);
    case 'span':
      return node.dir
        ? isolate(node.dir === 'rtl' ? '\u2067' : '\u2066', language(node.lang, inside))
        : language(node.lang, inside);
  }
}

function isReference(node: Inline): boolean {
  return node.type === 'a' && node.href.startsWith('#note-');
}

function link(href: string, children: Inline[], setting: Setting): string {
  if (href.startsWith('#note-')) return reference(href.slice('#note-'.length), setting);
  if (href.startsWith('#ref-')) return '';
  const inside = inline(children, setting);
  return /^(https?|mailto|tel):/.test(href) ? `#link(${literal(href)})[${inside}]` : inside;
}

/** The note itself where it is first referred to, its number where it is referred to again. */
function reference(number: string, setting: Setting): string {
  const note = setting.notes.get(number);
  if (!note) return `#super[${words(number)}]`;
  setting.notes.delete(number);
  const text = content(note, { ...setting, notes: new Map() });
  return `#footnote(numbering: (..n) => ${literal(number)})[${text}]`;
}

function marked({ lang, dir }: Marks, inside: string): string {
  if (inside === '' || (!lang && !dir)) return inside;
  return `#[#set text(${[lang && languageOf(lang), dir && `dir: ${dir}`].filter(Boolean).join(', ')})\n${inside}]`;
}

function language(lang: string | undefined, inside: string): string {
  return lang ? `#text(${languageOf(lang)})[${inside}]` : inside;
}

function languageOf(lang: string): string {
  const region = lang.split('-').find((part, index) => index > 0 && /^[a-z]{2}$/.test(part));
  return `lang: ${literal(lang.split('-')[0]!)}${region ? `, region: ${literal(region)}` : ''}`;
}

/** Direction inside a line is a matter of Unicode's isolates: Typst's own `dir` belongs to whole paragraphs. */
function isolate(opening: string, inside: string): string {
  return `${words(opening)}${inside}${words('\u2069')}`;
}

function words(text: string): string {
  return `#text(${literal(text)})`;
}

function literal(text: string): string {
  return `"${text.replace(/["\\]/g, '\\$&').replace(/[\p{Cc}\u2028\u2029]/gu, ' ')}"`;
}
