import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Field } from '../../kinds/field.ts';
import type { Json } from '../../record/release.ts';
import { wordsOf } from './head.ts';
import type { Content } from './intake.ts';

const DECLARED: Record<string, Field> = {
  outcome: { type: 'text', optional: true },
  opens: { type: 'text', optional: true },
  sha256: { type: 'text', optional: true },
  start: { type: 'time' },
  seats: { type: 'number', optional: true },
  website: { type: 'url', optional: true },
  titles: { type: 'words', optional: true },
  witness: { type: 'text', optional: true, private: true },
  programme: { type: 'list', of: { type: 'group', of: { what: { type: 'text' }, at: { type: 'time' } } } },
};

const BEFORE: Record<string, Json> = {
  outcome: 'A letter was handed over.',
  start: '2024-05-04T10:00:00+05:00',
  seats: 40,
  website: 'https://roshanghat.example/',
  titles: { en: 'Ferry' },
  witness: 'A name',
  programme: [{ what: 'Opening', at: '2024-05-04T10:00:00+05:00' }],
};

const CHANGES: [what: string, change: Record<string, Json>, isOutdated: boolean][] = [
  ['nothing', {}, false],
  ['a text', { outcome: 'Two letters were handed over.' }, true],
  ['a text that was taken out', { outcome: null }, true],
  ['words by language', { titles: { en: 'The ferry' } }, true],
  ['a text in a list', { programme: [{ what: 'Welcome', at: '2024-05-04T10:00:00+05:00' }] }, true],
  ['a time', { start: '2024-05-05T10:00:00+05:00' }, false],
  ['a time in a list', { programme: [{ what: 'Opening', at: '2024-05-04T11:00:00+05:00' }] }, false],
  ['a clock time typed as text', { opens: '09:30' }, false],
  ['a hash', { sha256: 'a'.repeat(64) }, false],
  ['a number', { seats: 50 }, false],
  ['an address', { website: 'https://roshanghat.example/ferry' }, false],
  ['a private name', { witness: 'Another name' }, false],
];

for (const [what, change, isOutdated] of CHANGES) {
  test(`a change of ${what} among the fields ${isOutdated ? 'is' : 'is not'} one for translators`, () => {
    const [before, after] = [BEFORE, { ...BEFORE, ...change }].map((fields) => wordsOf(content(fields), DECLARED));
    assert.equal(before !== after, isOutdated);
  });
}

test('an empty field says the same as none', () => {
  assert.equal(wordsOf(content({ outcome: '' }), DECLARED), wordsOf(content({}), DECLARED));
});

function content(fields: Record<string, Json>): Content {
  return { title: 'Ferry', summary: '', body: '', dateline: null, media: [], fields } as unknown as Content;
}
