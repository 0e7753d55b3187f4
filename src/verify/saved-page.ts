import { asciiDigits } from './fold.ts';

/** A page as a tree, whoever parsed it: in a browser DOMParser, in Node hast. */
export interface PageNode {
  /** An element's, in lower case; empty in a text. Comments are left out. */
  name: string;
  text: string;
  attributes: Record<string, string>;
  children: PageNode[];
}

/** Reads a whole document by the standard's rules. */
export type ParsePage = (html: string) => PageNode;

/** A page of a Daftar site, saved from a browser. */
export interface SavedPage {
  /** A page carries no files along. */
  attached: { release: null; receipt: null; policy: null };
  /** Which release it says it shows, by the link in its citation block; null of any other page. */
  claims: { sha256: string; number: string; language: string; direction: string } | null;
  /** What it shows, line by line: of a page of ours the article, of any other page all. */
  visible: string[];
  /** What its kind has drawn of the release's fields, line by line: in the order of a table or a player, not of a text. */
  drawn: string[];
  /** What stands there of other releases, each by its hash: an original beside its translation. */
  quoted: { sha256: string; lines: string[] }[];
  /** Whether a script of the site's may change what is seen. */
  isScripted: boolean;
  /** How its body is marked up: see `shapeOf`. */
  shape: string;
  /** Hashes in the addresses of its pictures, and what it says they show. */
  pictures: { sha256: string; alt: string }[];
  /** Whether it holds what no page of ours does, and what could hide words or change what they look like. */
  foreign: boolean;
}

/**
 * Reads a page without running or loading anything of it. What a style sheet does to words cannot be seen here, so all
 * that is not known from pages of ours makes it foreign: elements, attributes, classes, scripts and style sheets.
 */
export function fromSavedPage(html: string, parse: ParsePage): SavedPage {
  const page = parse(html);
  const attached = { release: null, receipt: null, policy: null };
  const [article] = elements(page, 'article');
  const claims = article ? claimsOf(page, article) : null;
  if (!article || !claims) {
    const foreign = !isPlain(page.children);
    const visible = linesOf(page);
    return {
      attached,
      claims: null,
      visible,
      drawn: [],
      quoted: [],
      isScripted: false,
      shape: '',
      pictures: [],
      foreign,
    };
  }
  const text = { ...article, children: article.children.filter((child) => !isDrawn(child)) };
  const prose = elements(text, 'div').find(isProse);
  const body = prose?.children.filter((child, index) => index > 0 || !isDateline(child)) ?? [];
  const pictures = elements(article, 'img').flatMap(picturesOf);
  const foreign = !isOurs(page, article);
  return {
    attached,
    claims,
    visible: linesOf(text),
    drawn: article.children.filter(isDrawn).map(ofThisRelease).flatMap(linesOf),
    quoted: article.children.filter(isDrawn).flatMap(quotedIn),
    isScripted: elements(page, 'script').some(({ attributes }) => attributes.src !== undefined),
    shape: shapeOf(body),
    pictures,
    foreign,
  };
}

function isDrawn({ name, attributes }: PageNode): boolean {
  return name === 'div' && attributes.class === 'drawn';
}

/** What says of itself that it is another release's: never the whole of what is drawn. */
function quotedIn(node: PageNode): SavedPage['quoted'] {
  const sha256 = releaseQuoted(node);
  return sha256 === null ? node.children.flatMap(quotedIn) : [{ sha256, lines: linesOf(node) }];
}

/** Without what is another release's, and without how long the text takes to read, which is counted from its words. */
function ofThisRelease(node: PageNode): PageNode {
  const children = node.children.filter((child) => releaseQuoted(child) === null && !isReadingTime(child));
  return { ...node, children: children.map(ofThisRelease) };
}

function releaseQuoted({ attributes }: PageNode): string | null {
  return attributes['data-release'] ?? null;
}

function isReadingTime(node: PageNode): boolean {
  const [, minutes] = /^PT(\d+)M$/.exec(node.attributes.datetime ?? '') ?? [];
  return node.name === 'time' && minutes !== undefined && asciiDigits(linesOf(node).join(' ')) === minutes;
}

