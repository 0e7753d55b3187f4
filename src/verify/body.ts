/**
 * A canonical body (specs/body.md) as what a reader sees of it, block by block. Not a reader of HTML: the canonical form
 * has one way to write everything, so a tag is a tag and a line feed between tags is nothing.
 */
export type Piece =
  | { type: 'words'; text: string; language: string }
  /** What a copy may hold or not: a footnote's mark, a link's address, a list's bullet. Each alternative as it can look. */
  | { type: 'extra'; alternatives: string[]; language: string };

export interface Block {
  pieces: Piece[];
  /** Stands in a quote, so a copy may hold `>` before each line. */
  quoted: boolean;
  /** A line that is whole in itself however short: a heading, a line of verse. */
  line: boolean;
  /** Words that a copy may leave out as a whole: captions, alternatives of pictures, rules. */
  optional: boolean;
}

const TAG_OR_TEXT = /<(\/?)([a-z0-9]+)((?: [a-z]+="[^"]*")*)>|([^<]+)/g;
const ENTITIES: Record<string, string> = { '&lt;': '<', '&gt;': '>', '&quot;': '"', '&amp;': '&' };
const BLOCKS = new Set([
  'p',
  'h2',
  'h3',
  'h4',
  'li',
  'td',
  'th',
  'caption',
  'figcaption',
  'blockquote',
  'figure',
  'tr',
]);
const VOID = new Set(['br', 'hr', 'img']);

interface Open {
  name: string;
  language: string;
  attributes: Record<string, string>;
  count: number;
}

export function bodyBlocks(body: string, language: string): Block[] {
  const reader = new BodyReader(language);
  for (const [, slash, name, attributes, text] of body.matchAll(TAG_OR_TEXT)) {
    if (text !== undefined) reader.text(decode(text));
    else if (slash) reader.close(name!);
    else reader.open(name!, attributesOf(attributes!));
  }
  return reader.finish();
}

class BodyReader {
  #stack: Open[];
  #blocks: Block[] = [];
  #pieces: Piece[] = [];
  #linkText = '';

  constructor(language: string) {
    this.#stack = [{ name: '', language, attributes: {}, count: 0 }];
  }

  text(text: string): void {
    if (/^\n+$/.test(text)) return;
    const href = this.#stack.findLast(({ name }) => name === 'a')?.attributes.href ?? '';
    if (href.startsWith('#ref-')) return;
    this.#linkText += text;
    if (!href.startsWith('#note-')) this.#words(text);
  }

  open(name: string, attributes: Record<string, string>): void {
    if (name === 'br') this.#lineBreak();
    if (name === 'hr') this.#alone('* * *');
    if (name === 'img') this.#alone(attributes.alt ?? '');
    if (BLOCKS.has(name)) this.#flush();
    const parent = this.#stack.at(-1)!;
    if (name === 'li' || name === 'td' || name === 'th') parent.count++;
    if (name === 'li') this.#extra(markers(parent));
    if ((name === 'td' || name === 'th') && parent.count > 1) this.#extra(['|']);
    if (name === 'a') this.#linkText = '';
    if (!VOID.has(name)) this.#stack.push({ name, language: attributes.lang ?? parent.language, attributes, count: 0 });
  }

  close(name: string): void {
    if (name === 'a') this.#closeLink();
    if (BLOCKS.has(name)) this.#flush();
    this.#stack.pop();
  }

  finish(): Block[] {
    this.#flush();
    return this.#blocks;
  }

  #closeLink(): void {
    const { href = '' } = this.#stack.at(-1)!.attributes;
    const note = /^#note-(\d+)$/.exec(href)?.[1];
    if (note) this.#extra([`[${note}]`, this.#linkText]);
    else if (href.startsWith('#ref-')) this.#extra([' ↩', '↩']);
    else if (addressOf(href, this.#linkText)) this.#extra([addressOf(href, this.#linkText)]);
  }

  /** A line of verse is a block of its own, so that it can stand alone; any other break is white space. */
  #lineBreak(): void {
    if (this.#within('p', 'class', 'verse')) this.#flush();
    else this.#words('\n');
  }

  #alone(text: string): void {
    this.#flush();
    if (text === '') return;
    const words: Piece = { type: 'words', text, language: this.#stack.at(-1)!.language };
    this.#blocks.push({ pieces: [words], quoted: this.#quoted(), line: false, optional: true });
  }

  #words(text: string): void {
    this.#pieces.push({ type: 'words', text, language: this.#stack.at(-1)!.language });
  }

  #extra(alternatives: string[]): void {
    const language = this.#stack.at(-1)!.language;
    this.#pieces.push({ type: 'extra', alternatives: alternatives.filter(Boolean), language });
  }

  /** Marks without words wait for the words: an item's bullet stands before its first paragraph. */
  #flush(): void {
    if (!this.#pieces.some(({ type }) => type === 'words')) return;
    const top = this.#stack.at(-1)!.name;
    const line = /^h[234]$/.test(top) || this.#within('p', 'class', 'verse');
    this.#blocks.push({ pieces: this.#pieces, quoted: this.#quoted(), line, optional: top === 'figcaption' });
    this.#pieces = [];
  }

  #quoted(): boolean {
    return this.#stack.some(({ name }) => name === 'blockquote');
  }

  #within(name: string, attribute: string, value: string): boolean {
    return this.#stack.some((open) => open.name === name && open.attributes[attribute] === value);
  }
}

function markers({ name, attributes, count }: Open): string[] {
  if (name === 'ul') return ['•', '-', '*', '◦', '▪', '·'];
  return attributes.class === 'notes' ? [`[${count}]`, `${count}.`] : [`${count}.`];
}

/** As src/press/body-text.ts prints it: where a link leads, unless its words say so already. */
function addressOf(href: string, text: string): string {
  if (!/^(https?|mailto|tel):/.test(href)) return '';
  const bare = href.replace(/^(https?:\/\/|mailto:|tel:)/, '').replace(/\/$/, '');
  return text.includes(bare) || text.includes(href) ? '' : ` (${/^https?:/.test(href) ? href : bare})`;
}

function attributesOf(text: string): Record<string, string> {
  return Object.fromEntries(
    [...text.matchAll(/ ([a-z]+)="([^"]*)"/g)].map(([, name, value]) => [name, decode(value!)]),
  );
}

function decode(text: string): string {
  return text.replace(/&(?:lt|gt|quot|amp);/g, (entity) => ENTITIES[entity]!);
}
