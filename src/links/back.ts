import type { Nodes } from 'hast';
import { fromHtml } from 'hast-util-from-html';
import { isBelow } from './named.ts';

/** The first link of a page that says with rel=me that the site at `base` is the same; null where none does. */
export function linkBack(page: { address: string; text: string }, base: string): string | null {
  return (
    meLinks(fromHtml(page.text))
      .map((href) => (URL.canParse(href, page.address) ? new URL(href, page.address).href : ''))
      .find((address) => isBelow(address, base)) ?? null
  );
}

function meLinks(node: Nodes): string[] {
  const below = 'children' in node ? node.children.flatMap(meLinks) : [];
  if (node.type !== 'element' || !['a', 'link'].includes(node.tagName)) return below;
  const { rel, href } = node.properties;
  const isMe = [rel].flat().some((word) => String(word).toLowerCase() === 'me');
  return isMe && typeof href === 'string' ? [href, ...below] : below;
}
