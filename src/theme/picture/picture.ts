import { type Html, html } from '../../base/html.ts';
import type { Setting } from '../setting.ts';

export interface Picture {
  alt: string;
  /** Addresses in the site, smallest first. */
  sizes: { address: string; width: number; height: number }[];
  /** What the picture will take of the page's width, for the browser's choice: a `sizes` attribute. */
  width: string;
  /** The first thing that is seen: it does not wait until the page is laid out. */
  first?: boolean;
}

export function picture({ alt, sizes, width, first }: Picture, { link }: Setting): Html | null {
  const largest = sizes.at(-1);
  if (!largest) return null;
  const set = sizes.map((size) => `${link(size.address)} ${size.width}w`).join(', ');
  return html`<img src="${link(sizes[0]!.address)}" srcset="${set}" sizes="${width}" width="${largest.width}" height="${largest.height}" alt="${alt}"${first ? html` fetchpriority="high"` : html` loading="lazy"`} decoding="async">`;
}
