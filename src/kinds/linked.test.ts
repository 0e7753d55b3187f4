import assert from 'node:assert/strict';
import { test } from 'node:test';
import { endonym } from '../languages/endonyms.ts';
import type { Json } from '../record/release.ts';
import { stateOf } from './channel.ts';
import type { Checked } from './kind.ts';
import { link } from './link.ts';
import { partner } from './partner.ts';
import { resource } from './resource.ts';

/** [kind, body, fields, what is wrong] */
const CHECKS: [kind: typeof link, body: string, fields: Record<string, Json>, faults: string[]][] = [
  [link, '', { address: 'https://a.example/', subject: 'River', tongue: null }, []],
  [link, '', { address: 'https://a.example/', subject: 'River', tongue: 'pa-guru' }, []],
  [
    link,
    '',
    { address: 'https://a.example/', subject: 'River', tongue: 'Urdu script' },
    ['fields.tongue BAD_LANGUAGE'],
  ],
  [resource, '', { type: 'book', address: null, file: null }, ['fields.address LEADS_NOWHERE']],
  [resource, '<p>Text.</p>', { type: 'book', address: null, file: null, tongue: 'en' }, []],
  [resource, '', { type: 'book', address: 'https://a.example/', file: null }, []],
  [partner, '', { giving: null }, []],
  [
    partner,
    '',
    {
      giving: [
        { label: 'By bank', details: 'IBAN', address: null },
        { label: 'At the counter', details: null, address: null },
      ],
    },
    ['fields.giving.1 NO_WAY'],
  ],
];

for (const [kind, body, fields, faults] of CHECKS) {
  test(`${kind.id} ${JSON.stringify(fields)}: ${faults.join(', ') || 'nothing is wrong'}`, () => {
    const content = { title: 'T', body, event: 'publish', fields, media: [] } as Checked;
    assert.deepEqual(
      kind.check!(content).map(({ field, code }) => `${field} ${code}`),
      faults,
    );
  });
}

const STATES: [fields: Record<string, Json>, state: string][] = [
  [{ confirmed: null, closed: null }, 'claimed'],
  [{}, 'claimed'],
  [{ confirmed: '2025-05-04', closed: null }, 'confirmed'],
  [{ confirmed: '2019-05-04', closed: '2021' }, 'closed'],
];

for (const [fields, state] of STATES) {
  test(`a channel of ${JSON.stringify(fields)} is ${state}`, () => assert.equal(stateOf(fields), state));
}

test('languages are called what they call themselves, by tag or its first part, and else by the tag', () => {
  assert.deepEqual(endonym('ur'), { tag: 'ur', name: 'اردو', direction: 'rtl' });
  assert.deepEqual(endonym('pa-guru').name, 'ਪੰਜਾਬੀ');
  assert.deepEqual(endonym('fr-CA'), { tag: 'fr-CA', name: 'Français', direction: 'ltr' });
  assert.deepEqual(endonym('tlh'), { tag: 'tlh', name: 'tlh', direction: 'ltr' });
});
