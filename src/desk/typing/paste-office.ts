import type { Element, ElementContent, Properties, Root, RootContent } from 'hast';
import { fromHtml } from 'hast-util-from-html';
import { escapeHtml } from '../../base/html.ts';

/**
 * HTML of word processors as HTML that says by its elements what it said by styles: Word's list paragraphs become lists,
 * bold spans `strong`, its notes notes; tracked deletions and comments go. It decides nothing about safety: that is
 * `canonicalBody`, which comes next. `direction` is that of the text around: blocks that run the other way say so.
 */
export function officeHtml(html: string, direction: 'ltr' | 'rtl'): string {
  const fragment = fragmentOf(html);
  // The parser is quadratic in depth. Nothing that people write is so deep, and cleaning can do without us.
  if (isTooDeep(fragment)) return fragment;
  const tree = fromHtml(fragment, { fragment: true });
  const notes: Element[] = [];
  const blocks = listed(simplified(tree.children, { notes, inHeading: false }));
  if (notes.length > 0) blocks.push(element('ol', { className: ['notes'] }, notes));
  settleDirections(blocks, direction);
  return blocks.map(written).join('');
}

function fragmentOf(html: string): string {
  const start = html.indexOf('<!--StartFragment-->');
  const end = html.lastIndexOf('<!--EndFragment-->');
  const fragment = start >= 0 && end > start ? html.slice(start + 20, end) : html;
  return fragment.replace(/<(style|script|head)\b[^>]*>[\s\S]*?<\/\1\s*>/gi, '');
}

const MAX_DEPTH = 300;

function isTooDeep(html: string): boolean {
  let depth = 0;
  for (const [, close, name] of html.matchAll(/<(\/?)([a-z][a-z0-9:]*)/gi)) {
    if (CLOSED_BY_ITSELF.test(name!)) continue;
    depth = close ? Math.max(0, depth - 1) : depth + 1;
    if (depth > MAX_DEPTH) return true;
  }
  return false;
}

const CLOSED_BY_ITSELF =
  /^(p|li|td|th|tr|tbody|thead|tfoot|dd|dt|option|br|hr|img|col|input|meta|link|wbr|area|base|embed|param|source|track)$/i;

interface Around {
  notes: Element[];
  inHeading: boolean;
}

/** What a list paragraph of Word says of itself, until the paragraphs are put into lists. */
interface ListMark {
  level: number;
  ordered: boolean;
}

type Nodes = ElementContent[];

const MARKS = new WeakMap<Element, ListMark>();

function simplified(nodes: (RootContent | ElementContent)[], around: Around): Nodes {
  return nodes.flatMap((node): Nodes => {
    if (node.type === 'text') return [{ type: 'text', value: node.value }];
    return node.type === 'element' && !isUnwanted(node) ? simplifiedElement(node, around) : [];
  });
}

function simplifiedElement(node: Element, around: Around): Nodes {
  // Word draws a line between the text and its notes.
  if (/mso-element:\s*(foot|end)note-list/i.test(String(node.properties.style ?? ''))) {
    const notes = node.children.filter((child) => child.type === 'element' && !/^(hr|br)$/.test(child.tagName));
    return simplified(notes, around);
  }
  const note = noteIn(node);
  if (note) {
    around.notes.push(element('li', { id: `paste-${note.id}` }, listed(simplified(note.content, around))));
    return [];
  }
  const reference = noteReference(node);
  if (reference) return [reference];
  const name = nameOf(node);
  const style = styleOf(node);
  const inHeading = around.inHeading || /^h\d$/.test(name);
  const item = listItemOf(node, style);
  const inside = simplified(item?.content ?? node.children, { ...around, inHeading });
  const content = BREAKABLE.test(name) ? listed(inside) : inside;
  if (item) return [marked(element('p', {}, styled(content, style, around)), item)];
  if (WRAPPER.test(name) && isBlock(content)) return name === 'div' ? [element('div', {}, content)] : content;
  if ((name === 'b' || name === 'strong') && (around.inHeading || isNormal(style.get('font-weight')))) return content;
  if (name === 'span' || name === 'font') return styled(content, style, around);
  const attributes = attributesOf(node);
  if (TEXT_BLOCK.test(name)) return [element(name, attributes, styled(content, style, { ...around, inHeading }))];
  return [element(name, attributes, content)];
}

