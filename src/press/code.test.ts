import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { testFolder } from '../record/testing.ts';
import { codeDigest, pressingCode } from './code.ts';

const CHANGES: [string, boolean][] = [
  ['press/press.ts', true],
  ['press/sheet/letter.typ.ts', true],
  ['theme/card/card.css', true],
  ['languages/fr.ts', true],
  ['record/body.js', true],
  ['press/press.test.ts', false],
  ['press/.press.ts.swp', false],
  ['press/press.ts~', false],
  ['desk/draft.ts', false],
];

for (const [file, matters] of CHANGES) {
  test(`a changed ${file} ${matters ? 'presses anew' : 'presses nothing'}`, (t) => {
    const root = testFolder(t);
    for (const folder of ['base', 'kinds', 'languages', 'press', 'record', 'theme']) write(root, `${folder}/a.ts`, 'a');
    const before = codeDigest(root);
    write(root, file, 'changed');
    assert.equal(codeDigest(root) !== before, matters);
  });
}

test('the code has one name in a process', () => {
  assert.match(pressingCode(), /^[0-9a-f]{16}$/);
  assert.equal(pressingCode(), codeDigest(join(import.meta.dirname, '..')));
});

function write(root: string, file: string, text: string): void {
  mkdirSync(dirname(join(root, file)), { recursive: true });
  writeFileSync(join(root, file), text);
}
