/// <reference lib="dom" />
/// <reference lib="dom.iterable" />
import type { PageNode, ParsePage } from '../saved-page.ts';

/** Reads a page with the browser's own parser, which runs and loads nothing of it. */
export const parsePage: ParsePage = (html) => ({
  name: '#document',
  text: '',
  attributes: {},
  children: childrenOf(new DOMParser().parseFromString(html, 'text/html')),
});

function childrenOf(parent: Node): PageNode[] {
  const inside = parent instanceof HTMLTemplateElement ? parent.content : parent;
  return [...inside.childNodes].flatMap((node) => {
    if (node.nodeType === Node.TEXT_NODE)
      return [{ name: '', text: node.nodeValue ?? '', attributes: {}, children: [] }];
    if (!(node instanceof Element)) return [];
    const attributes = Object.fromEntries([...node.attributes].map(({ name, value }) => [name, value]));
    return [{ name: node.localName, text: '', attributes, children: childrenOf(node) }];
  });
}