const BREAKABLE = /^(div|body|html|section|article|blockquote|td|th|li|main|center)$/;
const WRAPPER = /^(span|font|b|strong|div|center)$/;
const TEXT_BLOCK = /^(p|li|td|th|div|h\d)$/;

/** Hidden text, comments, and what tracked changes have taken out already. */
function isUnwanted(node: Element): boolean {
  const style = String(node.properties.style ?? '')
    .replace(/\s/g, '')
    .toLowerCase();
  const classes = classesOf(node);
  if (/display:none|mso-hide:all|mso-list:ignore|mso-element:(comment|annotation)/.test(style)) return true;
  if (/\bMso(CommentReference|CommentText)\b|\bmsocom|\bmsoDel\b|\bDeletedText/i.test(classes)) return true;
  if (node.tagName === 'del' && (node.properties.cite !== undefined || node.properties.dateTime !== undefined))
    return true;
  return node.tagName === 'a' && /^#_msocom_|^#cmnt\d/.test(String(node.properties.href ?? ''));
}

function nameOf(node: Element): string {
  const classes = classesOf(node);
  if (node.tagName === 'p' && /\bMsoTitle\b/.test(classes)) return 'h2';
  if (node.tagName === 'p' && /\bMso(Intense)?Quote\b/.test(classes)) return 'blockquote';
  return node.tagName;
}

function classesOf(node: Element): string {
  const { className } = node.properties;
  return Array.isArray(className) ? className.join(' ') : '';
}

function styleOf(node: Element): Map<string, string> {
  const rules = String(node.properties.style ?? '').split(';');
  return new Map(
    rules.map((rule) => {
      const [name, ...value] = rule.split(':');
      return [name!.trim().toLowerCase(), value.join(':').trim().toLowerCase()] as const;
    }),
  );
}

function styled(content: Nodes, style: Map<string, string>, around: Around): Nodes {
  let out = content;
  if (out.length === 0 || isBlock(out)) return out;
  if (style.get('vertical-align') === 'super') out = [element('sup', {}, out)];
  if (style.get('vertical-align') === 'sub') out = [element('sub', {}, out)];
  if (style.get('font-style') === 'italic') out = [element('em', {}, out)];
  if (/^(bold|bolder|[6-9]00)$/.test(style.get('font-weight') ?? '') && !around.inHeading)
    out = [element('strong', {}, out)];
  if (/line-through/.test(style.get('text-decoration') ?? style.get('text-decoration-line') ?? ''))
    out = [element('s', {}, out)];
  return out;
}

function isNormal(weight: string | undefined): boolean {
  return /^(normal|[1-5]00)$/.test(weight ?? '');
}

const KEPT = ['href', 'colSpan', 'rowSpan', 'scope', 'alt', 'src', 'start', 'lang'];

function attributesOf(node: Element): Properties {
  const kept = Object.fromEntries(
    KEPT.flatMap((name) => (name in node.properties ? [[name, node.properties[name]]] : [])),
  );
  if (typeof kept.href === 'string') kept.href = withoutRedirect(kept.href);
  if (classesOf(node).split(' ').includes('verse')) kept.className = ['verse'];
  return kept as Properties;
}

/** Google sends its links around by itself. */
function withoutRedirect(href: string): string {
  const target = /^https?:\/\/(?:www\.)?google\.[a-z.]+\/url\?(?:.*&)?(?:q|url)=([^&]+)/i.exec(href)?.[1];
  try {
    return target ? decodeURIComponent(target) : href;
  } catch {
    return href;
  }
}

// Lists

