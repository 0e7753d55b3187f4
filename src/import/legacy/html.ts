import type { Element, Nodes, Root } from 'hast';
import { fromHtml } from 'hast-util-from-html';

/** What an HTML capture says: the text of its blocks as lines (a blank line between blocks), canonical link, title. */
export interface PageText {
  text: string;
  canonical: string | null;
  title: string | null;
}

const SKIPPED = new Set([
  'head',
  'script',
  'style',
  'noscript',
  'template',
  'nav',
  'iframe',
  'object',
  'select',
  'svg',
]);
const BLOCKS = new Set(
  'address article aside blockquote body caption center dd div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hr li main ol p pre section table td th tr ul'.split(
    ' ',
  ),
);

export function looksLikeHtml(text: string): boolean {
  return /^\s*(<!--[\s\S]{0,2000}?-->\s*)?<(!doctype html|html|head|body|title|meta)\b/i.test(text);
}

/** A browser's reading of `text`; broken markup is mended as browsers do. */
export function readHtml(text: string): PageText {
  const root = fromHtml(text);
  const title = find(root, (element) => element.tagName === 'title');
  return { text: linesOf(root), canonical: canonicalOf(root), title: title ? oneLine(linesOf(title)) || null : null };
}

function canonicalOf(root: Root): string | null {
  const link = find(
    root,
    ({ tagName, properties }) => tagName === 'link' && [properties.rel].flat().includes('canonical'),
  );
  return typeof link?.properties.href === 'string' ? link.properties.href.trim() : null;
}

function find(node: Nodes, matches: (element: Element) => boolean): Element | null {
  if (node.type === 'element' && matches(node)) return node;
  if (!('children' in node)) return null;
  for (const child of node.children) {
    const found = find(child, matches);
    if (found) return found;
  }
  return null;
}

function linesOf(root: Nodes): string {
  const parts: string[] = [];
  write(root, parts);
  return parts
    .join('')
    .replace(/[ \t]*\n[ \t]*/g, '\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
}

function write(node: Nodes, parts: string[]): void {
  if (node.type === 'text') parts.push(node.value.replace(/[ \t\n\r\f]+/g, ' '));
  if (!('children' in node)) return;
  if (node.type === 'element' && SKIPPED.has(node.tagName)) return;
  if (node.type === 'element' && node.tagName === 'br') parts.push('\n');
  const isBlock = node.type === 'element' && BLOCKS.has(node.tagName);
  if (isBlock) parts.push('\n\n');
  for (const child of node.children) write(child, parts);
  if (isBlock) parts.push('\n\n');
}

const oneLine = (text: string): string => text.replace(/\s+/g, ' ').trim();
