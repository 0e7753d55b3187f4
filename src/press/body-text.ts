import { parseBody } from '../record/body.ts';
import type { BodyNode, Cell, Inline, Item } from '../record/body-tree.ts';

/**
 * A canonical body in plain words, for messengers and `text.txt`: paragraphs apart by a blank line, verse and table rows
 * a line each, list items marked `•` or numbered, quotes marked `>`, footnotes `[1]` at the end. No trailing line feed.
 */
export function bodyText(body: string): string {
  return flowText(parseBody(body));
}

/** Inline elements in plain words; a line break is a line feed, a reference to a note is `[1]`. */
export function inlineText(nodes: Inline[]): string {
  return nodes
    .map(oneInline)
    .join('')
    .replace(/ +(?=\n|$)/g, '');
}

function flowText(blocks: BodyNode[]): string {
  return blocks
    .map(blockText)
    .filter((text) => text !== '')
    .join('\n\n');
}

function blockText(node: BodyNode): string {
  switch (node.type) {
    case 'p':
    case 'heading':
      return inlineText(node.children);
    case 'verse':
      return node.lines.map(inlineText).join('\n');
    case 'quote':
      return indent(flowText(node.children), '> ', '> ').replace(/^> $/gm, '>');
    case 'list':
      return listText(node.items, (index) => (node.ordered ? `${index + 1}. ` : '• '));
    case 'notes':
      return listText(node.items, (index) => `[${index + 1}] `);
    case 'rule':
      return '* * *';
    case 'figure':
      return inlineText(node.caption) || node.alt;
    case 'table':
      return [inlineText(node.caption), ...[...node.head, ...node.body].map(rowText)].filter(Boolean).join('\n');
  }
}

function listText(items: Item[], marker: (index: number) => string): string {
  const texts = items.map((item, index) => indent(flowText(item.children), marker(index), '  '));
  return texts.join(texts.some((text) => text.includes('\n\n')) ? '\n\n' : '\n');
}

function rowText(cells: Cell[]): string {
  return cells.map((cell) => flowText(cell.children).replace(/\n+/g, ' ')).join(' | ');
}

function indent(text: string, first: string, rest: string): string {
  return text
    .split('\n')
    .map((line, index) => (index === 0 ? first + line : line === '' && rest.trim() === '' ? '' : rest + line))
    .join('\n');
}

function oneInline(node: Inline): string {
  if (node.type === 'text') return node.text;
  if (node.type === 'br') return '\n';
  if (node.type !== 'a') return isolated(node, node.children.map(oneInline).join(''));
  if (node.href.startsWith('#ref-')) return '';
  const text = node.children.map(oneInline).join('');
  return node.href.startsWith('#note-') ? `[${node.href.slice('#note-'.length)}]` : text + address(node.href, text);
}

/** What has a direction of its own keeps it in plain words: a telephone number in Urdu would show from its end. */
function isolated(node: Inline, text: string): string {
  const direction = node.type === 'bdi' ? 'auto' : node.type === 'span' ? node.dir : null;
  if (!direction || text === '') return text;
  return `${direction === 'auto' ? '\u2068' : direction === 'rtl' ? '\u2067' : '\u2066'}${text}\u2069`;
}

/** Where a link leads, unless its words say so already. */
function address(href: string, text: string): string {
  if (!/^(https?|mailto|tel):/.test(href)) return '';
  const bare = href.replace(/^(https?:\/\/|mailto:|tel:)/, '').replace(/\/$/, '');
  return text.includes(bare) || text.includes(href) ? '' : ` (${/^https?:/.test(href) ? href : bare})`;
}
