import assert from 'node:assert/strict';
import { test } from 'node:test';
import { BARE, masthead } from './masthead.ts';

const GOOD = {
  ...BARE,
  base: 'https://news.ferry.example/',
  languages: ['en', 'ur'],
  zone: { id: 'Asia/Karachi', offset: '+05:00' },
  names: { en: 'Ferry Users’ League' },
};
const section = (kind: string) => ({ kind, titles: {} });

const CASES: [what: string, change: object, faults: string[]][] = [
  ['whole', {}, []],
  ['UTC', { zone: { id: 'UTC', offset: '+00:00' } }, []],
  ['no language', { languages: [] }, ['fields.languages NO_LANGUAGE']],
  ['a language that there is not', { languages: ['en', 'xx'] }, ['fields.languages.1 UNKNOWN_LANGUAGE']],
  ['a language twice', { languages: ['en', 'ur', 'en'] }, ['fields.languages.2 NAMED_TWICE']],
  ['no such zone', { zone: { id: 'Asia/Nowhere', offset: '+05:00' } }, ['fields.zone.id BAD_ZONE']],
  ['no zone', { zone: { id: '', offset: '+05:00' } }, ['fields.zone.id BAD_ZONE']],
  ['no offset', { zone: { id: 'Asia/Karachi', offset: 'five' } }, ['fields.zone.offset BAD_OFFSET']],
  ['a kind twice', { sections: ['event', 'poem', 'event'].map(section) }, ['fields.sections.2.kind NAMED_TWICE']],
];

for (const [what, change, expected] of CASES) {
  test(`a masthead: ${what}`, () => {
    const content = { title: 'Ferry', body: '', event: 'publish' as const, fields: { ...GOOD, ...change }, media: [] };
    const faults = masthead.check!(content).map(({ field, code }) => `${field} ${code}`);
    assert.deepEqual(faults, expected);
  });
}
