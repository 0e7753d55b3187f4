import { Extension, type Extensions, Mark, mergeAttributes, Node } from '@tiptap/core';
import { Table, TableCell, TableHeader, TableRow } from '@tiptap/extension-table';
import StarterKit from '@tiptap/starter-kit';
import { cleanHref } from '../../../record/body-tree.ts';

/**
 * What the editor's document can hold: exactly what specs/body.md allows. document.ts turns one into the other. A table
 * stands in a `tableBlock`, which may have a caption; a figure's content is its caption; footnotes are the last node.
 */
export function schemaExtensions(): Extensions {
  return [
    Doc,
    StarterKit.configure({
      document: false,
      listItem: false,
      code: false,
      codeBlock: false,
      strike: false,
      underline: false,
      link: false,
      trailingNode: false,
      heading: { levels: [2, 3, 4] },
      undoRedo: { depth: 500, newGroupDelay: 600 },
    }),
    ListItem,
    Verse,
    Figure,
    TableBlock,
    TableCaption,
    BodyTable,
    BodyRow,
    BodyHeader,
    BodyCell,
    NoteRef,
    Notes,
    Note,
    Link,
    Phrase,
    Bdi,
    Superscript,
    Subscript,
    OwnLanguage,
  ];
}

const Doc = Node.create({ name: 'doc', topNode: true, content: 'block+ notes?' });

const ListItem = Node.create({
  name: 'listItem',
  content: 'block+',
  defining: true,
  parseHTML: () => [{ tag: 'li' }],
  renderHTML: ({ HTMLAttributes }) => ['li', HTMLAttributes, 0],
  addKeyboardShortcuts() {
    return {
      Enter: () => this.editor.commands.splitListItem(this.name),
      Tab: () => this.editor.commands.sinkListItem(this.name),
      'Shift-Tab': () => this.editor.commands.liftListItem(this.name),
    };
  },
});

/** One stanza: its lines are parted by breaks. */
const Verse = Node.create({
  name: 'verse',
  group: 'block',
  content: 'inline*',
  defining: true,
  priority: 60,
  parseHTML: () => [{ tag: 'p.verse', priority: 60 }],
  renderHTML: ({ HTMLAttributes }) => ['p', mergeAttributes(HTMLAttributes, { class: 'verse' }), 0],
});

const Figure = Node.create({
  name: 'figure',
  group: 'block',
  content: 'inline*',
  isolating: true,
  draggable: true,
  addAttributes: () => ({
    sha256: {
      default: '',
      parseHTML: (element) => hashOf(element.getAttribute('data-sha256')),
      renderHTML: () => ({}),
    },
    alt: { default: '', parseHTML: (element) => element.getAttribute('data-alt') ?? '', renderHTML: () => ({}) },
  }),
  parseHTML: () => [
    {
      tag: 'figure',
      contentElement: 'figcaption',
      getAttrs: (element) => (hashOf(element.getAttribute('data-sha256')) ? null : false),
    },
  ],
  renderHTML: ({ node, HTMLAttributes }) => [
    'figure',
    mergeAttributes(HTMLAttributes, { 'data-sha256': node.attrs.sha256, 'data-alt': node.attrs.alt }),
    ['img', { src: `media:${node.attrs.sha256}`, alt: node.attrs.alt }],
    ['figcaption', 0],
  ],
});

function hashOf(value: string | null): string {
  return /^[0-9a-f]{64}$/.test(value ?? '') ? value! : '';
}

const TableBlock = Node.create({
  name: 'tableBlock',
  group: 'block',
  content: 'tableCaption? table',
  isolating: true,
  parseHTML: () => [{ tag: 'div[data-table]' }],
  renderHTML: ({ HTMLAttributes }) => ['div', mergeAttributes(HTMLAttributes, { 'data-table': '' }), 0],
});

const TableCaption = Node.create({
  name: 'tableCaption',
  content: 'inline*',
  defining: true,
  parseHTML: () => [{ tag: 'p[data-caption]', priority: 60 }],
  renderHTML: ({ HTMLAttributes }) => ['p', mergeAttributes(HTMLAttributes, { 'data-caption': '' }), 0],
});

// The strict content policy forbids the style attributes that TipTap writes for the widths of columns.
const BodyTable = Table.extend({
  group: '',
  content: 'tableRow+',
  renderHTML: ({ HTMLAttributes }) => ['table', HTMLAttributes, ['tbody', 0]],
}).configure({ resizable: false });

const BodyRow = TableRow.extend({
  addAttributes: () => ({
    head: {
      default: false,
      parseHTML: (element) => element.hasAttribute('data-head'),
      renderHTML: ({ head }) => (head ? { 'data-head': '' } : {}),
    },
  }),
});

const SPANS = {
  colspan: { default: 1, parseHTML: (element: HTMLElement) => spanOf(element.getAttribute('colspan')) },
  rowspan: { default: 1, parseHTML: (element: HTMLElement) => spanOf(element.getAttribute('rowspan')) },
  colwidth: { default: null, rendered: false },
};

const BodyHeader = TableHeader.extend({
  content: 'block+',
  addAttributes: () => ({
    ...SPANS,
    scope: {
      default: null,
      parseHTML: (element) => /^(row|col)(group)?$/.exec(element.getAttribute('scope') ?? '')?.[0] ?? null,
    },
  }),
  renderHTML: ({ HTMLAttributes }) => ['th', HTMLAttributes, 0],
});

