import { endingOf } from '../base/formats.ts';
import { type Html, html } from '../base/html.ts';
import type { Setting } from './setting.ts';

/** A file to be kept: a picture in one of its sizes, or something without pixels (0 × 0). */
export interface Download {
  address: string;
  width: number;
  height: number;
}

/**
 * Links to one thing in its sizes, the smallest first. Each is saved under `name` and not under the hash of its address;
 * `what` is said with each, for whoever hears links without what stands around them.
 */
export function downloads(files: Download[], { name, what }: { name: string; what: string }, here: Setting): Html {
  return html`${files.map(({ address, width, height }, index) => {
    const ending = endingOf(address);
    const pixels = width > 0 ? `${here.number(width)} × ${here.number(height)} ` : '';
    const shown = `${pixels}${ending === '.jpg' ? 'JPEG' : ending.slice(1).toUpperCase()}`;
    const file = `${name}${files.length > 1 ? ` ${width}` : ''}${ending}`;
    return html`${index > 0 && ' · '}<a href="${here.link(address)}" download="${file}"${what && html` aria-label="${shown} ${what}"`}><bdi dir="ltr">${shown}</bdi></a>`;
  })}`;
}
