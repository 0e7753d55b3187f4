import { type Html, html } from '../../base/html.ts';
import type { Setting } from '../setting.ts';

export interface Place {
  name: string;
  /** Of several lines. */
  address: string;
  /** In plain words, for whoever has no map: `beside the ferry steps`. */
  way: string;
  at: { latitude: number; longitude: number } | null;
  /** A map of our own. */
  map: { title: string; address: string } | null;
}

/** Where something is. Maps of others are plain links: nothing is asked of them before somebody follows one. */
export function place({ name, address, way, at, map }: Place, { language, link }: Setting): Html | null {
  if (!name && !address && !way && !at) return null;
  const { visit } = language.words;
  const ways = [
    map && html`<a href="${link(map.address)}">${map.title}</a>`,
    at && html`<a href="${publicMap(at)}" rel="noopener">${visit.openMap}</a>`,
    at && html`<a href="geo:${at.latitude},${at.longitude}">${visit.openApp}</a>`,
  ].filter((one) => one !== null && one !== undefined);
  return html`<div class="place">${name && html`<p><b>${name}</b></p>`}${
    address && html`<p>${address.split('\n').map((line, index) => html`${index > 0 && html`<br>`}${line}`)}</p>`
  }${way && html`<p>${way}</p>`}${ways.length > 0 && html`<p class="meta">${ways.map((one, index) => html`${index > 0 && ' · '}${one}`)}</p>`}</div>`;
}

function publicMap({ latitude, longitude }: { latitude: number; longitude: number }): string {
  return `https://www.openstreetmap.org/?mlat=${latitude}&mlon=${longitude}#map=17/${latitude}/${longitude}`;
}
