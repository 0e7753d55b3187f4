import assert from 'node:assert/strict';
import { createRequire } from 'node:module';

export interface Element {
  name: string;
  attributes: Record<string, string>;
  children: Element[];
  text: string;
}

/** By a parser that takes nothing but well-formed XML with declared namespaces. */
export function parseXml(xml: string): Element {
  const parser = createRequire(import.meta.url)('sax').parser(true, { xmlns: true }); // it has no types
  const root: Element = { name: '', attributes: {}, children: [], text: '' };
  const open = [root];
  parser.onerror = (error: Error) => {
    throw error;
  };
  parser.onopentag = (tag: { name: string; attributes: Record<string, { value: string }> }) => {
    const values = Object.entries(tag.attributes).map(([name, { value }]) => [name, value] as const);
    const element: Element = { name: tag.name, attributes: Object.fromEntries(values), children: [], text: '' };
    open.at(-1)!.children.push(element);
    open.push(element);
  };
  const take = (text: string) => {
    open.at(-1)!.text += text;
  };
  Object.assign(parser, { ontext: take, oncdata: take });
  parser.onclosetag = () => open.pop();
  parser.write(xml).close();
  assert.equal(root.children.length, 1);
  return root.children[0]!;
}

export function all(element: Element, name: string): Element[] {
  return element.children.filter((child) => child.name === name);
}

export function only(element: Element, name: string): Element {
  const found = all(element, name);
  assert.equal(found.length, 1, `one ${name}`);
  return found[0]!;
}
