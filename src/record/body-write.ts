import { escapeHtml } from '../base/html.ts';
import type { BodyNode, Cell, Figure, Heading, Inline, Item, Marks, Table } from './body-tree.ts';

/** Where a page differs from the canonical form; each part is canonical where it is not given. */
export interface Writer {
  figure?(figure: Figure, caption: string): string;
  table?(table: Table, html: string): string;
  /** Anchor and number of a heading that opens a section. */
  heading?(heading: Heading): { id: string; number: string | null } | undefined;
  /** An address as the page has it; null keeps only the text. */
  href?(href: string): string | null;
}

/** A body's tree as HTML: canonical, byte for byte, when `writer` is left out. See specs/body.md, "Bytes". */
export function writeBody(nodes: BodyNode[], writer: Writer = {}): string {
  return nodes
    .map((node) => writeBlock(node, writer))
    .filter((block) => block !== '')
    .join('\n');
}

function writeBlock(node: BodyNode, writer: Writer): string {
  switch (node.type) {
    case 'p':
      return `<p${marks(node)}>${writeInline(node.children, writer)}</p>`;
    case 'verse':
      return `<p class="verse"${marks(node)}>${node.lines.map((line) => writeInline(line, writer)).join('<br>')}</p>`;
    case 'heading':
      return writeHeading(node, writer);
    case 'quote':
      return `<blockquote${marks(node)}>\n${writeBody(node.children, writer)}\n</blockquote>`;
    case 'list':
      return writeList(node.ordered ? 'ol' : 'ul', marks(node), node.items, () => '', writer);
    case 'notes':
      return writeList('ol', ' class="notes"', node.items, (index) => ` id="note-${index + 1}"`, writer);
    case 'rule':
      return '<hr>';
    case 'figure':
      return writeFigure(node, writer);
    case 'table':
      return writeTable(node, writer);
  }
}

function writeHeading(node: Heading, writer: Writer): string {
  const given = writer.heading?.(node);
  const attributes = attribute('id', given?.id ?? node.id) + attribute('data-number', given?.number ?? undefined);
  return `<h${node.level}${attributes}${marks(node)}>${writeInline(node.children, writer)}</h${node.level}>`;
}

function writeList(name: string, attributes: string, items: Item[], id: (index: number) => string, writer: Writer) {
  const lines = items.map((item, index) => `<li${id(index)}${marks(item)}>${writeFlow(item.children, writer)}</li>`);
  return [`<${name}${attributes}>`, ...lines, `</${name}>`].join('\n');
}

/** What an item or a cell holds: one paragraph as bare text, anything else as blocks. */
function writeFlow(children: BodyNode[], writer: Writer): string {
  const only = children[0];
  if (!only) return '';
  return children.length === 1 && only.type === 'p'
    ? writeInline(only.children, writer)
    : `\n${writeBody(children, writer)}\n`;
}

function writeFigure(figure: Figure, writer: Writer): string {
  const caption = figure.caption.length > 0 ? `<figcaption>${writeInline(figure.caption, writer)}</figcaption>` : '';
  if (writer.figure) return writer.figure(figure, caption);
  return `<figure${marks(figure)}><img src="media:${figure.sha256}" alt="${escapeHtml(figure.alt)}">${caption}</figure>`;
}

function writeTable(table: Table, writer: Writer): string {
  const lines = [
    `<table${marks(table)}>`,
    ...(table.caption.length > 0 ? [`<caption>${writeInline(table.caption, writer)}</caption>`] : []),
    ...writeRows('thead', table.head, writer),
    ...writeRows('tbody', table.body, writer),
    '</table>',
  ];
  return writer.table ? writer.table(table, lines.join('\n')) : lines.join('\n');
}

function writeRows(name: string, rows: Cell[][], writer: Writer): string[] {
  if (rows.length === 0) return [];
  const lines = rows.map((row) => `<tr>${row.map((cell) => writeCell(cell, writer)).join('')}</tr>`);
  return [`<${name}>`, ...lines, `</${name}>`];
}

function writeCell(cell: Cell, writer: Writer): string {
  const name = cell.header ? 'th' : 'td';
  const spans = [cell.colspan, cell.rowspan].map((count) => (count > 1 ? String(count) : undefined));
  const attributes = attribute('scope', cell.scope) + attribute('colspan', spans[0]) + attribute('rowspan', spans[1]);
  return `<${name}${attributes}${marks(cell)}>${writeFlow(cell.children, writer)}</${name}>`;
}

function writeInline(nodes: Inline[], writer: Writer): string {
  return nodes
    .map((node) => {
      if (node.type === 'text') return escapeHtml(node.text);
      if (node.type === 'br') return '<br>';
      const inside = writeInline(node.children, writer);
      if (node.type === 'span') return `<span${marks(node)}>${inside}</span>`;
      if (node.type !== 'a') return `<${node.type}>${inside}</${node.type}>`;
      const href = writer.href ? writer.href(node.href) : node.href;
      return href === null ? inside : `<a${attribute('href', href)}${attribute('id', node.id)}>${inside}</a>`;
    })
    .join('');
}

/** Language and direction as attributes, in the order of the canonical form. */
export function marks({ lang, dir }: Marks): string {
  return attribute('lang', lang) + attribute('dir', dir);
}

function attribute(name: string, value: string | undefined): string {
  return value === undefined ? '' : ` ${name}="${escapeHtml(value)}"`;
}