/** An item of a list that stands in the page as a paragraph: Word's, and each alone in a list in Word on the web. */
function listItemOf(node: Element, style: Map<string, string>): (ListMark & { content: ElementContent[] }) | null {
  const level = /\blevel(\d)/.exec(style.get('mso-list') ?? '')?.[1];
  if (level && /^(p|div|h\d)$/.test(node.tagName)) {
    return { level: Number(level), ordered: isNumber(markerOf(node)), content: node.children };
  }
  if (node.tagName !== 'div' || !/\bListContainerWrapper\b/.test(classesOf(node))) return null;
  const list = node.children.find((child): child is Element => child.type === 'element');
  const item = list?.children.find((child): child is Element => child.type === 'element' && child.tagName === 'li');
  if (!item) return null;
  const paragraphs = item.children.filter(
    (child): child is Element => child.type === 'element' && child.tagName === 'p',
  );
  const content = paragraphs.length === 1 ? paragraphs[0]!.children : item.children;
  return { level: Number(item.properties.dataAriaLevel ?? 1) || 1, ordered: list!.tagName === 'ol', content };
}

function markerOf(node: Element): string {
  for (const child of node.children) {
    if (child.type !== 'element') continue;
    if (/mso-list:\s*ignore/i.test(String(child.properties.style ?? ''))) return textOf(child).trim();
    const inside = markerOf(child);
    if (inside) return inside;
  }
  return '';
}

/** `1.` `a)` `(iv)` `۱-` `ا.` count; `·` `o` `§` and what is in no font are bullets. */
function isNumber(marker: string): boolean {
  return /^\(?(\p{Nd}{1,3}|[a-z]|[ivxlc]{1,7}|\p{Script=Arabic})[.)\-۔]/iu.test(marker);
}

function marked(paragraph: Element, { level, ordered }: ListMark): Element {
  MARKS.set(paragraph, { level, ordered });
  return paragraph;
}

/** The same blocks, with neighbouring list paragraphs in lists, as deep as their levels say. */
function listed(nodes: Nodes): Nodes {
  const out: Nodes = [];
  let open: { list: Element; level: number }[] = [];
  for (const node of nodes) {
    const mark = node.type === 'element' ? MARKS.get(node) : undefined;
    if (!mark || node.type !== 'element') {
      if (node.type !== 'text' || node.value.trim() !== '') open = [];
      out.push(node);
      continue;
    }
    open = open.filter(({ level }) => level <= mark.level);
    const name = mark.ordered ? 'ol' : 'ul';
    if (open.at(-1)?.level === mark.level && open.at(-1)!.list.tagName !== name) open.pop();
    if (open.at(-1)?.level !== mark.level) {
      const list = element(name, {}, []);
      const parent = open.at(-1)?.list.children.at(-1);
      if (parent?.type === 'element') parent.children.push(list);
      else out.push(list);
      open.push({ list, level: mark.level });
    }
    open.at(-1)!.list.children.push(element('li', {}, [node]));
  }
  return out;
}

// Notes

const REFERENCE = /^#_?(ftn|edn|ftnt|footnote-|endnote-)(\d+)$/;
const WAY_BACK = /^#_?(ftn|edn|ftnt_|footnote-|endnote-)ref-?(\d+)$/;

function noteReference(node: Element): Element | null {
  const [, sort, number] = REFERENCE.exec(String(node.properties.href ?? '')) ?? [];
  if (node.tagName !== 'a' || !number) return null;
  const link = element('a', { href: `#paste-${sort}${number}`, id: `paste-back-${sort}${number}` }, [text(number)]);
  return element('sup', {}, [link]);
}

/** A note's own paragraphs: what leads with a link back to the text. */
function noteIn(node: Element): { id: string; content: ElementContent[] } | null {
  if (node.tagName !== 'div' && node.tagName !== 'p' && node.tagName !== 'li') return null;
  const back = firstLink(node);
  const [, sort, number] = WAY_BACK.exec(String(back?.properties.href ?? '')) ?? [];
  if (!back || !number || linksBack(node) > 1) return null;
  if (node.children.some((child) => child.type === 'element' && child.tagName === 'div' && linksBack(child) > 0))
    return null;
  const id = `${sort!.replace(/_$/, '')}${number}`;
  const arrow = element('a', { href: `#paste-back-${id}` }, [text('↩')]);
  return { id, content: withEnd(without(node.children, back), [text(' '), arrow]) };
}

/** Into the last paragraph, where there is one. */
function withEnd(nodes: ElementContent[], end: ElementContent[]): ElementContent[] {
  const last = nodes.findLastIndex((node) => node.type === 'element' || node.value.trim() !== '');
  const block = nodes[last];
  if (block?.type !== 'element' || !BLOCK.test(block.tagName)) return [...nodes, ...end];
  return nodes.with(last, { ...block, children: withEnd(block.children, end) });
}

