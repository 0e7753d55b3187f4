import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Json } from '../record/release.ts';
import type { Checked } from './kind.ts';
import { map } from './map.ts';

const MARK = { name: 'Old Quay', x: 46.5, y: 52 };

const CHECKS: [places: Json, credit: string, faults: string[]][] = [
  [[MARK], 'Drawing: the League', []],
  [null, 'Drawing: the League', []],
  [[MARK], '', ['media NO_CREDIT']],
  [[{ ...MARK, x: 101 }], 'A', ['fields.places.0.x OFF_THE_MAP']],
  [[MARK, { ...MARK, y: -1 }], 'A', ['fields.places.1.y OFF_THE_MAP']],
  [[{ x: 1, y: 1, name: null, item: { item: 'files:offices/league-house', name: 'League House' } }], 'A', []],
  [[{ x: 1, y: 1, name: '' }], 'A', ['fields.places.0.name NO_NAME']],
];

for (const [places, credit, expected] of CHECKS) {
  test(`a map with ${JSON.stringify(places)}, credit “${credit}”: ${expected.join(', ') || 'nothing wrong'}`, () => {
    const content = {
      fields: { base: 'abc', places },
      media: [{ sha256: 'abc', alt: 'A map', credit }],
    } as unknown as Checked;
    const faults = map.check!(content);
    assert.deepEqual(
      faults.map(({ field, code }) => `${field} ${code}`),
      expected,
    );
  });
}
