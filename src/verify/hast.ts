import { fromHtml } from 'hast-util-from-html';
import type { PageNode, ParsePage } from './saved-page.ts';

type Node = ReturnType<typeof fromHtml>['children'][number];

/** Reads a page in Node; the browser has a parser of its own. */
export const parsePage: ParsePage = (html) => element('#document', fromHtml(html).children);

function element(name: string, children: Node[], properties: Record<string, unknown> = {}): PageNode {
  const attributes = Object.fromEntries(Object.entries(properties).flatMap(([key, value]) => attribute(key, value)));
  return { name, text: '', attributes, children: children.flatMap(pageNode) };
}

function pageNode(node: Node): PageNode[] {
  if (node.type === 'text') return [{ name: '', text: node.value, attributes: {}, children: [] }];
  if (node.type !== 'element') return [];
  const held = node.tagName === 'template' ? (node.content?.children ?? []) : node.children;
  return [element(node.tagName, held as Node[], node.properties)];
}

const NAMES: Record<string, string> = { className: 'class', httpEquiv: 'http-equiv', acceptCharset: 'accept-charset' };

/** As it stands in the markup: hast has its own names, and lists where words are parted by spaces. */
function attribute(key: string, value: unknown): [string, string][] {
  if (value === null || value === undefined || value === false) return [];
  const name = NAMES[key] ?? key.replace(/^(aria|data)(?=[A-Z])/, '$1-').toLowerCase();
  const text = value === true ? '' : Array.isArray(value) ? value.join(key === 'srcSet' ? ', ' : ' ') : String(value);
  return [[name, text]];
}
