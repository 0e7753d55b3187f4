import type { Element, Nodes, Root } from 'hast';
import { fromHtml } from 'hast-util-from-html';
import { isFilm } from './films.ts';

/** What an HTML capture says: the text of its blocks as lines (a blank line between blocks), canonical link, title, films. */
export interface PageText {
  text: string;
  canonical: string | null;
  title: string | null;
  films: string[];
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
  const canonical = canonicalOf(root);
  return {
    text: linesOf(root),
    canonical,
    title: title ? oneLine(linesOf(title)) || null : null,
    films: filmsIn(root, canonical),
  };
}

/** Embedded, or led to by a link, in the order of the page. */
function filmsIn(root: Root, canonical: string | null): string[] {
  const films = new Set<string>();
  find(root, ({ properties }) => {
    for (const named of [properties.src, properties.href, properties.data]) {
      const address = typeof named === 'string' ? wholeAddress(named, canonical) : null;
      if (address && isFilm(address)) films.add(address);
    }
    return false; // on to the next
  });
  return [...films];
}

function wholeAddress(named: string, canonical: string | null): string | null {
  const whole = named.trim().startsWith('//') ? `https:${named.trim()}` : named;
  if (!URL.canParse(whole, canonical ?? undefined)) return null;
  const { href, protocol } = new URL(whole, canonical ?? undefined);
  return /^https?:$/.test(protocol) ? href : null;
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
