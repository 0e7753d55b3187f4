import { type Html, html } from '../../base/html.ts';
import type { Setting } from '../setting.ts';

/** A point of the earth in degrees, what is read aloud for it, and what its dot says. */
export interface Dot {
  latitude: number;
  longitude: number;
  name: string;
  /** Its number in the list beside the map. */
  number: number;
  count: number;
}

/** `{n} km`, `{n} m`. */
export interface LengthWords {
  kilometres: string;
  metres: string;
}

const WIDTH = 400;
const [LOWEST, TALLEST] = [160, 320];
const MARGIN = 32;
const KM_PER_DEGREE = 111.32;

/**
 * Where things happened, to scale and with north above, on an empty ground: the dots are numbered as the list beside the
 * map is, and grow with their counts. Nothing is drawn that nobody has told, and nothing is asked of a maker of maps.
 * Null where there are no two places to be seen apart.
 */
export function dotMap(dots: Dot[], title: string, lengths: LengthWords, setting: Setting): Html | null {
  const ground = groundOf(dots);
  if (!ground) return null;
  const { number, language } = setting;
  const said = dots.map((dot) => `${number(dot.number)} ${dot.name}`).join(language.comma);
  // The large ones first, so that they hide none of the small.
  const drawn = [...dots].sort((a, b) => b.count - a.count).map((dot) => drawnDot(dot, ground, setting));
  return html`<figure class="dots"><svg viewBox="0 0 ${WIDTH} ${ground.height}" role="img" aria-label="${title}${language.stop}${said}" direction="ltr"><rect width="${WIDTH}" height="${ground.height}"/>${drawn}${north()}${scaleBar(ground, lengths, setting)}</svg></figure>`;
}

interface Ground {
  height: number;
  /** Units of the drawing for a kilometre. */
  scale: number;
  at(dot: Dot): { x: number; y: number };
}

/** Degrees of longitude are as wide as they are in the middle of the map: true enough for a country. */
function groundOf(dots: Dot[]): Ground | null {
  if (dots.length === 0) return null;
  const eastward = unwrapped(dots);
  const [south, top] = [Math.min(...dots.map(latitude)), Math.max(...dots.map(latitude))];
  const [west, east] = [Math.min(...dots.map(eastward)), Math.max(...dots.map(eastward))];
  const shrink = Math.cos((((south + top) / 2) * Math.PI) / 180);
  const [wide, tall] = [(east - west) * shrink * KM_PER_DEGREE, (top - south) * KM_PER_DEGREE];
  if (Math.max(wide, tall) < 0.01) return null;
  const inner = WIDTH - 2 * MARGIN;
  const height = Math.min(Math.max((tall / wide) * inner + 2 * MARGIN, LOWEST), TALLEST);
  const scale = Math.min(inner / wide, (height - 2 * MARGIN) / tall);
  const [middleX, middleY] = [(west + east) / 2, (south + top) / 2];
  return {
    height: Math.round(height),
    scale,
    at: (dot) => ({
      x: round(WIDTH / 2 + (eastward(dot) - middleX) * shrink * KM_PER_DEGREE * scale),
      y: round(height / 2 - (dot.latitude - middleY) * KM_PER_DEGREE * scale),
    }),
  };
}

function latitude(dot: Dot): number {
  return dot.latitude;
}

/** Places on both sides of the date line stand beside each other. */
function unwrapped(dots: Dot[]): (dot: Dot) => number {
  const longitudes = dots.map(({ longitude }) => longitude);
  const crosses = Math.max(...longitudes) - Math.min(...longitudes) > 180;
  return ({ longitude }) => (crosses && longitude < 0 ? longitude + 360 : longitude);
}

function drawnDot(dot: Dot, ground: Ground, { number }: Setting): Html {
  const { x, y } = ground.at(dot);
  const radius = round(Math.min(10 + 3 * Math.sqrt(dot.count), 28));
  return html`<circle cx="${x}" cy="${y}" r="${radius}"/><text x="${x}" y="${y}" dy=".36em">${number(dot.number)}</text>`;
}

function north(): Html {
  return html`<path class="north" d="M${WIDTH - 18} 30V8m-6 8 6-8 6 8"/>`;
}

/** The longest round number of kilometres or metres that takes no more than a quarter of the width. */
function scaleBar({ scale, height }: Ground, { kilometres, metres }: LengthWords, { number, language }: Setting): Html {
  const most = WIDTH / 4 / scale;
  const power = 10 ** Math.floor(Math.log10(most));
  const km = [5, 2, 1].map((step) => step * power).find((length) => length <= most) ?? power;
  const [unit, length] = km >= 1 ? [kilometres, km] : [metres, km * 1000];
  const [from, base] = [12, height - 12];
  return html`<path class="scale" d="M${from} ${base - 6}v6h${round(km * scale)}v-6"/><text class="length" direction="${language.direction}" x="${from}" y="${base - 15}">${unit.replace('{n}', number(Math.round(length)))}</text>`;
}

function round(number: number): number {
  return Math.round(number * 10) / 10;
}