/** It stands before the body, in one plain line. */
function isDateline(node: PageNode): boolean {
  return shapeOf([node]) === '<p class=dateline></p>';
}

/** The tags of a release's body, and what it says its pictures show, to be compared with those of its page. */
export function markupOf(body: string, parse: ParsePage): { shape: string; alts: string[] } {
  const [root] = elements(parse(`<!doctype html><body>${body}`), 'body');
  return { shape: shapeOf(root!.children), alts: elements(root!, 'img').map(({ attributes }) => attributes.alt ?? '') };
}

function claimsOf(page: PageNode, article: PageNode): SavedPage['claims'] {
  const blocks = article.children.filter(
    ({ name, attributes }) => name === 'section' && attributes.class === 'citation',
  );
  const hashes = blocks
    .flatMap((block) => elements(block, 'a'))
    .flatMap(({ attributes }) => releaseIn(attributes.href));
  if (hashes.length !== 1) return null;
  const [html] = elements(page, 'html');
  const code = elements(blocks[0]!, 'bdi').find(({ attributes }) => attributes.class === 'code');
  const { lang: language = '', dir: direction = '' } = html?.attributes ?? {};
  return { sha256: hashes[0]!, number: code ? linesOf(code).join(' ') : '', language, direction };
}

function releaseIn(href = ''): string[] {
  const [, start, hash] = /(?:^|\/)record\/releases\/([0-9a-f]{2})\/([0-9a-f]{64})\.json$/.exec(href) ?? [];
  return hash?.startsWith(start!) ? [hash] : [];
}

/** Every file that a browser may choose for it. Files in the site and in the record are named by their hash. */
function picturesOf({ attributes: { src = '', srcset = '', alt = '' } }: PageNode): SavedPage['pictures'] {
  const addresses = [src, ...srcset.split(/,\s+/).map((one) => one.trim().split(/\s/)[0]!)].filter(Boolean);
  return addresses.map((address) => ({ sha256: /([0-9a-f]{64})(\.[a-z]+)?$/.exec(address)?.[1] ?? '', alt }));
}

const SILENT = new Set(['head', 'script', 'style', 'template', 'title', 'noscript']);
const INLINE = new Set(
  'a abbr b bdi bdo cite code del em font i ins kbd mark q s small span strong sub sup time u wbr'.split(' '),
);

/** The words in the order of the document: an inline element parts none, any other one ends the line. */
function linesOf(node: PageNode): string[] {
  return wordsOf(node)
    .split('\n')
    .map((line) => line.replace(/[ \t\r\f]+/g, ' ').trim())
    .filter((line) => line !== '');
}

function wordsOf({ name, text, children }: PageNode): string {
  if (name === '') return text;
  if (SILENT.has(name)) return '';
  const inside = children.map(wordsOf).join('');
  return INLINE.has(name) ? inside : `\n${inside}\n`;
}

/**
 * Tags in their order, with what makes words look otherwise: `10<sup>2</sup>` is not 102, and a direction turns a span of
 * years around. A page has frames around tables and fewer links than its release; what can break a line is left out.
 */
function shapeOf(nodes: PageNode[]): string {
  return nodes.map(shape).join('');
}

function shape({ name, attributes, children }: PageNode): string {
  const inside = shapeOf(children);
  if (name === '' || name === 'wbr' || name === 'img') return '';
  if (name === 'div' && attributes.class === 'table') return inside;
  if (name === 'a') return /^mailto:/.test(attributes.href ?? '') ? inside : `<a ${target(attributes)}>${inside}</a>`;
  const marks = SHAPING.map((key) => (attributes[key] === undefined ? '' : ` ${key}=${attributes[key]}`));
  return `<${name}${marks.join('')}>${inside}</${name}>`;
}

const SHAPING = ['class', 'colspan', 'rowspan', 'lang', 'dir'];

