import type { Element, ElementContent, Root, RootContent } from 'hast';
import { cleanText } from '../base/text.ts';

/**
 * Footnotes, whoever made them, in one form: `ol.notes` as the last element, its items `note-1`, `note-2`, …, every
 * reference `#note-N` and every way back `#ref-N`. Understands this form and the one of GitHub's Markdown. Links to a
 * note or reference that does not exist lose their address. Changes `tree`.
 */
export function gatherNotes(tree: Root): void {
  for (const nested of nestedLinks(tree, false)) delete nested.properties.href;
  const items: Element[] = [];
  takeLists(tree, {}, items);
  const notes = new Map<string, number>();
  items.forEach((item, index) => {
    const id = text(item.properties.id);
    if (id && !notes.has(id)) notes.set(id, index + 1);
    item.properties.id = `note-${index + 1}`;
  });
  const references = pointToNotes(tree, notes);
  for (const item of items) pointBack(item, notes, references);
  for (const link of links(tree)) settle(link, notes, references);
  if (items.length > 0) tree.children.push(element('ol', { className: ['notes'] }, items));
}

interface References {
  /** Old id of any reference to its note. */
  notes: Map<string, number>;
  /** Old ids of second and later references, whose ways back go. */
  later: Set<string>;
  /** Notes that the text refers to. */
  known: Set<number>;
}

function takeLists(parent: Root | Element, marks: Element['properties'], items: Element[]): void {
  const kept: (RootContent | ElementContent)[] = [];
  for (const child of parent.children) {
    if (child.type !== 'element') kept.push(child);
    else if (isNotesList(child, parent)) for (const item of listItems(child, inherit(marks, child))) items.push(item);
    else if (!isNotesHeading(child, parent)) {
      takeLists(child, inherit(marks, child), items);
      kept.push(child);
    }
  }
  parent.children = kept as ElementContent[];
}

function isNotesList(child: Element, parent: Root | Element): boolean {
  return child.tagName === 'ol' && (hasClass(child, 'notes') || isNotesSection(parent));
}

function isNotesHeading(child: Element, parent: Root | Element): boolean {
  return child.tagName === 'h2' && isNotesSection(parent) && text(child.properties.id).endsWith('footnote-label');
}

function isNotesSection(parent: Root | Element): boolean {
  return parent.type === 'element' && parent.tagName === 'section' && hasClass(parent, 'footnotes');
}

function listItems(list: Element, marks: Element['properties']): Element[] {
  return list.children
    .filter((child) => words(child) !== '')
    .map((child) => {
      const item = child.type === 'element' && child.tagName === 'li' ? child : element('li', {}, [child]);
      item.properties = { ...marks, ...item.properties };
      return item;
    });
}

function inherit(marks: Element['properties'], from: Element): Element['properties'] {
  const { lang, dir } = from.properties;
  return { ...marks, ...(lang && { lang }), ...(dir && { dir }) };
}

function pointToNotes(tree: Root, notes: Map<string, number>): References {
  const references: References = { notes: new Map(), later: new Set(), known: new Set() };
  for (const link of links(tree)) {
    const note = notes.get(target(link));
    if (note === undefined || words(link) === '') continue;
    const id = text(link.properties.id);
    if (references.known.has(note)) references.later.add(id);
    references.known.add(note);
    if (id && !references.notes.has(id)) references.notes.set(id, note);
  }
  return references;
}

function pointBack(item: Element, notes: Map<string, number>, references: References): void {
  for (const link of links(item)) {
    const back = hasClass(link, 'data-footnote-backref');
    if (back && references.later.has(target(link))) link.children = [];
    settle(link, notes, references);
  }
}

function settle(link: Element, notes: Map<string, number>, references: References): void {
  const to = target(link);
  const note = notes.get(to);
  const reference = references.notes.get(to) ?? wayBack(to, notes, references);
  delete link.properties.id;
  if (note !== undefined) link.properties.href = `#note-${note}`;
  else if (reference !== undefined) link.properties.href = `#ref-${reference}`;
  else if (/^(note|ref)-/.test(to)) link.properties.href = '#';
}

/** The note that a bare `#ref-N` leads back to, where the references carry no ids of their own. */
function wayBack(to: string, notes: Map<string, number>, references: References): number | undefined {
  const note = to.startsWith('ref-') ? notes.get(`note-${to.slice(4)}`) : undefined;
  return note !== undefined && references.known.has(note) ? note : undefined;
}

function target(link: Element): string {
  const href = text(link.properties.href);
  if (!href.startsWith('#')) return '';
  try {
    return decodeURIComponent(href.slice(1));
  } catch {
    return href.slice(1);
  }
}

function* links(node: Root | RootContent): Generator<Element> {
  if (node.type !== 'element' && node.type !== 'root') return;
  if (node.type === 'element' && node.tagName === 'a' && text(node.properties.href) !== '') yield node;
  for (const child of node.children) yield* links(child);
}

function* nestedLinks(node: Root | RootContent, inLink: boolean): Generator<Element> {
  if (node.type !== 'element' && node.type !== 'root') return;
  const isLink = node.type === 'element' && node.tagName === 'a';
  if (isLink && inLink) yield node;
  for (const child of node.children) yield* nestedLinks(child, inLink || isLink);
}

function words(node: Root | RootContent): string {
  return cleanText(allText(node));
}

function allText(node: Root | RootContent): string {
  if (node.type === 'text') return node.value;
  return node.type === 'element' || node.type === 'root' ? node.children.map(allText).join('') : '';
}

function hasClass(node: Element, name: string): boolean {
  return Array.isArray(node.properties.className) && node.properties.className.includes(name);
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

function element(tagName: string, properties: Element['properties'], children: ElementContent[]): Element {
  return { type: 'element', tagName, properties, children };
}
