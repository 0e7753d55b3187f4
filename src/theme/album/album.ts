import { type Html, html } from '../../base/html.ts';
import { downloads } from '../downloads.ts';
import { type Picture, picture } from '../picture/picture.ts';
import type { Setting } from '../setting.ts';

export interface AlbumPicture {
  picture: Picture;
  caption: string;
  credit: string;
  /** Under which it is saved. */
  name: string;
}

export interface AlbumWords {
  /** Of the links in the viewer. */
  previous: string;
  next: string;
  close: string;
  /** `Download`. */
  download: string;
  /** `{n} of {all}`. */
  place: string;
}

/**
 * Pictures as a sheet of small ones, each a link to its place in the viewer below. The viewer is these places: the one that
 * the address names fills the window, so it works without script, and with the keys that follow links. A script adds the
 * arrow keys, Escape and swiping.
 */
export function album(pictures: AlbumPicture[], words: AlbumWords, here: Setting): Html | null {
  if (pictures.length === 0) return null;
  return html`<div class="album" id="album"><ul>${pictures.map((one, index) => thumbnail(one, index, here))}</ul>${pictures.map(
    (one, index) => view(one, index, pictures.length, words, here),
  )}</div>`;
}

function thumbnail({ picture: shown, caption }: AlbumPicture, index: number, here: Setting): Html {
  const small = picture({ ...shown, width: '(width > 50rem) 20rem, (width > 30rem) 45vw, 92vw' }, here);
  return html`<li><figure><a href="#${idOf(index)}" id="to-${idOf(index)}">${small}</a>${caption && html`<figcaption>${caption}</figcaption>`}</figure></li>`;
}

/** A picture that nobody has asked for is hidden, and a hidden picture is not loaded. */
function view(one: AlbumPicture, index: number, all: number, words: AlbumWords, here: Setting): Html {
  const { caption, credit, picture: shown } = one;
  const { number } = here;
  const place = words.place.replace('{n}', number(index + 1)).replace('{all}', number(all));
  const step = (to: number, rel: string, label: string) =>
    to >= 0 && to < all && html`<a href="#${idOf(to)}" rel="${rel}">${label}</a>`;
  return html`<figure class="view" id="${idOf(index)}" tabindex="-1" aria-label="${place}">${picture({ ...shown, width: '100vw' }, here)}<figcaption>${
    caption && html`<p>${caption}</p>`
  }<p class="meta">${credit && html`${credit} · `}${words.download} ${downloads(shown.sizes, { name: one.name, what: caption || shown.alt }, here)}</p><p class="steps">${step(index - 1, 'prev', words.previous)} <span>${place}</span> ${step(index + 1, 'next', words.next)} <a href="#to-${idOf(index)}" data-close>${words.close}</a></p></figcaption></figure>`;
}

function idOf(index: number): string {
  return `picture-${index + 1}`;
}