/** Within the page, to an item or elsewhere; a browser that saves a page writes whole addresses. */
function target({ href = '' }: Record<string, string>): string {
  const [item] = /(?<=^item:|\/|^)[A-Z]{2}-\d{4}-\d{4,}(?=(\/(index\.html)?)?$)/.exec(href) ?? [];
  const [fragment] = /#(note|ref|s)-[a-z0-9-]+$/.exec(href) ?? [];
  return item ?? fragment ?? href;
}

const EVERYWHERE = ['class', 'id', 'lang', 'aria-label', 'aria-labelledby', 'aria-current'];
const LINK = ['href', 'hreflang', 'rel'];
const PICTURE = ['src', 'srcset', 'sizes', 'width', 'height', 'alt', 'loading', 'fetchpriority', 'decoding'];

/** Elements of the parts of a page, each with its attributes beside those that may stand everywhere. */
const PARTS: Record<'head' | 'around' | 'article' | 'prose', Record<string, string[]>> = {
  head: {
    meta: ['charset', 'name', 'content', 'property', 'http-equiv'],
    title: [],
    link: ['rel', 'href', 'hreflang', 'type', 'title'],
    script: ['type', 'defer', 'src'],
  },
  around: {
    ...only('header footer main nav section div ul li p b small span h2 dl dt dd wbr br summary'),
    details: ['open'],
    a: LINK,
    img: PICTURE,
    bdi: ['dir'],
  },
  article: {
    ...only('header section aside figure figcaption blockquote div dl dt dd ul li p h1 b small bdi br wbr'),
    a: [...LINK, 'dir'],
    img: PICTURE,
    time: ['datetime'],
  },
  prose: {
    ...Object.fromEntries(
      'p h2 h3 h4 blockquote ul ol li hr table thead tbody tr caption figure figcaption span strong em sub sup bdi br wbr'
        .split(' ')
        .map((name) => [name, ['dir']]),
    ),
    div: ['role', 'tabindex'],
    a: LINK,
    img: PICTURE,
    td: ['dir', 'colspan', 'rowspan'],
    th: ['dir', 'colspan', 'rowspan', 'scope'],
  },
};

function only(names: string): Record<string, string[]> {
  return Object.fromEntries(names.split(' ').map((name) => [name, []]));
}

/** Classes that a page's parts have. The one that hides words (`skip`) stands on the first link of the page alone. */
const CLASSES: Record<keyof typeof PARTS, string[]> = {
  head: [],
  around: ['top', 'name', 'languages', 'sections', 'missing', 'contacts', 'email'],
  article: [
    ...['eyebrow', 'summary', 'meta', 'leading', 'facts', 'exhibit', 'citation', 'code', 'prose', 'email'],
    ...['notice note', 'notice correction', 'notice withdrawn'],
  ],
  prose: ['dateline', 'verse', 'notes', 'table'],
};

/** Whether a document has the parts of a page of ours, and nothing else. */
function isOurs(page: PageNode, article: PageNode): boolean {
  const [html, ...otherRoots] = page.children.filter(isSomething);
  const [head, body, ...others] = html?.children.filter(isSomething) ?? [];
  if (!html || otherRoots.length > 0 || !head || !body || others.length > 0) return false;
  const [skip, header, main, footer, ...more] = body.children.filter(isSomething);
  const names = [html, head, body, skip, header, main, footer].map((node) => node?.name).join(' ');
  const isFramed = names === 'html head body a header main footer' && more.length === 0;
  const holdsArticle = main?.children.filter(isSomething).every((child) => child === article);
  if (!isFramed || !holdsArticle || skip?.attributes.class !== 'skip') return false;
  const { class: _, ...skipped } = skip.attributes;
  return (
    [body, article].every(({ attributes }) => attributes.class === undefined && hasOnly(attributes, [])) &&
    html.attributes.class === undefined &&
    hasOnly(html.attributes, ['dir']) &&
    isHead(head) &&
    hasOnly(skipped, ['href']) &&
    areAllowed([...skip.children, header!, { ...main!, children: [] }, footer!], 'around') &&
    areAllowed(
      article.children.filter((child) => !isDrawn(child)),
      'article',
    ) &&
    article.children.filter(isDrawn).every(({ children }) => children.every(isHarmless))
  );
}