function firstLink(node: Element): Element | null {
  for (const child of node.children) {
    if (child.type !== 'element') continue;
    if (child.tagName === 'a' && child.properties.href !== undefined) return child;
    const inside = firstLink(child);
    if (inside) return inside;
  }
  return null;
}

function linksBack(node: Element): number {
  return node.children.reduce((sum, child) => {
    if (child.type !== 'element') return sum;
    return sum + linksBack(child) + (WAY_BACK.test(String(child.properties.href ?? '')) ? 1 : 0);
  }, 0);
}

function without(nodes: ElementContent[], gone: Element): ElementContent[] {
  return nodes
    .filter((node) => node !== gone)
    .map((node) => (node.type === 'element' ? { ...node, children: without(node.children, gone) } : node));
}

// Directions

const BLOCK = /^(p|h[1-6]|blockquote|ul|ol|li|table|tbody|thead|tfoot|tr|td|th|div|figure|pre|hr|section|article)$/;

function isBlock(nodes: Nodes): boolean {
  return nodes.some((node) => node.type === 'element' && (BLOCK.test(node.tagName) || isBlock(node.children)));
}

/** Word and browsers say a language of every scrap, mostly a wrong one. Kept is what a reader sees: blocks that run the other way. */
function settleDirections(nodes: Nodes, direction: 'ltr' | 'rtl'): void {
  for (const node of nodes) {
    if (node.type !== 'element') continue;
    const said = String(node.properties.lang ?? '')
      .toLowerCase()
      .split('-')[0];
    delete node.properties.lang;
    if (!BLOCK.test(node.tagName) || isBlock(node.children)) {
      settleDirections(node.children, direction);
      continue;
    }
    const own = directionOf(textOf(node));
    if (own && own !== direction) {
      node.properties.dir = own;
      if (own === 'ltr' ? !said || said === 'en' : said && RTL_LANGUAGES.has(said)) node.properties.lang = said || 'en';
    }
    settleDirections(node.children, direction);
  }
}

const RTL_LANGUAGES = new Set(['ur', 'sd', 'fa', 'ps', 'he', 'pa', 'skr', 'bal']);

/** The direction in which most of its letters run; null without a letter. */
function directionOf(text: string): 'ltr' | 'rtl' | null {
  const rtl = text.match(/[\p{Script=Arabic}\p{Script=Hebrew}]/gu)?.length ?? 0;
  const ltr = text.match(/(?![\p{Script=Arabic}\p{Script=Hebrew}])\p{L}/gu)?.length ?? 0;
  if (rtl + ltr === 0) return null;
  return rtl >= ltr ? 'rtl' : 'ltr';
}

// Writing

const NAMES: Record<string, string> = { className: 'class', colSpan: 'colspan', rowSpan: 'rowspan' };

function written(node: ElementContent): string {
  if (node.type === 'text') return escapeHtml(node.value);
  if (node.type !== 'element' || !/^[a-z][a-z0-9]*$/.test(node.tagName)) {
    return node.type === 'element' ? node.children.map(written).join('') : '';
  }
  const attributes = Object.entries(node.properties)
    .filter(([, value]) => typeof value === 'string' || typeof value === 'number' || Array.isArray(value))
    .map(
      ([name, value]) =>
        ` ${NAMES[name] ?? name}="${escapeHtml(Array.isArray(value) ? value.join(' ') : String(value))}"`,
    );
  const start = `<${node.tagName}${attributes.join('')}>`;
  return /^(br|hr|img)$/.test(node.tagName)
    ? start
    : `${start}${node.children.map(written).join('')}</${node.tagName}>`;
}

function textOf(node: Element | Root): string {
  return node.children
    .map((child) => (child.type === 'text' ? child.value : child.type === 'element' ? textOf(child) : ''))
    .join('');
}

function element(tagName: string, properties: Properties, children: Nodes): Element {
  return { type: 'element', tagName, properties, children };
}

function text(value: string): ElementContent {
  return { type: 'text', value };
}
