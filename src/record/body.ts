import type { ElementContent, Root, RootContent } from 'hast';
import { fromHtml } from 'hast-util-from-html';
import { sanitize } from 'hast-util-sanitize';
import { toBlocks } from './body-blocks.ts';
import { gatherNotes } from './body-notes.ts';
import { FINDINGS, reduceHtml } from './body-reduce.ts';
import { ALLOWED, type BodyNode, cleanHref, mediaHash } from './body-tree.ts';
import { writeBody } from './body-write.ts';

export type { BodyNode, Inline, Marks } from './body-tree.ts';

type Finding = keyof typeof FINDINGS;

/**
 * Any HTML as the record keeps a body: the small subset of specs/body.md in its one written form. The same meaning gives
 * the same bytes, and a canonical body comes back as it is. Words that a reader would have seen stay; `findings` says in
 * plain English what else went, one line a sort with its count: `Scripts removed: 2`.
 */
export function canonicalBody(html: string): { html: string; findings: string[] } {
  const counts = new Map<Finding, number>();
  const blocks = readBody(html, (what) => counts.set(what, (counts.get(what) ?? 0) + 1));
  const findings = (Object.keys(FINDINGS) as Finding[])
    .filter((what) => counts.has(what))
    .map((what) => `${FINDINGS[what]}: ${counts.get(what)}`);
  return { html: writeBody(blocks), findings };
}

/** The tree of a body. What is not canonical is made so first. */
export function parseBody(html: string): BodyNode[] {
  return readBody(html, () => {});
}

function readBody(html: string, count: (what: Finding) => void): BodyNode[] {
  const tree: Root = { type: 'root', children: reduceHtml(html, count).flatMap(parsePart) };
  gatherNotes(tree);
  inspect(tree, count);
  return toBlocks(sanitized(tree));
}

function parsePart(html: string): RootContent[] {
  return lightened(fromHtml(html, { fragment: true }).children as ElementContent[], NOTHING);
}

/**
 * The same nodes with less around them, for a tree in memory is many times its source: no positions, and no bold in bold,
 * of which the parser makes up to four for every paragraph after an end tag was forgotten. `around` holds the kinds of the
 * emphasis that the nodes stand in.
 */
function lightened(nodes: ElementContent[], around: ReadonlySet<string>, isInline = false): ElementContent[] {
  const light: ElementContent[] = [];
  for (const node of nodes) {
    if (node.type === 'text') light.push({ type: 'text', value: node.value });
    if (node.type !== 'element') continue;
    const kind = EMPHASIS[node.tagName];
    const inside = kind && !around.has(kind) ? new Set([...around, kind]) : around;
    // The items of a numbered list may be notes, which are moved out of what stands around them.
    const children = lightened(node.children, node.tagName === 'ol' ? NOTHING : inside, kind !== undefined);
    const { tagName, properties } = node;
    // Directly in a list or a table even an element that says nothing holds its content together.
    if (isInline && inside === around && kind && !properties.lang && !properties.dir) {
      for (const child of children) light.push(child);
    } else light.push({ type: 'element', tagName, properties, children });
  }
  return light;
}

const NOTHING: ReadonlySet<string> = new Set();
const EMPHASIS: Record<string, string> = { b: 'strong', strong: 'strong', i: 'em', em: 'em', sub: 'sub', sup: 'sup' };

/** Piece by piece, so that a long body never stands in memory twice. */
function* sanitized(tree: Root): Generator<RootContent> {
  for (const child of tree.children) {
    yield* (sanitize({ type: 'root', children: [child] }, SCHEMA) as Root).children;
  }
}

/** Puts addresses into canonical form, and counts what the allow-list will drop without a word. */
function inspect(node: Root | RootContent, count: (what: Finding) => void): void {
  if (node.type !== 'element' && node.type !== 'root') return;
  if (node.type === 'element') {
    const { href, src, start } = node.properties;
    if (node.tagName === 'a' && typeof href === 'string') {
      node.properties.href = cleanHref(href) ?? undefined;
      if (!node.properties.href) count(refusal(href));
    }
    if (node.tagName === 'img' && mediaHash(String(src ?? '')) === null) count('image');
    if (node.tagName === 'ol' && start !== undefined && Number(start) !== 1) count('numbering');
  }
  for (const child of node.children) inspect(child, count);
}

function refusal(href: string): Finding {
  const scheme = /^([a-z][a-z0-9+.-]*):/i.exec(href.replace(/[\p{Cc}\s]/gu, ''))?.[1];
  return scheme ? 'scriptLink' : 'relativeLink';
}

/** Read in beside the allow-list and written in its terms: `b` as `strong`, `h1` as `h2`. */
const SYNONYMS = ['h1', 'h5', 'h6', 'b', 'i', 'pre', 'code', 'div', 'section', 'tfoot'];

const SCHEMA = {
  tagNames: [...Object.keys(ALLOWED).filter((name) => name !== '*'), ...SYNONYMS],
  attributes: {
    ...Object.fromEntries(Object.entries(ALLOWED).map(([name, attributes]) => [name, attributes.map(toProperty)])),
    p: [['className', 'verse'] as [string, string]],
    ol: [['className', 'notes'] as [string, string]],
    code: [['className', 'language-verse'] as [string, string]],
  },
  protocols: { href: ['http', 'https', 'mailto', 'tel', 'item'], src: ['media'] },
  strip: ['script', 'style'],
  clobber: [],
};

function toProperty(attribute: string): string {
  return { class: 'className', colspan: 'colSpan', rowspan: 'rowSpan' }[attribute] ?? attribute;
}