function isHead(head: PageNode): boolean {
  const sheets = elements(head, 'link').filter(
    ({ attributes }) => !/^(alternate|canonical|icon)$/.test(attributes.rel ?? ''),
  );
  const isSheet = ({ attributes: { rel, href = '' } }: PageNode) =>
    rel === 'stylesheet' && /(^|\/)(style|kinds)-[0-9a-f]{16}\.css$/.test(href);
  const isScript = ({ attributes: { type, src } }: PageNode) =>
    src === undefined ? type === 'application/ld+json' : !type && /(^|\/)[a-z-]+-[0-9a-f]{16}\.js$/.test(src);
  const turns = elements(head, 'meta').some(
    ({ attributes }) => !/^(content-type)?$/i.test(attributes['http-equiv'] ?? ''),
  );
  return (
    areAllowed(head.children, 'head') &&
    (sheets.length === 1 || sheets.length === 2) &&
    sheets.every(isSheet) &&
    elements(head, 'script').every(isScript) &&
    !turns
  );
}

function areAllowed(nodes: PageNode[], part: keyof typeof PARTS): boolean {
  return nodes.every((node) => {
    const { name, attributes, children } = node;
    if (name === '') return true;
    const allowed = Object.hasOwn(PARTS[part], name) ? PARTS[part][name]! : null;
    if (!allowed || !hasOnly(attributes, allowed)) return false;
    if (attributes.class !== undefined && !CLASSES[part].includes(attributes.class)) return false;
    return areAllowed(children, part === 'article' && isProse(node) ? 'prose' : part);
  });
}

/** Whether what a kind has drawn is words, pictures and shapes, with nothing that could hide or turn some of them. */
function isHarmless({ name, attributes, children }: PageNode): boolean {
  const isKnown = name === '' || DRAWN.has(name);
  const isHiding = Object.keys(attributes).some((key) => /^(style|hidden|on.*|srcdoc)$/.test(key));
  return isKnown && !isHiding && attributes.class !== 'skip' && children.every(isHarmless);
}

const DRAWN = new Set(
  [
    ...[
      'a abbr aside audio b bdi bdo blockquote br button caption circle cite code col colgroup data dd desc details div dl dt',
    ],
    ...[
      'ellipse figcaption figure form g h2 h3 h4 h5 hr img input kbd label li line main nav ol option p path picture',
    ],
    ...[
      'polygon polyline q rect s section select small source span strong sub summary sup svg table tbody td text tfoot th',
    ],
    ...['thead time title tr track tspan ul video wbr'],
  ].flatMap((names) => names.split(' ')),
);

/** Whether a page has text and nothing that could hide some of it: no style, no script, no picture in place of words. */
function isPlain(nodes: PageNode[]): boolean {
  return nodes.every(
    ({ name, attributes, children }) =>
      name === '' ||
      (PLAIN.has(name) && Object.keys(attributes).every((key) => PLAIN_ATTRIBUTES.has(key)) && isPlain(children)),
  );
}

const PLAIN = new Set([
  ...['html', 'head', 'body', 'meta', 'title', 'pre', 'main', 'article'],
  ...Object.keys({ ...PARTS.prose, ...PARTS.article }).filter((name) => name !== 'img'),
]);
const PLAIN_ATTRIBUTES = new Set(['lang', 'charset', 'name', 'content', 'property', 'href', 'id', 'datetime', 'scope']);

/** Programs in a browser leave marks of their own on pages (`data-…`), which no style of ours looks at. */
function hasOnly(attributes: Record<string, string>, allowed: string[]): boolean {
  return Object.keys(attributes).every(
    (key) => EVERYWHERE.includes(key) || allowed.includes(key) || /^data-[a-z0-9-]+$/.test(key),
  );
}

function isProse({ name, attributes }: PageNode): boolean {
  return name === 'div' && attributes.class === 'prose';
}

function isSomething({ name, text }: PageNode): boolean {
  return name !== '' || text.trim() !== '';
}

function elements(node: PageNode, name: string): PageNode[] {
  return node.children.flatMap((child) => [...(child.name === name ? [child] : []), ...elements(child, name)]);
}
