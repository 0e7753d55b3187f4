import { formatName } from '../../base/formats.ts';
import { type Child, type Html, html } from '../../base/html.ts';
import { hostOf } from '../../base/web-address.ts';
import type { Setting } from '../setting.ts';

/** Text that runs with a recording: captions in a language, or its chapters. */
export interface Track {
  address: string;
  language: string;
  /** Of the language, in itself: `سنڌي`. */
  name: string;
}

export interface Player {
  /** What the files are called below: `Recording`. */
  label: string;
  /** One recording in several formats, the best first; the first tells whether there is something to see. */
  files: { address: string; type: string }[];
  captions: Track[];
  chapters?: Track | null;
  /** The address of a picture that stands there before it plays. */
  poster?: string | null;
}

/** A recording from our own site; nothing of it is loaded before somebody plays it. */
export function player(props: Player, here: Setting): Html | null {
  const { label, files } = props;
  const [first] = files;
  if (!first) return null;
  return html`<figure class="recording">${played(props, here)}<figcaption>${files.map(
    ({ address, type }, index) =>
      html`${index > 0 && ' · '}<a href="${here.link(address)}">${index === 0 ? `${label} ` : ''}(<bdi>${formatName(type)}</bdi>)</a>`,
  )}</figcaption></figure>`;
}

function played({ label, files, captions, chapters, poster }: Player, { link, language }: Setting): Html {
  const sources = files.map(({ address, type }) => html`<source src="${link(address)}" type="${type}">`);
  const own = captions.find((track) => track.language === language.id) ?? captions[0];
  const tracks = [
    captions.map((one) => track('captions', one, one === own)),
    chapters && track('chapters', chapters, false),
  ];
  function track(kind: string, one: Track, isDefault: boolean): Html {
    return html`<track kind="${kind}" src="${link(one.address)}" srclang="${one.language}" label="${one.name}"${isDefault && html` default`}>`;
  }
  return files[0]!.type.startsWith('video/')
    ? html`<video controls playsinline preload="none" aria-label="${label}"${poster && html` poster="${link(poster)}"`}>${sources}${tracks}</video>`
    : html`<audio controls preload="none" aria-label="${label}">${sources}${tracks}</audio>`;
}

export interface Chapter {
  /** In seconds. */
  at: number;
  /** `1:05`. */
  clock: string;
  title: string;
}

/** Links into the file; a script leads them to the player above instead. */
export function chapters(list: Chapter[], title: string, file: string, { link, number }: Setting): Html | null {
  if (list.length === 0) return null;
  return html`<section class="chapters"><h2>${title}</h2><ol>${list.map(
    (one) =>
      html`<li><a href="${link(file)}#t=${one.at}" data-at="${one.at}"><bdi>${number(one.clock)}</bdi> ${one.title}</a></li>`,
  )}</ol></section>`;
}

export interface Elsewhere {
  /** A still of our own. */
  still: Child;
  address: string;
  /** Its media type, where the address is that of a file or a stream and not of a page. */
  type: string | null;
  /** `Watch at`. */
  label: string;
  /** What somebody who follows it should know: that another site learns of it. */
  caution: string;
}

/** What stands on another site: nothing is asked of it before somebody chooses to. */
export function elsewhere({ still, address, type, label, caution }: Elsewhere): Html {
  const play = type && html` data-play="${type}"`;
  return html`<div class="elsewhere">${still}<p><a href="${address}" rel="noopener"${play}>${label} <bdi dir="ltr">${hostOf(address)}</bdi></a> <small>${caution}</small></p></div>`;
}

/** Who did what, as people read at the end of a film. */
export function credits(list: { role: string; who: Child }[], title: string): Html | null {
  if (list.length === 0) return null;
  return html`<section class="credits"><h2>${title}</h2><dl>${list.map(
    ({ role, who }) => html`<div><dt>${role}</dt><dd>${who}</dd></div>`,
  )}</dl></section>`;
}
