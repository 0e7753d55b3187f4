import { sectionIds } from '../kinds/sections.ts';
import { parseBody } from '../record/body.ts';
import type { BodyNode, Inline } from '../record/body-tree.ts';
import { writeBody } from '../record/body-write.ts';
import type { Release } from '../record/release.ts';
import { protectAddresses } from '../theme/email/email.ts';
import type { Setting } from '../theme/setting.ts';
import { bodyHtml } from './body-html.ts';
import { mediaAddress } from './frame.ts';

type Here = Pick<Setting, 'link' | 'language'> &
  Partial<Pick<Setting, 'number'>> & {
    /** The address of the page that has the text's anchors, where the text stands elsewhere. */
    page?: string;
  };

/** The text of a release as its page shows it; with sections, its headings have anchors, and numbers where they want them. */
export function pageBody(release: Release, here: Here, sections?: 'numbered' | 'plain'): string {
  const { link, language, page = '' } = here;
  const numbered = (number: string) => (sections === 'numbered' ? (here.number?.(number) ?? number) : null);
  const markup = bodyHtml(release.body, {
    media: (sha256) => {
      const size = release.media.flatMap(({ sizes }) => sizes).find((one) => one.sha256 === sha256);
      return size ? { src: link(mediaAddress(size)), width: size.width, height: size.height } : null;
    },
    item: (number) => link(`${number}/`),
    anchor: (name) => page + name,
    label: language.words.table,
    sections:
      sections && sectionIds(release.body, language).map(({ id, number }) => ({ id, number: numbered(number) })),
  });
  return protectAddresses(markup);
}

/** The same on the page of another text: no anchor stands twice, so it has none, and no notes. */
export function besideBody(release: Release, here: Here): string {
  const body = writeBody(
    parseBody(release.body)
      .filter(({ type }) => type !== 'notes')
      .map(withoutAnchors),
  );
  return pageBody({ ...release, body }, here);
}

function withoutAnchors(node: BodyNode): BodyNode {
  switch (node.type) {
    case 'p':
      return { ...node, children: node.children.flatMap(withoutReference) };
    case 'heading': {
      const { id: _, ...rest } = node;
      return { ...rest, children: rest.children.flatMap(withoutReference) };
    }
    case 'verse':
      return { ...node, lines: node.lines.map((line) => line.flatMap(withoutReference)) };
    case 'quote':
      return { ...node, children: node.children.map(withoutAnchors) };
    case 'list':
      return { ...node, items: node.items.map((item) => ({ ...item, children: item.children.map(withoutAnchors) })) };
    default:
      return node;
  }
}

/** Without the mark of a note, which stands raised in a `sup` of its own. */
function withoutReference(node: Inline): Inline[] {
  if (node.type === 'a' && node.href.startsWith('#')) return [];
  if (!('children' in node)) return [node];
  const children = node.children.flatMap(withoutReference);
  return children.length > 0 ? [{ ...node, children }] : [];
}
