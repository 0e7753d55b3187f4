import { type Child, type Html, html } from '../../base/html.ts';
import { downloads } from '../downloads.ts';
import { type Picture, picture } from '../picture/picture.ts';
import type { Setting } from '../setting.ts';

/** A picture with numbered marks on it, and what they mean in a plain list beside it. */
export interface Marks {
  picture: Picture;
  caption: string;
  credit: string;
  /** Under which the picture is saved. */
  name: string;
  /** Where each mark stands: hundredths of the picture's width from the left, and of its height from the top. */
  marks: { x: number; y: number; name: Child; note: string }[];
  /** Over the list, and over the sizes to download. */
  title: string;
  download: string;
}

export function marks(props: Marks, here: Setting): Html | null {
  const drawn = picture(props.picture, here);
  if (!drawn) return null;
  const { caption, credit } = props;
  return html`<div class="marks"><figure><div>${drawn}${props.marks.length > 0 && layer(props, here)}</div>${
    (caption || credit) && html`<figcaption>${caption} ${credit && html`<small>${credit}</small>`}</figcaption>`
  }<p class="meta">${props.download} ${downloads(props.picture.sizes, { name: props.name, what: props.caption || props.picture.alt }, here)}</p></figure>${
    props.marks.length > 0 &&
    html`<section><h2>${props.title}</h2><ol>${props.marks.map(
      ({ name, note }) => html`<li><b>${name}</b>${note && html` <span>${note}</span>`}</li>`,
    )}</ol></section>`
  }</div>`;
}

/** The list says the same, so nobody is read the numbers twice. Places are physical: a map is not mirrored. */
function layer({ marks }: Marks, { number }: Setting): Html {
  return html`<svg aria-hidden="true" direction="ltr">${marks.map(
    ({ x, y }, index) =>
      html`<circle cx="${x}%" cy="${y}%" r="12"/><text x="${x}%" y="${y}%" dy=".36em" text-anchor="middle">${number(index + 1)}</text>`,
  )}</svg>`;
}
