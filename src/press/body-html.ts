import { escapeHtml } from '../base/html.ts';
import { parseBody } from '../record/body.ts';
import type { Figure, Inline, Table } from '../record/body-tree.ts';
import { marks, writeBody } from '../record/body-write.ts';
import { inlineText } from './body-text.ts';

export interface PageParts {
  /** Where a stored picture stands, and its size; null leaves the picture out and keeps its caption. */
  media: (sha256: string) => { src: string; srcset?: string; sizes?: string; width: number; height: number } | null;
  /** The address of an item's page; null keeps the words without a link. */
  item: (number: string) => string | null;
  /** The address of a place in the text itself, `#note-1`. */
  anchor?: (name: string) => string;
  /** Anchors and numbers of the headings that open sections, in their order; those within quotes and lists open none. */
  sections?: { id: string; number: string | null }[];
  /** What the scrollable frame of a table without a caption is called: `Table`, in the page's language. */
  label: string;
}

/**
 * A canonical body as it stands in a page: pictures with their files and sizes, `item:` links with addresses, tables in a
 * frame that scrolls and can be reached by keyboard. Everything else is the canonical form, byte for byte.
 */
export function bodyHtml(body: string, parts: PageParts): string {
  const nodes = parseBody(body);
  const headings = nodes.filter((node) => node.type === 'heading');
  const sections = new Map(headings.map((heading, index) => [heading, parts.sections?.[index]]));
  return writeBody(nodes, {
    figure: (figure, caption) => pageFigure(figure, caption, parts),
    table: (table, html) => pageTable(table, html, parts.label),
    heading: (heading) => sections.get(heading),
    href: (href) => {
      if (href.startsWith('item:')) return parts.item(href.slice(5));
      return href.startsWith('#') ? (parts.anchor?.(href) ?? href) : href;
    },
  });
}

function pageFigure(figure: Figure, caption: string, parts: PageParts): string {
  const file = parts.media(figure.sha256);
  if (!file && !caption) return '';
  return `<figure${marks(figure)}>${file ? picture(file, figure.alt) : ''}${caption}</figure>`;
}

function picture(file: NonNullable<ReturnType<PageParts['media']>>, alt: string): string {
  const attributes = [
    `src="${escapeHtml(file.src)}"`,
    ...(file.srcset ? [`srcset="${escapeHtml(file.srcset)}"`] : []),
    ...(file.sizes ? [`sizes="${escapeHtml(file.sizes)}"`] : []),
    `width="${file.width}" height="${file.height}" alt="${escapeHtml(alt)}" loading="lazy" decoding="async"`,
  ];
  return `<img ${attributes.join(' ')}>`;
}

function pageTable(table: Table, html: string, label: string): string {
  const name = table.caption.length > 0 ? captionText(table.caption) : label;
  return `<div class="table" role="region" aria-label="${escapeHtml(name)}" tabindex="0">${html}</div>`;
}

function captionText(caption: Inline[]): string {
  return inlineText(caption).replaceAll('\n', ' ');
}
