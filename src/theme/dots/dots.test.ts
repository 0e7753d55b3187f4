import assert from 'node:assert/strict';
import { test } from 'node:test';
import { languages } from '../../languages/index.ts';
import type { Setting } from '../setting.ts';
import { dotMap } from './dots.ts';

const here = { language: languages.get('en')!, number: String } as unknown as Setting;
const LENGTHS = { kilometres: '{n} km', metres: '{n} m' };

function draw(...points: [latitude: number, longitude: number][]): string | null {
  const dots = points.map(([latitude, longitude], index) => ({
    ...{ latitude, longitude, name: `place ${index + 1}`, number: index + 1, count: 1 },
  }));
  return dotMap(dots, 'Where', LENGTHS, here)?.value ?? null;
}

/** Where the dots stand, in their order. */
function centres(svg: string): [x: number, y: number][] {
  return [...svg.matchAll(/<circle cx="([\d.-]+)" cy="([\d.-]+)"/g)].map(([, x, y]) => [Number(x), Number(y)]);
}

test('north is above, east is to the right, and a distance is as long one way as the other', () => {
  const [south, north, east] = centres(draw([60, 10], [61, 10], [60, 12])!) as [
    [number, number],
    [number, number],
    [number, number],
  ];
  assert.equal(south[0], north[0]);
  assert.ok(north[1] < south[1] && east[0] > south[0]);
  // At 60° north two degrees of longitude are about as long as one of latitude.
  assert.ok(Math.abs((east[0] - south[0]) / (south[1] - north[1]) - 1) < 0.05);
});

test('the bar under it is a round length, at the scale of the map', () => {
  const svg = draw([24.7, 66.8], [24.7, 66.9])!;
  const [, length] = svg.match(/h([\d.]+)v-6/)!;
  const [west, east] = centres(svg) as [[number, number], [number, number]];
  const kilometres = ((east[0] - west[0]) / Number(length)) * Number(svg.match(/>(\d+) km</)![1]);
  assert.ok(Math.abs(kilometres - 10.11) < 0.1, String(kilometres));
  assert.match(draw([24.7, 66.8], [24.7005, 66.8])!, />20 m</);
});

test('places on both sides of the date line stand beside each other', () => {
  const [fiji, samoa] = centres(draw([-17, 179], [-14, -172])!) as [[number, number], [number, number]];
  assert.ok(samoa[0] > fiji[0]);
});

for (const [what, points] of [
  ['no place', []],
  ['a single place', [[24.7, 66.8]]],
  [
    'the same place twice',
    [
      [24.7, 66.8],
      [24.7, 66.8],
    ],
  ],
] as [string, [number, number][]][]) {
  test(`${what} makes no map`, () => assert.equal(draw(...points), null));
}

test('every dot stands within the picture, whatever the places', () => {
  for (const points of [
    [
      [24.7, 66.8],
      [24.9, 66.8],
    ],
    [
      [-54, -70],
      [70, 60],
    ],
    [
      [0, 0],
      [0, 179],
    ],
  ] as [number, number][][]) {
    const svg = draw(...points)!;
    const [, height] = svg.match(/viewBox="0 0 400 (\d+)"/)!;
    for (const [x, y] of centres(svg)) assert.ok(x >= 0 && x <= 400 && y >= 0 && y <= Number(height), `${x} ${y}`);
  }
});