const BodyCell = TableCell.extend({
  content: 'block+',
  addAttributes: () => SPANS,
  renderHTML: ({ HTMLAttributes }) => ['td', HTMLAttributes, 0],
});

function spanOf(value: string | null): number {
  const number = Number(value);
  return Number.isInteger(number) && number >= 1 && number <= 100 ? number : 1;
}

const NoteRef = Node.create({
  name: 'noteRef',
  group: 'inline',
  inline: true,
  atom: true,
  addAttributes: () => ({
    key: { default: '', parseHTML: (element) => element.getAttribute('data-note-ref') ?? '', rendered: false },
    label: { default: null, parseHTML: (element) => element.getAttribute('data-label'), rendered: false },
    at: { default: 1, rendered: false },
  }),
  parseHTML: () => [{ tag: '[data-note-ref]', priority: 60 }],
  renderHTML: ({ node }) => [
    'span',
    {
      'data-note-ref': node.attrs.key,
      role: 'img',
      ...(node.attrs.label && { 'data-label': node.attrs.label }),
    },
  ],
});

const Notes = Node.create({
  name: 'notes',
  content: 'note+',
  isolating: true,
  selectable: false,
  parseHTML: () => [{ tag: 'ol.notes', priority: 60 }],
  renderHTML: ({ HTMLAttributes }) => ['ol', mergeAttributes(HTMLAttributes, { class: 'notes' }), 0],
});

const Note = Node.create({
  name: 'note',
  content: 'block+',
  defining: true,
  isolating: true,
  selectable: false,
  addAttributes: () => ({
    key: { default: '', parseHTML: (element) => element.getAttribute('data-note') ?? '', rendered: false },
    back: { default: true, rendered: false },
  }),
  parseHTML: () => [{ tag: 'li[data-note]', priority: 60 }],
  renderHTML: ({ node, HTMLAttributes }) => ['li', mergeAttributes(HTMLAttributes, { 'data-note': node.attrs.key }), 0],
});

/** The place in the row of marks around a text, outermost first: their order is part of a body. */
const AT = { default: 0, parseHTML: () => 0, rendered: false };

const Link = Mark.create({
  name: 'link',
  inclusive: false,
  addAttributes: () => ({
    at: AT,
    href: { default: '' },
    /** The note that the link leads to; `href` is then `#note-` or `#ref-`, and its number follows. */
    note: { default: null, rendered: false, parseHTML: () => null },
  }),
  parseHTML: () => [
    {
      tag: 'a[href]',
      getAttrs: (element) => {
        const href = cleanHref(element.getAttribute('href') ?? '');
        return href && !/^#(note|ref)-/.test(href) ? { href } : false;
      },
    },
  ],
  renderHTML: ({ HTMLAttributes }) => ['a', HTMLAttributes, 0],
});

const INSTANCE = { default: 0, parseHTML: () => newInstance(), rendered: false };

/** Elements that are never joined with a neighbour are told apart by a number; loading a body counts from 1. */
export function newInstance(): number {
  return 1_000_000 + Math.floor(Math.random() * 1_000_000_000);
}

/** A phrase in another language or direction. */
const Phrase = Mark.create({
  name: 'phrase',
  excludes: '',
  addAttributes: () => ({ at: AT, instance: INSTANCE, ...LANGUAGE }),
  parseHTML: () => [{ tag: 'span[lang]' }, { tag: 'span[dir]' }],
  renderHTML: ({ HTMLAttributes }) => ['span', HTMLAttributes, 0],
});

const Bdi = Mark.create({
  name: 'bdi',
  addAttributes: () => ({ at: AT, instance: INSTANCE }),
  parseHTML: () => [{ tag: 'bdi' }],
  renderHTML: () => ['bdi', 0],
});

const Superscript = Mark.create({
  name: 'superscript',
  addAttributes: () => ({ at: AT }),
  parseHTML: () => [{ tag: 'sup' }],
  renderHTML: () => ['sup', 0],
});

const Subscript = Mark.create({
  name: 'subscript',
  addAttributes: () => ({ at: AT }),
  parseHTML: () => [{ tag: 'sub' }],
  renderHTML: () => ['sub', 0],
});

const LANGUAGE = {
  lang: { default: null, parseHTML: (element: HTMLElement) => languageOf(element.getAttribute('lang')) },
  dir: { default: null, parseHTML: (element: HTMLElement) => directionOf(element.getAttribute('dir')) },
};

function languageOf(value: string | null): string | null {
  return /^[a-z]{2,3}(-[a-z0-9]{2,8})*$/.exec(value?.toLowerCase() ?? '')?.[0] ?? null;
}

function directionOf(value: string | null): string | null {
  return /^(ltr|rtl)$/.exec(value?.toLowerCase() ?? '')?.[0] ?? null;
}

const OwnLanguage = Extension.create({
  name: 'ownLanguage',
  addGlobalAttributes: () => [
    {
      types: [
        'paragraph', 'verse', 'heading', 'blockquote', 'bulletList', 'orderedList', 'listItem', 'tableBlock',
        'tableHeader', 'tableCell', 'figure', 'note',
      ], // biome-ignore format: a list
      attributes: LANGUAGE,
    },
    { types: ['heading'], attributes: { id: { default: null, rendered: false, parseHTML: () => null } } },
  ],
});
