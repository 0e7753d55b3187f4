import { slugify } from '../base/text.ts';
import type { Language } from '../languages/language.ts';
import { parseBody } from '../record/body.ts';
import type { BodyNode, Heading, Inline } from '../record/body-tree.ts';

/** A heading of a body, and what stands under it up to the next heading. */
export interface BodySection {
  /** Stands in addresses: `s-water`. What an author gave, or else the heading's words: sections put in before leave it. */
  id: string;
  /** `2.1` */
  number: string;
  level: 2 | 3 | 4;
  title: string;
  /** Plain words, a paragraph each. */
  text: string;
}

/** The sections of a canonical body in their order; what stands before the first heading, and the notes, have no title. */
export function sectionsOf(body: string, language: Language): BodySection[] {
  const untitled = { number: '', level: 2, title: '', text: '' } as const;
  const sections: BodySection[] = [{ ...untitled, id: '' }];
  const ids = sectionIds(body, language);
  for (const node of parseBody(body)) {
    if (node.type === 'heading')
      sections.push({ ...ids[sections.length - 1]!, level: node.level, title: inlineText(node.children), text: '' });
    else if (node.type === 'notes') sections.push({ ...untitled, id: 'notes', text: blockText(node) });
    else {
      const last = sections.at(-1)!;
      last.text = [last.text, blockText(node)].filter(Boolean).join('\n\n');
    }
  }
  return sections[0]!.text === '' ? sections.slice(1) : sections;
}

/** Anchors and numbers of a body's headings, in their order. */
export function sectionIds(body: string, { transliteration }: Language): { id: string; number: string }[] {
  const headings = parseBody(body).filter((node): node is Heading => node.type === 'heading');
  const taken = new Set(headings.flatMap(({ id }) => id ?? []));
  const counts = [0, 0, 0];
  return headings.map(({ id, level, children }) => {
    counts[level - 2]!++;
    counts.fill(0, level - 1);
    const number = counts.filter(Boolean).join('.');
    return { id: id ?? freeId(slugify(inlineText(children), transliteration), number, taken), number };
  });
}

function freeId(words: string, number: string, taken: Set<string>): string {
  const wanted = `s-${(words || number.replaceAll('.', '-')).slice(0, 80)}`;
  let id = wanted;
  for (let again = 2; taken.has(id); again++) id = `${wanted}-${again}`;
  taken.add(id);
  return id;
}

/** A section of the newer text, of the older one, or both as one: in the newer order, with what went where it stood. */
export interface SectionPair {
  older: BodySection | null;
  newer: BodySection | null;
}

/** Sections are the same under the same anchor; of the others, a new one is the old one that it shares most words with. */
export function pairSections(older: BodySection[], newer: BodySection[]): SectionPair[] {
  const byId = new Map(older.map((one) => [one.id, one]));
  const newIds = new Set(newer.map(({ id }) => id));
  const alone = new Set(older.filter(({ id }) => !newIds.has(id)));
  const pairs: SectionPair[] = newer.map((one) => {
    const found = byId.get(one.id) ?? mostAlike(one, alone);
    if (found) alone.delete(found);
    return { older: found, newer: one };
  });
  for (const gone of alone) {
    const before = older[older.indexOf(gone) - 1];
    const place = pairs.findIndex((pair) => pair.older === before);
    pairs.splice(before ? place + 1 : 0, 0, { older: gone, newer: null });
  }
  return pairs;
}

function mostAlike(one: BodySection, others: Set<BodySection>): BodySection | null {
  const shares = [...others].map((other) => ({ other, share: shareOf(one.text, other.text) }));
  return shares.filter(({ share }) => share > 0.6).sort((a, b) => b.share - a.share)[0]?.other ?? null;
}

/** Which part of both texts' words stand in both. */
function shareOf(a: string, b: string): number {
  const [ours, theirs] = [a, b].map((text) => text.split(/\s+/).filter(Boolean));
  const left = new Map<string, number>();
  for (const word of theirs!) left.set(word, (left.get(word) ?? 0) + 1);
  const shared = ours!.filter((word) => {
    const count = left.get(word) ?? 0;
    left.set(word, count - 1);
    return count > 0;
  });
  return (2 * shared.length) / Math.max(1, ours!.length + theirs!.length);
}

/** A canonical body in plain words. */
export function plainText(body: string): string {
  return parseBody(body).map(blockText).join('\n\n');
}

function blockText(node: BodyNode): string {
  switch (node.type) {
    case 'p':
    case 'heading':
      return inlineText(node.children);
    case 'verse':
      return node.lines.map(inlineText).join('\n');
    case 'quote':
      return node.children.map(blockText).join('\n\n');
    case 'list':
    case 'notes':
      return node.items.map(({ children }) => children.map(blockText).join('\n')).join('\n');
    case 'table':
      return [...node.head, ...node.body]
        .map((row) => row.map(({ children }) => children.map(blockText).join(' ')).join(' | '))
        .join('\n');
    case 'figure':
      return inlineText(node.caption);
    case 'rule':
      return '';
  }
}

function inlineText(nodes: Inline[]): string {
  return nodes
    .map((node) => {
      if (node.type === 'text') return node.text;
      if (node.type === 'br') return '\n';
      return node.type === 'a' && node.href.startsWith('#') ? '' : inlineText(node.children);
    })
    .join('');
}
